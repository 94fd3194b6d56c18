import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'clickhouse-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A table that ClickHouse refuses to create',
  why: 'A key, partition or TTL names a column the table does not have, a sorting key is Nullable, a Kafka table lacks a setting that it needs or has defaults.',
  sources: ['ClickHouse: MergeTree, Kafka engine', 'ClickHouse/ClickHouse#5319, #6931'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a key that is no column, and a Kafka table with a default',
      files: `
        //- clickhouse/visits.sql
        create table visits (id UInt64, ts DateTime, host Nullable(String)) engine = MergeTree partition by toYYYYMM(ts) order by (region, host);
        --                                                                                                                         ^^^^^^ which 'visits' does not have
        --                                                                                                                                 ^^^^ can't be part of the sorting key
        create table queue (id UInt64, day DateTime default now()) engine = Kafka settings kafka_broker_list = 'k:9092', kafka_topic_list = 'visits', kafka_group_name = 'g', kafka_format = 'JSONEachRow';
        --                             ^^^ can't have defaults
      `,
    },
    {
      title: 'sound tables',
      files: `
        //- clickhouse/visits.sql
        create table visits (id UInt64, ts DateTime) engine = MergeTree partition by toYYYYMM(ts) order by (id, ts) ttl ts + interval 90 day;
        create table queue (id UInt64, ts DateTime) engine = Kafka settings kafka_broker_list = 'k:9092', kafka_topic_list = 'visits', kafka_group_name = 'g', kafka_format = 'JSONEachRow';
        create table named (id UInt64) engine = Kafka(visits_collection);
      `,
    },
  ],
};
