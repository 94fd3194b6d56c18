import type { Span } from '../../text/span';
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode, XmlProblem } from './tree';

/** Elements nested deeper are taken as children of the deepest one allowed. */
const MAX_DEPTH = 200;
/** A broken file has one mistake that matters and many that follow. */
const MOST_PROBLEMS = 20;

interface Open {
  readonly name: string;
  readonly raw: string;
  readonly nameSpan: Span;
  readonly start: number;
  readonly contentStart: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
}

interface Reader {
  readonly text: string;
  at: number;
  readonly open: Open[];
  root: XmlElement | null;
  readonly problems: XmlProblem[];
  readonly comments: Span[];
}

const SPACE = /[ \t\r\n]/;
const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y;

/**
 * Reads XML 1.0 as a parser without validation does; entities of a document type are not replaced and nothing outside of the
 * text is looked at. Offsets are UTF-16 units from 0. Never throws: an element that is not closed ends with its parent.
 */
export function readXml(text: string): XmlDocument {
  const r: Reader = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0, open: [], root: null, problems: [], comments: [] };
  while (r.at < text.length) step(r);
  while (r.open.length > 0) {
    const last = r.open[r.open.length - 1]!;
    tell(r, last.nameSpan, `<${last.raw}> is never closed`);
    close(r, text.length, text.length);
  }
  if (r.root === null) tell(r, { start: 0, end: 0 }, 'An element is expected');
  return { root: r.root, problems: r.problems, comments: r.comments };
}

function tell(r: Reader, span: Span, message: string): void {
  if (r.problems.length < MOST_PROBLEMS) r.problems.push({ rule: 'xml-syntax', span, message });
}

function step(r: Reader): void {
  const { text } = r;
  const next = text.indexOf('<', r.at);
  const end = next < 0 ? text.length : next;
  if (end > r.at) words(r, { start: r.at, end }, false);
  r.at = end;
  if (next < 0) return;
  if (text.startsWith('<!--', next)) section(r, '-->', 'A comment', 4, span => r.comments.push(span));
  else if (text.startsWith('<![CDATA[', next)) section(r, ']]>', 'A CDATA section', 9, span => words(r, { start: span.start + 9, end: Math.max(span.start + 9, span.end - 3) }, true));
  else if (text.startsWith('<?', next)) section(r, '?>', 'A processing instruction', 2, () => {});
  else if (text.startsWith('<!', next)) doctype(r);
  else if (text.startsWith('</', next)) endTag(r);
  else startTag(r);
}

/** What ends with `end`; without it, it takes the rest of the text. */
function section(r: Reader, end: string, what: string, skip: number, take: (span: Span) => void): void {
  const start = r.at;
  const found = r.text.indexOf(end, start + skip);
  if (found < 0) tell(r, { start, end: Math.min(start + skip, r.text.length) }, `${what} is never closed with '${end}'`);
  r.at = found < 0 ? r.text.length : found + end.length;
  take({ start, end: r.at });
}

function doctype(r: Reader): void {
  const start = r.at;
  let depth = 0;
  for (let i = start; i < r.text.length; i++) {
    const c = r.text[i];
    if (c === '<') depth++;
    else if (c === '>' && --depth === 0) {
      r.at = i + 1;
      return;
    }
  }
  tell(r, { start, end: start + 2 }, "A declaration is never closed with '>'");
  r.at = r.text.length;
}

function words(r: Reader, span: Span, cdata: boolean): void {
  const parent = r.open[r.open.length - 1];
  if (parent) parent.children.push({ kind: 'text', span, cdata });
  else if (/\S/.test(r.text.slice(span.start, span.end))) tell(r, trimmed(r.text, span), 'Text may only stand inside of an element');
}

function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && SPACE.test(text[start]!)) start++;
  while (end > start && SPACE.test(text[end - 1]!)) end--;
  return { start, end };
}

function nameAt(r: Reader, at: number): string | null {
  NAME.lastIndex = at;
  return NAME.exec(r.text)?.[0] ?? null;
}

function blanks(r: Reader): void {
  while (r.at < r.text.length && SPACE.test(r.text[r.at]!)) r.at++;
}

function startTag(r: Reader): void {
  const start = r.at;
  const raw = nameAt(r, start + 1);
  if (raw === null) {
    tell(r, { start, end: start + 1 }, "'<' starts a tag: write &lt; for the character");
    words(r, { start, end: start + 1 }, false);
    r.at = start + 1;
    return;
  }
  const nameSpan = { start: start + 1, end: start + 1 + raw.length };
  r.at = nameSpan.end;
  const attributes = attributesAt(r, nameSpan, raw);
  const empty = r.text.startsWith('/>', r.at);
  r.at = Math.min(r.text.length, r.at + (empty ? 2 : r.text[r.at] === '>' ? 1 : 0));
  if (r.open.length === 0 && r.root !== null) tell(r, nameSpan, 'A document has one outermost element');
  const opened: Open = { name: raw.slice(raw.lastIndexOf(':') + 1), raw, nameSpan, start, contentStart: r.at, attributes, children: [] };
  r.open.push(opened);
  if (empty || r.open.length > MAX_DEPTH) close(r, r.at, r.at);
}

function attributesAt(r: Reader, tag: Span, raw: string): XmlAttribute[] {
  const out: XmlAttribute[] = [];
  const seen = new Set<string>();
  for (;;) {
    blanks(r);
    const c = r.text[r.at];
    if (c === '>' || (c === '/' && r.text[r.at + 1] === '>')) return out;
    if (c === undefined || c === '<') {
      tell(r, tag, `The tag <${raw}> is never closed with '>'`);
      return out;
    }
    const name = nameAt(r, r.at);
    if (name === null) {
      tell(r, { start: r.at, end: r.at + 1 }, 'The name of an attribute is expected');
      r.at++;
      continue;
    }
    const nameSpan = { start: r.at, end: r.at + name.length };
    r.at = nameSpan.end;
    blanks(r);
    if (r.text[r.at] !== '=') {
      tell(r, nameSpan, `The attribute '${name}' has no value`);
      continue;
    }
    r.at++;
    blanks(r);
    const quote = r.text[r.at];
    if (quote !== '"' && quote !== "'") {
      tell(r, nameSpan, `The value of '${name}' must stand in quotes`);
      continue;
    }
    const from = r.at + 1;
    const found = r.text.indexOf(quote, from);
    if (found < 0) {
      tell(r, nameSpan, `The value of '${name}' is never closed with ${quote}`);
      const next = r.text.indexOf('<', from);
      r.at = next < 0 ? r.text.length : next;
      continue;
    }
    if (r.text.slice(from, found).includes('<')) tell(r, nameSpan, `'<' may not stand in the value of '${name}': write &lt;`);
    const span = { start: from, end: found };
    r.at = found + 1;
    if (seen.has(name)) tell(r, nameSpan, `The attribute '${name}' is given twice`);
    seen.add(name);
    out.push({ name: name.slice(name.lastIndexOf(':') + 1), nameSpan, value: decoded(r.text.slice(span.start, span.end)), span });
  }
}

function endTag(r: Reader): void {
  const start = r.at;
  const raw = nameAt(r, start + 2);
  const end = r.text.indexOf('>', start);
  r.at = end < 0 ? r.text.length : end + 1;
  const span = { start, end: r.at };
  if (raw === null) {
    tell(r, span, 'The name of an element is expected');
    return;
  }
  const at = r.open.findLastIndex(o => o.raw === raw);
  if (at < 0) {
    tell(r, span, `</${raw}> closes nothing`);
    return;
  }
  while (r.open.length > at + 1) {
    const last = r.open[r.open.length - 1]!;
    tell(r, last.nameSpan, `<${last.raw}> is not closed before </${raw}>`);
    close(r, start, start);
  }
  close(r, start, r.at);
}

function close(r: Reader, contentEnd: number, end: number): void {
  const o = r.open.pop()!;
  const element: XmlElement = { kind: 'element', name: o.name, nameSpan: o.nameSpan, span: { start: o.start, end }, content: { start: o.contentStart, end: Math.max(o.contentStart, contentEnd) }, attributes: o.attributes, children: o.children };
  const parent = r.open[r.open.length - 1];
  if (parent) parent.children.push(element);
  else r.root ??= element;
}

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g;
const NAMED: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function character(decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined) return NAMED[name]!;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** A text with its references replaced. */
export function decoded(raw: string): string {
  return raw.includes('&') ? raw.replace(REFERENCE, (_, decimal, hex, name) => character(decimal, hex, name)) : raw;
}

/**
 * The words of an element as a text that is as long as its content, so that offsets stay: tags and comments are blanks, and a
 * reference is its character with blanks behind it.
 */
export function wordsIn(text: string, element: XmlElement): string {
  const { start, end } = element.content;
  let out = '';
  let at = start;
  for (const child of element.children) {
    if (child.kind !== 'text' || child.span.start < at) continue;
    const raw = text.slice(child.span.start, child.span.end);
    out += blank(text.slice(at, child.span.start)) + (child.cdata || !raw.includes('&') ? raw : raw.replace(REFERENCE, (whole, decimal, hex, name) => character(decimal, hex, name).padEnd(whole.length)));
    at = child.span.end;
  }
  return out + blank(text.slice(at, end));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
