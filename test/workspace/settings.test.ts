import assert from 'node:assert/strict';
import test from 'node:test';
import { addAlias } from '../../server/src/features/addAlias';
import { lineage } from '../../server/src/features/lineage';
import { DEFAULT_SETTINGS, type Workspace } from '../../server/src/model/workspace';
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

const TOPICS = `
  //- connect/source.json
  { "name": "cdc", "config": { "connector.class": "io.debezium.connector.postgresql.PostgresConnector", "topic.prefix": "prod", "database.dbname": "shop", "table.include.list": "public.orders" } }
  //- connect/sink.json
  { "name": "lake", "config": { "connector.class": "io.confluent.connect.s3.S3SinkConnector", "topics": "public.orders", "s3.bucket.name": "lake" } }
`;

function unresolved(ws: Workspace) {
  const found = lineage(ws, [], { root: '', columns: false });
  assert.ok('graph' in found);
  return found.graph.unresolved;
}

test('an alias joins two names of one topic', () => {
  const { engine, files } = openFixture(TOPICS);
  const ws = engine.workspace;
  const lake = ws.answering('s3://lake|topics/public.orders')[0]!.id;
  const above = () => ws.inputs(ws.inputs(lake)[0]!.from).map(i => i.from);
  assert.deepEqual(above(), []);
  assert.deepEqual(unresolved(ws).map(u => [u.name, u.candidates]), [['public.orders', ['kafka:prod.public.orders']]]);
  const text = files.get('connect/sink.json')!;
  const at = text.indexOf('"topics"') + 13;
  const [action] = addAlias(ws, 'connect/sink.json', { start: at, end: at });
  assert.equal(action?.title, "'public.orders' is 'prod.public.orders': write it to pipewright.yml");
  assert.deepEqual(action?.changes, [{ kind: 'create', file: 'pipewright.yml', text: 'datasets.aliases:\n  prod.public.orders: [public.orders]\n' }]);
  engine.setSettings({ ...DEFAULT_SETTINGS, aliases: { 'prod.public.orders': ['public.orders'] } });
  assert.equal(ws.inputs(lake)[0]!.from, 'kafka|prod.public.orders');
  assert.equal(above().length, 1);
  assert.deepEqual(unresolved(ws), []);
});

test('an alias of a topic holds where nobody has asked for the topic yet, and goes with the setting', () => {
  const { engine } = openFixture(TOPICS);
  const ws = engine.workspace;
  engine.setSettings({ ...DEFAULT_SETTINGS, aliases: { 'prod.public.orders': ['public.orders'] } });
  assert.deepEqual(ws.answering('kafka|public.orders').map(e => e.id), ['kafka|prod.public.orders']);
  engine.setSettings(DEFAULT_SETTINGS);
  assert.deepEqual(ws.answering('kafka|public.orders').map(e => e.id), ['kafka|public.orders']);
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

test('a table that a seed and a source are both called is the source to whoever fills it', () => {
  const { engine } = openFixture(`
    //- dbt_project.yml
    name: shop
    profile: shop
    //- profiles.yml
    shop: { target: dev, outputs: { dev: { type: postgres, schema: stg } } }
    //- seeds/songs.csv
    id
    //- models/sources.yml
    sources:
      - name: stg
        tables: [{name: songs}]
    //- load.sql
    insert into stg.songs (id) select id from landing.songs;
  `);
  const ws = engine.workspace;
  assert.deepEqual(ws.inputs('dbt:|source.shop.stg.songs').map(i => i.from), ['table|landing.songs']);
  assert.deepEqual(ws.inputs('dbt:|seed.shop.songs'), []);
});
