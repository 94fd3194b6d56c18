import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-invalid-value',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'A setting has a value that Kafka Connect refuses',
  why: "Numbers that are none, words that are not in the list, regular expressions that don't compile: the connector is refused when it is created, or its task fails as it starts. What a provider or template fills in is unknown here and passes.",
  sources: ['Kafka ConfigDef, ConnectorConfig', 'Debezium Field validators'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-invalid-value'),
  fixes(finding, document) {
    const { text, texts } = told(finding);
    const suggestion = text('suggestion');
    const near = [...texts('near'), ...(suggestion === null ? [] : [suggestion])];
    const others = near.length > 0 ? [] : texts('allowed').slice(0, 6);
    return changeTo(document, finding, [...near, ...others], near.length > 0);
  },
  examples: [
    {
      title: 'a tolerance that does not exist',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            "tasks.max": "1",
            "topics": "orders",
            "file": "/tmp/orders",
            "errors.tolerance": "alll"
            //                   ^^^^ it is one of all, none
          }
        }
      `,
      fixed: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            "tasks.max": "1",
            "topics": "orders",
            "file": "/tmp/orders",
            "errors.tolerance": "all"
          }
        }
      `,
    },
    {
      title: "a slot's name",
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        slot.name=Shop-Slot
        #         ^^^^^^^^^ up to 63 of a-z, 0-9 and _
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        slot.name=shop_slot
      `,
    },
    {
      title: 'a value that a provider gives',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        tasks.max=\${file:/opt/connect.properties:tasks}
      `,
    },
  ],
};
