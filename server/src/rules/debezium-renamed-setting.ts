import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo, renameTo } from './shared/streaming';

export const rule: Rule = {
  id: 'debezium-renamed-setting',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A setting or value of an earlier Debezium',
  why: 'Debezium 2 and 3 renamed settings and values: under the old name they are ignored or refused. Keep the **value** of `database.server.name` when it becomes `topic.prefix`: stored offsets are kept by it, and a new one starts the capture again. A warning, since the file does not say which release runs.',
  sources: ['https://debezium.io/releases/2.0/release-notes', 'DBZ-5043'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'debezium-renamed-setting'),
  fixes(finding, document) {
    const { text } = told(finding);
    const [to, value] = [text('to'), text('value')];
    if (to !== null) return renameTo(document, finding, [to]);
    return value === null ? [] : changeTo(document, finding, [value]);
  },
  examples: [
    {
      title: 'the prefix',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        database.server.name=shop
        ^^^^^^^^^^^^^^^^^^^^ is called 'topic.prefix'
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
      `,
    },
    {
      title: "today's names",
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
      `,
    },
  ],
};
