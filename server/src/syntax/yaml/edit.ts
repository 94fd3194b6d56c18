import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json } from '../../model/key';
import { Pieces } from '../../text/pieces';
import { applyEdits, type TextEdit } from '../../text/span';
import { insertItem, insertPair, type NewPair, newPair, replaceValue, wrapped } from './insert';
import { endOfEntry, endOfLine, fileOf, lineStart, spaces, withCommentsAbove, type YamlFile } from './layout';
import { asPair, resolve, type YamlPlace, valueSpan } from './locate';
import { keyText, printFlow, quoteScalar, scalarText } from './print';
import { readYaml } from './read';
import { removeEntry } from './remove';
import { sameJson as same, toJson, type YamlDocument, type YamlItem, type YamlMap, type YamlPair } from './tree';

/**
 * Turns structural edits into the fewest and smallest text edits that do the same; all else, comments and layout included,
 * stays as it is. Operations are applied in order, each on the outcome of the one before; spans of `text` operations are those
 * of the given text. What is done already gives none, and so does what cannot be done without breaking the file, or only by
 * changing an anchor's node from a place where an alias stands. (At the anchor itself it can be changed, for all its users.)
 * Removing all that a mapping or list holds removes its own key or item as well, and so on upwards.
 */
export function yamlEdits(text: string, operations: readonly EditOperation[]): TextEdit[] {
  let pieces = new Pieces(text);
  for (const operation of operations) {
    const trial = pieces.copy();
    if (apply(trial, operation)) pieces = trial;
  }
  return pieces.edits();
}

/** Whether the operation could be done as a whole. */
function apply(pieces: Pieces, operation: EditOperation): boolean {
  switch (operation.op) {
    case 'set':
      return set(pieces, operation.path, operation.value);
    case 'add': {
      const { missing } = resolve(fileOf(pieces.text).document, operation.path);
      return missing.length === 0 || set(pieces, operation.path, operation.value);
    }
    case 'append':
      return append(pieces, operation.path, operation.value);
    case 'remove':
      return remove(pieces, operation.path);
    case 'rename':
      return rename(pieces, operation.path, operation.to);
    case 'move':
      return move(pieces, operation.path, operation.into, operation.as);
    case 'text': {
      const span = pieces.locate(operation.span.start, operation.span.end);
      if (!span) return false;
      pieces.apply([{ span, text: operation.text }]);
      return true;
    }
  }
}

/** Takes one step, unless it would leave more mistakes in the text than there are. */
function step(pieces: Pieces, file: YamlFile, edits: readonly TextEdit[] | null): boolean {
  if (!edits) return false;
  const kept = edits.filter(e => e.text !== '' || e.span.end > e.span.start);
  const after = applyEdits(file.text, kept);
  const document = readYaml(after);
  if (document.problems.length > file.document.problems.length) return false;
  // A block scalar that has come to stand last would lose its own last line break in a file that ends without one.
  if (endsInBlock(after, document) && !endsInBlock(file.text, file.document)) kept.push({ span: { start: file.text.length, end: file.text.length }, text: file.style.eol });
  pieces.apply(kept);
  return true;
}

function endsInBlock(text: string, document: YamlDocument): boolean {
  if (text.endsWith('\n')) return false;
  let node = document.root;
  while (node && node.kind !== 'scalar') {
    const last: YamlPair | YamlItem | undefined = node.kind === 'map' ? node.pairs.at(-1) : node.items.at(-1);
    node = last && !last.aliasSpan ? last.value : null;
  }
  return node?.style === 'literal' || node?.style === 'folded';
}

function set(pieces: Pieces, path: Path, value: Json): boolean {
  const file = fileOf(pieces.text);
  const { places, missing, aliased } = resolve(file.document, path);
  const place = places.at(-1)!;
  if (aliased || (missing.length > 0 && place.entry?.aliasSpan)) return false;
  if (missing.length > 0) return create(pieces, file, place, missing, value);
  const old = toJson(place.value);
  if (same(old, value) && !(place.value === null && value !== null)) return true;
  if (!place.entry?.aliasSpan && place.value?.kind === 'map' && place.value.pairs.length > 0 && isMap(value) && Object.keys(value).length > 0 && !place.value.pairs.some(p => p.key.text === '<<')) {
    for (const [name, inner] of Object.entries(value)) if (!set(pieces, [...path, name], inner)) return false;
    return Object.keys(old as object).every(name => Object.hasOwn(value, name) || remove(pieces, [...path, name]));
  }
  if (!place.entry?.aliasSpan && place.value?.kind === 'seq' && place.value.items.length > 0 && isList(value) && value.length > 0) return setList(pieces, path, old as readonly Json[], value);
  return step(pieces, file, replaceValue(file, place, value));
}

/** Changes the items that differ. If the new list is the old one without some, those are taken out. */
function setList(pieces: Pieces, path: Path, old: readonly Json[], value: readonly Json[]): boolean {
  let head = 0;
  while (head < old.length && head < value.length && same(old[head]!, value[head]!)) head++;
  let tail = 0;
  while (tail < old.length - head && tail < value.length - head && same(old[old.length - 1 - tail]!, value[value.length - 1 - tail]!)) tail++;
  if (head + tail < value.length) tail = 0;
  for (let i = head; i < value.length - tail; i++) {
    if (i < old.length - tail ? !set(pieces, [...path, i], value[i]!) : !push(pieces, path, value[i]!)) return false;
  }
  for (let i = old.length - tail - 1; i >= value.length - tail; i--) if (!remove(pieces, [...path, i])) return false;
  return true;
}

/** Makes what is missing of a path, with a value at its end. */
function create(pieces: Pieces, file: YamlFile, place: YamlPlace, missing: Path, value: Json): boolean {
  const [first, ...rest] = missing;
  let inner: Json = value;
  for (let i = rest.length - 1; i >= 0; i--) {
    if (typeof rest[i] === 'number' && rest[i] !== 0) return false;
    inner = typeof rest[i] === 'number' ? [inner] : { [rest[i]!]: inner };
  }
  const node = place.value;
  if (typeof first === 'number') {
    if (node?.kind === 'seq') return first === node.items.length && push(pieces, pathless, inner, place, file);
    return first === 0 && isNothing(place) && step(pieces, file, replaceValue(file, place, [inner]));
  }
  if (node?.kind !== 'map' && !isNothing(place)) return false;
  return step(pieces, file, insertPair(file, place, newPair(first!, inner, file.style)));
}

const pathless: Path = [];

function isNothing(place: YamlPlace): boolean {
  return place.value === null || (place.value.kind === 'scalar' && place.value.value === null && place.value.alias === null);
}

function push(pieces: Pieces, path: Path, value: Json, known?: YamlPlace, read?: YamlFile): boolean {
  const file = read ?? fileOf(pieces.text);
  const place = known ?? resolve(file.document, path).places.at(-1)!;
  return step(pieces, file, insertItem(file, place, value));
}

function append(pieces: Pieces, path: Path, value: Json): boolean {
  const file = fileOf(pieces.text);
  const { places, missing, aliased } = resolve(file.document, path);
  const place = places.at(-1)!;
  if (missing.length > 0) return set(pieces, path, [value]);
  if (aliased || place.entry?.aliasSpan) return false;
  if (isNothing(place)) return step(pieces, file, replaceValue(file, place, [value]));
  if (place.value?.kind !== 'seq') return false;
  return place.value.items.some(item => same(toJson(item.value), value)) || push(pieces, path, value, place, file);
}

function remove(pieces: Pieces, path: Path): boolean {
  const file = fileOf(pieces.text);
  const { places, missing, aliased } = resolve(file.document, path);
  if (missing.length > 0) return true;
  return !aliased && places.length > 1 && step(pieces, file, removeEntry(file, places));
}

function rename(pieces: Pieces, path: Path, to: string): boolean {
  const file = fileOf(pieces.text);
  const { places, missing, aliased } = resolve(file.document, path);
  const place = places.at(-1)!;
  const pair = asPair(place.entry);
  if (missing.length > 0 || aliased || !pair || place.parent?.kind !== 'map' || pair.key.text === to) return false;
  if (place.parent.pairs.some(p => p.key.text === to)) return false;
  return step(pieces, file, [{ span: pair.key.span, text: renamed(file, place.parent, pair, to) }]);
}

/** A key's new name, in the quotes the old one has. */
function renamed(file: YamlFile, parent: YamlMap, pair: YamlPair, to: string): string {
  if (pair.key.style === 'single') return quoteScalar(to, "'");
  if (pair.key.style === 'double') return quoteScalar(to, '"');
  return scalarText(to, file.style, parent.flow);
}

function move(pieces: Pieces, path: Path, into: Path, as?: string): boolean {
  const file = fileOf(pieces.text);
  const from = resolve(file.document, path);
  const source = from.places.at(-1)!;
  const pair = asPair(source.entry);
  if (from.missing.length > 0 || from.aliased || !pair || source.parent?.kind !== 'map') return false;
  const name = as ?? pair.key.text;
  const parents = path.slice(0, -1);
  if (same(parents, into)) return name !== pair.key.text && rename(pieces, path, name);
  if (into.length >= path.length && same(into.slice(0, path.length), path)) return false;
  const to = resolve(file.document, into);
  const target = to.places.at(-1)!;
  if (to.aliased || target.entry?.aliasSpan || to.missing.some(s => typeof s === 'number')) return false;
  if (target.value?.kind === 'map' && target.value.pairs.some(p => p.key.text === (to.missing.length > 0 ? to.missing[0] : name))) return false;
  if (target.value?.kind !== 'map' && !isNothing(target)) return false;
  const moved = wrapped(to.missing.map(String), movedPair(file, source.parent, source, pair, name), file.style);
  return step(pieces, file, insertPair(file, target, moved)) && remove(pieces, path);
}

/** A pair as it stands, with its comments, to be put elsewhere under a name. */
function movedPair(file: YamlFile, parent: YamlMap, place: YamlPlace, pair: YamlPair, name: string): NewPair {
  const { text, document, style } = file;
  const value = valueSpan(place);
  const simple = value !== null && !text.slice(value.start, value.end).includes('\n') && (parent.flow || place.value?.kind === 'scalar');
  const flow = `${scalarText(name, style, true)}: ${simple && (parent.flow || place.entry?.aliasSpan !== undefined) ? text.slice(value.start, value.end) : printFlow(toJson(place.value), style)}`;
  const small = place.value === null || place.value.kind === 'scalar';
  if (parent.flow) {
    const source = value ? ` ${text.slice(value.start, value.end)}` : '';
    const key = name === pair.key.text ? text.slice(pair.key.span.start, pair.key.span.end) : keyText(name, style);
    return { lines: column => reindented(`${key}:${source}`, column, lineColumn(text, pair.span.start)), flow, small };
  }
  const start = lineStart(text, pair.span.start);
  const own = text.slice(start, pair.span.start).trim() === '';
  const above = own ? text.slice(withCommentsAbove(text, start, parent.indent), start).split('\n').map(l => l.trim()).filter(l => l !== '') : [];
  const end = endOfEntry(text, pair, parent.indent + 1);
  const head = text.slice(pair.span.start, pair.key.span.start) + (name === pair.key.text ? text.slice(pair.key.span.start, pair.key.span.end) : renamed(file, parent, pair, name));
  const body = head + text.slice(pair.key.span.end, end);
  const comments = above.length > 0 || hasComments(document, pair.span.start, end);
  return {
    lines: column => [...above.map(l => spaces(column) + l), ...reindented(body, column, parent.indent)],
    flow: comments ? null : flow,
    small: small && !comments,
  };
}

function hasComments(document: YamlDocument, start: number, end: number): boolean {
  return document.comments.some(c => c.start >= start && c.end <= end);
}

function lineColumn(text: string, offset: number): number {
  const line = text.slice(lineStart(text, offset), endOfLine(text, offset));
  return line.length - line.trimStart().length;
}

/** The lines of a text whose first is in column `old`, moved so that it is in `column`. */
function reindented(source: string, column: number, old: number): string[] {
  const [first = '', ...rest] = source.split(/\r?\n/);
  const by = column - old;
  const lines = rest.map(line => {
    if (line.trim() === '') return line;
    const has = line.length - line.trimStart().length;
    return spaces(Math.max(by < 0 ? Math.min(has, column) : 0, has + by)) + line.slice(has);
  });
  return [spaces(column) + first, ...lines];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
