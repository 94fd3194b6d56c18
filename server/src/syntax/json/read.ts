import { createScanner, type JSONScanner } from 'jsonc-parser';
import { ScanError, SyntaxKind } from './tokens';
import type { Span } from '../../text/span';
import type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSeq } from '../yaml/tree';

export interface JsonOptions {
  /** Whether comments are allowed, and commas behind a last entry; both false if absent. They are read in any case. */
  readonly comments?: boolean;
  readonly trailingCommas?: boolean;
}

/** Deeper nesting than this is reported and left out. */
const MAX_DEPTH = 200;

interface Reader {
  readonly scanner: JSONScanner;
  readonly text: string;
  readonly base: number;
  readonly options: JsonOptions;
  readonly problems: YamlProblem[];
  readonly comments: Span[];
  kind: number;
  /** End of the last token that is no comment or blank. */
  last: number;
  depth: number;
}

/**
 * Reads `text` from `start` to `end` as JSON into the tree that YAML gives, with `flow` set on its collections; all spans are
 * offsets into `text`. Never throws: broken text gives what could be read, and each mistake one problem (`json-syntax`,
 * `json-duplicate-key`).
 */
export function readJson(text: string, start = 0, end = text.length, options: JsonOptions = {}): YamlDocument {
  const to = Math.min(Math.max(end, 0), text.length);
  let from = Math.min(Math.max(start, 0), to);
  if (from < to && text.charCodeAt(from) === 0xfeff) from++;
  const r: Reader = { scanner: createScanner(text.slice(from, to), false), text, base: from, options, problems: [], comments: [], kind: SyntaxKind.Unknown, last: from, depth: 0 };
  next(r);
  if (r.kind === SyntaxKind.EOF) {
    return { root: null, problems: [{ rule: 'json-syntax', span: { start: from, end: from }, message: 'A value is expected' }], comments: r.comments };
  }
  const root = value(r);
  if (r.kind !== SyntaxKind.EOF) tell(r, tokenSpan(r), 'Nothing may follow the value');
  // What follows a mistake on one line is most likely caused by it.
  const problems = r.problems.sort((a, b) => a.span.start - b.span.start);
  return { root, problems, comments: r.comments };
}

function tell(r: Reader, span: Span, message: string): void {
  const before = r.problems.at(-1);
  // One mistake makes the tokens behind it look wrong as well.
  if (before?.rule === 'json-syntax' && span.start >= before.span.start && !r.text.slice(before.span.start, span.start).includes('\n')) return;
  r.problems.push({ rule: 'json-syntax', span, message });
}

function tokenSpan(r: Reader): Span {
  const start = r.base + r.scanner.getTokenOffset();
  // The scanner counts a comment that is never closed beyond its text.
  return { start, end: Math.min(start + r.scanner.getTokenLength(), r.text.length) };
}

/** Moves to the next token that is neither blank nor comment; what the scanner finds wrong with it is told. */
function next(r: Reader): void {
  if (r.kind !== SyntaxKind.Unknown || r.scanner.getTokenLength() > 0) r.last = tokenSpan(r).end;
  for (;;) {
    r.kind = r.scanner.scan();
    if (r.kind === SyntaxKind.Trivia || r.kind === SyntaxKind.LineBreakTrivia) continue;
    const span = tokenSpan(r);
    const wrong = ERRORS[r.scanner.getTokenError()];
    if (wrong) tell(r, span, wrong);
    if (r.kind !== SyntaxKind.LineCommentTrivia && r.kind !== SyntaxKind.BlockCommentTrivia) return;
    r.comments.push(span);
    if (!r.options.comments && r.comments.length === 1) tell(r, span, 'Comments are not allowed in JSON');
  }
}

const ERRORS: { readonly [error: number]: string } = {
  [ScanError.UnexpectedEndOfComment]: 'This comment is never closed',
  [ScanError.UnexpectedEndOfString]: 'This string is not closed on its line',
  [ScanError.UnexpectedEndOfNumber]: 'This number is not complete',
  [ScanError.InvalidUnicode]: "'\\u' needs four hexadecimal digits",
  [ScanError.InvalidEscapeCharacter]: 'This escape does not exist in JSON',
  [ScanError.InvalidCharacter]: 'Control characters must be escaped in a string',
};

function value(r: Reader): YamlNode | null {
  const span = tokenSpan(r);
  const source = r.text.slice(span.start, span.end);
  switch (r.kind) {
    case SyntaxKind.OpenBraceToken:
    case SyntaxKind.OpenBracketToken:
      if (r.depth >= MAX_DEPTH) {
        tell(r, span, `Nested more than ${MAX_DEPTH} levels deep`);
        skipNested(r);
        return null;
      }
      return r.kind === SyntaxKind.OpenBraceToken ? object(r) : array(r);
    case SyntaxKind.StringLiteral:
      return string(r);
    case SyntaxKind.NumericLiteral: {
      if (/^-?0\d/.test(source)) tell(r, span, 'A number cannot start with 0');
      next(r);
      return scalar(span, source, Number(source));
    }
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword: {
      const word = r.kind === SyntaxKind.NullKeyword ? null : r.kind === SyntaxKind.TrueKeyword;
      next(r);
      return scalar(span, source, word);
    }
    case SyntaxKind.Unknown:
      tell(r, span, `'${source.length > 20 ? `${source.slice(0, 20)}…` : source}' is no JSON value; text needs double quotes`);
      next(r);
      return scalar(span, source, source);
    default:
      tell(r, r.kind === SyntaxKind.EOF ? { start: r.last, end: r.last } : span, 'A value is expected');
      return null;
  }
}

function scalar(span: Span, text: string, value: null | boolean | number | string): YamlScalar {
  return { kind: 'scalar', span, content: span, style: 'plain', text, value, anchor: null, alias: null, tag: null };
}

function string(r: Reader): YamlScalar {
  const span = tokenSpan(r);
  const text = r.scanner.getTokenValue();
  const closed = span.end - span.start > 1 && r.text[span.end - 1] === '"' && r.scanner.getTokenError() !== ScanError.UnexpectedEndOfString;
  next(r);
  return { kind: 'scalar', span, content: { start: span.start + 1, end: closed ? span.end - 1 : span.end }, style: 'double', text, value: text, anchor: null, alias: null, tag: null };
}

/** Moves over brackets that are nested too deep. */
function skipNested(r: Reader): void {
  let open = 0;
  do {
    if (r.kind === SyntaxKind.OpenBraceToken || r.kind === SyntaxKind.OpenBracketToken) open++;
    else if (r.kind === SyntaxKind.CloseBraceToken || r.kind === SyntaxKind.CloseBracketToken) open--;
    next(r);
  } while (open > 0 && r.kind !== SyntaxKind.EOF);
}

function array(r: Reader): YamlSeq {
  const items: YamlItem[] = [];
  const end = entries(r, SyntaxKind.CloseBracketToken, ']', () => {
    const start = tokenSpan(r).start;
    const node = value(r);
    if (node) items.push({ value: node, span: { start, end: node.span.end } });
  });
  return { kind: 'seq', span: end.span, items, flow: true, indent: end.indent, anchor: null, alias: null };
}

function object(r: Reader): YamlMap {
  const pairs: YamlPair[] = [];
  const seen = new Map<string, YamlPair>();
  const end = entries(r, SyntaxKind.CloseBraceToken, '}', () => {
    const pair = property(r);
    if (!pair) return;
    const before = seen.get(pair.key.text);
    if (before) tellDuplicate(r, before, pair);
    seen.set(pair.key.text, pair);
    pairs.push(pair);
  });
  return { kind: 'map', span: end.span, pairs, flow: true, indent: end.indent, anchor: null, alias: null };
}

function tellDuplicate(r: Reader, before: YamlPair, pair: YamlPair): void {
  const both = { key: pair.key.text, first: [before.span.start, before.span.end], second: [pair.span.start, pair.span.end], firstKey: [before.key.span.start, before.key.span.end] };
  r.problems.push({ rule: 'json-duplicate-key', span: pair.key.span, message: `Key '${pair.key.text}' appears twice in this object; only the last one counts`, data: both });
}

function property(r: Reader): YamlPair | null {
  const span = tokenSpan(r);
  let key: YamlScalar;
  if (r.kind === SyntaxKind.StringLiteral) key = string(r);
  else if (r.kind === SyntaxKind.Unknown || r.kind === SyntaxKind.NumericLiteral || r.kind === SyntaxKind.TrueKeyword || r.kind === SyntaxKind.FalseKeyword || r.kind === SyntaxKind.NullKeyword) {
    const source = r.text.slice(span.start, span.end).replace(/:+$/, '');
    tell(r, span, `The key '${source}' needs double quotes`);
    key = scalar({ start: span.start, end: span.start + source.length }, source, source);
    next(r);
  } else {
    tell(r, span, 'A key in double quotes is expected');
    return null;
  }
  if (r.kind !== SyntaxKind.ColonToken) {
    if (r.text[r.last - 1] !== ':') tell(r, { start: r.last, end: r.last }, `A colon is missing after "${key.text}"`);
    if (r.kind === SyntaxKind.CommaToken || r.kind === SyntaxKind.CloseBraceToken || r.kind === SyntaxKind.EOF || r.kind === SyntaxKind.StringLiteral) return { key, value: null, span: { start: span.start, end: r.last } };
  } else next(r);
  const colon = r.last;
  const node = value(r);
  return { key, value: node, span: { start: span.start, end: node ? node.span.end : colon } };
}

/** Reads the entries between the bracket at hand and the one that closes it; tolerates missing and doubled commas. */
function entries(r: Reader, close: number, sign: string, entry: () => void): { span: Span; indent: number } {
  const { start } = tokenSpan(r);
  const indent = start - (r.text.lastIndexOf('\n', start - 1) + 1);
  r.depth++;
  next(r);
  let comma: Span | null = null;
  let first = true;
  while (r.kind !== close && r.kind !== SyntaxKind.EOF) {
    const span = tokenSpan(r);
    if (r.kind === SyntaxKind.CloseBraceToken || r.kind === SyntaxKind.CloseBracketToken) {
      // A bracket that was never opened is passed over; one that closes what is around ends this as well.
      tell(r, span, `'${sign}' is expected here`);
      if (r.depth > 1) break;
      next(r);
      continue;
    }
    if (r.kind === SyntaxKind.CommaToken) {
      if (comma || first) tell(r, span, 'A value is missing before this comma');
      comma = span;
      first = false;
      next(r);
      continue;
    }
    if (!first && !comma) tell(r, { start: r.last, end: r.last }, 'A comma is missing here');
    comma = null;
    first = false;
    entry();
    if (tokenSpan(r).start === span.start && r.kind !== SyntaxKind.EOF) next(r);
  }
  r.depth--;
  const closed = r.kind === close;
  if (!closed && r.kind === SyntaxKind.EOF) tell(r, { start, end: start + 1 }, `This ${r.text[start]} is never closed`);
  if (closed && comma && !r.options.trailingCommas) tell(r, comma, 'A comma behind the last entry is not allowed in JSON');
  const end = closed ? tokenSpan(r).end : Math.max(r.last, start + 1);
  if (closed) next(r);
  return { span: { start, end }, indent };
}
