import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'connect-shared-resource',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Two connectors use what only one may have',
  why: "A topic prefix names a connector's offsets and topics, a replication slot moves on for whoever reads first, a server id is that of one replica, and a schema history is that of one connector. Two connectors that share one lose events or fail. Connectors that are called alike are taken for one connector in several environments.",
  sources: ['https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-property-slot-name'],
  about: ['kafka-connect'],
  fix: 'none',
  *check(document, ws) {
    for (const reference of document.facts.references) {
      const what = SHARED[reference.type];
      if (what === undefined || reference.from === null) continue;
      const own = ws.entity(reference.from);
      const folder = document.path.slice(0, document.path.lastIndexOf('/') + 1);
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'one') continue;
      // Copies of a configuration for other environments, and examples side by side, are no rivals: only what lies together is.
      const rival = ws.referrers(resolution.entity.id).find(r => r.type === reference.type && r.from !== null && r.from !== reference.from && r.file.slice(0, r.file.lastIndexOf('/') + 1) === folder);
      const name = rival?.from ? ws.entity(rival.from)?.name : undefined;
      if (own && name !== undefined) yield { rule: this.id, span: reference.span, message: `${what} '${reference.name}' is also that of connector '${name}'`, related: [{ id: rival!.from!, message: 'uses it too' }] };
    }
  },
  examples: [
    {
      title: 'one slot for two',
      files: `
        //- connect/orders.properties
        name=orders
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        slot.name=cdc
        #         ^^^ is also that of connector 'payments'
        //- connect/payments.properties
        name=payments
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=pay
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        slot.name=cdc
        #         ^^^ is also that of connector 'orders'
      `,
    },
    {
      title: 'each its own',
      files: `
        //- connect/orders.properties
        name=orders
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        slot.name=orders
        //- connect/payments.properties
        name=payments
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=pay
        database.hostname=pg
        slot.name=payments
      `,
    },
  ],
};

const SHARED: { readonly [type: string]: string } = {
  'kafka-connect.prefix': 'The topic prefix',
  'kafka-connect.slot': 'The replication slot',
  'kafka-connect.server-id': 'The server id',
  'kafka-connect.history': 'The schema history topic',
};
