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
  /** Name of the anchor defined here. Where an alias stands, the tree holds the anchor's node again, by identity. */
  readonly anchor: string | null;
  /** Null but for scalars that stand for an alias without a node: unknown, cyclic, or one too many. */
  readonly alias: string | null;
  /** An explicit tag; absent if there is none. */
  readonly tag?: string | null;
}

export interface YamlPair {
  readonly key: YamlScalar;
  /** Null for `key:` with nothing behind it. */
  readonly value: YamlNode | null;
  /** From the key (or what stands before it: `? `, an anchor) to the end of the value, or of the colon if there is none. */
  readonly span: Span;
  /** Where the value is an alias: the characters `*name`. The value is then the node of the anchor, whose span lies elsewhere. */
  readonly aliasSpan?: Span;
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
  /** An explicit tag; absent if there is none. */
  readonly tag?: string | null;
}

export interface YamlItem {
  readonly value: YamlNode | null;
  /** From the dash (block) or the value (flow) to the end of the value. */
  readonly span: Span;
  /** Where the value is an alias: the characters `*name`. */
  readonly aliasSpan?: Span;
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

/**
 * The pairs of a mapping with merge keys (`<<`) applied: its own first, of doubled keys the last, then those it takes over.
 * [] for anything else.
 */
export function mergedPairs(node: YamlNode | null | undefined, depth = 0): readonly YamlPair[] {
  if (node?.kind !== 'map' || depth > 20) return [];
  const pairs = new Map<string, YamlPair>();
  const sources: (readonly YamlNode[])[] = [];
  for (const pair of node.pairs) {
    if (!isMerge(pair)) pairs.set(pair.key.text, pair);
    else if (pair.value) sources.push(pair.value.kind === 'seq' ? itemsOf(pair.value) : [pair.value]);
  }
  // Within one list of sources the first wins; of several `<<` the last.
  for (const source of sources.reverse().flat()) for (const pair of mergedPairs(source, depth + 1)) if (!pairs.has(pair.key.text)) pairs.set(pair.key.text, pair);
  return [...pairs.values()];
}

function isMerge(pair: YamlPair): boolean {
  return pair.key.text === '<<' && pair.key.style === 'plain';
}

/**
 * The node as plain JSON; keys as text, of doubled keys the last; merge keys (`<<`) are applied. Numbers that JSON lacks
 * (infinite, not a number) stay numbers. The tree has no cycles and few enough aliases that the result is bounded.
 */
export function toJson(node: YamlNode | null): Json {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(i => toJson(i.value));
  const out: { [name: string]: Json } = {};
  for (const pair of node.pairs.some(isMerge) ? mergedPairs(node) : node.pairs) {
    const value = toJson(pair.value);
    // A key of this name would otherwise set the object's prototype.
    if (pair.key.text === '__proto__') Object.defineProperty(out, '__proto__', { value, enumerable: true, writable: true, configurable: true });
    else out[pair.key.text] = value;
  }
  return out;
}

/** Whether two plain values are the same; the order of keys does not count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as { readonly [name: string]: Json }, b as { readonly [name: string]: Json }];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every(k => Object.hasOwn(right, k) && sameJson(left[k], right[k]));
}
