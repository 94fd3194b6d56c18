import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { column, misspelt, nameSpan, option, tableName, value, writtenName } from './options';

const STARTUP = ['earliest-offset', 'latest-offset', 'group-offsets', 'timestamp', 'specific-offsets'];
const BOUNDED = ['latest-offset', 'group-offsets', 'timestamp', 'specific-offsets', 'unbounded'];
const GUARANTEES = ['none', 'at-least-once', 'exactly-once'];

/** Options by connector (`KafkaConnectorOptions`, `JdbcConnectorOptions`, `FileSystemConnectorOptions`, `DataGenConnectorOptions`); those of a format or with a name of one's own are left out. */
const FLINK_OPTIONS: { readonly [connector: string]: readonly string[] } = {
  kafka: ['connector', 'topic', 'topic-pattern', 'properties.bootstrap.servers', 'properties.group.id', 'format', 'key.format', 'key.fields', 'key.fields-prefix', 'value.format', 'value.fields-include', 'scan.startup.mode', 'scan.startup.specific-offsets', 'scan.startup.timestamp-millis', 'scan.bounded.mode', 'scan.bounded.specific-offsets', 'scan.bounded.timestamp-millis', 'scan.topic-partition-discovery.interval', 'scan.watermark.emit.strategy', 'scan.watermark.alignment.group', 'scan.watermark.idle-timeout', 'scan.parallelism', 'sink.partitioner', 'sink.parallelism', 'sink.delivery-guarantee', 'sink.transactional-id-prefix', 'sink.transaction-naming-strategy'],
  'upsert-kafka': ['connector', 'topic', 'properties.bootstrap.servers', 'properties.group.id', 'key.format', 'key.fields-prefix', 'value.format', 'value.fields-include', 'scan.bounded.mode', 'scan.parallelism', 'sink.parallelism', 'sink.buffer-flush.max-rows', 'sink.buffer-flush.interval', 'sink.delivery-guarantee', 'sink.transactional-id-prefix'],
  jdbc: ['connector', 'url', 'table-name', 'driver', 'username', 'password', 'connection.max-retry-timeout', 'compatible-mode', 'scan.partition.column', 'scan.partition.num', 'scan.partition.lower-bound', 'scan.partition.upper-bound', 'scan.fetch-size', 'scan.auto-commit', 'lookup.cache', 'lookup.cache.max-rows', 'lookup.cache.ttl', 'lookup.max-retries', 'lookup.cache.caching-missing-key', 'lookup.partial-cache.expire-after-access', 'lookup.partial-cache.expire-after-write', 'lookup.partial-cache.cache-missing-key', 'lookup.partial-cache.max-rows', 'sink.buffer-flush.max-rows', 'sink.buffer-flush.interval', 'sink.max-retries', 'sink.parallelism'],
  filesystem: ['connector', 'path', 'format', 'partition.default-name', 'source.monitor-interval', 'source.path.regex-pattern', 'source.report-statistics', 'sink.rolling-policy.file-size', 'sink.rolling-policy.rollover-interval', 'sink.rolling-policy.check-interval', 'sink.shuffle-by-partition.enable', 'sink.partition-commit.trigger', 'sink.partition-commit.delay', 'sink.partition-commit.watermark-time-zone', 'sink.partition-commit.policy.kind', 'sink.partition-commit.policy.class', 'sink.partition-commit.success-file.name', 'sink.parallelism', 'auto-compaction', 'compaction.file-size', 'compaction.parallelism', 'partition.time-extractor.kind', 'partition.time-extractor.class', 'partition.time-extractor.timestamp-pattern', 'partition.time-extractor.timestamp-formatter'],
  datagen: ['connector', 'rows-per-second', 'number-of-rows', 'scan.parallelism'],
};
/** Connectors that Flink and its sister projects ship. */
const FLINK_CONNECTORS = ['kafka', 'upsert-kafka', 'jdbc', 'filesystem', 'datagen', 'print', 'blackhole', 'kinesis', 'kinesis-legacy', 'firehose', 'dynamodb', 'elasticsearch-6', 'elasticsearch-7', 'elasticsearch-8', 'opensearch', 'hbase-1.4', 'hbase-2.2', 'mongodb', 'pulsar', 'mysql-cdc', 'postgres-cdc', 'oracle-cdc', 'sqlserver-cdc', 'mongodb-cdc', 'tidb-cdc', 'oceanbase-cdc', 'db2-cdc', 'iceberg', 'paimon', 'hudi', 'doris', 'starrocks', 'clickhouse', 'redis', 'faker', 'delta', 'socket', 'rabbitmq', 'prometheus'];

/** What Flink refuses when a table is declared, and what a script as a whole lacks. */
export function checkFlink({ draft, text, statements }: Checked, statement: Statement): void {
  if (statement.kind === 'insert') inserted(draft, statements, statement);
  if (statement.kind === 'select' || statement.kind === 'insert' || statement.kind === 'create_view') windowed(draft, text, statements, statement);
  // DDL of a source lies among Flink's files too: Flink's own tables have a connector, or take it over.
  if (statement.kind !== 'create_table' || !(option(statement, 'connector') || statement.reads.length > 0)) return;
  const words = text.slice(statement.span.start, statement.span.end);
  const key = /\bprimary\s+key\b/i.exec(words);
  if (key && !/\bnot\s+enforced\b/i.test(words)) draft.problem('flink-table-invalid', { start: statement.span.start + key.index, end: statement.span.start + key.index + key[0].length }, 'Flink does not check keys: PRIMARY KEY needs NOT ENFORCED', { fix: 'enforced' });
  const watermark = option(statement, 'watermark');
  const named = watermark ? /^`?([A-Za-z_]\w*)`?\s+as\b/i.exec(watermark.value) : null;
  if (watermark && named && statement.columns.length > 0 && statement.reads.length === 0) {
    const found = column(statement, named[1]!);
    if (!found) draft.problem('flink-table-invalid', watermark.span, `The watermark uses '${named[1]!}', which is no column`);
    else if (found.type !== null && !/^timestamp/i.test(found.type)) draft.problem('flink-table-invalid', watermark.span, `A watermark needs a TIMESTAMP; '${found.name}' is ${found.type.toUpperCase()}`);
  }
  const connector = value(statement, 'connector');
  if (connector !== null && !/[$&{]/.test(connector)) known(draft, text, statement, connector);
  required(draft, statement, connector);
  keyColumns(draft, text, statement);
  const login = option(statement, 'properties.sasl.jaas.config');
  const secret = login ? /password\s*=\s*"([^"${}&]+)"/i.exec(login.value) : null;
  if (login && secret) draft.problem('flink-table-practice', login.span, 'A password stands in the text: let the program put it in');
  // What LIKE takes over is not in the text.
  if ((connector !== 'kafka' && connector !== 'upsert-kafka') || statement.reads.length > 0) return;
  const at = option(statement, 'connector')!.span;
  const need = (what: string): void => draft.problem('flink-table-invalid', at, what);
  if (!option(statement, 'properties.bootstrap.servers')) need("A Kafka table needs 'properties.bootstrap.servers'");
  const format = option(statement, 'format');
  const valueFormat = option(statement, 'value.format');
  if (connector === 'kafka') {
    if (!format && !valueFormat) need("A Kafka table needs 'format' or 'value.format'");
    if (option(statement, 'topic') && option(statement, 'topic-pattern')) draft.problem('flink-table-invalid', option(statement, 'topic-pattern')!.span, "'topic' and 'topic-pattern' can't be used together");
    if (option(statement, 'key.format') && !option(statement, 'key.fields')) draft.problem('flink-table-invalid', option(statement, 'key.format')!.span, "'key.format' needs 'key.fields'");
    const mode = value(statement, 'scan.startup.mode');
    if (mode !== null && !STARTUP.includes(mode)) draft.problem('flink-table-invalid', option(statement, 'scan.startup.mode')!.span, `'scan.startup.mode' is one of ${STARTUP.join(', ')}`);
    const bounded = value(statement, 'scan.bounded.mode');
    if (bounded !== null && !BOUNDED.includes(bounded)) draft.problem('flink-table-invalid', option(statement, 'scan.bounded.mode')!.span, `'scan.bounded.mode' is one of ${BOUNDED.join(', ')}`);
    if (bounded === 'timestamp' && !option(statement, 'scan.bounded.timestamp-millis')) draft.problem('flink-table-invalid', option(statement, 'scan.bounded.mode')!.span, "'timestamp' needs 'scan.bounded.timestamp-millis'");
    if (bounded === 'specific-offsets' && !option(statement, 'scan.bounded.specific-offsets')) draft.problem('flink-table-invalid', option(statement, 'scan.bounded.mode')!.span, "'specific-offsets' needs 'scan.bounded.specific-offsets'");
    if (!option(statement, 'topic') && !option(statement, 'topic-pattern')) need("A Kafka table needs 'topic' or 'topic-pattern'");
    if (mode === 'timestamp' && !option(statement, 'scan.startup.timestamp-millis')) draft.problem('flink-table-invalid', option(statement, 'scan.startup.mode')!.span, "'timestamp' needs 'scan.startup.timestamp-millis'");
    if (mode === 'specific-offsets' && !option(statement, 'scan.startup.specific-offsets')) draft.problem('flink-table-invalid', option(statement, 'scan.startup.mode')!.span, "'specific-offsets' needs 'scan.startup.specific-offsets'");
  } else if (!key || !option(statement, 'key.format') || !valueFormat || format) need("upsert-kafka needs PRIMARY KEY (…) NOT ENFORCED, 'key.format' and 'value.format'");
  const guarantee = value(statement, 'sink.delivery-guarantee');
  if (guarantee !== null && !GUARANTEES.includes(guarantee)) draft.problem('flink-table-invalid', option(statement, 'sink.delivery-guarantee')!.span, `'sink.delivery-guarantee' is one of ${GUARANTEES.join(', ')}`);
  if (guarantee === 'exactly-once' && !option(statement, 'sink.transactional-id-prefix')) draft.problem('flink-table-invalid', option(statement, 'sink.delivery-guarantee')!.span, "'exactly-once' needs 'sink.transactional-id-prefix'");
  if (guarantee === 'exactly-once' && statements.some(s => s.kind === 'insert') && !/execution\.checkpointing\.interval/i.test(text)) draft.problem('flink-table-practice', option(statement, 'sink.delivery-guarantee')!.span, "Exactly-once commits at checkpoints: without execution.checkpointing.interval nothing is ever committed, unless the cluster sets it", { severity: 'information' });
  const old = option(statement, 'sink.semantic');
  if (old) draft.problem('flink-table-invalid', old.span, "'sink.semantic' is called 'sink.delivery-guarantee' now", { severity: 'warning' });
}

function known(draft: Checked['draft'], text: string, statement: Statement, connector: string): void {
  const meant = misspelt(connector, FLINK_CONNECTORS);
  if (meant !== null) draft.problem('flink-table-invalid', option(statement, 'connector')!.span, `There is no connector '${connector}'. Did you mean '${meant}'?`);
  const names = Object.hasOwn(FLINK_OPTIONS, connector) ? FLINK_OPTIONS[connector]! : null;
  if (!names) return;
  for (const found of statement.options) {
    // Options of a client, of a format, and of a field have names of their own; clauses of the table have no quotes.
    if (!text.slice(found.span.start, found.span.end).startsWith("'") || /^(?:properties|fields)\./.test(found.name) || /^(?:key\.|value\.)?(?:json|csv|avro|avro-confluent|debezium-\w+|debezium-avro-confluent|canal-json|maxwell-json|ogg-json|raw|protobuf|parquet|orc)\./.test(found.name)) continue;
    const name = writtenName(text, found);
    const near = misspelt(name, names);
    if (near !== null) draft.problem('flink-table-invalid', found.span, `The connector '${connector}' has no option '${name}'. Did you mean '${near}'?`);
  }
}

const REQUIRED: { readonly [connector: string]: readonly string[] } = { jdbc: ['url', 'table-name'], filesystem: ['path', 'format'], 'mysql-cdc': ['hostname', 'username', 'password', 'database-name', 'table-name'], 'postgres-cdc': ['hostname', 'username', 'password', 'database-name', 'schema-name', 'table-name'], 'sqlserver-cdc': ['hostname', 'username', 'password', 'database-name', 'table-name'], 'oracle-cdc': ['username', 'password', 'database-name', 'schema-name', 'table-name'], 'mongodb-cdc': ['hosts', 'database', 'collection'], mongodb: ['uri', 'database', 'collection'] };

/** Options without which a connector makes no table; of MongoDB's change stream database and collection may be left out. */
function required(draft: Checked['draft'], statement: Statement, connector: string | null): void {
  if (connector === null || statement.reads.length > 0 || !Object.hasOwn(REQUIRED, connector)) return;
  const missing = REQUIRED[connector]!.filter(n => !option(statement, n) && !(connector === 'mongodb-cdc' && n !== 'hosts') && !(connector.endsWith('-cdc') && n === 'hostname' && option(statement, 'url')));
  if (missing.length > 0) draft.problem('flink-table-invalid', option(statement, 'connector')!.span, `The connector '${connector}' needs ${missing.map(n => `'${n}'`).join(', ')}`);
}

/** Columns that keys and partitions name. */
function keyColumns(draft: Checked['draft'], text: string, statement: Statement): void {
  if (statement.columns.length === 0 || statement.reads.length > 0) return;
  const fields = option(statement, 'key.fields');
  const prefix = value(statement, 'key.fields-prefix') ?? '';
  if (fields && prefix === '') {
    const at = text.indexOf(fields.value, fields.span.start + fields.name.length + 2);
    let from = 0;
    for (const name of fields.value.split(';')) {
      const start = at + from + name.indexOf(name.trim());
      if (name.trim() !== '' && !/[${}]/.test(name) && !column(statement, name.trim())) draft.problem('flink-table-invalid', { start, end: start + name.trim().length }, `'key.fields' names '${name.trim()}', which is no column`);
      from += name.length + 1;
    }
  }
  const before = option(statement, 'key.fields-prefix');
  if (before && prefix !== '' && value(statement, 'connector') === 'kafka' && !/^except_key$/i.test(value(statement, 'value.fields-include') ?? '')) draft.problem('flink-table-invalid', before.span, "'key.fields-prefix' needs 'value.fields-include' = 'EXCEPT_KEY'");
  const words = text.slice(statement.span.start, statement.span.end);
  const key = /\bprimary\s+key\s*\(([^()]*)\)/i.exec(words);
  const partition = option(statement, 'partition_by');
  const lists: { what: string; at: number; list: string }[] = [];
  if (key) lists.push({ what: 'PRIMARY KEY', at: statement.span.start + key.index + key[0].indexOf('(') + 1, list: key[1]! });
  if (partition) lists.push({ what: 'PARTITIONED BY', at: text.indexOf(partition.value, partition.span.start), list: partition.value });
  for (const { what, at, list } of lists) {
    let from = 0;
    for (const item of list.split(',')) {
      const named = /^\s*`?([A-Za-z_]\w*)`?\s*$/.exec(item);
      if (named && at >= 0 && !column(statement, named[1]!)) {
        const start = at + from + item.indexOf(named[1]!);
        draft.problem('flink-table-invalid', { start, end: start + named[1]!.length }, `${what} uses '${named[1]!}', which '${tableName(statement)}' does not have`);
      }
      from += item.length + 1;
    }
  }
}

function tableIn(statements: readonly Statement[], name: string): Statement | undefined {
  return statements.find(s => s.kind === 'create_table' && tableName(s).toLowerCase() === name.toLowerCase());
}

/** An INSERT into a table over several topics: a Kafka sink writes to one, unless a column says to which. */
function inserted(draft: Checked['draft'], statements: readonly Statement[], statement: Statement): void {
  const target = tableIn(statements, tableName(statement));
  const topic = target ? value(target, 'topic') : null;
  if (!target || value(target, 'connector') !== 'kafka') return;
  const several = topic?.includes(';') === true || option(target, 'topic-pattern') !== undefined;
  if (several && !target.columns.some(c => c.name.toLowerCase() === 'topic')) draft.problem('flink-table-practice', statement.target!.span, `'${tableName(target)}' is over several topics: a sink needs one, or a writable metadata column 'topic'`);
}

/** Windows over a Kafka table that has no watermark never end. */
function windowed(draft: Checked['draft'], text: string, statements: readonly Statement[], statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  for (const match of words.matchAll(/\b(?:tumble|hop|cumulate|session)\s*\(\s*(?:data\s*=>\s*)?table\s+`?([A-Za-z_]\w*)`?\s*(?:partition\s+by\s+[^,()]+)?,\s*(?:timecol\s*=>\s*)?descriptor\s*\(\s*`?([A-Za-z_]\w*)`?\s*\)/gi)) {
    const table = tableIn(statements, match[1]!);
    const found = table ? column(table, match[2]!) : undefined;
    if (!table || !found || table.reads.length > 0 || option(table, 'watermark') || /proctime\s*\(/i.test(text.slice(found.span.start, found.span.end))) continue;
    const at = statement.span.start + match.index + match[0].lastIndexOf(match[2]!);
    draft.problem('flink-table-invalid', { start: at, end: at + match[2]!.length }, `A window needs a time attribute: '${match[1]!}' has no WATERMARK FOR ${match[2]!}`);
  }
}

const WINDOWS = ['session', 'tumbling', 'hopping'];
const KSQL_OPTIONS = ['kafka_topic', 'value_format', 'key_format', 'format', 'partitions', 'replicas', 'retention_ms', 'timestamp', 'timestamp_format', 'window_type', 'window_size', 'wrap_single_value', 'value_delimiter', 'key_delimiter', 'value_schema_id', 'key_schema_id', 'value_schema_full_name', 'key_schema_full_name', 'value_avro_schema_full_name', 'source_connector', 'key', 'value_protobuf_nullable_representation', 'key_protobuf_nullable_representation'];
const KSQL_FORMATS = ['none', 'delimited', 'json', 'json_sr', 'avro', 'kafka', 'protobuf', 'protobuf_nosr'];

/** What ksqlDB refuses when a stream or table is declared over a topic, or made by a query. */
export function checkKsql({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind !== 'create_stream' && statement.kind !== 'create_table') return;
  const told = (name: string, message: string, data?: { readonly severity: string }): void => draft.problem('ksqldb-source-invalid', option(statement, name)!.span, message, data);
  for (const found of statement.options) {
    const meant = misspelt(found.name, KSQL_OPTIONS);
    if (meant !== null && /^\s*['"]?\w+['"]?\s*=/.test(text.slice(found.span.start, found.span.end))) draft.problem('ksqldb-source-invalid', found.span, `There is no property '${found.name.toUpperCase()}'. Did you mean '${meant.toUpperCase()}'?`);
  }
  for (const name of ['value_format', 'key_format', 'format']) {
    const chosen = value(statement, name);
    const meant = chosen === null || /[$&{]/.test(chosen) ? null : misspelt(chosen, KSQL_FORMATS);
    if (meant !== null) told(name, `There is no format '${chosen!}'. Did you mean '${meant.toUpperCase()}'?`);
  }
  if (option(statement, 'format') && (option(statement, 'key_format') || option(statement, 'value_format'))) told('format', 'FORMAT sets both formats: KEY_FORMAT and VALUE_FORMAT can not stand beside it');
  const window = value(statement, 'window_type')?.toLowerCase() ?? null;
  if (window !== null && !WINDOWS.includes(window)) told('window_type', `WINDOW_TYPE is one of ${WINDOWS.join(', ').toUpperCase()}`);
  if ((window === 'tumbling' || window === 'hopping') && !option(statement, 'window_size')) told('window_type', `A ${window} window needs WINDOW_SIZE`);
  if (window === 'session' && option(statement, 'window_size')) told('window_size', 'A session window has no WINDOW_SIZE');
  for (const name of ['partitions', 'replicas']) if (/^\s*0\s*$/.test(option(statement, name)?.value ?? '')) told(name, `${name.toUpperCase()} is at least 1`);
  if (statement.query !== null) return;
  const topic = option(statement, 'kafka_topic');
  if (!topic && statement.options.length > 0) draft.problem('ksqldb-source-invalid', nameSpan(statement), 'A stream or table over a topic needs KAFKA_TOPIC');
  const keys = statement.columns.filter(c => c.primaryKey);
  if (statement.kind === 'create_stream') for (const c of keys) draft.problem('ksqldb-source-invalid', c.nameSpan, `The key of a stream is declared by KEY, without PRIMARY: '${c.name}'`);
  else for (const c of statement.columns) if (!c.primaryKey && /\s+key\s*$/i.test(text.slice(c.nameSpan.end, c.span.end))) draft.problem('ksqldb-source-invalid', c.nameSpan, `The key of a table is declared by PRIMARY KEY since ksqlDB 0.10: '${c.name}'`, { severity: 'warning' });
  const stamp = value(statement, 'timestamp');
  if (stamp !== null && statement.columns.length > 0 && !column(statement, stamp.replace(/`/g, '')) && /^`?\w+`?$/.test(stamp) && option(statement, 'value_schema_id') === undefined) told('timestamp', `'${stamp}' is no column`);
  if (topic && !option(statement, 'value_format') && !option(statement, 'format')) draft.problem('ksqldb-source-invalid', topic.span, 'No VALUE_FORMAT: it works only where the server has a default (ksql.persistence.default.format.value)', { severity: 'information' });
  if (statement.kind === 'create_table' && statement.columns.length > 0 && keys.length === 0 && !option(statement, 'key') && !/\bkey\b/i.test(text.slice(statement.columns[0]!.span.start, statement.columns[statement.columns.length - 1]!.span.end))) draft.problem('ksqldb-source-invalid', nameSpan(statement), 'A table needs a PRIMARY KEY: the column that holds the key of its messages', { severity: 'warning' });
}
