import type { Span } from '../../text/span';
import type { Json } from '../../model/key';

/**
 * A YAML document as a read-only tree with exact spans, whatever reader made it. Spans are offsets into the whole file,
 * also where the YAML is only a part of it. Broken text gives a tree of what could be read, and problems.
 */
export interface YamlDocument {
  readonly root: YamlNode | null;
  readonly problems: readonly YamlProblem[];
  /** Comments with their `#`, in order: for suppressions and for edits. */
  readonly comments: readonly Span[];
}

export type YamlNode = YamlMap | YamlSeq | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  /** From the first key to the end of the last value (a block ends after its last character, not at the next line). */
  readonly span: Span;
  readonly pairs: readonly YamlPair[];
  readonly flow: boolean;
  /** Columns before the first key (0-based); for block collections. */
  readonly indent: number;
  /** Name of the anchor defined here, or of the alias this node came from. The tree holds the aliased node again, by identity. */
  readonly anchor: string | null;
  readonly alias: string | null;
}

export interface YamlPair {
  readonly key: YamlScalar;
  /** Null for `key:` with nothing behind it. */
  readonly value: YamlNode | null;
  /** From the key to the end of the value. */
  readonly span: Span;
}

export interface YamlSeq {
  readonly kind: 'seq';
  readonly span: Span;
  readonly items: readonly YamlItem[];
  readonly flow: boolean;
  /** Columns before the first dash; for block sequences. */
  readonly indent: number;
  readonly anchor: string | null;
  readonly alias: string | null;
}

export interface YamlItem {
  readonly value: YamlNode | null;
  /** From the dash (block) or the value (flow) to the end of the value. */
  readonly span: Span;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  /** With quotes, or with the block header (`|`, `>-`). */
  readonly span: Span;
  /** The characters of the value alone: without quotes; of a block scalar, its lines. */
  readonly content: Span;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The value after escapes and folding; for plain scalars the text as it stands. */
  readonly text: string;
  /** The value as the owning tool reads it: YAML 1.1 as PyYAML does (yes/no/on/off are booleans, `012` is octal, dates are strings here). */
  readonly value: null | boolean | number | string;
  readonly anchor: string | null;
  readonly alias: string | null;
  /** An explicit tag such as `!ENV`, else null. */
  readonly tag: string | null;
}

export interface YamlProblem {
  /** `yaml-syntax`, `yaml-duplicate-key`, `yaml-tab`, `yaml-unquoted-jinja`, `yaml-unquoted-operator`. */
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly data?: { readonly [name: string]: Json };
}

/** The pair of a key in a mapping; of doubled keys the last, as every YAML reader does. */
export function pairOf(node: YamlNode | null | undefined, name: string): YamlPair | null {
  if (node?.kind !== 'map') return null;
  for (let i = node.pairs.length - 1; i >= 0; i--) if (node.pairs[i]!.key.text === name) return node.pairs[i]!;
  return null;
}

/** The value of a key in a mapping, null if absent or empty. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the name says it best, and the global is never called by name.
export function valueOf(node: YamlNode | null | undefined, name: string): YamlNode | null {
  return pairOf(node, name)?.value ?? null;
}

/** The items of a sequence that hold something; [] for anything else. */
export function itemsOf(node: YamlNode | null | undefined): readonly YamlNode[] {
  return node?.kind === 'seq' ? node.items.flatMap(i => (i.value ? [i.value] : [])) : [];
}

/** The text of a scalar, null for anything else. */
export function textOf(node: YamlNode | null | undefined): string | null {
  return node?.kind === 'scalar' ? node.text : null;
}

/** The node as plain JSON; keys as text, of doubled keys the last; merge keys (`<<`) are applied. Cyclic aliases become null. */
export function toJson(node: YamlNode | null, depth = 0): Json {
  if (!node || depth > 200) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(i => toJson(i.value, depth + 1));
  const out: { [name: string]: Json } = Object.create(null);
  const own = new Set<string>();
  for (const pair of node.pairs) {
    if (pair.key.text !== '<<' || pair.key.style !== 'plain') {
      out[pair.key.text] = toJson(pair.value, depth + 1);
      own.add(pair.key.text);
      continue;
    }
    for (const source of pair.value?.kind === 'seq' ? itemsOf(pair.value) : [pair.value]) {
      const merged = toJson(source, depth + 1);
      if (merged && typeof merged === 'object' && !Array.isArray(merged)) for (const [k, v] of Object.entries(merged)) if (!own.has(k) && !(k in out)) out[k] = v;
    }
  }
  return out;
}
