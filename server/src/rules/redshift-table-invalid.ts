import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'redshift-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A table that Redshift refuses to create',
  why: 'Distribution and sort keys name columns of the table, there is one distribution key, and it fits the distribution style.',
  sources: ['Amazon Redshift: CREATE TABLE'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a key that is no column, and a style that takes none',
      files: `
        //- redshift/sales.sql
        create table sales (id bigint, shop int, day date) diststyle even distkey (store) sortkey (day);
        --                                                 ^^^^^^^^^^^^^^ can't have a DISTKEY
        --                                                                         ^^^^^ which 'sales' does not have
      `,
    },
    {
      title: 'a sound table',
      files: `
        //- redshift/sales.sql
        create table sales (id bigint, shop int, day date) diststyle key distkey (shop) compound sortkey (day);
      `,
    },
  ],
};
