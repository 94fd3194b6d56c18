import type { CallAt, Choice, Expectation, Explanation } from '../../model/format';
import { completionContext, type Dialect } from '../../syntax/sql';
import { TABLE_NAMESPACE } from './sqlNames';

/** What may stand at the cursor of SQL. `text` has its templates masked. */
export function expectSql(text: string, offset: number, dialect: Dialect | null): Expectation | null {
  const context = completionContext(text, 0, text.length, offset, dialect);
  const choices: Choice[] = [];
  if (context.kind === 'column' || context.kind === 'insert_column') choices.push({ kind: 'columnsInScope', qualifier: context.qualifier });
  if (context.kind === 'table' && context.qualifier === null) choices.push({ kind: 'entities', types: [], namespaces: [TABLE_NAMESPACE] });
  return choices.length > 0 ? { replace: context.replace, choices } : null;
}

export function explainSql(_text: string, _offset: number, _dialect: Dialect | null): Explanation | null {
  return null;
}

export function sqlCallAt(_text: string, _offset: number, _dialect: Dialect | null): CallAt | null {
  return null;
}
