import type { QueryFact } from '../model/facts';
import type { ScopeColumns, Workspace } from '../model/workspace';

/** The columns that a star of a select stands for, in their order; none if the output is no star. */
export function starColumns(ws: Workspace, path: string, query: QueryFact, scope: number, output: number): Pick<ScopeColumns, 'columns' | 'complete'> {
  const select = query.query.scopes[scope];
  const star = select?.outputs[output]?.star;
  if (!select || !star) return { columns: [], complete: false };
  const last = star.qualifier?.[star.qualifier.length - 1]?.toLowerCase();
  const except = new Set(star.except.map(e => e.name.toLowerCase()));
  const inputs = select.inputs.map((input, i) => ({ name: input.name?.toLowerCase(), columns: ws.inputColumns(path, query, scope, i) })).filter(x => last === undefined || x.name === last);
  return { columns: inputs.flatMap(x => x.columns.columns).filter(c => !except.has(c.name.toLowerCase())), complete: inputs.every(x => x.columns.complete) };
}
