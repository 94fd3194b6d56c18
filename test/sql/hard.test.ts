import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dialect } from '../../server/src/syntax/sql';
import { read, say, sayStatement } from './say';

/** What each statement of a text says, and no problems. */
function says(dialect: Dialect, text: string, ...expected: string[]): void {
  const file = read(text, dialect);
  assert.deepEqual(file.problems.map(p => p.message), [], text);
  assert.deepEqual(file.statements.map(sayStatement), expected, text);
}

test('lambdas and struct fields of ksqlDB', () => {
  says('ksqldb', 'select transform(items, x => x->qty * 2) as tr, reduce(items, 0, (s, x) => s + x->qty + amount) as rd, o.addr->city, o.items[1]->sku as s from o',
    'select - from from o=o: tr<-items transformation, rd<-items amount transformation, city<-o.addr transformation, s<-o.items transformation');
});

test('HAVING MAX inside an aggregate of BigQuery names no column', () => {
  says('bigquery', 'select any_value(a having max ts) as v from t', 'select - from from t=t: v<-a ts:sort aggregation');
});

test('each table of a multi-table insert gets the values written for it', () => {
  says('snowflake', "insert all when amount > 10 then into big (id, amt) values (id, amount) when region = 'eu' then into eu (id, who) values (id, name) else into rest select id, amount, region, name from e",
    'insert big into (id amt) from from -=#5: id<-id identity, amount<-amount identity',
    'insert eu into (id who) from from -=#5: id<-id identity, name<-name identity',
    'insert rest from from -=#5: *<- identity');
});

test('MERGE WITH SCHEMA EVOLUTION', () => {
  says('databricks', 'merge with schema evolution into t using s on t.id = s.id when matched then update set *', 'merge t from from t=t, left s=s: s.*<- identity');
});

test('OUTPUT INTO writes a table of its own', () => {
  says('tsql', 'delete top (10) o output deleted.id, deleted.amount into gone (id, amt) from orders o join customers c on c.id = o.customer_id',
    'delete orders from from o=orders, inner c=customers: ',
    'insert gone into (id amt) from cross inserted=orders, cross deleted=orders, cross c=customers: id<-deleted.id identity, amount<-deleted.amount identity');
  says('tsql', 'merge t using s on t.id = s.id when matched then update set t.a = s.a output $action, inserted.id into log (act, id)',
    'merge t from from t=t, left s=s: a<-s.a identity',
    'insert log into (act id) from cross inserted=t, cross deleted=t, cross s=s: ?<- transformation, id<-inserted.id identity');
});

test('a delete from several tables names none twice', () => {
  says('mysql', "delete o, c from orders o join customers c on c.id = o.customer_id where c.name = 'x'", 'delete orders from from o=orders, inner c=customers: ');
});

test('PIVOT and UNPIVOT as statements of DuckDB', () => {
  says('duckdb', "create table x as pivot t on region in ('eu', 'us') using sum(amount) as s group by city", 'create_table x from from t=t: city<-city identity, eu_s<-amount region:conditional aggregation, us_s<-amount region:conditional aggregation');
  says('duckdb', "pivot t on region in ('eu') using sum(amount)", 'select - from from t=t: * except region amount<- identity, eu<-amount region:conditional aggregation');
  says('duckdb', 'unpivot t on a, b into name kind value val', 'select - from from t=t: * except a b<- identity, kind<- transformation, val<-a b transformation');
  says('duckdb', 'select * from (unpivot t on columns(* exclude (id)))', 'select - from from -=#1: *<- identity');
});

test('CTEs that write give what RETURNING names', () => {
  const [statement] = read('with moved as (delete from orders where amount = 0 returning *), upd as (update customers c set name = m.n from moved m where m.cid = c.id returning c.id, c.name) insert into x (id) select u.id from upd u', 'postgres').statements;
  assert.deepEqual(say(statement!.query).slice(0, 2), ['#0 select cte moved; from orders=orders; *<- identity', '#1 select cte upd incomplete; from c=customers; id<-c.id identity; name<-c.name identity']);
});

test('SEARCH and CYCLE add columns', () => {
  const [statement] = read('with recursive t as (select id from o union all select o.id from o join t on o.p = t.id) search depth first by id set seq cycle id set looped using path select * from t', 'postgres').statements;
  assert.equal(say(statement!.query)[3], '#3 select cte t; from -=#1; *<- identity; seq<- transformation; looped<- transformation; path<- transformation');
});

test('USING KEY of a recursive CTE', () => {
  says('duckdb', 'with recursive t(n) using key (n) as (select a from u union select n + 1 from t) select n from t', 'select - from from t=#3: n<-n identity');
});

test('table functions that declare their columns', () => {
  says('postgres', "select * from json_table(js, '$[*]' columns (a int path '$.a', nested path '$.b[*]' columns (b text path '$'), rn for ordinality)) jt", 'select - from from jt=json_table(js){a b rn}: *<- identity');
  says('postgres', "select t.* from o, xmltable('/r' passing o.js columns a int path 'a', b text path 'b') t", 'select - from from o=o, from t=xmltable(o.js){a b}: t.*<- identity');
  says('tsql', "select * from o cross apply openjson(o.js) with (sku nvarchar(10) '$.sku', qty int) j cross apply o.x.nodes('/r') as n(v)", 'select - from from o=o, lateral j=openjson(o.js){sku qty}, lateral n=nodes(o.x)(v): *<- identity');
});

test('methods of XML columns read the column', () => {
  says('tsql', "select o.x.value('(/r)[1]', 'int') as b from o", 'select - from from o=o: b<-o.x transformation');
});

test('fields of what stands in brackets', () => {
  says('postgres', 'select (c).name as nm, (o.pay).x from customers c, orders o', 'select - from from c=customers, from o=orders: nm<-c.name transformation, x<-o.pay transformation');
});

test('objects unpivoted and streams read in FROM', () => {
  says('redshift', 'select a as k, v from o, unpivot o.details as v at a', 'select - from from o=o, lateral v=path(o.details), cross -=offset(){a}: k<-a identity, v<-v identity');
  says('databricks', 'select * from stream(raw.users)', 'select - from from users=raw.users: *<- identity');
});

test('the times of a window come from its descriptor', () => {
  const [statement] = read("select window_start from table(tumble(table orders, descriptor(ts), interval '1' minute))", 'flink').statements;
  const [input] = statement!.query!.scopes[0]!.inputs;
  assert.deepEqual(input!.source.kind === 'derived' && input!.source.columns!.map(c => c.uses.map(u => u.column)), [['ts'], ['ts'], ['ts']]);
});
