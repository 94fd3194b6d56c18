import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'bigquery-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A table that BigQuery refuses to create',
  why: 'Partitions and clusters need columns of the table of a fitting type, at most four of them for clusters, and options about partitions need a partitioned table.',
  sources: ['BigQuery: CREATE TABLE statement, limits of clustered tables'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a filter without partitions, and a column that is none',
      files: `
        //- bigquery/orders.sql
        create table sales.orders (id int64, day date) cluster by shop options (require_partition_filter = true);
        --                                                        ^^^^ 'shop' is not a column of 'orders'
        --                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs PARTITION BY
      `,
    },
    {
      title: 'a sound table',
      files: `
        //- bigquery/orders.sql
        create table sales.orders (id int64, day date, shop string) partition by day cluster by shop options (require_partition_filter = true);
      `,
    },
  ],
};
