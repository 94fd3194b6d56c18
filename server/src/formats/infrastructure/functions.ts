import { entry } from '../../text/entry';
import type { Span } from '../../text/span';
import type { Value } from './resource';

type Known = null | boolean | number | string;
type Function = (args: readonly Value[], span: Span) => Value | null;

/** Longest text, and most items, that a function may make. */
const MOST_TEXT = 20_000;
const MOST_ITEMS = 400;

/** What a function of Terraform gives for these arguments; unknown where a run decides it, or it is none of those that name things. */
export function callFunction(name: string, args: readonly Value[], span: Span): Value {
  const f = entry(FUNCTIONS, name);
  return f?.(args, span) ?? { kind: 'unknown', span };
}

const same: Function = ([first]) => first ?? null;

/** A function of texts alone. */
const texts = (f: (...texts: string[]) => Known): Function => (args, span) => {
  const given = args.map(text);
  if (given.some(t => t === null)) return null;
  const value = f(...(given as string[]));
  return typeof value === 'string' && value.length > MOST_TEXT ? null : made(value, span, args);
};

const FUNCTIONS: { readonly [name: string]: Function } = {
  jsonencode: same, tostring: same, tolist: same, tomap: same, sensitive: same, nonsensitive: same, try: same, one: ([v]) => (v?.kind === 'list' && v.items.length === 1 ? v.items[0]! : null),
  toset: ([v]) => (v?.kind === 'list' ? { ...v, items: distinct(v.items), set: true } : (v ?? null)),
  lower: texts(t => t.toLowerCase()), upper: texts(t => t.toUpperCase()), title: texts(t => t.replace(/\b[a-z]/g, c => c.toUpperCase())), trimspace: texts(t => t.trim()), chomp: texts(t => t.replace(/(\r?\n)+$/, '')),
  trimprefix: texts((t, p = '') => (t.startsWith(p) ? t.slice(p.length) : t)), trimsuffix: texts((t, p = '') => (p !== '' && t.endsWith(p) ? t.slice(0, -p.length) : t)),
  startswith: texts((t, p = '') => t.startsWith(p)), endswith: texts((t, p = '') => t.endsWith(p)), strcontains: texts((t, p = '') => t.includes(p)),
  // A pattern between slashes is a regular expression: left alone.
  replace: (args, span) => (/^\/.*\/$/.test(text(args[1]) ?? '/./') ? null : texts((t, from = '', to = '') => (from === '' ? t : t.split(from).join(to)))(args, span)),
  basename: texts(t => t.slice(t.lastIndexOf('/') + 1)),
  join: (args, span) => {
    const [by, ...lists] = args;
    const separator = text(by);
    const items = flat(lists);
    const parts = items?.map(text);
    if (separator === null || !parts || parts.some(p => p === null)) return null;
    return made(parts.join(separator).slice(0, MOST_TEXT), span, [...(items ?? [])]);
  },
  split: ([by, of], span) => {
    const [separator, whole] = [text(by), text(of)];
    if (separator === null || whole === null || separator === '') return null;
    return { kind: 'list', items: whole.split(separator).slice(0, MOST_ITEMS).map(t => made(t, span, [of!])), span };
  },
  format: (args, span) => {
    const pattern = text(args[0]);
    if (pattern === null) return null;
    let next = 1;
    let known = true;
    const out = pattern.replace(/%(%|[a-z]|0?\d*d)/g, (_, verb: string) => {
      if (verb === '%') return '%';
      const value = text(args[next++]);
      if (value === null || (verb !== 's' && verb !== 'd' && verb !== 'v')) known = false;
      return value ?? '';
    });
    return known ? made(out.slice(0, MOST_TEXT), span, args) : null;
  },
  concat: (args, span) => {
    const items = flat(args);
    return items ? { kind: 'list', items: items.slice(0, MOST_ITEMS), span } : null;
  },
  flatten: ([v], span) => {
    const deep = (x: Value, depth: number): Value[] | null => {
      if (x.kind === 'unknown' || depth > 20) return null;
      if (x.kind !== 'list') return [x];
      const parts = x.items.map(i => deep(i, depth + 1));
      return parts.some(p => p === null) ? null : parts.flatMap(p => p!);
    };
    const items = v?.kind === 'list' ? deep(v, 0) : null;
    return items ? { kind: 'list', items: items.slice(0, MOST_ITEMS), span } : null;
  },
  distinct: ([v]) => (v?.kind === 'list' ? { ...v, items: distinct(v.items) } : null),
  compact: ([v]) => (v?.kind === 'list' && v.items.every(i => i.kind === 'known') ? { ...v, items: v.items.filter(i => i.kind === 'known' && i.value !== '' && i.value !== null) } : null),
  merge: (args, span) => {
    if (args.some(a => a.kind !== 'map')) return null;
    const merged = new Map(args.flatMap(a => (a.kind === 'map' ? a.entries : [])).map(e => [e.key, e] as const));
    return { kind: 'map', entries: [...merged.values()], span };
  },
  keys: ([v], span) => (v?.kind === 'map' ? { kind: 'list', items: byKey(v).map(e => made(e.key, e.keySpan, [])), span } : null),
  values: ([v], span) => (v?.kind === 'map' ? { kind: 'list', items: byKey(v).map(e => e.value), span } : null),
  lookup: ([map, key, otherwise]) => {
    const name = text(key);
    return map?.kind === 'map' && name !== null ? (map.entries.findLast(e => e.key === name)?.value ?? otherwise ?? null) : null;
  },
  element: ([list, index]) => {
    const n = index?.kind === 'known' ? Number(index.value) : Number.NaN;
    return list?.kind === 'list' && list.items.length > 0 && Number.isInteger(n) && n >= 0 ? list.items[n % list.items.length]! : null;
  },
  length: ([v], span) => (v?.kind === 'list' ? made(v.items.length, span, []) : v?.kind === 'map' ? made(v.entries.length, span, []) : v?.kind === 'known' && typeof v.value === 'string' ? made(v.value.length, span, [v]) : null),
  contains: ([list, item], span) => (list?.kind === 'list' && item?.kind === 'known' && list.items.every(i => i.kind === 'known') ? made(list.items.some(i => i.kind === 'known' && i.value === item.value), span, [item]) : null),
  coalesce: args => {
    for (const a of args) {
      if (a.kind !== 'known') return a.kind === 'unknown' ? null : a;
      if (a.value !== null && a.value !== '') return a;
    }
    return null;
  },
  zipmap: ([keys, values], span) => {
    if (keys?.kind !== 'list' || values?.kind !== 'list') return null;
    const names = keys.items.map(text);
    return names.some(n => n === null) ? null : { kind: 'map', entries: names.flatMap((n, i) => (values.items[i] ? [{ key: n!, keySpan: keys.items[i]!.span, value: values.items[i]! }] : [])), span };
  },
  range: ([a, b], span) => {
    const [from, to] = b === undefined ? [0, number(a)] : [number(a), number(b)];
    return from === null || to === null || to - from > MOST_ITEMS ? null : { kind: 'list', items: Array.from({ length: Math.max(0, to - from) }, (_, i) => made(from + i, span, [])), span };
  },
  yamlencode: same,
};

function made(value: Known, span: Span, from: readonly Value[]): Value {
  return { kind: 'known', value, span, content: span, ...(from.some(v => v.kind === 'known' && v.assumed) ? { assumed: true as const } : {}) };
}

function text(v: Value | undefined): string | null {
  return v?.kind === 'known' && v.value !== null ? String(v.value) : null;
}

function number(v: Value | undefined): number | null {
  return v?.kind === 'known' && typeof v.value === 'number' && Number.isInteger(v.value) ? v.value : null;
}

/** The items of lists, one after the other; null if one of them is not known. */
function flat(lists: readonly Value[]): Value[] | null {
  return lists.every(l => l.kind === 'list') ? lists.flatMap(l => (l.kind === 'list' ? l.items : [])) : null;
}

/** Entries in the order of their keys, the last of one name. */
export function byKey(v: Value & { readonly kind: 'map' }): (Value & { readonly kind: 'map' })['entries'] {
  return [...new Map(v.entries.map(e => [e.key, e] as const)).values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function distinct(items: readonly Value[]): readonly Value[] {
  const seen = new Set<Known>();
  return items.filter(i => i.kind !== 'known' || (!seen.has(i.value) && seen.add(i.value)));
}
