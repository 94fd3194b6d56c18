import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'delivery-error-not-checked',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Nobody learns of a record that did not arrive',
  why: '`produce()` only queues: whether a broker has taken the record is told to the delivery callback. Said if the file names none.',
  sources: ['https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no callback',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        producer = Producer({"bootstrap.servers": "kafka:9092"})
        #          ^^^^^^^^ a failed delivery goes unnoticed
        producer.produce("orders", b"1")
        producer.flush()
      `,
    },
    {
      title: 'a callback',
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
