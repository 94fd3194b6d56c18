import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openFolder } from '../../server/src/cli/open';
import { columnTrace, lineage } from '../../server/src/features/lineage';
import { openFixture } from '../open';
import { run } from './program';

const PROJECT = `
//- dbt_project.yml
name: shop
version: '1.0'
//- models/sources.yml
sources:
  - name: raw
    tables:
      - name: orders
        columns:
          - name: id
          - name: amount
//- models/stg_orders.sql
select id, amount / 100 as amount from {{ source('raw', 'orders') }}
//- models/orders.sql
select id, sum(amount) as total
from {{ ref('stg_orders') }}
group by id
//- models/exposures.yml
exposures:
  - name: weekly
    type: dashboard
    owner: {email: a@example.org}
    depends_on:
      - ref('orders')
`;

describe('a real workspace', () => {
  const ws = openFixture(PROJECT).engine.workspace;

  test('gives dbt’s nodes and edges, with columns', () => {
    const result = lineage(ws, [], { root: '/repo', columns: true });
    assert.ok('graph' in result);
    const { datasets, edges, unresolved } = result.graph;
    assert.deepEqual(datasets.map(d => [d.id, d.external]), [
      ['dbt:exposure.shop.weekly', false], ['dbt:model.shop.orders', false], ['dbt:model.shop.stg_orders', false], ['dbt:source.shop.raw.orders', true],
    ]);
    assert.deepEqual(edges.map(e => `${e.from} ${e.to} ${e.file}:${e.line} ${e.columns?.map(c => `${c.to}<${c.from.map(f => f.column)}:${c.kind}`)}`), [
      'dbt:model.shop.orders dbt:exposure.shop.weekly models/exposures.yml:6 ',
      'dbt:model.shop.stg_orders dbt:model.shop.orders models/orders.sql:2 id<id:identity,total<amount:aggregation',
      'dbt:source.shop.raw.orders dbt:model.shop.stg_orders models/stg_orders.sql:1 amount<amount:transformation,id<id:identity',
    ]);
    assert.deepEqual(edges[1]!.indirect, [{ dataset: 'dbt:model.shop.stg_orders', column: 'id', kind: 'group_by' }]);
    assert.deepEqual(unresolved, []);
  });

  test('answers selectors and traces columns', () => {
    const shown = (selector: string): string[] => {
      const result = lineage(ws, [selector], { root: '/repo', columns: false });
      assert.ok('graph' in result, selector);
      return result.graph.datasets.map(d => d.name);
    };
    assert.deepEqual(shown('1+orders'), ['model.shop.orders', 'model.shop.stg_orders']);
    assert.deepEqual(shown('raw.orders+1'), ['model.shop.stg_orders', 'source.shop.raw.orders']);
    assert.deepEqual(shown('+column:orders.total'), ['model.shop.orders', 'model.shop.stg_orders', 'source.shop.raw.orders']);
    const orders = ws.entitiesOf('dbt.model').find(e => e.name === 'orders')!;
    assert.deepEqual(columnTrace(ws, orders.id, 'total', 'up').columns.map(c => `${c.distance} ${c.column}`), ['0 total', '1 amount', '2 amount']);
  });

  test('is drawn and counted', async () => {
    const svg = await run(['lineage', '--format', 'svg', '--columns'], {}, { workspace: ws });
    assert.ok(svg.stdout.includes('>total</text>'));
    const overview = JSON.parse((await run(['overview', '--format', 'json'], {}, { workspace: ws })).stdout);
    assert.deepEqual(overview.projects.map((p: { name: string }) => p.name), ['shop']);
    assert.deepEqual(overview.counts, { datasets: 4, jobs: 0, edges: 3, checks: 0, unresolved: 0 });
  });
});

describe('a folder on disk', () => {
  test('is read, and goes on with changed texts without writing them', async () => {
    const opened = await openFolder('examples/dbt-shop-broken', { config: null, cache: false, threads: null, rules: {}, progress: () => {} });
    assert.deepEqual(opened.notes, []);
    const found = (): string[] => [...opened.workspace.paths()].sort().flatMap(p => opened.lint(p).map(f => `${p} ${f.finding.rule}`));
    const before = found();
    const broken = 'models/customer_orders.sql';
    assert.ok(before.includes(`${broken} unknown-ref`));
    const text = opened.workspace.document(broken)!.text;
    opened.change([{ path: broken, text: text.replace("'stg_customer'", "'stg_customers'") }]);
    assert.ok(!found().includes(`${broken} unknown-ref`));
    opened.change([{ path: broken, text }]);
    assert.deepEqual(found(), before);
  });
});
