import type { Rule } from '../model/rule';
import { partitionsOf } from './shared/topics';

export const rule: Rule = {
  id: 'kafka-streams-copartitioning',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Joined topics have different numbers of partitions',
  why: 'A join pairs records of the same partition, so both topics must have as many: otherwise Kafka Streams refuses to start with a TopologyException. Told where the code joins what it reads without keys of its own in between, and the workspace declares both topics.',
  sources: ['https://docs.confluent.io/platform/current/streams/developer-guide/dsl-api.html#join-co-partitioning-requirements'],
  about: ['kafka-streams.application'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      if (d.attributes.more?.['joins'] !== true) continue;
      const read = document.facts.references.filter(r => r.from === d.id && r.role === 'reads' && r.type === 'kafka.topic');
      const topics = [...new Map(read.map(r => [r.name, r])).values()];
      // Which of three are joined with which, the names alone don't tell.
      if (topics.length !== 2) continue;
      const [first, second] = topics.map(r => ({ reference: r, found: ws.resolve(r, document.path) }));
      const a = first!.found.kind === 'one' ? partitionsOf(first!.found.entity) : null;
      const b = second!.found.kind === 'one' ? partitionsOf(second!.found.entity) : null;
      if (a !== null && b !== null && a !== b) yield { rule: this.id, span: second!.reference.span, message: `'${second!.reference.name}' has ${b} partitions and '${first!.reference.name}' ${a}: what is joined must have as many` };
    }
  },
  examples: [
    {
      title: 'six and four',
      files: `
        //- src/Orders.java
        import org.apache.kafka.streams.StreamsBuilder;
        class Orders {
          void build(StreamsBuilder builder) {
            KTable<String, Customer> customers = builder.table("customers");
            KStream<String, Order> orders = builder.stream("orders");
        //                                                  ^^^^^^ what is joined must have as many
            orders.join(customers, (o, c) -> o.with(c)).to("enriched");
          }
        }
        //- topics/topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: orders, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 6, replicas: 3 }
        ---
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: customers, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 4, replicas: 3 }
      `,
    },
    {
      title: 'as many',
      files: `
        //- src/Orders.java
        import org.apache.kafka.streams.StreamsBuilder;
        class Orders {
          void build(StreamsBuilder builder) {
            KTable<String, Customer> customers = builder.table("customers");
            KStream<String, Order> orders = builder.stream("orders");
            orders.join(customers, (o, c) -> o.with(c)).to("enriched");
          }
        }
        //- topics/topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: orders, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 6, replicas: 3 }
        ---
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: customers, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 6, replicas: 3 }
      `,
    },
    {
      title: 'joined under new keys',
      files: `
        //- src/Orders.java
        import org.apache.kafka.streams.StreamsBuilder;
        class Orders {
          void build(StreamsBuilder builder) {
            KTable<String, Customer> customers = builder.table("customers");
            KStream<String, Order> orders = builder.stream("orders");
            orders = orders.selectKey((k, o) -> o.customer());
            orders.join(customers, (o, c) -> o.with(c)).to("enriched");
          }
        }
        //- topics/topics.yaml
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: orders, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 6, replicas: 3 }
        ---
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata: { name: customers, labels: { strimzi.io/cluster: main } }
        spec: { partitions: 4, replicas: 3 }
      `,
    },
  ],
};
