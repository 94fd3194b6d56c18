import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'lake-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A Delta or Iceberg table whose layout can\'t be',
  why: 'Iceberg checks that a transform fits the type of its column, that widths are positive and that no column has two time transforms; properties have fixed values.',
  sources: ['apache/iceberg: Transform.canTransform, PartitionSpec, configuration'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'transforms that can\'t be',
      files: `
        //- spark/visits.sql
        create table lake.visits (shop_id bigint, seen timestamp, d date) using iceberg partitioned by (hours(d), bucket(0, shop_id));
        --                                                                                              ^^^^^^^^ hour needs a timestamp
        --                                                                                                        ^^^^^^^^^^^^^^^^^^ positive count
      `,
    },
    {
      title: 'a sound table',
      files: `
        //- spark/visits.sql
        create table lake.visits (shop_id bigint, seen timestamp, d date) using iceberg partitioned by (days(seen), bucket(8, shop_id));
      `,
    },
  ],
};
