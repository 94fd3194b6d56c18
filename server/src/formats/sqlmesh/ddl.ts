import type { Span } from '../../text/span';

/** One property of `MODEL (…)`: `kind incremental_by_time_range (time_column day)`. */
export interface Property {
  readonly name: string;
  readonly nameSpan: Span;
  /** All behind the name, trimmed. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** A `MODEL (…);`, `AUDIT (…);` or `METRIC (…);`. */
export interface Ddl {
  readonly word: 'MODEL' | 'AUDIT' | 'METRIC';
  readonly wordSpan: Span;
  readonly span: Span;
  readonly properties: readonly Property[];
}

/** Every such statement of a text. An unclosed bracket reaches to the end. */
export function readDdl(text: string): readonly Ddl[] {
  const out: Ddl[] = [];
  for (const match of text.matchAll(/(?<![\w.@])(MODEL|AUDIT|METRIC)\s*\(/gi)) {
    const start = match.index;
    const last = out[out.length - 1];
    if (last && start < last.span.end) continue;
    // Only at the beginning of a statement.
    if (!/(?:^|;|\*\/|\n)\s*$/.test(text.slice(Math.max(0, start - 200), start))) continue;
    const open = start + match[0].length - 1;
    const end = closing(text, open);
    const semicolon = /^\s*;/.exec(text.slice(end));
    out.push({ word: match[1]!.toUpperCase() as Ddl['word'], wordSpan: { start, end: start + match[1]!.length }, span: { start, end: end + (semicolon?.[0].length ?? 0) }, properties: split(text, open + 1, Math.max(open + 1, end - 1)).flatMap(s => property(text, s) ?? []) });
  }
  return out;
}

/** The items between commas of [start, end), brackets and quotes respected; comments are part of the item. */
export function split(text: string, start: number, end: number): Span[] {
  const out: Span[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i <= end; i++) {
    const c = i < end ? text[i]! : ',';
    if (c === "'" || c === '"' || c === '`') i = Math.min(end, quoteEnd(text, i, end));
    else if (text.startsWith('--', i)) i = Math.min(end - 1, lineEnd(text, i));
    else if (text.startsWith('/*', i)) i = Math.min(end - 1, Math.max(i, text.indexOf('*/', i) + 1));
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === ',' && (depth <= 0 || i === end)) {
      const item = trim(text, { start: from, end: i });
      if (item.end > item.start) out.push(item);
      from = i + 1;
    }
  }
  return out;
}

function property(text: string, span: Span): Property | null {
  const word = /^[A-Za-z_]\w*/.exec(text.slice(span.start, Math.min(span.end, span.start + 100)));
  if (!word) return null;
  const nameSpan = { start: span.start, end: span.start + word[0].length };
  const valueSpan = trim(text, { start: nameSpan.end, end: span.end });
  return { name: word[0].toLowerCase(), nameSpan, value: text.slice(valueSpan.start, valueSpan.end), valueSpan };
}

/** A span without blanks and comments at its ends. */
export function trim(text: string, span: Span): Span {
  let { start, end } = span;
  for (let guard = 0; guard < 200; guard++) {
    const before = start;
    while (start < end && /\s/.test(text[start]!)) start++;
    if (start < end && text.startsWith('--', start)) start = Math.min(end, lineEnd(text, start));
    else if (start < end && text.startsWith('/*', start)) {
      const close = text.indexOf('*/', start);
      start = close < 0 ? end : Math.min(end, close + 2);
    }
    if (start === before) break;
  }
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i]!;
    if (c === "'" || c === '"' || c === '`') i = quoteEnd(text, i, text.length);
    else if (text.startsWith('--', i)) i = lineEnd(text, i);
    else if (text.startsWith('/*', i)) {
      const close = text.indexOf('*/', i);
      if (close < 0) return text.length;
      i = close + 1;
    } else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}

function quoteEnd(text: string, at: number, end: number): number {
  const close = text.indexOf(text[at]!, at + 1);
  return close < 0 || close >= end ? end : close;
}

function lineEnd(text: string, at: number): number {
  const line = text.indexOf('\n', at);
  return line < 0 ? text.length : line;
}

/** The text without quotes around it. */
export function unquoted(value: string): string {
  return value.replace(/^(['"`])([\s\S]*)\1$/, '$2');
}

/** The items of a value, which may be in brackets: `(a, b)`, `[a, b]`, `a`. */
export function itemsOf(text: string, { valueSpan }: Property): Span[] {
  const first = text[valueSpan.start];
  return first === '(' || first === '[' ? split(text, valueSpan.start + 1, Math.max(valueSpan.start + 1, valueSpan.end - 1)) : split(text, valueSpan.start, valueSpan.end);
}
