import type { Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';

/** How far a column is followed upstream. */
const MAX_STEPS = 30;

export interface Inherited {
  readonly description: string;
  readonly dataset: Key;
  readonly column: string;
}

/**
 * The description of the nearest column upstream that this one is an unchanged copy of; null if it is computed, comes from several
 * columns, or none of them is described.
 */
export function inheritedDescription(ws: Workspace, dataset: Key, column: string): Inherited | null {
  let at: { dataset: Key; column: string } = { dataset, column };
  for (let step = 0; step < MAX_STEPS; step++) {
    const [source, more] = ws.column(at.dataset, at.column)?.from ?? [];
    if (!source || more || source.kind !== 'identity') return null;
    const description = ws.column(source.dataset, source.column)?.description?.trim();
    if (description) return { description, dataset: source.dataset, column: source.column };
    at = { dataset: source.dataset, column: source.column };
  }
  return null;
}
