import type { Statement } from '../../../model/query';
import type { Checked } from '.';

/** What MySQL refuses when a table is created. */
export function checkMySql({ draft, text }: Checked, statement: Statement): void {
  if (statement.kind !== 'create_table' || statement.query !== null) return;
  const words = text.slice(statement.span.start, statement.span.end);
  const counted = statement.columns.filter(c => /\bauto_increment\b/i.test(text.slice(c.nameSpan.end, c.span.end)));
  if (counted.length > 1) draft.problem('mysql-table-invalid', counted[1]!.nameSpan, 'A table has one AUTO_INCREMENT column only');
  for (const c of counted) {
    const escaped = c.name.replace(/[^\w]/g, '\\$&');
    if (!c.primaryKey && !c.unique && !/\bkey\b/i.test(text.slice(c.span.start, c.span.end)) && !new RegExp(`(?:key|index|unique)[^(,]*\\(\\s*[\`"]?${escaped}[\`"]?`, 'i').test(words)) draft.problem('mysql-table-invalid', c.nameSpan, `'${c.name}' counts by itself, so it must be a key`);
  }
}
