import assert from 'node:assert/strict';
import test from 'node:test';
import { formats } from '../../../server/src/formats';
import { isCandidate } from '../../../server/src/workspace/extract';
import { openProject } from './open';

const MODELS = ['a', 'b', 'c', 'one_end'].map(name => `
    //- models/${name}.sql
    select 1 as id`).join('');

/** Edges into model `m` of a project with the models a, b, c and one_end. */
function into(files: string, id = 'model.shop.m'): string[] {
  return openProject(`${MODELS}${files}`).edges().filter(e => e.endsWith(`-> ${id}`)).map(e => e.slice(0, e.indexOf(' ')).replace('model.shop.', ''));
}

const ROWS: readonly (readonly [about: string, files: string, expected: readonly string[]])[] = [
  ['hooks in config', `
    //- models/m.sql
    {{ config(pre_hook=["select 1 from {{ ref('a') }}"], post_hook={"sql": "select 1 from {{ ref('b') }}", "transaction": false}) }} select 1 as id`, ['a', 'b']],
  ['hooks in YAML', `
    //- models/m.sql
    select 1 as id
    //- models/m.yml
    models: [{name: m, config: {post_hook: "analyze {{ ref('c') }}"}}]`, ['c']],
  ['a foreign key', `
    //- models/m.sql
    select 1 as id
    //- models/m.yml
    models: [{name: m, columns: [{name: id, data_type: int, constraints: [{type: foreign_key, to: ref('a'), to_columns: [id]}]}]}]`, ['a']],
  ['a variable', `
    //- dbt_project.yml
    name: shop
    vars: {which: a, shop: {scoped: b}}
    //- models/m.sql
    select * from {{ ref(var('which')) }}, {{ ref(var('scoped')) }}, {{ ref(var('unset', 'c')) }}`, ['a', 'b', 'c']],
  ['texts put together', `
    //- dbt_project.yml
    name: shop
    vars: {suffix: end}
    //- models/m.sql
    select * from {{ ref('one_' + 'end') }} union all select * from {{ ref('one_' ~ var('suffix')) }}`, ['one_end']],
  ['a spread pair', `
    //- models/m.sql
    {% set pair = ('shop', 'a') %} select * from {{ ref(*pair) }}`, ['a']],
  ['a spread list that only a run knows', `
    //- models/m.sql
    select * from {{ ref(*env_var('X')) }}`, []],
  ['a loop over a variable', `
    //- dbt_project.yml
    name: shop
    vars: {all: [a, b]}
    //- models/m.sql
    {% for t in var('all') %} select * from {{ ref(t) }} {% endfor %}`, ['a', 'b']],
];

for (const [about, files, expected] of ROWS) {
  test(`edges of ${about}`, () => {
    assert.deepEqual(into(files), expected);
  });
}

test('a variable of the root project reaches the refs of its package', () => {
  const edges = openProject(`
    //- dbt_project.yml
    name: shop
    vars: {lib: {suffix: root}}
    //- packages.yml
    packages: [{local: libs/lib}]
    //- libs/lib/dbt_project.yml
    name: lib
    vars: {suffix: own}
    //- libs/lib/models/from_root.sql
    select 1 as id
    //- libs/lib/models/from_own.sql
    select 1 as id
    //- libs/lib/models/m.sql
    select * from {{ ref('from_' ~ var('suffix')) }}
  `).edges();
  assert.deepEqual(edges.filter(e => e.endsWith('.m')), ['model.lib.from_root -> model.lib.m']);
});

test('a measure with create_metric makes a metric', () => {
  const opened = openProject(`${MODELS}
    //- models/s.yml
    semantic_models:
      - name: sales
        model: ref('a')
        defaults: {agg_time_dimension: at}
        measures:
          - {name: amount, agg: sum, create_metric: true}
          - {name: quiet, agg: sum}
  `);
  assert.deepEqual(opened.workspace.entitiesOf('dbt.metric').map(e => e.id), ['dbt:|metric.shop.amount']);
});

test('.dbtignore is read, though no extension tells of it', () => {
  assert.equal(isCandidate(formats, 'sub/.dbtignore'), true);
  assert.equal(isCandidate(formats, 'sub/.gitignore'), false);
  const opened = openProject(`
    //- .dbtignore
    models/scratch/
    *.draft.sql
    //- models/scratch/x.sql
    select * from {{ ref('nothing')
    //- models/y.draft.sql
    select 1 as id
    //- models/z.sql
    select 1 as id
  `);
  assert.deepEqual(opened.workspace.entitiesOf('dbt.model').map(e => e.name), ['z']);
});
