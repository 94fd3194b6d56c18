import { afterBreak, type Cursor, isMarker } from './cursor';
import type { YamlScalar } from './tree';

/**
 * Reads the quoted scalar at `pos`, over as many lines as it takes. Null with `failure` set if it has no end.
 * A wrong escape is told and kept as it stands.
 */
export function readQuoted(c: Cursor): YamlScalar | null {
  const { text, end } = c;
  const start = c.pos;
  const quote = text.charCodeAt(start);
  let i = start + 1;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === quote || code === 92 || code === 10 || code === 13) break;
  }
  if (i < end && text.charCodeAt(i) === quote && !(quote === 39 && c.at(i + 1) === 39)) {
    c.pos = i + 1;
    return quotedScalar(start, i + 1, quote, text.slice(start + 1, i));
  }
  return readLong(c, start, quote);
}

function quotedScalar(start: number, end: number, quote: number, text: string): YamlScalar {
  return { kind: 'scalar', span: { start, end }, content: { start: start + 1, end: end - 1 }, style: quote === 39 ? 'single' : 'double', text, value: text, anchor: null, alias: null, tag: null };
}

/** A quoted scalar with escapes or line breaks. */
function readLong(c: Cursor, start: number, quote: number): YamlScalar | null {
  const { text, end } = c;
  const parts: string[] = [];
  let from = start + 1;
  let i = from;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      parts.push(text.slice(from, i));
      if (quote === 39 && c.at(i + 1) === 39) {
        parts.push("'");
        from = i += 2;
        continue;
      }
      c.pos = i + 1;
      return quotedScalar(start, i + 1, quote, parts.join(''));
    }
    if (code === 92 && quote === 34) {
      parts.push(text.slice(from, i));
      const next = c.at(i + 1);
      if (next === 10 || next === 13) {
        i = overBreaks(c, i + 1, true, parts);
      } else i = overEscape(c, i, parts);
      if (i < 0) break;
      from = i;
    } else if (code === 32 || code === 9 || code === 10 || code === 13) {
      let stop = i;
      while (stop < end && (text.charCodeAt(stop) === 32 || text.charCodeAt(stop) === 9)) stop++;
      if (stop < end && (text.charCodeAt(stop) === 10 || text.charCodeAt(stop) === 13)) {
        parts.push(text.slice(from, i));
        i = overBreaks(c, stop, false, parts);
        if (i < 0) break;
        from = i;
      } else i = stop;
    } else i++;
  }
  return c.fail(start, start + 1, quote === 39 ? "This ' is never closed" : 'This " is never closed');
}

/** Folds line breaks from `at` on: one is a space (nothing if escaped), of more each but the first stays. -1 at a document's end. */
function overBreaks(c: Cursor, at: number, escaped: boolean, parts: string[]): number {
  let breaks = 0;
  let i = at;
  for (;;) {
    i = afterBreak(c, i);
    breaks++;
    c.lineStart = i;
    c.shift = 0;
    if (isMarker(c, i)) return -1;
    while (i < c.end && (c.text.charCodeAt(i) === 32 || c.text.charCodeAt(i) === 9)) i++;
    if (i >= c.end || (c.text.charCodeAt(i) !== 10 && c.text.charCodeAt(i) !== 13)) break;
  }
  if (breaks > 1) parts.push('\n'.repeat(breaks - 1));
  else if (!escaped) parts.push(' ');
  return i;
}

const ESCAPES: { readonly [letter: string]: string } = {
  '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};
const HEX: { readonly [letter: string]: number } = { x: 2, u: 4, U: 8 };

/** Reads the escape whose backslash is at `at`; gives the offset behind it. */
function overEscape(c: Cursor, at: number, parts: string[]): number {
  const letter = c.text[at + 1] ?? '';
  if (Object.hasOwn(ESCAPES, letter)) {
    parts.push(ESCAPES[letter]!);
    return at + 2;
  }
  const digits = Object.hasOwn(HEX, letter) ? HEX[letter]! : 0;
  const source = c.text.slice(at + 2, Math.min(at + 2 + digits, c.end));
  if (digits > 0 && source.length === digits && /^[0-9a-fA-F]+$/.test(source)) {
    const code = Number.parseInt(source, 16);
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) {
      parts.push(String.fromCodePoint(code));
      return at + 2 + digits;
    }
  }
  const end = Math.min(at + 2, c.end);
  c.tell('yaml-syntax', at, end, `'${c.text.slice(at, end)}' is no escape in double quotes; write '\\\\' for a backslash, or use single quotes`, { mistake: 'escape' });
  parts.push('\\');
  return at + 1;
}
