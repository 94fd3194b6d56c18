import type { Statement } from '../../../model/query';
import type { Span } from '../../../text/span';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName } from './options';

const CHOICES: { readonly [property: string]: readonly string[] } = {
  'write.format.default': ['parquet', 'avro', 'orc'],
  'write.delete.mode': ['copy-on-write', 'merge-on-read'],
  'write.update.mode': ['copy-on-write', 'merge-on-read'],
  'write.merge.mode': ['copy-on-write', 'merge-on-read'],
  'write.distribution-mode': ['none', 'hash', 'range'],
  'write.delete.isolation-level': ['serializable', 'snapshot'],
  'write.update.isolation-level': ['serializable', 'snapshot'],
  'write.merge.isolation-level': ['serializable', 'snapshot'],
};

/** Tables of Delta Lake and Iceberg: transforms, properties and layout. */
export function checkLake({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind !== 'create_table') return;
  const using = option(statement, 'using')?.value.toLowerCase() ?? null;
  const partition = option(statement, 'partition_by');
  const cluster = option(statement, 'cluster_by');
  if (partition && cluster && using !== 'iceberg' && !/\binto\s+\d+\s+buckets\b/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('lake-table-invalid', cluster.span, 'A table is partitioned or clustered, not both', { severity: 'warning' });
  if (partition && listsColumns(statement)) {
    for (const { name, span } of bareNames(text, partition)) if (!column(statement, name)) draft.problem('lake-table-invalid', span, `'${tableName(statement)}' is partitioned by '${name}', which it does not have`);
  }
  if (using === 'iceberg') {
    if (partition && listsColumns(statement)) transforms(draft, text, statement, partition);
    for (const [name, allowed] of Object.entries(CHOICES)) {
      const found = option(statement, name);
      if (found && !allowed.includes(found.value.toLowerCase())) draft.problem('lake-table-invalid', found.span, `${name} is one of ${allowed.join(', ')}`);
    }
    if (option(statement, 'format-version')?.value === '1' && Object.keys(CHOICES).some(n => option(statement, n)?.value === 'merge-on-read')) draft.problem('lake-table-invalid', option(statement, 'format-version')!.span, 'merge-on-read needs format version 2', { severity: 'warning' });
  }
  const retention = option(statement, 'delta.deletedfileretentionduration');
  const days = retention ? /(\d+)\s*days?/i.exec(retention.value) : null;
  if (retention && days && Number(days[1]) < 7) draft.problem('lake-table-invalid', retention.span, 'Files that running queries still read may be deleted: keep them for at least 7 days', { severity: 'warning' });
  void nameSpan;
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
