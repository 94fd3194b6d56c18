import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { replaceBy } from './shared/names';
import { namedColumns } from './shared/schema';

export const rule: Rule = {
  id: 'unknown-table-column',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'INSERT or ALTER TABLE names a column that the table does not have',
  why: 'The database refuses the statement. Said where the same script or sequence of migrations creates the table, by the columns it has when the statement runs: after all earlier migrations, before all later ones.',
  sources: ['SQL: INSERT, ALTER TABLE'],
  about: ['sql'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { reference, column, action, state } of namedColumns(document, ws)) {
      const lower = column.name.toLowerCase();
      if (state.columns.some(c => c.name.toLowerCase() === lower)) continue;
      if (action !== 'insert' && /\bif\s+exists\b/i.test(document.text.slice(reference.fullSpan.start - 40, reference.fullSpan.end))) continue;
      const near = closest(column.name, state.columns.map(c => c.name));
      yield { rule: this.id, span: column.span, message: `'${reference.name}' has no column '${column.name}' here${near[0] ? `; did you mean '${near[0]}'?` : ''}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a column that an earlier migration has renamed',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, note text);
        insert into orders (id, note) values (1, 'x');
        //- db/migration/V2__rename.sql
        alter table orders rename column note to remark;
        //- db/migration/V3__fill.sql
        insert into orders (id, remarks) values (2, 'y');
        --                      ^^^^^^^ has no column 'remarks' here; did you mean 'remark'?
      `,
      fixed: `
        //- db/migration/V3__fill.sql
        insert into orders (id, remark) values (2, 'y');
      `,
    },
    {
      title: 'a table that another file makes',
      files: `
        //- schema.sql
        create table orders (id int, note text);
        //- other/load.sql
        insert into orders (id, remarks) values (2, 'y');
      `,
    },
  ],
};
