import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'debezium-publication-all-tables',
  group: 'streaming',
  severity: 'information',
  certainty: 'advice',
  summary: 'A publication of all tables',
  why: '`publication.autocreate.mode=all_tables` makes a publication for the whole database: that takes a superuser, and the log of every table goes through the slot. `filtered` publishes the captured tables only.',
  sources: ['https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-publication-autocreate-mode'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'debezium-publication-all-tables'),
  fixes: (finding, document) => changeTo(document, finding, ['filtered']),
  examples: [
    {
      title: 'all tables',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        publication.autocreate.mode=all_tables
        #                           ^^^^^^^^^^ needs a superuser
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        publication.autocreate.mode=filtered
      `,
    },
    {
      title: 'captured tables',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        publication.autocreate.mode=filtered
      `,
    },
  ],
};
