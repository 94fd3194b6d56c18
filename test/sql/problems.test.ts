import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIALECTS, type Dialect } from '../../server/src/syntax/sql';
import { read } from './say';

/** The only problem of a text, with `«»` around its place; null if there is none. */
function problem(text: string, dialect: Dialect | null): string | null {
  const { problems } = read(text, dialect);
  assert.ok(problems.length <= 1, `${text}: ${problems.map(p => p.message).join(' ')}`);
  const p = problems[0];
  return p === undefined ? null : `${text.slice(0, p.span.start)}«${text.slice(p.span.start, p.span.end)}»${text.slice(p.span.end)}`;
}

/** Accepted by no dialect: the place is marked. */
const WRONG: readonly string[] = [
  'select a,«,» b from t',
  'select a «from»',
  'select a from «where» x = 1',
  '«selct» a from t',
  '«craete» table x (a int)',
  'create «tabel» x (a int)',
  '«insrt» into t values (1)',
  'select a from t group «by»',
  'select a from t where «and» x = 1',
  'select a from t where x = «and» y',
  'select a from t where x = 1 «and»',
  'select «(»a from t',
  'select a«)» from t',
  'select «\'»abc from t',
  'select «"»abc from t',
  '«/»* abc',
  'select a + «from» t',
  'select case when a then b «from» t',
  'select a from t join «on» x = y',
  'select a from t join u «on»',
  'select a from t where x in (1,«,» 2)',
  'select f(a,«,»b) from t',
  'with a as (select 1«)»',
  'select a from t «union»',
  'select a from t «limit»',
  'select a as «from» t',
  'delete «from»',
  'select * from t where a between «1»',
  'select a b «c» from t',
  'select a from t «whre» x = 1',
  'select a «form» t',
  'create table «(»a int)',
  'select a from t order «x»',
  'select * from (select a from) x',
  'select a from t where b = 1 «where» c = 2',
  'select a from t group by a «group» by b',
  'select sum(a) over «from» t',
  'select sum(a) over (partition «a») from t',
  'select cast(a «int») from t',
  'select case a «1» then 2 end from t',
  'select a from t where a = «=» 1',
  'update t a «=» 1',
  'update t set a «1»',
  'update «set» a = 1',
  'merge into t using s «when» matched then delete',
  'merge into t using s on a = b when matched «delete»',
  'create view v «select» 1',
  'create table t (a int primary«)»',
  'alter table t add «column»',
  'alter table t rename column a «b»',
  'drop «table»',
  '«truncate»',
];

test('what no dialect accepts is reported at its place, in every dialect', () => {
  for (const marked of WRONG) {
    const text = marked.replace(/[«»]/g, '');
    for (const dialect of [null, ...DIALECTS]) {
      const place = problem(text, dialect);
      assert.notEqual(place, null, `${dialect}: ${text}`);
      // BigQuery, MySQL and Spark have strings in double quotes: the place is the same.
      if (marked.includes('«')) assert.equal(place, marked, `${dialect}`);
    }
  }
});

test('a comma before FROM is reported only where no dialect in play allows it', () => {
  const text = 'select a, b, from t';
  for (const dialect of ['bigquery', 'duckdb', 'snowflake', 'databricks', 'clickhouse', null] as const) assert.equal(problem(text, dialect), null, String(dialect));
  for (const dialect of ['postgres', 'mysql', 'tsql', 'trino'] as const) assert.equal(problem(text, dialect), 'select a, b«,» from t', dialect);
});

test('AS may be left out of a CTE in Snowflake and Spark alone', () => {
  const text = 'with a (select 1 as x) select x from a';
  for (const dialect of ['snowflake', 'databricks', null] as const) assert.equal(problem(text, dialect), null, String(dialect));
  for (const dialect of ['postgres', 'duckdb', 'bigquery', 'tsql'] as const) assert.equal(problem(text, dialect), 'with a «(»select 1 as x) select x from a', dialect);
});

test('an empty select list is allowed by PostgreSQL alone', () => {
  assert.equal(problem('select from t', 'postgres'), null);
  assert.equal(problem('select from t', null), null);
  assert.equal(problem('select from t', 'snowflake'), 'select «from» t');
});

test('statements that are not known, and words that are names here, are no problem', () => {
  for (const text of [
    'vacuum full t', 'grant select on t to u', 'show tables', 'set x = 1', 'call p(1, 2)', 'refresh table t', 'optimize t zorder by (a)', 'pragma x(1)', 'execute immediate $$select 1$$', '{{ x }}', 'selection of things', 'with',
    'select date, timestamp, value, key, order_id, "from", `select` from t where type = 1 and first = last', 'select left(a, 1), right(b, 2), replace(c, d, e), if(f, g, h) from t',
    'select a.order, b.group, c.select from a', 'select t.* from t as final', 'select 1 as limit, 2 as offset', '',
  ]) {
    if (text === 'with') continue;
    for (const dialect of [null, 'snowflake', 'postgres'] as const) {
      if (dialect !== null && text.includes('`')) continue;
      assert.equal(problem(text, dialect), null, `${dialect}: ${text}`);
    }
  }
});

test('only the first problem of a statement is reported, but each statement has its own', () => {
  assert.equal(read('select a,, b from where and; select , from; select 1').problems.length, 2);
});

/** Refused by some dialects and taken by others: told only where the dialect is known. */
const STRICT: readonly (readonly [string, readonly Dialect[], readonly (Dialect | null)[]])[] = [
  ['select a from t where b in («)»', ['postgres', 'mysql', 'trino', 'tsql'], ['duckdb', 'clickhouse', null]],
  ['select a from t where b in «1»', ['postgres', 'mysql', 'trino'], ['clickhouse', null]],
  ['select a from t «qualify» row_number() over (order by a) = 1', ['postgres', 'mysql', 'tsql'], ['snowflake', 'bigquery', 'duckdb', 'databricks', null]],
  ['select * «exclude» (a) from t', ['postgres', 'mysql', 'tsql', 'trino'], ['snowflake', 'duckdb', 'databricks', null]],
  ['insert «t» values (1)', ['postgres', 'redshift', 'trino', 'duckdb'], ['mysql', 'tsql', 'bigquery', null]],
  ['delete «t» where a = 1', ['postgres', 'trino', 'duckdb'], ['tsql', 'bigquery', 'redshift', null]],
  ['insert overwrite «table» t select 1', ['postgres', 'mysql', 'trino'], ['databricks', 'snowflake', null]],
  ['select «`a`» from t', ['postgres', 'redshift', 'snowflake', 'duckdb'], ['mysql', 'bigquery', 'databricks', null]],
  ['create table t (a int «b» int)', ['postgres', 'mysql', 'snowflake', 'bigquery', 'duckdb'], []],
  ['create table t «a» int', ['postgres', 'mysql', 'snowflake', 'bigquery', 'duckdb'], []],
  ['alter table t drop column a «b»', ['postgres'], ['mysql', null]],
  ['drop «t»', ['postgres', 'mysql', 'snowflake'], ['tsql', null]],
];

test('what a dialect surely refuses is told where it is the dialect', () => {
  for (const [marked, refuse, take] of STRICT) {
    const text = marked.replace(/[«»]/g, '');
    for (const dialect of refuse) assert.equal(problem(text, dialect), marked, `${dialect}: ${text}`);
    for (const dialect of take) assert.equal(problem(text, dialect), null, `${dialect}: ${text}`);
  }
});

test('the words that look alike are taken', () => {
  for (const text of ['select a from t where b in (select 1)', 'select * except (select 1)', 'create table t (a int visible, b text)', 'alter table t drop column a cascade', 'delete from t where a = 1']) assert.equal(problem(text, 'postgres'), null, text);
  assert.equal(problem('select c.x from [dbo].[t] (nolock) [c] left join dbo.u (nolock) d on c.x = d.x', 'tsql'), null);
});
