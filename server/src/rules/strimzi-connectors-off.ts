import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'strimzi-connectors-off',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A connector whose Connect cluster does not take connectors from resources',
  why: 'Without the annotation `strimzi.io/use-connector-resources: "true"` on the `KafkaConnect`, the operator passes over every `KafkaConnector`.',
  sources: ['strimzi/strimzi-kafka-operator#3006'],
  about: ['kafka'],
  fix: 'none',
  *check(document, ws) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'kafka.connect-cluster') continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind === 'one' && resolution.entity.attributes.more?.['usesResources'] === false) yield { rule: this.id, span: reference.span, message: `The Connect cluster '${reference.name}' does not take connectors from resources: it lacks the annotation strimzi.io/use-connector-resources`, related: [{ id: resolution.entity.id, message: 'the cluster' }] };
    }
  },
  examples: [
    {
      title: 'no annotation',
      files: `
        //- connector.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnector
        #     ^^^^^^^^^^^^^^ does not take connectors
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

        //- connect.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnect
        metadata:
          name: connect
        spec:
          replicas: 1
      `,
    },
    {
      title: 'the annotation',
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

        //- connect.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnect
        metadata:
          name: connect
          annotations:
            strimzi.io/use-connector-resources: "true"
        spec:
          replicas: 1
      `,
    },
  ],
};
