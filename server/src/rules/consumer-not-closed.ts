import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'consumer-not-closed',
  group: 'streaming',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A consumer is never closed',
  why: '`close()` leaves the group at once and commits the last offsets. Without it the group waits for the session to time out, and nobody reads the partitions until then.',
  sources: ['https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no close',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "auto.offset.reset": "earliest", "enable.auto.commit": False})
        #          ^^^^^^^^ Without close()
        consumer.subscribe(["orders"])
        message = consumer.poll(1.0)
      `,
    },
    {
      title: 'closed',
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
