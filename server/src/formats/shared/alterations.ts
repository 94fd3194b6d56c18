import type { TableChange } from '../../model/facts';
import type { Statement } from '../../model/query';

/**
 * What ALTER TABLE does to the columns of its table, in the order written. Columns that it adds are those of the statement;
 * the new name of the table itself is left to the caller.
 */
export function tableChanges(statement: Statement): readonly TableChange[] {
  const out: TableChange[] = [];
  if (statement.columns.length > 0) out.push({ op: 'add', ifNotExists: true });
  let column: string | null = null;
  for (const { name, value } of statement.options) {
    switch (name) {
      case 'drop_column':
        out.push({ op: 'remove', column: value, ifExists: false });
        break;
      case 'rename_column': {
        const at = value.indexOf(' to ');
        if (at > 0) out.push({ op: 'rename', column: value.slice(0, at), to: value.slice(at + 4) });
        break;
      }
      case 'alter_column':
        column = value;
        break;
      case 'type':
        if (column !== null) out.push({ op: 'alter', column, type: value });
        break;
      case 'not_null':
      case 'null':
        if (column !== null) out.push({ op: 'alter', column, nullable: name === 'null' });
        break;
    }
  }
  return out;
}
