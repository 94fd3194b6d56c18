import assert from 'node:assert/strict';
import test from 'node:test';
import { sameFact } from '../../server/src/model/same';
import { openFixture } from '../open';

test('a table that is added to a source is offered in other files at once', () => {
  const sources = (tables: string): string => `sources:\n  - name: shop\n    tables: [${tables}]\n`;
  const { engine, linter } = openFixture(`//- dbt_project.yml\nname: shop\n//- models/sources.yml\n${sources('{ name: parcels }')}//- models/a.sql\nselect 1 as id from {{ source('shop', 'raw_customers') }}\n`);
  const found = () => linter.lint('models/a.sql').filter(f => f.finding.rule === 'unknown-source').map(f => f.finding.message);
  assert.deepEqual(found(), ["Source 'shop' has no table 'raw_customers'"]);
  engine.apply([{ path: 'models/sources.yml', text: sources('{ name: parcels }, { name: customers }') }]);
  assert.deepEqual(found(), ["Source 'shop' has no table 'raw_customers'; did you mean 'customers'?"]);
});

test('what a file says in words of its own is compared whole, positions are not', () => {
  assert.ok(sameFact({ name: 'a', nameSpan: { start: 1, end: 2 }, attributes: { tags: ['x'] } }, { name: 'a', nameSpan: { start: 5, end: 6 }, attributes: { tags: ['x'] } }));
  for (const name of ['tables', 'holes', 'folds', 'span', 'expression', 'rowSpan']) {
    for (const free of ['attributes', 'data', 'meta', 'config', 'value', 'arguments']) assert.ok(!sameFact({ [free]: { [name]: 'a' } }, { [free]: { [name]: 'b' } }), `${free}.${name}`);
    assert.ok(!sameFact({ attributes: { more: { [name]: ['a'] } } }, { attributes: { more: { [name]: ['a', 'b'] } } }), name);
  }
  assert.ok(sameFact({ arguments: [{ name: 'a', span: { start: 1, end: 2 } }] }, { arguments: [{ name: 'a', span: { start: 3, end: 4 } }] }));
});
