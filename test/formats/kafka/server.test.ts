import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { openFixture } from '../../open';

const files = (sink: string) => `
  //- conf/application.properties
  debezium.sink.type=${sink}
  debezium.source.connector.class=io.debezium.connector.postgresql.PostgresConnector
  debezium.source.database.hostname=db
  debezium.source.database.port=x5432
  debezium.source.database.dbname=shop
  debezium.source.topic.prefix=shop
  debezium.source.table.include.list=public.orders
  debezium.source.heartbeat.interval.ms=10000
  quarkus.http.port=8080
`;

test('Debezium Server: the connector of its properties, with places under the whole keys', () => {
  const opened = openFixture(files('kafka'));
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.deepEqual(result.graph.edges.map(e => `${e.from} -> ${e.to}`), ['table:public.orders -> kafka:shop.public.orders']);
  const text = opened.files.get('conf/application.properties')!;
  const found = opened.linter.lint('conf/application.properties').filter(f => f.severity === 'error');
  assert.deepEqual(found.map(f => `${f.finding.rule} ${text.slice(f.finding.span.start, f.finding.span.end)}`), ['connect-invalid-value x5432']);
});

test('Debezium Server: what it writes elsewhere than to Kafka is no topic', () => {
  const result = lineage(openFixture(files('kinesis')).engine.workspace, [], { root: '', columns: false });
  assert.deepEqual('problems' in result ? result.problems : result.graph.edges, []);
});
