import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { hover } from '../../../server/src/features/hover';
import { complete } from '../../../server/src/features/completion';
import { codeActions } from '../../../server/src/features/codeActions';
import { definition } from '../../../server/src/features/definition';
import { rename } from '../../../server/src/features/rename';
import { openFixture } from '../../open';

function edgesOf(text: string, columns = false): string[] {
  const opened = openFixture(text);
  const result = lineage(opened.engine.workspace, [], { root: '', columns });
  assert.ok('graph' in result);
  return result.graph.edges.map(e => `${e.from} -> ${e.to} by ${e.job}${columns ? ` (${(e.columns ?? []).map(c => `${c.from.map(f => f.column).join('+')}>${c.to}${c.kind === 'identity' ? '' : '*'}`).join(' ')})` : ''}`);
}

test('Debezium names topics after tables, and transforms route them', () => {
  assert.deepEqual(
    edgesOf(String.raw`
      //- cdc.json
      {"name": "cdc", "config": {
        "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
        "topic.prefix": "shop", "table.include.list": "public\\.(orders|items), public.customers",
        "transforms": "route", "transforms.route.type": "org.apache.kafka.connect.transforms.RegexRouter",
        "transforms.route.regex": "([^.]+)\\.([^.]+)\\.([^.]+)", "transforms.route.replacement": "cdc_$3"}}
    `),
    ['table:public.customers -> kafka:cdc_customers by kafka-connect:cdc', 'table:public.items -> kafka:cdc_items by kafka-connect:cdc', 'table:public.orders -> kafka:cdc_orders by kafka-connect:cdc'],
  );
});

test('MySQL, SQL Server, Oracle and MongoDB name their topics in their own ways', () => {
  const cdc = (name: string, kind: string, rest: string): string => `
      //- ${name}.properties
      name=${name}
      connector.class=io.debezium.connector.${kind}
      topic.prefix=p
      ${rest}`;
  assert.deepEqual(
    edgesOf([
      cdc('a', 'mysql.MySqlConnector', 'table.include.list=shop.orders'),
      cdc('b', 'sqlserver.SqlServerConnector', 'table.include.list=dbo.stock\n      database.names=erp'),
      cdc('c', 'oracle.OracleConnector', 'table.include.list=HR.STAFF'),
      cdc('d', 'mongodb.MongoDbConnector', 'collection.include.list=shop.carts'),
    ].join('')),
    ['mongodb:shop.carts -> kafka:p.shop.carts by kafka-connect:d', 'table:dbo.stock -> kafka:p.erp.dbo.stock by kafka-connect:b', 'table:hr.staff -> kafka:p.HR.STAFF by kafka-connect:c', 'table:shop.orders -> kafka:p.shop.orders by kafka-connect:a'],
  );
});

test('a connector that captures by pattern answers for topics that others name', () => {
  assert.deepEqual(
    edgesOf(`
      //- cdc.properties
      name=cdc
      connector.class=io.debezium.connector.mongodb.MongoDbConnector
      topic.prefix=news
      database.include.list=rss
      //- load.json
      {"name": "load", "config": {"connector.class": "com.mongodb.kafka.connect.MongoSinkConnector", "topics": "feed", "database": "rss", "collection": "articles"}}
      //- search.json
      {"name": "search", "config": {"connector.class": "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector", "topics": "news.rss.articles,news.other.articles", "connection.url": "http://es:9200"}}
    `),
    ['kafka:feed -> mongodb:rss.articles by kafka-connect:load', 'kafka:news.other.articles -> elasticsearch:news.other.articles by kafka-connect:search', 'kafka:news.rss.articles -> elasticsearch:news.rss.articles by kafka-connect:search', 'mongodb:rss.articles -> kafka:news.rss.articles by null'],
  );
});

test('sinks name tables, objects and indexes after topics', () => {
  const sink = (name: string, cls: string, rest: string): string => `
      //- ${name}.properties
      name=${name}
      connector.class=${cls}
      topics=shop.orders
      ${rest}`;
  assert.deepEqual(
    edgesOf([
      sink('a', 'io.confluent.connect.jdbc.JdbcSinkConnector', 'table.name.format=dwh.orders'),
      sink('b', 'io.debezium.connector.jdbc.JdbcSinkConnector', 'connection.url=x'),
      sink('c', 'io.confluent.connect.s3.S3SinkConnector', 's3.bucket.name=lake'),
      sink('d', 'com.snowflake.kafka.connector.SnowflakeSinkConnector', 'snowflake.database.name=RAW\n      snowflake.schema.name=SALES\n      snowflake.topic2table.map=shop.orders:ORDERS'),
      sink('e', 'com.wepay.kafka.connect.bigquery.BigQuerySinkConnector', 'project=acme\n      defaultDataset=raw\n      sanitizeTopics=true'),
      sink('f', 'org.apache.iceberg.connect.IcebergSinkConnector', 'iceberg.tables=lake.orders'),
      sink('g', 'com.clickhouse.kafka.connect.ClickHouseSinkConnector', 'database=shop\n      topic2TableMap=shop.orders=orders'),
      sink('h', 'com.redis.kafka.connect.RedisSinkConnector', 'redis.keyspace=orders'),
      sink('i', 'io.aiven.kafka.connect.http.HttpSinkConnector', 'http.url=https://hooks.example.com/orders'),
    ].join('')).map(e => e.replace('kafka:shop.orders -> ', '')),
    [
      'https://hooks.example.com/orders by kafka-connect:i', 'redis:orders by kafka-connect:h', 's3://lake/topics/shop.orders by kafka-connect:c', 'table:acme.raw.shop_orders by kafka-connect:e', 'table:dwh.orders by kafka-connect:a', 'table:lake.orders by kafka-connect:f', 'table:raw.sales.orders by kafka-connect:d', 'table:shop.orders by kafka-connect:g', 'table:shop_orders by kafka-connect:b',
    ],
  );
});

test('columns go through transforms that rename, drop and mask them', () => {
  const edges = edgesOf(`
      //- orders-value.avsc
      {"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}, {"name": "email", "type": "string"}, {"name": "card", "type": "string"}, {"name": "total", "type": "long"}]}
      //- sink.properties
      name=s
      connector.class=io.confluent.connect.jdbc.JdbcSinkConnector
      topics=orders
      table.name.format=dwh.orders
      transforms=drop,mask
      transforms.drop.type=org.apache.kafka.connect.transforms.ReplaceField$Value
      transforms.drop.exclude=card
      transforms.drop.renames=total:amount
      transforms.mask.type=org.apache.kafka.connect.transforms.MaskField$Value
      transforms.mask.fields=email
    `, true);
  assert.deepEqual(edges, ['kafka:orders -> table:dwh.orders by kafka-connect:s (total>amount email>email* id>id)']);
});

test('bodies of requests in scripts and pages are read, with the name from the URL', () => {
  assert.deepEqual(
    edgesOf(`
      //- connect.sh
      # starts the connector
      curl -X PUT http://localhost:8083/connectors/file-sink/config -d '{
        "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
        "topics": "orders", "file": "/tmp/orders"
      }'
    `),
    ['kafka:orders -> file:/tmp/orders by kafka-connect:file-sink'],
  );
});

const CDC = `
      //- cdc.properties
      name=cdc
      connector.class=io.debezium.connector.postgresql.PostgresConnector
      topic.prefix=shop
      snapshot.mode=$0initial
      table.include.list=public.orders
`;

test('a setting is explained, and its values are offered', () => {
  const opened = openFixture(CDC);
  const { path, offset } = opened.fixture.cursor!;
  const text = opened.files.get(path)!;
  const shown = hover(opened.engine.workspace, path, text.indexOf('snapshot.mode') + 2);
  assert.match(shown!.markdown, /`snapshot\.mode`.*default `initial`[\s\S]*`no_data`[\s\S]*debezium\.io/);
  assert.ok(complete(opened.engine.workspace, path, offset).items.some(i => i.label === 'when_needed'));
});

test('topics are found, renamed where they are literal, and completed', () => {
  const opened = openFixture(`
      //- topics.yaml
      topics:
        orders:
          partitions: 3
          replication: 3
      //- sink.json
      {"name": "s", "config": {"connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector", "connection.url": "jdbc:postgresql://pg/shop", "topics": "$0orders"}}
    `);
  const ws = opened.engine.workspace;
  const { path, offset } = opened.fixture.cursor!;
  assert.ok(complete(ws, path, offset).items.some(i => i.label === 'orders'));
  assert.ok(JSON.stringify(definition(ws, path, offset)).includes('topics.yaml'));
  const renamed = rename(ws, path, offset, 'purchases');
  assert.ok(renamed.ok);
  assert.deepEqual(renamed.changes.map(c => ('file' in c ? c.file : '')).sort(), ['sink.json', 'topics.yaml']);
});

test('a table that only a connector names can be told to be a source', () => {
  const opened = openFixture(`
      //- sink.json
      {"name": "s", "config": {"connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector", "connection.url": "jdbc:postgresql://pg/shop", "topics": "orders", "table.name.format": "landing.or$0ders"}}
      //- dbt_project.yml
      name: shop
      profile: shop
      //- models/sources.yml
      sources:
        - name: raw
          tables:
            - name: orders
    `);
  const { path, offset } = opened.fixture.cursor!;
  const action = codeActions(opened.linter, opened.engine.workspace, path, { start: offset, end: offset }).find(a => a.title.includes('pipewright.yml'));
  assert.deepEqual(action?.changes, [{ kind: 'create', file: 'pipewright.yml', text: 'datasets.aliases:\n  raw.orders: [landing.orders]\n' }]);
});
