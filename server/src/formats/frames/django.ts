import { type ClassValue, type Expression, knownText, lookUp, type Scope, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { joined, tableNamed } from '../shared/codeNames';
import { collectionKey, functionKey, indexKey } from '../shared/names';
import type { Place } from '../shared/places';
import type { State } from './state';

/** Text that a file with models or search documents has. */
export const DJANGO = /\b(django\.db|(django_)?(elasticsearch|opensearch)_dsl|opensearchpy)\b/;

/**
 * Models of Django that name their table, and documents of Elasticsearch's and OpenSearch's mapping libraries that name their
 * index: each class is a job that reads what it is laid over. A model without `db_table` is left out, since its table's name
 * follows from an app label that another file may set.
 */
export function followModels(state: State, scope: Scope): void {
  for (const value of scope.names.values()) {
    if (value.kind !== 'class' || value.definition.span.end > state.length) continue;
    const found = value.bases.some(b => isExternal(b, /^django\.db\.models\.Model$/)) ? modelTable(state, value) : value.bases.some(b => isExternal(b, DOCUMENT)) ? documentIndex(state, value, scope) : null;
    if (found) read(state, value, found.place, found.span);
  }
}

const DOCUMENT = /^(django_)?(elasticsearch|opensearch)_dsl(\.\w+)*\.(Document|DocType)$|^opensearchpy(\.\w+)*\.Document$/;

function isExternal(value: Value, path: RegExp): boolean {
  return value.kind === 'external' && path.test(value.path);
}

interface Found {
  readonly place: Place;
  readonly span: Span;
}

function read(state: State, of: ClassValue, place: Place, span: Span): void {
  const { name } = of.definition;
  const written = state.text.slice(span.start, span.end) === place.name;
  state.reads.push({ read: { place, span, full: span, written, columns: null, envelope: false, certain: false }, job: { key: functionKey(state.naming.path, name), name, definition: null } });
}

function modelTable(state: State, of: ClassValue): Found | null {
  const meta = of.members.names.get('Meta');
  const table = meta?.kind === 'class' ? meta.members.names.get('db_table') : undefined;
  if (table?.kind !== 'text' || !table.known || !/^[\w.]+$/.test(table.text)) return null;
  const span = table.origin ?? of.definition.nameSpan;
  const database = mongoDatabase(state);
  if (database !== null) {
    const id = collectionKey(database, table.text);
    return { place: { id, targets: [id], name: `${database}.${table.text}`, type: 'mongodb.collection' }, span };
  }
  const place = tableNamed(table.text, false, state.naming);
  return place ? { place, span } : null;
}

/** The database of a project whose tables are collections of MongoDB, by the settings that its `manage.py` names. */
function mongoDatabase(state: State): string | null {
  const folders = state.naming.path.split('/').slice(0, -1);
  for (let i = folders.length; i >= 0; i--) {
    const base = folders.slice(0, i).join('/');
    const manage = state.files?.text(joined(base, 'manage.py'));
    const module = manage ? /DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([\w.]+)['"]/.exec(manage)?.[1] : undefined;
    if (module === undefined) continue;
    const settings = state.files?.text(joined(base, `${module.replace(/\./g, '/')}.py`)) ?? '';
    if (!/['"]ENGINE['"]\s*:\s*['"](djongo|django_mongodb_backend)['"]/.test(settings)) return null;
    return /['"]NAME['"]\s*:\s*['"]([\w-]+)['"]/.exec(settings.slice(settings.indexOf('DATABASES')))?.[1] ?? null;
  }
  return null;
}

function documentIndex(state: State, of: ClassValue, scope: Scope): Found | null {
  const inner = of.members.names.get('Index');
  const own = inner?.kind === 'class' ? inner.members.names.get('name') : undefined;
  const system = of.bases.some(b => isExternal(b, /opensearch/)) ? 'opensearch' : 'elasticsearch';
  const given = own ?? of.definition.decorators.map(d => indexOf(d.expression, scope)).find(v => v !== undefined);
  const name = given === undefined ? null : (knownText(given) ?? (given.kind === 'unknown' && given.name ? fromEnvironment(state, given.name) : null));
  if (name === null || !/^[^\s{}$*]+$/.test(name)) return null;
  const id = indexKey(system, name);
  return { place: { id, targets: [id], name, type: `${system}.index` }, span: (given?.kind === 'text' ? given.origin : null) ?? of.definition.nameSpan };
}

/** What `@index.doc_type` and `@registry.register_document` say: the name that the index was made with. */
function indexOf(e: Expression, scope: Scope): Value | undefined {
  if (e.kind !== 'attribute' || !/^(doc_type|document)$/.test(e.name) || e.value.kind !== 'name') return undefined;
  const made = lookUp(scope, e.value.name);
  return made?.kind === 'made' && /\.Index$/.test(made.path) ? made.args.positional[0]?.value : undefined;
}

/** A variable of the environment, as a file `.env` of the folders around sets it. */
function fromEnvironment(state: State, name: string): string | null {
  const folders = state.naming.path.split('/').slice(0, -1);
  for (let i = folders.length; i >= 0; i--) {
    const text = state.files?.text(joined(folders.slice(0, i).join('/'), '.env')) ?? '';
    const line = text.split('\n').find(l => l.startsWith(`${name}=`));
    if (line !== undefined) return line.slice(name.length + 1).trim().replace(/^(['"])(.*)\1$/, '$2');
  }
  return null;
}
