import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { tableName } from './options';

const FILLED = /\b(?:default|generated|identity|serial|auto_increment|autoincrement)\b/i;

/** What is risky, or refused, where a schema with data in it is changed. */
export function checkMigration(checked: Checked, statement: Statement): void {
  const { draft, text, dialect, tool } = checked;
  const words = text.slice(statement.span.start, statement.span.end);
  if (/^\s*create\s+(?:unique\s+)?index\s+concurrently\b|^\s*(?:drop\s+index|reindex\s+\w+)\s+concurrently\b/i.test(words) && insideTransaction(checked, statement)) {
    const at = words.toLowerCase().indexOf('concurrently');
    draft.problem('concurrent-index-in-transaction', { start: statement.span.start + at, end: statement.span.start + at + 12 }, 'PostgreSQL refuses CONCURRENTLY inside a transaction');
  }
  if (tool === null || tool === 'initdb') return;
  const table = tableName(statement);
  const fresh = makesTable(checked, statement);
  if (statement.kind === 'alter' && !fresh) {
    for (const c of statement.columns) {
      const own = text.slice(c.span.start, c.span.end);
      if (c.nullable === false && c.default === null && !FILLED.test(own) && dialect !== 'mysql' && dialect !== 'clickhouse') draft.problem('migration-not-null-without-default', c.nameSpan, `Rows that '${table}' has already get no value for '${c.name}': the migration fails unless the table is empty`);
    }
    const constraint = statement.options.find(o => o.name === 'add_constraint');
    if (constraint && dialect === 'postgres' && /\b(?:foreign\s+key|check)\b/i.test(constraint.value) && !/\bnot\s+valid\b/i.test(words)) draft.problem('migration-locks-table', constraint.span, `'${table}' is locked while every row is checked: add the constraint NOT VALID, then VALIDATE it`);
  }
  if (dialect === 'postgres' && statement.kind === 'create_other' && !fresh) {
    const index = /^\s*create\s+(?:unique\s+)?index\s+(?!concurrently)/i.exec(words);
    const on = statement.reads[0]?.parts[statement.reads[0].parts.length - 1]?.name;
    if (index && on !== undefined) draft.problem('migration-locks-table', { start: statement.span.start, end: statement.span.start + index[0].trimEnd().length }, `Writes to '${on}' wait until the index is built: CREATE INDEX CONCURRENTLY does not block them`);
  }
}

/** Whether the statement's table is made in the same file, so that it has no rows yet. */
function makesTable({ statements }: Checked, statement: Statement): boolean {
  const named = statement.target && statement.kind !== 'create_other' ? statement.target : statement.reads[0];
  const last = named?.parts[named.parts.length - 1]?.name.toLowerCase();
  return statements.some(s => s.kind === 'create_table' && s.span.start < statement.span.start && s.target?.parts[s.target.parts.length - 1]?.name.toLowerCase() === last);
}

function insideTransaction({ statements, text }: Checked, statement: Statement): boolean {
  let open = false;
  for (const s of statements) {
    if (s.span.start >= statement.span.start) break;
    if (s.kind !== 'other') continue;
    const words = text.slice(s.span.start, s.span.start + 40);
    if (/^\s*(?:begin|start\s+transaction)\s*(?:transaction|work)?\s*;?/i.test(words)) open = true;
    if (/^\s*(?:commit|rollback|end)\b/i.test(words)) open = false;
  }
  return open;
}
