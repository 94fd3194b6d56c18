import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'captured-table-without-key',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A captured table without a primary key',
  why: 'Events of a table without a key have no key either: they are spread over partitions in any order, compaction keeps none of them, and sinks can neither update nor delete. PostgreSQL even refuses UPDATE and DELETE on a published table that has neither a primary key nor another replica identity. Not told where the connector names key columns (`message.key.columns`).',
  sources: ['https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-replica-identity', 'https://www.postgresql.org/docs/current/logical-replication-publication.html'],
  about: ['kafka-connect'],
  fix: 'none',
  *check(document, ws) {
    for (const r of document.facts.references) {
      if (r.role !== 'reads' || r.type !== 'sql.table' || r.from === null) continue;
      const connector = ws.entity(r.from)?.attributes.more;
      if (connector?.['family'] !== 'debezium' || connector['keyed'] === true) continue;
      const found = ws.resolve(r, document.path);
      const table = found.kind === 'one' ? found.entity : null;
      if (table?.definitions !== 1 || table.attributes.more?.['keyless'] !== true || table.attributes.more['keyed'] === true) continue;
      const postgres = /\.postgresql\./.test(String(connector['class']));
      yield { rule: this.id, span: r.span, message: `'${table.name}' has no primary key: its events have none either${postgres ? ', and PostgreSQL refuses UPDATE and DELETE on it unless it has a replica identity' : ''}`, related: [{ id: table.id, message: 'is created here' }] };
    }
  },
  examples: [
    {
      title: 'no key',
      files: `
        //- db/init.sql
        create table public.orders (id integer not null, amount numeric);
        //- connect/shop.properties
        name=shop
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
        #                  ^^^^^^^^^^^^^ has no primary key
      `,
    },
    {
      title: 'a key, given later',
      files: `
        //- db/init.sql
        create table public.orders (id integer not null, amount numeric);
        alter table public.orders add primary key (id);
        //- connect/shop.properties
        name=shop
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
      `,
    },
    {
      title: 'the connector names the key',
      files: `
        //- db/init.sql
        create table public.orders (id integer not null, amount numeric);
        //- connect/shop.properties
        name=shop
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
        message.key.columns=public.orders:id
      `,
    },
  ],
};
