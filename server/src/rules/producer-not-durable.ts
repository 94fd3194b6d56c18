import type { Rule } from '../model/rule';
import { replaceTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'producer-not-durable',
  group: 'streaming',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A producer does not wait for the replicas',
  why: 'With `acks` 0 or 1 a record can be lost although the producer was told that it is written. Left unset, librdkafka waits for all replicas in sync.',
  sources: ['https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md'],
  about: ['kafka'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => replaceTold(finding, document),
  examples: [
    {
      title: 'acks 1',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        def delivered(error, message): ...
        producer = Producer({"bootstrap.servers": "kafka:9092", "acks": "1"})
        #                                                               ^^^ it is replicated
        producer.produce("orders", b"1", on_delivery=delivered)
        producer.flush()
      `,
      fixed: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        def delivered(error, message): ...
        producer = Producer({"bootstrap.servers": "kafka:9092", "acks": "all"})
        producer.produce("orders", b"1", on_delivery=delivered)
        producer.flush()
      `,
    },
    {
      title: 'all',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        def delivered(error, message): ...
        producer = Producer({"bootstrap.servers": "kafka:9092", "acks": "all"})
        producer.produce("orders", b"1", on_delivery=delivered)
        producer.flush()
      `,
    },
  ],
};
