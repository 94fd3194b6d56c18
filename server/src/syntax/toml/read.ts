import type { Span } from '../../text/span';
import type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSeq } from '../yaml/tree';

/** Tables and arrays in the making: TOML adds to them from anywhere in the file. */
interface Table {
  readonly kind: 'table';
  readonly entries: Map<string, { key: YamlScalar; value: Table | List | YamlNode }>;
  span: Span;
  /** Made by a header, by dots in a key, or on the way to another: a header may open the last kind once. */
  made: 'header' | 'dots' | 'way';
}
interface List {
  readonly kind: 'list';
  readonly items: Table[];
  span: Span;
}

const MOST_DEPTH = 60;
const BARE = /[A-Za-z0-9_-]+/y;
const NUMBER = /^[+-]?(0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(\.\d[\d_]*)?(e[+-]?\d[\d_]*)?)$/i;
const VALUE = /[^\s,\]}#]+/y;

/**
 * Reads TOML 1.0 into the tree of a structured file, with exact spans. Total and linear: a line that can't be read is left out,
 * with a problem under `toml-syntax`; the lines after it are read as usual.
 */
export function readToml(text: string): YamlDocument {
  return new Reader(text).document();
}

class Reader {
  private at = 0;
  private readonly problems: YamlProblem[] = [];
  private readonly comments: Span[] = [];
  private readonly root: Table = { kind: 'table', entries: new Map(), span: { start: 0, end: 0 }, made: 'header' };

  constructor(private readonly text: string) {}

  document(): YamlDocument {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    let here = this.root;
    for (;;) {
      this.blanks(true);
      if (this.at >= this.text.length) break;
      const start = this.at;
      if (this.text[this.at] === '[') here = this.header() ?? here;
      else this.pair(here, 0);
      this.blanks(false);
      const c = this.text[this.at];
      if (c !== undefined && c !== '\n') this.fail(this.at, 'TOML has nothing more on this line');
      else if (this.at === start) this.fail(this.at, 'TOML can\'t read this line');
    }
    this.root.span = { start: 0, end: this.text.length };
    return { root: this.root.entries.size === 0 ? null : frozen(this.root, 0) as YamlMap, problems: this.problems, comments: this.comments };
  }

  /** `[a.b]` or `[[a.b]]`; the table that the lines after it belong to. */
  private header(): Table | null {
    const start = this.at;
    const list = this.text.startsWith('[[', this.at);
    this.at += list ? 2 : 1;
    const keys = this.keys();
    this.blanks(false);
    if (!keys || !this.text.startsWith(list ? ']]' : ']', this.at)) {
      this.fail(start, 'This header is never closed');
      return null;
    }
    this.at += list ? 2 : 1;
    const span = { start, end: this.at };
    const last = keys[keys.length - 1]!;
    const parent = this.reach(this.root, keys.slice(0, -1), 'way');
    if (!parent) return null;
    const known = parent.entries.get(last.text)?.value;
    if (list) {
      if (known !== undefined && known.kind !== 'list') return this.twice(last);
      const items: List = known ?? { kind: 'list', items: [], span };
      if (known === undefined) parent.entries.set(last.text, { key: last, value: items });
      const table: Table = { kind: 'table', entries: new Map(), span, made: 'header' };
      items.items.push(table);
      return table;
    }
    if (known === undefined) {
      const table: Table = { kind: 'table', entries: new Map(), span, made: 'header' };
      parent.entries.set(last.text, { key: last, value: table });
      return table;
    }
    if (known.kind !== 'table' || known.made !== 'way') return this.twice(last);
    known.made = 'header';
    return known;
  }

  private twice(key: YamlScalar): null {
    this.problems.push({ rule: 'toml-syntax', span: key.span, message: `'${key.text}' is there already` });
    return null;
  }

  /** The table at the end of keys, made where it is missing; null (with a problem) where something else stands in the way. */
  private reach(from: Table, keys: readonly YamlScalar[], made: Table['made']): Table | null {
    let here = from;
    for (const key of keys) {
      const known = here.entries.get(key.text)?.value;
      if (known === undefined) {
        const table: Table = { kind: 'table', entries: new Map(), span: key.span, made };
        here.entries.set(key.text, { key, value: table });
        here = table;
      } else if (known.kind === 'table') here = known;
      else if (known.kind === 'list') here = known.items[known.items.length - 1]!;
      else return this.twice(key);
    }
    return here;
  }

  private pair(into: Table, depth: number): boolean {
    const start = this.at;
    const keys = this.keys();
    this.blanks(false);
    if (!keys || this.text[this.at] !== '=') {
      this.fail(start, keys ? 'This key has no value' : 'TOML can\'t read this line');
      return false;
    }
    this.at++;
    this.blanks(false);
    const value = this.value(depth);
    if (!value) {
      this.fail(start, 'This key has no value');
      return false;
    }
    const last = keys[keys.length - 1]!;
    const parent = this.reach(into, keys.slice(0, -1), 'dots');
    if (!parent) return true;
    if (parent.entries.has(last.text)) this.twice(last);
    else parent.entries.set(last.text, { key: last, value });
    return true;
  }

  /** `a."b c".d`; null if there is none. */
  private keys(): YamlScalar[] | null {
    const out: YamlScalar[] = [];
    for (;;) {
      this.blanks(false);
      const c = this.text[this.at];
      if (c === '"' || c === '\'') {
        const key = this.quoted(c);
        if (!key) return null;
        out.push(key);
      } else {
        BARE.lastIndex = this.at;
        const found = BARE.exec(this.text);
        if (!found) return null;
        const span = { start: this.at, end: this.at + found[0].length };
        this.at = span.end;
        out.push(scalar(span, span, 'plain', found[0], found[0]));
      }
      this.blanks(false);
      if (this.text[this.at] !== '.' || out.length > MOST_DEPTH) return out;
      this.at++;
    }
  }

  private value(depth: number): YamlNode | null {
    if (depth > MOST_DEPTH) return null;
    const c = this.text[this.at];
    if (c === '"' || c === '\'') return this.text.startsWith(c.repeat(3), this.at) ? this.lines(c) : this.quoted(c);
    if (c === '[') return this.array(depth);
    if (c === '{') return this.inline(depth);
    VALUE.lastIndex = this.at;
    const found = VALUE.exec(this.text)?.[0];
    if (found === undefined) return null;
    const span = { start: this.at, end: this.at + found.length };
    this.at = span.end;
    if (found === 'true' || found === 'false') return scalar(span, span, 'plain', found, found === 'true');
    if (NUMBER.test(found)) return scalar(span, span, 'plain', found, Number(found.replace(/_/g, '').replace(/^\+/, '')));
    // Dates and times, infinity: texts here.
    if (!/^([+-]?(inf|nan)|\d{2,4}[-:].*)$/.test(found)) this.problems.push({ rule: 'toml-syntax', span, message: 'A text needs quotes' });
    return scalar(span, span, 'plain', found, found);
  }

  private quoted(quote: string): YamlScalar | null {
    const start = this.at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n') end += quote === '"' && this.text[end] === '\\' ? 2 : 1;
    if (this.text[end] !== quote) {
      this.at = Math.min(end, this.text.length);
      this.problems.push({ rule: 'toml-syntax', span: { start, end: start + 1 }, message: 'This text is never closed' });
      return null;
    }
    this.at = end + 1;
    const raw = this.text.slice(start + 1, end);
    const shown = quote === '"' ? unescaped(raw) : raw;
    return scalar({ start, end: end + 1 }, { start: start + 1, end }, quote === '"' ? 'double' : 'single', shown, shown);
  }

  /** A text over several lines between three quotes. */
  private lines(quote: string): YamlScalar {
    const start = this.at;
    let from = start + 3;
    if (this.text[from] === '\r') from++;
    if (this.text[from] === '\n') from++;
    let end = from;
    while (end < this.text.length && !this.text.startsWith(quote.repeat(3), end)) end += quote === '"' && this.text[end] === '\\' ? 2 : 1;
    end = Math.min(end, this.text.length);
    if (end >= this.text.length) this.problems.push({ rule: 'toml-syntax', span: { start, end: start + 3 }, message: 'This text is never closed' });
    // Up to two quotes may stand before the closing ones.
    while (this.text[end + 3] === quote) end++;
    this.at = Math.min(end + 3, this.text.length);
    const raw = this.text.slice(from, end);
    const shown = quote === '"' ? unescaped(raw.replace(/\\[ \t]*\r?\n\s*/g, '')) : raw;
    return scalar({ start, end: this.at }, { start: Math.min(from, end), end }, quote === '"' ? 'double' : 'single', shown, shown);
  }

  private array(depth: number): YamlSeq {
    const start = this.at;
    this.at++;
    const items: YamlItem[] = [];
    for (;;) {
      this.blanks(true);
      const c = this.text[this.at];
      if (c === ']') {
        this.at++;
        break;
      }
      const value = c === undefined || c === ',' ? null : this.value(depth + 1);
      if (!value) {
        this.problems.push({ rule: 'toml-syntax', span: { start, end: start + 1 }, message: 'This list is never closed' });
        this.at = Math.max(this.at, Math.min(this.endOfLine(), this.text.length));
        break;
      }
      items.push({ value, span: value.span });
      this.blanks(true);
      if (this.text[this.at] === ',') this.at++;
    }
    return { kind: 'seq', span: { start, end: this.at }, items, flow: true, indent: 0, anchor: null, alias: null };
  }

  private inline(depth: number): YamlNode {
    const start = this.at;
    this.at++;
    const table: Table = { kind: 'table', entries: new Map(), span: { start, end: start }, made: 'header' };
    for (;;) {
      this.blanks(true);
      const c = this.text[this.at];
      if (c === '}') {
        this.at++;
        break;
      }
      const before = this.at;
      if (c === undefined || c === ',' || !this.pair(table, depth + 1) || this.at === before) {
        if (c === undefined || c === ',') this.fail(start, 'This table is never closed');
        break;
      }
      this.blanks(true);
      if (this.text[this.at] === ',') this.at++;
    }
    table.span = { start, end: this.at };
    return { ...(frozen(table, 0) as YamlMap), flow: true };
  }

  private blanks(lines: boolean): void {
    for (;;) {
      const c = this.text[this.at];
      if (c === ' ' || c === '\t' || c === '\r' || (lines && c === '\n')) this.at++;
      else if (c === '#') {
        const end = this.endOfLine();
        this.comments.push({ start: this.at, end });
        this.at = end;
      } else return;
    }
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  /** A problem from `start` to the end of its line, where reading goes on. */
  private fail(start: number, message: string): void {
    const line = this.text.indexOf('\n', start);
    const end = line < 0 ? this.text.length : line;
    this.problems.push({ rule: 'toml-syntax', span: { start, end: Math.max(start, end) }, message });
    this.at = Math.max(this.at, end);
  }
}

function frozen(node: Table | List, depth: number): YamlMap | YamlSeq {
  const inner = (n: Table | List | YamlNode): YamlNode => (n.kind === 'table' || n.kind === 'list' ? (depth > 4 * MOST_DEPTH ? { kind: 'map', span: n.span, pairs: [], flow: false, indent: 0, anchor: null, alias: null } : frozen(n, depth + 1)) : n);
  if (node.kind === 'list') {
    const items = node.items.map((t): YamlItem => {
      const value = inner(t);
      return { value, span: value.span };
    });
    return { kind: 'seq', span: around(node.span, items.map(i => i.span)), items, flow: false, indent: 0, anchor: null, alias: null };
  }
  const pairs = [...node.entries.values()].map(({ key, value }): YamlPair => {
    const made = inner(value);
    return { key, value: made, span: around(key.span, [made.span]) };
  });
  return { kind: 'map', span: around(node.span, pairs.map(p => p.span)), pairs, flow: false, indent: 0, anchor: null, alias: null };
}

function around(span: Span, inner: readonly Span[]): Span {
  let { start, end } = span;
  for (const s of inner) {
    start = Math.min(start, s.start);
    end = Math.max(end, s.end);
  }
  return { start, end };
}

function scalar(span: Span, content: Span, style: YamlScalar['style'], text: string, value: YamlScalar['value']): YamlScalar {
  return { kind: 'scalar', span, content, style, text, value, anchor: null, alias: null, tag: null };
}

const ESCAPES: { readonly [c: string]: string } = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\', e: '\x1b' };

function unescaped(text: string): string {
  return text.replace(/\\(u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g, (whole, escape: string) => {
    if (escape.length === 1) return Object.hasOwn(ESCAPES, escape) ? ESCAPES[escape]! : whole;
    const code = Number.parseInt(escape.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
