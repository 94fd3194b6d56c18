import type { Dialect } from '../../server/src/syntax/sql';

/** Rich statements of each dialect: material for the tests of robustness. Each is accepted without a problem. */
export const RICH: readonly { readonly dialect: Dialect; readonly text: string }[] = [
  {
    dialect: 'snowflake',
    text: `with src as (select $1:a.b[0]::int as x, t.* exclude (y) rename (z as zz), value:id::varchar v from @stage/path (file_format => 'f') t),
-- comment
flat as (select f.value:name::string as name, row_number() over (partition by a order by b desc nulls last) rn from src, lateral flatten(input => src.items, outer => true) f qualify rn = 1)
select top 10 iff(a > 1, 'x', 'y') as flag, listagg(distinct b, ',') within group (order by c) as l, try_cast(d as number(10, 2)) d2, datediff(day, s, e) as days, array_agg(o) filter (where p) /* block */
from flat at (timestamp => '2024-01-01'::timestamp) a asof join quotes q match_condition (a.ts >= q.ts) on a.k = q.k
pivot (sum(amount) for quarter in ('Q1' as q1, 'Q2')) as p (id, q1, q2)
where x ilike any ('%a%', '%b%') and y not in (select id from z where z.k = a.k) group by all having count(*) > 1 order by 1 limit 5;
merge into t using s on t.id = s.id when matched and s.del then delete when matched then update set t.a = s.a, b = coalesce(s.b, t.b) when not matched then insert (id, a) values (s.id, s.a);
create or replace dynamic table d target_lag = '1 minute' warehouse = wh as select a, b from c;
create table t (id int not null primary key, n varchar(10) default 'x' comment 'a name', foreign key (n) references u (m)) cluster by (id, n);
copy into t (a, b) from (select $1, $2 from @s) file_format = (type = csv) on_error = continue;
create procedure p() returns string language sql as $$ begin insert into a select * from b; return 'x'; end; $$;`,
  },
  {
    dialect: 'bigquery',
    text: `select as struct a.*, b.* except (c) replace (d + 1 as d), array(select as struct x from unnest(a.items) x with offset o where o < 3) as arr, struct<a int64, b string>(1, 'x') s, [1, 2][offset(0)] f,
r'raw\\d' as r, """triple ' quote""" as t, interval 1 day + date '2024-01-01' as i, safe_cast(a as int64) sc, date_trunc(dt, week(monday)) w, if(x, y, z) as c
from \`proj-x.data.table_*\` a, a.items as it, unnest([1, 2]) as n with offset as off left join my-proj.ds.t b using (k) tablesample system (10 percent)
where _table_suffix between '1' and '2' and x in unnest(@ids) qualify row_number() over w = 1 window w as (partition by k order by z rows between 1 preceding and current row);
from t |> where a > 1 |> extend a + 1 as b |> aggregate sum(b) as s group by c |> order by s desc |> limit 3;
create or replace table ds.t (id int64 not null options (description = 'key'), s struct<a array<int64>, b string>) partition by date(ts) cluster by id options (expiration_timestamp = null);
insert into t (a, b) select 1, 2 union all select 3, 4`,
  },
  {
    dialect: 'databricks',
    text: `with r as (select transform(xs, x -> x + k) as t, aggregate(xs, 0, (acc, x) -> acc + x) s, m['k'] v, c:a.b::int j from delta.\`/path\` version as of 3)
select /*+ broadcast(a) */ a.k, e.col, posexplode(arr) as (p, q), named_struct('a', 1).a, 10L, 1.5BD from r a lateral view outer explode(a.items) e as col
left semi join b on a.k <=> b.k left anti join c using (k) where a rlike '^x' group by a.k, e.col grouping sets ((k), ()) sort by k distribute by k limit 10;
insert overwrite table t partition (dt = '1') select * from values (1, 'a'), (2, 'b') as v(x, y);
create table if not exists t (a int, b string comment 'x') using delta partitioned by (b) tblproperties ('k' = 'v') location 's3://x';
merge into t using s on t.id = s.id when matched then update set * when not matched then insert *`,
  },
  {
    dialect: 'postgres',
    text: `with recursive t(n, path) as (select 1, array[1] union all select n + 1, path || n from t where n < 5), upd as (update x set a = 1 where b returning *)
select distinct on (a, b) a, b->>'k' as j, c #>> '{a,b}' as p, e'it\\'s', $tag$ body $tag$, x::numeric(10, 2)[], (r).f, extract(epoch from ts at time zone 'utc'), overlay(a placing b from 1 for 2)
from only t as q (n, p) cross join lateral (select * from u where u.id = q.n) l left join generate_series(1, 3) with ordinality g(v, o) on true, rows from (f(1), g(2)) as rf
where a is not distinct from b and c between symmetric 1 and 2 and d similar to 'x' and (a, b) overlaps (c, d) and k = any (array[1, 2]) and exists (select 1)
group by rollup (a), cube (b), grouping sets ((a, b), ()) order by a using > nulls first fetch first 3 rows with ties for update of t skip locked;
insert into t (a, b) overriding system value values (1, default), (2, 3) on conflict (a) do update set b = excluded.b where t.c returning id;
create table t (like u including all, c int generated always as identity, check (c > 0)) partition by range (c);
copy t (a, b) from stdin with (format csv)`,
  },
  {
    dialect: 'clickhouse',
    text: `with 1 as one, (select max(x) from z) as mx select quantile(0.9)(x) as q, sumIf(a, b > 1) s, arrayMap((x, y) -> x * y, a, b) m, a ? b : c as t, {p:UInt32} + one as p, tuple.1, x.2.3
from t final sample 1 / 10 array join arr as el, idx any left join u using k global asof join v on t.a = v.a and t.ts >= v.ts prewhere d = today() where a global in (select b from w)
group by a with totals order by a with fill from 1 to 10 step 2 limit 1 by a limit 5, 10 settings max_threads = 2 format JSON;
create materialized view mv to dst (a UInt8) engine = ReplacingMergeTree(v) partition by toYYYYMM(d) order by (a, b) ttl d + interval 1 month settings index_granularity = 8192 as select a from src;
insert into t (a, b) values (1, 'x') (2, 'y')`,
  },
  {
    dialect: 'duckdb',
    text: `from tbl select * exclude (a) replace (b + 1 as b), columns('x.*'), {'a': 1, b: [1, 2]} as s, map {'k': 1} m, [x * 2 for x in l if x > 1] lc, list_transform(l, lambda v: v + 1), l[1:2], a // b
where a glob 'x*' union all by name select 1 as z, from (pivot t on y using sum(p) group by c) order by all;
select * from 'file.parquet' f positional join read_csv('x.csv') c semi join d using (k) using sample 10%;
select t.a.b.c, struct_pack(k := 1), 5!, @x from t asof left join u on t.ts >= u.ts group by all having true qualify rank() over () = 1`,
  },
  { dialect: 'trino', text: `select t.a, u.x, element_at(m, 'k'), filter(xs, x -> x > 1), approx_percentile(a, 0.5) over (order by b), timestamp '2020-01-01 00:00' at time zone 'UTC', try(cast(a as json)), row(1, 'a'), json_value(j, 'lax $.a' returning varchar null on empty)
from t for timestamp as of timestamp '2024-01-01' cross join unnest(t.arr, t.m) with ordinality as u (x, k, v, o) tablesample bernoulli (10)
match_recognize (partition by a order by b measures a.price as p, last(c.ts) as l one row per match after match skip past last row pattern (a b+ c) define b as price > prev(price)) mr where true` },
  { dialect: 'tsql', text: `select top (5) with ties [a b] = x.[c d], @v as v, isnull(a, 0), convert(varchar(10), d, 120), #t.e from [dbo].[t] x with (nolock) cross apply openjson(x.j) with (k int '$.k') o outer apply f(x.id) g where a like '[a-z]%' order by a offset 5 rows fetch next 10 rows only option (recompile)
select a into #tmp from b
update x set x.a = y.b from t as x inner join u y on x.id = y.id
delete from t where id in (1, 2);
create procedure p @a int as begin if @a > 1 begin insert into t (a) select 1 end else update t set a = 2 end` },
  { dialect: 'mysql', text: `select sql_calc_found_rows a, "str" s, \`q q\`, group_concat(distinct b order by c desc separator ';') g, a <=> b, interval 1 day + now() from t1 use index (i) straight_join t2 on t1.a = t2.a where a regexp 'x' and b in (1, 2) group by a with rollup limit 1, 2 for update; # comment
insert ignore into t (a, b) values (1, 2) on duplicate key update a = values(a); replace into t set a = 1; update t1 join t2 on t1.id = t2.id set t1.a = t2.b where t2.c` },
  { dialect: 'redshift', text: `select a, i.k, approximate count(distinct b) from t, t.items as i at idx where date_part(month, d) = 1 and c ilike '%x'; create table t (id int encode zstd distkey, b varchar(max) sortkey) diststyle key; unload ('select a from t where b = ''x''') to 's3://b' iam_role 'arn' parallel off; copy t from 's3://x' iam_role 'y' json 'auto'` },
  { dialect: 'flink', text: `create table k (id bigint, ts timestamp(3), p as proctime(), watermark for ts as ts - interval '5' second, primary key (id) not enforced) with ('connector' = 'kafka', 'topic' = 'x'); insert into sink select window_start, count(*) c from table(tumble(table k, descriptor(ts), interval '1' minute)) group by window_start, window_end; select * from a join b for system_time as of a.proc as bb on a.id = bb.id` },
  { dialect: 'ksqldb', text: `create stream s (id varchar key, v int) with (kafka_topic = 't', value_format = 'json'); create table c as select id, count(*) as n, latest_by_offset(v) v from s window tumbling (size 1 hour) left join u within 1 hour on s.id = u.id group by id emit changes;` },
];
