import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { bareNames, column, items, listsColumns, misspelt, nameSpan, namedColumns, option, tableName, value, writtenName } from './options';

const MOST_CLUSTER_COLUMNS = 4;
const TABLE_OPTIONS = ['expiration_timestamp', 'partition_expiration_days', 'require_partition_filter', 'kms_key_name', 'friendly_name', 'description', 'labels', 'default_rounding_mode', 'enable_change_history', 'max_staleness', 'enable_fine_grained_mutations', 'storage_uri', 'file_format', 'table_format', 'tags'];
const FILE_FORMATS = ['avro', 'csv', 'datastore_backup', 'delta_lake', 'google_sheets', 'iceberg', 'json', 'newline_delimited_json', 'orc', 'parquet', 'cloud_bigtable'];
/** Units that a partition may have, by the function that cuts a time to it. */
const UNITS: { readonly [call: string]: readonly string[] } = { timestamp_trunc: ['hour', 'day', 'month', 'year'], datetime_trunc: ['hour', 'day', 'month', 'year'], date_trunc: ['month', 'year'] };

/** What BigQuery refuses when a table is created. */
export function checkBigQuery({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind === 'create_external_table') external(draft, text, statement);
  if (statement.kind !== 'create_table') return;
  for (const found of statement.options) {
    const meant = /^\w+\s*=/.test(text.slice(found.span.start, found.span.end)) ? misspelt(found.name, TABLE_OPTIONS) : null;
    if (meant !== null) draft.problem('bigquery-table-invalid', found.span, `A table has no option '${writtenName(text, found)}'. Did you mean '${meant}'?`);
  }
  const partition = option(statement, 'partition_by');
  const cluster = option(statement, 'cluster_by');
  for (const name of ['require_partition_filter', 'partition_expiration_days']) {
    const found = option(statement, name);
    if (found && !partition && !/^\s*(?:false|null)\s*$/i.test(found.value)) draft.problem('bigquery-table-invalid', found.span, `${name} needs PARTITION BY`);
  }
  if (cluster) {
    const names = bareNames(text, cluster);
    if (cluster.value.split(',').length > MOST_CLUSTER_COLUMNS) draft.problem('bigquery-table-invalid', cluster.span, `A table can be clustered by at most ${MOST_CLUSTER_COLUMNS} columns`);
    const seen = new Set<string>();
    for (const { name, span } of names) {
      if (seen.has(name.toLowerCase())) draft.problem('bigquery-table-invalid', span, `'${name}' is a cluster column already`);
      seen.add(name.toLowerCase());
      const found = column(statement, name);
      if (found && /^(?:struct|array|json|float64|bytes|interval)\b/i.test(found.type ?? '')) draft.problem('bigquery-table-invalid', span, `A table can't be clustered by '${name}': its type is ${found.type!.split(/[<(]/)[0]!.toUpperCase()}`);
    }
  }
  if (partition) expression(draft, text, statement, partition);
  if (!listsColumns(statement)) return;
  for (const [list, what] of [[partition, 'PARTITION BY'], [cluster, 'CLUSTER BY']] as const) {
    if (!list) continue;
    for (const { name, span } of bareNames(text, list)) {
      const found = column(statement, name);
      if (!found && !/^_partition(?:date|time)$/i.test(name)) draft.problem('bigquery-table-invalid', span, `'${name}' is not a column of '${tableName(statement)}'`);
      else if (found && what === 'PARTITION BY' && /^(?:string|bool|float64|numeric|bytes|struct|array|json|int64)\b/i.test(found.type ?? '')) draft.problem('bigquery-table-invalid', span, `A table can't be partitioned by '${name}' itself, which is ${found.type!.split(/[<(]/)[0]!.toUpperCase()}: use a date, or RANGE_BUCKET of an integer`);
    }
  }
  void nameSpan;
}

function external(draft: Checked['draft'], text: string, statement: Statement): void {
  const format = option(statement, 'format');
  const chosen = value(statement, 'format')?.replace(/^"|"$/g, '') ?? null;
  const words = text.slice(statement.span.start, statement.span.end);
  if (format && chosen !== null && /^\w+$/.test(chosen) && !FILE_FORMATS.includes(chosen.toLowerCase())) draft.problem('bigquery-table-invalid', format.span, `The format of an external table is one of ${FILE_FORMATS.join(', ').toUpperCase()}`);
  if (!option(statement, 'uris') && !/\buris\b|\bobject_metadata\b|\bexternal_(?:catalog|source)/i.test(words) && statement.options.length > 0) draft.problem('bigquery-table-invalid', nameSpan(statement), 'An external table needs uris');
}

/** What stands behind PARTITION BY: one expression, of a column with a time, in a unit that partitions have. */
function expression(draft: Checked['draft'], text: string, statement: Statement, partition: NonNullable<ReturnType<typeof option>>): void {
  if (items(partition.value).length > 1) draft.problem('bigquery-table-invalid', partition.span, 'A table is partitioned by one expression');
  const start = text.indexOf(partition.value, partition.span.start);
  const range = /^\s*range_bucket\s*\(\s*`?([A-Za-z_]\w*)`?\s*,/i.exec(partition.value);
  const timed = /^\s*(timestamp_trunc|datetime_trunc|date_trunc)\s*\(\s*`?[A-Za-z_]\w*`?\s*,\s*([a-z]+)\s*\)/i.exec(partition.value);
  const units = timed ? UNITS[timed[1]!.toLowerCase()]! : null;
  if (timed && units && start >= 0 && !units.includes(timed[2]!.toLowerCase())) {
    const at = start + timed[0].lastIndexOf(timed[2]!);
    draft.problem('bigquery-table-invalid', { start: at, end: at + timed[2]!.length }, `A partition by ${timed[1]!.toUpperCase()} is one of ${units.join(', ')}`, timed[1]!.toLowerCase() === 'date_trunc' ? { severity: 'warning' } : undefined);
  }
  if (!listsColumns(statement) || start < 0) return;
  const named = range ? [{ name: range[1]!, call: 'range_bucket', span: { start: start + range[0].indexOf(range[1]!, range[0].indexOf('(')), end: start + range[0].indexOf(range[1]!, range[0].indexOf('(')) + range[1]!.length } }] : namedColumns(text, partition).filter(c => c.call !== null);
  for (const { name, call, span } of named) {
    const found = column(statement, name);
    const type = (found?.type ?? '').toLowerCase();
    if (!found && /^_partition(?:date|time)$/i.test(name)) continue;
    if (!found) draft.problem('bigquery-table-invalid', span, `'${name}' is not a column of '${tableName(statement)}'`);
    else if (call === 'range_bucket' && type !== '' && !/^(?:int64|int|integer|bigint|smallint|tinyint|byteint)\b/.test(type)) draft.problem('bigquery-table-invalid', span, `RANGE_BUCKET needs an INT64; '${name}' is ${type.toUpperCase()}`);
    else if (call === 'timestamp_trunc' && /^(?:date|datetime|string|int64)\b/.test(type)) draft.problem('bigquery-table-invalid', span, `TIMESTAMP_TRUNC needs a TIMESTAMP; '${name}' is ${type.toUpperCase()}`);
    else if (call === 'date_trunc' && /^(?:timestamp|datetime|string|int64)\b/.test(type)) draft.problem('bigquery-table-invalid', span, `DATE_TRUNC needs a DATE; '${name}' is ${type.toUpperCase()}`);
    else if (call === 'date' && /^(?:date|string|int64)\b(?!time)/.test(type)) draft.problem('bigquery-table-invalid', span, type.startsWith('date') ? `'${name}' is a DATE: partition by it as it is` : `DATE needs a TIMESTAMP or DATETIME; '${name}' is ${type.toUpperCase()}`);
  }
}
