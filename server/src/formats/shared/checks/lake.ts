import type { Statement } from '../../../model/query';
import type { Span } from '../../../text/span';
import type { Checked } from '.';
import { bareNames, column, items, listsColumns, misspelt, nameSpan, option, tableName, writtenName } from './options';

const CHOICES: { readonly [property: string]: readonly string[] } = {
  'write.format.default': ['parquet', 'avro', 'orc'],
  'write.delete.mode': ['copy-on-write', 'merge-on-read'],
  'write.update.mode': ['copy-on-write', 'merge-on-read'],
  'write.merge.mode': ['copy-on-write', 'merge-on-read'],
  'write.distribution-mode': ['none', 'hash', 'range'],
  'write.delete.isolation-level': ['serializable', 'snapshot'],
  'write.update.isolation-level': ['serializable', 'snapshot'],
  'write.merge.isolation-level': ['serializable', 'snapshot'],
  'write.parquet.compression-codec': ['zstd', 'brotli', 'lz4', 'lz4_raw', 'gzip', 'snappy', 'uncompressed'],
  'write.orc.compression-codec': ['zlib', 'none', 'snappy', 'lzo', 'lz4', 'zstd'],
  'encryption.data-key-length': ['16', '24', '32'],
};

/** Properties of Delta tables that are on or off, and those with values of their own (`DeltaConfigs`). */
const DELTA_FLAGS = ['delta.appendOnly', 'delta.autoOptimize.autoCompact', 'delta.autoOptimize.optimizeWrite', 'delta.enableChangeDataFeed', 'delta.enableDeletionVectors', 'delta.enableTypeWidening', 'delta.enableRowTracking', 'delta.enableInCommitTimestamps', 'delta.enableExpiredLogCleanup', 'delta.enableIcebergCompatV2', 'delta.checkpoint.writeStatsAsJson', 'delta.checkpoint.writeStatsAsStruct', 'delta.tuneFileSizesForRewrites', 'delta.randomizeFilePrefixes'];
const DELTA_CHOICES: { readonly [property: string]: readonly string[] } = { 'delta.columnMapping.mode': ['none', 'id', 'name'], 'delta.isolationLevel': ['serializable', 'writeserializable', 'snapshotisolation'], 'delta.checkpointPolicy': ['classic', 'v2'] };
const DELTA_OTHERS = ['delta.deletedFileRetentionDuration', 'delta.logRetentionDuration', 'delta.dataSkippingNumIndexedCols', 'delta.dataSkippingStatsColumns', 'delta.targetFileSize', 'delta.checkpointInterval', 'delta.minReaderVersion', 'delta.minWriterVersion', 'delta.setTransactionRetentionDuration', 'delta.randomPrefixLength', 'delta.universalFormat.enabledFormats', 'delta.sampleRetentionDuration', 'delta.columnMapping.maxColumnId', 'delta.parquet.compression.codec'];
const DELTA = [...DELTA_FLAGS, ...Object.keys(DELTA_CHOICES), ...DELTA_OTHERS];

const MOST_CLUSTER_COLUMNS = 4;
const LEAST_VACUUM_HOURS = 168;

/** Tables of Delta Lake and Iceberg: transforms, properties and layout. */
export function checkLake({ draft, text }: Checked, statement: Statement): void {
  pipelineTable(draft, text, statement);
  vacuum(draft, text, statement);
  if (statement.kind !== 'create_table') return;
  const using = option(statement, 'using')?.value.toLowerCase() ?? null;
  const partition = option(statement, 'partition_by');
  const cluster = option(statement, 'cluster_by');
  if (partition && cluster && using !== 'iceberg' && !/\binto\s+\d+\s+buckets\b/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('lake-table-invalid', cluster.span, 'A table is partitioned or clustered, not both', { severity: 'warning' });
  if (partition && listsColumns(statement)) {
    for (const { name, span } of bareNames(text, partition)) if (!column(statement, name)) draft.problem('lake-table-invalid', span, `'${tableName(statement)}' is partitioned by '${name}', which it does not have`);
  }
  if (cluster && using !== 'iceberg') {
    const listed = items(cluster.value);
    if (using === 'delta' && listed.length > MOST_CLUSTER_COLUMNS && !/\binto\s+\d+\s+buckets\b/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('lake-table-invalid', cluster.span, `A Delta table is clustered by at most ${MOST_CLUSTER_COLUMNS} columns`);
    if (listsColumns(statement)) for (const { name, span } of bareNames(text, cluster)) if (!column(statement, name) && !/^(?:auto|none)$/i.test(name)) draft.problem('lake-table-invalid', span, `'${tableName(statement)}' is clustered by '${name}', which it does not have`);
  }
  deltaProperties(draft, text, statement);
  if (using === 'iceberg') {
    if (partition && listsColumns(statement)) {
      transforms(draft, text, statement, partition);
      for (const { name, span } of bareNames(text, partition)) {
        const type = column(statement, name)?.type ?? '';
        if (/^(?:array|map|struct|variant|geometry|geography)\b/.test(type)) draft.problem('lake-table-invalid', span, `'${name}' is a ${type.split(/[<(]/)[0]!} and can't be a partition`);
      }
    }
    for (const [name, allowed] of Object.entries(CHOICES)) {
      const found = option(statement, name);
      if (found && !allowed.includes(found.value.toLowerCase())) draft.problem('lake-table-invalid', found.span, `${name} is one of ${allowed.join(', ')}`);
    }
    if (option(statement, 'format-version')?.value === '1' && Object.keys(CHOICES).some(n => option(statement, n)?.value === 'merge-on-read')) draft.problem('lake-table-invalid', option(statement, 'format-version')!.span, 'merge-on-read needs format version 2', { severity: 'warning' });
  }
  if (using === 'iceberg') icebergProperties(draft, text, statement);
  const retention = option(statement, 'delta.deletedfileretentionduration');
  const days = retention ? /(\d+)\s*days?/i.exec(retention.value) : null;
  if (retention && days && Number(days[1]) < 7) draft.problem('lake-table-invalid', retention.span, 'Files that running queries still read may be deleted: keep them for at least 7 days', { severity: 'warning' });
  void nameSpan;
}

function icebergProperties(draft: Checked['draft'], text: string, statement: Statement): void {
  const version = option(statement, 'format-version');
  if (version && /^\d+$/.test(version.value) && !/^[1-4]$/.test(version.value)) draft.problem('lake-table-invalid', version.span, 'format-version is 1, 2 or 3');
  for (const found of statement.options) {
    if (found.name.startsWith('write.parquet.bloom-filter-fpp.column.') && /^[\d.]+$/.test(found.value) && !(Number(found.value) > 0 && Number(found.value) < 1)) draft.problem('lake-table-invalid', found.span, 'The share of false positives is more than 0 and less than 1');
    const named = /^write\.parquet\.bloom-filter-(?:fpp|enabled)\.column\.(\w+)$/i.exec(writtenName(text, found));
    if (named && listsColumns(statement) && !column(statement, named[1]!)) draft.problem('lake-table-invalid', found.span, `'${tableName(statement)}' has no column '${named[1]!}'`, { severity: 'warning' });
  }
  const collected = option(statement, 'gc.enabled');
  if (collected?.value.toLowerCase() === 'false') draft.problem('lake-table-invalid', collected.span, 'Files that no snapshot needs any more are never deleted, and snapshots can not be expired', { severity: 'information' });
  const age = option(statement, 'history.expire.max-snapshot-age-ms');
  if (age && /^\d+$/.test(age.value) && Number(age.value) < 3_600_000) draft.problem('lake-table-invalid', age.span, 'Snapshots that running queries read may expire: keep them for at least an hour', { severity: 'warning' });
}

function deltaProperties(draft: Checked['draft'], text: string, statement: Statement): void {
  for (const found of statement.options) {
    if (!found.name.startsWith('delta.') || found.name.startsWith('delta.feature.') || found.name.startsWith('delta.constraints.')) continue;
    const name = writtenName(text, found);
    const meant = misspelt(name, DELTA);
    if (meant !== null) draft.problem('lake-table-invalid', found.span, `Delta Lake has no property '${name}'. Did you mean '${meant}'?`);
    const chosen = found.value.replace(/^'|'$/g, '').toLowerCase();
    const flag = DELTA_FLAGS.some(f => f.toLowerCase() === found.name);
    const allowed = Object.entries(DELTA_CHOICES).find(([n]) => n.toLowerCase() === found.name)?.[1];
    if (flag && !/^(?:true|false|auto|legacy|\d+)$/.test(chosen)) draft.problem('lake-table-invalid', found.span, `${name} is true or false`);
    if (allowed && !allowed.includes(chosen)) draft.problem('lake-table-invalid', found.span, `${name} is one of ${allowed.join(', ')}`);
  }
}

/** Streaming tables and materialised views of declarative pipelines: the first read a stream, the second a table. */
function pipelineTable(draft: Checked['draft'], text: string, statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const made = /^\s*create\s+(?:or\s+(?:refresh|replace)\s+)?(?:private\s+)?(streaming\s+(?:live\s+)?table|materialized\s+view)\b/i.exec(words);
  if (!made || !statement.query || !/\bfrom\b/i.test(words)) return;
  const streams = /\bstream\s*\(|\bstream\s+[`\w]|\bcloud_files\s*\(/i.test(words.slice(made[0].length));
  if (/^streaming/i.test(made[1]!)) {
    if (!streams && !/\bread_(?:kafka|kinesis|pubsub|pulsar|stream|files)\w*\s*\(|[{$]/i.test(words)) draft.problem('lake-table-invalid', nameSpan(statement), `The streaming table '${tableName(statement)}' reads no stream: write STREAM(…) around the table that grows`, { severity: 'warning' });
  } else if (streams && /^\s*create\s+or\s+refresh\b/i.test(words)) draft.problem('lake-table-invalid', nameSpan(statement), `The materialized view '${tableName(statement)}' reads a stream: it is computed from whole tables`, { severity: 'warning' });
}

function vacuum(draft: Checked['draft'], text: string, statement: Statement): void {
  if (statement.kind !== 'other') return;
  const words = text.slice(statement.span.start, statement.span.end);
  const kept = /^\s*vacuum\s+[\w.`'/:-]+\s+(?:full\s+|lite\s+)?(retain\s+(\d+)\s+hours?)\b/i.exec(words);
  if (!kept || Number(kept[2]) >= LEAST_VACUUM_HOURS) return;
  const at = statement.span.start + words.indexOf(kept[1]!);
  draft.problem('lake-table-invalid', { start: at, end: at + kept[1]!.length }, `Files that running queries and streams still read may be deleted: keep them for at least ${LEAST_VACUUM_HOURS} hours`, { severity: 'warning' });
}

/** Partitions that Trino's Iceberg connector takes as texts: `partitioning = ARRAY['day(ts)', 'bucket(id, 8)']`. */
export function checkTrino({ draft, text }: Checked, statement: Statement): void {
  const partitioning = statement.kind === 'create_table' ? option(statement, 'partitioning') : undefined;
  const list = partitioning && listsColumns(statement) ? /^\s*array\s*\[([\s\S]*)\]\s*$/i.exec(partitioning.value) : null;
  if (!partitioning || !list) return;
  const start = text.indexOf(list[1]!, partitioning.span.start);
  for (const match of list[1]!.matchAll(/'([^']*)'/g)) {
    const span = { start: start + match.index + 1, end: start + match.index + 1 + match[1]!.length };
    transforms(draft, text, statement, { value: match[1]!, span });
    const bare = /^\s*"?(\w+)"?\s*$/.exec(match[1]!)?.[1];
    if (bare !== undefined && !column(statement, bare)) draft.problem('lake-table-invalid', span, `'${tableName(statement)}' has no column '${bare}'`);
  }
}

type Kind = 'time' | 'date' | 'bucket' | 'truncate';
const TRANSFORMS: { readonly [name: string]: Kind } = { hour: 'time', hours: 'time', day: 'date', days: 'date', month: 'date', months: 'date', year: 'date', years: 'date', bucket: 'bucket', truncate: 'truncate' };

/** Transforms of Iceberg on columns of a type that they can't take (`Transform.canTransform`). */
function transforms(draft: Checked['draft'], text: string, statement: Statement, partition: { readonly value: string; readonly span: Span }): void {
  const start = text.indexOf(partition.value, partition.span.start);
  const timed = new Map<string, string>();
  for (const match of partition.value.matchAll(/\b([a-z]\w*)\s*\(\s*(?:(-?\d+)\s*,\s*)?`?([A-Za-z_]\w*)`?\s*(?:,\s*(-?\d+)\s*)?\)/gi)) {
    const name = match[1]!.toLowerCase();
    const kind = Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name]! : null;
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    const found = column(statement, match[3]!);
    if (kind === null) {
      if (name !== 'identity') draft.problem('lake-table-invalid', span, `Iceberg has no transform '${name}'`);
      continue;
    }
    if (!found) {
      draft.problem('lake-table-invalid', span, `'${tableName(statement)}' has no column '${match[3]!}'`);
      continue;
    }
    const type = (found.type ?? '').toLowerCase();
    const width = match[2] ?? match[4];
    if ((kind === 'bucket' || kind === 'truncate') && width !== undefined && Number(width) <= 0) draft.problem('lake-table-invalid', span, `${name} needs a positive ${kind === 'bucket' ? 'count' : 'width'}`);
    if (kind === 'time' && !/^timestamp/.test(type)) draft.problem('lake-table-invalid', span, `hour needs a timestamp; '${found.name}' is a ${type}`);
    if (kind === 'date' && !/^(?:timestamp|date)/.test(type)) draft.problem('lake-table-invalid', span, `${name} needs a date or timestamp; '${found.name}' is a ${type}`);
    if (kind === 'bucket' && /^(?:boolean|float|double|struct|array|map)/.test(type)) draft.problem('lake-table-invalid', span, `bucket can't take a ${type.split(/[<(]/)[0]!}`);
    if (kind === 'truncate' && !/^(?:int|bigint|long|smallint|tinyint|decimal|string|varchar|char|binary)/.test(type)) draft.problem('lake-table-invalid', span, `truncate can't take a ${type.split(/[<(]/)[0]!}`);
    if (kind !== 'time' && kind !== 'date') continue;
    const other = timed.get(found.name.toLowerCase());
    if (other !== undefined) draft.problem('lake-table-invalid', span, `Two time transforms of '${found.name}' are redundant`);
    timed.set(found.name.toLowerCase(), name);
  }
}
