import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'kafka-invalid-setting',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'A setting of Kafka has a value that it refuses',
  why: 'The broker refuses to make the topic, or the client refuses to start: a number that is none, a word that is not in the list, a value out of range, two that contradict each other. Values of earlier releases are warnings.',
  sources: ['Kafka LogConfig, ProducerConfig, ConsumerConfig, StreamsConfig', 'https://kafka.apache.org/documentation/#topicconfigs'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'kafka-invalid-setting'),
  fixes(finding, document) {
    const { texts } = told(finding);
    const near = texts('near');
    return changeTo(document, finding, near.length > 0 ? near : texts('allowed').slice(0, 6), near.length > 0);
  },
  examples: [
    {
      title: 'a policy that does not exist',
      files: `
        //- topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: orders
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
          config:
            cleanup.policy: compcat
            #               ^^^^^^^ 'compcat' is no cleanup.policy
      `,
      fixed: `
        //- topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: orders
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
          config:
            cleanup.policy: compact
      `,
    },
    {
      title: 'an idempotent producer',
      files: `
        //- producer.properties
        bootstrap.servers=kafka:9092
        key.serializer=org.apache.kafka.common.serialization.StringSerializer
        enable.idempotence=true
        compression.type=gzipp
        #                ^^^^^ it is one of
      `,
      fixed: `
        //- producer.properties
        bootstrap.servers=kafka:9092
        key.serializer=org.apache.kafka.common.serialization.StringSerializer
        enable.idempotence=true
        compression.type=gzip
      `,
    },
    {
      title: 'sound values',
      files: `
        //- topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: orders
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
          config:
            cleanup.policy: compact,delete
            retention.ms: 604800000
            min.insync.replicas: 2
      `,
    },
  ],
};
