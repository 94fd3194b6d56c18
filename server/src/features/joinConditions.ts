import type { QueryFact } from '../model/facts';
import type { Key } from '../model/key';
import type { Workspace } from '../model/workspace';

export interface JoinCondition {
  /** `o.customer_id = c.id`. */
  readonly text: string;
  readonly why: string;
}

/**
 * Conditions by which the last table before the cursor can be joined to those before it: foreign keys of DDL and tests of
 * relationships, then columns of one name. The best first.
 */
export function joinConditions(ws: Workspace, path: string, query: QueryFact, scope: number, offset: number): readonly JoinCondition[] {
  const select = query.query.scopes[scope];
  if (!select) return [];
  const at = select.inputs.findLastIndex(i => i.span.end <= offset);
  const right = select.inputs[at];
  if (at < 1 || !right?.name) return [];
  const known: JoinCondition[] = [];
  const named: JoinCondition[] = [];
  const rightColumns = ws.inputColumns(path, query, scope, at).columns;
  for (let i = at - 1; i >= 0; i--) {
    const left = select.inputs[i]!;
    if (!left.name) continue;
    const leftColumns = ws.inputColumns(path, query, scope, i).columns;
    const [a, b] = [leftColumns.find(c => c.dataset)?.dataset ?? null, rightColumns.find(c => c.dataset)?.dataset ?? null];
    if (a && b) {
      for (const [x, y] of keysBetween(ws, a, b)) known.push({ text: `${left.name}.${x} = ${right.name}.${y}`, why: 'foreign key' });
      for (const [x, y] of keysBetween(ws, b, a)) known.push({ text: `${left.name}.${y} = ${right.name}.${x}`, why: 'foreign key' });
    }
    const shared = leftColumns.filter(c => rightColumns.some(r => r.name.toLowerCase() === c.name.toLowerCase()));
    const keys = shared.filter(c => /(^|_)(id|key|code|sk)$/i.test(c.name));
    for (const c of keys.length > 0 ? keys : shared.slice(0, 3)) named.push({ text: `${left.name}.${c.name} = ${right.name}.${c.name}`, why: 'columns of one name' });
    const single = (name: string): string => name.toLowerCase().replace(/s$/, '').replace(/^(?:stg|dim|fct|raw)_+/, '');
    for (const [from, to, fromName, toName] of [[leftColumns, rightColumns, left, right], [rightColumns, leftColumns, right, left]] as const) {
      const table = single(toName.source.kind === 'table' ? (toName.source.table.parts.at(-1)?.name ?? '') : toName.name!);
      const key = from.find(c => c.name.toLowerCase() === `${table}_id`);
      const own = to.find(c => c.name.toLowerCase() === 'id');
      if (key && own) named.push({ text: fromName === left ? `${left.name}.${key.name} = ${right.name}.${own.name}` : `${left.name}.${own.name} = ${right.name}.${key.name}`, why: 'by their names' });
    }
  }
  const seen = new Set<string>();
  return [...known, ...named].filter(c => !seen.has(c.text) && seen.add(c.text));
}

/** Pairs of columns by which the first dataset refers to the second. */
function keysBetween(ws: Workspace, from: Key, to: Key): readonly (readonly [string, string])[] {
  const out: [string, string][] = [];
  for (const r of ws.referrers(to)) {
    const own = r.data?.['column'];
    if (r.data?.['constraint'] !== 'foreign_key' || typeof own !== 'string' || r.from === null || ws.entity(r.from)?.id !== ws.entity(from)?.id) continue;
    const other = r.column ?? ws.entity(to)?.attributes.uniqueKey?.[0];
    if (other !== undefined) out.push([own, other]);
  }
  for (const { check } of ws.checks(from)) {
    const field = check.arguments['field'];
    if (check.assertion !== 'relationships' || typeof field !== 'string' || check.columns.length !== 1) continue;
    const target = check.arguments['to'];
    const name = ws.entity(to)?.name;
    if (typeof target === 'string' && name !== undefined && target.includes(name)) out.push([check.columns[0]!, field]);
  }
  return out;
}
