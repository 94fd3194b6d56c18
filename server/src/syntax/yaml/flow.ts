import { afterBreak, type Cursor, type Failure, isBlank, isEnd, isGap, isMarker, lineEnd, MAX_DEPTH, skipBlanks } from './cursor';
import { jinjaEnd, startsJinja, tellJinja } from './mistakes';
import { keyOf, nameLength, readAlias, readProps, checkKeys, withProps, type Writable } from './node';
import { scalarOf } from './plain';
import { readQuoted } from './quoted';
import type { YamlItem, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './tree';

/**
 * Reads the flow collection at `pos`. Indentation does not count within it. If it is broken, what is wrong is told once and
 * it is read again, leniently, up to the next line that looks like the going on of the block around it (`parent` columns).
 */
export function readFlow(c: Cursor, parent: number): YamlNode {
  const [start, line, shift] = [c.pos, c.lineStart, c.shift];
  const [comments, problems, anchors] = [c.comments.length, c.problems.length, c.anchors.size];
  if (c.wasted <= 4 * c.text.length) {
    const node = collection(c);
    if (node && !c.failure) return node;
    c.wasted += c.pos - start;
  }
  const failure = c.failure;
  c.failure = null;
  c.comments.length = comments;
  c.problems.length = problems;
  for (const name of [...c.anchors.keys()].slice(anchors)) c.anchors.delete(name);
  c.pos = start;
  c.lineStart = line;
  c.shift = shift;
  const end = c.end;
  c.end = boundOf(c, start, parent);
  c.lenient = true;
  const node = collection(c);
  // That it has no end before the block goes on is the cause; what else was found wrong comes of it.
  const again = failureOf(c);
  const told = again?.start === start ? again : (failure ?? again);
  c.failure = null;
  c.lenient = false;
  c.end = end;
  if (told) c.tell('yaml-syntax', told.start, told.end, told.message, { mistake: 'flow' });
  if (node) return node;
  c.pos = Math.max(c.pos, start + 1);
  return scalarOf(start, c.pos, c.text.slice(start, c.pos), null);
}

function failureOf(c: Cursor): Failure | null {
  return c.failure;
}

/** Where a flow collection without an end may end: before the first line at or left of the block around it that goes on with a key, an item or a marker. */
function boundOf(c: Cursor, start: number, parent: number): number {
  let i = lineEnd(c, start);
  while (i < c.end) {
    const before = i;
    i = afterBreak(c, i);
    const line = i;
    while (c.at(i) === 32) i++;
    const stop = lineEnd(c, i);
    if (i - line <= parent || (parent < 0 && i === line)) {
      const source = c.text.slice(i, Math.min(stop, i + 200));
      if (/^(?:-(?:\s|$)|[\w"'.+-][^,[\]{}]{0,190}?:(?:\s|$))/.test(source) || (i === line && isMarker(c, i))) return before;
    }
    i = stop;
  }
  return c.end;
}

/** Skips blanks, line breaks and comments. -1 at a document marker and at the end. */
function space(c: Cursor): number {
  if (c.pos === c.lineStart && c.pos < c.end && isMarker(c, c.pos)) return -1;
  for (;;) {
    const code = skipBlanks(c);
    if (code === 35) {
      const stop = lineEnd(c, c.pos);
      c.comments.push({ start: c.pos, end: stop });
      c.pos = stop;
    } else if (code === 10 || code === 13) {
      c.pos = afterBreak(c, c.pos);
      c.lineStart = c.pos;
      c.shift = 0;
      if (isMarker(c, c.pos)) return -1;
    } else return code;
  }
}

function collection(c: Cursor): YamlMap | YamlSeq | null {
  const start = c.pos;
  const indent = c.column;
  const map = c.text.charCodeAt(start) === 123;
  const close = map ? 125 : 93;
  if (c.depth >= MAX_DEPTH) return c.fail(start, start + 1, `Nested more than ${MAX_DEPTH} levels deep`);
  if (++c.depth > c.deepest) c.deepest = c.depth;
  const pairs: YamlPair[] = [];
  const items: YamlItem[] = [];
  c.pos++;
  for (;;) {
    const code = space(c);
    if (code === -1) {
      c.fail(start, start + 1, `This ${map ? '{' : '['} is never closed`);
      break;
    }
    if (code === close) {
      c.pos++;
      break;
    }
    const from = c.pos;
    if (code === 93 || code === 125) {
      c.fail(from, from + 1, `'${map ? '}' : ']'}' expected: the ${map ? '{' : '['} is still open`);
      if (c.lenient) c.pos++;
      break;
    }
    if (code === 44) c.fail(from, from + 1, 'A value is missing before this comma');
    else entry(c, map, pairs, items);
    if (c.failure && !c.lenient) break;
    const next = space(c);
    if (next === 44) c.pos++;
    else if (next !== close && next !== -1) {
      c.fail(c.pos, c.pos + 1, `A comma is missing here, or a '${map ? '}' : ']'}'`);
      if (!c.lenient) break;
    }
    if (c.pos === from) c.pos++;
  }
  c.depth--;
  if (c.failure && !c.lenient) return null;
  const end = c.pos === c.end && c.lenient ? trimmed(c, start + 1) : c.pos;
  const span = { start, end };
  if (!map) return { kind: 'seq', span, items, flow: true, indent, anchor: null, alias: null };
  checkKeys(c, pairs);
  return { kind: 'map', span, pairs, flow: true, indent, anchor: null, alias: null };
}

function trimmed(c: Cursor, least: number): number {
  let end = c.pos;
  while (end > least && isGap(c.text.charCodeAt(end - 1))) end--;
  return end;
}

/** One entry: of a mapping a pair, of a sequence a value or a mapping of one pair without braces. */
function entry(c: Cursor, map: boolean, pairs: YamlPair[], items: YamlItem[]): void {
  const start = c.pos;
  const line = c.lineStart;
  const indent = c.column;
  const explicit = c.at(start) === 63;
  c.count++;
  if (explicit) {
    c.pos++;
    if (space(c) === -1) c.fail(start, start + 1, "A key is missing behind '?'");
  }
  const keyStart = c.pos;
  const bareMark = explicit && isCloser(c.at(c.pos));
  if (bareMark && !map) c.fail(start, start + 1, "A key is missing behind '?'");
  const node = bareMark ? null : value(c);
  if (c.failure && !c.lenient) return;
  const keyEnd = Math.max(c.pos, keyStart);
  const after = explicit ? space(c) : skipBlanks(c);
  const colon = after === 58 && (explicit || c.lineStart === line);
  if (!map && !colon && !explicit) {
    const item: Writable<YamlItem> = { value: node, span: { start, end: keyEnd } };
    if (c.text.charCodeAt(keyStart) === 42 && node?.alias === null) item.aliasSpan = { start: keyStart, end: keyEnd };
    items.push(item);
    return;
  }
  const pair: Writable<YamlPair> = { key: keyOf(c, node, keyStart, keyEnd), value: null, span: { start, end: keyEnd } };
  if (colon) {
    c.pos++;
    let end = c.pos;
    const next = space(c);
    if (next !== 44 && next !== 93 && next !== 125 && next !== -1) {
      const from = c.pos;
      pair.value = value(c);
      end = c.pos;
      if (c.text.charCodeAt(from) === 42 && pair.value?.alias === null) pair.aliasSpan = { start: from, end };
    }
    pair.span = { start, end };
  }
  if (map) pairs.push(pair);
  else {
    c.count++;
    const inner: YamlMap = { kind: 'map', span: pair.span, pairs: [pair], flow: true, indent, anchor: null, alias: null };
    items.push({ value: inner, span: pair.span });
  }
}

function isCloser(code: number): boolean {
  return code === 44 || code === 93 || code === 125 || code === 58 || code === -1;
}

/** A value within a flow collection. */
function value(c: Cursor): YamlNode | null {
  const props = readProps(c, true);
  if (props) {
    const code = space(c);
    if (isCloser(code)) return withProps(c, null, props);
  }
  return withProps(c, bare(c), props);
}

function bare(c: Cursor): YamlNode | null {
  const start = c.pos;
  const code = c.at(start);
  if (code === 91 || code === 123) {
    if (code === 123 && startsJinja(c, start)) {
      const end = plainEnd(c, jinjaEnd(c, start));
      tellJinja(c, start, end);
      c.pos = end;
      const text = c.text.slice(start, end);
      return scalarOf(start, end, text, text);
    }
    return collection(c);
  }
  if (code === 34 || code === 39) {
    const node = readQuoted(c);
    if (node || !c.lenient) return node;
    c.pos = lineEnd(c, start);
    const text = c.text.slice(start + 1, c.pos);
    return scalarOf(start, c.pos, text, text);
  }
  if (code === 42 && nameLength(c, start) > 0) return readAlias(c);
  if (isStrange(code) || code === 58 || code === 63 || (code === 45 && isGap(c.at(start + 1)))) {
    c.fail(start, start + 1, `Unquoted text cannot start with '${c.text[start]}'; put quotes around it`);
    if (!c.lenient) return null;
  }
  return plain(c);
}

function isStrange(code: number): boolean {
  return code === 33 || code === 37 || code === 38 || code === 42 || code === 44 || code === 62 || code === 64 || code === 96 || code === 124 || code === 93 || code === 125;
}

/** Unquoted text in a flow collection, over as many lines as it takes. */
function plain(c: Cursor): YamlScalar {
  const start = c.pos;
  let end = plainEnd(c, start);
  c.pos = end;
  let text = c.text.slice(start, end);
  for (;;) {
    let i = end;
    while (isBlank(c.at(i))) i++;
    if (!isEnd(c.at(i)) || i >= c.end) break;
    let breaks = 0;
    let line = i;
    while (i < c.end && isEnd(c.at(i))) {
      line = i = afterBreak(c, i);
      breaks++;
      while (isBlank(c.at(i))) i++;
    }
    const stop = i < c.end && c.at(i) !== 35 && !isMarker(c, line) ? plainEnd(c, i) : i;
    if (stop === i) break;
    text += (breaks > 1 ? '\n'.repeat(breaks - 1) : ' ') + c.text.slice(i, stop);
    end = c.pos = stop;
    c.lineStart = line;
    c.shift = 0;
  }
  return scalarOf(start, end, text, c.resolve(text));
}

/** Behind the last character of the text on this line. */
function plainEnd(c: Cursor, from: number): number {
  let last = from;
  let i = from;
  for (; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if (code === 44 || code === 91 || code === 93 || code === 123 || code === 125 || code === 10 || code === 13) break;
    if (code === 58) {
      const next = c.at(i + 1);
      if (isGap(next)) break;
      if (next === 44 || next === 63 || next === 91 || next === 93 || next === 123 || next === 125) {
        c.fail(i, i + 1, 'A space is missing behind this colon');
        break;
      }
    }
    if (code === 35 && i > from && isBlank(c.text.charCodeAt(i - 1))) break;
    if (!isBlank(code)) last = i + 1;
  }
  return last;
}

