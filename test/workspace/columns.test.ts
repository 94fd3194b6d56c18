import assert from 'node:assert/strict';
import test from 'node:test';
import { rule as unknownColumn } from '../../server/src/rules/unknown-column';
import { openFixture } from '../open';

/** Two seeds whose columns are all known, and queries over them. */
const SEEDS = `
  //- seeds/orders.csv
  id,customer_id,amount,status,ordered_at,tags,payload,parent_id
  1,1,10,paid,2024-01-01,[],{},
  //- seeds/customers.csv
  id,name,region,since
  1,Ann,EU,2020-01-01
`;

function project(adapter: string, files: string): string {
  return `
  //- dbt_project.yml
  name: shop
  profile: p
  //- profiles.yml
  p:
    target: dev
    outputs:
      dev: {type: ${adapter}, schema: main}
${SEEDS}
${files}`;
}

/** A model of that query; the seeds are named as tables. */
function model(adapter: string, sql: string): string {
  return project(adapter, `  //- models/m.sql\n${sql.trim().split('\n').map(l => `  ${l}`).join('\n')}`);
}

function unknown(text: string): string[] {
  const { linter, files } = openFixture(text, { rules: [unknownColumn] });
  return [...files.keys()].flatMap(path => linter.lint(path).map(f => `${path}: ${f.finding.message}`));
}

/** Queries that are right: nothing may be said about them. */
const RIGHT: readonly (readonly [adapters: string, sql: string])[] = [
  ['*', 'select o.id, c.name from orders o join customers c on c.id = o.customer_id'],
  ['*', 'select * from orders'],
  ['*', 'select amount as a, count(*) as n from orders group by amount having count(*) > 1 order by n, a'],
  ['*', 'select status, sum(amount) as total from orders group by 1 order by total desc'],
  ['*', 'with recursive tree as (select id, parent_id, 0 as depth from orders union all select o.id, o.parent_id, tree.depth + 1 from orders o join tree on tree.id = o.parent_id) select id, depth from tree'],
  ['*', 'with recursive tree(a, b) as (select id, 0 from orders union all select o.id, b + 1 from orders o join tree on a = o.parent_id) select a, b from tree'],
  ['*', 'select id from orders union all select id from customers order by id'],
  ['*', 'select id as k from orders union all select id from customers order by k'],
  ['*', 'select o.id, (select max(name) from customers c where c.id = o.customer_id) as n from orders o'],
  ['*', 'select id from orders where exists (select 1 from customers where customers.id = customer_id)'],
  ['*', 'select id from orders where customer_id in (select id from customers where region = status)'],
  ['*', 'select x.n from (select name as n, id from customers) x where x.id > 1'],
  ['*', 'select x.a from (select name, id from customers) as x(a, b)'],
  ['*', 'select row_number() over (partition by status order by ordered_at) as rn from orders'],
  ['*', 'select sum(amount) over w as s from orders window w as (partition by status)'],
  ['*', "select case when status = 'x' then amount else 0 end as v from orders where amount between 1 and 2"],
  ['*', 'select current_date as d, current_timestamp as t, localtimestamp as l, current_user as u from orders'],
  ['*', "select extract(day from ordered_at) as d, cast(amount as int) as i, trim(both ' ' from status) as t, position('a' in status) as p from orders"],
  ['*', 'select id, interval as i from (select id, amount as interval from orders) x'],
  ['*', 'select a.id, b.id as other from orders a, orders b where a.id < b.id'],
  ['*', 'select id, name from orders join customers using (id)'],
  ['*', 'select * from orders full outer join customers using (id) where id > 1'],
  ['*', 'select id, region from orders natural join customers'],
  ['*', 'select distinct status from orders order by status'],
  ['*', 'select count(distinct status) as n from orders'],
  ['*', 'select coalesce(o.status, c.region) as s from orders as o left join customers as c on o.customer_id = c.id where c.since is not null'],
  ['*', "select 'x' as kind, id from orders union select 'y', id from customers"],
  ['*', 'values (1, 2)'],
  ['*', 'select v.a from (values (1), (2)) as v(a)'],
  ['*', 'select true as t, false as f, null as n from orders'],
  ['snowflake,bigquery,databricks,duckdb,redshift', 'select status as s, amount from orders qualify row_number() over (partition by s order by amount) = 1'],
  ['snowflake,bigquery,databricks,duckdb', 'select status, row_number() over (order by amount) as rn from orders qualify rn = 1'],
  ['snowflake,redshift,databricks,duckdb,clickhouse', 'select amount * 2 as twice, twice + 1 as more from orders where twice > 1'],
  ['snowflake,redshift,databricks', 'select datediff(day, ordered_at, current_date) as d, dateadd(month, 1, ordered_at) as m, date_trunc(week, ordered_at) as w from orders'],
  ['snowflake', 'select date_part(epoch_second, ordered_at) as d, timestampdiff(second, ordered_at, sysdate()) as t, last_day(ordered_at, month) as l from orders'],
  ['sqlserver', 'select datediff(day, ordered_at, getdate()) as d, datepart(weekday, ordered_at) as w, datename(month, ordered_at) as n, eomonth(ordered_at) as e from orders'],
  ['sqlserver', 'select top 10 id, [amount] from orders order by id'],
  ['sqlserver', 'select o.id, x.total from orders o cross apply (select sum(amount) as total from orders i where i.customer_id = o.customer_id) x'],
  ['bigquery', 'select date_diff(current_date(), ordered_at, day) as d, date_trunc(ordered_at, month) as m, timestamp_add(ordered_at, interval 1 hour) as h, extract(isoweek from ordered_at) as w from orders'],
  ['bigquery', 'select _partitiontime, _partitiondate, _table_suffix, _file_name from orders'],
  ['bigquery', 'select to_json_string(o) as j, array_agg(o order by o.id limit 1)[offset(0)] as first_one from orders o group by status'],
  ['bigquery', 'select o from orders o'],
  ['bigquery', 'select as struct id, amount from orders'],
  ['bigquery', 'select struct(id as a, amount as b) as s from orders'],
  ['bigquery', 'select id, t, pos from orders, unnest(tags) as t with offset as pos'],
  ['bigquery', 'select id, t.a, offset from orders cross join unnest(tags) as t with offset'],
  ['bigquery', 'select id, x from orders left join unnest(orders.tags) x'],
  ['bigquery', 'select id, tags from orders, unnest(tags) as tags, unnest(tags) as t, unnest(u.x) as u'],
  ['bigquery', 'select u, u.x, v from unnest(v) as u, unnest(u) as v'],
  ['bigquery', 'select * except (amount) replace (upper(status) as status) from orders'],
  ['bigquery', 'select s.amount from (select * except (amount), amount * 2 as amount from orders) s'],
  ['bigquery', 'select payload.a.b as v, orders.payload.c as w from orders'],
  ['bigquery', "select * from orders pivot (sum(amount) as total for status in ('paid' as paid, 'open' as open))"],
  ['bigquery', "select id, total_paid from orders pivot (sum(amount) as total for status in ('paid', 'open'))"],
  ['bigquery', 'select id, kind, v from orders unpivot (v for kind in (amount, parent_id))'],
  ['bigquery', 'select @@project_id as p, @param as q, safe_cast(amount as int64) as a, current_date as d from orders'],
  ['bigquery', 'from orders |> where amount > 1 |> select id, amount |> extend amount * 2 as twice |> where twice > 3'],
  ['bigquery', 'select ID, Amount from orders'],
  ['bigquery', 'select id, array(select x from unnest(tags) x where x.y > amount) as xs from orders'],
  ['bigquery', 'select id, (select count(*) from unnest(split(status, ",")) part where part = orders.status) as n from orders'],
  ['bigquery', 'with t as (select 1 as a, [struct(1 as b, 2 as c)] as items) select t.a, item.b, item.c from t, t.items as item'],
  ['snowflake', 'select metadata$filename, metadata$file_row_number, metadata$action, $1, t.$2 from orders t'],
  ['snowflake', 'select f.value:name::string as n, f.index, f.key, f.path, f.seq, f.this from orders o, lateral flatten(input => o.tags) f'],
  ['snowflake', 'select value, index from orders, table(flatten(tags))'],
  ['snowflake', 'select payload:a.b::int as v, payload[\'x\'] as y, o.payload:c as z from orders o'],
  ['snowflake', 'select * exclude (amount) rename (status as state) from orders'],
  ['snowflake', 'select state from (select * rename (status as state) from orders)'],
  ['snowflake', 'select * ilike \'%id\' from orders'],
  ['snowflake', 'select level, connect_by_root id as r, prior id as p from orders start with parent_id is null connect by parent_id = prior id'],
  ['snowflake', 'select sysdate() as a, current_warehouse() as w, seq4() as s from orders'],
  ['snowflake', 'select object_construct(*) as o, object_construct_keep_null(orders.*) as p, hash(*) as h from orders'],
  ['snowflake', 'select listagg(distinct status, \',\') within group (order by status) as s, array_agg(amount) within group (order by id) as a from orders'],
  ['snowflake', 'select t.id from orders at (offset => -60) t'],
  ['snowflake', 'select transform(tags, x -> x:a::int) as t, filter(tags, (a int) -> a > 1) as f from orders'],
  ['snowflake', 'select * from orders pivot (sum(amount) for status in (\'a\', \'b\')) as p (id, customer_id, ordered_at, tags, payload, parent_id, a, b)'],
  ['snowflake', "select id, \"'a'\" from orders pivot (sum(amount) for status in ('a', 'b'))"],
  ['snowflake', "select p.a from orders pivot (sum(amount) for status in (any)) p"],
  ['snowflake', 'select m.id, m.n from orders match_recognize (partition by id order by ordered_at measures count(*) as n one row per match pattern (up+) define up as amount > lag(amount)) m'],
  ['snowflake', 'select o.id from orders o asof join customers c match_condition (o.ordered_at >= c.since) on o.customer_id = c.id'],
  ['snowflake', 'select id from orders sample (10) where id > 1'],
  ['snowflake', 'select g.id from table(generator(rowcount => 10)) x, orders g'],
  ['snowflake', 'select rank() over (order by amount desc nulls last) as r, id from orders qualify r = 1'],
  ['snowflake', "select id, t.* from orders, table(split_to_table(status, ',')) as t where t.value > ''"],
  ['snowflake', "select \"ID\", \"Amount\" from orders"],
  ['snowflake', 'select max(amount) as amount, id from orders group by all having amount > 1'],
  ['snowflake', 'select sum(amount) as id, status from orders group by status order by id'],
  ['postgres,redshift', 'select ctid, oid, tableoid, xmin, xmax, cmin, cmax from orders'],
  ['postgres', 'select to_jsonb(o) as j, row_to_json(o.*) as r, o as whole, (o).id as i from orders o'],
  ['postgres', 'select id, x from orders, unnest(tags) as x'],
  ['postgres', 'select id, x.a from orders, jsonb_to_recordset(payload) as x(a int, b text)'],
  ['postgres', 'select id, x.key, x.value from orders, jsonb_each(payload) x'],
  ['postgres', 'select id, e, n from orders cross join lateral unnest(tags) with ordinality as t(e, n)'],
  ['postgres', 'select n from generate_series(1, 10) n'],
  ['postgres', 'select d::date as day from generate_series(\'2020-01-01\'::date, current_date, interval \'1 day\') as d'],
  ['postgres', 'select distinct on (status) status, id from orders order by status, ordered_at'],
  ['postgres', 'select o.id, l.total from orders o left join lateral (select sum(i.amount) as total from orders i where i.customer_id = o.customer_id) l on true'],
  ['postgres', "select payload->'a'->>'b' as v, payload #>> '{a,b}' as w, (payload).x as x from orders"],
  ['postgres', 'select array_agg(status order by ordered_at) filter (where amount > 1) as a from orders'],
  ['postgres', 'select percentile_cont(0.5) within group (order by amount) as p from orders'],
  ['postgres', 'select "id", "amount" from orders'],
  ['postgres', 'select excluded from (select 1 as excluded) x'],
  ['postgres', 'select r.* from orders o join rows from (generate_series(1, 2), generate_series(1, 3)) as r(a, b) on true'],
  ['postgres', 'select t.id from only orders t'],
  ['postgres', 'select id, amount from orders group by rollup (id, amount)'],
  ['postgres', 'select grouping(status) as g, status from orders group by grouping sets ((status), ())'],
  ['postgres', 'select id as status from orders order by status'],
  ['postgres', 'select current_role, session_user, current_schema, current_catalog, localtime, user from orders'],
  ['redshift', 'select sysdate, getdate() as g, convert_timezone(\'UTC\', ordered_at) as c from orders'],
  ['redshift', 'select id, t.a from orders o, o.tags as t'],
  ['redshift', 'select id, v, k from orders as o, unpivot o.payload as v at k'],
  ['oracle', 'select rownum, rowid, sysdate, systimestamp, level, user, uid from orders where rownum < 10'],
  ['oracle', 'select id from orders connect by prior id = parent_id and level < 3'],
  ['databricks,spark', 'select id, x from orders lateral view explode(tags) t as x'],
  ['databricks,spark', 'select id, k, v from orders lateral view outer explode(payload) as k, v'],
  ['databricks,spark', 'select id, pos, col from orders lateral view posexplode(tags) t'],
  ['databricks,spark', 'select id, t.col from orders lateral view explode(tags) t'],
  ['databricks,spark', 'select _metadata.file_path as p, input_file_name() as f from orders'],
  ['databricks', 'select * except (amount) from orders'],
  ['databricks,spark', 'select transform(tags, x -> x + 1) as t, aggregate(tags, 0, (acc, x) -> acc + x) as a, named_struct(\'a\', id).a as n from orders'],
  ['databricks,spark', 'select explode(tags) as x, id from orders'],
  ['databricks,spark', 'select explode(payload) as (k, v) from orders'],
  ['databricks,spark', 'select stack(2, id, amount) as (x) from orders'],
  ['databricks,spark', 'select inline(tags) from orders'],
  ['databricks,spark', "select * from orders pivot (sum(amount) as s for status in ('a' as x, 'b' as y))"],
  ['databricks', 'select payload:a.b::int as v, payload:items[0].c as c from orders'],
  ['databricks,spark', 'select o.id from orders o left anti join customers c on c.id = o.customer_id'],
  ['databricks,spark', 'select o.id from orders o left semi join customers c on c.id = o.customer_id where o.amount > 1'],
  ['databricks', 'select id, val from orders unpivot (val for name in (amount as a, parent_id as b))'],
  ['databricks,spark', 'select timestampdiff(month, ordered_at, now()) as m, date_add(day, 1, ordered_at) as d, extract(dayofweek from ordered_at) as w from orders'],
  ['databricks,spark', 'select count_if(status = \'x\') filter (where amount > 1) as c, sum(amount) as s from orders group by all'],
  ['databricks,spark', 'select id, `amount` from orders tablesample (10 percent)'],
  ['duckdb', 'select * exclude (amount) replace (upper(status) as status) from orders'],
  ['duckdb', 'select columns(\'.*id\') from orders'],
  ['duckdb', 'select columns(* exclude (amount)) + 1 from orders'],
  ['duckdb', 'select rowid, id from orders'],
  ['duckdb', 'from orders select id, amount where amount > 1'],
  ['duckdb', 'from orders'],
  ['duckdb', "select list_transform(tags, x -> x + 1) as t, list_filter(tags, lambda x: x > 1) as f, [y * 2 for y in tags if y > 1] as l, {'a': id, 'b': amount} as s from orders"],
  ['duckdb', "select payload.a.b as v, orders.payload.c as c, payload['x'] as x, struct_extract(payload, 'k') as k from orders"],
  ['duckdb', 'select unnest(tags) as t, id from orders'],
  ['duckdb', 'select id, u from orders, unnest(tags) as t(u)'],
  ['duckdb', 'select id, t.unnest from orders, unnest(tags) as t'],
  ['duckdb', 'select range as r from range(10)'],
  ['duckdb', 'select generate_series as g from generate_series(1, 10)'],
  ['duckdb', "select anything from read_csv('x.csv')"],
  ['duckdb', "pivot orders on status using sum(amount) group by id"],
  ['duckdb', "select paid from (pivot orders on status in ('paid', 'open') using sum(amount))"],
  ['duckdb', "select id, name, value from (unpivot orders on amount, parent_id into name name value value)"],
  ['duckdb', 'select o.id from orders o positional join customers c'],
  ['duckdb', 'select o.id, c.name from orders o asof join customers c on o.customer_id = c.id and o.ordered_at >= c.since'],
  ['duckdb', 'select orders from orders'],
  ['duckdb', 'select arg_max(status, amount) as s, max(amount) as a from orders group by all order by all'],
  ['duckdb', 'select amount as a, a + 1 as b from orders where a > 1 group by a having a > 2'],
  ['duckdb', 'select struct_pack(x := id, y := amount) as s from orders'],
  ['duckdb', 'select id from orders union all by name select id, name from customers'],
  ['duckdb', 'select id, name from (select id from orders union by name select id, name from customers)'],
  ['duckdb', "select #1, #2 from orders"],
  ['duckdb', 'select t.* from (select id as i from orders) t where t.i > 1'],
  ['clickhouse', 'select _part, _partition_id, _part_index, _sample_factor, _table from orders final prewhere amount > 1'],
  ['clickhouse', 'select id, t from orders array join tags as t'],
  ['clickhouse', 'select id, tags from orders left array join tags'],
  ['clickhouse', 'with amount * 2 as twice select twice, id from orders'],
  ['clickhouse', 'select arrayMap(x -> x + 1, tags) as t, arrayFilter((x, y) -> y, tags, tags) as f, tuple(1, 2).1 as u, countIf(amount > 1) as c from orders'],
  ['clickhouse', 'select number from numbers(10)'],
  ['clickhouse', 'select payload.a.b as p, `payload.c` as q from orders'],
  ['clickhouse', 'select id from orders limit 1 by status'],
  ['clickhouse', 'select * apply(sum) from orders'],
  ['clickhouse', 'select columns(\'.*id\'), id from orders'],
  ['clickhouse', 'select o.id, c.name from orders as o any left join customers as c on o.customer_id = c.id'],
  ['clickhouse', 'select ID, toStartOfMonth(ordered_at) as month, month + 1 as next from orders order by month with fill'],
  ['trino,athena', 'select "$path", "$file_modified_time", id from orders'],
  ['trino,athena', 'select id, x from orders cross join unnest(tags) as t(x)'],
  ['trino,athena', 'select id, x, n from orders cross join unnest(tags) with ordinality as t(x, n)'],
  ['trino,athena', 'select k, v from orders cross join unnest(cast(payload as map(varchar, varchar))) as t(k, v)'],
  ['trino,athena', 'select transform(tags, x -> x.a) as t, reduce(tags, 0, (s, x) -> s + x, s -> s) as r, date_diff(\'day\', ordered_at, current_date) as d from orders'],
  ['trino,athena', 'select try_cast(amount as bigint) as a, at_timezone(ordered_at, \'UTC\') as z, ordered_at at time zone \'UTC\' as y, row(1, 2) as r from orders'],
  ['trino', 'select * from table(sequence(start => 1, stop => 10)) as s where s.sequential_number > 1'],
  ['hive', 'select input__file__name, block__offset__inside__file, id from orders'],
  ['mysql', 'select amount as a from orders group by a having a > 1 order by a'],
  ['mysql', 'select @rownum := @rownum + 1 as n, date_add(ordered_at, interval 1 day) as d, timestampdiff(month, ordered_at, now()) as m from orders'],
  ['mysql', 'select j.a from orders o, json_table(o.payload, \'$[*]\' columns (a int path \'$.a\')) as j'],
];

const ADAPTERS = ['postgres', 'snowflake', 'bigquery', 'redshift', 'databricks', 'duckdb', 'clickhouse', 'trino', 'sqlserver', 'spark'];

for (const [adapters, sql] of RIGHT) {
  const all = adapters === '*' ? ADAPTERS : adapters.split(',');
  test(`nothing is unknown on ${adapters}: ${sql}`, () => {
    for (const adapter of all) assert.deepEqual(unknown(model(adapter, sql)), [], adapter);
  });
}

/** Queries with one wrong name each. */
const WRONG: readonly (readonly [adapters: string, sql: string, name: string])[] = [
  ['*', 'select amout from orders', 'amout'],
  ['*', 'select o.amout from orders o', 'amout'],
  ['*', 'select o.id, c.nam from orders o join customers c on c.id = o.customer_id', 'nam'],
  ['*', 'with a as (select id, amount as a from orders), b as (select * from a) select amount from b', 'amount'],
  ['*', 'select x.amount from (select id from orders) x', 'amount'],
  ['*', 'select id from orders where exists (select 1 from customers where customers.id = custmer_id)', 'custmer_id'],
  ['*', 'select id from orders group by id having max(total) > 1', 'total'],
  ['*', 'select o.id from orders o left join customers c on c.id = o.customer_id where c.status is null', 'status'],
  ['*', 'select sum(amount) over (partition by stat) as s from orders', 'stat'],
  ['*', "select case when stat = 'x' then 1 end as v from orders", 'stat'],
  ['*', 'select id from orders union all select idd from customers', 'idd'],
  ['*', 'with recursive tree as (select id, 0 as depth from orders union all select o.id, tree.dept + 1 from orders o join tree on tree.id = o.parent_id) select id from tree', 'dept'],
  ['*', 'select x.name from (select name, id from customers) as x(a, b)', 'name'],
  ['bigquery,databricks', 'select amount from (select * except (amount) from orders)', 'amount'],
  ['snowflake', 'select status from (select * rename (status as state) from orders)', 'status'],
];

for (const [adapters, sql, name] of WRONG) {
  test(`'${name}' is unknown on ${adapters}: ${sql}`, () => {
    for (const adapter of adapters === '*' ? ADAPTERS : adapters.split(',')) assert.match(unknown(model(adapter, sql)).join('\n'), new RegExp(`^models/m.sql: There is no column '${name}'[^\\n]*$`), adapter);
  });
}

/** The columns of a dataset of the project, with `?` behind them where they may not be all. */
function columns(text: string, id: string): string {
  const ws = openFixture(text, { rules: [] }).engine.workspace;
  const set = ws.columns(`dbt:|${id}`);
  return `${set.columns.map(c => c.name).join(', ')}${set.complete ? '' : ' ?'}`;
}

/** Columns that the files tell, and whether they may be called all. Each row: what it is about, files, expected columns of model `m` (or another id). */
const COMPLETE: readonly (readonly [about: string, files: string, expected: string, id?: string])[] = [
  ['a plain model', `
  //- models/m.sql
  select id, amount as a from {{ ref('orders') }}`, 'id, a'],
  ['a star over a seed', `
  //- models/m.sql
  select * from {{ ref('customers') }}`, 'id, name, region, since'],
  ['an expression without a name', `
  //- models/m.sql
  select id, amount + 1 from {{ ref('orders') }}`, 'id ?'],
  ['a source', `
  //- models/s.yml
  sources: [{name: raw, tables: [{name: t, columns: [{name: id}]}]}]
  //- models/m.sql
  select * from {{ source('raw', 't') }}`, 'id ?'],
  ['a described column that the query has not', `
  //- models/m.yml
  models: [{name: m, columns: [{name: id}, {name: gone}]}]
  //- models/m.sql
  select id from {{ ref('orders') }}`, 'id'],
  ['a switched off twin', `
  //- models/m.sql
  select id, amount from {{ ref('orders') }}
  //- models/other/m.sql
  {{ config(enabled=false) }}
  select 1 as other`, 'id, amount'],
  ['two definitions', `
  //- models/m.sql
  select id, amount from {{ ref('orders') }}
  //- models/other/m.sql
  select 1 as other`, 'id, amount ?'],
  ['an incremental model that ignores changes', `
  //- models/m.sql
  {{ config(materialized='incremental', unique_key='id') }}
  select id from {{ ref('orders') }}
  {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}`, 'id'],
  ['an incremental model that keeps in step', `
  //- models/m.sql
  {{ config(materialized='incremental', on_schema_change='sync_all_columns') }}
  select id from {{ ref('orders') }}`, 'id'],
  ['an incremental model that appends columns', `
  //- models/m.sql
  {{ config(materialized='incremental', on_schema_change='append_new_columns') }}
  select id from {{ ref('orders') }}`, 'id ?'],
  ['append_new_columns set for a folder', `
  //- dbt_project.yml
  name: shop
  profile: p
  models:
    shop:
      +on_schema_change: append_new_columns
      +materialized: incremental
  //- models/m.sql
  select id from {{ ref('orders') }}`, 'id ?'],
  ['append_new_columns on a table changes nothing', `
  //- models/m.sql
  {{ config(materialized='table', on_schema_change='append_new_columns') }}
  select id from {{ ref('orders') }}`, 'id'],
  ['on_schema_change that only a run knows', `
  //- models/m.sql
  {{ config(materialized='incremental', on_schema_change=env_var('X')) }}
  select id from {{ ref('orders') }}`, 'id ?'],
  ['a materialization of a package', `
  //- models/m.sql
  {{ config(materialized='scd2') }}
  select id from {{ ref('orders') }}`, 'id ?'],
  ['a hook that adds a column', `
  //- models/m.sql
  {{ config(post_hook="alter table {{ this }} add column loaded_at timestamp") }}
  select id from {{ ref('orders') }}`, 'id ?'],
  ['a hook that grants', `
  //- models/m.sql
  {{ config(post_hook="grant select on {{ this }} to bi") }}
  select id from {{ ref('orders') }}`, 'id'],
  ['a snapshot', `
  //- snapshots/m.sql
  {% snapshot snap %}
  {{ config(unique_key='id', strategy='check', check_cols='all', snapshot_meta_column_names={'dbt_valid_from': 'since'}) }}
  select id from {{ ref('orders') }}
  {% endsnapshot %}`, 'id, dbt_scd_id, dbt_updated_at, since, dbt_valid_to ?', 'snapshot.shop.snap'],
  ['a Python model', `
  //- models/m.py
  def model(dbt, session):
      return dbt.ref("orders")
  //- models/m.yml
  models: [{name: m, columns: [{name: id}]}]`, 'id ?'],
  ['an ephemeral model in between', `
  //- models/e.sql
  {{ config(materialized='ephemeral') }}
  select id, amount from {{ ref('orders') }}
  //- models/m.sql
  select * from {{ ref('e') }}`, 'id, amount'],
  ['a condition around rows', `
  //- models/m.sql
  select id from {{ ref('orders') }} {% if target.name == 'dev' %} where id < 100 {% endif %}`, 'id'],
  ['a condition around a column', `
  //- models/m.sql
  select id {% if target.name == 'dev' %}, amount {% endif %} from {{ ref('orders') }}`, 'id, amount ?'],
  ['a condition with other columns on both sides', `
  //- models/m.sql
  {% if target.name == 'dev' %} select id, amount from {{ ref('orders') }} {% else %} select id, status from {{ ref('orders') }} {% endif %}`, 'id, amount ?'],
  ['a condition with the same columns on both sides', `
  //- models/m.sql
  with a as (select id from {{ ref('orders') }} {% if target.name == 'dev' %} where id < 10 {% else %} where id > 10 {% endif %})
  select * from a`, 'id'],
  ['a condition around a join under a star', `
  //- models/m.sql
  select * from {{ ref('orders') }} o {% if target.name == 'dev' %} join {{ ref('customers') }} c on c.id = o.id {% endif %}`, 'id, customer_id, amount, status, ordered_at, tags, payload, parent_id, name, region, since ?'],
  ['a condition inside a CTE makes what reads it doubtful', `
  //- models/a.sql
  with a as (select id {% if var('x') %}, amount {% endif %} from {{ ref('orders') }}), b as (select * from a) select * from b
  //- models/m.sql
  select id, status from {{ ref('a') }}`, 'id, status'],
  ['a condition that the project decides', `
  //- dbt_project.yml
  name: shop
  profile: p
  vars: {full: true}
  //- models/m.sql
  select id {% if var('full') %}, amount {% endif %} from {{ ref('orders') }}`, 'id, amount'],
  ['a condition inside an expression', `
  //- models/m.sql
  select id, {{ 'amount' if target.name == 'dev' else 'status' }} from {{ ref('orders') }}`, 'id, amount ?'],
  ['a union of which one branch is conditional', `
  //- models/m.sql
  select id from {{ ref('orders') }} {% if var('x') %} union all select id from {{ ref('customers') }} {% endif %}`, 'id'],
  ['one of two tables', `
  //- models/m.sql
  {% set t = ref('orders') if target.name == 'dev' else ref('customers') %}
  select * from {{ t }}`, 'id, customer_id, amount, status, ordered_at, tags, payload, parent_id ?'],
  ['a loop over tables', `
  //- models/m.sql
  select o.* {% for t in ['orders', 'customers'] %}, {{ t }}.* {% endfor %}
  from {{ ref('orders') }} o
  {% for t in ['orders', 'customers'] %} join {{ ref(t) }} {{ t }} on true {% endfor %}`, 'id, customer_id, amount, status, ordered_at, tags, payload, parent_id ?'],
  ['a table named by a variable', `
  //- dbt_project.yml
  name: shop
  profile: p
  vars: {which: customers}
  //- models/m.sql
  select * from {{ ref(var('which')) }}`, 'id, name, region, since ?'],
  ['a macro among the columns', `
  //- macros/x.sql
  {% macro more() %} amount, status {% endmacro %}
  //- models/m.sql
  select id, {{ more() }} from {{ ref('orders') }}`, 'id ?'],
  ['a macro in from', `
  //- macros/x.sql
  {% macro t() %} (select 1 as x) {% endmacro %}
  //- models/m.sql
  select x from {{ t() }} as t`, 'x'],
  ['a macro behind the tables', `
  //- macros/x.sql
  {% macro joins() %} join customers c on true {% endmacro %}
  //- models/m.sql
  select * from {{ ref('orders') }} {{ joins() }}`, 'id, customer_id, amount, status, ordered_at, tags, payload, parent_id ?'],
  ['a name that a loop makes', `
  //- models/m.sql
  select id {% for s in ['a', 'b'] %}, max(case when status = '{{ s }}' then 1 end) as {{ s }}_n {% endfor %} from {{ ref('orders') }} group by id`, 'id, a_n, b_n'],
  ['two names that a loop makes take turns', `
  //- models/m.sql
  select id, {% for s in ['a', 'b'] %} max({{ s }}) as {{ s }}_n, 1 as x_{{ s }}, {% endfor %} {% for s in ['a', 'b'] %} 2 as y_{{ s }}, {% endfor %} 3 as z from {{ ref('orders') }} group by id`, 'id, a_n, x_a, b_n, x_b, y_a, y_b, z'],
  ['a name that one of two conditions sets is one column', `
  //- models/m.sql
  {% if target.name == 'dev' %}{% set c = 'amount' %}{% else %}{% set c = 'status' %}{% endif %}
  select id, {{ c }} from {{ ref('orders') }}`, 'id ?'],
  ['a name that a loop over something unknown makes', `
  //- models/m.sql
  select id {% for s in columns() %}, {{ s }} as {{ s }}_n {% endfor %} from {{ ref('orders') }}`, 'id ?'],
  ['a name of two loops', `
  //- models/m.sql
  select id {% for s in ['a', 'b'] %}{% for t in ['x', 'y'] %}, 1 as {{ s }}_{{ t }} {% endfor %}{% endfor %} from {{ ref('orders') }}`, 'id ?'],
  ['a name in a loop with a condition', `
  //- models/m.sql
  select id {% for s in ['a', 'b'] %}{% if s != 'a' %}, 1 as {{ s }} {% endif %}{% endfor %} from {{ ref('orders') }}`, 'id ?'],
  ['a table whose name only ends like that of a seed', `
  //- models/m.sql
  select * from legacy.orders`, 'id, customer_id, amount, status, ordered_at, tags, payload, parent_id ?'],
  ['a seed with a byte order mark and quotes', `
  //- seeds/q.csv
  \uFEFF"Id","Full ""Name""",c
  1,2,3
  //- models/m.sql
  select * from {{ ref('q') }}`, 'Id, Full "Name", c'],
  ['a seed with another delimiter, set in YAML', `
  //- seeds/q.csv
  id;name
  1;2
  //- seeds/q.yml
  seeds: [{name: q, config: {delimiter: ';'}}]
  //- models/m.sql
  select * from {{ ref('q') }}`, 'id, name'],
  ['a seed with another delimiter, set in the project', `
  //- dbt_project.yml
  name: shop
  profile: p
  seeds:
    +delimiter: "|"
  //- seeds/q.csv
  id|first, last
  1|2
  //- models/m.sql
  select * from {{ ref('q') }}`, 'id, first, last'],
  ['a seed that looks as if it had another delimiter', `
  //- seeds/q.csv
  id;name
  1;2
  //- models/m.sql
  select * from {{ ref('q') }}`, 'id, name ?'],
  ['a seed with a column without a name', `
  //- seeds/q.csv
  id,,name
  1,2,3
  //- models/m.sql
  select * from {{ ref('q') }}`, 'id, name ?'],
  ['a version without a number in ref is the latest', `
  //- models/w_v1.sql
  select 1 as id, 2 as extra
  //- models/w_v2.sql
  select 1 as id
  //- models/w.yml
  models: [{name: w, latest_version: 1, versions: [{v: 1}, {v: 2}]}]
  //- models/m.sql
  select * from {{ ref('w') }}`, 'id, extra'],
  ['a version that a variable chooses', `
  //- models/w_v1.sql
  select 1 as id, 2 as extra
  //- models/w_v2.sql
  select 1 as id
  //- models/w.yml
  models: [{name: w, latest_version: 1, versions: [{v: 1}, {v: 2}]}]
  //- models/m.sql
  select * from {{ ref('w', v=var('v')) }}`, 'id, extra ?'],
  ['a table that reads itself', `
  //- models/m.sql
  {{ config(materialized='incremental') }}
  select * from {{ this }}`, ' ?'],
  ['a natural join merges', `
  //- models/m.sql
  select * from {{ ref('customers') }} natural join (select id, amount from {{ ref('orders') }}) o`, 'id, name, region, since, amount'],
  ['using merges', `
  //- models/m.sql
  select * from {{ ref('customers') }} c full outer join (select id, amount from {{ ref('orders') }}) o using (id)`, 'id, name, region, since, amount'],
  ['a union by position takes the names of the first', `
  //- models/m.sql
  select id, amount from {{ ref('orders') }} union all select * from (select id, since from {{ ref('customers') }})`, 'id, amount'],
];

for (const [about, files, expected, id] of COMPLETE) {
  test(`columns of ${about}`, () => {
    assert.equal(columns(project('duckdb', files), id ?? 'model.shop.m'), expected);
  });
}

test('long chains of table functions that read each other come to an end', () => {
  const chain = Array.from({ length: 800 }, (_, i) => `unnest(array_concat(t${i}, t${i})) as t${i + 1}`).join(', ');
  assert.deepEqual(unknown(model('bigquery', `select t800 from orders, unnest(tags) as t0, ${chain}`)), []);
});
