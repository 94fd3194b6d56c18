import type { Json } from '../../model/key';
import type { Span } from '../../text/span';

/** A value of an object literal of JavaScript or Python with the places of its keys; what is no literal has `known: false`. */
export interface Literal {
  readonly span: Span;
  readonly known: boolean;
  readonly value: Json;
  /** Of an object: its entries in order. */
  readonly entries: readonly { readonly name: string; readonly nameSpan: Span; readonly value: Literal }[];
  /** Of a list. */
  readonly items: readonly Literal[];
}

const MOST_DEPTH = 40;

/**
 * Reads the literal that begins at `start` (after blanks): objects with bare or quoted keys, lists, texts in any quotes,
 * numbers, booleans, null. Anything else up to the next comma or bracket is a value that is not known. Never fails: where the
 * text ends early, so does the literal. Text spans are those of the characters between the quotes.
 */
export function readLiteral(text: string, start: number, end: number): Literal {
  return value({ text, end, at: start }, 0);
}

interface Cursor {
  readonly text: string;
  readonly end: number;
  at: number;
}

function skip(c: Cursor): void {
  for (;;) {
    while (c.at < c.end && /\s/.test(c.text[c.at]!)) c.at++;
    if (c.text.startsWith('//', c.at) || c.text[c.at] === '#') {
      const line = c.text.indexOf('\n', c.at);
      c.at = line < 0 ? c.end : Math.min(line, c.end);
    } else if (c.text.startsWith('/*', c.at)) {
      const close = c.text.indexOf('*/', c.at + 2);
      c.at = close < 0 ? c.end : Math.min(close + 2, c.end);
    } else return;
  }
}

function value(c: Cursor, depth: number): Literal {
  skip(c);
  const start = c.at;
  const ch = c.text[c.at];
  if (depth < MOST_DEPTH && ch === '{') return object(c, depth);
  if (depth < MOST_DEPTH && (ch === '[' || ch === '(')) return list(c, depth);
  if (ch === '"' || ch === "'" || ch === '`') {
    const text = quoted(c, ch);
    skip(c);
    if (c.at >= c.end || /[,}\])]/.test(c.text[c.at]!)) return { ...EMPTY, span: text.span, known: text.known, value: text.value };
  }
  rest(c);
  const raw = c.text.slice(start, c.at).trim();
  const span = { start, end: start + raw.length };
  if (/^-?\d+(\.\d+)?$/.test(raw)) return { ...EMPTY, span, known: true, value: Number(raw) };
  if (/^(true|false|True|False)$/.test(raw)) return { ...EMPTY, span, known: true, value: raw.toLowerCase() === 'true' };
  if (raw === 'null' || raw === 'None') return { ...EMPTY, span, known: true, value: null };
  return { ...EMPTY, span, known: false, value: null };
}

const EMPTY = { known: true, value: null, entries: [], items: [] } as const;

/** Steps over an expression, brackets and texts included, to before the comma or bracket behind it. */
function rest(c: Cursor): void {
  let depth = 0;
  while (c.at < c.end) {
    const ch = c.text[c.at]!;
    if (ch === '"' || ch === "'" || ch === '`') {
      quoted(c, ch);
      continue;
    }
    if (depth === 0 && /[,}\])]/.test(ch)) return;
    if (/[{[(]/.test(ch)) depth++;
    else if (/[}\])]/.test(ch)) depth--;
    c.at++;
  }
}

function quoted(c: Cursor, quote: string): { span: Span; value: string; known: boolean } {
  const triple = c.text.startsWith(quote.repeat(3), c.at) && quote !== '`';
  const width = triple ? 3 : 1;
  const start = c.at + width;
  let at = start;
  let out = '';
  let known = true;
  while (at < c.end && !c.text.startsWith(quote.repeat(width), at)) {
    if (c.text[at] === '\\') {
      out += c.text[at + 1] === 'n' ? '\n' : (c.text[at + 1] ?? '');
      at += 2;
      continue;
    }
    if (quote !== '`' && !triple && c.text[at] === '\n') break;
    if (quote === '`' && c.text.startsWith('${', at)) known = false;
    out += c.text[at]!;
    at++;
  }
  const end = Math.min(at, c.end);
  c.at = Math.min(end + width, c.end);
  return { span: { start, end }, value: out, known };
}

function object(c: Cursor, depth: number): Literal {
  const start = c.at++;
  const entries: { name: string; nameSpan: Span; value: Literal }[] = [];
  let known = true;
  for (;;) {
    skip(c);
    if (c.at >= c.end || c.text[c.at] === '}') break;
    const from = c.at;
    const ch = c.text[c.at]!;
    let name: string | null = null;
    let nameSpan: Span = { start: from, end: from };
    if (ch === '"' || ch === "'") {
      const text = quoted(c, ch);
      name = text.value;
      nameSpan = text.span;
    } else {
      const word = /^[\w$-]+/.exec(c.text.slice(c.at, Math.min(c.end, c.at + 200)));
      if (word) {
        name = word[0];
        nameSpan = { start: from, end: from + word[0].length };
        c.at += word[0].length;
      }
    }
    skip(c);
    if (name !== null && c.text[c.at] === ':') {
      c.at++;
      const v = value(c, depth + 1);
      entries.push({ name, nameSpan, value: v });
      known &&= v.known;
    } else {
      known = false;
      rest(c);
    }
    skip(c);
    if (c.text[c.at] === ',') c.at++;
    else if (c.at < c.end && c.text[c.at] !== '}') c.at++;
  }
  c.at = Math.min(c.at + 1, c.end);
  return { span: { start, end: c.at }, known, value: Object.fromEntries(entries.map(e => [e.name, e.value.value])), entries, items: [] };
}

function list(c: Cursor, depth: number): Literal {
  const start = c.at++;
  const items: Literal[] = [];
  for (;;) {
    skip(c);
    if (c.at >= c.end || /[\])]/.test(c.text[c.at]!)) break;
    const before = c.at;
    items.push(value(c, depth + 1));
    skip(c);
    if (c.text[c.at] === ',') c.at++;
    else if (c.at === before || (c.at < c.end && !/[\])]/.test(c.text[c.at]!))) c.at++;
  }
  c.at = Math.min(c.at + 1, c.end);
  return { span: { start, end: c.at }, known: items.every(i => i.known), value: items.map(i => i.value), entries: [], items };
}

/** An entry of an object by name. */
export function entryOf(literal: Literal | null | undefined, name: string): { readonly name: string; readonly nameSpan: Span; readonly value: Literal } | null {
  return literal?.entries.find(e => e.name === name) ?? null;
}

/** The text of an entry; null if it is absent, no text, or not known. */
export function textEntry(literal: Literal | null | undefined, name: string): string | null {
  const found = entryOf(literal, name)?.value;
  return found?.known && typeof found.value === 'string' ? found.value : null;
}
