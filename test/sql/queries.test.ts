import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dialect } from '../../server/src/syntax/sql';
import { one, read, say } from './say';

function scopes(text: string, expected: string[], dialect: Dialect | null = null): void {
  const { problems } = read(text, dialect);
  assert.deepEqual(problems, [], text);
  assert.deepEqual(say(one(text, dialect).query), expected, text);
}

test('a plain select names its columns, tables and conditions', () => {
  scopes('select a, t.b as c, a + 1 as d from db.s.t as t where x = 1 order by c', [
    '#0! select; from t=db.s.t; a<-a identity; c<-t.b identity; d<-a transformation; indirect x:filter c:sort',
  ]);
});

test('CTEs are scopes without a parent, and a later name means the nearest', () => {
  scopes('with a as (select * from raw), b as (select x from a join c using (id)) select b.* from b', [
    '#0 select cte a; from raw=raw; *<- identity',
    '#1 select cte b; from a=#0; inner c=c using id; x<-x identity',
    '#2! select; from b=#1; b.*<- identity',
  ]);
  scopes('with orders as (select * from orders) select id from orders', [
    '#0 select cte orders; from orders=orders; *<- identity',
    '#1! select; from orders=#0; id<-id identity',
  ]);
  scopes('with a as (select 1 as x) select * from (with a as (select 2 as y) select * from a) s, a', [
    '#0 select cte a; x<- transformation',
    '#1! select; from s=#3; from a=#0; *<- identity',
    '#2 select cte a; y<- transformation',
    '#3 select s; from a=#2; *<- identity',
  ]);
});

test('a recursive CTE refers to itself', () => {
  scopes('with recursive t(n) as (select 1 union all select n + 1 from t) select n from t', [
    '#0 select; ?<- transformation',
    '#1 set; branches 0 2',
    '#2 select; from t=#3; ?<-n transformation',
    '#3 select cte t; from -=#1(n); n<-n identity',
    '#4! select; from t=#3; n<-n identity',
  ], 'postgres');
});

test('set operations are one scope over their branches', () => {
  scopes('select a from t union all select b from u union all select c from v order by 1', [
    '#0 select; from t=t; a<-a identity',
    '#1! set; branches 0 2 3',
    '#2 select; from u=u; b<-b identity',
    '#3 select; from v=v; c<-c identity',
  ]);
  scopes('(select a from t) union by name (select b from u limit 1)', [
    '#0 select; from t=t; a<-a identity',
    '#1! set; branches 0 2 by name',
    '#2 select; from u=u; b<-b identity',
  ], 'duckdb');
});

test('subqueries have the enclosing select as parent, derived tables only what encloses that', () => {
  scopes('select (select max(x) from u where u.id = t.id) as m from (select * from v) t where exists (select 1 from w where w.k = t.k)', [
    '#0! select; from t=#2; m<- transformation',
    '#1 select in 0; from u=u; ?<-x aggregation; indirect u.id:filter t.id:filter',
    '#2 select t; from v=v; *<- identity',
    '#3 select in 0; from w=w; ?<- transformation; indirect w.k:filter t.k:filter',
  ]);
});

test('values pass through aggregates, windows and conditions in their own ways', () => {
  scopes("select sum(a) s, sum(a) over (partition by b order by c) w, case when d > 1 then e else f end g, count(*) filter (where h) i, string_agg(j, ',' order by k) l from t", [
    '#0! select; from t=t; s<-a aggregation; w<-a b:window c:window transformation; g<-d:conditional e f transformation; i<-h:conditional aggregation; l<-j k:sort aggregation',
  ]);
});
