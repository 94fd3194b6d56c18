import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-single-replica',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A topic has one copy',
  why: "If its broker's disk is lost, so is the data; while the broker restarts, nobody can read or write. Fine on a developer's machine, which is why this is only a hint.",
  sources: ['https://kafka.apache.org/documentation/#topicconfigs'],
  about: ['kafka.topic'],
  fix: 'none',
  check: document => problemsOf(document, 'kafka-single-replica'),
  examples: [
    {
      title: 'one copy',
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
          replicas: 001
          #         ^^^ has one copy
      `,
    },
    {
      title: 'three copies',
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
      `,
    },
  ],
};
