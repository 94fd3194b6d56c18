import type { TableName } from '../../model/query';
import { span, type Span } from '../../text/span';
import { advance, endBefore, is, isGlued, isName, isPlainName, type Reader, startOf, take, tokenSpan } from './cursor';
import { CLOSE_SQUARE, END, HOLE, HOLE_STRING, NAME, NUMBER, OPERATOR, PARAM, QUOTED, STRING } from './lexer';
import { skipBrackets, skipOne } from './recover';
import { FLAGS, STOP } from './words';

export interface Identifier {
  readonly name: string;
  readonly quoted: boolean;
  readonly span: Span;
}

const kept = new Map<string, string>();

/** The text of a token as a string of its own: facts outlive the text, so they must not hold on to it. */
export function textOf(r: Reader, index = r.i): string {
  const slice = r.text.slice(r.tokens.starts[index]!, r.tokens.ends[index]!);
  const known = kept.get(slice);
  if (known !== undefined) return known;
  const copy = own(slice);
  if (copy.length > 64) return copy;
  if (kept.size > 20_000) kept.clear();
  kept.set(copy, copy);
  return copy;
}

/**
 * The same string in memory of its own: a slice keeps the whole text alive that it was cut from. As a property's name
 * it is copied (names that look like array indexes apart, which are short).
 */
export function own(s: string): string {
  return s.length < 13 || s.length > 10_000 ? s : Object.keys({ [s]: 0 })[0]!;
}

/** The name a token stands for, without quotes and with doubled quotes undone. */
export function nameOf(r: Reader, index = r.i): string {
  const raw = textOf(r, index);
  return r.tokens.kinds[index] === QUOTED || raw.charCodeAt(0) === 34 || raw.charCodeAt(0) === 96 ? unquote(raw) : raw;
}

function unquote(raw: string): string {
  const open = raw[0];
  const shut = open === '[' ? ']' : open;
  if (shut !== '"' && shut !== '`' && shut !== ']' && shut !== "'") return raw;
  const inner = raw.length > 1 && raw.endsWith(shut) ? raw.slice(1, -1) : raw.slice(1);
  return inner.includes(shut) ? inner.replaceAll(shut + shut, shut) : inner;
}

/** The value of a string token: prefix and quotes off, doubled quotes and the plainest escapes undone. */
export function stringValue(r: Reader, index = r.i): string {
  return own(contentOf(r, index));
}

function contentOf(r: Reader, index: number): string {
  const raw = r.text.slice(r.tokens.starts[index]!, r.tokens.ends[index]!);
  const at = raw.search(/['"$]/);
  if (at < 0) return raw;
  const quote = raw[at]!;
  if (quote === '$') {
    const tag = raw.indexOf('$', at + 1) + 1;
    return raw.slice(tag, Math.max(tag, raw.length - tag));
  }
  const width = raw.startsWith(quote.repeat(3), at) && raw.length >= at + 6 && r.traits.tripleQuotes ? 3 : 1;
  const inner = raw.slice(at + width, raw.endsWith(quote) && raw.length > at + width ? raw.length - width : raw.length);
  const undoubled = width === 1 && inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
  return r.traits.backslash && undoubled.includes('\\') ? undoubled.replace(/\\(['"\\])/g, '$1') : undoubled;
}

/** Reads one name; null (nothing read) if there is none. Keywords count as names only if `anyWord`. */
export function identifier(r: Reader, anyWord = true): Identifier | null {
  if (anyWord ? !isName(r) : !isPlainName(r)) return null;
  const id = { name: nameOf(r), quoted: r.kind === QUOTED, span: tokenSpan(r) };
  advance(r);
  return id;
}

/** `(a, b, c)`: the names at its top level; null (nothing read) if no bracket opens here. Types and orders after a name are skipped. */
export function nameList(r: Reader): Identifier[] | null {
  if (!is(r, '(')) return null;
  const close = r.tokens.match[r.i]!;
  const names: Identifier[] = [];
  advance(r);
  for (;;) {
    if (r.kind === STRING && r.traits.doubleQuotedStrings) advance(r);
    const name = identifier(r);
    if (name !== null) {
      if (is(r, '.')) {
        // A qualified column: the last part is its name.
        let last = name;
        while (take(r, '.')) last = identifier(r) ?? last;
        names.push(last);
      } else names.push(name);
    }
    while (!is(r, ',') && !is(r, ')') && !is(r, ';') && r.kind !== END && !(close < 0 && FLAGS[r.id]! & STOP)) skipOne(r);
    if (!take(r, ',')) break;
  }
  take(r, ')');
  return names;
}

/** Reads a table name of any dialect; null (nothing read) if none starts here. */
export function tableName(r: Reader): TableName | null {
  const start = startOf(r);
  if (is(r, '@') || (r.kind === PARAM && r.text.charCodeAt(start) === 64)) return stageName(r);
  if (named(r)) return nameInString(r, start);
  if (r.kind === PARAM || (r.kind === OPERATOR && is(r, '$'))) {
    const part = { name: textOf(r), quoted: false, span: tokenSpan(r) };
    advance(r);
    return path(r, start, [part]);
  }
  if (r.kind === STRING || r.kind === HOLE_STRING) {
    const part = { name: stringValue(r), quoted: true, span: tokenSpan(r) };
    advance(r);
    return path(r, start, [part]);
  }
  if (r.kind === NUMBER) return null;
  if (!isPlainName(r)) return null;
  const first = part(r);
  return path(r, start, first);
}

/** `identifier('db.t')` of Snowflake and Databricks, `table('t')` as a target. */
function named(r: Reader): boolean {
  const at = r.i;
  if (r.kind !== NAME || r.tokens.kinds[at + 2] !== STRING || at + 3 >= r.tokens.count || r.tokens.starts[at + 1]! !== r.tokens.ends[at]! || r.text[r.tokens.starts[at + 1]!] !== '(' || r.text[r.tokens.starts[at + 3]!] !== ')') return false;
  return /^(?:identifier|table)$/i.test(textOf(r)) && (r.traits.dialect === 'snowflake' || r.traits.dialect === 'databricks' || r.traits.dialect === null);
}

function nameInString(r: Reader, start: number): TableName {
  advance(r);
  advance(r);
  const parts: Identifier[] = [];
  let from = startOf(r) + 1;
  for (const piece of stringValue(r).split('.')) {
    const quoted = piece.startsWith('"') || piece.startsWith('`');
    parts.push({ name: quoted ? unquote(piece) : piece, quoted, span: span(from, from + piece.length) });
    from += piece.length + 1;
  }
  advance(r);
  advance(r);
  return { parts, span: span(start, endBefore(r)) };
}

/** One part; a quoted BigQuery path holds several. */
function part(r: Reader): Identifier[] {
  const at = tokenSpan(r);
  const quoted = r.kind === QUOTED;
  let name = nameOf(r);
  const tick = quoted && r.text.charCodeAt(at.start) === 96;
  advance(r);
  if (tick && name.includes('.') && (r.traits.dialect === 'bigquery' || r.traits.dialect === 'databricks' || r.traits.dialect === null)) {
    const parts: Identifier[] = [];
    let from = at.start + 1;
    for (const piece of name.split('.')) {
      const to = Math.min(from + piece.length, at.end);
      parts.push({ name: piece, quoted: true, span: span(Math.min(from, at.end), to) });
      from = to + 1;
    }
    return parts;
  }
  let end = at.end;
  // `my-project`, `events_*`, `{env}_db`: pieces glued together are one part.
  while (isGlued(r) && !quoted && ((is(r, '-') && gluedNameFollows(r)) || r.kind === HOLE || (r.kind === NAME && r.text.charCodeAt(r.tokens.ends[r.i - 1]! - 1) === 125))) {
    if (is(r, '-')) advance(r);
    end = r.tokens.ends[r.i]!;
    name = r.text.slice(at.start, end);
    advance(r);
  }
  if (is(r, '*') && isGlued(r) && !quoted && name.endsWith('_')) {
    // BigQuery's wildcard: `events_*`.
    end = r.tokens.ends[r.i]!;
    name += '*';
    advance(r);
  }
  return [{ name, quoted, span: span(at.start, end) }];
}

function gluedNameFollows(r: Reader): boolean {
  const next = r.i + 1;
  const kind = r.tokens.kinds[next];
  return next < r.tokens.count && r.tokens.starts[next] === r.tokens.ends[r.i] && (kind === NAME || kind === NUMBER || kind === HOLE || kind === QUOTED);
}

function path(r: Reader, start: number, parts: Identifier[]): TableName {
  for (;;) {
    if (is(r, '.') || (is(r, '..') && isGlued(r))) {
      advance(r);
      if (is(r, '.')) advance(r);
      if (isName(r) && !(FLAGS[r.id]! & STOP && !isGlued(r))) parts.push(...part(r));
      else if (r.kind === PARAM || r.kind === NUMBER) {
        parts.push({ name: textOf(r), quoted: false, span: tokenSpan(r) });
        advance(r);
      } else if (is(r, '*') && isGlued(r)) advance(r);
      else break;
    } else if (is(r, '@') && r.traits.dialect !== 'bigquery' && isGlued(r)) {
      // A database link.
      advance(r);
      identifier(r);
    } else break;
  }
  return { parts, span: span(start, endBefore(r)) };
}

/** `@stage/path`, `@db.schema.%table`, `@~`: one part with all of it. */
function stageName(r: Reader): TableName {
  const start = startOf(r);
  advance(r);
  while (isGlued(r) && r.kind !== END && !is(r, '(') && !is(r, ')') && !is(r, ',') && !is(r, ';')) advance(r);
  const at = span(start, endBefore(r));
  return { parts: [{ name: r.text.slice(at.start, at.end), quoted: false, span: at }], span: at };
}

/**
 * Reads a type: `numeric(10,2)`, `timestamp with time zone`, `array<struct<a int>>`, `int[]`, `Nullable(String)`.
 * Gives it in lower case with single blanks; null (nothing read) if no name is here.
 */
export function typeName(r: Reader, subscripts = false): { readonly text: string; readonly span: Span } | null {
  if (!isName(r) && r.kind !== STRING) return null;
  const start = startOf(r);
  const first = r.word;
  const lower = r.text.slice(start, r.tokens.ends[r.i]!).toLowerCase();
  advance(r);
  while (is(r, '.')) {
    advance(r);
    if (!isName(r)) break;
    advance(r);
  }
  if (first === 'double' && is(r, 'precision')) advance(r);
  else if ((first === 'character' || lower === 'char' || lower === 'national' || lower === 'nchar' || lower === 'bit' || lower === 'binary') && (is(r, 'varying') || is(r, 'character') || isLarge(r))) {
    advance(r);
    if (is(r, 'varying') || isLarge(r)) advance(r);
    if (is(r, 'object')) advance(r);
  } else if (lower === 'long' && isName(r) && (FLAGS[r.id]! & STOP) === 0 && /^(varchar|raw|text)$/i.test(textOf(r))) advance(r);
  if (is(r, '<') || is(r, '<>')) angles(r);
  if (is(r, '(')) skipBrackets(r);
  if ((is(r, 'with') || is(r, 'without')) && /^(time|timestamp)/.test(lower)) {
    const local = r.tokens.ids[r.i + 1] !== undefined && r.i + 1 < r.tokens.count && /^local$/i.test(textOf(r, r.i + 1));
    const at = r.i + (local ? 2 : 1);
    if (at + 1 < r.tokens.count && /^time$/i.test(textOf(r, at)) && /^zone$/i.test(textOf(r, at + 1))) for (let k = r.i; k <= at + 1; ) k += step(r);
  }
  if (lower === 'interval') while (isName(r) && /^(year|month|day|hour|minute|second|to)$/i.test(textOf(r))) { advance(r); skipBrackets(r); }
  while (r.kind === NAME && /^(unsigned|signed|zerofill)$/i.test(textOf(r))) advance(r);
  for (;;) {
    if (is(r, '[') && (!subscripts || r.tokens.ids[r.i + 1] === CLOSE_SQUARE)) skipBrackets(r);
    else if (is(r, 'array') && lower !== 'array') {
      advance(r);
      if (is(r, '[')) skipBrackets(r);
    } else break;
  }
  const at = span(start, endBefore(r));
  return { text: tidy(r.text.slice(at.start, at.end)), span: at };
}

function isLarge(r: Reader): boolean {
  return r.kind === NAME && /^large$/i.test(textOf(r));
}

function step(r: Reader): number {
  advance(r);
  return 1;
}

/** Skips `<…>` with the angle brackets of a type inside; stops at what no type holds. */
function angles(r: Reader): void {
  let depth = 0;
  while (r.kind !== END && !is(r, ';')) {
    if (is(r, '<')) depth++;
    else if (is(r, '>')) depth--;
    else if (is(r, '>>')) depth -= 2;
    else if (is(r, '(') || is(r, '[')) {
      skipOne(r);
      continue;
    } else if (is(r, ')') || is(r, ']')) return;
    else if (is(r, '<>') && depth === 0) {
      advance(r);
      return;
    } else if (is(r, '>=') || is(r, '->')) return;
    advance(r);
    if (depth <= 0) return;
  }
}

export function skipAngles(r: Reader): void {
  if (is(r, '<') || is(r, '<>')) angles(r);
}

const tidied = new Map<string, string>();

function tidy(raw: string): string {
  const known = tidied.get(raw);
  if (known !== undefined) return known;
  const clean = raw.replace(/\s+/g, ' ').replace(/ ?([(),<>[\]]) ?/g, (_, c: string) => c).toLowerCase();
  if (tidied.size > 2000) tidied.clear();
  if (raw.length < 200) tidied.set(raw, clean);
  return clean;
}
