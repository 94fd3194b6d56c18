import assert from 'node:assert/strict';
import test from 'node:test';
import { testHash, testNames } from '../../../server/src/formats/dbt/extract/testNames';
import { nameOf } from '../../../server/src/model/key';
import { named, openProject, problemsOf } from './open';

test('columns, checks and what their arguments name are read from a model’s entry', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    require-dbt-version: ">=1.10.8"
    //- models/orders.sql
    select 1 as id
    //- models/customers.sql
    select 1 as id
    //- models/m.yml
    models:
      - name: orders
        data_tests:
          - dbt_utils.unique_combination_of_columns:
              arguments:
                combination_of_columns: [id, customer_id]
        columns:
          - name: id
            description: The key.
            data_type: int
            data_tests: [unique, not_null]
          - name: customer_id
            config: {tags: [pii], meta: {owner: ana}}
            data_tests:
              - relationships:
                  arguments: {to: ref('customers'), field: id}
                  config: {severity: warn}
  `);
  const facts = opened.facts('models/m.yml');
  const orders = named(facts.declarations, 'orders');
  assert.deepEqual(orders.columns.map(c => [c.name, c.type, c.description ?? null, c.tags ?? null]), [['id', 'int', 'The key.', null], ['customer_id', null, null, ['pii']]]);
  assert.equal(opened.text('models/m.yml', orders.columns[1]!.nameSpan), 'customer_id');
  assert.deepEqual(facts.checks.map(c => [c.assertion, [...c.columns], nameOf(c.id).replace(/\.[0-9a-f]{10}$/, '')]), [
    ['unique', ['id'], 'test.shop.unique_orders_id'],
    ['not_null', ['id'], 'test.shop.not_null_orders_id'],
    ['relationships', ['customer_id'], 'test.shop.relationships_orders_customer_id__id__ref_customers_'],
    ['unique_combination', ['id', 'customer_id'], 'test.shop.dbt_utils_unique_combination_of_columns_orders_id__customer_id'],
  ]);
  assert.equal(facts.checks[2]!.config['severity'], 'warn');
  const to = facts.references.find(r => r.data?.['place'] === 'relationships' && r.type === 'dbt.ref')!;
  assert.equal(opened.text('models/m.yml', to.span), 'customers');
  assert.equal(to.column?.name, 'id');
  const mentions = facts.references.filter(r => r.type === 'dbt.column');
  assert.deepEqual(mentions.map(r => [r.name, r.implied]), [['id', true], ['customer_id', true]]);
  assert.deepEqual(problemsOf(opened, 'models/m.yml'), []);
});

test('names and hashes of generic tests are those of dbt', () => {
  // The id that dbt 1.12 printed for this test of the small project in test/oracle.
  const kwargs = { to: "ref('stg_clients')", field: 'customer_id', column_name: 'customer_id', model: "{{ get_where_subquery(ref('stg_orders')) }}" };
  assert.equal(testHash('relationships_stg_orders_customer_id__customer_id__ref_stg_clients_', 'relationships', null, kwargs), '75c7f47b27');
  assert.deepEqual(testNames('relationships', 'orders', { column_name: 'customer_id', to: "ref('customers')", field: 'id' }).name, 'relationships_orders_customer_id__id__ref_customers_');
  const long = testNames('dbt_utils_unique_combination_of_columns', 'orders_with_long_name', { combination_of_columns: ['first_column', 'second_column'] });
  assert.match(long.alias, /^dbt_utils_unique_combination_o_[0-9a-f]{32}$/);
});

test('shapes that dbt refuses are told where they stand', () => {
  const opened = openProject(`
    //- models/orders.sql
    select 1 as id
    //- models/m.yml
    models:
      - name: orders
        meta: {a: 1}
        config: {meta: {b: 2}, access: everyone}
        tests: [x_test]
        data_tests: []
        columns:
          - name: id
            constraints: [{type: primary_key}]
            data_tests:
              - not_null:
              - accepted_values:
                values: [1]
          - name: ID
            constraints: [{type: primary_key}]
      - description: nameless
    exposures:
      - name: kpi
        type: dashboard
        owner: {}
        depends_on: [orders]
  `);
  const found = problemsOf(opened, 'models/m.yml');
  for (const expected of [
    'key-both-places: meta', 'invalid-enum-value: everyone', 'tests-and-data-tests: tests', 'test-entry-malformed: not_null', 'test-entry-malformed: values', 'duplicate-column-entry: ID',
    'primary-key-constraint-invalid: id', 'primary-key-constraint-invalid: ID', 'exposure-dependency-not-a-call: orders',
  ]) assert.ok(found.includes(expected), `${expected} in ${found.join(' | ')}`);
  assert.ok(found.some(p => p.startsWith('missing-property: ')));
  assert.ok(found.some(p => p.startsWith('exposure-without-owner: ')));
});

test('a sound file has no problems', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    require-dbt-version: ">=1.10.8"
    models:
      shop:
        +materialized: view
    //- models/orders.sql
    {{ config(materialized='incremental', unique_key='id', on_schema_change='fail') }} select 1 as id {% if is_incremental() %} where 1 = 1 {% endif %}
    //- models/m.yml
    version: 2
    anchors:
      - &key {name: id, description: The key., data_tests: [unique]}
    models:
      - name: orders
        description: "{{ doc('orders') }}"
        config: {contract: {enforced: true}, group: finance, access: public}
        columns:
          - <<: *key
            data_type: int
    groups:
      - name: finance
        owner: {email: a@b.c}
    unit_tests:
      - name: first
        model: orders
        given: [{input: this, rows: []}]
        overrides: {macros: {is_incremental: true}}
        expect: {rows: [{id: 1}]}
    exposures:
      - name: kpi
        type: dashboard
        owner: {name: Ana}
        depends_on: [ref('orders'), "source('raw', 'items')"]
    sources:
      - name: raw
        schema: "{{ var('raw_schema', 'raw') }}"
        config: {freshness: {warn_after: {count: 1, period: hour}, error_after: {count: 1, period: day}}, loaded_at_field: at}
        tables: [{name: items}, {name: others, config: {freshness: null}}]
    //- models/d.md
    {% docs orders %}All orders.{% enddocs %}
  `);
  for (const path of opened.workspace.paths()) assert.deepEqual(problemsOf(opened, path), [], path);
  for (const path of opened.workspace.paths())
    for (const r of opened.facts(path).references) if (r.certainty === 'certain') assert.equal(opened.workspace.resolve(r, path).kind, 'one', `${r.type} ${r.name}`);
});

test('sources are symbols with tables; freshness and schema are worked out', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    vars: {raw_schema: landing}
    //- models/s.yml
    sources:
      - name: raw
        database: lake
        schema: "{{ var('raw_schema', 'raw') }}"
        config: {tags: [a], freshness: {warn_after: {count: 1, period: day}}, loaded_at_field: at}
        tables:
          - name: orders
            identifier: ORDERS_V1
            config: {tags: [b], freshness: {error_after: {count: 2, period: day}}}
          - name: items
            config: {freshness: null}
  `);
  const orders = opened.workspace.entity('dbt:|source.shop.raw.orders')!;
  assert.ok(orders.keys.includes('table|lake.landing.orders_v1'));
  assert.deepEqual([...(orders.attributes.tags ?? [])].sort(), ['a', 'b']);
  assert.deepEqual(JSON.parse(JSON.stringify(orders.attributes.more?.['freshness'])), { warn_after: { count: 1, period: 'day' }, error_after: { count: 2, period: 'day' } });
  assert.equal(orders.attributes.more?.['loadedAtField'], 'at');
  assert.equal(opened.workspace.entity('dbt:|source.shop.raw.items')!.attributes.more?.['freshness'], null);
  assert.deepEqual(opened.workspace.answering('dbt.sourceName:|raw').map(e => e.type), ['dbt.source_name']);
});

test('unit tests and semantic models name models and columns', () => {
  const opened = openProject(`
    //- models/orders.sql
    select 1 as id, 2 as amount
    //- models/m.yml
    unit_tests:
      - name: t
        model: orders
        given: [{input: ref('orders'), rows: [{amount: 2}]}]
        expect: {rows: [{id: 1}]}
    semantic_models:
      - name: s
        model: ref('orders')
        defaults: {agg_time_dimension: day}
        entities: [{name: order, type: primary, expr: id}]
        dimensions: [{name: day, type: time, type_params: {time_granularity: day}}]
        measures: [{name: total, agg: sum, expr: amount}]
    metrics:
      - {name: revenue, label: Revenue, type: simple, type_params: {measure: total}}
  `);
  const facts = opened.facts('models/m.yml');
  const columns = facts.references.filter(r => r.type === 'dbt.column').map(r => r.column!.name);
  assert.deepEqual([...columns].sort(), ['amount', 'amount', 'day', 'id', 'id']);
  const measure = facts.references.find(r => r.type === 'dbt.measure')!;
  assert.equal(opened.workspace.resolve(measure, 'models/m.yml').kind, 'one');
  assert.deepEqual(problemsOf(opened, 'models/m.yml'), []);
});

test('suppressions are read from comments of every language', () => {
  const opened = openProject(`
    //- models/a.sql
    -- pipewright: allow unknown-ref, ref-arguments: known gap
    select 'x -- pipewright: allow no' as a {# pipewright: allow-file jinja-syntax #} /* pipewright: allow x */
    //- models/m.yml
    models: # pipewright: allow yaml-entry-without-node
      - name: b
    //- models/p.py
    # pipewright: allow python-model-invalid later
    def model(dbt, session):
        return dbt.ref("a")
    //- models/d.md
    <!-- pipewright: allow-file unknown-doc-block -->
  `);
  const read = (path: string) => opened.facts(path).suppressions.map(s => [s.scope, s.rules.map(r => r.id).join(','), s.reason]);
  assert.deepEqual(read('models/a.sql'), [['line', 'unknown-ref,ref-arguments', 'known gap'], ['file', 'jinja-syntax', null], ['line', 'x', null]]);
  assert.deepEqual(read('models/m.yml'), [['line', 'yaml-entry-without-node', null]]);
  assert.deepEqual(read('models/p.py'), [['line', 'python-model-invalid', 'later']]);
  assert.deepEqual(read('models/d.md'), [['file', 'unknown-doc-block', null]]);
});
