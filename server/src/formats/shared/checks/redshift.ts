import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName, value } from './options';

const MOST_INTERLEAVED = 8;
const MOST_COMPOUND = 400;

/** What Redshift refuses when a table is created, and what its guide warns of. */
export function checkRedshift({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind === 'copy' && /\b(?:aws_secret_access_key|secret_access_key|aws_access_key_id)\b/i.test(text.slice(statement.span.start, statement.span.end))) draft.problem('redshift-table-practice', nameSpan(statement), 'Access keys stand in the text: use IAM_ROLE');
  if (statement.kind !== 'create_table') return;
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
