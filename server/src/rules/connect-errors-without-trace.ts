import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { addSettings } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-errors-without-trace',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'Bad records are skipped, and nothing tells which',
  why: "With `errors.tolerance=all` a record that can't be converted or transformed is left out. Without a dead-letter queue and without a log of errors nobody ever learns of it. The fix adds a queue with headers that say why; it changes what a failure does, so it is only offered.",
  sources: ['https://www.confluent.io/blog/kafka-connect-deep-dive-error-handling-dead-letter-queues/', 'Kafka RetryWithToleranceOperator'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-errors-without-trace'),
  fixes(finding, document) {
    const { flag, text } = told(finding);
    const log = addSettings(document, finding, 'Log the errors', { 'errors.log.enable': 'true' }, !flag('sink'));
    if (!flag('sink')) return log;
    const queue = text('queue') ?? 'dlq';
    return [...addSettings(document, finding, `Send bad records to '${queue}'`, { 'errors.deadletterqueue.topic.name': queue, 'errors.deadletterqueue.context.headers.enable': 'true' }), ...log];
  },
  examples: [
    {
      title: 'neither queue nor log',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.tolerance=all
        #                ^^^ Bad records are skipped without a trace
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.tolerance=all
        errors.deadletterqueue.topic.name=dlq-orders-file
        errors.deadletterqueue.context.headers.enable=true
      `,
    },
    {
      title: 'a log',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.tolerance=all
        errors.log.enable=true
      `,
    },
  ],
};
