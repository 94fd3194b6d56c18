import type { Rule } from '../model/rule';
import { listed } from './shared/dbt';
import { classifier, personalColumns } from './shared/personal';

export const rule: Rule = {
  id: 'pii-kept-in-topic',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A topic keeps personal data for ever',
  why: 'With `retention.ms=-1` Kafka deletes nothing, and with `cleanup.policy=compact` alone the last record of every key stays: a person who asks to be forgotten is not, unless a tombstone is written for each key. Said of topics whose fields are classified in a data contract or a schema, or come from a classified column, without being masked on the way.',
  sources: ['https://kafka.apache.org/documentation/#topicconfigs', 'GDPR, Articles 5 (1) e and 17'],
  about: ['kafka.topic'],
  fix: 'none',
  *check(document, ws) {
    const topics = document.facts.declarations.filter(d => d.type === 'kafka.topic' && d.role === 'defines' && d.nameSpan !== null);
    if (topics.length === 0) return;
    const classes = classifier(ws);
    for (const topic of topics) {
      const config = topic.attributes.config ?? {};
      const policy = String(config['cleanup.policy'] ?? 'delete');
      const forever = String(config['retention.ms'] ?? '') === '-1' ? 'retention.ms is -1' : /compact/.test(policy) && !/delete/.test(policy) ? 'cleanup.policy is compact' : null;
      if (forever === null) continue;
      const personal = personalColumns(classes, topic.id);
      if (personal.length > 0) yield { rule: this.id, span: topic.nameSpan!, message: `'${topic.name}' keeps personal data for ever (${forever}): ${listed(personal)}` };
    }
  },
  examples: [
    {
      title: 'a contract about a topic that is compacted',
      files: `
        //- topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: customers
          #     ^^^^^^^^^ 'customers' keeps personal data for ever (cleanup.policy is compact): 'email'
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
          config:
            cleanup.policy: compact
        //- customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        servers:
          - server: prod
            type: kafka
            host: kafka:9092
        schema:
          - name: customers
            properties:
              - name: email
                logicalType: string
                classification: restricted
      `,
    },
    {
      title: 'a topic that deletes after a week',
      files: `
        //- topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: customers
          labels:
            strimzi.io/cluster: main
        spec:
          partitions: 6
          replicas: 3
          config:
            cleanup.policy: compact,delete
            retention.ms: 604800000
        //- customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        servers:
          - server: prod
            type: kafka
            host: kafka:9092
        schema:
          - name: customers
            properties:
              - name: email
                logicalType: string
                classification: restricted
      `,
    },
  ],
};
