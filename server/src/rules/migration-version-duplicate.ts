import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'migration-version-duplicate',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two migrations have the same version',
  why: 'Flyway and golang-migrate refuse to run at all as long as two files of a folder have one version. It happens when two branches each add the next number.',
  sources: ['flyway/flyway#219', 'golang-migrate: migrations'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      if (d.type !== 'sql.migration') continue;
      const entity = ws.entity(d.id);
      if (!entity || entity.definitions < 2) continue;
      const other = entity.roles.find(r => r.file !== document.path)?.file;
      if (other === undefined) continue;
      yield { rule: this.id, span: firstWord(document.text, d.span.start), message: `Version ${d.name} is also that of ${other.slice(other.lastIndexOf('/') + 1)}` };
    }
  },
  examples: [
    {
      title: 'two files, one version',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/V2__day.sql
        alter table orders add column day date;
        ^^^^^ Version 2 is also that of V2.0__shop.sql
        //- db/migration/V2.0__shop.sql
        alter table orders add column shop int;
        ^^^^^ Version 2 is also that of V2__day.sql
      `,
    },
    {
      title: 'versions and the scripts that undo them',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/U1__orders.sql
        drop table orders;
        //- db/migration/V1.1__day.sql
        alter table orders add column day date;
      `,
    },
  ],
};

function firstWord(text: string, start: number): { start: number; end: number } {
  const word = /^\S+/.exec(text.slice(start, start + 80));
  return { start, end: start + (word?.[0].length ?? 0) };
}
