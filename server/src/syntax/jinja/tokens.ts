import type { Span } from '../../text/span';

/**
 * One token of the inside of a tag. `text` is the operator, the name, the number's digits, or a string without its quotes.
 * `end` is the tag's closing mark; `eof` is where the text, or what recovery takes for the tag, ends.
 */
export interface Token {
  readonly kind: 'name' | 'string' | 'integer' | 'float' | 'op' | 'end' | 'eof' | 'bad' | 'nested';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of `bad`: what is wrong. Of a string: `open` if its closing quote is missing. */
  readonly note?: string;
}

export type TagMark = '}}' | '%}';

const IDENTIFIER = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const SPACE = /\s/;

/** Whether the character may stand in a name: ASCII by table, the rest by Unicode's identifier property. */
export function isWordCode(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || isDigit(c) || c > 127;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) || c === 0x85 || (c > 127 && c !== 0xfeff && SPACE.test(String.fromCharCode(c)));
}

/** The first offset from `at` that holds no white space. */
export function skipSpace(text: string, at: number, end: number): number {
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/**
 * The token at `at` as Jinja2's lexer sees it. `mark` is the closing mark to look for, null while brackets are open
 * (then `}}` is two braces). Numbers, names and operators follow Jinja2 3.1.
 */
export function readToken(text: string, at: number, end: number, mark: TagMark | null): Token {
  at = skipSpace(text, at, end);
  if (at >= end) return { kind: 'eof', text: '', start: end, end };
  const c = text.charCodeAt(at);
  if (mark !== null) {
    const closing = closingMark(text, at, end, mark);
    if (closing > 0) return { kind: 'end', text: text.slice(at, at + closing), start: at, end: at + closing };
  }
  if (isDigit(c)) return numberAt(text, at, end);
  if (isWordCode(c)) return nameAt(text, at, end, c);
  if (c === 39 || c === 34) return stringAt(text, at, end, c);
  const two = text.slice(at, Math.min(at + 2, end));
  if (two === '//' || two === '**' || two === '==' || two === '!=' || two === '>=' || two === '<=') return { kind: 'op', text: two, start: at, end: at + 2 };
  const one = text[at]!;
  if ('+-/*%~[](){}><=.:|,;'.includes(one)) return { kind: 'op', text: one, start: at, end: at + 1 };
  return { kind: 'bad', text: one, start: at, end: at + 1, note: `Jinja has no \`${one}\`` };
}

/** Length of the closing mark at `at` with its whitespace control, 0 if none stands there. `+}}` is no mark, `+%}` is. */
export function closingMark(text: string, at: number, end: number, mark: TagMark): number {
  if (text.startsWith(mark, at)) return at + 2 <= end ? 2 : 0;
  const c = text.charCodeAt(at);
  if ((c === 45 || (c === 43 && mark === '%}')) && text.startsWith(mark, at + 1)) return at + 3 <= end ? 3 : 0;
  return 0;
}

function nameAt(text: string, at: number, end: number, c: number): Token {
  let to = at + 1;
  if (c <= 127) {
    let d = text.charCodeAt(to);
    while (to < end && d <= 127 && isWordCode(d)) d = text.charCodeAt(++to);
    if (to >= end || d <= 127) return { kind: 'name', text: text.slice(at, to), start: at, end: to };
  }
  IDENTIFIER.lastIndex = at;
  const found = IDENTIFIER.exec(text)?.[0] ?? '';
  if (found === '') return { kind: 'bad', text: text[at]!, start: at, end: at + 1, note: `the character \`${text[at]}\` can't be in a name` };
  to = Math.min(at + found.length, end);
  return { kind: 'name', text: text.slice(at, to), start: at, end: to };
}

/** Digits with single underscores between them: where they end. */
function digitsFrom(text: string, at: number, end: number, good: (c: number) => boolean): number {
  while (at < end) {
    const c = text.charCodeAt(at);
    if (good(c)) at++;
    else if (c === 95 && at + 1 < end && good(text.charCodeAt(at + 1))) at += 2;
    else break;
  }
  return at;
}

function numberAt(text: string, at: number, end: number): Token {
  const whole = digitsFrom(text, at, end, isDigit);
  if (text.charCodeAt(at - 1) !== 46) {
    let to = whole;
    if (text[to] === '.' && to + 1 < end && isDigit(text.charCodeAt(to + 1))) to = digitsFrom(text, to + 1, end, isDigit);
    if (text[to] === 'e' || text[to] === 'E') {
      const sign = text[to + 1] === '+' || text[to + 1] === '-' ? 1 : 0;
      if (to + 1 + sign < end && isDigit(text.charCodeAt(to + 1 + sign))) to = digitsFrom(text, to + 1 + sign, end, isDigit);
    }
    if (to > whole) return { kind: 'float', text: text.slice(at, to), start: at, end: to };
  }
  let to = whole;
  if (text[at] === '0') {
    const base = (text[at + 1] ?? '').toLowerCase();
    const good = base === 'x' ? isHex : base === 'o' ? isOctal : base === 'b' ? isBinary : null;
    const first = text[at + 2] === '_' ? at + 3 : at + 2;
    if (good !== null && first < end && good(text.charCodeAt(first))) to = digitsFrom(text, first, end, good);
    else to = digitsFrom(text, at, end, c => c === 48);
  }
  return { kind: 'integer', text: text.slice(at, to), start: at, end: to };
}

const isHex = (c: number) => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
const isOctal = (c: number) => c >= 48 && c <= 55;
const isBinary = (c: number) => c === 48 || c === 49;

function stringAt(text: string, at: number, end: number, quote: number): Token {
  let escapes = false;
  for (let i = at + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const content = text.slice(at + 1, i);
      const wrong = escapes ? badEscape(content) : null;
      if (wrong !== null) return { kind: 'bad', text: content, start: at, end: i + 1, note: wrong };
      return { kind: 'string', text: content, start: at, end: i + 1 };
    }
    if (c === 92) {
      escapes = true;
      i++;
    }
  }
  return { kind: 'bad', text: text[at]!, start: at, end: at + 1, note: 'the string has no closing quote' };
}

/** What is wrong with the escapes of a string, by Python's `unicode-escape`, else null. */
function badEscape(content: string): string | null {
  for (let i = content.indexOf('\\'); i >= 0; i = content.indexOf('\\', i + 2)) {
    const c = content[i + 1];
    const digits = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
    const after = content.slice(i + 2, i + 2 + digits);
    if (digits > 0 && (after.length < digits || !/^[0-9a-fA-F]+$/.test(after))) return `the escape \\${c} needs ${digits} hexadecimal digits`;
    if (c === 'U' && Number.parseInt(after, 16) > 0x10ffff) return 'the escape \\U names no character';
    if (c === 'N' && !/^\{[^{}]+\}/.test(content.slice(i + 2, i + 100))) return 'the escape \\N needs a name in braces';
  }
  return null;
}

/** The value of a string from what stands between its quotes. Unknown escapes stay as they are, as in Python. */
export function unescapeString(content: string): string {
  if (!content.includes('\\')) return content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  const plain: { [c: string]: string } = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '' };
  return content
    .replace(/\r\n?/g, '\n')
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (all, x, u, wide, octal, c) => {
      const code = x ?? u ?? wide;
      if (code !== undefined) return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : all;
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return plain[c as string] ?? all;
    });
}

/** What recovery takes for a tag that Jinja can't read: its tokens, and where it ends. */
export interface Recovered {
  readonly tokens: readonly Token[];
  /** Offset of the closing mark, or where the tag is cut off. */
  readonly innerEnd: number;
  /** After the closing mark. */
  readonly end: number;
  readonly closed: boolean;
  /** Where another `{{ }}` stands inside the expression. */
  readonly nested: Span | null;
}

/**
 * Reads the inside of a broken tag as its author most likely meant it. The tag ends at the first closing mark, even if
 * brackets are open; it doesn't run over another opening mark. A string without a closing quote on its line ends at the closing mark of
 * that line or at the line's end. A tag without a closing mark ends at the end of the first line where its
 * brackets are balanced, or else at the end of its first line. Linear in the distance to the next opening or closing mark.
 */
export function recoverTag(text: string, from: number, end: number, mark: TagMark): Recovered {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  let balancedLine = -1;
  let balancedCount = 0;
  let nested: Span | null = null;
  let beforeNested = 0;
  let at = from;
  while (true) {
    const next = skipSpace(text, at, end);
    if (balancedLine < 0 && brackets.length === 0 && tokens.length > 0 && hasLineBreak(text, at, next)) {
      balancedLine = tokens[tokens.length - 1]!.end;
      balancedCount = tokens.length;
    }
    at = next;
    if (at >= end) break;
    const c = text.charCodeAt(at);
    if (closingMark(text, at, end, mark) > 0 && !(mark === '}}' && brackets[brackets.length - 1] === '}' && closesBraces(text, at, end, brackets))) {
      const length = closingMark(text, at, end, mark);
      return { tokens, innerEnd: at, end: at + length, closed: true, nested };
    }
    if (c === 123 && at + 1 < end) {
      const d = text.charCodeAt(at + 1);
      if (d === 37 || d === 35) break;
      if (d === 123) {
        const inner = nestedOutput(text, at, end);
        if (inner === null || !expectsOperand(tokens)) break;
        if (nested === null) {
          nested = { start: at, end: inner };
          beforeNested = tokens.length;
        }
        tokens.push({ kind: 'nested', text: text.slice(at, inner), start: at, end: inner });
        at = inner;
        continue;
      }
    }
    const token = c === 39 || c === 34 ? lineString(text, at, end, c, mark) : readToken(text, at, end, null);
    if (token.kind === 'op') {
      if (token.text === '(') brackets.push(')');
      else if (token.text === '[') brackets.push(']');
      else if (token.text === '{') brackets.push('}');
      else if (brackets[brackets.length - 1] === token.text) brackets.pop();
    }
    tokens.push(token);
    at = token.end;
  }
  if (nested !== null) {
    // The inner output was another tag after all: this one was never closed.
    tokens.length = beforeNested;
    at = nested.start;
  }
  if (balancedLine >= 0) {
    tokens.length = Math.min(balancedCount, tokens.length);
    return { tokens, innerEnd: balancedLine, end: balancedLine, closed: false, nested: null };
  }
  const cut = brackets.length === 0 && tokens.length > 0 && !hasLineBreak(text, from, at) ? tokens[tokens.length - 1]!.end : lineEnd(text, from, at);
  return { tokens: tokens.filter(t => t.start < cut), innerEnd: cut, end: cut, closed: false, nested: null };
}

/** Whether the braces from here close open dicts, with the tag's own mark behind them or a little later. */
function closesBraces(text: string, at: number, end: number, brackets: readonly string[]): boolean {
  let run = at;
  while (run < end && run - at < 200 && text[run] === '}') run++;
  let open = 0;
  for (let i = brackets.length - 1; i >= 0 && brackets[i] === '}'; i--) open++;
  const count = run - at;
  if (count >= open + 2) return true;
  if (count > open) return false;
  for (let i = run; i + 1 < end && i < run + 500; i++) {
    if (text[i] === '}' && text[i + 1] === '}') return true;
    if (text[i] === '{' && (text[i + 1] === '{' || text[i + 1] === '%' || text[i + 1] === '#')) return false;
  }
  return false;
}

/** A string that must end on its line. */
function lineString(text: string, at: number, end: number, quote: number, mark: TagMark): Token {
  let markAt = -1;
  let i = at + 1;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return { kind: 'string', text: text.slice(at + 1, i), start: at, end: i + 1 };
    if (c === 10 || c === 13) break;
    if (c === 92 && i + 1 < end && text.charCodeAt(i + 1) !== 10 && text.charCodeAt(i + 1) !== 13) i++;
    else if (markAt < 0 && closingMark(text, i, end, mark) > 0) markAt = i;
  }
  let to = markAt >= 0 ? markAt : Math.min(i, end);
  while (markAt >= 0 && to > at + 1 && isSpace(text.charCodeAt(to - 1))) to--;
  return { kind: 'string', text: text.slice(at + 1, to), start: at, end: to, note: 'open' };
}

/** Where an inner `{{ }}` that is closed on its line ends, else null. */
function nestedOutput(text: string, at: number, end: number): number | null {
  for (let i = at + 2; i + 1 < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13 || c === 123) return null;
    if (c === 125 && text.charCodeAt(i + 1) === 125) return i + 2;
  }
  return null;
}

function expectsOperand(tokens: readonly Token[]): boolean {
  const last = tokens[tokens.length - 1];
  if (last === undefined) return true;
  return last.kind === 'op' && !(last.text === ')' || last.text === ']' || last.text === '}');
}

function hasLineBreak(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) return true;
  }
  return false;
}

function lineEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}
