import assert from 'node:assert/strict';
import test from 'node:test';
import { completeWords } from './typed';
import { openFixture } from '../../open';

/** `path: message` of all findings of the rules named. */
function findings(files: string, ...rules: readonly string[]): string[] {
  const { engine, linter } = openFixture(files);
  return [...engine.workspace.paths()].flatMap(path => linter.lint(path).filter(f => rules.includes(f.finding.rule)).map(f => f.finding.message));
}

const CATALOG = (how: string) => `
  //- catalog.json
  {"streams": [{"stream": {"name": "orders", "namespace": "public", "json_schema": {"properties": {"id": {"type": ["null", "integer"]}, "at": {"type": "string"}}}, "supported_sync_modes": ["full_refresh", "incremental"]}, ${how}}]}
`;

test('Airbyte: a catalog is a job with its streams, their fields and where they come from', () => {
  const { engine } = openFixture(CATALOG('"sync_mode": "full_refresh", "destination_sync_mode": "overwrite"'));
  const [stream] = engine.workspace.entitiesOf('airbyte.stream');
  assert.equal(stream?.name, 'orders');
  assert.deepEqual(engine.workspace.columns(stream!.id).columns.map(c => `${c.name} ${c.type}`), ['id integer', 'at string']);
  assert.deepEqual(engine.workspace.upstream(stream!.id).map(e => e.from), ['table|public.orders']);
});

test('Airbyte: a cursor and a key that are missing', () => {
  const all = ['incremental-load-without-key'];
  assert.deepEqual(findings(CATALOG('"sync_mode": "incremental", "destination_sync_mode": "append_dedup"'), ...all), ["Which rows are new is not known: 'orders' needs cursor_field", "Which rows are the same is not known: 'orders' needs primary_key"]);
  assert.deepEqual(findings(CATALOG('"sync_mode": "incremental", "destination_sync_mode": "append_dedup", "cursor_field": ["at"], "primary_key": [["id"]]'), ...all), []);
});

test('Airbyte: a connector as a file, with streams behind references', () => {
  const files = `
    //- source-shop/manifest.yaml
    version: 6.0.0
    type: DeclarativeSource
    check: {type: CheckStream, stream_names: [orders, ordes]}
    definitions:
      streams:
        orders:
          type: DeclarativeStream
          name: orders
          retriever: {type: SimpleRetriever}
          incremental_sync: {type: DatetimeBasedCursor, cursor_field: updated, start_datetime: "2024-01-01", datetime_format: "%Y-%m-%d"}
          schema_loader: {type: InlineSchemaLoader, schema: {type: object, additionalProperties: false, properties: {id: {type: integer}}}}
    streams:
      - $ref: "#/definitions/streams/orders"
  `;
  const { engine } = openFixture(files);
  assert.deepEqual(engine.workspace.entitiesOf('airbyte.stream').map(e => e.name), ['orders']);
  assert.deepEqual(findings(files, 'pipeline-file-invalid', 'airbyte-manifest-invalid', 'incremental-load-without-key').sort(), ["Rows that are read again can't be told from new ones: 'orders' needs primary_key", "The schema of 'orders' has no field 'updated'", "This source has no stream 'ordes'"]);
});

const SINGER = (metadata: string) => `
  //- catalog.json
  {"streams": [{"tap_stream_id": "public-orders", "table_name": "orders", "schema": {"properties": {"id": {"type": "integer"}, "updated_at": {"type": "string"}}},
    "metadata": [{"breadcrumb": [], "metadata": {"schema-name": "public", ${metadata}}}]}]}
`;

test('Singer: streams with their tables; a replication key that is missing or misspelt', () => {
  const { engine } = openFixture(SINGER('"selected": true'));
  const [stream] = engine.workspace.entitiesOf('singer.stream');
  assert.deepEqual(engine.workspace.upstream(stream!.id).map(e => e.from), ['table|public.orders']);
  const rules = ['incremental-load-without-key', 'pipeline-file-invalid', 'singer-catalog-invalid'];
  assert.deepEqual(findings(SINGER('"replication-method": "INCREMENTAL"'), ...rules), ["Which rows are new is not known: 'public-orders' needs replication-key"]);
  assert.deepEqual(findings(SINGER('"replication-method": "INCREMENTAL", "replication-key": "update_at"'), ...rules), ["The schema of 'public-orders' has no field 'update_at'; did you mean 'updated_at'?"]);
  assert.deepEqual(findings(SINGER('"replication-method": "INCREMENTAL", "selected": false'), ...rules), []);
  assert.ok(completeWords(SINGER('"replication-$0": "FULL_TABLE"')).includes('replication-method'));
  assert.ok(completeWords(SINGER('"replication-method": "$0"')).includes('INCREMENTAL'));
});
