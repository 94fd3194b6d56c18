import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../../open';

test('lineage written for DataHub becomes arrows between things that other files know', () => {
  const { engine } = openFixture(`
    //- lineage.yml
    version: 1
    lineage:
      - entity: {name: shop.orders, type: dataset, env: PROD, platform: postgres}
        upstream:
          - entity: {name: orders.raw, type: dataset, env: PROD, platform: kafka}
          - entity: {name: lake/orders, type: dataset, env: PROD, platform: s3}
          - entity: {name: nobody}
    //- schema.sql
    create table shop.orders (id int);
  `, {});
  const ws = engine.workspace;
  const table = ws.answering('table|shop.orders')[0]!;
  assert.deepEqual(ws.inputs(table.id).map(i => i.from).sort(), ['kafka|orders.raw', 's3://lake|orders']);
});

test('ingestion files of OpenMetadata and DataHub are recognised', () => {
  const { engine } = openFixture(`
    //- warehouse.yaml
    source:
      type: snowflake
      serviceName: warehouse
    workflowConfig: {}
    //- recipe.yml
    source:
      type: bigquery
    sink:
      type: datahub-rest
    //- mine.dhub.yaml
    source:
      type: kafka
  `);
  assert.deepEqual(engine.workspace.entitiesOf('openmetadata.ingestion').map(e => e.name), ['warehouse']);
  assert.deepEqual(engine.workspace.entitiesOf('datahub.ingestion').map(e => e.name).sort(), ['bigquery', 'kafka']);
});
