import type { QueryFact } from './facts';
import type { Output, Use } from './query';

/** The uses of one SELECT item; of a star, those of its replacements. */
export function allUses(output: Output): readonly Use[] {
  return output.star ? output.star.replace.flatMap(r => r.uses) : output.uses;
}

/** Every use in a query, wherever it stands. */
export function* usesIn(query: QueryFact): Iterable<Use> {
  for (const scope of query.query.scopes) {
    for (const output of scope.outputs) yield* allUses(output);
    yield* scope.indirect;
    for (const input of scope.inputs) if (input.source.kind === 'function') yield* input.source.uses;
  }
}
