import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'streaming-secret',
  group: 'governance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A password or key is written in plain text',
  why: 'Whoever can read the repository, now or in its history, has it; Kafka Connect also shows it to whoever may read connectors. Let a provider fill it in (`${file:…}`, `${env:…}`, or one of a secret store), and change a secret that was committed. The fix writes a variable of the environment, for which the worker needs `config.providers=env`.',
  sources: ['https://kafka.apache.org/documentation/#config_providers'],
  about: ['kafka-connect', 'kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'streaming-secret'),
  fixes(finding, document) {
    const { text, flag } = told(finding);
    const variable = text('variable');
    return variable === null ? [] : changeTo(document, finding, [flag('provider') ? `\${env:${variable}}` : `\${${variable}}`], false);
  },
  examples: [
    {
      title: 'a password',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        database.password=hunter2
        #                 ^^^^^^^ 'database.password' is written in plain text
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        database.password=\${env:DATABASE_PASSWORD}
      `,
    },
    {
      title: 'from a provider',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        database.password=\${file:/opt/secrets.properties:password}
      `,
    },
  ],
};
