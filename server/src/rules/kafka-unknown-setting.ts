import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { renameTo } from './shared/streaming';

export const rule: Rule = {
  id: 'kafka-unknown-setting',
  group: 'streaming',
  severity: 'information',
  certainty: 'certain',
  summary: 'A topic has a setting that Kafka does not know',
  why: 'The broker refuses a topic with an unknown setting. An error where the name is a slip of one we know; else information, since newer releases and other vendors know more.',
  sources: ['https://kafka.apache.org/documentation/#topicconfigs'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'kafka-unknown-setting'),
  fixes: (finding, document) => renameTo(document, finding, told(finding).texts('near')),
  examples: [
    {
      title: 'a slip',
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
            retentions.ms: 604800000
            ^^^^^^^^^^^^^ did you mean 'retention.ms'?
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
            retention.ms: 604800000
      `,
    },
    {
      title: "a vendor's setting",
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
            confluent.value.schema.validation: true
      `,
    },
  ],
};
