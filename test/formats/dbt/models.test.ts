import assert from 'node:assert/strict';
import test from 'node:test';
import { nameOf } from '../../../server/src/model/key';
import { named, openProject, problemsOf } from './open';

test('refs and sources of a model are its inputs', () => {
  const opened = openProject(`
    //- models/sources.yml
    sources:
      - name: raw
        tables:
          - name: orders
    //- models/stg_orders.sql
    select * from {{ source('raw', 'orders') }}
    //- models/orders.sql
    {{ config(materialized='table') }}
    -- depends_on: {{ ref('hidden') }}
    select * from {{ ref('shop', 'stg_orders') }}
    {# {{ ref('nothing') }} #}
    //- models/hidden.sql
    select 1 as a
  `);
  assert.deepEqual(opened.edges(), ['model.shop.hidden -> model.shop.orders', 'model.shop.stg_orders -> model.shop.orders', 'source.shop.raw.orders -> model.shop.stg_orders']);
  const ref = opened.facts('models/orders.sql').references.find(r => r.type === 'dbt.ref' && r.name === 'stg_orders')!;
  assert.equal(opened.text('models/orders.sql', ref.span), 'stg_orders');
  assert.equal(opened.text('models/orders.sql', ref.fullSpan), "ref('shop', 'stg_orders')");
  assert.deepEqual({ ...ref.data }, { kind: 'ref', place: 'model', package: 'shop', version: null });
});

test('a branch that the project’s variables rule out makes no lineage, but its refs are still known', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    vars:
      use_new: false
    //- models/a.sql
    select 1 as x
    //- models/b.sql
    select 1 as x
    //- models/c.sql
    {% if var('use_new') %} select * from {{ ref('a') }} {% elif target.name == 'dev' %} select 2 {% else %} select * from {{ ref('b') }} {% endif %}
  `);
  assert.deepEqual(opened.edges(), ['model.shop.b -> model.shop.c']);
  const a = named(opened.facts('models/c.sql').references, 'a');
  assert.equal(a.role, 'uses');
  assert.equal(a.certainty, 'likely');
});

test('refs over a literal list are found', () => {
  const opened = openProject(`
    //- models/a.sql
    select 1 as x
    //- models/b.sql
    select 1 as x
    //- models/c.sql
    {% set parts = ['a', 'b'] %}
    {% for p in parts %} select * from {{ ref(p) }} {% if not loop.last %} union all {% endif %} {% endfor %}
  `);
  assert.deepEqual(opened.edges(), ['model.shop.a -> model.shop.c', 'model.shop.b -> model.shop.c']);
});

test('refs that exist only through macros with arguments are found, through dispatch and variables too', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    vars:
      shop:
        issues: "{{ source('raw', 'issue') }}"
    //- models/sources.yml
    sources:
      - name: raw
        tables: [{name: issue}, {name: label}]
    //- macros/m.sql
    {% macro read(table, source_name='raw') %}{{ adapter.dispatch('read', 'shop')(source_name, table) }}{% endmacro %}
    {% macro default__read(source_name, table) %} select * from {{ source(source_name, table) }} {% endmacro %}
    //- models/a.sql
    {{ read('label') }}
    //- models/b.sql
    select * from {{ var('issues') }}
  `);
  assert.deepEqual(opened.edges(), ['source.shop.raw.issue -> model.shop.b', 'source.shop.raw.label -> model.shop.a']);
});

test('wrong arguments of ref and source are told', () => {
  const opened = openProject(`
    //- models/a.sql
    select * from {{ ref() }} join {{ ref('a', 'b', 'c') }} join {{ source('x') }} join {{ ref(1) }} join {{ ref(name) }} {% set other = var('x') %} {{ ref(other) }}
  `);
  assert.deepEqual(problemsOf(opened, 'models/a.sql').filter(p => p.startsWith('ref')), ["ref-arguments: ref()", "ref-arguments: ref('a', 'b', 'c')", "ref-arguments: source('x')", 'ref-arguments: ref(1)', 'ref-arguments: name']);
});

test('configs come from the project, the YAML entry and the file, the later over the earlier', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    profile: shop
    models:
      +tags: all
      shop:
        marts:
          +materialized: table
          +schema: marts
          +tags: [mart]
    //- profiles.yml
    shop:
      target: dev
      outputs:
        dev: {type: postgres, dbname: analytics, schema: dbt}
    //- models/marts/m.yml
    models:
      - name: orders
        description: Orders.
        config:
          tags: yaml
          materialized: view
          meta: {owner: ana}
    //- models/marts/orders.sql
    {{ config(materialized='incremental', unique_key='id', tags=['file']) }} select 1 as id
    //- models/marts/off.sql
    {{ config(enabled=false) }} select 1 as id
  `);
  const orders = opened.workspace.entity('dbt:|model.shop.orders')!;
  const { attributes } = orders;
  assert.equal(attributes.materialized, 'incremental');
  assert.deepEqual(attributes.tags && [...attributes.tags].sort(), ['all', 'file', 'mart', 'yaml']);
  assert.deepEqual(attributes.uniqueKey, ['id']);
  assert.equal(attributes.owner, 'ana');
  assert.equal(attributes.description, 'Orders.');
  assert.deepEqual([attributes.database, attributes.schema, attributes.identifier], ['analytics', 'dbt_marts', 'orders']);
  assert.ok(orders.keys.includes('table|analytics.dbt_marts.orders'));
  assert.equal(opened.workspace.entity('dbt:|model.shop.off')!.enabled, false);
});

test('an own generate_schema_name takes the custom schema as it is', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    models: {+schema: marts}
    //- macros/schema.sql
    {% macro generate_schema_name(custom_schema_name, node) %}{{ custom_schema_name }}{% endmacro %}
    //- models/orders.sql
    select 1 as id
  `);
  assert.ok(opened.workspace.entity('dbt:|model.shop.orders')!.keys.includes('table|marts.orders'));
});

test('versions take over their files, and the bare name means the latest', () => {
  const opened = openProject(`
    //- models/m.yml
    models:
      - name: orders
        latest_version: 2
        columns: [{name: id}, {name: note}]
        versions:
          - v: 1
            defined_in: orders_old
          - v: 2
            columns:
              - include: all
                exclude: [note]
              - name: total
    //- models/orders_old.sql
    select 1 as id
    //- models/orders_v2.sql
    select 1 as id
    //- models/a.sql
    select * from {{ ref('orders') }}
    //- models/b.sql
    select * from {{ ref('orders', v=1) }}
  `);
  assert.deepEqual(opened.edges(), ['model.shop.orders.v1 -> model.shop.b', 'model.shop.orders.v2 -> model.shop.a']);
  const v2 = opened.facts('models/m.yml').declarations.find(d => nameOf(d.id) === 'model.shop.orders.v2')!;
  assert.deepEqual(v2.columns.map(c => c.name), ['id', 'total']);
  assert.deepEqual(problemsOf(opened, 'models/m.yml'), []);
});

test('snapshots of blocks and of YAML read their relation', () => {
  const opened = openProject(`
    //- models/orders.sql
    select 1 as id
    //- snapshots/s.sql
    {% snapshot orders_snapshot %}
    {{ config(target_schema='snap', strategy='check', unique_key='id', check_cols='all') }}
    select * from {{ ref('orders') }}
    {% endsnapshot %}
    {% snapshot broken %} {{ config(strategy='timestamp') }} select 1 as id {% endsnapshot %}
    //- snapshots/s.yml
    snapshots:
      - name: orders_daily
        relation: ref('orders')
        config: {strategy: timestamp, unique_key: id, updated_at: at}
  `);
  assert.deepEqual(opened.edges(), ['model.shop.orders -> snapshot.shop.orders_daily', 'model.shop.orders -> snapshot.shop.orders_snapshot']);
  assert.deepEqual(problemsOf(opened, 'snapshots/s.sql'), ['snapshot-key-missing: broken']);
  assert.deepEqual(problemsOf(opened, 'snapshots/s.yml'), []);
});

test('a seed’s header is the whole list of its columns', () => {
  const opened = openProject(`
    //- seeds/countries.csv
    code,"long ""name""",code
    de,Germany,x
  `);
  const seed = named(opened.facts('seeds/countries.csv').declarations, 'countries');
  assert.deepEqual(seed.columns.map(c => c.name), ['code', 'long "name"', 'code']);
  assert.equal(seed.columnsComplete, true);
  assert.deepEqual(problemsOf(opened, 'seeds/countries.csv'), ['duplicate-column-entry: code']);
});

test('a Python model’s calls count, with literals only', () => {
  const opened = openProject(`
    //- models/orders.sql
    select 1 as id
    //- models/p.py
    def model(dbt, session):
        dbt.config(materialized="table", tags=['py'])
        df = dbt.ref("orders")
        other = dbt.ref(name)
        # dbt.ref("nothing")
        return df
    //- models/q.py
    def model(session, dbt):
        return dbt.ref('orders')
  `);
  assert.deepEqual(opened.edges(), ['model.shop.orders -> model.shop.p', 'model.shop.orders -> model.shop.q']);
  assert.equal(opened.workspace.entity('dbt:|model.shop.p')!.attributes.materialized, 'table');
  assert.deepEqual(problemsOf(opened, 'models/p.py'), ['python-model-invalid: dbt.ref(name)']);
  assert.deepEqual(problemsOf(opened, 'models/q.py'), ['python-model-invalid: session']);
});

test('an installed package shares the scope of its owner: its macros, models and configs are found', () => {
  const opened = openProject(`
    //- dbt_project.yml
    name: shop
    models:
      tools: {+schema: from_owner, +materialized: table}
    //- packages.yml
    packages: [{local: dbt_packages/tools}]
    //- dbt_packages/tools/dbt_project.yml
    name: tools
    models: {+materialized: ephemeral}
    //- dbt_packages/tools/macros/m.sql
    {% macro pick() %} select * from {{ ref('base') }} {% endmacro %}
    {% test positive(model, column_name) %} select 1 {% endtest %}
    //- dbt_packages/tools/models/base.sql
    select 1 as id
    //- models/a.sql
    {{ tools.pick() }}
    //- models/b.sql
    select * from {{ ref('base') }} join {{ ref('tools', 'base') }} using (id)
    //- models/m.yml
    models: [{name: a, columns: [{name: id, data_tests: [positive, unknown_one]}]}]
  `);
  assert.deepEqual(opened.edges(), ['model.tools.base -> model.shop.a', 'model.tools.base -> model.shop.b']);
  const base = opened.workspace.entity('dbt:|model.tools.base')!;
  assert.equal(base.attributes.materialized, 'table');
  const tests = opened.facts('models/m.yml').references.filter(r => r.type === 'dbt.test');
  assert.deepEqual(tests.map(r => opened.workspace.resolve(r, 'models/m.yml').kind), ['one', 'none']);
});

test('artifacts describe types and the last run', () => {
  const opened = openProject(`
    //- models/orders.sql
    select 1 as id
    //- target/catalog.json
    {"nodes": {"model.shop.orders": {"columns": {"b": {"name": "NOTE", "type": "TEXT", "index": 2}, "a": {"name": "ID", "type": "NUMBER", "index": 1}}}}, "sources": {}}
    //- target/run_results.json
    {"metadata": {"generated_at": "2026-01-01T00:00:00Z"}, "results": [{"unique_id": "model.shop.orders", "status": "error", "execution_time": 2, "message": "boom"}, {"unique_id": "test.shop.x", "status": "pass"}]}
  `);
  const described = opened.facts('target/catalog.json').declarations[0]!;
  assert.deepEqual(described.columns.map(c => [c.name, c.type]), [['ID', 'number'], ['NOTE', 'text']]);
  const run = opened.workspace.entity('dbt:|model.shop.orders')!.attributes.more?.['lastRun'] as { status: string };
  assert.equal(run.status, 'error');
  assert.equal(opened.facts('target/run_results.json').declarations.length, 1);
});

test('two files of one name are told apart by what is switched off', () => {
  const opened = openProject(`
    //- models/one/orders.sql
    {{ config(enabled=false, materialized='table') }} select 1 as old
    //- models/two/orders.sql
    select 1 as id
    //- models/off.sql
    {{ config(enabled=var('use_off', false)) }} select 1 as id
    //- models/uses.sql
    select * from {{ ref('off') }}
  `);
  const orders = opened.workspace.entity('dbt:|model.shop.orders')!;
  assert.equal(orders.enabled, true);
  assert.equal(orders.attributes.materialized, 'view');
  assert.deepEqual(opened.edges(), ['model.shop.off -> model.shop.uses']);
});

test('hooks, dispatch and materializations are references too', () => {
  const opened = openProject(`
    //- macros/m.sql
    {% materialization mine, default %}{% endmaterialization %}
    {% macro default__show() %}{% endmacro %}
    {% macro show() %}{{ adapter.dispatch('show')() }} {{ adapter.dispatch('a.b') }}{% endmacro %}
    //- models/a.sql
    {{ config(materialized='mine', post_hook="insert into x select * from {{ ref('b') }}") }} select 1 as id
    //- models/b.sql
    {{ config(materialized='minee') }} select 1 as id
  `);
  const kind = (path: string, type: string, place: string) => opened.facts(path).references.filter(r => r.type === type && (r.data?.['place'] === place || r.data?.['kind'] === place)).map(r => `${r.name} ${r.certainty} ${opened.workspace.resolve(r, path).kind}`);
  assert.deepEqual(kind('models/a.sql', 'dbt.ref', 'hook'), ['b certain one']);
  assert.deepEqual(kind('models/a.sql', 'dbt.materialization', 'config'), ['mine certain one']);
  assert.deepEqual(kind('models/b.sql', 'dbt.materialization', 'config'), ['minee certain none']);
  assert.deepEqual(kind('macros/m.sql', 'dbt.macro', 'dispatch'), ['show certain one']);
  assert.deepEqual(problemsOf(opened, 'macros/m.sql'), ['dispatch-invalid: a.b']);
});
