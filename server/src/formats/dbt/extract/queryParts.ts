import type { Output, Scope } from '../../../model/query';
import type { Span } from '../../../text/span';

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
