import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName, value } from './options';

const MOST_INTERLEAVED = 8;
const MOST_COMPOUND = 400;
const MOST_VARCHAR = 65_535;
const MOST_CHAR = 4_096;
const ENCODINGS = ['raw', 'az64', 'bytedict', 'delta', 'delta32k', 'lzo', 'mostly8', 'mostly16', 'mostly32', 'runlength', 'text255', 'text32k', 'zstd', 'auto'];

/** What Redshift refuses when a table is created, and what its guide warns of. */
export function checkRedshift({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind === 'copy' && /\b(?:aws_secret_access_key|secret_access_key|aws_access_key_id)\b/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('redshift-table-practice', nameSpan(statement), 'Access keys stand in the text: use IAM_ROLE');
  if (statement.kind === 'copy') copy(draft, text, statement);
  if (statement.kind !== 'create_table') return;
  columns(draft, text, statement);
  const keys = statement.options.filter(o => o.name === 'distkey');
  const own = statement.columns.filter(c => /\bdistkey\b/i.test(text.slice(c.span.start, c.span.end)));
  const style = value(statement, 'diststyle')?.toLowerCase() ?? null;
  const all = keys.length + own.length;
  if (style === 'key' && all === 0) draft.problem('redshift-table-invalid', option(statement, 'diststyle')!.span, 'DISTSTYLE KEY needs a DISTKEY');
  if (style !== null && style !== 'key' && style !== 'auto' && all > 0) draft.problem('redshift-table-invalid', option(statement, 'diststyle')!.span, `DISTSTYLE ${style.toUpperCase()} can't have a DISTKEY`);
  if (all > 1) draft.problem('redshift-table-invalid', keys[1]?.span ?? own[own.length - 1]!.nameSpan, 'A table has one DISTKEY only');
  const sorts = statement.options.filter(o => o.name === 'sortkey');
  if (sorts.length > 1) draft.problem('redshift-table-invalid', sorts[1]!.span, 'A table has one SORTKEY clause only');
  const [sort] = sorts;
  const interleaved = sort !== undefined && /\binterleaved\s+sortkey\b/i.test(text.slice(statement.span.start, statement.span.end));
  const count = sort ? sort.value.split(',').length : 0;
  if (sort && interleaved && count > MOST_INTERLEAVED) draft.problem('redshift-table-invalid', sort.span, `An interleaved sort key has at most ${MOST_INTERLEAVED} columns`);
  if (sort && !interleaved && count > MOST_COMPOUND) draft.problem('redshift-table-invalid', sort.span, `A compound sort key has at most ${MOST_COMPOUND} columns`);
  if (sort && interleaved) draft.problem('redshift-table-practice', sort.span, 'Interleaved sort keys need VACUUM REINDEX and hurt columns that grow steadily: a compound key is the usual choice', { severity: 'information' });
  if (listsColumns(statement)) {
    for (const list of [...keys, ...sorts])
      for (const { name, span } of bareNames(text, list)) if (!column(statement, name) && !/^auto$/i.test(name)) draft.problem('redshift-table-invalid', span, `${list.name.toUpperCase()} uses '${name}', which '${tableName(statement)}' does not have`);
  }
}

function copy(draft: Checked['draft'], text: string, statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const format = /\bformat\s+(?:as\s+)?(\w+)/i.exec(words);
  if (format && !/^(?:csv|json|avro|parquet|orc|shapefile|fixedwidth|delimiter|as)$/i.test(format[1]!)) draft.problem('redshift-table-invalid', { start: statement.span.start + format.index, end: statement.span.start + format.index + format[0].length }, 'COPY reads CSV, JSON, AVRO, PARQUET, ORC, SHAPEFILE, FIXEDWIDTH or DELIMITER');
  if (/\bfrom\s+'s3:/i.test(words) && !/\biam_role\b|\bcredentials\b|\baccess_key_id\b|[{$]/i.test(words)) draft.problem('redshift-table-invalid', nameSpan(statement), 'COPY from S3 needs IAM_ROLE (default, or the ARN of one)', { severity: 'warning' });
}

/** Types and encodings of columns. */
function columns(draft: Checked['draft'], text: string, statement: Statement): void {
  const sort = option(statement, 'sortkey');
  const first = sort ? bareNames(text, sort)[0]?.name.toLowerCase() : statement.columns.find(c => /\bsortkey\b/i.test(text.slice(c.nameSpan.end, c.span.end)))?.name.toLowerCase();
  const keys = new Set([sort, option(statement, 'distkey')].flatMap(o => (o ? bareNames(text, o).map(b => b.name.toLowerCase()) : [])));
  for (const c of statement.columns) {
    const own = text.slice(c.nameSpan.end, c.span.end);
    const length = /^(?:(?:n?varchar|character\s+varying)|(n?char|character|bpchar))\s*\(\s*(\d+)\s*\)/i.exec(c.type ?? '');
    const most = length?.[1] === undefined ? MOST_VARCHAR : MOST_CHAR;
    if (length && Number(length[2]) > most) draft.problem('redshift-table-invalid', c.nameSpan, `A column of this type has at most ${most} bytes`);
    if (/^varchar\s*\(\s*(?:max|65535)\s*\)/i.test(c.type ?? '')) draft.problem('redshift-table-practice', c.nameSpan, `Queries set aside memory for all 65535 bytes of '${c.name}': give it the length it needs`, { severity: 'hint' });
    if (/^(?:super|geometry|geography|hllsketch|varbyte)\b/i.test(c.type ?? '') && (keys.has(c.name.toLowerCase()) || /\b(?:dist|sort)key\b/i.test(own))) draft.problem('redshift-table-invalid', c.nameSpan, `'${c.name}' is ${c.type!.split('(')[0]!.toUpperCase()} and can't be a distribution or sort key`);
    const encode = /\bencode\s+(\w+)/i.exec(own);
    if (!encode) continue;
    const at = c.nameSpan.end + encode.index;
    const span = { start: at, end: at + encode[0].length };
    const method = encode[1]!.toLowerCase();
    if (!ENCODINGS.includes(method)) draft.problem('redshift-table-invalid', span, `An encoding is one of ${ENCODINGS.join(', ')}`);
    else if (method === 'az64' && /^(?:n?varchar|n?char|character|text|bpchar|boolean|bool|real|float|double|super)/i.test(c.type ?? '')) draft.problem('redshift-table-invalid', span, `AZ64 is for numbers and dates; '${c.name}' is ${c.type!.split('(')[0]!.toUpperCase()}`);
    else if (c.name.toLowerCase() === first && method !== 'raw' && method !== 'auto') draft.problem('redshift-table-practice', span, `'${c.name}' is the first sort column: compressed, it makes scans read more blocks of the others. Use ENCODE RAW`, { severity: 'information' });
  }
}
