import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { edit } from './shared/fixes';
import { settingPath, changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-conflicting-settings',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'Two settings of a connector exclude each other',
  why: 'Kafka Connect or the connector refuses the configuration: `topics` together with `topics.regex`, an include list together with an exclude list of the same kind, a dead-letter topic that the connector itself reads, two different names.',
  sources: ['Kafka SinkConnectorConfig.validate, ConnectorsResource', 'Debezium RelationalDatabaseConnectorConfig'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-conflicting-settings'),
  fixes(finding, document) {
    const { texts, text } = told(finding);
    const to = text('to');
    if (to !== null) return changeTo(document, finding, [to]);
    return texts('remove').flatMap((key, i) => {
      const path = settingPath(finding, key);
      return path ? [edit(document, `Remove '${key}'`, [{ op: 'remove', path }], false, i === 0)] : [];
    });
  },
  examples: [
    {
      title: 'two lists',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
        table.exclude.list=public.audit
        ^^^^^^^^^^^^^^^^^^ can't be combined with 'table.include.list'
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
      `,
    },
    {
      title: 'a queue that is read',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
          "tasks.max": "1",
          "topics": "orders",
          "file": "/tmp/orders",
          "errors.tolerance": "all",
          "errors.deadletterqueue.topic.name": "orders"
          //                                    ^^^^^^ The dead-letter topic 'orders' is also read
        }
      `,
    },
    {
      title: 'one of them',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics.regex=orders.*
        file=/tmp/orders
      `,
    },
  ],
};
