import type { YamlNode } from '../yaml/tree';
import { annotation, expand, schemasAt, stepInto } from './walk';
import type { Applied } from './walk';
import type { Schema, SchemaName } from './schemas';
import { code, either, typesInWords } from './words';

/**
 * The documentation of the key that ends `path` (indexes of list items may stand in it, but not at its end), as Markdown:
 * the key, its type and default, what it does, its values, since when, for which adapter, and a link. Null for a key that
 * the schema does not know, or that the file's author made up.
 */
export function describeKey(name: SchemaName, root: YamlNode | null, path: readonly (string | number)[]): { readonly markdown: string } | null {
  const key = path[path.length - 1];
  if (typeof key !== 'string') return null;
  const raw = stepInto(schemasAt(name, root, path.slice(0, -1)), key);
  // The value in the file decides nothing about the key itself, so that a wrong value still gets its documentation.
  const schemas = expand(raw, null);
  return annotation(schemas, 'description') === undefined ? null : { markdown: pageOf(key, schemas) };
}

/** The documentation of a key, given the schemas of its value. */
export function pageOf(key: string, schemas: readonly Applied[]): string {
  const deprecated = annotation(schemas, 'x-deprecated');
  const parts = [headOf(key, schemas), annotation(schemas, 'description') ?? ''];
  if (deprecated) parts.push(`**Deprecated:** ${deprecated}.`);
  const values = valuesOf(schemas);
  if (values.length > 0) parts.push(values.map(v => `- ${code(v.value)}${v.meaning ? `: ${v.meaning}` : ''}`).join('\n'));
  const notes = [sinceOf(annotation(schemas, 'x-since')), adapterOf(annotation(schemas, 'x-adapter'))].filter(n => n !== '');
  if (notes.length > 0) parts.push(notes.join(' · '));
  // A schema without a page for each key has one for all of them.
  const link = annotation(schemas, 'x-link') ?? schemas[0]?.file['x-link'];
  if (link) parts.push(`[Documentation](${link})`);
  return parts.filter(p => p !== '').join('\n\n');
}

function headOf(key: string, schemas: readonly Applied[]): string {
  const type = typeOf(schemas);
  const fallback = annotation(schemas, 'default');
  const facts = [type, fallback === undefined ? '' : `default ${code(typeof fallback === 'string' ? fallback : JSON.stringify(fallback))}`].filter(f => f !== '');
  return `**\`${key}\`**${facts.length > 0 ? ` · ${facts.join(' · ')}` : ''}`;
}

/** What the value may be, in words: "text or a list". */
export function typeOf(schemas: readonly Applied[]): string {
  const type = annotation(schemas, 'type');
  return type === undefined ? '' : typesInWords(type);
}

/** The values that are allowed or usual, with their meanings. */
export function valuesOf(schemas: readonly Applied[]): { readonly value: string; readonly meaning: string }[] {
  const meanings = annotation(schemas, 'x-values') ?? {};
  const listed = (annotation(schemas, 'enum') ?? []).filter(v => v !== null).map(String);
  const names = listed.length > 0 ? listed : Object.keys(meanings);
  return names.map(value => ({ value, meaning: meanings[value] ?? '' }));
}

function sinceOf(since: string | undefined): string {
  return since === undefined ? '' : `since dbt ${since}`;
}

function adapterOf(adapter: Schema['x-adapter']): string {
  return adapter === undefined ? '' : `for ${either(adapter.split(/,\s*/))}`;
}
