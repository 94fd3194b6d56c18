import type { Path } from '../../model/facts';
import type { Json } from '../../model/key';
import type { Span } from '../../text/span';
import { itemsOf, toJson } from '../yaml/tree';
import type { YamlMap, YamlNode, YamlPair } from '../yaml/tree';

/** The keys and indexes of a JSON pointer; numbers stay text, since only the tree tells lists from mappings. */
export function stepsOf(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  return pointer.includes('~') ? parts.map(p => p.replace(/~1/g, '/').replace(/~0/g, '~')) : parts;
}

/** What stands at a path: the node there (null for an empty value), the pair that holds it, and the path with numbers as numbers. */
export interface Found {
  readonly node: YamlNode | null;
  readonly pair: YamlPair | null;
  /** The key of the mapping around it: of `columns` for its second item. */
  readonly around: string | null;
  readonly path: Path;
  /** Whether the path leads to something; else the rest is of where it ended. */
  readonly whole: boolean;
}

/** Follows a path from the root, through merge keys and aliases. */
export function find(root: YamlNode | null, steps: readonly (string | number)[]): Found {
  let node = root;
  let pair: YamlPair | null = null;
  let around: string | null = null;
  const path: (string | number)[] = [];
  for (const step of steps) {
    if (node?.kind === 'seq') {
      const index = Number(step);
      const item = node.items[index];
      if (!item) return { node, pair, around, path, whole: false };
      path.push(index);
      if (pair) around = pair.key.text;
      pair = null;
      node = item.value;
    } else if (node?.kind === 'map') {
      const next = pairIn(node, String(step));
      if (!next) return { node, pair, around, path, whole: false };
      path.push(String(step));
      pair = next;
      node = next.value;
    } else return { node, pair, around, path, whole: false };
  }
  return { node, pair, around, path, whole: true };
}

/** The pair of a key in a mapping, also where a merge key brings it in; of doubled keys the last. */
export function pairIn(map: YamlMap, name: string, depth = 0): YamlPair | null {
  let merges: YamlPair[] | null = null;
  for (let i = map.pairs.length - 1; i >= 0; i--) {
    const pair = map.pairs[i]!;
    if (isMerge(pair)) (merges ??= []).unshift(pair);
    else if (pair.key.text === name) return pair;
  }
  if (!merges || depth > 20) return null;
  for (const merge of merges) {
    for (const source of merge.value?.kind === 'seq' ? itemsOf(merge.value) : [merge.value]) {
      const found = source?.kind === 'map' ? pairIn(source, name, depth + 1) : null;
      if (found) return found;
    }
  }
  return null;
}

function isMerge(pair: YamlPair): boolean {
  return pair.key.style === 'plain' && pair.key.text === '<<';
}

/** Where a report about a value is shown: a scalar or flow collection itself, a block collection at its key, an empty value at its key. */
export function spanOfValue(found: Found, root: YamlNode): Span {
  const { node, pair } = found;
  if (node && (node.kind === 'scalar' || node.flow)) return node.span;
  if (pair) return pair.key.span;
  return node ? spanOfFirst(node) : spanOfFirst(root);
}

/** Where a report about something missing in a mapping is shown: at the mapping's key, or at the first key of a list item. */
export function spanOfHolder(found: Found, root: YamlNode): Span {
  if (found.pair) return found.pair.key.span;
  return spanOfFirst(found.node ?? root);
}

function spanOfFirst(node: YamlNode): Span {
  if (node.kind === 'map' && node.pairs[0]) return node.pairs[0].key.span;
  if (node.kind === 'seq' && node.items[0]?.value) return spanOfFirst(node.items[0].value);
  return node.span;
}

/** As `toJson` of the tree, but quicker where there are no merge keys, which is nearly everywhere. */
export function plain(node: YamlNode | null, depth = 0): Json {
  if (!node || depth > 200) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') {
    const list: Json[] = new Array(node.items.length);
    for (let i = 0; i < list.length; i++) list[i] = plain(node.items[i]!.value, depth + 1);
    return list;
  }
  const out: { [name: string]: Json } = {};
  for (const pair of node.pairs) {
    const name = pair.key.text;
    if (name === '<<' || name === '__proto__') return toJson(node, depth);
    out[name] = plain(pair.value, depth + 1);
  }
  return out;
}
