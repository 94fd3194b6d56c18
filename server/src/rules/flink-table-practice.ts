import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'flink-table-practice',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A Flink table that will not work as meant',
  why: 'A sink over several topics does not know which to write to; exactly-once commits only at checkpoints; a password in a script is read by everyone who reads the script.',
  sources: ['apache/flink-connector-kafka documentation: Kafka SQL connector'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'an insert into a table over two topics',
      files: `
        //- flink/orders.sql
        create table orders (id bigint) with ('connector' = 'kafka', 'topic' = 'eu;us', 'properties.bootstrap.servers' = 'k:9092', 'format' = 'json');
        create table made (id bigint) with ('connector' = 'datagen');
        insert into orders select id from made;
                    ^^^^^^ over several topics
      `,
    },
    {
      title: 'into a table over one',
      files: `
        //- flink/orders.sql
        create table orders (id bigint) with ('connector' = 'kafka', 'topic' = 'eu', 'properties.bootstrap.servers' = 'k:9092', 'format' = 'json');
        create table made (id bigint) with ('connector' = 'datagen');
        insert into orders select id from made;
      `,
    },
  ],
};
