import { entry } from '../../../text/entry';
import type { Span } from '../../../text/span';
import { closest, distance } from '../../../text/fuzzy';
import { matchWhole, readRegex } from '../../../text/regex';
import type { Draft } from '../../shared/draft';
import { CONNECTORS, FRAMEWORK, type SettingFacts, unpack } from './catalog';
import { type Connector, isUnknown, itemsIn, type Setting, valueIn } from './connector';
import { debeziumProblems } from './debeziumProblems';
import { transformProblems } from './transformProblems';
import { type BadValue, badRegex, type Data, isLiteralSecret, isSecretName, judge } from './values';

/** Tells what is wrong with one connector. `tell` keeps each place to one mistake of a rule. */
export class Teller {
  private readonly told = new Set<string>();

  constructor(
    private readonly draft: Draft,
    readonly c: Connector,
  ) {}

  at(rule: string, span: Span, message: string, data: Data = {}, path: Setting['path'] = null): void {
    const name = `${rule}\n${span.start}`;
    if (this.told.has(name)) return;
    this.told.add(name);
    this.draft.problems.push({ rule, span, message, ...(path ? { path } : {}), data: { ...data, config: this.c.path ?? null } });
  }

  value(setting: Setting, bad: BadValue | null, data: Data = {}): void {
    if (!bad) return;
    const near = bad.allowed ? closest(setting.value.trim(), bad.allowed, 1) : [];
    this.at('connect-invalid-value', setting.span, bad.message, { ...data, ...(bad.allowed ? { allowed: bad.allowed, near } : {}) }, setting.path);
  }

  missing(names: readonly string[], message: string, data: Data = {}): void {
    if (this.c.list.some(s => names.includes(s.key) && s.value.trim() !== '')) return;
    // A key that a template makes may be this one.
    if (this.c.list.some(s => isUnknown(s.key))) return;
    this.draft.problems.push({ rule: 'connect-missing-setting', span: this.c.at, message, data: { ...data, key: names[0]!, config: this.c.path ?? null } });
  }
}

/** What the tools reject in a connector, and what experience warns of. */
export function connectorProblems(draft: Draft, c: Connector): void {
  const t = new Teller(draft, c);
  shapes(t);
  classProblems(t);
  if (c.form === 'properties') t.missing(['name'], "A connector in a properties file needs a 'name'");
  for (const s of c.list) settingProblems(t, s);
  transformProblems(t);
  if (c.direction === 'sink') sinkProblems(t);
  if (c.direction === 'source') sourceProblems(t);
  errorHandling(t);
  if (c.family === 'debezium' && c.direction === 'source') debeziumProblems(t);
  required(t);
  practice(t);
}

/** Settings are texts: what holds a mapping or a list, Connect's REST interface refuses. */
function shapes(t: Teller): void {
  const { c } = t;
  const inner = c.settings.get('name');
  if (c.form === 'wrapped' && inner && c.name !== null && c.nameSpan && inner.value !== c.name && !isUnknown(inner.value) && !isUnknown(c.name) && inner.span.start !== c.nameSpan.start) t.at('connect-conflicting-settings', inner.span, `The connector is called '${c.name}' outside and '${inner.value}' in its config`, { to: c.name }, inner.path);
  if (c.form === 'properties' || c.form === 'strimzi') return;
  for (const s of c.list) if (s.node && s.node.kind !== 'scalar') t.at('connect-invalid-value', s.keySpan, `'${s.key}' must be a text, not a ${s.node.kind === 'map' ? 'mapping' : 'list'}`);
}

function classProblems(t: Teller): void {
  const { c } = t;
  if (c.className === null || c.className === '') {
    t.missing(['connector.class'], "There is no 'connector.class', so Connect can't tell what to run");
    return;
  }
  if (c.facts || isUnknown(c.className) || !c.className.includes('.')) return;
  const near = CONNECTORS.map(k => k.name).filter(n => distance(n, c.className!, 4) <= 3).slice(0, 2);
  const setting = c.settings.get('connector.class');
  if (near.length > 0 && setting) t.at('connect-unknown-class', setting.span, `There is no connector '${c.className}'; did you mean '${near[0]!}'?`, { near }, setting.path);
}

/** Facts about a setting of this connector, of its class first. */
export function factsOf(c: Connector, key: string): SettingFacts | null {
  const own = (c.facts ? entry(c.facts.keys, key) : undefined);
  if (own) return unpack(key, own);
  const frame = entry(FRAMEWORK[c.direction ?? 'sink'], key) ?? entry(FRAMEWORK.source, key);
  return frame ? unpack(key, frame) : null;
}

const PATTERNS = new Set(['topics.regex', 'table.include.list', 'table.exclude.list', 'schema.include.list', 'schema.exclude.list', 'database.include.list', 'database.exclude.list', 'collection.include.list', 'collection.exclude.list', 'column.include.list', 'column.exclude.list']);

function settingProblems(t: Teller, s: Setting): void {
  const { c } = t;
  if (isSecretName(s.key) && isLiteralSecret(s.value) && s.node !== null) t.at('streaming-secret', s.span, `'${s.key}' is written in plain text`, { variable: variableOf(s.key), provider: true }, s.path);
  if (isUnknown(s.value) || isUnknown(s.key) || s.value.trim() === '') return;
  const facts = factsOf(c, s.key);
  if (facts) {
    if (s.key === 'tasks.max') t.value(s, /^[+]?\d+$/.test(s.value.trim()) && Number(s.value) >= 1 && Number(s.value) < 2 ** 31 ? null : { message: `'tasks.max' is a whole number from 1, not '${s.value.trim()}'` });
    else if (c.family === 'debezium' && facts.values.length > 0) oldOrWrong(t, s, facts);
    else t.value(s, judge(facts, s.value));
  } else unknownSetting(t, s);
  if (PATTERNS.has(s.key)) for (const item of s.key === 'topics.regex' ? [{ text: s.value.trim(), span: s.span }] : itemsIn(s)) {
    const bad = badRegex(s.key, item.text);
    if (bad) t.at('connect-invalid-value', item.span, bad.message);
  }
}

/** Values that earlier releases of Debezium took. */
const OLD_VALUES: { readonly [key: string]: readonly string[] } = {
  'snapshot.mode': ['never', 'exported', 'initial_schema_only', 'schema_only', 'schema_only_recovery', 'when_needed'],
  'plugin.name': ['wal2json', 'wal2json_rds', 'wal2json_streaming', 'wal2json_rds_streaming'],
  'capture.mode': ['change_streams_with_pre_image', 'oplog'],
  'snapshot.locking.mode': ['exclusive'],
  'database.connection.adapter': ['xstream'],
};

function oldOrWrong(t: Teller, s: Setting, facts: SettingFacts): void {
  const bad = judge(facts, s.value);
  if (!bad) return;
  if (OLD_VALUES[s.key]?.includes(s.value.trim().toLowerCase())) t.at('debezium-renamed-setting', s.span, `'${s.value.trim()}' is a '${s.key}' of earlier releases: Debezium 3 does not take it${NEW_VALUES[s.value.trim().toLowerCase()] ? `, it is now '${NEW_VALUES[s.value.trim().toLowerCase()]!}'` : ''}`, { value: NEW_VALUES[s.value.trim().toLowerCase()] ?? null }, s.path);
  else t.value(s, bad);
}

const NEW_VALUES: { readonly [value: string]: string } = { initial_schema_only: 'no_data', schema_only: 'no_data', schema_only_recovery: 'recovery', never: 'no_data' };

const FREE = /^(transforms|predicates|topic\.creation|errors|key\.converter|value\.converter|header\.converter|confluent|consumer|producer|admin|driver|debezium|schema\.history|database\.history|signal|topic\.override|iceberg|camel|connect\.|snowflake\.topic|tags|column\.(mask|truncate)|openlineage|offset|post\.processors|converters)\b/;

function unknownSetting(t: Teller, s: Setting): void {
  const { c } = t;
  if (!c.facts || c.facts.open || FREE.test(s.key)) return;
  const own = Object.keys(c.facts.keys);
  const near = closest(s.key, [...own, ...Object.keys(FRAMEWORK[c.facts.kind])], 3).filter(n => distance(n, s.key, 2) <= 2 && !c.settings.has(n));
  if (near.length > 0 && s.key.length > 5) t.at('connect-unknown-setting', s.keySpan, `${lastPart(c.facts.name)} has no setting '${s.key}': it is ignored; did you mean '${near[0]!}'?`, { near: near.slice(0, 2) }, s.path);
}

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

export function variableOf(key: string): string {
  return key.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

function sinkProblems(t: Teller): void {
  const { c } = t;
  const [topics, pattern] = [c.settings.get('topics'), c.settings.get('topics.regex')];
  if (topics && pattern && topics.value.trim() !== '' && pattern.value.trim() !== '') {
    for (const [one, other] of [[topics, pattern], [pattern, topics]] as const) t.at('connect-conflicting-settings', one.keySpan, "Set either 'topics' or 'topics.regex', not both", { remove: [one.key, other.key] }, one.path);
  }
  t.missing(['topics', 'topics.regex'], "A sink needs 'topics' or 'topics.regex'");
  const dead = c.settings.get('errors.deadletterqueue.topic.name');
  if (dead && dead.value.trim() !== '' && !isUnknown(dead.value)) {
    const name = dead.value.trim();
    const regex = pattern && !isUnknown(pattern.value) ? readRegex(pattern.value.trim()) : null;
    const reads = (topics && itemsIn(topics).some(i => i.text === name)) || (regex?.kind === 'regex' && Array.isArray(matchWhole(regex, name)));
    if (reads) t.at('connect-conflicting-settings', dead.span, `The dead-letter topic '${name}' is also read by this connector`);
  }
  if (topics) {
    const seen = new Set<string>();
    for (const item of itemsIn(topics)) {
      if (!isUnknown(item.text) && (!/^[\w.-]{1,249}$/.test(item.text) || item.text === '.' || item.text === '..')) t.at('kafka-topic-name', item.span, `'${item.text}' is no name of a topic: letters, digits, '.', '_' and '-', at most 249 of them`);
      seen.add(item.text);
    }
  }
}

function sourceProblems(t: Teller): void {
  const { c } = t;
  const creation = c.list.filter(s => s.key.startsWith('topic.creation.') && s.key !== 'topic.creation.groups');
  if (creation.length > 0 || c.settings.has('topic.creation.groups')) {
    for (const part of ['replication.factor', 'partitions']) {
      const key = `topic.creation.default.${part}`;
      const s = c.settings.get(key);
      if (!s) t.at('connect-missing-setting', (creation[0] ?? c.settings.get('topic.creation.groups')!).keySpan, `With 'topic.creation' settings, '${key}' is required`, { key });
      else if (!isUnknown(s.value) && !/^\s*(-1|0*[1-9]\d*)\s*$/.test(s.value)) t.value(s, { message: `'${key}' is -1 or a whole number from 1, not '${s.value.trim()}'` });
    }
  }
  const groups = c.settings.get('topic.creation.groups');
  if (groups) doubled(t, groups, 'group');
}

/** An alias that is listed twice. */
export function doubled(t: Teller, list: Setting, what: string): void {
  const seen = new Set<string>();
  for (const item of itemsIn(list)) {
    if (seen.has(item.text)) t.at('connect-duplicate-alias', item.span, `The ${what} '${item.text}' is listed twice`, { list: [...new Set(itemsIn(list).map(i => i.text))].join(',') }, list.path);
    seen.add(item.text);
  }
}

function errorHandling(t: Teller): void {
  const { c } = t;
  const tolerance = c.settings.get('errors.tolerance');
  const dead = c.settings.get('errors.deadletterqueue.topic.name');
  const hasDead = dead !== undefined && dead.value.trim() !== '';
  if (c.direction === 'source' && c.family !== 'mongodb') for (const s of c.list) if (s.key.startsWith('errors.deadletterqueue.')) t.at('connect-dead-letter-queue', s.keySpan, 'Only sinks have a dead-letter queue: a source ignores this', { kind: 'source' }, s.path);
  if (tolerance?.value.trim() === 'all' && !hasDead && valueIn(c, 'errors.log.enable') !== 'true' && c.direction !== null) {
    t.at('connect-errors-without-trace', tolerance.span, 'Bad records are skipped without a trace: there is neither a dead-letter queue nor a log of errors', { sink: c.direction === 'sink', queue: `dlq-${c.name ?? 'connector'}` }, tolerance.path);
  }
  if (c.direction !== 'sink' || !hasDead || !dead) return;
  if (tolerance === undefined || tolerance.value.trim() === 'none') t.at('connect-dead-letter-queue', dead.span, "Without 'errors.tolerance' set to all, a bad record is reported to the queue and the task still fails", { kind: 'tolerance' }, dead.path);
  else if (valueIn(c, 'errors.deadletterqueue.context.headers.enable') === null) t.at('connect-dead-letter-queue', dead.span, "Records in the dead-letter queue don't say why they failed: context headers are off", { kind: 'headers', severity: 'information' }, dead.path);
}

/** What classes refuse to start without, whatever their release. */
const REQUIRED: { readonly [name: string]: readonly string[] } = {
  'io.confluent.connect.jdbc.JdbcSinkConnector': ['connection.url'],
  'io.confluent.connect.jdbc.JdbcSourceConnector': ['connection.url', 'topic.prefix'],
  'io.aiven.connect.jdbc.JdbcSinkConnector': ['connection.url'],
  'io.aiven.connect.jdbc.JdbcSourceConnector': ['connection.url', 'topic.prefix'],
  'io.confluent.connect.s3.S3SinkConnector': ['s3.bucket.name', 'format.class', 'flush.size', 'storage.class'],
  'io.confluent.connect.elasticsearch.ElasticsearchSinkConnector': ['connection.url'],
  'io.debezium.connector.jdbc.JdbcSinkConnector': ['connection.url'],
  'org.apache.kafka.connect.file.FileStreamSourceConnector': ['topic'],
  'org.apache.kafka.connect.mirror.MirrorSourceConnector': ['source.cluster.alias'],
  'org.apache.kafka.connect.mirror.MirrorCheckpointConnector': ['source.cluster.alias'],
  'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector': ['source.cluster.alias'],
  'com.mongodb.kafka.connect.MongoSinkConnector': ['database'],
  'io.debezium.connector.oracle.OracleConnector': ['database.dbname'],
};

function required(t: Teller): void {
  const { c } = t;
  if (!c.facts) return;
  for (const key of entry(REQUIRED, c.facts.name) ?? []) t.missing([key], `${lastPart(c.facts.name)} needs '${key}'`);
  if (c.facts.name === 'org.apache.iceberg.connect.IcebergSinkConnector') iceberg(t);
}

function iceberg(t: Teller): void {
  const { c } = t;
  if (!c.list.some(s => s.key.startsWith('iceberg.catalog.') || isUnknown(s.key))) t.at('connect-missing-setting', c.at, "The Iceberg sink needs a catalog: settings that begin with 'iceberg.catalog.'", { key: 'iceberg.catalog.type' });
  const tables = c.settings.get('iceberg.tables');
  const dynamic = c.settings.get('iceberg.tables.dynamic-enabled');
  const isDynamic = dynamic?.value.trim() === 'true';
  if (tables && isDynamic) t.at('connect-conflicting-settings', tables.keySpan, "Either list 'iceberg.tables' or set 'iceberg.tables.dynamic-enabled', not both", { remove: ['iceberg.tables'] }, tables.path);
  if (!tables && !isDynamic && !(dynamic && isUnknown(dynamic.value))) t.missing(['iceberg.tables'], "The Iceberg sink needs 'iceberg.tables', or dynamic tables");
  if (isDynamic) t.missing(['iceberg.tables.route-field'], "Dynamic tables need 'iceberg.tables.route-field'");
}

const NEEDS_SCHEMA = new Set(['jdbc', 'iceberg']);

function practice(t: Teller): void {
  const { c } = t;
  if (valueIn(c, 'errors.log.include.messages') === 'true') {
    const s = c.settings.get('errors.log.include.messages')!;
    t.at('connect-logs-records', s.span, 'The contents of bad records are written to the log, personal data included', {}, s.path);
  }
  const parquet = /Parquet/.test(valueIn(c, 'format.class') ?? '');
  const plain = c.settings.get('value.converter.schemas.enable');
  if (c.direction === 'sink' && (NEEDS_SCHEMA.has(c.family ?? '') || parquet) && c.className?.startsWith('io.tabular') !== true) {
    if (plain?.value.trim() === 'false' && /JsonConverter$/.test(valueIn(c, 'value.converter') ?? 'JsonConverter') && c.family !== 'iceberg') t.at('connect-schemaless-converter', plain.span, `${parquet ? 'Parquet files need' : 'A JDBC sink needs'} a schema: with 'schemas.enable' false the task fails on the first record`, { key: 'value.converter.schemas.enable' }, plain.path);
    const text = c.settings.get('value.converter');
    if (text && /StringConverter$|ByteArrayConverter$/.test(text.value) && !parquet && c.family === 'jdbc' && valueIn(c, 'transforms') === null) t.at('connect-schemaless-converter', text.span, 'A JDBC sink needs records with fields: a plain text has none', {}, text.path);
  }
  if (c.settings.get('tasks.max') === undefined && c.form !== 'strimzi' && c.className !== null && c.name !== null) t.at('connect-tasks-missing', c.at, "Without 'tasks.max' the connector has one task: say so, or how many it needs", { key: 'tasks.max' });
}
