import { alternatives, type CallExpression, type Expression, isSequence, printedValue, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { type AssetKeyObject, type Dependency, objectOf } from '../objects';

export const NO_KEY: AssetKeyObject = { is: 'key', parts: ['{key}'], known: false, span: null, dbt: null };

/** The key that a value stands for where Dagster wants one: a text, a list of texts, a key, an asset. */
export function keyOf(value: Value | undefined): AssetKeyObject {
  const object = objectOf(value);
  if (object?.is === 'key') return object;
  if (object?.is === 'asset') return object.key;
  if (value?.kind === 'text') return { is: 'key', parts: [value.text], known: value.known, span: value.origin, dbt: null };
  const parts = prefixOf(value);
  if (parts === null || parts.parts.length === 0) return value?.kind === 'unknown' && value.name ? { ...NO_KEY, parts: [`{${value.name}}`] } : NO_KEY;
  const last = value && isSequence(value) ? value.items[value.items.length - 1] : undefined;
  return { is: 'key', ...parts, span: last?.kind === 'text' ? last.origin : null, dbt: null };
}

/** The parts of a prefix: a text is one part. Null if there is none. */
export function prefixOf(value: Value | undefined): { readonly parts: readonly string[]; readonly known: boolean } | null {
  if (value === undefined || (value.kind === 'constant' && value.value === null)) return null;
  if (value.kind === 'text') return { parts: [value.text], known: value.known };
  if (isSequence(value)) {
    const parts = value.items.map(printedValue);
    return { parts: parts.map(p => p.text), known: !value.open && parts.every(p => p.known) && value.items.every(i => i.kind === 'text') };
  }
  const { text } = printedValue(value);
  return { parts: [text === '{}' ? '{prefix}' : text], known: false };
}

/** How deep lists of dependencies are looked into. */
const MOST_DEPTH = 4;

/**
 * The assets that a value names where dependencies are given: keys, assets, names of other modules, in lists or alone.
 * `expression` is what is written there, to tell each item's place; `at` stands for all where it can't be told.
 */
export function dependenciesIn(value: Value | undefined, expression: Expression | null, at: Span, depth = 0): Dependency[] {
  if (value === undefined || depth > MOST_DEPTH) return [];
  if (isSequence(value) || value.kind === 'dict') {
    const items = value.kind === 'dict' ? value.entries.map(e => e.value) : value.items;
    const written = expression && (expression.kind === 'list' || expression.kind === 'tuple' || expression.kind === 'set') && expression.items.length === items.length && expression.items.every(i => i.kind !== 'starred') ? expression.items : null;
    return items.flatMap((item, i) => dependenciesIn(item, written?.[i] ?? null, written?.[i]?.span ?? at, depth + 1));
  }
  return alternatives(value).flatMap(one => dependency(one, at));
}

function dependency(value: Value, at: Span): Dependency[] {
  const given = { parameter: false, sure: true };
  const object = objectOf(value);
  switch (object?.is) {
    case 'key': return [{ ...given, of: { kind: 'key', key: object }, span: object.span && within(object.span, at) ? object.span : at }];
    case 'asset': return [{ ...given, of: { kind: 'key', key: { ...object.key, span: null } }, span: at }];
    case 'assets': return object.assets.map(a => ({ ...given, of: { kind: 'key', key: { ...a.key, span: null } }, span: at }));
    case 'input': return object.key ? [{ ...given, of: { kind: 'key', key: object.key }, span: at }] : [];
    default: break;
  }
  if (value.kind === 'text') return value.text === '' ? [] : [{ ...given, of: { kind: 'key', key: keyOf(value) }, span: value.origin ?? at }];
  if (value.kind === 'external' && !value.path.startsWith('builtins.') && !/^dagster(\.|$)/.test(value.path)) return [{ ...given, of: { kind: 'symbol', path: value.path }, span: at }];
  return [];
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** What is written as an argument of a call. */
export function argumentOf(at: Expression, name: string, index = -1): Expression | null {
  if (at.kind !== 'call') return null;
  const call: CallExpression = at;
  return call.args.find(a => a.name === name)?.value ?? (index >= 0 && call.args[index]?.name === null ? call.args[index]!.value : null);
}
