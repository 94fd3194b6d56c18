import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'ksqldb-source-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A stream or table that ksqlDB refuses to declare',
  why: 'A stream\'s key is declared by KEY, a table\'s by PRIMARY KEY, and both stand for a topic.',
  sources: ['ksqlDB: CREATE STREAM, CREATE TABLE'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a stream with a primary key',
      files: `
        //- ksqldb/orders.sql
        create stream orders (oid int primary key, amount double) with (kafka_topic = 'orders', value_format = 'json');
        --                    ^^^ declared by KEY
      `,
    },
    {
      title: 'sound declarations',
      files: `
        //- ksqldb/orders.sql
        create stream orders (id int key, amount double) with (kafka_topic = 'orders', value_format = 'json');
        create table customers (id int primary key, name varchar) with (kafka_topic = 'customers', value_format = 'json');
      `,
    },
  ],
};
