import type { QueryFact } from './facts';
import type { Output, Use } from './query';

/** The uses of one SELECT item; of a star, those of its replacements. */
export function allUses(output: Output): readonly Use[] {
  return output.star ? output.star.replace.flatMap(r => r.uses) : output.uses;
}

/** Every use in a query, wherever it stands. Several rules go through them, one after the other: they are gathered once. */
export function usesIn(query: QueryFact): readonly Use[] {
  const known = gathered.get(query);
  if (known) return known;
  const uses: Use[] = [];
  for (const scope of query.query.scopes) {
    for (const output of scope.outputs) for (const use of allUses(output)) uses.push(use);
    for (const use of scope.indirect) uses.push(use);
    for (const input of scope.inputs) if (input.source.kind === 'function') for (const use of input.source.uses) uses.push(use);
  }
  gathered.set(query, uses);
  return uses;
}

const gathered = new WeakMap<QueryFact, readonly Use[]>();
