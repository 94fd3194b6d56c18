import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify, completionContext, readSql } from '../../server/src/syntax/sql';

/** `|` is the cursor. Gives `kind clause`, the qualifier after a dot, what is replaced, and the inputs of the scope. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const c = completionContext(text, 0, text.length, offset, null);
  const scope = readSql(text, 0, text.length, { dialect: null }).statements[c.statement]?.query?.scopes[c.scope];
  const replaced = text.slice(c.replace.start, c.replace.end);
  return [c.kind, c.clause ?? '-', c.qualifier === null ? '' : `.${c.qualifier.join('.')}`, replaced === '' ? '' : `<${replaced}>`, scope === undefined ? '' : `[${scope.inputs.map(i => i.name).join(' ')}]`].filter(Boolean).join(' ');
}

const CASES: readonly (readonly [string, string])[] = [
  ['sel|', 'statement - <sel>'],
  ['|', 'statement -'],
  ['select |', 'column select []'],
  ['select a, | from t', 'column select [t]'],
  ['select a, b.| from t as b', 'column select .b [b]'],
  ['select a.|\nfrom t a\nwhere x', 'column select .a [a]'],
  ['select cus| from t', 'column select <cus> [t]'],
  ['select a from |', 'table from []'],
  ['select a from db.|', 'table from .db [db]'],
  ['select a from t join |', 'table join [t]'],
  ['select a from t join u on |', 'column on [t u]'],
  ['select a from t join u on t.|', 'column on .t [t u]'],
  ['select a from t join u using (|)', 'column on [t u]'],
  ['select a from t where x = | and y', 'column where [t]'],
  ['select a from t group by |', 'column group_by [t]'],
  ['select a from t order by a, |', 'column order_by [t]'],
  ['select a from t having |', 'column having [t]'],
  ['select a from t limit |', 'none limit [t]'],
  ['select a as | from t', 'alias select [t]'],
  ['select a from t |', 'keyword from [t]'],
  ['select (select | from u) from t', 'column select [u]'],
  ['select (select x from u where u.|) from t', 'column where .u [u]'],
  ['with a as (select x from t) select | from a', 'column select [a]'],
  ['with a as (select | from t) select y from a', 'column select [t]'],
  ['select x from (select | from u) q', 'column select [u]'],
  ['select a from t union all select | from u', 'column select [u]'],
  ['select case when | then 1 end from t', 'column select [t]'],
  ['select count(*) over (partition by |) from t', 'column select [t]'],
  ['insert into |', 'table insert'],
  ['insert into t (|', 'insert_column insert'],
  ['insert into t (a, |) select 1', 'insert_column insert []'],
  ['update t set |', 'column set [t]'],
  ['delete from t where |', 'column where [t]'],
  ['merge into t using s on t.id = |', 'column on [t s]'],
  ['create view v as select | from t', 'column select [t]'],
  ['select * from t; select | from u', 'column select [u]'],
  ["select 'a|b' from t", 'none -'],
  ['select a -- comm|ent\nfrom t', 'none -'],
  ['select 1.|', 'none -'],
];

test('what may stand at the cursor', () => {
  for (const [marked, expected] of CASES) assert.equal(at(marked), expected, marked);
});

test('any offset of a half-typed text has an answer', () => {
  const text = "with a as (select x, y.z fro t where 'q) insert into t (a, select \"u\" merge /* */ -- x\n update";
  for (let offset = -1; offset <= text.length + 1; offset++) {
    const c = completionContext(text, 0, text.length, offset, null);
    assert.ok(0 <= c.replace.start && c.replace.start <= c.replace.end && c.replace.end <= text.length);
  }
});

test('tokens are told apart for highlighting', () => {
  const text = "select count(t.date), 'x' as \"q\", :p + 1.5 /* c */ from __pw_hole_1";
  assert.equal(
    classify(text, 0, text.length, 'postgres').map(t => `${text.slice(t.span.start, t.span.end)}:${t.kind}`).join(' '),
    "select:keyword count:function (:punctuation t:name .:punctuation date:name ):punctuation ,:punctuation 'x':string as:keyword \"q\":name ,:punctuation :p:parameter +:operator 1.5:number /* c */:comment from:keyword __pw_hole_1:hole",
  );
});
