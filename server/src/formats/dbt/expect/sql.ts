import type { Choice, Document, Expectation } from '../../../model/format';
import { maskJinja, readJinja } from '../../../syntax/jinja';
import { completionContext } from '../../../syntax/sql';
import { expressionWords, USING } from '../../shared/sqlEditing';
import { sqlDialect } from '../dialect';
import { lookupNamespace } from '../names';
import { dialectOf, type Project } from '../project/data';
import { expectJinja, jinjaStart } from './jinja';

/** What may stand at the cursor of a SQL file with Jinja. */
export function expectSql(document: Document, project: Project, offset: number): Expectation | null {
  const { text } = document;
  const start = jinjaStart(text, offset);
  if (start !== null) return expectJinja(text, start, offset, project);
  const masked = maskJinja(readJinja(text));
  const context = completionContext(masked.text, 0, text.length, offset, sqlDialect(dialectOf(project)));
  const choices: Choice[] = [];
  const dotted = context.qualifier !== null;
  if (context.kind === 'column' && !dotted && USING.test(masked.text.slice(Math.max(0, offset - 300), offset))) return { replace: context.replace, choices: [{ kind: 'columnsInScope', qualifier: null, shared: true }] };
  if (context.kind === 'column' && context.clause === 'on' && !dotted) choices.push({ kind: 'joinConditions' });
  if (context.kind === 'column' || context.kind === 'insert_column') choices.push({ kind: 'columnsInScope', qualifier: context.qualifier });
  if (context.kind === 'column' && !dotted) choices.push({ kind: 'words', words: expressionWords(masked.text, sqlDialect(dialectOf(project))) });
  if (context.kind === 'table' && !dotted) choices.push({ kind: 'ctes' });
  if (context.kind === 'table' && context.qualifier === null) {
    choices.push({ kind: 'entities', types: ['dbt.model', 'dbt.seed', 'dbt.snapshot'], namespaces: [lookupNamespace('ref', project.scope, null)], wrap: "{{ ref('$') }}" });
  }
  return choices.length > 0 ? { replace: context.replace, choices } : null;
}
