import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-unclean-election',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'Records that were confirmed may get lost',
  why: 'With `unclean.leader.election.enable=true` a copy that lags behind may become leader when no other is left: what it lacks is gone, though producers were told it was written.',
  sources: ['https://kafka.apache.org/documentation/#topicconfigs'],
  about: ['kafka'],
  fix: 'none',
  check: document => problemsOf(document, 'kafka-unclean-election'),
  examples: [
    {
      title: 'switched on',
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
            unclean.leader.election.enable: true
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ may lead
      `,
    },
    {
      title: 'switched off',
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
            unclean.leader.election.enable: false
      `,
    },
  ],
};
