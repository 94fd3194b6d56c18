import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIALECTS } from '../../server/src/syntax/sql';
import { RICH } from './fixtures';
import { one, read, say } from './say';

const H = '__pw_hole_1';

test('a hole may stand anywhere in a query', () => {
  const expected: readonly (readonly [string, string[]])[] = [
    [`select ${H} from t`, ['#0! select incomplete; from t=t; ?<- transformation opaque']],
    [`select a, ${H}, b from t`, ['#0! select incomplete; from t=t; a<-a identity; ?<- transformation opaque; b<-b identity']],
    [`select ${H} as a, t.${H} as b, ${H}.c from t`, ['#0! select; from t=t; a<- transformation opaque; b<- transformation opaque; c<- transformation opaque']],
    [`select a ${H}, b from t`, ['#0! select incomplete; from t=t; a<-a identity; ?<- transformation opaque; b<-b identity']],
    [`select ${H} t.a, b from t`, ['#0! select; from t=t; a<-t.a transformation opaque; b<-b identity']],
    [`select * from ${H}`, [`#0! select; from -=${H}; *<- identity`]],
    [`select * from t ${H} where a = 1 ${H}`, ['#0! select incomplete; from t=t; *<- identity; indirect a:filter']],
    [`select a from t where ${H} group by ${H} order by ${H} limit ${H}`, ['#0! select; from t=t; a<-a identity']],
    [`with a as (${H}) select * from a`, ['#0 opaque cte a incomplete', '#1! select; from a=#0; *<- identity']],
    [`with a as (select 1 as x), ${H} b as (select 2 as y) select * from b`, ['#0 select cte a; x<- transformation', '#1 select cte b; y<- transformation', '#2! select; from b=#1; *<- identity']],
    [`with ${H} select * from a`, ['#0! select; from a=a; *<- identity']],
    [H, ['#0! opaque incomplete']],
    [`${H} select a from t`, ['#0! select; from t=t; a<-a identity']],
    [`select a from t union all ${H}`, ['#0 select; from t=t; a<-a identity', '#1! set; branches 0 2', '#2 opaque incomplete']],
    [`select stg_${H}_x as a from stg_${H}_t`, [`#0! select; from -=stg_${H}_t; a<- transformation opaque`]],
    [`select * from (${H}) x join t on ${H}`, ['#0! select; from x=#1; inner t=t; *<- identity', '#1 opaque x incomplete']],
    [`select ${H}(a) x, sum(${H}) y, '${H}' z from t`, ['#0! select; from t=t; x<-a transformation opaque; y<- aggregation opaque; z<- transformation opaque']],
    [`select ${H} over (partition by a) as x from t`, ['#0! select; from t=t; x<-a:window transformation opaque']],
  ];
  for (const [text, facts] of expected) {
    assert.deepEqual(say(one(text, 'snowflake').query), facts, text);
    for (const dialect of [null, ...DIALECTS]) assert.deepEqual(read(text, dialect).problems, [], `${dialect}: ${text}`);
  }
});

test('a placeholder of a relation is a table, and answers to the name the caller gives', () => {
  const text = 'select orders.id from __pw_rel_________ where orders.x';
  const { statements } = read(text, 'snowflake', { relationName: start => (start === text.indexOf('__pw') ? 'orders' : null) });
  assert.deepEqual(say(statements[0]!.query), ['#0! select; from orders=__pw_rel_________; id<-orders.id identity; indirect orders.x:filter']);
});

test('no problem is reported beside blanks that were Jinja', () => {
  const text = 'select a,          from t';
  assert.equal(read(text, 'postgres').problems.length, 1);
  assert.deepEqual(read(text, 'postgres', { holes: [{ start: 10, end: 18 }] }).problems, []);
  assert.equal(read(text, 'postgres', { holes: [{ start: 100, end: 118 }] }).problems.length, 1);
});

test('a hole in the place of any one token of a rich statement makes no problem', () => {
  for (const { dialect, text } of RICH) {
    const words = [...text.matchAll(/(?<![\w$'"`@.\\])[a-z_]+(?![\w$'"`])/g)];
    for (const word of words) {
      const holed = `${text.slice(0, word.index)}__pw_hole_${text.slice(word.index + word[0].length)}`;
      assert.deepEqual(read(holed, dialect).problems.map(p => `${p.message} in ${holed.slice(Math.max(0, word.index - 60), word.index + 60)}`), []);
    }
  }
});
