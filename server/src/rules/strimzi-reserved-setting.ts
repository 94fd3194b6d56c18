import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { edit } from './shared/fixes';

export const rule: Rule = {
  id: 'strimzi-reserved-setting',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A setting that the operator sets itself',
  why: 'Name, class, number of tasks and version of a connector stand in the resource: in `spec.config` the operator ignores them.',
  sources: ['Strimzi custom resource definitions'],
  about: ['kafka'],
  fix: 'suggested',
  check: document => problemsOf(document, 'strimzi-reserved-setting'),
  fixes(finding, document) {
    const { path } = told(finding);
    return path ? [edit(document, 'Remove it', [{ op: 'remove', path }])] : [];
  },
  examples: [
    {
      title: 'tasks',
      files: `
        //- connector.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnector
        metadata:
          name: file
          labels:
            strimzi.io/cluster: connect
        spec:
          class: org.apache.kafka.connect.file.FileStreamSourceConnector
          tasksMax: 1
          config:
            file: /tmp/orders
            topic: orders
            tasks.max: 2
            ^^^^^^^^^ sets 'tasks.max' itself
      `,
      fixed: `
        //- connector.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnector
        metadata:
          name: file
          labels:
            strimzi.io/cluster: connect
        spec:
          class: org.apache.kafka.connect.file.FileStreamSourceConnector
          tasksMax: 1
          config:
            file: /tmp/orders
            topic: orders
      `,
    },
    {
      title: 'none of them',
      files: `
        //- connector.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnector
        metadata:
          name: file
          labels:
            strimzi.io/cluster: connect
        spec:
          class: org.apache.kafka.connect.file.FileStreamSourceConnector
          tasksMax: 1
          config:
            file: /tmp/orders
            topic: orders
      `,
    },
  ],
};
