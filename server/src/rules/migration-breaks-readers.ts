import type { TableChange } from '../model/facts';
import type { Rule } from '../model/rule';
import { listed } from './shared/dbt';

export const rule: Rule = {
  id: 'migration-breaks-readers',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A migration drops or renames what other files read',
  why: 'Views, models and jobs that read the table fail as soon as the migration has run, or at the latest when they are built again. Change the readers first, or keep the old name until they are changed.',
  sources: ['squawk ban-drop-column, renaming-column, renaming-table'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      if (!d.step?.moment.order || d.nameSpan === null) continue;
      const readers = ws.outputs(d.id).filter(o => o.to !== d.id).flatMap(o => ws.entity(o.to) ?? []).filter(e => e.roles.some(r => r.file !== document.path));
      if (readers.length === 0) continue;
      for (const change of d.step.does) {
        const what = told(change);
        if (what) yield { rule: this.id, span: d.nameSpan, message: `${what} '${d.name}' while ${listed([...new Set(readers.map(e => e.name))], 3)} ${readers.length === 1 ? 'reads' : 'read'} it`, related: readers.slice(0, 5).map(e => ({ id: e.id, message: 'reads it' })) };
      }
    }
  },
  examples: [
    {
      title: 'a view reads the table',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, note text);
        //- views/sales.sql
        create view sales as select id from orders;
        //- db/migration/V2__drop.sql
        alter table orders drop column note;
        --          ^^^^^^ Drops the column 'note' of 'orders' while 'sales' reads it
      `,
    },
    {
      title: 'nobody reads it, and a column that is added',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, note text);
        //- db/migration/V2__drop.sql
        alter table orders drop column note;
        alter table orders add column day date;
      `,
    },
  ],
};

function told(change: TableChange): string | null {
  if (change.op === 'remove') return `Drops the column '${change.column}' of`;
  if (change.op === 'rename') return `Renames the column '${change.column}' of`;
  return null;
}
