import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'streaming-duplicate-key',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A setting stands twice',
  why: 'Only the last one counts; whatever the first says is lost without a word.',
  sources: ['java.util.Properties', 'https://www.rfc-editor.org/rfc/rfc8259#section-4'],
  about: ['kafka-connect', 'kafka', 'avro', 'json-schema'],
  fix: 'none',
  check: document => problemsOf(document, 'streaming-duplicate-key'),
  examples: [
    {
      title: 'two lists of topics',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        topics=payments
        ^^^^^^ the last one counts
      `,
    },
    {
      title: 'one',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders,payments
        file=/tmp/orders
      `,
    },
  ],
};
