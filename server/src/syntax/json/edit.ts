import { type JSONPath, modify } from 'jsonc-parser';
import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json } from '../../model/key';
import { Pieces } from '../../text/pieces';
import { applyEdits } from '../../text/span';
import { asPair, resolve } from '../yaml/locate';
import { sameJson as same, toJson } from '../yaml/tree';
import { readJson } from './read';

/**
 * Turns structural edits into the fewest and smallest text edits that do the same; all else, comments and layout included,
 * stays as it is. Operations are applied in order, each on the outcome of the one before; spans of `text` operations are those
 * of the given text. What is done already, or cannot be done, gives none. Removing the last entry leaves `{}` or `[]`.
 */
export function jsonEdits(text: string, operations: readonly EditOperation[]): ReturnType<Pieces['edits']> {
  let pieces = new Pieces(text);
  for (const operation of operations) {
    const trial = pieces.copy();
    if (apply(trial, operation)) pieces = trial;
  }
  return pieces.edits();
}

function apply(pieces: Pieces, operation: EditOperation): boolean {
  const { text } = pieces;
  const document = readJson(text, 0, text.length, { comments: true, trailingCommas: true });
  if (operation.op === 'text') {
    const span = pieces.locate(operation.span.start, operation.span.end);
    if (span) pieces.apply([{ span, text: operation.text }]);
    return span !== null;
  }
  const { places, missing } = resolve(document, operation.path);
  const place = places.at(-1)!;
  const there = missing.length === 0;
  switch (operation.op) {
    case 'add':
      return !there && canMake(place.value?.kind, missing) && change(pieces, operation.path, operation.value);
    case 'set':
      if (there ? same(toJson(place.value), operation.value) : !canMake(place.value?.kind, missing)) return false;
      return change(pieces, operation.path, operation.value);
    case 'append': {
      if (!there || (place.value?.kind === 'scalar' && place.value.value === null)) return canMake(place.value?.kind, missing) && change(pieces, operation.path, [operation.value]);
      if (place.value?.kind !== 'seq' || place.value.items.some(i => same(toJson(i.value), operation.value))) return false;
      return change(pieces, [...operation.path, place.value.items.length], operation.value, true);
    }
    case 'remove':
      return there && operation.path.length > 0 && change(pieces, operation.path, undefined);
    case 'rename': {
      const pair = asPair(place.entry);
      if (!there || !pair || resolve(document, [...operation.path.slice(0, -1), operation.to]).missing.length === 0) return false;
      return replaced(pieces, [{ span: pair.key.span, text: JSON.stringify(operation.to) }]);
    }
    case 'move': {
      const name = operation.as ?? operation.path.at(-1)!;
      const target = resolve(document, [...operation.into, name]);
      const inside = operation.into.length >= operation.path.length && same(operation.into.slice(0, operation.path.length), operation.path);
      if (!there || inside || !asPair(place.entry) || typeof name !== 'string') return false;
      if (target.missing.length === 0 || !canMake(target.places.at(-1)!.value?.kind, target.missing)) return false;
      return change(pieces, [...operation.into, name], toJson(place.value)) && keepSource(pieces, [...operation.into, name], operation.path) && change(pieces, operation.path, undefined);
    }
  }
}

/** Whether what is missing of a path can be made below a node of this kind. */
function canMake(kind: string | undefined, missing: Path): boolean {
  return (kind === 'map' && typeof missing[0] === 'string' && missing.slice(1).every(s => typeof s === 'string')) || (kind === undefined && missing.every(s => typeof s === 'string'));
}

/** Gives a moved value its old text back, with its comments and layout. */
function keepSource(pieces: Pieces, to: Path, from: Path): boolean {
  const { text } = pieces;
  const document = readJson(text, 0, text.length, { comments: true, trailingCommas: true });
  const [target, source] = [resolve(document, to).places.at(-1)!, resolve(document, from).places.at(-1)!];
  if (!target.value || !source.value) return true;
  const by = columnOf(text, target.entry!.span.start) - columnOf(text, source.entry!.span.start);
  const lines = text.slice(source.value.span.start, source.value.span.end).split('\n');
  const moved = lines.map((line, i) => (i === 0 || line.trim() === '' ? line : by >= 0 ? padOf(line).slice(0, 1).repeat(by) + line : line.slice(Math.min(-by, padOf(line).length))));
  return replaced(pieces, [{ span: target.value.span, text: moved.join('\n') }]);
}

function padOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

function columnOf(text: string, offset: number): number {
  return padOf(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)).length;
}

/** Sets, inserts or (with undefined) removes what is at a path. */
function change(pieces: Pieces, path: Path, value: Json | undefined, isArrayInsertion = false): boolean {
  const { text } = pieces;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const edits = modify(text, [...path] as JSONPath, value, {
    isArrayInsertion,
    formattingOptions: { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' },
  });
  return replaced(pieces, edits.map(e => ({ span: { start: e.offset, end: e.offset + e.length }, text: e.content })));
}

/** Applies edits unless they would leave more mistakes than there are. */
function replaced(pieces: Pieces, edits: readonly { span: { start: number; end: number }; text: string }[]): boolean {
  const { text } = pieces;
  const read = (source: string): number => readJson(source, 0, source.length, { comments: true, trailingCommas: true }).problems.length;
  if (read(applyEdits(text, edits)) > read(text)) return false;
  pieces.apply(edits);
  return true;
}
