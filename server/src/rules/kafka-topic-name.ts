import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-topic-name',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: "A topic can't have this name",
  why: 'Kafka takes names of 1 to 249 letters, digits, dots, underscores and hyphens, but not `.` and `..`.',
  sources: ['Kafka Topic.validate'],
  about: ['kafka', 'kafka-connect'],
  fix: 'none',
  check: document => problemsOf(document, 'kafka-topic-name'),
  examples: [
    {
      title: 'a blank',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=new orders
        #      ^^^^^^^^^^ is no name of a topic
        file=/tmp/orders
      `,
    },
    {
      title: 'a name',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=new-orders
        file=/tmp/orders
      `,
    },
  ],
};
