import type { Attributes, Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { itemsOf, pairOf, pairsOf, textOf, toJson, valueOf, type YamlMap, type YamlNode, type YamlScalar } from './yaml';
import { asMap, type JsonMap } from '../project/data';
import type { Source } from './draft';
import { CONFIG_KEYS, NOT_CONFIG, REJECTED_TWICE } from './keys';
import { referScalar } from './yamlJinja';

export { pairsOf };

/** One entry of a property file: a mapping at a path. */
export interface Entry {
  readonly section: string;
  readonly node: YamlMap;
  readonly path: Path;
  readonly name: string;
  readonly nameNode: YamlScalar;
}

/** The entries of a section that have a name, each at `[...path, first + index]`. What is none is left out; the file's schema tells of it. */
export function entriesOf(section: string, node: YamlNode | null, path: Path, first = 0): Entry[] {
  if (node?.kind !== 'seq') return [];
  return node.items.flatMap(({ value }, index): Entry[] => {
    const nameNode = valueOf(value, 'name');
    if (value?.kind !== 'map' || nameNode?.kind !== 'scalar' || nameNode.text === '' || nameNode.value === null) return [];
    return [{ section, node: value, path: [...path, first + index], name: nameNode.text, nameNode }];
  });
}

/** A short span for a message about a node: its first line. */
export function headOf(node: YamlNode): Span {
  if (node.kind === 'scalar') return node.span;
  const first = node.kind === 'map' ? node.pairs[0]?.key.span : node.items[0]?.span;
  return first ? { start: node.span.start, end: Math.min(node.span.end, Math.max(node.span.start + 1, first.end)) } : node.span;
}

export function isNull(node: YamlNode | null): boolean {
  return node === null || (node.kind === 'scalar' && node.value === null);
}

/**
 * The config of an entry: its `config` mapping over the keys that dbt still takes as properties. Also checks that no key is in
 * both places where dbt refuses that, and that `config` is a mapping.
 */
export function configOf(source: Source, entry: Entry): JsonMap {
  const configNode = valueOf(entry.node, 'config');
  const out: { [name: string]: Json } = Object.create(null);
  for (const pair of pairsOf(entry.node)) {
    if (!CONFIG_KEYS.has(pair.key.text) || NOT_CONFIG[entry.section]?.includes(pair.key.text)) continue;
    out[pair.key.text] = toJson(pair.value);
  }
  for (const pair of pairsOf(configNode)) {
    if (pair.key.text in out && REJECTED_TWICE.includes(pair.key.text)) {
      source.draft.problem('key-both-places', pair.key.span, `'${pair.key.text}' is set here and outside of 'config'; dbt refuses both`, [...entry.path, 'config', pair.key.text], {
        outer: [...entry.path, pair.key.text], key: pair.key.text,
      });
    }
    if (pair.key.text.includes('-')) {
      const twin = pair.key.text.replace(/-/g, '_');
      if (pairOf(configNode, twin)) source.draft.problem('config-malformed', pair.key.span, `'${pair.key.text}' and '${twin}' are one config; dbt refuses both`, [...entry.path, 'config', pair.key.text]);
    }
  }
  const inner = asMap(toJson(configNode ?? null));
  for (const [name, value] of Object.entries(inner)) out[name.replace(/-/g, '_')] = name === 'meta' ? { ...asMap(value), ...asMap(out['meta']) } : value;
  return out;
}

/** Description, tags, meta and the raw config as attributes of one declaration. */
export function attributesOf(source: Source, entry: Entry, from: Key | null, config: JsonMap): Attributes {
  const description = textOf(valueOf(entry.node, 'description'));
  referScalar(source, valueOf(entry.node, 'description'), { from, place: 'description', role: 'names', path: [...entry.path, 'description'] });
  return {
    ...(description !== null ? { description } : {}),
    config,
    ...(config['meta'] !== undefined ? { meta: asMap(config['meta']) } : {}),
  };
}

/** Every scalar below a node, with its path, depth first. Aliased nodes are visited where they are used; deep nesting ends at 60. */
export function* scalarsOf(node: YamlNode | null, path: Path, depth = 0): Generator<{ scalar: YamlScalar; path: Path }> {
  if (!node || depth > 60) return;
  if (node.kind === 'scalar') yield { scalar: node, path };
  else if (node.kind === 'seq') for (const [i, item] of node.items.entries()) yield* scalarsOf(item.value, [...path, i], depth + 1);
  else for (const pair of node.pairs) yield* scalarsOf(pair.value, [...path, pair.key.text], depth + 1);
}

export function textsOf(node: YamlNode | null): YamlScalar[] {
  return (node?.kind === 'scalar' ? [node] : itemsOf(node)).filter((n): n is YamlScalar => n.kind === 'scalar' && n.text !== '');
}
