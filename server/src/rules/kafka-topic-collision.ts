import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'kafka-topic-collision',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Two topics differ only in dots and underscores',
  why: 'Metrics of Kafka write dots as underscores, so `shop.orders` and `shop_orders` count as one there; the broker itself refuses to make the second.',
  sources: ['Kafka Topic.hasCollision'],
  about: ['kafka.topic'],
  fix: 'none',
  *check(document, ws) {
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'kafka.topic' || declaration.role !== 'defines' || !/[._]/.test(declaration.name) || declaration.attributes.more?.['known'] === false) continue;
      const folded = declaration.name.replace(/\./g, '_');
      const rival = ws.entitiesOf('kafka.topic').find(e => e.id !== declaration.id && e.definitions > 0 && e.attributes.more?.['known'] !== false && e.name.replace(/\./g, '_') === folded);
      const span = declaration.nameSpan;
      if (rival && span) yield { rule: this.id, span, message: `Topic '${rival.name}' is the same in metrics, where dots are underscores`, related: [{ id: rival.id, message: 'the other one' }] };
    }
  },
  examples: [
    {
      title: 'a dot and an underscore',
      files: `
        //- state.yaml
        topics:
          shop.orders:
          ^^^^^^^^^^^ 'shop_orders' is the same in metrics
            partitions: 6
            replication: 3
          shop_orders:
          ^^^^^^^^^^^ 'shop.orders' is the same in metrics
            partitions: 6
            replication: 3
      `,
    },
    {
      title: 'two names',
      files: `
        //- state.yaml
        topics:
          shop.orders:
            partitions: 6
            replication: 3
          shop.payments:
            partitions: 6
            replication: 3
      `,
    },
  ],
};
