import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'offset-reset-unset',
  group: 'streaming',
  severity: 'information',
  certainty: 'resolved',
  summary: 'Where a new consumer group starts is not said',
  why: 'The default is the end of the topic: a new group, or one whose offsets have expired, skips all that is there, without an error.',
  sources: ['https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'not said',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "enable.auto.commit": False})
        #          ^^^^^^^^ skips every record that is there already
        consumer.subscribe(["orders"])
        consumer.close()
      `,
    },
    {
      title: 'said',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "auto.offset.reset": "earliest", "enable.auto.commit": False})
        consumer.subscribe(["orders"])
        try:
            message = consumer.poll(1.0)
            consumer.commit(message)
        finally:
            consumer.close()
      `,
    },
  ],
};
