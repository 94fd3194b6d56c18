import assert from 'node:assert/strict';
import test from 'node:test';
import { openProject } from './open';

/** Columns of a model as `name<dataset.column …>`, with `?` behind the list if it may have others. */
function columns(project: ReturnType<typeof openProject>, model: string): string {
  const set = project.workspace.columns(`dbt:|${model}`);
  return set.columns.map(c => `${c.name}<${c.from.map(f => `${f.dataset.split('.').at(-1)}.${f.column}`).join(' ')}>`).join(', ') + (set.complete ? '' : ' ?');
}

const BASE = `
    //- models/a.sql
    select 1 as id, 2 as x
    //- models/b.sql
    select 1 as id, 3 as y`;

test('columns go through refs, CTEs and stars', () => {
  const opened = openProject(`${BASE}
    //- models/m.sql
    with source as (select * from {{ ref('a') }}),
    renamed as (select id as key, {{ cents('x') }} as cents, x + 1 as more from source)
    select * from renamed
  `);
  assert.equal(columns(opened, 'model.shop.m'), 'key<a.id>, cents<a.x>, more<a.x>');
});

test('the star macro leaves columns out, and follows a relation through a CTE', () => {
  const opened = openProject(`${BASE}
    //- models/m.sql
    select {{ dbt_utils.star(from=ref('a'), except=['x']) }} from {{ ref('a') }}
    //- models/n.sql
    with source as (select * from {{ ref('a') }}) select {{ dbt_utils.star(ref('a')) }}, 1 as one from source
    //- models/o.sql
    select {{ dbt_utils.star(ref('b')) }} from {{ ref('a') }}
  `);
  assert.equal(columns(opened, 'model.shop.m'), 'id<a.id>');
  assert.equal(columns(opened, 'model.shop.n'), 'id<a.id>, x<a.x>, one<>');
  assert.ok(columns(opened, 'model.shop.o').endsWith(' ?'));
});

test('macros of dbt_utils that make whole queries or several columns are known', () => {
  const opened = openProject(`${BASE}
    //- models/u.sql
    {{ dbt_utils.union_relations(relations=[ref('a'), ref('b')], exclude=['x']) }}
    //- models/v.sql
    with u as ({{ dbt_utils.union_relations([ref('a'), ref('b')], source_column_name=none) }}) select * from u
    //- models/d.sql
    with u as (select * from {{ ref('a') }}), d as ({{ dbt_utils.deduplicate(relation='u', partition_by='id', order_by='x') }}) select * from d
    //- models/s.sql
    with spine as ({{ dbt_utils.date_spine(datepart="day", start_date="x", end_date="y") }}) select date_day from spine
    //- models/p.sql
    select id, {{ dbt_utils.pivot('x', ['r', 'g'], prefix='n_') }} from {{ ref('a') }} group by 1
    //- models/k.sql
    select {{ dbt_utils.generate_surrogate_key(['id', 'x']) }} as k from {{ ref('a') }}
    //- models/w.sql
    {{ dbt_utils.unpivot(ref('a'), exclude=['id'], field_name='what') }}
  `);
  assert.equal(columns(opened, 'model.shop.u'), '_dbt_source_relation<>, id<a.id b.id>, y<b.y>');
  assert.equal(columns(opened, 'model.shop.v'), 'id<a.id b.id>, x<a.x>, y<b.y>');
  assert.equal(columns(opened, 'model.shop.d'), 'id<a.id>, x<a.x>');
  assert.equal(columns(opened, 'model.shop.s'), 'date_day<>');
  assert.equal(columns(opened, 'model.shop.p'), 'id<a.id>, n_r<>, n_g<>');
  assert.equal(columns(opened, 'model.shop.k'), 'k<a.id a.x>');
  assert.equal(columns(opened, 'model.shop.w'), 'id<a.id>, what<>, value<>');
  assert.deepEqual(opened.edges().filter(e => e.endsWith('.u')), ['model.shop.a -> model.shop.u', 'model.shop.b -> model.shop.u']);
});

test('variables of the project choose the branch that is read', () => {
  const opened = openProject(`${BASE}
    //- dbt_project.yml
    name: shop
    vars: {use_b: true}
    //- models/m.sql
    {% if not var('use_b') %} select * from {{ ref('a') }} {% else %} select * from {{ ref('b') }} {% endif %}
  `);
  assert.equal(columns(opened, 'model.shop.m'), 'id<b.id>, y<b.y>');
});

test('snapshots have the columns of their relation and those dbt adds', () => {
  const opened = openProject(`${BASE}
    //- snapshots/s.sql
    {% snapshot snap %}{{ config(strategy='check', unique_key='id', check_cols='all') }} select id from {{ ref('a') }}{% endsnapshot %}
    //- snapshots/s.yml
    snapshots:
      - name: yaml_snap
        relation: ref('b')
        config: {strategy: timestamp, unique_key: id, updated_at: y, hard_deletes: new_record, snapshot_meta_column_names: {dbt_valid_from: since}}
  `);
  assert.equal(columns(opened, 'snapshot.shop.snap'), 'id<a.id>, dbt_scd_id<>, dbt_updated_at<>, dbt_valid_from<>, dbt_valid_to<> ?');
  assert.equal(columns(opened, 'snapshot.shop.yaml_snap'), 'id<b.id>, y<b.y>, dbt_scd_id<>, dbt_updated_at<>, since<>, dbt_valid_to<>, dbt_is_deleted<> ?');
});

test('a table written out is a likely reference to whatever answers to its name', () => {
  const opened = openProject(`${BASE}
    //- models/s.yml
    sources: [{name: raw, tables: [{name: orders}]}]
    //- models/m.sql
    select * from raw.orders
  `);
  const reference = opened.facts('models/m.sql').references.find(r => r.type === 'sql.table')!;
  assert.equal(reference.certainty, 'likely');
  assert.deepEqual([...reference.targets], ['table|raw.orders', 'table|orders']);
  assert.deepEqual(opened.edges().filter(e => e.endsWith('.m')), ['source.shop.raw.orders -> model.shop.m']);
});

test('a syntax error in SQL is told, beside Jinja it is not guessed', () => {
  const opened = openProject(`
    //- models/bad.sql
    select a,, b from {{ ref('x') }}
    //- models/open.sql
    select {{ columns() }} from {{ ref('x') }} where {{ condition() }}
  `);
  assert.deepEqual(opened.facts('models/bad.sql').problems.map(p => p.rule), ['sql-syntax']);
  assert.deepEqual(opened.facts('models/open.sql').problems, []);
});
