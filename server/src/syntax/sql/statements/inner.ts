import type { Query, Statement } from '../../../model/query';
import { advance, MAX_DEPTH, type Reader, reader, withTokens } from '../cursor';
import { statements } from './index';

/** The inside of the string token at the cursor, as offsets into the text; the token is stepped over. */
function inside(r: Reader): { start: number; end: number } {
  const start = r.tokens.starts[r.i]!;
  const end = r.tokens.ends[r.i]!;
  advance(r);
  const head = /^[^'"$]*(?:\$[^$]*\$|'''|"""|['"])/.exec(r.text.slice(start, Math.min(end, start + 80)))?.[0].length ?? 0;
  const quote = r.text[start + head - 1];
  const width = quote === '$' ? head : /('''|""")$/.test(r.text.slice(start, start + head)) ? 3 : 1;
  return { start: start + head, end: Math.max(start + head, end - width) };
}

/** Reads the statements written in the string at the cursor: a procedure's body. Problems inside are not reported. */
export function innerStatements(r: Reader): readonly Statement[] {
  const at = inside(r);
  if (nesting >= 3 || r.depth >= MAX_DEPTH) return [];
  nesting++;
  try {
    return withTokens(r.text, at.start, at.end, r.traits, tokens => {
      const nested = reader(r.text, r.traits, tokens, r.holes, r.relationName);
      statements(nested);
      return nested.statements;
    });
  } finally {
    nesting--;
  }
}

let nesting = 0;

/** The first query written in the string at the cursor (Redshift's UNLOAD). */
export function inString(r: Reader): Query | null {
  return innerStatements(r).find(s => s.query !== null)?.query ?? null;
}
