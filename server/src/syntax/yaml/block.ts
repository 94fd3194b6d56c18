import { blockHeader, readBlockScalar } from './blockScalar';
import { atMarker, type Cursor, isBlank, isEnd, isGap, lineEnd, MAX_DEPTH, skipBlanks, skipBlock, toContent } from './cursor';
import { readFlow } from './flow';
import { isDash, readJinja, readOperator, restOfLine, startsJinja, tellRest } from './mistakes';
import { isTag, keyOf, nameLength, readAlias, readProps, checkKeys, withProps, type Writable } from './node';
import { continues, readPlain, scalarOf, scanLine, startsPlain, tellIndent } from './plain';
import { readQuoted } from './quoted';
import type { YamlItem, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './tree';

/**
 * Reads the block node at `pos`: the first character of a line, or what stands behind a dash. Its further lines have more
 * columns than `parent`. Always moves on.
 */
export function readBlock(c: Cursor, parent: number): YamlNode | null {
  if (c.depth >= MAX_DEPTH) {
    c.tell('yaml-syntax', c.pos, c.pos + 1, `Nested more than ${MAX_DEPTH} levels deep`);
    skipBlock(c, parent);
    return null;
  }
  if (++c.depth > c.deepest) c.deepest = c.depth;
  const node = blockNode(c, parent);
  c.depth--;
  return node;
}

function blockNode(c: Cursor, parent: number): YamlNode | null {
  const start = c.pos;
  if (isDash(c, start)) return readSeq(c, c.column, false);
  if (startsPlain(c, start)) {
    scanLine(c, start);
    if (c.scanStop === 58 || isBareKey(c, parent)) return readMap(c, c.column);
    return readPlain(c, parent);
  }
  if (isKeyAhead(c, start)) return readMap(c, c.column);
  const code = c.at(start);
  if ((code === 38 && nameLength(c, start) > 0) || isTag(c, start)) {
    const props = readProps(c, false);
    if (isEnd(c.at(c.pos)) || c.at(c.pos) === 35) {
      if (!toContent(c) || atMarker(c) || c.column <= parent) return withProps(c, null, props);
      return withProps(c, readBlock(c, parent), props);
    }
    if (isDash(c, c.pos)) return withProps(c, readOperator(c), props);
    return withProps(c, readInline(c, parent), props);
  }
  return readInline(c, parent);
}

/** Whether the text at `pos`, a line without a colon, is a key half typed: the next line is one, in the same column. */
function isBareKey(c: Cursor, parent: number): boolean {
  const { pos, column, scanStop, scanAt } = c;
  if (scanStop !== 10) return false;
  c.pos = scanAt;
  let bare = false;
  if (continues(c, parent) && c.nextPos - c.nextLine === column && !isDash(c, c.nextPos)) {
    scanLine(c, c.nextPos);
    bare = c.scanStop === 58;
  }
  c.pos = pos;
  scanLine(c, pos);
  return bare;
}

/** Whether a key that is not plain text stands at `offset`, with its colon on the same line. */
function isKeyAhead(c: Cursor, offset: number): boolean {
  let i = offset;
  let code = c.at(i);
  if (code === 63 || code === 58) return isGap(c.at(i + 1));
  for (; code === 38 || code === 33; code = c.at(i)) {
    if (code === 38) i += 1 + nameLength(c, i);
    else while (i < c.end && !isGap(c.at(i))) i++;
    while (isBlank(c.at(i))) i++;
    if (isEnd(c.at(i)) || c.at(i) === 35) return false;
  }
  if (code === 34 || code === 39) i = quoteEnd(c, i, code);
  else if (code === 42) i += 1 + nameLength(c, i);
  else if (code === 91 || code === 123) i = bracketEnd(c, i);
  else if (i > offset && startsPlain(c, i)) {
    scanLine(c, i);
    return c.scanStop === 58;
  } else if (i === offset) return false;
  while (isBlank(c.at(i))) i++;
  return c.at(i) === 58 && isGap(c.at(i + 1));
}

/** Behind the quote that closes the one at `offset` on the same line; the line's end if there is none. */
function quoteEnd(c: Cursor, offset: number, quote: number): number {
  for (let i = offset + 1; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if (code === 10 || code === 13) return i;
    if (code === 92 && quote === 34) i++;
    else if (code === quote) {
      if (quote === 39 && c.at(i + 1) === 39) i++;
      else return i + 1;
    }
  }
  return c.end;
}

function bracketEnd(c: Cursor, offset: number): number {
  let open = 0;
  for (let i = offset; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if (code === 10 || code === 13) return i;
    if (code === 34 || code === 39) i = quoteEnd(c, i, code) - 1;
    else if (code === 91 || code === 123) open++;
    else if ((code === 93 || code === 125) && --open === 0) return i + 1;
  }
  return c.end;
}

/** Reads a value that starts on this line: a scalar, a flow collection or an alias. No key can start here. */
function readInline(c: Cursor, parent: number): YamlNode | null {
  const start = c.pos;
  const code = c.at(start);
  if (startsPlain(c, start)) return readPlain(c, parent);
  if (code === 34 || code === 39) return readQuotedValue(c);
  if (code === 91 || code === 123) {
    if (startsJinja(c, start)) return readJinja(c);
    const node = readFlow(c, parent);
    tellRest(c, node.kind === 'map' ? 'the closing }' : 'the closing ]');
    return node;
  }
  if (code === 124 || code === 62) {
    const header = blockHeader(c);
    if (!header) return readOperator(c);
    const node = readBlockScalar(c, parent, header);
    if (header.step > 0 && node.text === '' && code === 62 && header.chomp === 'clip') {
      c.tell('yaml-unquoted-operator', start, header.end, `Put quotes around '${c.text.slice(start, header.end)}': '>' starts a block of text`, { value: [start, header.end] });
    }
    return node;
  }
  if (code === 42 && nameLength(c, start) > 0) {
    const node = readAlias(c);
    tellRest(c, 'an alias');
    return node;
  }
  return readOperator(c);
}

/** A quoted value; where its quotes do not fit what follows, the whole line is taken as text. */
function readQuotedValue(c: Cursor): YamlScalar {
  const [start, line, shift] = [c.pos, c.lineStart, c.shift];
  const problems = c.problems.length;
  if (c.wasted > 4 * c.text.length) c.fail(start, start + 1, 'This quote is never closed');
  const node = c.failure ? null : readQuoted(c);
  const failure = c.failure;
  c.failure = null;
  if (node) {
    skipBlanks(c);
    const code = c.at(c.pos);
    if (isEnd(code) || code === 35) return node;
  }
  c.wasted += c.pos - start;
  c.problems.length = problems;
  const many = node && c.lineStart !== line;
  const rest = c.pos;
  c.pos = start;
  c.lineStart = line;
  c.shift = shift;
  const end = restOfLine(c, start);
  if (many || failure) c.tell('yaml-syntax', start, start + 1, failure?.message ?? `This ${c.text[start]} is closed only some lines below, where more text follows`, { value: [start, end], mistake: 'quote' });
  else c.tell('yaml-syntax', rest, Math.max(end, rest + 1), `Nothing but a comment may follow the closing ${c.text[start]}`, { value: [start, end], mistake: 'quote' });
  const text = c.text.slice(start, end);
  return scalarOf(start, end, text, text);
}

/** Reads the block mapping whose first key is at `pos`, in column `indent`. */
function readMap(c: Cursor, indent: number): YamlMap {
  const start = c.pos;
  const pairs: YamlPair[] = [];
  for (;;) {
    readPair(c, indent, pairs);
    if (!toContent(c) || atMarker(c)) break;
    const column = c.column;
    if (column < indent) break;
    if (column > indent) {
      tellIndent(c, c.pos, lineEndOfText(c), c.lineStart);
      adopt(pairs, readBlock(c, indent));
      if (!toContent(c) || c.column < indent || atMarker(c)) break;
    }
    if (c.column === indent && isDash(c, c.pos)) {
      if (c.listColumn === indent) break;
      c.tell('yaml-syntax', c.pos, c.pos + 1, 'A list item cannot stand between the keys of a mapping; indent it under its key', { mistake: 'item' });
      adopt(pairs, readSeq(c, indent, true));
      if (!toContent(c) || c.column < indent || atMarker(c)) break;
    }
  }
  checkKeys(c, pairs);
  const last = pairs.at(-1);
  return { kind: 'map', span: { start, end: last ? Math.max(last.span.end, start) : start }, pairs, flow: false, indent, anchor: null, alias: null };
}

/** Puts what a wrongly indented line holds where it was most likely meant: into the value above it, or else beside it. */
function adopt(own: YamlPair[] | YamlItem[], found: YamlNode | null): void {
  const last = own.at(-1) as Writable<YamlPair> | Writable<YamlItem> | undefined;
  if (!found || found.kind === 'scalar' || !last) return;
  const above = last.value;
  const pairs = 'key' in last;
  // A node with an anchor is left as it is: what was found may hold an alias of it, and a tree has no cycles.
  if (above && found.kind === above.kind && !above.flow && above.anchor === null && !last.aliasSpan) {
    if (found.kind === 'map') for (const pair of found.pairs) ((above as YamlMap).pairs as YamlPair[]).push(pair);
    else for (const item of found.items) ((above as YamlSeq).items as YamlItem[]).push(item);
    (above as Writable<YamlMap>).span = { start: above.span.start, end: Math.max(above.span.end, found.span.end) };
    last.span = { start: last.span.start, end: Math.max(last.span.end, found.span.end) };
  } else if (found.kind === 'map') {
    if (pairs) for (const pair of found.pairs) (own as YamlPair[]).push(pair);
    else (own as YamlItem[]).push({ value: found, span: found.span });
  } else if (!pairs) for (const item of found.items) (own as YamlItem[]).push(item);
}

function lineEndOfText(c: Cursor): number {
  let end = lineEnd(c, c.pos);
  while (end > c.pos + 1 && isBlank(c.text.charCodeAt(end - 1))) end--;
  return end;
}

function readPair(c: Cursor, indent: number, pairs: YamlPair[]): void {
  const start = c.pos;
  c.count++;
  let key: YamlScalar;
  if (startsPlain(c, start)) {
    scanLine(c, start);
    const text = c.text.slice(start, c.scanEnd);
    key = scalarOf(start, c.scanEnd, text, c.resolve(text));
    c.pos = c.scanAt;
    if (c.scanStop !== 58) {
      readKeyWithoutColon(c, indent, key, pairs);
      return;
    }
  } else if (c.at(start) === 63 && isGap(c.at(start + 1))) {
    readExplicit(c, indent, pairs);
    return;
  } else {
    const read = isKeyAhead(c, start) ? readOddKey(c) : null;
    if (!read) {
      tellNoKey(c, indent);
      return;
    }
    key = read;
  }
  // `pos` is at the colon.
  if (c.pos - start > 1024) c.tell('yaml-syntax', start, c.pos, 'A key cannot be longer than 1024 characters');
  const end = ++c.pos;
  const pair: Writable<YamlPair> = { key, value: null, span: { start, end } };
  pairs.push(pair);
  skipBlanks(c);
  const from = c.pos;
  pair.value = readValue(c, indent, true);
  if (c.text.charCodeAt(from) === 42 && pair.value && pair.value.span.start !== from) pair.aliasSpan = { start: from, end: from + 1 + nameLength(c, from) };
  pair.span = { start, end: pair.aliasSpan?.end ?? Math.max(end, pair.value?.span.end ?? end) };
}

/** The value at `pos` behind a colon (`afterColon`) or `---`: on this line, or on the next ones with more columns than `indent`. */
export function readValue(c: Cursor, indent: number, afterColon: boolean): YamlNode | null {
  const code = c.at(c.pos);
  if (isEnd(code) || code === 35) {
    if (!toContent(c) || atMarker(c)) return null;
    const column = c.column;
    if (column > indent) return readBlock(c, indent);
    if (column === indent && isHeader(c)) return readInline(c, indent);
    return column === indent && afterColon && isDash(c, c.pos) ? readNested(c, indent) : null;
  }
  if ((code === 38 && nameLength(c, c.pos) > 0) || isTag(c, c.pos)) {
    const props = readProps(c, false);
    const next = c.at(c.pos);
    const node = isEnd(next) || next === 35 ? readValue(c, indent, afterColon) : readInline(c, indent);
    return withProps(c, node, props);
  }
  return readInline(c, indent);
}

function readNested(c: Cursor, indent: number): YamlNode | null {
  if (c.depth >= MAX_DEPTH) return readBlock(c, indent - 1);
  if (++c.depth > c.deepest) c.deepest = c.depth;
  const node = readSeq(c, indent, true);
  c.depth--;
  return node;
}

/** A key with quotes, an anchor, a tag, an alias or brackets. Leaves `pos` at its colon; null if it is none after all. */
function readOddKey(c: Cursor): YamlScalar | null {
  const start = c.pos;
  const props = readProps(c, false);
  const from = c.pos;
  const code = c.at(from);
  let node: YamlNode | null;
  if (code === 58 && isGap(c.at(from + 1))) {
    if (!props) c.tell('yaml-syntax', from, from + 1, 'A key is missing before this colon', { mistake: 'key' });
    node = null;
  } else if (code === 34 || code === 39) node = readQuoted(c);
  else if (code === 42) node = readAlias(c);
  else if (startsJinja(c, from)) {
    node = readJinjaKey(c);
  } else if (code === 91 || code === 123) node = readFlow(c, -1);
  else if (startsPlain(c, from)) {
    scanLine(c, from);
    const text = c.text.slice(from, c.scanEnd);
    node = scalarOf(from, c.scanEnd, text, c.resolve(text));
    c.pos = c.scanAt;
  } else node = null;
  const end = c.pos;
  c.failure = null;
  const key = keyOf(c, withProps(c, node, props), from, end);
  skipBlanks(c);
  if (c.at(c.pos) === 58) return key;
  c.pos = start;
  return null;
}

function readJinjaKey(c: Cursor): YamlScalar {
  const start = c.pos;
  const end = bracketEnd(c, start);
  c.pos = end;
  c.tell('yaml-unquoted-jinja', start, end, "Jinja must be quoted here: YAML reads '{{' as the start of a mapping", { value: [start, end] });
  const text = c.text.slice(start, end);
  return scalarOf(start, end, text, text);
}

/** `? key` and, on a line of its own, `: value`. */
function readExplicit(c: Cursor, indent: number, pairs: YamlPair[]): void {
  const start = c.pos++;
  tellTab(c);
  skipBlanks(c);
  const from = c.pos;
  const node = blockOrNext(c, indent);
  const key = keyOf(c, node, from, Math.max(from, node?.span.end ?? from));
  const pair: Writable<YamlPair> = { key, value: null, span: { start, end: Math.max(start + 1, key.span.end) } };
  pairs.push(pair);
  if (!toContent(c) || c.column !== indent || c.at(c.pos) !== 58 || !isGap(c.at(c.pos + 1))) return;
  const colon = c.pos++;
  skipBlanks(c);
  pair.value = blockOrNext(c, indent);
  pair.span = { start, end: Math.max(colon + 1, pair.value?.span.end ?? 0) };
}

/** What stands behind `-`, `? ` or `: `: a block node on this line or the next ones. */
function blockOrNext(c: Cursor, indent: number): YamlNode | null {
  const code = c.at(c.pos);
  if (!isEnd(code) && code !== 35) return readBlock(c, indent);
  if (!toContent(c) || atMarker(c)) return null;
  if (c.column === indent && isHeader(c)) return readInline(c, indent);
  return c.column > indent ? readBlock(c, indent) : null;
}

/** Whether the header of a block scalar stands at `pos`. It is no key, so that libyaml takes it in the column of the block around it as well. */
function isHeader(c: Cursor): boolean {
  const code = c.at(c.pos);
  return (code === 124 || code === 62) && blockHeader(c) !== null;
}

/** A line of text among keys: a key whose colon is missing. */
function readKeyWithoutColon(c: Cursor, indent: number, key: YamlScalar, pairs: YamlPair[]): void {
  c.tell('yaml-syntax', key.span.start, key.span.end, `A colon is missing after '${key.text.length > 40 ? `${key.text.slice(0, 40)}…` : key.text}'`, { mistake: 'missing-colon', key: [key.span.start, key.span.end] });
  const pair: Writable<YamlPair> = { key, value: null, span: key.span };
  pairs.push(pair);
  if (!toContent(c) || c.column <= indent || atMarker(c)) return;
  pair.value = readBlock(c, indent);
  if (pair.value) pair.span = { start: key.span.start, end: Math.max(key.span.end, pair.value.span.end) };
}

/** A line that no key can start, among keys. It is left out with all that is indented under it. */
function tellNoKey(c: Cursor, indent: number): void {
  const start = c.pos;
  if (startsJinja(c, start)) c.tell('yaml-syntax', start, lineEndOfText(c), 'A line of Jinja cannot stand between the keys of a mapping', { mistake: 'jinja' });
  else if (c.told !== c.lineStart) c.tell('yaml-syntax', start, lineEndOfText(c), 'A key and a colon are expected here', { mistake: 'key' });
  skipBlock(c, indent);
}

/** Reads the block sequence whose first dash is at `pos`, in column `indent`. `loose`: it is not indented under its key. */
function readSeq(c: Cursor, indent: number, loose: boolean): YamlSeq {
  const start = c.pos;
  const items: YamlItem[] = [];
  for (;;) {
    readItem(c, indent, items);
    if (!toContent(c) || atMarker(c)) break;
    if (c.column > indent) {
      tellIndent(c, c.pos, lineEndOfText(c), c.lineStart);
      adopt(items, readBlock(c, indent));
      if (!toContent(c) || atMarker(c)) break;
    }
    if (c.column < indent) break;
    if (c.column === indent && !isDash(c, c.pos)) {
      if (loose) break;
      if (c.told !== c.lineStart) c.tell('yaml-syntax', c.pos, lineEndOfText(c), "A '- ' is expected here: the lines above are items of a list", { mistake: 'item' });
      c.told = c.lineStart;
      const around = c.listColumn;
      c.listColumn = indent;
      const value = readBlock(c, indent - 1);
      c.listColumn = around;
      if (value?.kind === 'map') items.push({ value, span: value.span });
      if (!toContent(c) || c.column < indent || atMarker(c)) break;
      if (c.column !== indent || !isDash(c, c.pos)) skipBlock(c, indent);
      if (c.column !== indent || !isDash(c, c.pos)) break;
    } else if (c.column > indent) {
      skipBlock(c, indent);
      if (c.column !== indent || !isDash(c, c.pos)) break;
    }
  }
  const last = items.at(-1);
  return { kind: 'seq', span: { start, end: last ? Math.max(last.span.end, start) : start }, items, flow: false, indent, anchor: null, alias: null };
}

/** Notes a tab right behind a dash or question mark, where it would be indentation. */
function tellTab(c: Cursor): void {
  if (c.at(c.pos) === 9) c.tabs.push({ start: c.pos, end: c.pos + 1, columns: 1 });
}

function readItem(c: Cursor, indent: number, items: YamlItem[]): void {
  const start = c.pos++;
  c.count++;
  tellTab(c);
  skipBlanks(c);
  const from = c.pos;
  const value = blockOrNext(c, indent);
  const end = Math.max(start + 1, value?.span.end ?? 0);
  const item: Writable<YamlItem> = { value, span: { start, end } };
  if (c.text.charCodeAt(from) === 42 && value && value.span.start !== from) {
    item.aliasSpan = { start: from, end: from + 1 + nameLength(c, from) };
    item.span = { start, end: item.aliasSpan.end };
  }
  items.push(item);
}
