import type { Statement } from '../../../model/query';
import type { Span } from '../../../text/span';
import type { Checked } from '.';
import { bareNames, column, items, listsColumns, misspelt, nameSpan, namedColumns, option, tableName, value } from './options';

type Draft = Checked['draft'];

const ERROR_MODES = ['default', 'stream', 'dead_letter_queue'];

/** Engines by the names that ClickHouse prints (`system.table_engines`), without the prefixes Replicated and Shared. */
const ENGINES = [
  'MergeTree', 'ReplacingMergeTree', 'SummingMergeTree', 'AggregatingMergeTree', 'CollapsingMergeTree', 'VersionedCollapsingMergeTree', 'GraphiteMergeTree', 'CoalescingMergeTree', 'TinyLog', 'StripeLog', 'Log', 'Memory', 'Buffer', 'Null', 'Set', 'Join', 'View', 'Merge', 'Dictionary', 'Distributed', 'File', 'URL', 'Executable', 'ExecutablePool', 'GenerateRandom', 'EmbeddedRocksDB', 'KeeperMap', 'FileLog',
  'Kafka', 'RabbitMQ', 'NATS', 'Redis', 'S3', 'S3Queue', 'AzureQueue', 'AzureBlobStorage', 'HDFS', 'Hive', 'Hudi', 'DeltaLake', 'Iceberg', 'IcebergS3', 'IcebergAzure', 'IcebergHDFS', 'IcebergLocal', 'MySQL', 'PostgreSQL', 'MaterializedPostgreSQL', 'MongoDB', 'ODBC', 'JDBC', 'SQLite', 'TimeSeries', 'ArrowFlight', 'YTsaurus', 'Loop',
];

/** What ClickHouse refuses when a table is created, and what hurts later. */
export function checkClickHouse(checked: Checked, statement: Statement): void {
  const { draft, text, statements } = checked;
  const engine = option(statement, 'engine');
  if (statement.kind === 'create_materialized_view') {
    view(draft, text, statements, statement, engine !== undefined);
    return;
  }
  if (statement.kind !== 'create_table' || !engine) return;
  const name = /^\w+/.exec(engine.value)?.[0] ?? '';
  const meant = misspelt(name.replace(/^(?:Replicated|Shared)(?=\w+MergeTree)/i, ''), ENGINES);
  if (meant !== null) draft.problem('clickhouse-table-invalid', engine.span, `ClickHouse has no engine '${name}'. Did you mean '${meant}'?`);
  if (/MergeTree$/i.test(name)) mergeTree(draft, text, statement, engine.value);
  if (/^Kafka$/i.test(name)) kafka(draft, statements, statement, engine.value);
}

function view(draft: Draft, text: string, statements: readonly Statement[], statement: Statement, hasEngine: boolean): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const to = option(statement, 'to');
  if (!to && hasEngine && !/\brefresh\b/i.test(words)) draft.problem('clickhouse-table-practice', nameSpan(statement), 'Without TO the data lies in a hidden inner table: it can be changed only together with the view', { severity: 'information' });
  if (/\bpopulate\b/i.test(words)) draft.problem('clickhouse-table-practice', nameSpan(statement), 'Rows that arrive while POPULATE runs are not in the view: insert the old rows by a statement of their own');
  if (!to) return;
  // The target is in the same script: what the view selects must have a column there.
  const target = statements.find(s => s.kind === 'create_table' && tableName(s).toLowerCase() === to.value.replace(/[`"]/g, '').split('.').at(-1)!.toLowerCase());
  const root = statement.query?.scopes[statement.query.root];
  if (!target || !listsColumns(target) || !root || root.incomplete || root.kind !== 'select') return;
  for (const output of root.outputs) {
    if (output.name === null || output.star || output.opaque || column(target, output.name)) continue;
    draft.problem('clickhouse-table-practice', output.nameSpan ?? output.span, `'${tableName(target)}' has no column '${output.name}': it was dropped in silence before ClickHouse 25.4, and is refused since`);
  }
}

function mergeTree(draft: Draft, text: string, statement: Statement, engine: string): void {
  const order = option(statement, 'order_by');
  const primary = option(statement, 'primary_key');
  // The old form has its key among the arguments.
  const old = (engine.match(/,/g)?.length ?? 0) >= 2 && !/^(?:Replicated|Summing|VersionedCollapsing)/i.test(engine);
  if (!order && !primary && !old && statement.columns.length > 0 && !statement.columns.some(c => c.primaryKey)) draft.problem('clickhouse-table-practice', nameSpan(statement), `'${tableName(statement)}' has no ORDER BY: a MergeTree needs one`);
  const nullableKey = /allow_nullable_key/i.test(text.slice(statement.span.start, statement.span.end));
  if (listsColumns(statement)) {
    for (const [list, what] of [[order, 'ORDER BY'], [primary, 'PRIMARY KEY'], [option(statement, 'partition_by'), 'PARTITION BY'], [option(statement, 'sample_by'), 'SAMPLE BY']] as const) {
      if (!list) continue;
      for (const item of namedColumns(text, list)) {
        const found = column(statement, item.name);
        if (!found && !/^tuple$/i.test(item.name)) draft.problem('clickhouse-table-invalid', item.span, `${what} uses '${item.name}', which '${tableName(statement)}' does not have`);
        else if (found && item.call === null && (what === 'ORDER BY' || what === 'PRIMARY KEY') && /^nullable\s*\(/i.test(found.type ?? '') && !nullableKey) draft.problem('clickhouse-table-invalid', item.span, `'${item.name}' is Nullable and can't be part of the sorting key`);
      }
    }
    lifetimes(draft, text, statement, order ?? primary);
    if (!old) roles(draft, text, statement, engine);
  }
  prefix(draft, order, primary);
  const partition = option(statement, 'partition_by');
  if (partition && /\b(?:toStartOf(?:Hour|Minute|FiveMinutes|FifteenMinutes|TenMinutes|Second)|toYYYYMMDDhhmmss)\b/i.test(partition.value)) draft.problem('clickhouse-table-practice', partition.span, 'Partitions of less than a day make too many parts: partition by day or month');
  if (/^(?:Replicated|Shared)?ReplacingMergeTree(?:\(\s*\))?$/i.test(engine)) draft.problem('clickhouse-table-practice', option(statement, 'engine')!.span, 'Without a version column the row that was inserted last wins, in whatever order parts are merged', { severity: 'information' });
  const nullable = statement.columns.filter(c => /^(?:lowcardinality\s*\(\s*)?nullable\s*\(/i.test(c.type ?? ''));
  if (nullable.length >= 5 && nullable.length >= statement.columns.length - 1) draft.problem('clickhouse-table-practice', nameSpan(statement), `Nearly every column of '${tableName(statement)}' is Nullable, which costs a file and time each: a default value is cheaper`, { severity: 'hint' });
}

/** Times to live: of the table and of its columns. */
function lifetimes(draft: Draft, text: string, statement: Statement, key: ReturnType<typeof option>): void {
  const ttl = option(statement, 'ttl');
  const keys = new Set((key ? bareNames(text, key) : []).map(k => k.name.toLowerCase()));
  const timed = (name: string, span: Span): void => {
    const found = column(statement, name);
    if (!found) draft.problem('clickhouse-table-invalid', span, `TTL uses '${name}', which '${tableName(statement)}' does not have`);
    else if (/^(?:u?int\d+|float\d+|string|bool|uuid|fixedstring|array|map|ipv[46])\b/i.test(found.type ?? '')) draft.problem('clickhouse-table-invalid', span, `TTL needs a Date or DateTime; '${name}' is ${found.type!}`);
  };
  if (ttl) {
    const start = text.indexOf(ttl.value, ttl.span.start);
    for (const { at, item } of items(ttl.value)) {
      const named = /^\s*([A-Za-z_]\w*)\s*\+/.exec(item);
      if (named && start >= 0) timed(named[1]!, spanAt(start + at + named[0].indexOf(named[1]!), named[1]!));
    }
  }
  for (const c of statement.columns) {
    const own = text.slice(c.nameSpan.end, c.span.end);
    const found = /\bttl\s+([A-Za-z_]\w*)\s*\+/i.exec(own);
    if (!found) continue;
    const at = c.nameSpan.end + found.index + found[0].toLowerCase().indexOf(found[1]!.toLowerCase(), 3);
    timed(found[1]!, spanAt(at, found[1]!));
    if (keys.has(c.name.toLowerCase())) draft.problem('clickhouse-table-invalid', c.nameSpan, `'${c.name}' is part of the key, so its values can't have a TTL`);
  }
}

function spanAt(start: number, name: string): Span {
  return { start, end: start + name.length };
}

/** Columns that an engine gives a role: version, sign, sums. */
function roles(draft: Draft, text: string, statement: Statement, engine: string): void {
  const found = option(statement, 'engine')!;
  const [, replicated, kind, inner] = /^(Replicated|Shared)?(\w+?)MergeTree\s*(?:\(([\s\S]*)\))?\s*$/i.exec(engine) ?? [];
  if (kind === undefined || inner === undefined || inner.trim() === '') return;
  const list = items(inner).map(i => i.item.trim());
  // Of a replicated table the first two arguments may be its path and replica.
  const own = replicated && list.length >= 2 && /^['"]/.test(list[0]!) ? list.slice(2) : list;
  const lower = kind.toLowerCase();
  const expected: readonly (readonly [string, RegExp | null, string])[] = lower === 'replacing'
    ? [['version', /^(?:u?int\d+|date|date32|datetime|datetime64|uuid)\b/i, 'an integer, Date or DateTime'], ['is_deleted', /^uint8\b/i, 'UInt8']]
    : lower === 'collapsing' ? [['sign', /^int8\b/i, 'Int8']]
    : lower === 'versionedcollapsing' ? [['sign', /^int8\b/i, 'Int8'], ['version', null, '']]
    : [];
  const at = (name: string): Span => {
    const from = text.indexOf(engine, found.span.start);
    const index = from < 0 ? -1 : engine.lastIndexOf(name);
    return index < 0 ? found.span : spanAt(from + index, name);
  };
  for (const [i, [role, type, words]] of expected.entries()) {
    const name = own[i]?.replace(/[`"]/g, '');
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) continue;
    const c = column(statement, name);
    if (!c) draft.problem('clickhouse-table-invalid', at(name), `The ${role} column '${name}' is not in '${tableName(statement)}'`);
    else if (type && c.type !== null && !type.test(c.type)) draft.problem('clickhouse-table-invalid', at(name), `The ${role} column is ${words}; '${name}' is ${c.type}`);
  }
  if (lower !== 'summing' && lower !== 'coalescing') return;
  for (const name of own.flatMap(o => items(o).map(i => i.item.trim().replace(/[`"]/g, '')))) if (/^[A-Za-z_]\w*$/.test(name) && !column(statement, name)) draft.problem('clickhouse-table-invalid', at(name), `'${name}' is to be summed up, but is not in '${tableName(statement)}'`);
}

/** PRIMARY KEY is the beginning of ORDER BY. */
function prefix(draft: Draft, order: ReturnType<typeof option>, primary: ReturnType<typeof option>): void {
  if (!order || !primary) return;
  const plain = (list: string): string[] => items(list).map(i => i.item.replace(/[\s`"]/g, '').toLowerCase()).filter(i => i !== '');
  const sorted = plain(order.value);
  const keys = plain(primary.value);
  if (/^tuple\(/i.test(order.value.trim()) || /^tuple\(/i.test(primary.value.trim())) return;
  if (keys.some((k, i) => sorted[i] !== k)) draft.problem('clickhouse-table-invalid', primary.span, 'PRIMARY KEY must be the beginning of ORDER BY');
}

function kafka(draft: Draft, statements: readonly Statement[], statement: Statement, engine: string): void {
  const inner = /\(([\s\S]*)\)\s*$/.exec(engine)?.[1]?.trim() ?? '';
  const given = inner === '' ? [] : items(inner).map(i => i.item.trim());
  // A named collection brings the rest.
  const collection = given.length > 0 && /^[A-Za-z_]\w*$/.test(given[0]!);
  const names = ['kafka_broker_list', 'kafka_topic_list', 'kafka_group_name', 'kafka_format'];
  const missing = collection ? [] : names.filter((n, i) => i >= given.length && !option(statement, n));
  if (missing.length > 0) draft.problem('clickhouse-table-invalid', nameSpan(statement), `A Kafka table needs ${missing.join(', ')}`);
  for (const c of statement.columns) if (c.default !== null) draft.problem('clickhouse-table-invalid', c.nameSpan, "Kafka tables can't have defaults: compute the value in the view that reads the table");
  const mode = option(statement, 'kafka_handle_error_mode');
  const chosen = value(statement, 'kafka_handle_error_mode');
  if (mode && chosen !== null && !ERROR_MODES.includes(chosen)) draft.problem('clickhouse-table-invalid', mode.span, `kafka_handle_error_mode is one of ${ERROR_MODES.join(', ')}`);
  const skip = value(statement, 'kafka_skip_broken_messages');
  if (skip !== null && /^[1-9]/.test(skip)) draft.problem('clickhouse-table-practice', option(statement, 'kafka_skip_broken_messages')!.span, "Broken messages are dropped without a trace: kafka_handle_error_mode = 'stream' keeps them");
  if (collection) return;
  const told = (s: Statement, e: string): string => {
    const list = items(/\(([\s\S]*)\)\s*$/.exec(e)?.[1] ?? '').map(i => i.item.trim().replace(/^'|'$/g, ''));
    return JSON.stringify([1, 2].map(i => value(s, names[i]!) ?? list[i] ?? ''));
  };
  const own = told(statement, engine);
  const twin = own.includes('""') ? undefined : statements.find(s => s !== statement && s.kind === 'create_table' && s.span.start < statement.span.start && /^Kafka\b/i.test(option(s, 'engine')?.value ?? '') && told(s, option(s, 'engine')!.value) === own);
  if (twin && tableName(twin).toLowerCase() !== tableName(statement).toLowerCase()) draft.problem('clickhouse-table-practice', nameSpan(statement), `'${tableName(twin)}' reads the same topic in the same group: each message reaches only one of the two tables`);
}
