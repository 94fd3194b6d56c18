import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { column, nameSpan, option, value } from './options';

const STARTUP = ['earliest-offset', 'latest-offset', 'group-offsets', 'timestamp', 'specific-offsets'];
const GUARANTEES = ['none', 'at-least-once', 'exactly-once'];

/** What Flink's Kafka connectors refuse. */
export function checkFlink({ draft, text }: Checked, statement: Statement): void {
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
    if (mode === 'timestamp' && !option(statement, 'scan.startup.timestamp-millis')) draft.problem('flink-table-invalid', option(statement, 'scan.startup.mode')!.span, "'timestamp' needs 'scan.startup.timestamp-millis'");
    if (mode === 'specific-offsets' && !option(statement, 'scan.startup.specific-offsets')) draft.problem('flink-table-invalid', option(statement, 'scan.startup.mode')!.span, "'specific-offsets' needs 'scan.startup.specific-offsets'");
  } else if (!key || !option(statement, 'key.format') || !valueFormat || format) need("upsert-kafka needs PRIMARY KEY (…) NOT ENFORCED, 'key.format' and 'value.format'");
  const guarantee = value(statement, 'sink.delivery-guarantee');
  if (guarantee !== null && !GUARANTEES.includes(guarantee)) draft.problem('flink-table-invalid', option(statement, 'sink.delivery-guarantee')!.span, `'sink.delivery-guarantee' is one of ${GUARANTEES.join(', ')}`);
  if (guarantee === 'exactly-once' && !option(statement, 'sink.transactional-id-prefix')) draft.problem('flink-table-invalid', option(statement, 'sink.delivery-guarantee')!.span, "'exactly-once' needs 'sink.transactional-id-prefix'");
  const old = option(statement, 'sink.semantic');
  if (old) draft.problem('flink-table-invalid', old.span, "'sink.semantic' is called 'sink.delivery-guarantee' now", { severity: 'warning' });
}

/** What ksqlDB refuses when a stream or table is declared over a topic. */
export function checkKsql({ draft, text }: Checked, statement: Statement): void {
  if ((statement.kind !== 'create_stream' && statement.kind !== 'create_table') || statement.query !== null) return;
  const topic = option(statement, 'kafka_topic');
  if (!topic && statement.options.length > 0) draft.problem('ksqldb-source-invalid', nameSpan(statement), 'A stream or table over a topic needs KAFKA_TOPIC');
  const keys = statement.columns.filter(c => c.primaryKey);
  if (statement.kind === 'create_stream') for (const c of keys) draft.problem('ksqldb-source-invalid', c.nameSpan, `The key of a stream is declared by KEY, without PRIMARY: '${c.name}'`);
  if (statement.kind === 'create_table' && statement.columns.length > 0 && keys.length === 0 && !option(statement, 'key') && !/\bkey\b/i.test(text.slice(statement.columns[0]!.span.start, statement.columns[statement.columns.length - 1]!.span.end))) draft.problem('ksqldb-source-invalid', nameSpan(statement), 'A table needs a PRIMARY KEY: the column that holds the key of its messages', { severity: 'warning' });
}
