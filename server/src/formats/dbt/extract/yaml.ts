import { mergedPairs, pairOf as ownPair } from '../../../syntax/yaml';
import type { YamlNode, YamlPair } from '../../../syntax/yaml';

export { itemsOf, textOf, toJson } from '../../../syntax/yaml';
export type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../../syntax/yaml';

/** The pair of a key in a mapping, its own or one that a merge key (`<<`) brings: what dbt sees. */
export function pairOf(node: YamlNode | null | undefined, name: string): YamlPair | null {
  return ownPair(node, name) ?? (hasMerge(node) ? (mergedPairs(node).find(p => p.key.text === name) ?? null) : null);
}

/** The value of a key, its own or a merged one; null if absent or empty. */
export function valueOf(node: YamlNode | null | undefined, name: string): YamlNode | null {
  return pairOf(node, name)?.value ?? null;
}

/** All pairs of a mapping with merge keys applied; [] for anything else. */
export function pairsOf(node: YamlNode | null | undefined): readonly YamlPair[] {
  if (node?.kind !== 'map') return [];
  return hasMerge(node) ? mergedPairs(node) : node.pairs;
}

function hasMerge(node: YamlNode | null | undefined): boolean {
  return node?.kind === 'map' && node.pairs.some(p => p.key.text === '<<' && p.key.style === 'plain');
}
