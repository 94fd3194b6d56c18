import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'migration-not-null-without-default',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A migration adds a NOT NULL column without a default',
  why: 'Rows that exist get no value, so the statement fails unless the table is empty. Add the column with a default, or add it, fill it, and then set NOT NULL.',
  sources: ['squawk adding-not-nullable-field', 'PostgreSQL: ALTER TABLE'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no value for old rows',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/V2__day.sql
        alter table orders add column placed_on date not null;
        --                            ^^^^^^^^^ get no value
      `,
    },
    {
      title: 'a default',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/V2__day.sql
        alter table orders add column placed_on date not null default current_date;
      `,
    },
  ],
};
