import type { Word } from '../../model/format';
import type { YamlNode } from '../yaml/tree';
import { configNames } from './configs';
import { pageOf, typeOf, valuesOf } from './describe';
import type { Schema, SchemaName } from './schemas';
import { annotation, expand, schemasAt, stepInto } from './walk';
import type { Applied } from './walk';

/** What may be typed at a place, and what names from the workspace belong there besides (`dbt.model`, `column`, `tag`…). */
export interface Completion {
  readonly words: readonly Word[];
  readonly entity: string | null;
}

/**
 * Completion at a place. For `key`, `path` leads to the mapping (or the list item that is to become one), and keys in
 * `present` are left out; for `value`, it leads to the key, or the list item, whose value is typed.
 * Keys that are required come first, those for one adapter or seldom used later, deprecated ones last. A snippet is indented
 * as if its first line began at column 0.
 */
export function completeAt(name: SchemaName, root: YamlNode | null, path: readonly (string | number)[], kind: 'key' | 'value', present: readonly string[] = []): Completion {
  const schemas = schemasAt(name, root, path);
  // A mapping that is only begun is text to the reader; what it can become decides.
  const here = kind === 'key' && !schemas.some(s => s.schema.properties) ? schemasAt(name, null, path) : schemas;
  return kind === 'key' ? { words: keysOf(here, new Set(present)), entity: opensFor(here) } : { words: valueWords(here), entity: annotation(here, 'x-entity') ?? entityOfList(name, root, path) };
}

/** What the entries of a list name is said at the list. */
function entityOfList(name: SchemaName, root: YamlNode | null, path: readonly (string | number)[]): string | null {
  return typeof path[path.length - 1] === 'number' ? (annotation(schemasAt(name, root, path.slice(0, -1)), 'x-entity') ?? null) : null;
}

/** The entity of keys that stand for names: columns of a row, arguments of a test, rules. */
function opensFor(schemas: readonly Applied[]): string | null {
  return annotation(schemas, 'x-open') ?? (schemas.some(s => typeof s.schema.additionalProperties === 'object') ? (annotation(schemas, 'x-entity') ?? null) : null);
}

function keysOf(schemas: readonly Applied[], present: ReadonlySet<string>): Word[] {
  const limits = schemas.flatMap(s => (s.schema.propertyNames ? [new Set(configNames(s.schema))] : []));
  const required = new Set(schemas.flatMap(s => s.schema.required ?? []));
  const names = new Set(schemas.flatMap(s => Object.keys(s.schema.properties ?? {})));
  const words: Word[] = [];
  for (const key of names) {
    if (present.has(key) || !limits.every(l => l.has(key))) continue;
    const value = expand(stepInto(schemas, key), null);
    if (!annotation(value, 'x-hidden')) words.push(keyWord(key, value, required.has(key)));
  }
  return words.sort((a, b) => (a.rank ?? 1) - (b.rank ?? 1));
}

function keyWord(key: string, value: readonly Applied[], required: boolean): Word {
  const snippet = annotation(value, 'x-snippet');
  const deprecated = annotation(value, 'x-deprecated') !== undefined;
  const insert = snippet === undefined || snippet.startsWith('- ') || !snippet.startsWith(`${key}:`) ? plainInsert(key, value) : snippet;
  return {
    label: key,
    kind: insert.includes('$') ? 'snippet' : 'key',
    detail: typeOf(value),
    documentation: pageOf(key, value),
    insert,
    ...(deprecated ? { deprecated: true } : {}),
    rank: deprecated ? 4 : required ? 0 : (annotation(value, 'x-rank') ?? (annotation(value, 'x-adapter') === undefined ? 1 : 2)),
  };
}

/** What is typed for a key without a snippet of its own: a mapping or list begins on the next line. */
function plainInsert(key: string, value: readonly Applied[]): string {
  const type = annotation(value, 'type');
  const first = typeof type === 'string' ? type : type?.[0];
  const snippet = annotation(value, 'x-snippet');
  if (first === 'object' && snippet !== undefined && !snippet.startsWith('- ')) return `${key}:\n  ${snippet.replace(/\n/g, '\n  ')}`;
  if (first === 'object') return `${key}:\n  $0`;
  if (first === 'array') return `${key}:\n  - $0`;
  return `${key}: `;
}

function valueWords(schemas: readonly Applied[]): Word[] {
  const type = annotation(schemas, 'type');
  const types: readonly string[] = typeof type === 'string' ? [type] : (type ?? []);
  const listed = valuesOf(schemas);
  const values = listed.length > 0 ? listed : types.includes('boolean') ? [{ value: 'true', meaning: '' }, { value: 'false', meaning: '' }] : [];
  const words: Word[] = values.map(({ value, meaning }) => ({ label: value, kind: 'value', ...(meaning ? { documentation: meaning } : {}) }));
  return [...words, ...namedEntries(schemas), ...itemSnippet(schemas)];
}

/** Where an entry may be text or a mapping with one key (a data test), its known keys are offered too. */
function namedEntries(schemas: readonly Applied[]): Word[] {
  if (!schemas.some(s => Array.isArray(s.schema.type) && s.schema.type.includes('string') && s.schema.type.includes('object'))) return [];
  return keysOf(schemas, new Set(['method'])).filter(w => w.kind === 'snippet' && (w.rank ?? 1) < 2);
}

/** A whole new entry of a list. */
function itemSnippet(schemas: readonly Applied[]): Word[] {
  const items = schemas.flatMap(s => (s.schema.items ? [{ schema: s.schema.items, file: s.file }] : []));
  const all: readonly Applied[] = expand(items, null);
  const snippet: Schema['x-snippet'] = annotation(all, 'x-snippet');
  const title = annotation(all, 'title');
  return snippet?.startsWith('- ') ? [{ label: `new ${title ?? 'entry'}`, kind: 'snippet', insert: snippet }] : [];
}
