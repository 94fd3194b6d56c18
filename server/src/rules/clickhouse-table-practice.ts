import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'clickhouse-table-practice',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A ClickHouse table that will hurt in use',
  why: 'Partitions of less than a day give more parts than ClickHouse can merge, POPULATE misses rows that arrive while it runs, messages that are skipped are gone without a trace.',
  sources: ['ClickHouse documentation: partitioning key, materialized views, Kafka engine'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'partitions by hour, and skipped messages',
      files: `
        //- clickhouse/visits.sql
        create table visits (id UInt64, ts DateTime) engine = MergeTree partition by toStartOfHour(ts) order by id;
        --                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too many parts
      `,
    },
    {
      title: 'by month',
      files: `
        //- clickhouse/visits.sql
        create table visits (id UInt64, ts DateTime) engine = MergeTree partition by toYYYYMM(ts) order by id;
      `,
    },
  ],
};
