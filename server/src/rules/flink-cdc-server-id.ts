import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'flink-cdc-server-id',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'Parallel readers of a binlog with one server id',
  why: 'Each reader registers with MySQL as a replica under an id of its own. With one id they throw each other out, and the job fails again and again.',
  sources: ['https://nightlies.apache.org/flink/flink-cdc-docs-stable/docs/connectors/pipeline-connectors/mysql/'],
  about: ['flink-cdc'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'four readers, one id',
      files: `
        //- shop.yaml
        source:
          type: mysql
          hostname: db
          username: u
          password: \${PW}
          tables: shop.orders
          server-id: 5401
                     ^^^^ 4 parallel readers need a range
        sink:
          type: kafka
          properties.bootstrap.servers: k:9092
        pipeline:
          parallelism: 4
      `,
    },
    {
      title: 'a range',
      files: `
        //- shop.yaml
        source:
          type: mysql
          hostname: db
          username: u
          password: \${PW}
          tables: shop.orders
          server-id: 5401-5404
        sink:
          type: kafka
          properties.bootstrap.servers: k:9092
        pipeline:
          parallelism: 4
      `,
    },
  ],
};
