import type { Declaration, Reference } from '../../model/facts';
import type { DocumentView, TableState, Workspace } from '../../model/workspace';

/** A column that a statement names in its own table: in INSERT's list, in ALTER. */
export interface NamedColumn {
  readonly reference: Reference;
  readonly column: { readonly name: string; readonly span: { readonly start: number; readonly end: number } };
  readonly action: string;
  /** The table before the statement runs. */
  readonly state: TableState;
}

/** Columns that statements of a script name in the table they change, where all of its columns are surely known at that moment. */
export function* namedColumns(document: DocumentView, ws: Workspace): Iterable<NamedColumn> {
  for (const reference of document.facts.references) {
    const action = reference.data?.['action'];
    if (reference.type !== 'sql.table' || typeof action !== 'string' || !reference.column || !reference.moment) continue;
    const state = surelyKnown(document, ws, reference);
    if (state) yield { reference, column: reference.column, action, state };
  }
}

/** The table that a reference of a script means, as it is before the statement; null unless it is known to its last column. */
export function surelyKnown(document: DocumentView, ws: Workspace, reference: Reference): TableState | null {
  const found = ws.resolve(reference, document.path);
  if (found.kind !== 'one' || reference.targets[0] === undefined || !found.entity.keys.includes(reference.targets[0])) return null;
  const state = ws.table(found.entity.id, reference.moment ?? null);
  // Only the sequence itself is certain: what another file makes may be another table.
  return state?.complete && state.exists && reference.moment && state.sequences.length === 1 && state.sequences[0] === reference.moment.sequence ? state : null;
}

/** The state of a declaration's table before its statement. */
export function stateBefore(ws: Workspace, declaration: Declaration): TableState | null {
  return declaration.step ? ws.table(declaration.id, declaration.step.moment) : null;
}
