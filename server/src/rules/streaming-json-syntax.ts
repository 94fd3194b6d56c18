import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'streaming-json-syntax',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: "A JSON file can't be read",
  why: 'Kafka Connect, Avro and JSON Schema libraries read strict JSON: no comments, no commas behind the last entry. Files that look like templates pass.',
  sources: ['https://www.rfc-editor.org/rfc/rfc8259'],
  about: ['kafka-connect', 'avro', 'json-schema'],
  fix: 'none',
  check: document => problemsOf(document, 'streaming-json-syntax'),
  examples: [
    {
      title: 'a quote is missing',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
          "tasks.max": "1",
          "topics": "orders",
          "file": wrong
          //      ^^^^^ is no JSON value
        }
      `,
    },
    {
      title: 'sound',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
          "tasks.max": "1",
          "topics": "orders",
          "file": "/tmp/orders"
        }
      `,
    },
  ],
};
