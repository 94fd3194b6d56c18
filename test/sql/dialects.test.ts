import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dialect } from '../../server/src/syntax/sql';
import { read, say } from './say';

/** What each dialect has of its own, with the facts that must come of it. */
const CASES: readonly { readonly dialect: Dialect | null; readonly text: string; readonly facts: readonly string[] }[] = [
  {
    dialect: 'snowflake',
    text: "select f.value:name::string as n, f.index, t.data:a.b[0] x from t, lateral flatten(input => t.items, path => 'x') f",
    facts: [
      '#0! select; from t=t; lateral f=flatten(t.items){seq key path index value this}; n<-f.value transformation; index<-f.index identity; x<-t.data transformation',
    ],
  },
  {
    dialect: 'snowflake',
    text: "select * from table(flatten(input => parse_json('[1]'))) f, table(generator(rowcount => 3)) g, table(my_udtf(t.a)) u",
    facts: [
      '#0! select; from f=flatten(){seq key path index value this}; from g=generator(); from u=my_udtf(t.a); *<- identity',
    ],
  },
  {
    dialect: 'snowflake',
    text: "select * from s pivot (sum(amount) for q in ('Q1' as q1, 'Q2')) as p (id, q1, q2)",
    facts: [
      "#0! select; from p=derived[from s=s]{q1 'Q2'} keeps all but amount q(id q1 q2); *<- identity",
    ],
  },
  {
    dialect: 'snowflake',
    text: 'select * from s unpivot (v for k in (a, b))',
    facts: [
      '#0! select; from -=derived[from s=s]{k v} keeps all but a b; *<- identity',
    ],
  },
  {
    dialect: 'snowflake',
    text: "select iff(a > 1, b, c) x, datediff(day, a, b) d, a ilike any ('x', 'y') l, object_construct('k', v, 'w', sum(z)) o, array_agg(x) within group (order by y) g from t",
    facts: [
      '#0! select; from t=t; x<-a:conditional b c transformation; d<-a b transformation; l<-a transformation; o<-v:transformation z aggregation; g<-x y:sort aggregation',
    ],
  },
  {
    dialect: 'snowflake',
    text: 'select a, b as a2, a2 + 1 as c from t qualify row_number() over (partition by a order by b) = 1',
    facts: [
      '#0! select; from t=t; a<-a identity; a2<-b identity; c<-a2 transformation; indirect a:filter b:filter',
    ],
  },
  {
    dialect: 'snowflake',
    text: 'select t.$1, $2 as b, metadata$filename from @stage/p t',
    facts: [
      '#0! select; from t=@stage/p; $1<- transformation; b<- transformation; metadata$filename<-metadata$filename identity',
    ],
  },
  {
    dialect: 'snowflake',
    text: 'select * exclude (a, b) rename (c as d) replace (x + 1 as x) from t',
    facts: [
      '#0! select; from t=t; * except a b replace x<-x transformation rename c>d<- identity',
    ],
  },
  {
    dialect: 'snowflake',
    text: 'select * from a left join (b inner join c on b.x = c.x) on a.y = b.y natural join d',
    facts: [
      '#0! select; from a=a; left b=b; inner c=c; inner natural d=d; *<- identity; indirect b.x:join c.x:join a.y:join b.y:join',
    ],
  },
  {
    dialect: 'bigquery',
    text: 'select it.x, o, item from t, t.items as it with offset as o, unnest(t.arr) item left join u using (a, b)',
    facts: [
      '#0! select; from t=t; lateral it=unnest(t.items); cross -=offset(){o}; from item=unnest(t.arr); left u=u using a b; x<-it.x identity; o<-o identity; item<-item identity',
    ],
  },
  {
    dialect: 'bigquery',
    text: 'select as struct a.*, array(select x from unnest(a.xs) x) ys, struct(b as c, d) s, (select as struct 1 as z).z from a',
    facts: [
      '#0! select; from a=a; a.*<- identity; ys<- transformation; s<-b d transformation; z<- transformation',
      '#1 select in 0; from x=unnest(a.xs); x<-x identity',
      '#2 select in 0; z<- transformation',
    ],
  },
  {
    dialect: 'bigquery',
    text: 'from t |> where a > 1 |> extend a + 1 as b |> aggregate sum(b) as s, count(*) group by c |> rename s as total |> drop c |> join u using (k) |> select total, u.x',
    facts: [
      '#0 select; from t=t; *<- identity',
      '#1 select; from -=#0; *<- identity; indirect a:filter',
      '#2 select; from -=#1; *<- identity; b<-a transformation',
      '#3 select; from -=#2; c<-c identity; s<-b aggregation; ?<- aggregation; indirect c:group_by',
      '#4 select; from -=#3; * rename s>total<- identity',
      '#5 select; from -=#4; * except c<- identity',
      '#6 select; from -=#5; inner u=u using k; *<- identity',
      '#7! select; from -=#6; total<-total identity; x<-u.x identity',
    ],
  },
  {
    dialect: 'bigquery',
    text: "select date_trunc(d, month), extract(year from ts) y, safe.parse_date('%Y', s) p, countif(x > 1) n, if(a, b, c) i, `p.d.t`.col from `p.d.t`",
    facts: [
      '#0! select; from t=p.d.t; ?<-d transformation; y<-ts transformation; p<-s transformation; n<-x aggregation; i<-a:conditional b c transformation; col<-p.d.t.col identity',
    ],
  },
  {
    dialect: 'bigquery',
    text: 'select * except (a) replace (b * 2 as b) from my-proj.ds.t_*  for system_time as of current_timestamp() as x',
    facts: [
      '#0! select; from x=my-proj.ds.t_*; * except a replace b<-b transformation<- identity',
    ],
  },
  {
    dialect: 'databricks',
    text: "select transform(xs, x -> x.a + k) t, m['k'] v, c:a.b::int j, explode(m) as (k1, v1), named_struct('a', z).a from r lateral view outer posexplode(r.items) e as p, c",
    facts: [
      '#0! select; from r=r; lateral e=posexplode(r.items){p c}; t<-xs k transformation; v<-m transformation; j<-c transformation; k1<-m transformation; v1<-m transformation; a<-z transformation',
    ],
  },
  {
    dialect: 'databricks',
    text: 'from t select a, b where c = 1 group by all',
    facts: [
      '#0! select; from t=t; a<-a identity; b<-b identity; indirect c:filter',
    ],
  },
  {
    dialect: 'databricks',
    text: 'select a from t left semi join u on t.k = u.k left anti join w using (k)',
    facts: [
      '#0! select; from t=t; semi u=u; anti w=w using k; a<-a identity; indirect t.k:join u.k:join',
    ],
  },
  {
    dialect: 'postgres',
    text: "select distinct on (a) a, b->>'k' as j, x::int, lower(y), coalesce(z, 1), case when w then 1 end, count(*), cast(q as text), (r).f, array[m, n] from t, lateral (select t.a + 1 as v) l",
    facts: [
      '#0! select; from t=t; lateral l=#1; a<-a identity; j<-b transformation; x<-x transformation; lower<-y transformation; coalesce<-z transformation; case<-w:conditional transformation; count<- aggregation; q<-q transformation; f<-r.f transformation; ?<-m n transformation; indirect a:group_by',
      '#1 select l in 0; v<-t.a transformation',
    ],
  },
  {
    dialect: 'postgres',
    text: 'select g, o, s.v from generate_series(1, t.n) as g, unnest(t.arr) with ordinality as u(e, o) left join lateral jsonb_each(t.j) s on true',
    facts: [
      '#0! select; from g=generate_series(t.n){g}; from u=unnest(t.arr){u ordinality}(e o); left s=jsonb_each(t.j){key value}; g<-g identity; o<-o identity; v<-s.v identity',
    ],
  },
  {
    dialect: 'postgres',
    text: "select string_agg(a, ',' order by b) filter (where c), percentile_cont(0.5) within group (order by d), rank() over w, substring(e from 1 for 2), position('x' in f), trim(both ' ' from g), extract(epoch from h), overlay(i placing j from 1), i at time zone tz from t window w as (partition by p order by q)",
    facts: [
      '#0! select; from t=t; string_agg<-a b:sort c:conditional aggregation; percentile_cont<-d aggregation; rank<- transformation; substring<-e transformation; position<-f transformation; trim<-g transformation; extract<-h transformation; overlay<-i j transformation; ?<-i tz transformation; indirect p:window q:window',
    ],
  },
  {
    dialect: 'postgres',
    text: 'select * from (values (1, a.x), (2, 3)) as v(p, q), rows from (f(1)) r, only t u',
    facts: [
      '#0! select; from v=#1(p q); from r=rows from(); from u=t; *<- identity',
      '#1 values v; column1<- transformation; column2<-a.x identity',
    ],
  },
  {
    dialect: 'postgres',
    text: 'select a from t where (b, c) in (select x, y from u where u.z = t.z) and d = any (array[1]) and exists (select 1 from w) and not e is distinct from f',
    facts: [
      '#0! select; from t=t; a<-a identity; indirect b:filter c:filter d:filter e:filter f:filter',
      '#1 select in 0; from u=u; x<-x identity; y<-y identity; indirect u.z:filter t.z:filter',
      '#2 select in 0; from w=w; ?<- transformation',
    ],
  },
  {
    dialect: 'duckdb',
    text: "from t select columns('x'), * exclude a, {'k': v, w: [1, z]} s, list_transform(l, lambda x: x + y) f, [q * 2 for q in l if q > m] c, j->>'a' g, l[1:n] h",
    facts: [
      '#0! select; from t=t; ?<- transformation; * except a<- identity; s<-v z transformation; f<-l y transformation; c<-l m transformation; g<-j transformation; h<-l n transformation',
    ],
  },
  {
    dialect: 'duckdb',
    text: 'select a from t union all by name select b from u except select c from w',
    facts: [
      '#0 select; from t=t; a<-a identity',
      '#1 set; branches 0 2 by name',
      '#2 select; from u=u; b<-b identity',
      '#3! set; branches 1 4',
      '#4 select; from w=w; c<-c identity',
    ],
  },
  {
    dialect: 'duckdb',
    text: 'select x from range(10) r(x) semi join t using (x) positional join v',
    facts: [
      '#0! select; from r=range(){range}(x); semi t=t using x; cross v=v; x<-x identity',
    ],
  },
  {
    dialect: 'clickhouse',
    text: 'with 1 as one, max(x) over () as mx select quantile(0.9)(v) q, sumIf(a, b) s, any(c) d, arrayMap((x, y) -> x + y + z, l, m), one + e f, a ? b : c t from t final array join arr as el, i any left join u on t.k = u.k prewhere p limit 1 by k',
    facts: [
      '#0! select; from t=t; lateral -=array join(arr){el}; lateral -=array join(i){i}; left u=u; q<-v aggregation; s<-a b aggregation; d<-c aggregation; ?<-z l m transformation; f<-e transformation; t<-a b c transformation; indirect t.k:join u.k:join p:filter k:group_by',
    ],
  },
  {
    dialect: 'trino',
    text: 'select u.x, o, filter(xs, x -> x > lim) f from t cross join unnest(t.a, t.b) with ordinality as u (x, y, o) tablesample bernoulli (10)',
    facts: [
      '#0! select; from t=t; cross u=unnest(t.a t.b)(x y o); x<-u.x identity; o<-o identity; f<-xs lim transformation',
    ],
  },
  {
    dialect: 'trino',
    text: 'select * from t match_recognize (partition by a order by b measures a1.price as p, last(c.ts) as l one row per match pattern (a1 b+) define b as price > prev(price)) as mr',
    facts: [
      '#0! select; from mr=derived[from t=t]{a p l} keeps none; *<- identity',
    ],
  },
  {
    dialect: 'tsql',
    text: 'select top 5 [a b], x = y + 1, isnull(z, 0) w, convert(varchar(10), d, 120) c into #tmp from [dbo].[t] as t with (nolock) cross apply openjson(t.j) o outer apply dbo.f(t.id) g',
    facts: [
      '#0! select; from t=dbo.t; lateral o=openjson(t.j){key value type}; lateral g=f(t.id); a b<-a b identity; x<-y transformation; w<-z transformation; c<-d transformation',
    ],
  },
  {
    dialect: 'mysql',
    text: "select a 'al', group_concat(distinct b order by c separator ';') g, interval 1 day + d e, f <=> h from t1 use index (i) straight_join t2 on t1.a = t2.a group by a with rollup",
    facts: [
      '#0! select; from t1=t1; inner t2=t2; al<-a identity; g<-b c:sort aggregation; e<-d transformation; ?<-f h transformation; indirect t1.a:join t2.a:join a:group_by',
    ],
  },
  {
    dialect: 'flink',
    text: "select window_start, count(*) c from table(tumble(table k, descriptor(ts), interval '1' minute)) group by window_start, window_end",
    facts: [
      '#0! select; from k=derived[from k=k]{window_start window_end window_time} keeps all; window_start<-window_start identity; c<- aggregation; indirect window_start:group_by window_end:group_by',
    ],
  },
  {
    dialect: 'ksqldb',
    text: 'select s.id, latest_by_offset(v) v from s window tumbling (size 1 hour) left join u within 1 hour on s.id = u.id group by s.id emit changes',
    facts: [
      '#0! select; from s=s; left u=u; id<-s.id identity; v<-v aggregation; indirect s.id:join u.id:join s.id:group_by',
    ],
  },
  {
    dialect: null,
    text: "select a, b from t1 natural left join t2, t3 cross join t4 full outer join t5 on t5.x = t1.x where a not between b and c + 1 and d like e escape '!' and f is not null",
    facts: [
      '#0! select; from t1=t1; left natural t2=t2; from t3=t3; cross t4=t4; full t5=t5; a<-a identity; b<-b identity; indirect t5.x:join t1.x:join a:filter b:filter c:filter d:filter e:filter f:filter',
    ],
  },
  {
    dialect: null,
    text: 'select a from t group by rollup (a, b), cube (c), grouping sets ((d, e), ()) having sum(f) > 1 order by g desc nulls last, 2 limit 3 offset 4',
    facts: [
      '#0! select; from t=t; a<-a identity; indirect a:group_by b:group_by c:group_by d:group_by e:group_by f:filter g:sort',
    ],
  },
  {
    dialect: null,
    text: "select date '2020-01-01' d, timestamp '2020' t, interval '1' day i, -1 m, 'x' || y z, null n, true b, 1.5 f, current_date c, 'it''s' q",
    facts: [
      '#0! select; d<- transformation; t<- transformation; i<- transformation; m<- transformation; z<-y transformation; n<- transformation; b<- transformation; f<- transformation; c<- transformation; q<- transformation',
    ],
  },
  {
    dialect: null,
    text: 'select t.a.b.c, (select max(x) from u) + 1 s, exists (select 1 from v) e, w in (select k from z) i from t',
    facts: [
      '#0! select; from t=t; c<-t.a.b.c identity; s<- transformation; e<- transformation; i<-w transformation',
      '#1 select in 0; from u=u; ?<-x aggregation',
      '#2 select in 0; from v=v; ?<- transformation',
      '#3 select in 0; from z=z; k<-k identity',
    ],
  },
];

for (const { dialect, text, facts } of CASES) {
  test(`${dialect ?? 'union'}: ${text.slice(0, 90)}`, () => {
    const file = read(text, dialect);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(file.statements.flatMap(s => say(s.query)), facts);
  });
}
