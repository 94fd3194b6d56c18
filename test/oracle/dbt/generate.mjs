// Random dbt projects that parse without an error, for laying our graph beside the manifest.
// The same seed gives the same files.

/** A small generator of pseudo-random numbers (mulberry32): a function that answers a whole number below n. */
function dice(seed) {
  let state = seed >>> 0;
  return n => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** Files (path -> text) of a project of `count` models, named after the seed. */
export function generated(seed, count) {
  const roll = dice(seed);
  const pick = list => list[roll(list.length)];
  const project = `made_${seed}`;
  const folders = ['a', 'a/b', 'a/b/c', 'd_e', 'Marts'];
  const files = {
    'dbt_project.yml': `name: ${project}\nversion: '1.0'\nprofile: p\nvars: {flag: ${pick(['true', 'false'])}, names: [x, y]}\nmodels:\n  ${project}:\n    a:\n      +materialized: ${pick(['view', 'table', 'ephemeral'])}\n      b: {+tags: [deep]}\n`,
    'profiles.yml': 'p:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: target/x.duckdb, schema: main}\n',
    'seeds/base.csv': 'id,label\n1,a\n',
    'macros/m.sql': "{% macro pass(name) %}{{ ref(name) }}{% endmacro %}\n{% macro body(name) %}select id, label from {{ ref(name) }}{% endmacro %}\n{% test at_least(model, column_name, low=0) %}select 1 as x where false{% endtest %}\n",
    'models/sources.yml': 'sources:\n  - name: in\n    schema: main\n    tables:\n      - {name: base_in, identifier: base}\n      - {name: other_in, identifier: base}\n',
  };
  const models = [];
  const described = [];
  for (let i = 0; i < count; i++) {
    const name = `${pick(['stg', 'int', 'fct', 'dim', 'Mix'])}_${i}_${pick(['orders', 'customers', 'long_name_of_things', 'x'])}`;
    const folder = pick(folders);
    const inputs = models.length === 0 ? [] : Array.from({ length: 1 + roll(3) }, () => pick(models));
    files[`models/${folder}/${name}.sql`] = body(inputs);
    if (roll(2) === 0) described.push(description(name, inputs));
    models.push(name);
  }
  files['models/all.yml'] = `models:\n${described.join('')}`;
  return files;

  function body(inputs) {
    const config = roll(4) === 0 ? `{{ config(materialized='${pick(['table', 'view', 'ephemeral'])}'${roll(2) ? ", tags=['t']" : ''}) }}\n` : '';
    if (inputs.length === 0) return `${config}select id, label from ${pick(["{{ source('in', 'base_in') }}", "{{ ref('base') }}", "{{ source(\"in\", \"other_in\") }}"])}\n`;
    return `${config}${inputs.map(shape).join('\nunion all\n')}\n`;
  }

  function shape(input) {
    return [
      () => `select id, label from {{ ref('${input}') }}`,
      () => `select id, label from {{ ref('${project}', '${input}') }}`,
      () => `select x.id, x.label from {{ ref("${input}") }} as x`,
      () => `{% set up = '${input}' %}select id, label from {{ ref(up) }}`,
      () => `{% for m in ['${input}'] %}select id, label from {{ ref(m) }}{% endfor %}`,
      () => `select id, label from {{ pass('${input}') }}`,
      () => `{{ body('${input}') }}`,
      () => `{% if var('flag') %}select id, label from {{ ref('${input}') }}{% else %}select 1 as id, 'n' as label{% endif %}`,
      () => `select id, label from (\n  with inner_${roll(9)} as (select * from {{ ref('${input}') }}) select id, label from {{ ref('${input}') }}\n) as s`,
      () => `{# {{ ref('nothing') }} #}select id, label from {{- ref('${input}') }} -- {{ ref('base') }}\n`,
      () => `select id, label from {{ ref(\n  '${input}'\n) }}`,
    ][roll(11)]();
  }

  function description(name, inputs) {
    const tests = ['unique', 'not_null', 'at_least', `at_least: {arguments: {low: ${roll(5)}}}`, `relationships: {arguments: {to: ref('${inputs[0] ?? 'base'}'), field: id}}`, "accepted_values: {arguments: {values: ['a', 'b c', 'ü']}}"];
    const chosen = tests.filter(() => roll(3) === 0);
    const list = chosen.length === 0 ? '' : `\n        data_tests:\n${chosen.map(t => `          - ${t}`).join('\n')}`;
    return `  - name: ${name}\n    description: "{{ 'about ' ~ 1 }} ${name}"\n    columns:\n      - name: id${list}\n      - {name: label, description: Words.}\n`;
  }
}
