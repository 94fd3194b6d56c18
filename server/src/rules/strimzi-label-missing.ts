import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { edit } from './shared/fixes';

export const rule: Rule = {
  id: 'strimzi-label-missing',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A resource that no operator looks at',
  why: "Strimzi's operators take care of topics, users and connectors that bear the label `strimzi.io/cluster` with their cluster's name; all others are passed over without a word. The fix is offered where the workspace has one cluster.",
  sources: ['strimzi/strimzi-kafka-operator#8676', 'https://strimzi.io/docs/operators/latest/configuring.html'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'strimzi-label-missing'),
  fixes(finding, document, ws) {
    const { path } = told(finding);
    const clusters = ws.entitiesOf('kafka.cluster').filter(e => e.definitions > 0);
    return path && clusters.length === 1 ? [edit(document, `Add the label for '${clusters[0]!.name}'`, [{ op: 'set', path, value: clusters[0]!.name }])] : [];
  },
  examples: [
    {
      title: 'no label',
      files: `
        //- cluster.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: Kafka
        metadata:
          name: main
        //- topic.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        #     ^^^^^^^^^^ No operator looks at this KafkaTopic
        metadata:
          name: orders
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
      title: 'a label',
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
