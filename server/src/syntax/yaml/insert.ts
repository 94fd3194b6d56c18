import type { Json } from '../../model/key';
import type { TextEdit } from '../../text/span';
import { areSpaced, endOfEntry, endOfLine, lineStart, spaces, type YamlFile } from './layout';
import { asPair, type YamlPlace, valueSpan } from './locate';
import { isBlockText, itemLines, keyText, pairLines, printFlow, printYaml, scalarText, type YamlStyle } from './print';
import type { YamlItem, YamlMap, YamlPair, YamlSeq } from './tree';

/** A pair to be put somewhere: as lines of a block mapping at a column, or within braces. */
export interface NewPair {
  lines(column: number): readonly string[];
  /** Null if it cannot be written on one line. */
  readonly flow: string | null;
  /** Whether its value is a scalar: an empty `{}` then stays in braces. */
  readonly small: boolean;
}

export function newPair(name: string, value: Json, style: YamlStyle): NewPair {
  return {
    lines: column => pairLines(name, value, column, style),
    flow: `${scalarText(name, style, true)}: ${printFlow(value, style)}`,
    small: (value === null || typeof value !== 'object') && !isBlockText(value),
  };
}

/** The pair within mappings that do not exist yet. */
export function wrapped(names: readonly string[], pair: NewPair, style: YamlStyle): NewPair {
  if (names.length === 0) return pair;
  return {
    lines: column => [...names.map((name, i) => `${spaces(column + i * style.step)}${keyText(name, style)}:`), ...pair.lines(column + names.length * style.step)],
    flow: pair.flow === null ? null : names.map(name => `${scalarText(name, style, true)}: {`).join('') + pair.flow + '}'.repeat(names.length),
    small: false,
  };
}

/** Adds a pair behind the others of a mapping. Null if it cannot be done. */
export function insertPair(file: YamlFile, place: YamlPlace, pair: NewPair): TextEdit[] | null {
  const map = place.value;
  if (map === null || (map.kind === 'scalar' && map.value === null)) return fillWithPair(file, place, pair);
  if (map.kind !== 'map') return null;
  if (!map.flow) return [insertLines(file, map.pairs, map.indent, pair.lines(map.indent))];
  if (map.pairs.length === 0 && (!pair.small || pair.flow === null) && !place.parent?.flow && place.parent) return fillWithPair(file, place, pair);
  return pair.flow === null ? null : insertFlow(file, map, map.pairs, pair.flow);
}

/** Adds an item behind the others of a list. */
export function insertItem(file: YamlFile, place: YamlPlace, value: Json): TextEdit[] | null {
  const seq = place.value;
  if (seq?.kind !== 'seq') return null;
  if (!seq.flow) return [insertLines(file, seq.items, seq.indent, itemLines(value, seq.indent, { ...file.style, dash: dashOf(seq) ?? file.style.dash }))];
  const small = value === null || typeof value !== 'object';
  if (seq.items.length === 0 && (!small || isBlockText(value)) && !place.parent?.flow) return replaceValue(file, place, [value]);
  return insertFlow(file, seq, seq.items, printFlow(value, file.style));
}

/** Columns from the dash to the value, as the items of a list have it. */
function dashOf(seq: YamlSeq): number | null {
  for (const item of seq.items) if (item.value && !item.aliasSpan && item.value.kind === 'map' && !item.value.flow && item.value.indent > seq.indent) return Math.min(item.value.indent - seq.indent, 9);
  return null;
}

function insertLines(file: YamlFile, entries: readonly (YamlPair | YamlItem)[], column: number, lines: readonly string[]): TextEdit {
  const { eol } = file.style;
  const at = endOfEntry(file.text, entries.at(-1)!, column);
  return { span: { start: at, end: at }, text: `${areSpaced(file.text, entries) ? eol : ''}${eol}${lines.join(eol)}` };
}

function insertFlow(file: YamlFile, node: YamlMap | YamlSeq, entries: readonly (YamlPair | YamlItem)[], source: string): TextEdit[] | null {
  const { text } = file;
  const close = node.span.end - 1;
  if (!'{['.includes(text[node.span.start]!) || !'}]'.includes(text[close]!)) return null;
  const insert = (offset: number, inserted: string): TextEdit => ({ span: { start: offset, end: offset }, text: inserted });
  const last = entries.at(-1);
  if (!last) return text.slice(node.span.start + 1, close).trim() === '' ? [{ span: { start: node.span.start + 1, end: close }, text: source }] : [insert(node.span.start + 1, source)];
  const end = last.span.end;
  const comma = commaIn(text, end, close);
  const line = endOfLine(text, comma < 0 ? end : comma);
  if (!text.slice(node.span.start, entries[0]!.span.start).includes('\n') || line >= close) return [insert(end, `, ${source}`)];
  const first = text.slice(lineStart(text, last.span.start), last.span.start);
  const pad = first.slice(0, first.length - first.trimStart().length);
  const added = `${file.style.eol}${pad}${source}`;
  return comma < 0 ? [insert(end, ','), insert(line, added)] : [insert(line, `${added},`)];
}

/** Offset of the comma between two offsets, outside of comments; -1 if there is none. */
export function commaIn(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    if (text[i] === ',') return i;
    if (text[i] === '#') i = endOfLine(text, i);
  }
  return -1;
}

/** Where the value of a block entry starts or would: behind the colon or dash and what anchor and tag follow on that line. Null for `? key`. */
function headEnd(file: YamlFile, entry: YamlPair | YamlItem): number | null {
  const pair = asPair(entry);
  let i = pair ? pair.key.span.end : entry.span.start;
  if (pair) {
    if (file.text[pair.span.start] === '?' && pair.key.span.start !== pair.span.start) return null;
    while (file.text[i] === ' ' || file.text[i] === '\t') i++;
    if (file.text[i] !== ':') return null;
  }
  const props = /(?:[ \t]+[&!][^\s,[\]{}]*)*/y;
  props.lastIndex = ++i;
  const found = props.exec(file.text);
  return i + (found?.[0].length ?? 0);
}

/** Puts a mapping of one pair where there is no value yet, or an empty one. */
function fillWithPair(file: YamlFile, place: YamlPlace, pair: NewPair): TextEdit[] | null {
  const { text, style } = file;
  const { entry, parent } = place;
  if (!entry || !parent) return appendToText(file, pair.lines(0));
  if (parent.flow) return pair.flow === null ? null : replaceInFlow(file, place, `{${pair.flow}}`);
  const head = headEnd(file, entry);
  if (head === null) return null;
  const old = valueSpan(place);
  const line = endOfLine(text, Math.max(head, old?.end ?? 0));
  const edits: TextEdit[] = old && old.end > head ? [{ span: { start: head, end: old.end }, text: '' }] : [];
  if (asPair(entry)) return [...edits, { span: { start: line, end: line }, text: style.eol + pair.lines(parent.indent + style.step).join(style.eol) }];
  const column = parent.indent + style.dash;
  const lines = pair.lines(column);
  if (text.slice(Math.max(head, old?.end ?? 0), line).trim() !== '') return [...edits, { span: { start: line, end: line }, text: style.eol + lines.join(style.eol) }];
  const source = spaces(style.dash - 1) + [lines[0]!.trimStart(), ...lines.slice(1)].join(style.eol);
  return [{ span: { start: head, end: old && old.end > head ? old.end : head }, text: source }];
}

function appendToText(file: YamlFile, lines: readonly string[]): TextEdit[] {
  const { text, style } = file;
  const at = text.length;
  return [{ span: { start: at, end: at }, text: `${text === '' || text.endsWith('\n') ? '' : style.eol}${lines.join(style.eol)}${style.eol}` }];
}

function replaceInFlow(file: YamlFile, place: YamlPlace, source: string): TextEdit[] {
  const old = valueSpan(place);
  const entry = place.entry!;
  if (old && old.end > old.start) return [{ span: old, text: source }];
  const end = entry.span.end;
  const colon = file.text[end - 1] === ':' && asPair(entry) && end > asPair(entry)!.key.span.end;
  return [{ span: { start: end, end }, text: `${asPair(entry) && !colon ? ':' : ''} ${source}` }];
}

/** Puts a value in the place of another, or of none. */
export function replaceValue(file: YamlFile, place: YamlPlace, value: Json): TextEdit[] | null {
  const { text, style } = file;
  const { entry, parent } = place;
  if (!entry || !parent) {
    const root = place.value;
    const lines = printYaml(value, 0, style).split(style.eol);
    return root ? [{ span: root.span, text: lines.join(style.eol) }] : appendToText(file, lines);
  }
  if (parent.flow) return replaceInFlow(file, place, printFlow(value, style));
  const head = headEnd(file, entry);
  if (head === null) return null;
  const old = valueSpan(place);
  const many = isBlockText(value) || (value !== null && typeof value === 'object' && Object.keys(value).length > 0);
  const line = endOfLine(text, head);
  const sameLine = old !== null && old.start < line;
  if (!asPair(entry)) return replaceItem(file, place, head, value, many);
  const block = many ? pairLines('k', value, parent.indent, style) : null;
  // What stands behind the colon (`|` or nothing), and the lines below.
  const behind = block ? block[0]!.slice(block[0]!.indexOf(':') + 1) : value === null ? ' null' : ` ${printFlow(value, style)}`;
  const below = block ? block.slice(1).map(l => style.eol + l).join('') : '';
  if (!old || old.end <= head) return [insertAt(head, behind), ...(below ? [insertAt(line, below)] : [])];
  if (!sameLine) return [insertAt(head, behind), { span: { start: line, end: endOfLine(text, old.end) }, text: below }];
  if (below === '' && old.start > head) return [{ span: old, text: behind.trimStart() }];
  const rest = endOfLine(text, old.end);
  return [{ span: { start: head, end: old.end }, text: behind }, ...(below ? [insertAt(rest, below)] : [])];
}

function insertAt(offset: number, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text };
}

function replaceItem(file: YamlFile, place: YamlPlace, head: number, value: Json, many: boolean): TextEdit[] {
  const { text, style } = file;
  const old = valueSpan(place);
  // Where a comment follows on the last line, that must not become part of a literal block.
  const followed = old !== null && text.slice(old.end, endOfLine(text, old.end)).trim() !== '';
  const source = itemLines(value, place.parent!.indent, { ...style, blocks: !followed });
  const lines = [source[0]!.trimStart().slice(1), ...source.slice(1)].join(style.eol);
  if (!old || old.end <= head) return [{ span: { start: head, end: head }, text: value === null ? '' : lines }];
  if (!many && old.start < endOfLine(text, head)) return [{ span: old, text: value === null ? 'null' : lines.trimStart() }];
  return [{ span: { start: head, end: old.end }, text: value === null ? ' null' : lines }];
}
