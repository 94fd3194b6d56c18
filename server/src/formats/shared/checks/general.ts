import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { tableName } from './options';

/** Checks that hold in every dialect. */
export function checkGeneral({ draft, text, dialect }: Checked, statement: Statement): void {
  if (statement.kind === 'create_table' || statement.kind === 'create_external_table') duplicateColumns(draft, statement, dialect === 'clickhouse');
  const root = statement.query?.scopes[statement.query.root];
  const words = text.slice(statement.span.start, statement.span.end);
  if ((statement.kind === 'delete' || statement.kind === 'update') && root && statement.target && root.inputs.length === 1 && !/\bwhere\b|\blimit\b|\bjoin\b|\busing\b|[#@{]/i.test(words) && !(statement.kind === 'update' && /\bfrom\b/i.test(words))) {
    const verb = statement.kind === 'delete' ? 'DELETE' : 'UPDATE';
    draft.problem('statement-without-where', { start: statement.span.start, end: statement.span.start + verb.length }, `This ${verb} has no WHERE: it ${statement.kind === 'delete' ? 'empties' : 'changes every row of'} '${tableName(statement)}'`);
  }
  if (statement.kind === 'merge') {
    const on = /\bon\s*\(?\s*(true|1\s*=\s*1)\s*\)?\s+when\b/i.exec(words);
    if (on) {
      const at = statement.span.start + on.index;
      draft.problem('merge-without-key', { start: at, end: at + on[0].trimEnd().replace(/\s+when$/i, '').length }, 'Every row of the source matches every row of the target: join them on a key');
    }
  }
}

function duplicateColumns(draft: Checked['draft'], statement: Statement, exact: boolean): void {
  const seen = new Set<string>();
  for (const c of statement.columns) {
    const name = exact || c.quoted ? c.name : c.name.toLowerCase();
    if (seen.has(name)) draft.problem('table-column-duplicate', c.nameSpan, `'${tableName(statement)}' has a column '${c.name}' already`);
    seen.add(name);
  }
}
