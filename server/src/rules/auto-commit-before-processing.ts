import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'auto-commit-before-processing',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Offsets are committed before records are processed',
  why: 'With automatic commits the client commits what was polled every few seconds, whether or not it was processed. After a crash those records are skipped. Commit when a batch is done, or switch off `enable.auto.offset.store` and store offsets yourself. A hint, since most examples in the wild leave it on.',
  sources: ['https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'left on',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "loader", "auto.offset.reset": "earliest"})
        #          ^^^^^^^^ a crash loses what was polled last
        consumer.subscribe(["orders"])
        consumer.close()
      `,
    },
    {
      title: 'committed by hand',
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
