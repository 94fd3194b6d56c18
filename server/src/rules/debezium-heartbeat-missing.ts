import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { addSettings } from './shared/streaming';

export const rule: Rule = {
  id: 'debezium-heartbeat-missing',
  group: 'streaming',
  severity: 'information',
  certainty: 'advice',
  summary: 'Without heartbeats a quiet PostgreSQL database keeps its log',
  why: "A replication slot moves on only when captured tables change. If they are quiet while others are busy, PostgreSQL keeps all of its write-ahead log until the disk is full. A heartbeat moves the slot on. The connector's user needs the right to write the heartbeat topic.",
  sources: ['https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-wal-disk-space'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'debezium-heartbeat-missing'),
  fixes: (finding, document) => addSettings(document, finding, 'Send a heartbeat every 10 seconds', { 'heartbeat.interval.ms': '10000' }),
  examples: [
    {
      title: 'no heartbeat',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ keeps its write-ahead log
        topic.prefix=shop
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
        heartbeat.interval.ms=10000
      `,
    },
    {
      title: 'a heartbeat',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        heartbeat.interval.ms=30000
      `,
    },
  ],
};
