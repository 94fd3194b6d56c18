import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'table-column-duplicate',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A CREATE TABLE lists a column twice',
  why: 'Every database refuses the statement. Names in quotes are compared as they are, others whatever their case; ClickHouse compares them as written.',
  sources: ['SQL: CREATE TABLE'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a column twice',
      files: `
        //- orders.sql
        create table orders (day int, amount numeric, DAY text);
        --                                            ^^^ has a column 'DAY' already
      `,
    },
    {
      title: 'names that differ in quotes',
      files: `
        //- orders.sql
        create table orders (day int, amount numeric, "DAY" text);
      `,
    },
  ],
};
