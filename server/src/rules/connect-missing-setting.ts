import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'connect-missing-setting',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: "A connector lacks a setting it can't start without",
  why: 'Kafka Connect validates a configuration before it starts the connector, and refuses one without the settings that the class, a transform or the framework requires; a few are missed only when the task starts, and fails. Settings that a template fills in count as there.',
  sources: ['Kafka ConfigDef, ConnectorConfig, SinkConnectorConfig, TopicCreationConfig', 'https://debezium.io/documentation/reference/stable/connectors/index.html'],
  about: ['kafka-connect'],
  fix: 'none',
  check: document => problemsOf(document, 'connect-missing-setting'),
  examples: [
    {
      title: 'a transform without its type',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            "topics": "orders",
            "file": "/tmp/orders",
            "transforms": "tsx"
            //             ^^^ Transform 'tsx' has no 'transforms.tsx.type'
          }
        }
      `,
    },
    {
      title: 'Debezium without a prefix',
      files: `
        //- connect/cdc.json
        {
          "name": "cdc",
          "config": {
            "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
            //                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs a 'topic.prefix'
            "database.hostname": "pg",
            "database.user": "cdc",
            "database.dbname": "shop"
          }
        }
      `,
    },
    {
      title: 'all that is needed',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
      `,
    },
  ],
};
