import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { edit } from './shared/fixes';
import { addSettings } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-dead-letter-queue',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A dead-letter queue that does not do what it should',
  why: "A queue takes effect only in sinks, and only with `errors.tolerance=all`: otherwise the record is reported and the task fails all the same. Without context headers its records don't say what was wrong with them.",
  sources: ['Kafka SinkConnectorConfig, RetryWithToleranceOperator', 'apache/kafka#8858'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-dead-letter-queue'),
  fixes(finding, document) {
    const { text, path } = told(finding);
    switch (text('kind')) {
      case 'source': return path ? [edit(document, 'Remove it', [{ op: 'remove', path }])] : [];
      case 'tolerance': return addSettings(document, finding, 'Tolerate all errors', { 'errors.tolerance': 'all' });
      default: return addSettings(document, finding, 'Add headers that say why', { 'errors.deadletterqueue.context.headers.enable': 'true' });
    }
  },
  examples: [
    {
      title: 'without tolerance',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.deadletterqueue.topic.name=dlq
        #                                 ^^^ the task still fails
        errors.deadletterqueue.context.headers.enable=true
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.deadletterqueue.topic.name=dlq
        errors.deadletterqueue.context.headers.enable=true
        errors.tolerance=all
      `,
    },
    {
      title: 'complete',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.tolerance=all
        errors.deadletterqueue.topic.name=dlq
        errors.deadletterqueue.context.headers.enable=true
      `,
    },
  ],
};
