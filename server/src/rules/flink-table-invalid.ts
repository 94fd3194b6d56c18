import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'flink-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A table that Flink\'s Kafka connector refuses',
  why: 'The connector checks its options when the table is used: servers, formats, key fields, start-up modes, guarantees; keys are never enforced and must say so.',
  sources: ['Apache Flink: Kafka and Upsert Kafka SQL connectors'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no format',
      files: `
        //- flink/orders.sql
        create table orders (id bigint, ts timestamp(3), watermark for ts as ts - interval '5' second)
        with ('connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'k:9092');
              ^^^^^^^^^^^^^^^^^^^^^ needs 'format' or 'value.format'
      `,
    },
    {
      title: 'a sound table',
      files: `
        //- flink/orders.sql
        create table orders (id bigint, ts timestamp(3), watermark for ts as ts - interval '5' second)
        with ('connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'k:9092', 'format' = 'json');
      `,
    },
  ],
};
