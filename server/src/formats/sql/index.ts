import type { Format } from '../../model/format';
import { expectSql, explainSql, sqlCallAt } from '../shared/sqlEditing';
import { dialectFor, extract } from './extract';
import { maskSql } from './mask';
import { settingsContext, sqitch } from './project';

/** Plain SQL: scripts, schemas, migrations. It takes every `.sql` file that no other format claims, so it comes last. */
export const sql: Format = {
  id: 'sql',
  version: 1,
  extensions: ['sql', 'ddl', 'psql', 'hql', 'ksql', 'fsql', 'bq'],
  recognises: () => true,
  project: sqitch,
  fromSettings: settingsContext,
  extract,
  expect: (document, project, offset) => expectSql(maskSql(document.text).text, offset, dialectFor(document, project).dialect),
  explain: (document, project, offset) => explainSql(maskSql(document.text).text, offset, dialectFor(document, project).dialect),
  callAt: (document, project, offset) => sqlCallAt(maskSql(document.text).text, offset, dialectFor(document, project).dialect),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
