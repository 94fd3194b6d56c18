/** One file of each kind that dbt reads, each with most of what such a file can hold. */
export const SAMPLES: { readonly [path: string]: string } = {
  'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
require-dbt-version: ['>=1.10.8', '<2.0.0']
models:
  shop:
    +materialized: view
    marts: {+schema: marts, +group: finance, tags: [a]}
vars: {first_day: '2024-01-01', shop: {raw: "{{ source('raw', 'orders') }}"}}
on-run-end: "{{ grant(ref('orders')) }}"
`,
  'models/orders.sql': `{{ config(materialized='incremental', unique_key='id', post_hook="{{ ref('x') }}") }}
-- pipewright: allow unknown-ref because of the demo
with o as (select * from {{ ref('stg') }}), s as (
  select {{ dbt_utils.star(from=ref('stg'), except=['a']) }}, {{ cents('amount') }} as usd from o
)
select s.*, {% if var('x', false) %} 1 {% else %} {{ source('raw', 'orders') }} {% endif %} as y
from s join raw.items i on i.id = s.id {% for c in ['a', 'b'] %} and {{ ref(c) }} {% endfor %}
`,
  'models/py.py': `def model(dbt, session):
    dbt.config(materialized="table", tags=['a', """b"""])
    # pipewright: allow python-model-invalid
    df = dbt.ref('orders', v=2)
    return df.join(dbt.source("raw", 'orders'))
`,
  'models/docs.md': `# Docs
<!-- pipewright: allow-file unknown-doc-block -->
{% docs grain %}
One row an order.
{% enddocs %}
`,
  'models/schema.yml': `version: 2
models:
  - name: orders
    description: '{{ doc("grain") }} and it''s'
    config: {access: public, group: finance, contract: {enforced: true}, post_hook: "{{ ref('a') }}"}
    latest_version: 2
    constraints:
      - {type: foreign_key, columns: [id], to: ref('x'), to_columns: [id]}
    columns:
      - &id {name: id, data_type: int, constraints: [{type: primary_key}]}
      - name: status
        data_tests:
          - not_null: {config: {where: "x > {{ var('d') }}"}}
          - accepted_values: {arguments: {values: [NO, a]}, severity: warn}
          - relationships:
              to: ref('customers')
              field: id
    versions: [{v: 1, defined_in: old}, {v: 2, columns: [{include: all, exclude: [status]}]}]
sources:
  - name: raw
    schema: "{{ var('raw_schema', 'raw') }}"
    config: {freshness: {warn_after: {count: 2, period: day}, error_after: {count: 1, period: hour}}}
    tables: [{name: orders, columns: [*id]}]
exposures:
  - {name: 'k p', type: dashboard, owner: {}, depends_on: [ref('orders'), orders]}
groups: [{name: finance, owner: {name: a}}]
macros: [{name: cents, arguments: [{name: a, type: string}]}]
unit_tests:
  - name: t
    model: orders v2
    given: [{input: ref('a'), rows: [{id: 1}]}, {input: this, format: csv, rows: "a\\n1"}]
    expect: {rows: [{id: 1}]}
semantic_models:
  - {name: s, model: ref('orders'), entities: [{name: id, type: primary}], dimensions: [{name: d, type: time}], measures: [{name: m, agg: sum, expr: usd}]}
metrics: [{name: r, type: ratio, type_params: {numerator: m, denominator: {name: r}}}]
saved_queries: [{name: q, query_params: {metrics: [r]}}]
`,
  'snapshots/s.sql': `{% snapshot snap %}
{{ config(strategy='check', unique_key='id') }}
select * from {{ ref('orders') }}
{% endsnapshot %}
`,
  'macros/m.sql': `{# How many cents. #}
{% macro cents(column, scale=100) %} ({{ column }} / {{ scale }}) {% endmacro %}
{% macro read(t) %}{{ return(adapter.dispatch('read', 'shop')(t)) }}{% endmacro %}
{% test positive(model, column_name) %} select * from {{ model }} where {{ column_name }} < 0 {% endtest %}
{% materialization thing, adapter='snowflake' %}{% endmaterialization %}
`,
  'seeds/c.csv': `id,"na""me",x\n1,2,3\n`,
  'tests/t.sql': `select * from {{ ref('orders') }} where {{ metric('r') }}`,
  'packages.yml': `packages:
  - {package: dbt-labs/dbt_utils, version: 1.0.0}
  - git: "https://x/y.git"
  - local: ../z
`,
  'selectors.yml': `selectors:
  - name: nightly
    default: true
    definition:
      union: [{method: tag, value: nightly}, '+orders+', {exclude: ['tag:x']}, {method: selector, value: other}]
`,
  'profiles.yml': `shop:
  target: dev
  outputs: {dev: {type: postgres, password: hunter2, schema: x}}
`,
  'target/catalog.json': `{"nodes": {"model.shop.orders": {"columns": {"A": {"name": "ID", "type": "INT", "index": 1}}}}, "sources": {}}`,
  'target/run_results.json': `{"metadata": {"generated_at": "x"}, "results": [{"unique_id": "model.shop.orders", "status": "success", "execution_time": 1.5}]}`,
};
