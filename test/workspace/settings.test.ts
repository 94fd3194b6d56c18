import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { tableKey } from '../../server/src/model/key';
import { readSettings } from '../../server/src/settings';
import { openFixture } from '../open';

const FILES = `
  //- dbt_project.yml
  name: shop
  profile: shop
  //- models/sources.yml
  sources:
    - name: raw
      tables: [{name: orders}]
  //- models/m.sql
  select 1 as id
`;
const SOURCE = 'dbt:|source.shop.raw.orders';
const MODEL = 'dbt:|model.shop.m';

test('an alias is a further name of a dataset, and goes with the setting', () => {
  const { engine } = openFixture(FILES);
  const ws = engine.workspace;
  assert.deepEqual(ws.answering(tableKey('shop.public.orders')), []);
  engine.setSettings({ ...DEFAULT_SETTINGS, aliases: { 'raw.orders': ['Shop.public.orders'] } });
  assert.deepEqual(ws.answering(tableKey('shop.public.orders')).map(e => e.id), [SOURCE]);
  engine.setSettings(DEFAULT_SETTINGS);
  assert.deepEqual(ws.answering(tableKey('shop.public.orders')), []);
});

test('an edge of the settings is an input, by an alias too', () => {
  const { engine } = openFixture(FILES);
  const ws = engine.workspace;
  assert.deepEqual(ws.inputs(MODEL), []);
  engine.setSettings({ ...DEFAULT_SETTINGS, aliases: { 'raw.orders': ['shop.public.orders'] }, edges: [{ from: 'shop.public.orders', to: 'm' }] });
  assert.deepEqual(ws.inputs(MODEL).map(i => i.from), [SOURCE]);
});

test('settings are read from YAML as 1.1 reads it, and bad text keeps the defaults', () => {
  assert.deepEqual(readSettings(null, 'rules: {unused-cte: off, unknown-ref: warning}\nbranch.protected: [trunk]\n').rules, { 'unused-cte': 'off', 'unknown-ref': 'warning' });
  assert.deepEqual(readSettings({ branch: { protected: ['a'] } }, 'branch: {protected: [trunk]}').branch.protected, ['trunk']);
  assert.deepEqual(readSettings(null, 'rules: [').rules, {});
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.split('').map((n, i) => `${n}: &${n} [${`*${'abcdefg'[i]}, `.repeat(9)}]`).join('\n')}\nrules: {sql: off}\n`;
  assert.deepEqual(readSettings(null, bomb), DEFAULT_SETTINGS);
});
