import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'migration-locks-table',
  group: 'sql',
  severity: 'information',
  certainty: 'advice',
  summary: 'A migration that blocks a table while it works',
  why: 'Building an index blocks writes, and checking a new constraint locks both tables. PostgreSQL can do both beside normal work.',
  sources: ['squawk require-concurrent-index-creation, constraint-missing-not-valid', 'PostgreSQL: Building Indexes Concurrently'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'an index on a table in use',
      files: `
        //- postgres/migrations/2_index.sql
        create index orders_day on orders (day);
        ^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY
      `,
    },
    {
      title: 'concurrently, and on a new table',
      files: `
        //- postgres/migrations/2_index.sql
        create index concurrently orders_day on orders (day);
        create table lines (id int);
        create index lines_id on lines (id);
      `,
    },
  ],
};
