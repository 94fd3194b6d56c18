import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, sayStatement } from './say';

/** Statements in union mode, and what is read of them, one line each. */
const CASES: readonly { readonly text: string; readonly facts: readonly string[] }[] = [
  {
    text: "create or replace temporary table if not exists db.s.t (id int64 not null options (description='key'), name varchar(10) default 'x' comment 'n', amt numeric(10, 2) references u (k), tags array<struct<a int, b string>>, primary key (id), foreign key (name) references v (w), unique (amt)) partition by date(ts) cluster by id, name options (expiration = 3, labels = [('a', 'b')]) as select 1;",
    facts: [
      "create_table db.s.t orReplace ifNotExists temporary (id int64 not null key # key, name varchar(10) -> v.w = 'x' # n, amt numeric(10,2) unique -> u.k, tags array<struct<a int,b string>>) with partition_by=date(ts); cluster_by=id, name; expiration=3; labels=[('a', 'b')] from : ?<- transformation",
    ],
  },
  {
    text: "create external table e (a int, b string) partitioned by (dt string, h int) row format delimited stored as parquet location 's3://x' tblproperties ('k' = 'v');",
    facts: [
      'create_external_table e (a int, b string, dt string, h int) with partition_by=dt string, h int; format=delimited; location=s3://x; k=v',
    ],
  },
  {
    text: 'create materialized view mv distkey (a) sortkey (a, b) as select a, sum(b) b from t group by a;',
    facts: [
      'create_materialized_view mv with distkey=a; sortkey=a, b from from t=t: a<-a identity, b<-b aggregation',
    ],
  },
  {
    text: 'create materialized view mv2 to dst (x UInt8) engine = MergeTree order by x as select x from src;',
    facts: [
      'create_materialized_view mv2 (x uint8) with to=dst; engine=MergeTree; order_by=x from from src=src: x<-x identity',
    ],
  },
  {
    text: "create table c1 clone db.t at (timestamp => 'x'); create table c2 like other; create stream st on table base append_only = true;",
    facts: [
      'create_table c1 reads db.t',
      'create_table c2 reads other',
      'create_stream st reads base with append_only=true',
    ],
  },
  {
    text: "create task tk warehouse = w schedule = '1 minute' after a, b as insert into z select * from y;",
    facts: [
      'create_task tk with warehouse=w; schedule=1 minute',
      'insert z from from y=y: *<- identity',
    ],
  },
  {
    text: 'create pipe pp auto_ingest = true as copy into t from @stage/p file_format = (type = csv);',
    facts: [
      'create_pipe pp with auto_ingest=true',
      'copy t reads @stage/p with file_format=(type = csv)',
    ],
  },
  {
    text: "create stage sg url = 's3://x' file_format = (type = json);",
    facts: [
      'create_stage sg with url=s3://x; file_format=(type = json)',
    ],
  },
  {
    text: "create table k (id bigint, ts timestamp(3), watermark for ts as ts - interval '5' second, primary key (id) not enforced) with ('connector' = 'kafka', 'topic' = 'x');",
    facts: [
      "create_table k (id bigint key, ts timestamp(3)) with watermark=ts as ts - interval '5' second; connector=kafka; topic=x",
    ],
  },
  {
    text: "create table ch (a UInt64, b Nullable(String) default 'x' codec(ZSTD), index ix a type minmax) engine = ReplacingMergeTree(v) partition by toYYYYMM(d) order by (a, b) ttl d + interval 1 month settings index_granularity = 8192;",
    facts: [
      "create_table ch (a uint64, b nullable(string) = 'x') with engine=ReplacingMergeTree(v); partition_by=toYYYYMM(d); order_by=a, b; ttl=d + interval 1 month; index_granularity=8192",
    ],
  },
  {
    text: 'alter table a.b add column c int not null, drop column d, rename column e to f; alter table t rename to u; alter table t add (x int, y text); alter table t alter column a type int; alter table t swap with u;',
    facts: [
      'alter a.b (c int not null) with drop_column=d; rename_column=e to f',
      'rename t with rename_to=u',
      'alter t (x int, y text)',
      'alter t with alter_column=a; type=int',
      'alter t reads u with swap_with=u',
    ],
  },
  {
    text: "insert into t (a, b) values (1, 'x'), (2, 'y') on conflict do nothing; insert overwrite table t partition (dt = '1') select * from s; insert into t by name select 1 as a; insert all into a (x) values (y) into b select y from c;",
    facts: [
      'insert t into (a b) from : column1<- transformation, column2<- transformation',
      "insert t overwrite with partition=(dt = '1') from from s=s: *<- identity",
      'insert t with by_name=true from : a<- transformation',
      'insert a into (x) from from -=#2: y<-y identity',
      'insert b from from -=#2: *<- identity',
    ],
  },
  {
    text: 'merge into t using (select * from s) as s on t.id = s.id when matched and s.d then delete when matched then update set a = s.a, t.b = t.b + s.b when not matched then insert (id, a) values (s.id, s.a);',
    facts: [
      'merge t from from t=t, left s=#1: a<-s.a s.a identity, b<-t.b s.b transformation, id<-s.id identity',
    ],
  },
  {
    text: 'update t as x set a = y.a, b = 1 from y where x.id = y.id; update t set (a, b) = (select c, d from u where u.id = t.id); delete from t using u where t.id = u.id;',
    facts: [
      'update t from from x=t, from y=y: a<-y.a identity, b<- transformation',
      'update t from from t=t: a<- transformation, b<- transformation',
      'delete t from from t=t, from u=u: ',
    ],
  },
  {
    text: "copy into t (a, b) from (select $1, $2 from @s) file_format = (type = csv) on_error = continue; copy t from 's3://b' iam_role 'arn'; copy (select a from t) to 'x.csv'; copy into @st/x from t;",
    facts: [
      'copy t into (a b) with file_format=(type = csv); on_error=continue from from @s=@s: ?<- transformation, ?<- transformation',
      'copy t with location=s3://b',
      'copy - with location=x.csv from from t=t: a<-a identity',
      'copy @st/x reads t',
    ],
  },
  {
    text: "unload ('select a, b from t') to 's3://b' iam_role 'x'; export data options (uri = 'gs://x', format = 'csv') as select a from t;",
    facts: [
      'unload - with location=s3://b from from t=t: a<-a identity, b<-b identity',
      'unload - with uri=gs://x; format=csv from from t=t: a<-a identity',
    ],
  },
  {
    text: "truncate table t; drop table if exists a.b cascade; drop view v; use schema a.b; use wh; comment on column a.b.c is 'it''s'; comment on table t is 'x';",
    facts: [
      'truncate t',
      'drop a.b',
      'drop v',
      'use - with schema=a.b',
      'use - with database=wh',
      "comment a.b with column=c; comment=it's",
      'comment t with comment=x',
    ],
  },
  {
    text: "create or replace procedure p(a int) returns string language sql as $$ begin insert into x select * from y; if (a > 1) then update z set q = 1; end if; return 'x'; end; $$;",
    facts: [
      'create_other p orReplace',
      'insert x from from y=y: *<- identity',
      'update z from from z=z: q<- transformation',
      'other -',
    ],
  },
  {
    text: 'create function f(x int) returns int language python as $$ insert into no select 1 $$;',
    facts: [
      'create_other f',
    ],
  },
  {
    text: 'select a into new_t from old_t; with q as (select 1 as a) insert into t select a from q; with q as (select 1 as id) update t set a = q.id from q where t.id = q.id;',
    facts: [
      'create_table new_t from from old_t=old_t: a<-a identity',
      'insert t from from q=#0: a<-a identity',
      'update t from from t=t, from q=#0: a<-q.id identity',
    ],
  },
  {
    text: 'from src insert overwrite table a select x insert into b select y where z;',
    facts: [
      'insert a overwrite from from src=src: x<-x identity',
      'insert b from from src=src: y<-y identity',
    ],
  },
  {
    text: 'begin transaction; commit; begin insert into t select 1; end; declare x int default 1; if x > 1 then delete from t; end if; for r in (select 1) do insert into q select 2; end for;',
    facts: [
      'other -',
      'other -',
      'insert t from : ?<- transformation',
      'other -',
      'delete t from from t=t: ',
      'insert q from : ?<- transformation',
    ],
  },
  {
    text: 'grant select on t to u; create index i on t (a, b); explain select 1; refresh materialized view m; create view v (a, b) as with q as (select 1 x, 2 y) select * from q; replace into t set a = 1;',
    facts: [
      'other -',
      'create_other i reads t',
      'other -',
      'other -',
      'create_view v (a, b) from from q=#0: *<- identity',
      'insert t from : a<- transformation',
    ],
  },
];

for (const { text, facts } of CASES) {
  test(text.slice(0, 90), () => {
    const file = read(text);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(file.statements.map(sayStatement), facts);
  });
}

test('the statements of T-SQL need no semicolon', () => {
  const text = 'select a from t\ninsert into u (a) select 1\nupdate v set a = 1\nGO\ndelete from w where x = 1';
  assert.deepEqual(read(text, 'tsql').statements.map(s => s.kind), ['select', 'insert', 'update', 'delete']);
});

test('statements that are not known are of kind other and take nothing of their neighbours', () => {
  const { statements, problems } = read('grant a on b to c; select 1; frobnicate the (thing; select 2', 'postgres');
  assert.deepEqual(statements.map(s => s.kind), ['other', 'select', 'other', 'select']);
  assert.deepEqual(problems, []);
});
