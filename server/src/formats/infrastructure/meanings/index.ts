import type { Resource, Value } from '../resource';
import { aws } from './aws';
import { google } from './google';
import type { Meaning, MeaningOf } from './meaning';
import { loaders } from './loaders';
import { others } from './others';

export { type Meaning, placeKeys, type PlaceKind } from './meaning';

const MEANINGS: { readonly [type: string]: MeaningOf } = { ...aws, ...google, ...others, ...loaders };

/** What a resource means for data; null if it means nothing we know. */
export function meaningOf(r: Resource, bodyOf: (address: string) => Value | undefined = () => undefined): Meaning | null {
  const found = Object.hasOwn(MEANINGS, r.type) ? MEANINGS[r.type] : undefined;
  return found ? found(r, bodyOf) : null;
}

/** Types of resources that hold or move data. */
export function isDataType(type: string): boolean {
  return Object.hasOwn(MEANINGS, type);
}

/** All types of resources that hold or move data. */
export function dataTypes(): readonly string[] {
  return Object.keys(MEANINGS);
}
