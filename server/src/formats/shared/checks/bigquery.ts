import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName } from './options';

const MOST_CLUSTER_COLUMNS = 4;

/** What BigQuery refuses when a table is created. */
export function checkBigQuery({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind !== 'create_table') return;
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
