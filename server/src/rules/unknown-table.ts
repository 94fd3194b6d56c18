import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'unknown-table',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A statement names a table that earlier migrations have dropped or renamed',
  why: 'The database refuses the statement, as the table is gone by then. Said within one sequence of migrations only, where the order is known; tables that no migration creates may come from elsewhere.',
  sources: ['SQL: DROP TABLE, ALTER TABLE RENAME'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    const seen = new Set<number>();
    for (const r of document.facts.references) {
      if (r.type !== 'sql.table' || !r.moment?.order || r.data?.['place'] !== 'script' || seen.has(r.span.start) || (r.role === 'names' && !r.implied)) continue;
      for (const k of r.targets.slice(0, 1)) {
        const state = ws.table(k, r.moment);
        if (!state || state.exists || state.sequences.length !== 1 || state.sequences[0] !== r.moment.sequence || r.implied) continue;
        if (/\bif\s+exists\b/i.test(document.text.slice(Math.max(0, r.span.start - 30), r.span.start))) continue;
        seen.add(r.span.start);
        yield { rule: this.id, span: r.span, message: `'${r.name}' has been dropped or renamed by then` };
      }
    }
  },
  examples: [
    {
      title: 'a table that the migration before dropped',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        create table lines (id int);
        //- db/migration/V2__drop.sql
        drop table orders;
        //- db/migration/V3__fill.sql
        insert into lines select id from orders;
        --                               ^^^^^^ has been dropped or renamed by then
      `,
    },
    {
      title: 'made again',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        create table lines (id int);
        //- db/migration/V2__drop.sql
        insert into lines select id from orders;
        drop table orders;
        create table orders (id int);
        //- db/migration/V3__fill.sql
        insert into lines select id from orders;
      `,
    },
  ],
};
