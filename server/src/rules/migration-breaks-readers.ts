import type { TableChange } from '../model/facts';
import type { Key } from '../model/key';
import type { Rule } from '../model/rule';
import type { ColumnTarget, Entity, Workspace } from '../model/workspace';
import { usesIn } from '../model/uses';
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
      for (const change of d.step.does) {
        const [what, column] = told(change) ?? [];
        if (what === undefined || column === undefined) continue;
        const readers = readersOf(ws, d.id, column).filter(e => e.roles.some(r => r.file !== document.path));
        if (readers.length > 0) yield { rule: this.id, span: d.nameSpan, message: `${what} '${d.name}' while ${listed([...new Set(readers.map(e => e.name))], 3)} ${readers.length === 1 ? 'reads' : 'read'} it`, related: readers.slice(0, 5).map(e => ({ id: e.id, message: 'reads it' })) };
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
        create view sales as select id, note from orders;
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
        //- views/sales.sql
        create view sales as select id from orders;
        //- db/migration/V2__drop.sql
        alter table orders drop column note;
        alter table orders add column day date;
      `,
    },
  ],
};

/** What reads a table and names a column that the table has no longer under that name; a column of that name in another table is not meant. */
function readersOf(ws: Workspace, table: Key, column: string): readonly Entity[] {
  const id = ws.entity(table)?.id;
  return ws.outputs(table).flatMap(o => {
    const reader = o.to === id || !ws.inputs(o.to).some(i => i.confidence === 'exact' && i.from === id) ? undefined : ws.entity(o.to);
    const names = reader?.roles.some(r => ws.document(r.file)?.facts.queries.some(q => q.dataset === reader.id && [...usesIn(q)].some(u => u.column.toLowerCase() === column.toLowerCase() && isLost(ws.resolveUse(r.file, q, u), id))));
    return reader && names ? [reader] : [];
  });
}

function isLost(target: ColumnTarget, table: Key | undefined): boolean {
  return target.kind === 'unknown' || target.kind === 'open' || (target.kind === 'column' && target.dataset === table);
}

function told(change: TableChange): readonly [what: string, column: string] | null {
  if (change.op === 'remove') return [`Drops the column '${change.column}' of`, change.column];
  if (change.op === 'rename') return [`Renames the column '${change.column}' of`, change.column];
  return null;
}
