import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'consumer-without-dead-letter',
  group: 'streaming',
  severity: 'off',
  certainty: 'advice',
  summary: 'Records that can\'t be processed have no place to go',
  why: 'One record that can\'t be parsed stops the consumer for good, or is dropped. A dead-letter topic keeps it for later, with the reason. Off by default; silent if the file speaks of dead letters or quarantine.',
  sources: ['https://www.confluent.io/learn/kafka-dead-letter-queue/'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'none',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "auto.offset.reset": "earliest", "enable.auto.commit": False})
        #          ^^^^^^^^ no place to go
        consumer.subscribe(["orders"])
        try:
            message = consumer.poll(1.0)
            consumer.commit(message)
        finally:
            consumer.close()
      `,
    },
    {
      title: 'one',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "auto.offset.reset": "earliest", "enable.auto.commit": False})
        consumer.subscribe(["orders"])
        dead_letter_topic = "orders.dlq"
        consumer.close()
      `,
    },
  ],
};
