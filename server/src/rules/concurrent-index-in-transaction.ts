import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'concurrent-index-in-transaction',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'CREATE INDEX CONCURRENTLY inside a transaction',
  why: 'PostgreSQL refuses it: the index is built in several transactions of its own. Some tools wrap each migration in one; then it must be switched off for that file.',
  sources: ['PostgreSQL: CREATE INDEX', 'squawk ban-concurrent-index-creation-in-transaction'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'inside BEGIN',
      files: `
        //- migrations/2_index.sql
        begin;
        create index concurrently orders_day on orders (day);
                     ^^^^^^^^^^^^ inside a transaction
        commit;
      `,
    },
    {
      title: 'by itself',
      files: `
        //- migrations/2_index.sql
        create index concurrently orders_day on orders (day);
      `,
    },
  ],
};
