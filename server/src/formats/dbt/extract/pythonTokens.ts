import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';

/** A token of Python, as far as calls need it. */
export interface PyToken {
  readonly kind: 'name' | 'string' | 'number' | 'mark' | 'comment';
  readonly text: string;
  readonly span: Span;
  /** Of a plain string: its characters and value. Null for f-strings and unfinished ones. */
  readonly content: Span | null;
  readonly value: string | null;
  /** Characters before it in its line. */
  readonly column: number;
}

const TOKEN = /#[^\r\n]*|([rRbBuUfF]{0,2})('''|"""|'|")|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|\d[\w.]*|[^\s\w]/g;

/** The tokens of a Python text. Total: an unfinished string ends at its line, or for three quotes at the text's end. */
export function pythonTokens(text: string): PyToken[] {
  const out: PyToken[] = [];
  TOKEN.lastIndex = 0;
  let lineStart = 0;
  let scanned = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const start = match.index;
    for (; scanned < start; scanned++) if (text.charCodeAt(scanned) === 10) lineStart = scanned + 1;
    const column = start - lineStart;
    if (match[2] !== undefined) {
      const open = start + match[0].length;
      const close = stringEnd(text, open, match[2]);
      const end = Math.min(close.end, text.length);
      const plain = close.closed && !/[fFbB]/.test(match[1]!);
      const content = { start: open, end: close.content };
      const raw = text.slice(content.start, content.end);
      out.push({ kind: 'string', text: text.slice(start, end), span: { start, end }, content: plain ? content : null, value: plain && (!raw.includes('\\') || /[rR]/.test(match[1]!)) ? raw : plain ? unescaped(raw) : null, column });
      TOKEN.lastIndex = Math.max(end, start + 1);
      continue;
    }
    const first = match[0][0]!;
    const kind = first === '#' ? 'comment' : /[0-9]/.test(first) ? 'number' : /[A-Za-z_\u0080-\uffff]/.test(first) ? 'name' : 'mark';
    out.push({ kind, text: match[0], span: { start, end: start + match[0].length }, content: null, value: null, column });
  }
  return out;
}

function stringEnd(text: string, from: number, mark: string): { content: number; end: number; closed: boolean } {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(mark, i)) return { content: i, end: i + mark.length, closed: true };
    else if (mark.length === 1 && (text[i] === '\n' || text[i] === '\r')) return { content: i, end: i, closed: false };
  }
  return { content: text.length, end: text.length, closed: false };
}

function unescaped(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c === '\n' ? '' : c === '\\' || c === "'" || c === '"' ? c : `\\${c}`));
}

/** A call of a dotted name: `dbt.ref("orders")`. */
export interface PyCall {
  readonly path: readonly string[];
  readonly nameSpan: Span;
  readonly span: Span;
  readonly args: readonly PyArgument[];
}

export interface PyArgument {
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly value?: Json;
  readonly content: Span | null;
}

/** The calls of dotted names that start with `dbt`, wherever they stand. */
export function pythonCalls(tokens: readonly PyToken[]): PyCall[] {
  const out: PyCall[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]!;
    if (first.kind !== 'name' || first.text !== 'dbt' || tokens[i - 1]?.text === '.') continue;
    const path = [first.text];
    let at = i + 1;
    let last = first;
    while (tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'name') {
      last = tokens[at + 1]!;
      path.push(last.text);
      at += 2;
    }
    if (path.length < 2 || tokens[at]?.text !== '(') continue;
    const { args, end } = argumentsAt(tokens, at);
    const textEnd = tokens.at(-1)!.span.end;
    out.push({ path, nameSpan: last.span, span: { start: first.span.start, end: tokens[end]?.span.end ?? textEnd }, args });
  }
  return out;
}

function argumentsAt(tokens: readonly PyToken[], open: number): { args: PyArgument[]; end: number } {
  const args: PyArgument[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < tokens.length; i++) {
    const t = tokens[i]!.text;
    const isMark = tokens[i]!.kind === 'mark';
    if (isMark && (t === '(' || t === '[' || t === '{')) depth++;
    const closes = isMark && (t === ')' || t === ']' || t === '}') && --depth === 0;
    if (closes || (isMark && t === ',' && depth === 1)) {
      if (i > start) args.push(argumentOf(tokens.slice(start, i)));
      start = i + 1;
    }
    if (closes) return { args, end: i };
  }
  return { args, end: tokens.length - 1 };
}

function argumentOf(tokens: readonly PyToken[]): PyArgument {
  const named = tokens[0]!.kind === 'name' && tokens[1]?.text === '=' && tokens[2]?.text !== '=';
  const rest = named ? tokens.slice(2) : tokens;
  const span = { start: tokens[0]!.span.start, end: tokens.at(-1)!.span.end };
  const value = literalOf(rest, 0);
  return { name: named ? tokens[0]!.text : null, nameSpan: named ? tokens[0]!.span : null, span, ...(value && value.next === rest.length ? { value: value.value } : {}), content: rest.length === 1 ? rest[0]!.content : null };
}

/** A literal at a position: text, number, constant, list, tuple, dictionary. Null for anything else. */
function literalOf(tokens: readonly PyToken[], at: number, depth = 0): { value: Json; next: number } | null {
  const t = tokens[at];
  if (!t || depth > 20) return null;
  if (t.kind === 'string') {
    let value = t.value;
    let next = at + 1;
    for (; value !== null && tokens[next]?.kind === 'string'; next++) value = tokens[next]!.value === null ? null : value + tokens[next]!.value;
    return value === null ? null : { value, next };
  }
  if (t.kind === 'number') return Number.isNaN(Number(t.text.replace(/_/g, ''))) ? null : { value: Number(t.text.replace(/_/g, '')), next: at + 1 };
  if (t.text === '-' && tokens[at + 1]?.kind === 'number') return { value: -Number(tokens[at + 1]!.text), next: at + 2 };
  if (t.text === 'True' || t.text === 'False') return { value: t.text === 'True', next: at + 1 };
  if (t.text === 'None') return { value: null, next: at + 1 };
  if (t.text === '[' || t.text === '(') return listOf(tokens, at, t.text === '[' ? ']' : ')', depth);
  return t.text === '{' ? dictOf(tokens, at, depth) : null;
}

function listOf(tokens: readonly PyToken[], open: number, close: string, depth: number): { value: Json; next: number } | null {
  const out: Json[] = [];
  let at = open + 1;
  for (;;) {
    if (tokens[at]?.text === close) return { value: out, next: at + 1 };
    const item = literalOf(tokens, at, depth + 1);
    if (!item) return null;
    out.push(item.value);
    at = item.next;
    if (tokens[at]?.text === ',') at++;
    else if (tokens[at]?.text !== close) return null;
  }
}

function dictOf(tokens: readonly PyToken[], open: number, depth: number): { value: Json; next: number } | null {
  const out: { [name: string]: Json } = Object.create(null);
  let at = open + 1;
  for (;;) {
    if (tokens[at]?.text === '}') return { value: out, next: at + 1 };
    const name = literalOf(tokens, at, depth + 1);
    if (!name || typeof name.value !== 'string' || tokens[name.next]?.text !== ':') return null;
    const value = literalOf(tokens, name.next + 1, depth + 1);
    if (!value) return null;
    out[name.value] = value.value;
    at = value.next;
    if (tokens[at]?.text === ',') at++;
    else if (tokens[at]?.text !== '}') return null;
  }
}
