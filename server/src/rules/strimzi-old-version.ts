import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'strimzi-old-version',
  group: 'streaming',
  severity: 'information',
  certainty: 'certain',
  summary: "An older version of Strimzi's resources",
  why: 'Newer operators serve only `kafka.strimzi.io/v1`. Convert the resources before the operator is upgraded; fields may have changed too.',
  sources: ['Strimzi custom resource definitions'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'strimzi-old-version'),
  fixes: (finding, document) => changeTo(document, finding, ['kafka.strimzi.io/v1'], false),
  examples: [
    {
      title: 'v1beta2',
      files: `
        //- topic.yaml
        apiVersion: kafka.strimzi.io/v1beta2
        #           ^^^^^^^^^^^^^^^^^^^^^^^^ an older version
        kind: KafkaTopic
        metadata:
          name: orders
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
      `,
      fixed: `
        //- topic.yaml
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
    {
      title: 'v1',
      files: `
        //- topic.yaml
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
