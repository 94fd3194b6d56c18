import { isUnknown, type Setting, valueIn } from './connector';
import { databaseKind } from './debezium';
import type { Teller } from './problems';
import { lastPart } from './problems';

/** Settings that Debezium 2 gave another name; those in brackets of the same value. */
const RENAMED: readonly (readonly [string, string])[] = [
  ['database.server.name', 'topic.prefix'], ['mongodb.name', 'topic.prefix'],
  ['table.whitelist', 'table.include.list'], ['table.blacklist', 'table.exclude.list'], ['database.whitelist', 'database.include.list'], ['database.blacklist', 'database.exclude.list'],
  ['schema.whitelist', 'schema.include.list'], ['schema.blacklist', 'schema.exclude.list'], ['column.whitelist', 'column.include.list'], ['column.blacklist', 'column.exclude.list'],
  ['collection.whitelist', 'collection.include.list'], ['collection.blacklist', 'collection.exclude.list'],
];

/** What Debezium rejects, and what is known to hurt. */
export function debeziumProblems(t: Teller): void {
  const { c } = t;
  const kind = databaseKind(c);
  const old = c.settings.has('database.server.name') || c.settings.has('mongodb.name');
  const isOld = old && !c.settings.has('topic.prefix');
  renamed(t, kind);
  if (!isOld) t.missing(['topic.prefix'], `${lastPart(c.className!)} needs a 'topic.prefix'`);
  const prefix = c.settings.get('topic.prefix');
  if (prefix && prefix.value.trim() !== '' && !isUnknown(prefix.value) && !/^[\w.-]+$/.test(prefix.value.trim())) t.value(prefix, { message: `'topic.prefix' takes letters, digits, '_', '-' and '.', not '${prefix.value.trim()}'` });
  if (['postgresql', 'mysql', 'sqlserver', 'mariadb'].includes(kind) || (kind === 'oracle' && !c.settings.has('database.url'))) t.missing(['database.hostname'], `${lastPart(c.className!)} needs 'database.hostname'`);
  if (['postgresql', 'mysql', 'oracle', 'mariadb'].includes(kind)) t.missing(['database.user'], `${lastPart(c.className!)} needs 'database.user'`);
  if (kind === 'postgresql') t.missing(['database.dbname'], "PostgresConnector needs 'database.dbname'");
  if (kind === 'sqlserver' && !isOld) t.missing(['database.names'], "SqlServerConnector needs 'database.names'");
  if (kind === 'mysql' && !isOld) t.missing(['database.server.id'], "MySqlConnector needs a 'database.server.id', unique among the servers and replicas of the database");
  if (kind === 'mongodb' && !isOld) t.missing(['mongodb.connection.string', 'mongodb.hosts'], "MongoDbConnector needs 'mongodb.connection.string'");
  history(t, kind, isOld);
  exclusive(t);
  if (kind === 'postgresql') postgres(t);
  practice(t, kind);
}

function renamed(t: Teller, kind: string): void {
  const { c } = t;
  for (const [from, to] of RENAMED) {
    const s = c.settings.get(from);
    if (s && !c.settings.has(to)) t.at('debezium-renamed-setting', s.keySpan, `Since Debezium 2 '${from}' is called '${to}'; keep its value, by which offsets are stored`, { to }, s.path);
  }
  for (const s of c.list) {
    if (!s.key.startsWith('database.history.')) continue;
    t.at('debezium-renamed-setting', s.keySpan, `Since Debezium 2 '${s.key}' is called 'schema.history.internal.${s.key.slice('database.history.'.length)}'`, { to: `schema.history.internal.${s.key.slice('database.history.'.length)}` }, s.path);
  }
  const single = c.settings.get('database.dbname');
  if (kind === 'sqlserver' && single && !c.settings.has('database.names')) t.at('debezium-renamed-setting', single.keySpan, "Since Debezium 2 'database.dbname' of SQL Server is called 'database.names'", { to: 'database.names' }, single.path);
}

function history(t: Teller, kind: string, isOld: boolean): void {
  const { c } = t;
  if (!['mysql', 'sqlserver', 'oracle', 'mariadb'].includes(kind) || isOld) return;
  const store = valueIn(c, 'schema.history.internal');
  if (store !== null && !/KafkaSchemaHistory$/.test(store)) return;
  for (const part of ['topic', 'bootstrap.servers']) t.missing([`schema.history.internal.kafka.${part}`, `database.history.kafka.${part}`], `${lastPart(c.className!)} keeps its schema history in Kafka and needs 'schema.history.internal.kafka.${part}'`);
}

function exclusive(t: Teller): void {
  const { c } = t;
  for (const what of ['database', 'schema', 'table', 'column', 'collection', 'message.prefix']) {
    const [include, exclude] = [c.settings.get(`${what}.include.list`), c.settings.get(`${what}.exclude.list`)];
    if (!include || !exclude || include.value.trim() === '' || exclude.value.trim() === '') continue;
    t.at('connect-conflicting-settings', exclude.keySpan, `'${what}.exclude.list' can't be combined with '${what}.include.list'`, { remove: [exclude.key, include.key] }, exclude.path);
  }
}

function postgres(t: Teller): void {
  const { c } = t;
  const slot = c.settings.get('slot.name');
  if (slot && slot.value.trim() !== '' && !isUnknown(slot.value) && !/^[a-z0-9_]{1,63}$/.test(slot.value.trim())) t.value(slot, { message: "'slot.name' takes up to 63 of a-z, 0-9 and _" }, { suggestion: slot.value.trim().toLowerCase().replace(/[^a-z0-9_]/g, '_').slice(0, 63) });
  const beat = valueIn(c, 'heartbeat.interval.ms');
  if ((beat === null || beat === '0') && valueIn(c, 'slot.drop.on.stop') !== 'true') t.at('debezium-heartbeat-missing', c.at, "Without 'heartbeat.interval.ms' a quiet database keeps its write-ahead log", { key: 'heartbeat.interval.ms' });
  const publication = c.settings.get('publication.autocreate.mode');
  if (publication?.value.trim() === 'all_tables') t.at('debezium-publication-all-tables', publication.span, 'A publication of all tables needs a superuser, and holds tables that are not captured', {}, publication.path);
}

function practice(t: Teller, kind: string): void {
  const { c } = t;
  const tasks = c.settings.get('tasks.max');
  const many = kind === 'mongodb' || (kind === 'sqlserver' && (valueIn(c, 'database.names') ?? '').includes(','));
  if (tasks && Number(tasks.value) > 1 && !many) t.at('connect-tasks-unused', tasks.span, `${lastPart(c.className!)} always runs one task: more have no effect`, {}, tasks.path);
  for (const name of ['event.processing.failure.handling.mode', 'event.deserialization.failure.handling.mode', 'inconsistent.schema.handling.mode']) {
    const s = c.settings.get(name);
    if (s && ['skip', 'warn', 'ignore'].includes(s.value.trim().toLowerCase())) t.at('debezium-loses-events', s.span, `With '${s.value.trim()}', events that can't be processed are lost${s.value.trim() === 'skip' ? ' without a trace' : ''}`, {}, s.path);
  }
  const tombstones: Setting | undefined = c.settings.get('tombstones.on.delete');
  if (tombstones?.value.trim() === 'false') t.at('debezium-loses-events', tombstones.span, 'Without tombstones, deleted rows stay in compacted topics for ever', { severity: 'information' }, tombstones.path);
}
