import type { ColumnDeclaration } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { literalsOf, readRegex } from '../../../text/regex';
import type { Draft } from '../../shared/draft';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { streamKey, topicKey } from '../../shared/names';
import { connectorKey, exclusiveKey } from '../names';
import { askCapture, captures } from './capture';
import { captured, columnLists, databaseKind, topicPrefix } from './debezium';
import { type Connector, isUnknown, itemsIn, type Setting, valueIn } from './connector';
import { carriedColumns } from './flow';
import { collectionEnd, type End, fileEnd, sinkEnds, tableEnd } from './targets';
import { type Reshaping, reshaping, routed, shortType, transformsOf } from './transforms';

interface Context {
  readonly draft: Draft;
  readonly text: string;
  readonly c: Connector;
  readonly job: Key;
  readonly shape: Reshaping;
}

/** Adds what a connector is, reads and writes. `fallback` names it where the file does not: by its URL or the file's name. */
export function extractConnector(draft: Draft, text: string, c: Connector, fallback: { readonly name: string; readonly span: Span | null }): Key {
  const name = c.name ?? fallback.name;
  const job = connectorKey(name);
  const chain = transformsOf(c);
  draft.declare({
    id: job, kind: 'job', type: 'kafka-connect.connector', role: 'defines', name, keys: [], nameSpan: c.nameSpan ?? fallback.span, span: c.span, parent: null, path: c.path, columns: [], columnsComplete: false,
    attributes: { more: { class: c.className, direction: c.direction, family: c.family, prefix: topicPrefix(c)?.value ?? null, transforms: chain.map(t => t.type), ...(c.settings.has('message.key.columns') ? { keyed: true } : {}) } as { [name: string]: Json } },
  });
  const x: Context = { draft, text, c, job, shape: reshaping(chain) };
  if (c.direction === 'sink') extractSink(x);
  else if (c.direction === 'source') extractSource(x);
  return job;
}

/** A topic that is named here, or follows from what is named: then a rename passes over the place. */
export function referTopic(draft: Draft, name: string, span: Span, from: Key | null, role: 'reads' | 'writes' | 'uses', place: string, implied = false, certainty: 'certain' | 'likely' = 'certain'): number {
  draft.describe(topicKey(name), 'dataset', 'kafka.topic', name, span, []);
  if (role === 'reads') askCapture(draft, name, span);
  return draft.refer({ targets: [topicKey(name)], type: 'kafka.topic', name, span, fullSpan: span, from, role, certainty, data: { place }, ...(implied ? { implied: true } : {}) });
}

function referEnd(x: Context, end: End, span: Span, role: 'reads' | 'writes' | 'uses', exact = true): number {
  const { draft, job } = x;
  draft.describe(end.id, 'dataset', end.type, end.name, span, end.certainty === 'certain' ? [] : end.targets);
  return draft.refer({ targets: end.targets, type: end.type, name: end.name, span, fullSpan: span, from: job, role, certainty: end.certainty, data: { place: 'kafka-connect' }, ...(exact ? {} : { implied: true }) });
}

function connect(x: Context, from: number, to: number, target: Key, span: Span, shape: Reshaping, sure: boolean): void {
  const { draft, job } = x;
  draft.edges.push({ from, to, job, span, confidence: sure ? 'exact' : 'likely' });
  const reference = draft.references[from]!;
  draft.queries.push(carriedColumns(from, reference.name, target, job, span.start, shape));
}

// --- sinks ----------------------------------------------------------------------------------------------------------

/** The topics a sink reads, one by one: a regular expression counts if it is a list of names. */
export function sinkTopics(c: Connector): readonly { readonly name: string; readonly span: Span; readonly exact: boolean }[] {
  const out: { name: string; span: Span; exact: boolean }[] = [];
  const list = c.settings.get('topics');
  if (list) for (const item of itemsIn(list)) if (!isUnknown(item.text) && isTopicName(item.text)) out.push({ name: item.text, span: item.span, exact: item.span.end - item.span.start === item.text.length });
  const pattern = c.settings.get('topics.regex');
  if (pattern && !isUnknown(pattern.value)) {
    const regex = readRegex(pattern.value.trim());
    for (const name of (regex.kind === 'regex' ? literalsOf(regex, 50) : null) ?? []) if (isTopicName(name)) out.push({ name, span: pattern.span, exact: false });
  }
  return out;
}

export function isTopicName(name: string): boolean {
  return /^[\w.-]{1,249}$/.test(name) && name !== '.' && name !== '..';
}

function extractSink(x: Context): void {
  const { draft, c, job } = x;
  const chain = transformsOf(c);
  for (const topic of sinkTopics(c)) {
    const from = referTopic(draft, topic.name, topic.span, job, 'reads', 'topics', !topic.exact);
    const behind = routed(topic.name, chain);
    if (!behind) continue;
    for (const end of sinkEnds(c, behind.topic)) {
      const setting = end.setting === null ? undefined : c.settings.get(end.setting);
      const span = setting ? placeOf(setting, end.name) : topic.span;
      const exact = setting !== undefined && span.end - span.start === end.name.length;
      connect(x, from, referEnd(x, end, span, 'writes', exact), end.id, topic.span, x.shape, behind.sure);
    }
  }
  const dead = c.settings.get('errors.deadletterqueue.topic.name');
  if (dead && !isUnknown(dead.value) && isTopicName(dead.value.trim())) referTopic(draft, dead.value.trim(), dead.span, job, 'writes', 'errors.deadletterqueue.topic.name');
}

/** Where a name stands within a setting's value; all of the value if it is put together there. */
function placeOf(setting: Setting, name: string): Span {
  const at = setting.span.end - setting.span.start === setting.value.length ? setting.value.indexOf(name) : -1;
  return at < 0 ? setting.span : { start: setting.span.start + at, end: setting.span.start + at + name.length };
}

// --- sources --------------------------------------------------------------------------------------------------------

function extractSource(x: Context): void {
  (SOURCES[x.c.family ?? ''] ?? otherSource)(x);
}

const SOURCES: { readonly [family: string]: (x: Context) => void } = { debezium, jdbc: jdbcSource, mirror, mongodb: mongoSource, redis: redisSource, file: fileSource };

const ENVELOPE = ['before', 'after', 'source', 'op', 'ts_ms', 'transaction'];

function debezium(x: Context): void {
  const { draft, c, job } = x;
  const chain = transformsOf(c);
  const prefix = topicPrefix(c);
  const flat = chain.some(t => ['ExtractNewRecordState', 'ExtractNewDocumentState', 'UnwrapFromEnvelope'].includes(shortType(t)));
  for (const table of captured(c)) {
    const from = referEnd(x, table.end, table.span, 'reads', table.exact);
    const router = chain.find(t => ['EventRouter', 'MongoEventRouter'].includes(shortType(t)));
    const behind = routed(table.topic, chain);
    if (router || !behind) continue;
    const to = referTopic(draft, behind.topic, table.span, job, 'writes', 'captured', true);
    const lists = columnLists(c, table.name);
    const shape: Reshaping = {
      ...x.shape,
      dropped: new Set([...x.shape.dropped, ...lists.dropped]),
      kept: x.shape.kept ?? (lists.kept ? new Set(lists.kept) : null),
      masked: new Set([...x.shape.masked, ...lists.masked]),
      open: x.shape.open,
    };
    connect(x, from, to, topicKey(behind.topic), table.span, shape, behind.sure);
    if (!flat) draft.describe(topicKey(behind.topic), 'dataset', 'kafka.topic', behind.topic, table.span, [], ENVELOPE.map((name): ColumnDeclaration => ({ name, nameSpan: at(table.span), span: at(table.span), path: null, type: null, description: `Part of Debezium's envelope.` })));
  }
  const outbox = chain.find(t => ['EventRouter', 'MongoEventRouter'].includes(shortType(t)));
  const route = outbox?.options.get('route.topic.replacement');
  if (route && !isUnknown(route.value) && isTopicName(route.value)) referTopic(draft, route.value, route.span, job, 'writes', 'outbox');
  for (const name of ['schema.history.internal.kafka.topic', 'database.history.kafka.topic']) {
    const s = c.settings.get(name);
    if (!s || isUnknown(s.value) || !isTopicName(s.value.trim())) continue;
    referTopic(draft, s.value.trim(), s.span, job, 'uses', name);
    claim(x, 'history', s);
  }
  const signal = c.settings.get('signal.data.collection');
  const signalled = signal && !isUnknown(signal.value) ? (databaseKind(c) === 'mongodb' ? collectionEnd(signal.value.split('.')[0]!, signal.value.split('.').slice(1).join('.'), null) : tableEnd(signal.value.split('.'), null, false)) : null;
  if (signal && signalled) referEnd(x, signalled, signal.span, 'uses');
  if (prefix && !isUnknown(prefix.value)) claim(x, 'prefix', prefix, '', captures(c));
  for (const [kind, name] of [['slot', 'slot.name'], ['server-id', 'database.server.id']] as const) {
    const s = c.settings.get(name);
    if (s && !isUnknown(s.value) && s.value.trim() !== '') claim(x, kind, s, `${valueIn(c, 'database.hostname') ?? ''}/`);
  }
}

function at(span: Span): Span {
  return { start: span.start, end: span.start };
}

/** Says that the connector uses something that no other may use; a rule looks at who else does. */
function claim(x: Context, kind: string, setting: Setting, before = '', said: { readonly [name: string]: Json } | null = null): void {
  const target = exclusiveKey(kind, `${before}${setting.value.trim()}`);
  x.draft.refer({ targets: [target], type: `kafka-connect.${kind}`, name: setting.value.trim(), span: setting.span, fullSpan: setting.span, from: x.job, role: 'names', certainty: 'likely', implied: true, data: { setting: setting.key } });
  const place = at(setting.span);
  x.draft.declare({ id: target, kind: 'symbol', type: `kafka-connect.${kind}`, role: 'describes', name: setting.value.trim(), keys: [], nameSpan: place, span: place, parent: null, path: null, attributes: said ? { more: { captures: said } } : {}, columns: [], columnsComplete: false, yieldsTo: [] });
}

function jdbcSource(x: Context): void {
  const { draft, c, job, text } = x;
  const chain = transformsOf(c);
  const prefix = valueIn(c, 'topic.prefix') ?? '';
  if (isUnknown(prefix)) return;
  const query = c.settings.get('query');
  if (query && query.value.trim() !== '') {
    const exact = text.slice(query.span.start, query.span.end) === query.value;
    extractJobSql(draft, text, { job, text: query.value, origin: exact ? query.span : null, at: query.span, dialect: dialectOf(valueIn(c, 'connection.url'), valueIn(c, 'dialect.name')), place: 'kafka-connect', schema: null, known: {} });
    const behind = prefix === '' ? null : routed(prefix, chain);
    const setting = c.settings.get('topic.prefix');
    if (behind && setting) referTopic(draft, behind.topic, setting.span, job, 'writes', 'topic.prefix', behind.topic !== setting.value, behind.sure ? 'certain' : 'likely');
    return;
  }
  for (const name of ['table.whitelist', 'tables', 'table.include.list']) {
    const list = c.settings.get(name);
    if (!list) continue;
    for (const item of itemsIn(list)) {
      if (isUnknown(item.text)) continue;
      const regex = readRegex(item.text);
      const literals = name === 'table.include.list' ? (regex.kind === 'regex' ? literalsOf(regex) : null) : [item.text];
      for (const table of literals ?? []) {
        const parts = table.split('.').map(p => p.replace(/["`]/g, ''));
        const schema = valueIn(c, 'schema.pattern');
        const end = tableEnd(parts.length === 1 && schema !== null && /^\w+$/.test(schema) ? [schema, ...parts] : parts, null, false);
        if (!end) continue;
        const from = referEnd(x, end, item.span, 'reads', item.text === table);
        const behind = routed(`${prefix}${parts.at(-1)!}`, chain);
        if (!behind || !isTopicName(behind.topic)) continue;
        connect(x, from, referTopic(draft, behind.topic, item.span, job, 'writes', 'captured', true), topicKey(behind.topic), item.span, x.shape, behind.sure);
      }
    }
  }
}

function mirror(x: Context): void {
  const { draft, c, job } = x;
  const list = c.settings.get('topics');
  const alias = valueIn(c, 'source.cluster.alias');
  const policy = valueIn(c, 'replication.policy.class') ?? '';
  if (!list || alias === null || isUnknown(alias) || /Identity/.test(policy)) return;
  for (const item of itemsIn(list)) {
    if (!isTopicName(item.text) || isUnknown(item.text)) continue;
    const from = referTopic(draft, item.text, item.span, job, 'reads', 'topics');
    const name = `${alias}${valueIn(c, 'replication.policy.separator') ?? '.'}${item.text}`;
    connect(x, from, referTopic(draft, name, item.span, job, 'writes', 'mirrored', true), topicKey(name), item.span, x.shape, policy === '');
  }
}

function mongoSource(x: Context): void {
  const { draft, c, job } = x;
  const database = valueIn(c, 'database');
  const collection = c.settings.get('collection');
  if (database === null || !collection || collection.value.trim() === '') return;
  const end = collectionEnd(database, collection.value.trim(), 'collection');
  if (!end) return;
  const from = referEnd(x, end, collection.span, 'reads');
  const separator = valueIn(c, 'topic.separator') ?? '.';
  const topic = [valueIn(c, 'topic.prefix'), database, collection.value.trim(), valueIn(c, 'topic.suffix')].filter(p => p !== null).join(separator);
  const behind = valueIn(c, 'topic.namespace.map') === null && !isUnknown(topic) ? routed(topic, transformsOf(c)) : null;
  if (behind && isTopicName(behind.topic)) connect(x, from, referTopic(draft, behind.topic, collection.span, job, 'writes', 'captured', true), topicKey(behind.topic), collection.span, x.shape, behind.sure);
}

function redisSource(x: Context): void {
  const stream = x.c.settings.get('redis.stream.name');
  if (!stream || isUnknown(stream.value) || stream.value.trim() === '') return;
  const name = stream.value.trim();
  const end: End = { id: streamKey('redis', name), targets: [streamKey('redis', name)], type: 'redis.stream', name, setting: null, certainty: 'certain' };
  const from = referEnd(x, end, stream.span, 'reads');
  const topic = (valueIn(x.c, 'topic') ?? '${stream}').replace('${stream}', name);
  const setting = x.c.settings.get('topic');
  if (isTopicName(topic)) connect(x, from, referTopic(x.draft, topic, setting?.span ?? stream.span, x.job, 'writes', 'topic', setting?.value !== topic), topicKey(topic), stream.span, x.shape, true);
}

function fileSource(x: Context): void {
  const file = x.c.settings.get('file');
  const end = file && file.value.trim() !== '' ? fileEnd(file.value.trim(), 'file') : null;
  const from = file && end ? referEnd(x, end, file.span, 'reads') : null;
  const topic = x.c.settings.get('topic');
  if (!topic || isUnknown(topic.value) || !isTopicName(topic.value.trim())) return;
  const to = referTopic(x.draft, topic.value.trim(), topic.span, x.job, 'writes', 'topic');
  if (from !== null) connect(x, from, to, topicKey(topic.value.trim()), topic.span, x.shape, true);
}

/** Sources whose system we have no names for: the topic they write to, where it is named. */
function otherSource(x: Context): void {
  for (const name of ['kafka.topic', 'topic', 'topics', 'kafka.topics']) {
    const setting = x.c.settings.get(name);
    if (!setting) continue;
    for (const item of itemsIn(setting)) {
      const behind = isTopicName(item.text) && !isUnknown(item.text) ? routed(item.text, transformsOf(x.c)) : null;
      if (behind) referTopic(x.draft, behind.topic, item.span, x.job, 'writes', name, behind.topic !== item.text, behind.sure ? 'certain' : 'likely');
    }
  }
}
