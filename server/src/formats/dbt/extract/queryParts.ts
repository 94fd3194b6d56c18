import type { Output, Scope } from '../../../model/query';
import { encloses, type Span } from '../../../text/span';

/** A select without anything in it. */
export function emptyScope(span: Span): Scope {
  return { kind: 'select', name: null, nameSpan: null, span, cte: false, parent: null, inputs: [], outputs: [], indirect: [], branches: [], byName: false, distinct: false, incomplete: false };
}

/** `*` over all inputs. */
export function starOutput(span: Span): Output {
  return { ...plainOutput(null, span), star: { qualifier: null, except: [], replace: [], rename: [] }, kind: 'identity' };
}

/** A computed column that reads nothing. */
export function plainOutput(name: string | null, span: Span): Output {
  return { name, nameSpan: null, quoted: false, aliased: false, span, expression: span, star: null, kind: 'transformation', uses: [], subqueries: [], type: null, literal: null, literals: null, opaque: false };
}

/**
 * A scope whose outputs are known better than the reader could: it stays incomplete while one of them has no name that can be told, or
 * while something unread stands elsewhere in it.
 */
export function withOutputs(scope: Scope, outputs: readonly Output[], holes: readonly { readonly span: Span }[]): Scope {
  const outside = (hole: Span): boolean => encloses(scope.span, hole) && !scope.outputs.some(o => encloses(o.span, hole));
  return { ...scope, outputs, incomplete: scope.incomplete && (outputs.some(o => o.opaque && o.name === null && !o.star) || holes.some(h => outside(h.span))) };
}
