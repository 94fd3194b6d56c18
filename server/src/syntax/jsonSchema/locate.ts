import type { Path } from '../../model/facts';
import type { Span } from '../../text/span';
import { mergedPairs } from '../yaml/tree';
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
export function pairIn(map: YamlMap, name: string): YamlPair | null {
  let merges = false;
  for (let i = map.pairs.length - 1; i >= 0; i--) {
    const { key } = map.pairs[i]!;
    if (key.text === '<<' && key.style === 'plain') merges = true;
    else if (key.text === name) return map.pairs[i]!;
  }
  return merges ? (mergedPairs(map).find(p => p.key.text === name) ?? null) : null;
}

/** Where a report about a value is shown: a scalar, alias or flow collection itself; a block collection and an empty value at the key. */
export function spanOfValue(found: Found, root: YamlNode): Span {
  const { node, pair } = found;
  if (pair?.aliasSpan) return pair.aliasSpan;
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
