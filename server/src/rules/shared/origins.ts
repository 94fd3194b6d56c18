import type { QueryFact } from '../../model/facts';
import type { Output, Scope, Use } from '../../model/query';
import type { Workspace } from '../../model/workspace';

/** A SELECT item with the scope it stands in. */
export interface PlacedOutput {
  readonly output: Output;
  readonly scope: number;
  /** Whether an outer join, somewhere on the way, may have put a null in its place. */
  readonly nullable: boolean;
}

/** How far a column is followed through subqueries. */
const MAX_DEPTH = 60;

/**
 * The SELECT items that a column of a scope is in truth, looked at through subqueries, CTEs, stars and set operations: all of them, or
 * null if one can't be told. A column that comes from a table as it is ends with the item that names it.
 */
export function originsOf(ws: Workspace, path: string, query: QueryFact, scope: number, column: string): readonly PlacedOutput[] | null {
  const out: PlacedOutput[] = [];
  const seen = new Set<string>();
  return follow({ ws, path, query, out, seen }, scope, column.toLowerCase(), false, 0) ? out : null;
}

interface Walk {
  readonly ws: Workspace;
  readonly path: string;
  readonly query: QueryFact;
  readonly out: PlacedOutput[];
  readonly seen: Set<string>;
}

function follow(walk: Walk, index: number, column: string, nullable: boolean, depth: number): boolean {
  const scope = walk.query.query.scopes[index];
  const step = `${index} ${column} ${nullable}`;
  if (!scope || depth > MAX_DEPTH) return false;
  if (walk.seen.has(step)) return true;
  walk.seen.add(step);
  if (scope.kind === 'set') return followSet(walk, index, scope, column, nullable, depth);
  if (scope.kind !== 'select' || scope.incomplete) return false;
  const named = scope.outputs.filter(o => o.name?.toLowerCase() === column);
  if (named.length > 1) return false;
  const output = named[0];
  if (output) {
    if (output.kind !== 'identity' || output.uses.length !== 1) {
      walk.out.push({ output, scope: index, nullable });
      return true;
    }
    return followUse(walk, index, scope, output, output.uses[0]!, nullable, depth);
  }
  const stars = scope.outputs.filter(o => o.star !== null);
  if (stars.length !== 1 || stars[0]!.opaque || stars[0]!.star!.like || stars[0]!.star!.rename.length > 0) return false;
  const replaced = stars[0]!.star!.replace.find(r => r.name?.toLowerCase() === column);
  if (replaced) {
    walk.out.push({ output: replaced, scope: index, nullable });
    return true;
  }
  const { qualifier } = stars[0]!.star!;
  const use: Use = { qualifier: qualifier ?? [], qualifierSpan: null, column, quoted: false, span: stars[0]!.span, kind: 'identity', scope: index };
  return followUse(walk, index, scope, stars[0]!, use, nullable, depth);
}

function followSet(walk: Walk, index: number, scope: Scope, column: string, nullable: boolean, depth: number): boolean {
  if (scope.byName) return scope.branches.every(b => follow(walk, b, column, nullable, depth + 1));
  const head = walk.ws.scopeColumns(walk.path, walk.query, index);
  const at = head.columns.findIndex(c => c.name.toLowerCase() === column);
  if (at < 0 || !head.complete) return false;
  return scope.branches.every(b => {
    const name = walk.ws.scopeColumns(walk.path, walk.query, b).columns[at]?.name;
    return name !== undefined && follow(walk, b, name.toLowerCase(), nullable, depth + 1);
  });
}

function followUse(walk: Walk, index: number, scope: Scope, output: Output, use: Use, nullable: boolean, depth: number): boolean {
  const qualifier = use.qualifier.at(-1)?.toLowerCase();
  const hits = scope.inputs.flatMap((input, i) => {
    if (qualifier !== undefined) return input.name?.toLowerCase() === qualifier ? [i] : [];
    return walk.ws.inputColumns(walk.path, walk.query, index, i).columns.some(c => c.name.toLowerCase() === use.column.toLowerCase()) || scope.inputs.length === 1 ? [i] : [];
  });
  if (hits.length !== 1) return false;
  const input = scope.inputs[hits[0]!]!;
  const now = nullable || isNullableSide(scope, hits[0]!);
  if (input.source.kind === 'scope' && input.columnAliases === null) return follow(walk, input.source.scope, use.column.toLowerCase(), now, depth + 1);
  if (input.source.kind !== 'table') return false;
  walk.out.push({ output, scope: index, nullable: now });
  return true;
}

/** Whether anything in a query can be without a partner: where nothing is, no column need be followed. */
export function hasOuterJoin(query: QueryFact): boolean {
  return query.query.scopes.some(s => s.inputs.some(i => i.join === 'left' || i.join === 'right' || i.join === 'full'));
}

/** The SELECT items of a query, those that stand in for columns of stars included: all that `originsOf` can come upon. */
export function outputsIn(query: QueryFact): readonly Output[] {
  const known = outputLists.get(query);
  if (known) return known;
  const outputs = query.query.scopes.flatMap(s => s.outputs.flatMap(o => (o.star ? [o, ...o.star.replace] : [o])));
  outputLists.set(query, outputs);
  return outputs;
}

const outputLists = new WeakMap<QueryFact, readonly Output[]>();

/** Whether rows of the others stay without a partner in this input. */
export function isNullableSide(scope: Scope, index: number): boolean {
  const { join } = scope.inputs[index]!;
  if (join === 'left' || join === 'full') return true;
  return scope.inputs.slice(index + 1).some(later => later.join === 'right' || later.join === 'full');
}

/** The scope whose rows and columns the query's result is, seen through `select * from cte`. */
export function resultScope(query: QueryFact): number {
  let at = query.query.root;
  for (let i = 0; i < MAX_DEPTH; i++) {
    const scope = query.query.scopes[at];
    const [only, more] = scope?.outputs ?? [];
    const [from, second] = scope?.inputs ?? [];
    if (scope?.kind !== 'select' || !only?.star || more || only.opaque || only.star.replace.length + only.star.rename.length > 0 || only.star.like || !from || second || from.source.kind !== 'scope' || scope.distinct) return at;
    at = from.source.scope;
  }
  return at;
}
