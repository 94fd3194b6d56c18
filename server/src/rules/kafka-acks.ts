import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'kafka-acks',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A producer does not wait for its records to be safe',
  why: 'With `acks=0` nobody notices a lost record; with `acks=1` it is lost if the leader fails before a copy is made. `acks=all` with `min.insync.replicas=2` is safe, and the default since Kafka 3.',
  sources: ['https://kafka.apache.org/documentation/#producerconfigs_acks'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'kafka-acks'),
  fixes: (finding, document) => changeTo(document, finding, ['all']),
  examples: [
    {
      title: 'one copy',
      files: `
        //- producer.properties
        bootstrap.servers=kafka:9092
        key.serializer=org.apache.kafka.common.serialization.StringSerializer
        acks=1  
        #    ^^^ lost if the leader fails
      `,
      fixed: `
        //- producer.properties
        bootstrap.servers=kafka:9092
        key.serializer=org.apache.kafka.common.serialization.StringSerializer
        acks=all
      `,
    },
    {
      title: 'all of them',
      files: `
        //- producer.properties
        bootstrap.servers=kafka:9092
        key.serializer=org.apache.kafka.common.serialization.StringSerializer
        acks=all
      `,
    },
  ],
};
