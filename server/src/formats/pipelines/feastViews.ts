import { type ColumnDeclaration, type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { alternatives, type CallArguments, type Expression, followModule, type FunctionDefinition, type Host, isSequence, keyword, knownText, readPython, textValue, UNKNOWN, type Value } from '../../syntax/python';
import type { Dialect } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { extractJobSql } from '../shared/jobSql';
import { dataFileKey, locationKey, streamKey, topicKey } from '../shared/names';
import { type Place, tablePlace } from '../shared/places';
import { foldsIn, importsFrom } from '../shared/pythonFile';
import { featureKey } from './names';

/** Feature views of Feast: entities, views with their fields, services, and the tables, files and topics that they are read from. */
export const feastViews: Format = {
  id: 'feast-views',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /^[ \t]*(from|import)[ \t]+feast\b/m.test(head()),
  extract: extractViews,
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

interface Thing {
  readonly is: 'feast';
  /** The class: `FeatureView`, `FileSource`, `Entity`, `Field`… */
  readonly of: string;
  readonly args: CallArguments;
  /** The call, or the function that is decorated. */
  readonly span: Span;
  readonly definition: FunctionDefinition | null;
}

const VIEWS: ReadonlySet<string> = new Set(['FeatureView', 'BatchFeatureView', 'StreamFeatureView', 'OnDemandFeatureView', 'on_demand_feature_view', 'batch_feature_view', 'stream_feature_view']);
const KNOWN: ReadonlySet<string> = new Set([...VIEWS, 'Entity', 'Field', 'Feature', 'FeatureService', 'FileSource', 'BigQuerySource', 'SnowflakeSource', 'RedshiftSource', 'PostgreSQLSource', 'SparkSource', 'TrinoSource', 'AthenaSource', 'MsSqlServerSource', 'ClickhouseSource', 'KafkaSource', 'KinesisSource', 'PushSource', 'RequestSource']);

function thingOf(value: Value | undefined): Thing | null {
  return value?.kind === 'host' && value.object.is === 'feast' ? (value.object as Thing) : null;
}

/** Things in a value: one, or those of a list. */
function thingsIn(value: Value | undefined, depth = 0): readonly Thing[] {
  if (value === undefined || depth > 4) return [];
  return alternatives(value).flatMap(one => (isSequence(one) ? one.items.flatMap(i => thingsIn(i, depth + 1)) : one.kind === 'dict' ? one.entries.flatMap(e => thingsIn(e.value, depth + 1)) : (thingOf(one) ?? [])));
}

function extractViews({ path, text }: Document): Facts {
  const file = readPython(text);
  if (!importsFrom(file, ['feast'])) return NO_FACTS;
  const made: Thing[] = [];
  followModule(file, host(made), [['__name__', textValue('__main__')], ['__file__', textValue(path)]]);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, file.comments);
  const reading: Reading = { draft, text, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '' };
  for (const t of made) {
    if (t.of === 'Entity') declareEntity(reading, t);
    else if (VIEWS.has(t.of)) declareView(reading, t);
    else if (t.of === 'FeatureService') declareService(reading, t);
  }
  draft.folds.push(...foldsIn(file));
  return draft.facts();
}

/** What is called of Feast becomes an object of its own; a decorator, when it meets its function. */
function host(made: Thing[]): Host {
  const make = (of: string, args: CallArguments, span: Span, definition: FunctionDefinition | null): Value => {
    const object: Thing = { is: 'feast', of, args, span, definition };
    made.push(object);
    return { kind: 'host', object };
  };
  return {
    call(path, args, at: Expression) {
      const of = path.startsWith('feast.') ? path.slice(path.lastIndexOf('.') + 1) : '';
      if (!KNOWN.has(of)) return undefined;
      return /^[a-z]/.test(of) ? { kind: 'host', object: { is: 'feast', of, args, span: at.span, definition: null } satisfies Thing } : make(of, args, at.span, null);
    },
    decorate(decorator, target, definition) {
      const of = thingOf(decorator);
      return of && target.kind === 'function' ? make(of.of, of.args, definition.span, definition) : undefined;
    },
    // `view[["a", "b"]]` is some of its features, `view.with_name("x")` the view.
    index: object => (object.is === 'feast' ? { kind: 'host', object } : undefined),
    method: object => (thingOf(object) ? (object as Value) : undefined),
    member: object => (object.is === 'feast' ? UNKNOWN : undefined),
  };
}

interface Reading {
  readonly draft: Draft;
  readonly text: string;
  readonly folder: string;
}

/** The name, by the keyword, the first argument or the decorated function, with its place. */
function nameOf(t: Thing): { readonly text: string; readonly span: Span | null } | null {
  const value = keyword(t.args, 'name')?.value ?? t.args.positional[0]?.value;
  const text = knownText(value);
  if (text !== null) return { text, span: value?.kind === 'text' ? value.origin : null };
  return t.definition ? { text: t.definition.name, span: t.definition.nameSpan } : null;
}

function textAt(t: Thing, name: string): { readonly text: string; readonly span: Span } | null {
  const given = keyword(t.args, name);
  const text = knownText(given?.value);
  return given && text !== null ? { text, span: given.value.kind === 'text' && given.value.origin ? given.value.origin : given.span } : null;
}

/** Features are named within a folder: one repository of Feast. */
function keyOf({ folder }: Reading, kind: 'entity' | 'view' | 'service', name: string): Key {
  return featureKey(kind, folder, name);
}

function common(t: Thing, name: { readonly text: string; readonly span: Span | null }) {
  const description = textAt(t, 'description')?.text;
  const owner = textAt(t, 'owner')?.text;
  return { role: 'defines' as const, name: name.text, keys: [], nameSpan: name.span ?? { start: t.span.start, end: t.span.start }, span: t.span, parent: null, path: null, attributes: { ...(description ? { description } : {}), ...(owner ? { owner } : {}) } };
}

function declareEntity(reading: Reading, t: Thing): void {
  const name = nameOf(t);
  if (!name) return;
  const keys = keyword(t.args, 'join_keys')?.value;
  const joined = keys && isSequence(keys) ? keys.items.flatMap(k => knownText(k) ?? []) : [];
  const base = common(t, name);
  reading.draft.declare({ ...base, id: keyOf(reading, 'entity', name.text), kind: 'symbol', type: 'feast.entity', attributes: { ...base.attributes, more: { facts: joined.length > 0 ? [`joined by ${joined.join(', ')}`] : [] } }, columns: [], columnsComplete: false });
}

function declareView(reading: Reading, t: Thing): void {
  const name = nameOf(t);
  if (!name) return;
  const { draft } = reading;
  const id = keyOf(reading, 'view', name.text);
  const base = common(t, name);
  const online = keyword(t.args, 'online')?.value;
  draft.declare({ ...base, id, kind: 'dataset', type: 'feast.feature_view', attributes: { ...base.attributes, more: { facts: online?.kind === 'constant' && online.value === false ? ['not online'] : [] } }, columns: fieldsOf(t), columnsComplete: false });
  const at = name.span ?? base.nameSpan;
  const to = draft.refer({ targets: [id], type: 'feast.feature_view', name: name.text, span: at, fullSpan: at, from: id, role: 'names', certainty: 'certain', implied: true });
  for (const e of thingsIn(keyword(t.args, 'entities')?.value)) {
    const entity = e.of === 'Entity' ? nameOf(e) : null;
    const given = keyword(t.args, 'entities')!;
    if (entity) draft.refer({ targets: [keyOf(reading, 'entity', entity.text)], type: 'feast.entity', name: entity.text, span: given.span, fullSpan: given.span, from: id, role: 'uses', certainty: 'certain', implied: true });
  }
  for (const argument of ['source', 'batch_source', 'stream_source', 'sources']) {
    const given = keyword(t.args, argument);
    for (const s of thingsIn(given?.value)) readSource(reading, s, id, to, given!.span, 0);
  }
}

/** The fields of a view: `Field(name=…, dtype=Float32)`. */
function fieldsOf(t: Thing): readonly ColumnDeclaration[] {
  const seen = new Set<string>();
  return thingsIn((keyword(t.args, 'schema') ?? keyword(t.args, 'features'))?.value).flatMap((f): ColumnDeclaration[] => {
    const name = f.of === 'Field' || f.of === 'Feature' ? nameOf(f) : null;
    if (!name || seen.has(name.text)) return [];
    seen.add(name.text);
    const type = keyword(f.args, 'dtype')?.value;
    const description = textAt(f, 'description')?.text;
    return [{ name: name.text, nameSpan: name.span ?? { start: f.span.start, end: f.span.start }, span: f.span, path: null, type: type?.kind === 'external' ? type.path.slice(type.path.lastIndexOf('.') + 1) : null, ...(description ? { description } : {}) }];
  });
}

/** A source of a view: a table, a file, a topic, a query, or another view. `at` is where the view names it. */
function readSource(reading: Reading, s: Thing, view: Key, to: number, at: Span, depth: number): void {
  const { draft } = reading;
  if (depth > 4) return;
  const read = (targets: readonly Key[], id: Key, type: string, name: string, span: Span, certainty: 'certain' | 'likely'): void => {
    draft.describe(id, 'dataset', type, name, span, targets);
    const from = draft.refer({ targets, type: type === 'sql.table' ? 'sql.table' : 'pipeline.place', name, span, fullSpan: span, from: view, role: 'reads', certainty, implied: true, data: { place: 'feast' } });
    draft.edges.push({ from, to, job: null, span: at, confidence: certainty === 'certain' ? 'exact' : 'likely' });
  };
  if (VIEWS.has(s.of)) {
    const name = nameOf(s);
    if (!name) return;
    const key = keyOf(reading, 'view', name.text);
    const from = draft.refer({ targets: [key], type: 'feast.feature_view', name: name.text, span: at, fullSpan: at, from: view, role: 'reads', certainty: 'certain', implied: true });
    draft.edges.push({ from, to, job: null, span: at, confidence: 'exact' });
    return;
  }
  for (const inner of thingsIn(keyword(s.args, 'batch_source')?.value)) readSource(reading, inner, view, to, at, depth + 1);
  const topic = s.of === 'KafkaSource' ? textAt(s, 'topic') : null;
  if (topic) read([topicKey(topic.text)], topicKey(topic.text), 'kafka.topic', topic.text, topic.span, 'certain');
  const stream = s.of === 'KinesisSource' ? textAt(s, 'stream_name') : null;
  if (stream) read([streamKey('kinesis', stream.text)], streamKey('kinesis', stream.text), 'kinesis.stream', stream.text, stream.span, 'certain');
  const path = s.of === 'FileSource' || s.of === 'SparkSource' ? textAt(s, 'path') : null;
  const file = path ? (locationKey(path.text) ?? (/^[a-z][a-z0-9+.-]*:|^\/|\.\./i.test(path.text) ? null : dataFileKey(`${reading.folder}${reading.folder === '' ? '' : '/'}${path.text.replace(/^\.\//, '')}`))) : null;
  if (path && file) read([file], file, 'storage.path', path.text, path.span, 'certain');
  const table = tableOf(s);
  if (table) read(table.place.targets, table.place.id, table.place.type, table.place.name, table.span, 'likely');
  const query = textAt(s, 'query');
  const given = keyword(s.args, 'query')?.value;
  if (query) extractJobSql(draft, reading.text, { job: view, text: query.text, origin: given?.kind === 'text' && given.origin && reading.text.slice(given.origin.start, given.origin.end) === query.text ? given.origin : null, at: query.span, dialect: DIALECTS[s.of] ?? null, place: 'feast', schema: textAt(s, 'schema')?.text ?? null, known: {}, fills: { dataset: view, reference: to } });
}

const DIALECTS: { readonly [source: string]: Dialect | undefined } = { BigQuerySource: 'bigquery', SnowflakeSource: 'snowflake', RedshiftSource: 'redshift', PostgreSQLSource: 'postgres', SparkSource: 'databricks', TrinoSource: 'trino' };

/** The table of a source, with its schema and database where they are said. */
function tableOf(s: Thing): { readonly place: Place; readonly span: Span } | null {
  if (!s.of.endsWith('Source')) return null;
  const table = textAt(s, 'table') ?? textAt(s, 'table_ref');
  if (!table) return null;
  const schema = textAt(s, 'schema')?.text;
  const database = schema === undefined ? undefined : textAt(s, 'database')?.text;
  const parts = [...(database === undefined ? [] : [database]), ...(schema === undefined ? [] : [schema]), ...table.text.replace(':', '.').split('.')];
  const place = tablePlace(parts, false);
  return place ? { place, span: table.span } : null;
}

/** What models ask for: some views together. */
function declareService(reading: Reading, t: Thing): void {
  const name = nameOf(t);
  if (!name) return;
  const { draft } = reading;
  const id = keyOf(reading, 'service', name.text);
  const given = keyword(t.args, 'features');
  draft.declare({ ...common(t, name), id, kind: 'job', type: 'feast.feature_service', columns: [], columnsComplete: false });
  for (const v of thingsIn(given?.value)) {
    const view = VIEWS.has(v.of) ? nameOf(v) : null;
    if (view) draft.refer({ targets: [keyOf(reading, 'view', view.text)], type: 'feast.feature_view', name: view.text, span: given!.span, fullSpan: given!.span, from: id, role: 'reads', certainty: 'certain', implied: true });
  }
}
