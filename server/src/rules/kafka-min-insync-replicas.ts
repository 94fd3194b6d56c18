import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-min-insync-replicas',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'min.insync.replicas does not fit the replicas',
  why: 'With more in-sync replicas required than there are, every write with `acks=all` fails; with as many as there are, no broker may stop. Usual are 3 replicas and 2 in sync.',
  sources: ['https://kafka.apache.org/documentation/#topicconfigs'],
  about: ['kafka.topic'],
  fix: 'none',
  check: document => problemsOf(document, 'kafka-min-insync-replicas'),
  examples: [
    {
      title: 'more than there are',
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
          replicas: 1
          config:
            min.insync.replicas: 200
            #                    ^^^ Writes with acks=all always fail
      `,
    },
    {
      title: 'two of three',
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
            min.insync.replicas: 2
      `,
    },
  ],
};
