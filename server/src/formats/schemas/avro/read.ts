import type { Path } from '../../../model/facts';
import type { Span } from '../../../text/span';
import { itemsOf, pairOf, textOf, toJson, type YamlMap, type YamlNode, type YamlScalar, valueOf } from '../../../syntax/yaml';

export const PRIMITIVES: ReadonlySet<string> = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

/** A schema as written, names made whole. Spans are those of the name or of the type's text. */
export type Avro =
  | { readonly kind: 'primitive'; readonly name: string; readonly span: Span; readonly logical: string | null; readonly node: YamlNode }
  | { readonly kind: 'reference'; readonly name: string; readonly span: Span; readonly written: string; readonly node: YamlNode }
  | { readonly kind: 'record'; readonly name: AvroName; readonly fields: readonly AvroField[]; readonly span: Span; readonly doc: string | null; readonly node: YamlMap; readonly path: Path }
  | { readonly kind: 'enum'; readonly name: AvroName; readonly symbols: readonly YamlScalar[]; readonly fallback: YamlScalar | null; readonly span: Span; readonly doc: string | null; readonly node: YamlMap; readonly path: Path }
  | { readonly kind: 'fixed'; readonly name: AvroName; readonly size: number | null; readonly span: Span; readonly doc: string | null; readonly node: YamlMap; readonly path: Path }
  | { readonly kind: 'array' | 'map'; readonly items: Avro | null; readonly span: Span; readonly node: YamlMap }
  | { readonly kind: 'union'; readonly branches: readonly Avro[]; readonly span: Span; readonly node: YamlNode };

export type AvroNamed = Extract<Avro, { readonly kind: 'record' | 'enum' | 'fixed' }>;

export interface AvroName {
  readonly full: string;
  readonly simple: string;
  readonly namespace: string;
  /** The last part of the name in the text; null if there is none. */
  readonly span: Span | null;
  readonly aliases: readonly string[];
}

export interface AvroField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly type: Avro | null;
  readonly typeSpan: Span;
  readonly fallback: YamlNode | null;
  readonly hasDefault: boolean;
  readonly defaultSpan: Span | null;
  readonly doc: string | null;
  readonly aliases: readonly string[];
  readonly node: YamlMap;
  readonly path: Path;
}

export interface Told {
  readonly rule: 'avro-invalid';
  readonly span: Span;
  readonly message: string;
}

export interface AvroFile {
  readonly schema: Avro | null;
  /** Named types in the order of their definition. */
  readonly named: readonly AvroNamed[];
  readonly problems: readonly Told[];
}

const MOST_DEPTH = 60;

interface Reading {
  readonly named: AvroNamed[];
  /** What each name was defined as: the same again is taken. */
  readonly seen: Map<string, string>;
  readonly problems: Told[];
}

/** Reads an Avro schema (or the types of a protocol) from its JSON tree. Total: what is no schema is a problem, and left out. */
export function readAvro(root: YamlNode | null): AvroFile {
  const r: Reading = { named: [], seen: new Map(), problems: [] };
  if (!root) return { schema: null, named: [], problems: [] };
  if (root.kind === 'map' && valueOf(root, 'protocol') !== null) {
    const namespace = textOf(valueOf(root, 'namespace')) ?? '';
    itemsOf(valueOf(root, 'types')).forEach((t, i) => type(r, t, namespace, ['types', i], 0));
    return { schema: null, named: r.named, problems: r.problems };
  }
  const schema = type(r, root, '', [], 0);
  return { schema, named: r.named, problems: r.problems };
}

function tell(r: Reading, span: Span, message: string): void {
  r.problems.push({ rule: 'avro-invalid', span, message });
}

function type(r: Reading, node: YamlNode, namespace: string, path: Path, depth: number): Avro | null {
  if (depth > MOST_DEPTH) return null;
  if (node.kind === 'scalar') return named(r, node, node, namespace);
  if (node.kind === 'seq') return union(r, node, namespace, path, depth);
  const kind = valueOf(node, 'type');
  if (!kind) {
    tell(r, firstKey(node), "A schema needs a 'type'");
    return null;
  }
  if (kind.kind !== 'scalar') return type(r, kind, namespace, [...path, 'type'], depth + 1);
  switch (kind.text) {
    case 'record':
    case 'error':
      return record(r, node, namespace, path, depth);
    case 'enum':
      return enumeration(r, node, namespace, path);
    case 'fixed':
      return fixed(r, node, namespace, path);
    case 'array':
    case 'map': {
      const key = kind.text === 'array' ? 'items' : 'values';
      const inner = valueOf(node, key);
      if (!inner) tell(r, kind.content, `${kind.text === 'array' ? 'An array' : 'A map'} needs '${key}'`);
      return { kind: kind.text, items: inner ? type(r, inner, namespace, [...path, key], depth + 1) : null, span: kind.content, node };
    }
    default: {
      const found = named(r, kind, node, namespace);
      return found?.kind === 'primitive' ? { ...found, logical: textOf(valueOf(node, 'logicalType')) } : found;
    }
  }
}

function firstKey(node: YamlMap): Span {
  return node.pairs[0]?.key.content ?? { start: node.span.start, end: Math.min(node.span.end, node.span.start + 1) };
}

function named(r: Reading, scalar: YamlScalar, node: YamlNode, namespace: string): Avro | null {
  if (typeof scalar.value !== 'string') {
    tell(r, scalar.span, 'A type is a text, a mapping or a list');
    return null;
  }
  const { text } = scalar;
  if (PRIMITIVES.has(text)) return { kind: 'primitive', name: text, span: scalar.content, logical: null, node };
  const full = text.includes('.') || namespace === '' ? text.replace(/^\./, '') : `${namespace}.${text}`;
  const exact = scalar.content.end - scalar.content.start === text.length;
  const span = exact ? { start: scalar.content.start + text.lastIndexOf('.') + 1, end: scalar.content.end } : scalar.content;
  return { kind: 'reference', name: full, written: text, span, node };
}

function union(r: Reading, node: Extract<YamlNode, { kind: 'seq' }>, namespace: string, path: Path, depth: number): Avro {
  const branches: Avro[] = [];
  const seen = new Set<string>();
  node.items.forEach((item, i) => {
    if (!item.value) return;
    const branch = type(r, item.value, namespace, [...path, i], depth + 1);
    if (!branch) return;
    if (branch.kind === 'union') tell(r, item.value.span, 'A union may not hold a union directly');
    const name = branch.kind === 'union' ? `union ${i}` : 'items' in branch ? branch.kind : typeof branch.name === 'string' ? branch.name : branch.name.full;
    if (seen.has(name)) tell(r, item.value.span, `A union holds each type once: '${name}' is in it already`);
    seen.add(name);
    branches.push(branch);
  });
  return { kind: 'union', branches, span: node.span, node };
}

function nameOf(r: Reading, node: YamlMap, outer: string, what: string): AvroName {
  const scalar = valueOf(node, 'name');
  const own = valueOf(node, 'namespace');
  if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string' || scalar.text === '') {
    tell(r, scalar?.span ?? firstKey(node), `${what} needs a 'name'`);
    return { full: '', simple: '', namespace: outer, span: null, aliases: [] };
  }
  const text = scalar.text;
  const dot = text.lastIndexOf('.');
  const namespace = dot >= 0 ? text.slice(0, dot) : own?.kind === 'scalar' ? own.text : outer;
  const simple = text.slice(dot + 1);
  const exact = scalar.content.end - scalar.content.start === text.length;
  const span = exact ? { start: scalar.content.start + dot + 1, end: scalar.content.end } : scalar.content;
  if (!isName(simple)) tell(r, scalar.content, `'${text}' is no name: letters, digits and '_', beginning with none of the digits`);
  else if (namespace !== '' && namespace.split('.').some(p => !isName(p))) tell(r, dot >= 0 ? scalar.content : own?.kind === 'scalar' ? own.content : scalar.content, `'${namespace}' is no namespace: names with dots between`);
  const full = namespace === '' ? simple : `${namespace}.${simple}`;
  if (PRIMITIVES.has(simple) && namespace === '') tell(r, scalar.content, `'${simple}' is a primitive type and can't be redefined`);
  else if (r.seen.has(full) && r.seen.get(full) !== JSON.stringify(toJson(node))) tell(r, scalar.content, `'${full}' is defined twice, differently`);
  if (!r.seen.has(full)) r.seen.set(full, JSON.stringify(toJson(node)));
  const aliases = itemsOf(valueOf(node, 'aliases')).flatMap(a => textOf(a) ?? []).map(a => (a.includes('.') || namespace === '' ? a : `${namespace}.${a}`));
  return { full, simple, namespace, span, aliases };
}

/** Avro's own names; letters of any script, since newer libraries take them. */
function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}

function record(r: Reading, node: YamlMap, outer: string, path: Path, depth: number): Avro {
  const name = nameOf(r, node, outer, 'A record');
  const list = valueOf(node, 'fields');
  if (list?.kind !== 'seq') tell(r, list?.span ?? name.span ?? firstKey(node), "A record needs a list of 'fields'");
  const fields: AvroField[] = [];
  const made = { kind: 'record' as const, name, fields, span: name.span ?? firstKey(node), doc: textOf(valueOf(node, 'doc')), node, path };
  if (name.full !== '') r.named.push(made);
  const seen = new Set<string>();
  (list?.kind === 'seq' ? list.items : []).forEach((item, i) => {
    const f = item.value;
    if (f?.kind !== 'map') {
      if (f) tell(r, f.span, 'A field is a mapping');
      return;
    }
    const field = fieldOf(r, f, name.namespace, [...path, 'fields', i], depth);
    if (!field) return;
    if (seen.has(field.name)) tell(r, field.nameSpan, `There is a field '${field.name}' already`);
    seen.add(field.name);
    fields.push(field);
  });
  return made;
}

function fieldOf(r: Reading, node: YamlMap, namespace: string, path: Path, depth: number): AvroField | null {
  const name = valueOf(node, 'name');
  if (name?.kind !== 'scalar' || typeof name.value !== 'string') {
    tell(r, firstKey(node), "A field needs a 'name'");
    return null;
  }
  if (!isName(name.text)) tell(r, name.content, `'${name.text}' is no name of a field: letters, digits and '_', beginning with none of the digits`);
  const written = valueOf(node, 'type');
  if (!written) tell(r, name.content, `Field '${name.text}' needs a 'type'`);
  const order = valueOf(node, 'order');
  if (order?.kind === 'scalar' && !/^(ascending|descending|ignore)$/i.test(order.text)) tell(r, order.content, `'${order.text}' is no order: ascending, descending or ignore`);
  const pair = pairOf(node, 'default');
  return {
    name: name.text, nameSpan: name.content, span: node.span, node, path,
    type: written ? type(r, written, namespace, [...path, 'type'], depth + 1) : null,
    typeSpan: written?.kind === 'scalar' ? written.content : (written?.span ?? name.content),
    fallback: pair?.value ?? null, hasDefault: pair !== null, defaultSpan: pair ? (pair.value?.span ?? pair.key.span) : null,
    doc: textOf(valueOf(node, 'doc')),
    aliases: itemsOf(valueOf(node, 'aliases')).flatMap(a => textOf(a) ?? []),
  };
}

function enumeration(r: Reading, node: YamlMap, outer: string, path: Path): Avro {
  const name = nameOf(r, node, outer, 'An enum');
  const list = valueOf(node, 'symbols');
  if (list?.kind !== 'seq') tell(r, name.span ?? firstKey(node), "An enum needs a list of 'symbols'");
  const symbols: YamlScalar[] = [];
  const seen = new Set<string>();
  for (const item of itemsOf(list)) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      tell(r, item.span, 'A symbol is a text');
      continue;
    }
    if (!isName(item.text)) tell(r, item.content, `'${item.text}' is no symbol: letters, digits and '_', beginning with none of the digits`);
    else if (seen.has(item.text)) tell(r, item.content, `The symbol '${item.text}' is there already`);
    seen.add(item.text);
    symbols.push(item);
  }
  const fallback = valueOf(node, 'default');
  if (fallback?.kind === 'scalar' && list && !seen.has(fallback.text)) tell(r, fallback.content, `The default '${fallback.text}' is not one of the symbols`);
  const made = { kind: 'enum' as const, name, symbols, fallback: fallback?.kind === 'scalar' ? fallback : null, span: name.span ?? firstKey(node), doc: textOf(valueOf(node, 'doc')), node, path };
  if (name.full !== '') r.named.push(made);
  return made;
}

function fixed(r: Reading, node: YamlMap, outer: string, path: Path): Avro {
  const name = nameOf(r, node, outer, 'A fixed');
  const size = valueOf(node, 'size');
  const value = size?.kind === 'scalar' && typeof size.value === 'number' ? size.value : null;
  if (value === null || !Number.isInteger(value) || value < 0) tell(r, size?.span ?? name.span ?? firstKey(node), "A fixed needs a 'size', a whole number");
  const made = { kind: 'fixed' as const, name, size: value, span: name.span ?? firstKey(node), doc: textOf(valueOf(node, 'doc')), node, path };
  if (name.full !== '') r.named.push(made);
  return made;
}
