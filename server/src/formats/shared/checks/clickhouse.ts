import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName, value } from './options';

const ERROR_MODES = ['default', 'stream', 'dead_letter_queue'];

/** What ClickHouse refuses when a table is created, and what hurts later. */
export function checkClickHouse({ draft, text }: Checked, statement: Statement): void {
  const engine = option(statement, 'engine');
  if (statement.kind === 'create_materialized_view') {
    const words = text.slice(statement.span.start, statement.span.end);
    if (!option(statement, 'to') && engine && !/\brefresh\b/i.test(words)) draft.problem('clickhouse-table-practice', nameSpan(statement), 'Without TO the data lies in a hidden inner table: it can be changed only together with the view', { severity: 'information' });
    if (/\bpopulate\b/i.test(words)) draft.problem('clickhouse-table-practice', nameSpan(statement), 'Rows that arrive while POPULATE runs are not in the view: insert the old rows by a statement of their own');
    return;
  }
  if (statement.kind !== 'create_table' || !engine) return;
  const name = /^\w+/.exec(engine.value)?.[0] ?? '';
  if (/MergeTree$/i.test(name)) mergeTree(draft, text, statement, engine.value);
  if (/^Kafka$/i.test(name)) kafka(draft, text, statement, engine.value);
}

function mergeTree(draft: Checked['draft'], text: string, statement: Statement, engine: string): void {
  const order = option(statement, 'order_by');
  const primary = option(statement, 'primary_key');
  // The old form has its key among the arguments.
  const old = (engine.match(/,/g)?.length ?? 0) >= 2 && !/^Replicated/i.test(engine);
  if (!order && !primary && !old && statement.columns.length > 0 && !statement.columns.some(c => c.primaryKey)) draft.problem('clickhouse-table-practice', nameSpan(statement), `'${tableName(statement)}' has no ORDER BY: a MergeTree needs one`);
  if (listsColumns(statement)) {
    for (const [list, what] of [[order, 'ORDER BY'], [primary, 'PRIMARY KEY'], [option(statement, 'partition_by'), 'PARTITION BY']] as const) {
      if (!list) continue;
      for (const item of bareNames(text, list)) {
        const found = column(statement, item.name);
        if (!found && !/^tuple$/i.test(item.name)) draft.problem('clickhouse-table-invalid', item.span, `${what} uses '${item.name}', which '${tableName(statement)}' does not have`);
        else if (found && what !== 'PARTITION BY' && /^nullable\s*\(/i.test(found.type ?? '') && !/allow_nullable_key/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('clickhouse-table-invalid', item.span, `'${item.name}' is Nullable and can't be part of the sorting key`);
      }
    }
  }
  const partition = option(statement, 'partition_by');
  if (partition && /\b(?:toStartOf(?:Hour|Minute|FiveMinutes|FifteenMinutes|TenMinutes|Second)|toYYYYMMDDhhmmss)\b/i.test(partition.value)) draft.problem('clickhouse-table-practice', partition.span, 'Partitions of less than a day make too many parts: partition by day or month');
  if (/^(?:Replicated)?ReplacingMergeTree(?:\(\s*\))?$/i.test(engine)) draft.problem('clickhouse-table-practice', option(statement, 'engine')!.span, 'Without a version column the row that was inserted last wins, in whatever order parts are merged', { severity: 'information' });
}

function kafka(draft: Checked['draft'], text: string, statement: Statement, engine: string): void {
  const named = /\(\s*[^)\s]/.test(engine);
  const missing = named ? [] : ['kafka_broker_list', 'kafka_topic_list', 'kafka_group_name', 'kafka_format'].filter(n => !option(statement, n));
  if (missing.length > 0) draft.problem('clickhouse-table-invalid', nameSpan(statement), `A Kafka table needs ${missing.join(', ')}`);
  for (const c of statement.columns) if (c.default !== null) draft.problem('clickhouse-table-invalid', c.nameSpan, "Kafka tables can't have defaults: compute the value in the view that reads the table");
  const mode = option(statement, 'kafka_handle_error_mode');
  const chosen = value(statement, 'kafka_handle_error_mode');
  if (mode && chosen !== null && !ERROR_MODES.includes(chosen)) draft.problem('clickhouse-table-invalid', mode.span, `kafka_handle_error_mode is one of ${ERROR_MODES.join(', ')}`);
  const skip = value(statement, 'kafka_skip_broken_messages');
  if (skip !== null && /^[1-9]/.test(skip)) draft.problem('clickhouse-table-practice', option(statement, 'kafka_skip_broken_messages')!.span, "Broken messages are dropped without a trace: kafka_handle_error_mode = 'stream' keeps them");
  void text;
}
