import type { Input, Output, Query, Scope } from '../../../model/query';

/**
 * The query with doubts where other readings of its template (other branches of conditions that only a run decides) have
 * other tables or columns: such scopes are `incomplete`, so that nothing is claimed about what they have or lack.
 * Scopes are the same if they begin at the same place. A reading that is no query makes everything doubtful.
 */
export function comparedWith(query: Query, others: readonly (Query | null)[]): Query {
  if (others.length === 0) return query;
  if (others.includes(null)) return withoutCertainty(query, () => true);
  const shape = shapesOf(query);
  const shapes = others.map(o => shapesOf(o!));
  const roots = new Set([query, ...others].map(q => placeOf(q!, q!.root)));
  return withoutCertainty(query, index => {
    const place = placeOf(query, index);
    return shapes.some(s => s.get(place) !== shape.get(place)) || (index === query.root && roots.size > 1);
  });
}

/** The query with some of its scopes declared incomplete. */
export function withoutCertainty(query: Query, doubtful: (scope: number) => boolean): Query {
  return { ...query, scopes: query.scopes.map((scope, index) => (scope.incomplete || !doubtful(index) ? scope : { ...scope, incomplete: true })) };
}

/** What the columns of every scope depend on, by its place. */
function shapesOf(query: Query): Map<string, string> {
  return new Map(query.scopes.flatMap((scope, index) => (isUnion(scope) ? [] : [[placeOf(query, index), shapeOf(query, scope)] as const])));
}

/** A union by position has the columns of its first branch, however many others there are. */
function isUnion(scope: Scope): boolean {
  return scope.kind === 'set' && !scope.byName && scope.branches.length > 0;
}

/** Where the scope begins whose columns these are. */
function placeOf(query: Query, index: number): string {
  let scope = query.scopes[index]!;
  for (let i = 0; i < 100 && isUnion(scope); i++) scope = query.scopes[scope.branches[0]!]!;
  return `${scope.kind} ${scope.span.start}`;
}

function shapeOf(query: Query, scope: Scope): string {
  return JSON.stringify([scope.incomplete, scope.byName, scope.branches.map(b => placeOf(query, b)), scope.inputs.map(i => inputShape(query, i, 0)), scope.outputs.map(outputShape)]);
}

function inputShape(query: Query, input: Input, depth: number): unknown {
  const { source } = input;
  const own = [input.name, input.columnAliases, input.join, input.natural, input.using.map(u => u.name)];
  if (source.kind === 'table') return [own, source.table.span.start];
  if (source.kind === 'scope') return [own, placeOf(query, source.scope)];
  if (source.kind === 'function') return [own, source.name, source.columns];
  return [own, source.keeps, source.columns?.map(outputShape), depth > 20 ? null : inputShape(query, source.over, depth + 1)];
}

function outputShape(output: Output): unknown {
  const { star } = output;
  return [output.name, output.opaque && output.name === null, star && [star.qualifier, star.except.map(e => e.name), star.replace.map(r => r.name), star.rename]];
}
