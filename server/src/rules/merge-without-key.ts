import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'merge-without-key',
  group: 'sql',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A MERGE whose condition is always true',
  why: 'Every row of the source is compared with every row of the target: with two rows in the source the statement fails or doubles rows. `on false`, by which rows are only inserted, is left alone.',
  sources: ['SQL: MERGE'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'always true',
      files: `
        //- load.sql
        merge into orders t using new_orders s on 1 = 1 when matched then update set amount = s.amount;
        --                                     ^^^^^^^^ join them on a key
      `,
    },
    {
      title: 'a key',
      files: `
        //- load.sql
        merge into orders t using new_orders s on t.id = s.id when matched then update set amount = s.amount;
      `,
    },
  ],
};
