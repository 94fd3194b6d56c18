import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../server/src/features/lineage';
import type { LineageGraph } from '../../server/src/features/lineage/graph';
import { openFixture } from '../open';

const PROJECT = `
  //- dbt_project.yml
  name: sem
  profile: p
  data_tests:
    sem:
      quiet:
        +enabled: false
  //- models/orders.sql
  select 1 as order_id, 2 as customer_id
  //- models/customers.sql
  select 2 as customer_id
  //- models/unused.sql
  {{ config(enabled=false) }}
  select 1 as id
  //- models/wide_v1.sql
  select 1 as id, 2 as extra
  //- models/wide_v2.sql
  select 1 as id
  //- models/quiet/hushed.sql
  select 1 as id
  //- models/quiet/hushed.yml
  models:
    - name: hushed
      columns:
        - name: id
          data_tests: [unique]
  //- models/props.yml
  models:
    - name: orders
      columns:
        - name: order_id
          data_tests:
            - unique
            - not_null:
                config: {enabled: false}
        - name: customer_id
          data_tests:
            - relationships:
                arguments: {to: ref('customers'), field: customer_id}
    - name: unused
      columns:
        - name: id
          data_tests: [unique]
    - name: wide
      latest_version: 2
      columns:
        - name: id
          data_tests: [unique]
        - name: extra
          data_tests: [not_null]
      versions:
        - v: 1
        - v: 2
          columns:
            - include: all
              exclude: [extra]
  unit_tests:
    - name: plain
      model: orders
      given: []
      expect: {rows: []}
    - name: versioned
      model: wide
      versions: {include: [1]}
      given: []
      expect: {rows: []}
    - name: every
      model: wide
      given: []
      expect: {rows: []}
  //- tests/no_orphans.sql
  select * from {{ ref('orders') }} left join {{ ref('customers') }} using (customer_id)
  //- tests/one.sql
  select * from {{ ref('orders') }}
`;

function graph(selectors: string[] = []): LineageGraph {
  const result = lineage(openFixture(PROJECT).engine.workspace, selectors, { root: '/r', columns: true });
  if ('problems' in result) assert.fail(result.problems.join('\n'));
  return result.graph;
}

test('checks bear the unique ids of dbt; switched off ones are none, and those of versions are one a version', () => {
  // The ids are those that dbt itself gives; it keeps the one of the disabled model too, but never runs it.
  const rows = graph().checks.map(c => `${c.names.find(n => /^(unit_)?test\./.test(n))} ${c.dataset} ${c.test} [${c.columns.join()}] ${c.file}:${c.line}`);
  assert.deepEqual(rows, [
    'test.sem.no_orphans null singular [] tests/no_orphans.sql:1',
    'test.sem.not_null_wide_v1_extra.5926f64ca0 dbt:model.sem.wide.v1 not_null [extra] models/props.yml:23',
    'test.sem.one dbt:model.sem.orders singular [] tests/one.sql:1',
    'test.sem.relationships_orders_customer_id__customer_id__ref_customers_.c6ec7f58f2 dbt:model.sem.orders relationships [customer_id] models/props.yml:11',
    'test.sem.unique_orders_order_id.fed79b3a6e dbt:model.sem.orders unique [order_id] models/props.yml:6',
    'test.sem.unique_wide_v1_id.e31b6c9acb dbt:model.sem.wide.v1 unique [id] models/props.yml:21',
    'test.sem.unique_wide_v2_id.da396302e4 dbt:model.sem.wide.v2 unique [id] models/props.yml:21',
    'unit_test.sem.orders.plain dbt:model.sem.orders unit [] models/props.yml:31',
    'unit_test.sem.wide.every_v1 dbt:model.sem.wide.v1 unit [] models/props.yml:40',
    'unit_test.sem.wide.every_v2 dbt:model.sem.wide.v2 unit [] models/props.yml:40',
    'unit_test.sem.wide.versioned_v1 dbt:model.sem.wide.v1 unit [] models/props.yml:35',
  ]);
});

test('a selection shows the checks of what it shows', () => {
  assert.deepEqual(graph(['model.sem.customers']).checks.map(c => [c.test, c.dataset]), [['singular', null]]);
  assert.deepEqual(graph(['model.sem.orders']).checks.map(c => c.names.at(-1)), ['test.sem.no_orphans', 'test.sem.one', 'test.sem.relationships_orders_customer_id__customer_id__ref_customers_.c6ec7f58f2', 'test.sem.unique_orders_order_id.fed79b3a6e', 'unit_test.sem.orders.plain']);
});

test('datasets tell whether their columns are all they have', () => {
  const of = (name: string) => graph().datasets.find(d => d.names.includes(name))?.columnsComplete;
  assert.equal(of('model.sem.orders'), true);
  assert.equal(of('model.sem.wide.v2'), true);
});
