import type { Problem } from '../../model/facts';
import type { Span } from '../../text/span';
import { buildBlocks, type Draft } from './blocks';
import { checkTemplate } from './checks';
import { type Failure, TagReader } from './expressions';
import { readStatement } from './statements';
import { type Recovered, recoverTag, type TagMark, type Token } from './tokens';
import type { Expr, JinjaTemplate, Statement } from './tree';

const RAW_OPEN = /\{%[-+]?\s*raw\s*-?%\}/y;
const RAW_CLOSE = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

/** After an error, at most so many further expressions are looked for in one tag. */
const MAX_EXTRA = 50;
const NONE: readonly Expr[] = [];

/**
 * Reads `text` from `start` to `end` as a Jinja template, with the tags that dbt adds to Jinja2. Total: what can't be
 * read becomes a problem (rule `jinja-syntax`) and reading goes on behind it. Linear in the length of the text.
 */
export function readJinja(text: string, start = 0, end = text.length): JinjaTemplate {
  start = Math.min(Math.max(start, 0), text.length);
  end = Math.min(Math.max(end, start), text.length);
  const segments: Draft[] = [];
  const problems: Problem[] = [];
  let commentsEnd = true;
  let rawsEnd = true;
  let at = start;
  while (at < end) {
    const open = nextMark(text, at, end);
    if (open > at) segments.push(base(segments, 'text', at, open));
    if (open >= end) break;
    const sort = text.charCodeAt(open + 1);
    if (sort === 35) {
      const found: number = commentsEnd ? text.indexOf('#}', open + 2) : -1;
      const closed: boolean = found >= 0 && found + 2 <= end;
      commentsEnd &&= closed;
      at = closed ? found + 2 : lineEnd(text, open, end);
      if (!closed) problems.push(unclosed('comment', { start: open, end: open + 2 }, '#}', at));
      segments.push({ ...base(segments, 'comment', open, at), closed });
      continue;
    }
    RAW_OPEN.lastIndex = open;
    if (sort === 37 && RAW_OPEN.test(text) && RAW_OPEN.lastIndex <= end) {
      const from = RAW_OPEN.lastIndex;
      RAW_CLOSE.lastIndex = from;
      const found: RegExpExecArray | null = rawsEnd ? RAW_CLOSE.exec(text) : null;
      const closed: boolean = found !== null && RAW_CLOSE.lastIndex <= end;
      rawsEnd &&= closed;
      const content = { start: from, end: closed && found !== null ? found.index : from };
      at = closed ? RAW_CLOSE.lastIndex : from;
      if (!closed) problems.push(unclosed('raw block', { start: open, end: from }, '{% endraw %}', from));
      segments.push({ ...base(segments, 'raw', open, at), content, closed });
      continue;
    }
    at = readTag(text, open, end, sort === 37 ? '%}' : '}}', segments, problems);
  }
  const blocks = buildBlocks(text, end, segments, problems);
  const template: JinjaTemplate = { text, start, end, segments, blocks, problems, memo: { calls: null, callOf: null, scopes: null } };
  checkTemplate(template, problems);
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return template;
}

/** Where the next `{{`, `{%` or `{#` begins, or `end`. */
export function nextMark(text: string, at: number, end: number): number {
  while (at < end) {
    const brace = text.indexOf('{', at);
    if (brace < 0 || brace + 1 >= end) return end;
    const c = text.charCodeAt(brace + 1);
    if (c === 123 || c === 37 || c === 35) return brace;
    at = brace + 1;
  }
  return end;
}

function base<K extends Draft['kind']>(segments: readonly Draft[], kind: K, start: number, end: number) {
  return { kind, index: segments.length, span: { start, end }, block: -1, branch: 0 };
}

function lineEnd(text: string, at: number, end: number): number {
  while (at < end && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function unclosed(what: string, span: Span, missing: string, insert: number): Problem {
  return { rule: 'jinja-syntax', span, message: `This ${what} is never closed: \`${missing}\` is missing`, data: { missing, insert } };
}

/** What one attempt at the inside of a tag gives. */
type Inside = { readonly expr: Expr } | { readonly statement: Statement };

function readInside(reader: TagReader, mark: TagMark): Inside {
  if (mark === '%}') return { statement: readStatement(reader) };
  const expr = reader.tuple();
  reader.expectEnd('expression');
  return { expr };
}

/** Reads the tag at `open`, adds its segment, and returns where it ends. */
function readTag(text: string, open: number, end: number, mark: TagMark, segments: Draft[], problems: Problem[]): number {
  const sign = text[open + 2];
  const trimBefore = open + 2 < end && (sign === '-' || sign === '+') ? sign : '';
  const from = open + 2 + trimBefore.length;
  const strict = new TagReader(text, from, end, mark, null);
  let inside = readInside(strict, mark);
  let innerEnd = strict.current.start;
  let to = strict.current.end;
  let closed = true;
  const sound = strict.failure === null;
  let extra: readonly Expr[] = NONE;
  if (strict.failure !== null) {
    const found = recoverTag(text, from, end, mark);
    innerEnd = found.innerEnd;
    to = found.end;
    closed = found.closed;
    const reader = new TagReader(text, from, found.innerEnd, mark, found.tokens);
    inside = readInside(reader, mark);
    extra = readExtra(reader);
    problems.push(problemOf(text, { start: open, end: from }, mark, strict.failure, found));
  }
  const last = closed ? text[innerEnd] : undefined;
  const trimAfter = last === '-' || last === '+' ? last : '';
  const index = segments.length;
  const span = { start: open, end: to };
  const inner = { start: from, end: innerEnd };
  // Written out without spreading, which is several times slower.
  if ('expr' in inside) segments.push({ kind: 'output', index, span, block: -1, branch: 0, inner, trimBefore, trimAfter, closed, sound, extra, expr: inside.expr });
  else segments.push({ kind: 'tag', index, span, block: -1, branch: 0, inner, trimBefore, trimAfter, closed, sound, extra, statement: inside.statement, owner: -1 });
  return to;
}

/** What else can be read in a broken tag behind the place where reading stopped. */
function readExtra(reader: TagReader): readonly Expr[] {
  const extra: Expr[] = [];
  for (let tries = 0; tries < MAX_EXTRA && reader.current.kind !== 'eof'; tries++) {
    const before = reader.current;
    const expr = reader.expression();
    if (expr.kind !== 'missing') extra.push(expr);
    if (reader.current === before) reader.next();
  }
  return extra;
}

/** Says what is wrong with a broken tag, at the place its author would look for it. */
function problemOf(text: string, mark: Span, closing: TagMark, failure: Failure, found: Recovered): Problem {
  const rule = 'jinja-syntax';
  if (found.nested !== null) {
    const inner = text.slice(found.nested.start + 2, found.nested.end - 2).trim();
    return { rule, span: found.nested, message: `Jinja can't be nested: inside a tag write \`${inner}\` without \`{{ }}\``, data: { nested: true, inner } };
  }
  const open = found.tokens.find(t => t.kind === 'string' && t.note === 'open');
  if (open !== undefined) {
    const quote = text[open.start] ?? "'";
    return { rule, span: { start: open.start, end: open.end }, message: `This string has no closing \`${quote}\``, data: { missing: quote, insert: open.end } };
  }
  if (!found.closed) {
    const what = closing === '}}' ? 'expression' : 'tag';
    return unclosed(what, mark, closing, found.end);
  }
  const bracket = openBracket(found);
  if (bracket !== null && failure.span.start >= found.innerEnd - 1) {
    const missing = bracket.text === '(' ? ')' : bracket.text === '[' ? ']' : '}';
    const span = { start: bracket.start, end: bracket.start + 1 };
    return { rule, span, message: `\`${bracket.text}\` is not closed before \`${closing}\``, data: { missing, insert: found.tokens[found.tokens.length - 1]?.end ?? found.innerEnd } };
  }
  if (failure.span.start >= found.end) return { rule, span: { start: mark.start, end: found.end }, message: failure.message };
  return { rule, span: clip(failure.span, found.end), message: failure.message, ...(failure.data === undefined ? {} : { data: failure.data }) };
}

/** The innermost bracket that is open at the tag's end. */
function openBracket(found: Recovered): Token | null {
  const stack: Token[] = [];
  for (const t of found.tokens) {
    if (t.kind !== 'op') continue;
    if (t.text === '(' || t.text === '[' || t.text === '{') stack.push(t);
    else if (t.text === ')' || t.text === ']' || t.text === '}') stack.pop();
  }
  return stack.pop() ?? null;
}

function clip(span: Span, end: number): Span {
  return { start: Math.min(span.start, end), end: Math.min(span.end, end) };
}
