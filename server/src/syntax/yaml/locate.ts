import type { Path } from '../../model/facts';
import type { Span } from '../../text/span';
import type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './tree';

/** A place in the tree: a value with the pair or item that holds it. */
export interface YamlPlace {
  /** Null for the root. */
  readonly parent: YamlMap | YamlSeq | null;
  readonly entry: YamlPair | YamlItem | null;
  /** Index of the entry in its parent; 0 for the root. */
  readonly index: number;
  readonly value: YamlNode | null;
}

/** The pair of an entry, null if it is an item. */
export function asPair(entry: YamlPair | YamlItem | null): YamlPair | null {
  return entry && 'key' in entry ? entry : null;
}

/** Where the value of an entry stands in the text: an alias is its `*name`. Null if there is none. */
export function valueSpan(place: YamlPlace): Span | null {
  return place.entry?.aliasSpan ?? place.value?.span ?? null;
}

/** The value at a path; null if there is none. Names are keys (of doubled ones the last), numbers are indices. */
export function at(document: YamlDocument, path: Path): YamlPlace | null {
  const { places, missing } = resolve(document, path);
  return missing.length === 0 ? places.at(-1)! : null;
}

/** As far as a path leads: the places on the way, the root first, and the part of the path that is not there. */
export function resolve(document: YamlDocument, path: Path): { readonly places: readonly YamlPlace[]; readonly missing: Path; readonly aliased: boolean } {
  const places: YamlPlace[] = [{ parent: null, entry: null, index: 0, value: document.root }];
  let aliased = false;
  for (let i = 0; i < path.length; i++) {
    const node = places.at(-1)!.value;
    const found = node && child(node, path[i]!);
    if (!found) return { places, missing: path.slice(i), aliased };
    aliased ||= places.at(-1)!.entry?.aliasSpan !== undefined;
    places.push(found);
  }
  return { places, missing: [], aliased };
}

function child(node: YamlNode, step: string | number): YamlPlace | null {
  if (node.kind === 'seq') {
    const entry = typeof step === 'number' ? node.items[step] : undefined;
    return entry ? { parent: node, entry, index: step as number, value: entry.value } : null;
  }
  if (node.kind === 'scalar') return null;
  const name = String(step);
  for (let i = node.pairs.length - 1; i >= 0; i--) {
    const entry = node.pairs[i]!;
    if (entry.key.text === name) return { parent: node, entry, index: i, value: entry.value };
  }
  return null;
}

export interface YamlHit {
  /** Leads to the pair whose key is touched, or to the value. */
  readonly path: Path;
  readonly part: 'key' | 'value' | 'none';
  /** The scalar at the offset, if one is. */
  readonly scalar: YamlScalar | null;
  /** Of that scalar, the text before the offset: what is typed so far. */
  readonly partial: string;
}

/** What is at an offset (a cursor behind the last character still touches it): the innermost key, value or collection. */
export function nodeAt(document: YamlDocument, offset: number): YamlHit {
  const path: (string | number)[] = [];
  let node = document.root;
  for (;;) {
    if (!node || offset < node.span.start || offset > node.span.end) return { path, part: 'none', scalar: null, partial: '' };
    if (node.kind === 'scalar') return hit(path, 'value', node, offset);
    const entries: readonly (YamlPair | YamlItem)[] = node.kind === 'map' ? node.pairs : node.items;
    const index = entryAt(entries, offset);
    if (index < 0) return { path, part: 'none', scalar: null, partial: '' };
    const entry = entries[index]!;
    const pair = asPair(entry);
    path.push(pair ? pair.key.text : index);
    if (pair && offset <= pair.key.span.end) return hit(path, 'key', pair.key, offset);
    if (entry.aliasSpan) return { path, part: 'value', scalar: null, partial: '' };
    if (!entry.value || offset < entry.value.span.start) return { path, part: pair ? 'value' : 'none', scalar: null, partial: '' };
    node = entry.value;
  }
}

function hit(path: Path, part: 'key' | 'value', scalar: YamlScalar, offset: number): YamlHit {
  const before = Math.max(0, offset - scalar.content.start);
  const simple = scalar.content.end - scalar.content.start === scalar.text.length;
  return { path, part, scalar, partial: simple ? scalar.text.slice(0, before) : '' };
}

/** The last entry that starts at or before the offset and reaches it; entries are in order, but for those put back after a mistake. */
function entryAt(entries: readonly (YamlPair | YamlItem)[], offset: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle]!.span.start <= offset) low = middle;
    else high = middle - 1;
  }
  const entry = entries[low];
  return entry && entry.span.start <= offset && offset <= entry.span.end ? low : -1;
}

/** The comments with their `#`, in order; those between `start` and `end` if given. */
export function commentsOf(document: YamlDocument, start = 0, end = Number.POSITIVE_INFINITY): readonly Span[] {
  const { comments } = document;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const out: Span[] = [];
  for (let i = low; i < comments.length && comments[i]!.start < end; i++) out.push(comments[i]!);
  return out;
}

/** What can be folded: every pair and item that goes over more than one line of `text`. Each starts where the entry does. */
export function foldsOf(document: YamlDocument, text: string): readonly Span[] {
  const folds: Span[] = [];
  const seen = new Set<YamlNode>();
  const walk = (node: YamlNode | null): void => {
    if (!node || node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    for (const entry of node.kind === 'map' ? node.pairs : node.items) {
      if (entry.aliasSpan) continue;
      const line = text.indexOf('\n', entry.span.start);
      if (line >= 0 && line < entry.span.end) folds.push(entry.span);
      walk(entry.value);
    }
  };
  walk(document.root);
  return folds;
}
