import type { Span } from '../../text/span';

/** A token of the Data Quality Definition Language. Of a text in quotes `text` is what is between them. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark' | 'end';
  readonly text: string;
  readonly span: Span;
}

/** Tokens of one text beyond these are not read. */
const MOST_TOKENS = 100_000;

/** Tokens from an offset on. `escaped` is for a text that itself stands in quotes: there `\"` is a quote and `\n` a blank. */
export function* tokens(text: string, start: number, end: number, escaped: boolean): Generator<Token, void> {
  let at = start;
  for (let n = 0; n < MOST_TOKENS && at < end; n++) {
    const c = text[at]!;
    if (/\s/.test(c)) at++;
    else if (escaped && c === '\\' && /[nrt]/.test(text[at + 1] ?? '')) at += 2;
    else if (c === '#') {
      const line = text.indexOf('\n', at);
      at = line < 0 ? end : line + 1;
    } else if (c === '"' || (escaped && c === '\\' && text[at + 1] === '"')) {
      const open = escaped ? at + (c === '\\' ? 2 : 1) : at + 1;
      // In quotes within quotes a plain quote ends the whole text.
      if (escaped && c === '"') return;
      const close = closing(text, open, end, escaped);
      yield { kind: 'text', text: text.slice(open, close), span: { start: open, end: close } };
      at = Math.min(end, close + (escaped ? 2 : 1));
    } else {
      const near = text.slice(at, Math.min(end, at + 500));
      const found = /^[A-Za-z0-9_.]+/.exec(near);
      const piece = found?.[0] ?? /^(?:[<>!]=|\S)/.exec(near)?.[0] ?? c;
      yield { kind: found ? 'word' : 'mark', text: piece, span: { start: at, end: at + piece.length } };
      at += piece.length;
    }
  }
  yield { kind: 'end', text: '', span: { start: end, end } };
}

function closing(text: string, from: number, end: number, escaped: boolean): number {
  for (let at = from; at < end; at++) {
    if (escaped) {
      if (text.startsWith('\\\\\\"', at)) at += 3;
      else if (text.startsWith('\\"', at)) return at;
      else if (text[at] === '"') return at;
    } else if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return end;
}
