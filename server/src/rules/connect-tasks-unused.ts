import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-tasks-unused',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'More tasks than the connector can use',
  why: 'Debezium reads one log in one task, but for MongoDB and for SQL Server with several databases. A larger `tasks.max` has no effect and looks as if it had.',
  sources: ['https://debezium.io/documentation/faq/'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-tasks-unused'),
  fixes: (finding, document) => changeTo(document, finding, ['1']),
  examples: [
    {
      title: 'four tasks',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        tasks.max=400
        #         ^^^ one task
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        tasks.max=1
      `,
    },
    {
      title: 'one task',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        tasks.max=1
      `,
    },
  ],
};
