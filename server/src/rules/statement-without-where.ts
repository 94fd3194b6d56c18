import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'statement-without-where',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A DELETE or UPDATE without WHERE',
  why: 'It changes every row. Where that is meant, TRUNCATE says so for DELETE, and for UPDATE `where true`. Temporary tables are left alone.',
  sources: ['squawk, SQLFluff and the manuals of the databases'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'all rows',
      files: `
        //- clean.sql
        delete from orders;
        ^^^^^^ empties 'orders'
        update customers set active = false;
        ^^^^^^ changes every row of 'customers'
      `,
    },
    {
      title: 'with a condition, or meant',
      files: `
        //- clean.sql
        delete from orders where placed_at < '2020-01-01';
        update customers set active = false where true;
        truncate table orders;
      `,
    },
  ],
};
