import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'producer-not-flushed',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Records that wait in a producer are never sent',
  why: '`produce()` and `send()` put records into a buffer. A program that ends without `flush()` (or `close()` of kafka-python) loses what is still in it. Said only if the file calls neither, nor `poll()`.',
  sources: ['https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no flush',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        def delivered(error, message): ...
        producer = Producer({"bootstrap.servers": "kafka:9092"})
        #          ^^^^^^^^ loses those that are not sent yet
        producer.produce("orders", b"1", on_delivery=delivered)
      `,
    },
    {
      title: 'a flush',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        def delivered(error, message):
            if error:
                raise RuntimeError(error)
        producer = Producer({"bootstrap.servers": "kafka:9092"})
        producer.produce("orders", b"1", on_delivery=delivered)
        producer.flush()
      `,
    },
  ],
};
