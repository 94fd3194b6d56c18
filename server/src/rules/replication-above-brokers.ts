import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'replication-above-brokers',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'More copies of a topic than there are brokers',
  why: 'Kafka can\'t make the topic: producers, consumer groups or transactions wait for ever. In a stack with one broker the internal topics must be told to have one copy.',
  sources: ['https://kafka.apache.org/documentation/#brokerconfigs_offsets.topic.replication.factor'],
  about: ['compose'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'three copies, one broker',
      files: `
        //- docker-compose.yml
        services:
          kafka:
            image: confluentinc/cp-kafka:7.6.0
            volumes: ["./kafka:/var/lib/kafka"]
            environment:
              KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 3
        #                                             ^ 3 copies need 3 brokers, and there is one
      `,
    },
    {
      title: 'the default of the image',
      files: `
        //- docker-compose.yml
        services:
          kafka:
        # ^^^^^ The topic of consumer offsets wants 3 brokers, and there is one
            image: confluentinc/cp-kafka:7.6.0
            volumes: ["./kafka:/var/lib/kafka"]
      `,
    },
    {
      title: 'another file may bring more brokers',
      files: `
        //- docker-compose.yml
        services:
          kafka:
            image: confluentinc/cp-kafka:7.6.0
            volumes: ["./kafka:/var/lib/kafka"]
            environment: {KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 3}
        //- docker-compose.brokers.yml
        services:
          kafka2: {image: "confluentinc/cp-kafka:7.6.0", volumes: ["./k2:/var/lib/kafka"]}
          kafka3: {image: "confluentinc/cp-kafka:7.6.0", volumes: ["./k3:/var/lib/kafka"]}
      `,
    },
    {
      title: 'one copy, and three brokers',
      files: `
        //- a/docker-compose.yml
        services:
          kafka:
            image: confluentinc/cp-kafka:7.6.0
            volumes: ["./kafka:/var/lib/kafka"]
            environment: {KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1}
        //- b/docker-compose.yml
        services:
          kafka1: {image: "confluentinc/cp-kafka:7.6.0", volumes: ["./k1:/var/lib/kafka"]}
          kafka2: {image: "confluentinc/cp-kafka:7.6.0", volumes: ["./k2:/var/lib/kafka"]}
          kafka3: {image: "confluentinc/cp-kafka:7.6.0", volumes: ["./k3:/var/lib/kafka"]}
      `,
    },
  ],
};
