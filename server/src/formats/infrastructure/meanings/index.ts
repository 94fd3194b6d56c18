import type { Resource } from '../resource';
import { aws } from './aws';
import { google } from './google';
import type { Meaning, MeaningOf } from './meaning';
import { others } from './others';

export { type Meaning, placeKeys, type PlaceKind } from './meaning';

const MEANINGS: { readonly [type: string]: MeaningOf } = { ...aws, ...google, ...others };

/** What a resource means for data; null if it means nothing we know. */
export function meaningOf(r: Resource): Meaning | null {
  const found = Object.hasOwn(MEANINGS, r.type) ? MEANINGS[r.type] : undefined;
  return found ? found(r) : null;
}

/** Types of resources that hold or move data. */
export function isDataType(type: string): boolean {
  return Object.hasOwn(MEANINGS, type);
}

/** All types of resources that hold or move data. */
export function dataTypes(): readonly string[] {
  return Object.keys(MEANINGS);
}
