import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../open';

const BASE = `
  //- dbt_project.yml
  name: shop
  profile: p
  //- profiles.yml
  p:
    target: dev
    outputs:
      dev: {type: ADAPTER, schema: main}
  //- seeds/o.csv
  id,customer_id,amount,status,at
  1,1,10,paid,2024-01-01
  //- seeds/c.csv
  id,name,region
  1,Ann,EU
`;

/** What a dataset is made of: a line `column <- table.column kind, …` for each column, then `table.column kind` of what only decides about rows. */
function made(files: string, id = 'model.shop.m', adapter = 'duckdb'): string[] {
  const ws = openFixture(BASE.replace('ADAPTER', adapter) + files, { rules: [] }).engine.workspace;
  const label = (k: string) => k.split('.').slice(2).join('.');
  const edges = ws.upstream(`dbt:|${id}`);
  const direct = ws.columns(`dbt:|${id}`).columns.map(c => `${c.name} <- ${c.from.map(s => `${label(s.dataset)}.${s.column}${s.kind === 'identity' ? '' : ` ${s.kind}`}`).join(', ')}`.trim());
  const indirect = edges.flatMap(e => e.indirect.map(i => `${label(e.from)}.${i.column} ${i.kind}`)).sort();
  // The edges say the same as the columns.
  const onEdges = edges.flatMap(e => e.columns.flatMap(c => c.from.map(f => `${c.to} ${label(e.from)}.${f.column} ${f.kind}`))).sort();
  assert.deepEqual(onEdges, ws.columns(`dbt:|${id}`).columns.flatMap(c => c.from.map(s => `${c.name} ${label(s.dataset)}.${s.column} ${s.kind}`)).sort());
  return [...direct, ...indirect];
}

function sql(text: string, adapter = 'duckdb'): string[] {
  return made(`  //- models/m.sql\n${text.trim().split('\n').map(l => `  ${l}`).join('\n')}`, 'model.shop.m', adapter);
}

const O = "{{ ref('o') }}";
const C = "{{ ref('c') }}";

const QUERIES: readonly (readonly [about: string, sql: string, expected: readonly string[], adapter?: string])[] = [
  ['a column as it is', `select id, amount as a from ${O}`, ['id <- o.id', 'a <- o.amount']],
  ['a cast is a transformation', `select cast(amount as int) as a from ${O}`, ['a <- o.amount transformation']],
  ['an expression of several columns', `select amount * id + 1 as a, 1 as one from ${O}`, ['a <- o.amount transformation, o.id transformation', 'one <-']],
  ['an aggregate with its groups', `select status, sum(amount) as total, count(*) as n from ${O} group by status`, ['status <- o.status', 'total <- o.amount aggregation', 'n <-', 'o.status group_by']],
  ['groups by position', `select status, max(amount) as m from ${O} group by 1`, ['status <- o.status', 'm <- o.amount aggregation', 'o.status group_by']],
  ['an aggregate within an expression', `select coalesce(sum(amount), 0) as total from ${O}`, ['total <- o.amount aggregation']],
  ['a filter', `select id from ${O} where status = 'paid' and amount > 1`, ['id <- o.id', 'o.amount filter', 'o.status filter']],
  ['having and order', `select id from ${O} group by id having sum(amount) > 1 order by max(at)`, ['id <- o.id', 'o.amount filter', 'o.at sort', 'o.id group_by']],
  ['a join', `select o.id, c.name from ${O} o left join ${C} c on c.id = o.customer_id`, ['id <- o.id', 'name <- c.name', 'c.id join', 'o.customer_id join']],
  ['using', `select id, name from ${O} join ${C} using (id)`, ['id <- o.id', 'name <- c.name', 'c.id join', 'o.id join']],
  ['the conditions of a case', `select case when status = 'paid' then amount else 0 end as paid from ${O}`, ['paid <- o.amount transformation', 'o.status conditional']],
  ['a window', `select row_number() over (partition by customer_id order by at) as rn, sum(amount) over (partition by status) as s from ${O}`, ['rn <-', 's <- o.amount transformation', 'o.at window', 'o.customer_id window', 'o.status window']],
  ['through CTEs', `with a as (select id, amount * 2 as twice from ${O} where status = 'x'), b as (select id, sum(twice) as total from a group by id) select id as k, total from b`, ['k <- o.id', 'total <- o.amount aggregation', 'o.id group_by', 'o.status filter']],
  ['through a star', `with a as (select * from ${C}) select * from a`, ['id <- c.id', 'name <- c.name', 'region <- c.region']],
  ['a star of one table', `select c.*, o.amount from ${O} o join ${C} c on c.id = o.customer_id`, ['id <- c.id', 'name <- c.name', 'region <- c.region', 'amount <- o.amount', 'c.id join', 'o.customer_id join']],
  ['a star without a column, another replaced', `select * exclude (region) replace (upper(name) as name) from ${C}`, ['id <- c.id', 'name <- c.name transformation']],
  ['a renamed column of a star', `select * rename (name as who) from ${C}`, ['id <- c.id', 'who <- c.name', 'region <- c.region'], 'snowflake'],
  ['a union', `select id, status as s from ${O} union all select id, upper(region) from ${C}`, ['id <- o.id, c.id', 's <- o.status, c.region transformation']],
  ['a union by name', `select id from ${O} union all by name select name, id from ${C}`, ['id <- o.id, c.id', 'name <- c.name']],
  ['a scalar subquery', `select id, (select max(name) from ${C} c where c.id = o.customer_id) as n from ${O} o`, ['id <- o.id', 'n <- c.name aggregation', 'c.id filter', 'o.customer_id filter']],
  ['a subquery in a condition', `select id from ${O} where customer_id in (select id from ${C} where region = 'EU')`, ['id <- o.id', 'c.id filter', 'c.region filter', 'o.customer_id filter']],
  ['a lateral alias', `select amount * 2 as twice, twice + id as more from ${O}`, ['twice <- o.amount transformation', 'more <- o.amount transformation, o.id transformation'], 'snowflake'],
  ['qualify', `select id from ${O} qualify row_number() over (partition by customer_id order by at) = 1`, ['id <- o.id', 'o.at filter', 'o.customer_id filter'], 'snowflake'],
  ['a recursive CTE', `with recursive t as (select id, customer_id as up from ${O} union all select o.id, t.up from ${O} o join t on t.id = o.customer_id) select id, up from t`, ['id <- o.id', 'up <- o.customer_id', 'o.customer_id join', 'o.id join']],
  ['a pivot', `select * from (select status, amount from ${O}) pivot (sum(amount) for status in ('paid' as paid))`, ['paid <- o.amount aggregation', 'o.status conditional'], 'bigquery'],
  ['an unnested list', `select o.id, t from ${O} o, unnest(o.status) as t`, ['id <- o.id', 't <- o.status transformation'], 'bigquery'],
];

for (const [about, text, expected, adapter] of QUERIES) {
  test(`lineage of ${about}`, () => {
    assert.deepEqual(sql(text, adapter), expected);
  });
}

const PROJECTS: readonly (readonly [about: string, files: string, expected: readonly string[], id?: string])[] = [
  ['an ephemeral model', `
  //- models/e.sql
  {{ config(materialized='ephemeral') }}
  select id, amount from {{ ref('o') }} where status = 'x'
  //- models/m.sql
  select id, sum(amount) as a from {{ ref('e') }} group by 1`, ['id <- e.id', 'a <- e.amount aggregation', 'e.id group_by']],
  ['a snapshot', `
  //- snapshots/s.sql
  {% snapshot snap %}{{ config(unique_key='id', strategy='check', check_cols='all') }}
  select id, upper(name) as name from {{ ref('c') }}
  {% endsnapshot %}`, ['id <- c.id', 'name <- c.name transformation', 'dbt_scd_id <-', 'dbt_updated_at <-', 'dbt_valid_from <-', 'dbt_valid_to <-'], 'snapshot.shop.snap'],
  ['what reads a snapshot', `
  //- snapshots/s.sql
  {% snapshot snap %}{{ config(unique_key='id', strategy='check', check_cols='all') }}
  select id from {{ ref('c') }}
  {% endsnapshot %}
  //- models/m.sql
  select id, dbt_valid_from as since from {{ ref('snap') }} where dbt_valid_to is null`, ['id <- snap.id', 'since <- snap.dbt_valid_from', 'snap.dbt_valid_to filter']],
  ['an incremental model with itself in a filter', `
  //- models/m.sql
  {{ config(materialized='incremental', unique_key='id') }}
  select id, amount from {{ ref('o') }}
  {% if is_incremental() %} where at > (select max(at) from {{ this }}) {% endif %}`, ['id <- o.id', 'amount <- o.amount', 'o.at filter']],
  ['a macro around a column', `
  //- macros/money.sql
  {% macro cents(column) %} ({{ column }} / 100) {% endmacro %}
  //- models/m.sql
  select id, {{ cents('amount') }} as a from {{ ref('o') }}`, ['id <- o.id', 'a <- o.amount transformation']],
  ['a macro of a package around a column of a table', `
  //- models/m.sql
  select o.id, {{ dbt_utils.safe_divide('o.amount', 'o.id') }} as a from {{ ref('o') }} o`, ['id <- o.id', 'a <- o.amount transformation, o.id transformation']],
  ['the star of dbt_utils', `
  //- models/m.sql
  select {{ dbt_utils.star(from=ref('c'), except=['region']) }} from {{ ref('c') }}`, ['id <- c.id', 'name <- c.name']],
  ['union_relations of dbt_utils', `
  //- models/m.sql
  {{ dbt_utils.union_relations(relations=[ref('o'), ref('c')]) }}`, ['_dbt_source_relation <-', 'id <- o.id, c.id', 'customer_id <- o.customer_id', 'amount <- o.amount', 'status <- o.status', 'at <- o.at', 'name <- c.name', 'region <- c.region']],
  ['a macro that names a table', `
  //- macros/t.sql
  {% macro t() %}{{ return(ref('c')) }}{% endmacro %}
  //- models/m.sql
  select 1 as x from {{ t() }}`, ['x <-']],
  ['a loop over columns', `
  //- models/m.sql
  select id {% for c in ['amount', 'status'] %}, {{ c }} {% endfor %} from {{ ref('o') }}`, ['id <- o.id', 'amount <- o.amount', 'status <- o.status']],
  ['versions', `
  //- models/w_v1.sql
  select id, amount from {{ ref('o') }}
  //- models/w_v2.sql
  select id from {{ ref('w', v=1) }}
  //- models/w.yml
  models: [{name: w, latest_version: 2, versions: [{v: 1}, {v: 2}]}]
  //- models/m.sql
  select a.id, b.amount from {{ ref('w') }} a join {{ ref('w', v=1) }} b on a.id = b.id`, ['id <- w.v2.id', 'amount <- w.v1.amount', 'w.v1.id join', 'w.v2.id join']],
  ['an installed package', `
  //- packages.yml
  packages: [{package: x/lib, version: 1.0.0}]
  //- dbt_packages/lib/dbt_project.yml
  name: lib
  //- dbt_packages/lib/models/p.sql
  select name as who from {{ ref('c') }}
  //- models/m.sql
  select who from {{ ref('lib', 'p') }}`, ['who <- p.who']],
  ['a model of an installed package over the project', `
  //- packages.yml
  packages: [{package: x/lib, version: 1.0.0}]
  //- dbt_packages/lib/dbt_project.yml
  name: lib
  //- dbt_packages/lib/models/p.sql
  select name as who from {{ ref('c') }}`, ['who <- c.name'], 'model.lib.p'],
  ['a source', `
  //- models/s.yml
  sources: [{name: raw, tables: [{name: t, columns: [{name: a}]}]}]
  //- models/m.sql
  select a, b, upper(b) as c from {{ source('raw', 't') }} where d > 1`, ['a <- raw.t.a', 'b <- raw.t.b', 'c <- raw.t.b transformation', 'raw.t.d filter']],
  ['a table that SQL names by hand', `
  //- models/m.sql
  select name from c`, ['name <- c.name']],
];

for (const [about, files, expected, id] of PROJECTS) {
  test(`lineage of ${about}`, () => {
    assert.deepEqual(made(files, id), expected);
  });
}
