import { atEnd, advance, is, type Reader, startOf, moveTo } from '../cursor';
import { END } from '../lexer';
import { skipStatement } from '../recover';
import { statement } from './dispatch';

/** Reads all statements of the text, one after another, into `r.statements`. */
export function statements(r: Reader): void {
  while (r.kind !== END) {
    if (is(r, ';')) {
      advance(r);
      continue;
    }
    const at = r.i;
    r.quiet = false;
    r.depth = 0;
    r.statementStart = startOf(r);
    statement(r);
    if (r.i === at && !atEnd(r)) {
      skipStatement(r);
      if (r.i === at) moveTo(r, at + 1);
    }
  }
}
