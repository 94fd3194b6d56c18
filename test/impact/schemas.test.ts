import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Impact } from '../../server/src/features/impact';
import type { CompatibilityLevel } from '../../server/src/model/compatibility';
import { openFolder } from '../../server/src/cli/open';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { between, compared, reachOf } from './between';

isolateGit();

type Files = { readonly [path: string]: string };

/** The impact of uncommitted edits in a new repository, as `pipewright impact` tells it. */
async function inGit(before: Files, after: Files, prepare: (root: string) => void = () => {}): Promise<Impact> {
  const root = fill(tempFolder(), before);
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  prepare(root);
  fill(root, after);
  const opened = await openFolder(root, { config: null, cache: false, threads: null, rules: {}, progress: () => {} });
  const result = await opened.impact!(null, root);
  assert.ok(!('problem' in result), JSON.stringify(result));
  return result;
}

/** What is said of schemas: "breaking shop.Order.city new field …". */
function told(impact: Impact): string[] {
  return impact.changes.filter(c => c.aspect === 'schema').map(c => `${c.verdict} ${c.title}`);
}

function change(path: string, before: string, after: string, level: CompatibilityLevel): string[] {
  return told(between(`\n//- ${path}\n${before}`, { [path]: after }, {}, { schemaCompatibility: level }));
}

const avro = (fields: readonly string[], rest = ''): string => `{\n  "type": "record",\n  "name": "Order",${rest}\n  "namespace": "shop",\n  "fields": [\n    ${fields.join(',\n    ')}\n  ]\n}\n`;
const ID = '{ "name": "id", "type": "long" }';
const CITY = '{ "name": "city", "type": "string" }';
const CITY_WITH = '{ "name": "city", "type": "string", "default": "" }';
const state = (symbols: string): string => `{ "name": "state", "type": { "type": "enum", "name": "State", "symbols": [${symbols}] } }`;
const AVRO = 'schemas/orders-value.avsc';

describe('Avro', () => {
  const at = (level: CompatibilityLevel, before: string, after: string) => change(AVRO, before, after, level);

  test('a field removed without a default breaks old readers', () => {
    const [before, after] = [avro([ID, CITY]), avro([ID])];
    assert.deepEqual(at('FORWARD', before, after), ['breaking field `city` was removed and had no default: readers with the old schema fail']);
    assert.deepEqual(at('FULL', before, after).length, 1);
    assert.deepEqual(at('BACKWARD', before, after), ['safe schema changed, and stays BACKWARD compatible']);
    assert.deepEqual(at('FORWARD', avro([ID, CITY_WITH]), after), ['safe schema changed, and stays FORWARD compatible']);
  });

  test('a field added needs a default', () => {
    assert.deepEqual(at('BACKWARD', avro([ID]), avro([ID, CITY])), ["breaking new field `city` has no default: old records can't be read"]);
    assert.deepEqual(at('BACKWARD_TRANSITIVE', avro([ID]), avro([ID, CITY])).length, 1);
    assert.deepEqual(at('BACKWARD', avro([ID]), avro([ID, CITY_WITH])), ['safe schema changed, and stays BACKWARD compatible']);
    assert.deepEqual(at('FULL', avro([ID]), avro([ID, CITY_WITH])), ['safe schema changed, and stays FULL compatible']);
    assert.deepEqual(at('FORWARD', avro([ID]), avro([ID, CITY])), ['safe schema changed, and stays FORWARD compatible']);
  });

  test('a type changed, widened, and told once where it fails both ways', () => {
    const other = avro([ID.replace('long', 'string')]);
    assert.deepEqual(at('BACKWARD', avro([ID]), other), ["breaking `Order.id`: long can't be read as string"]);
    const full = between(`\n//- ${AVRO}\n${avro([ID])}`, { [AVRO]: other }, {}, { schemaCompatibility: 'FULL' }).changes.filter(c => c.aspect === 'schema');
    assert.deepEqual(full.map(c => [c.column, c.reason]), [['id', 'not FULL compatible: readers with the new schema fail on old data, and readers with the old schema fail on new data; `orders` and `orders-value` use it']]);
    assert.deepEqual(at('BACKWARD', avro([ID.replace('long', 'int')]), avro([ID])), ['safe schema changed, and stays BACKWARD compatible']);
    assert.deepEqual(at('FORWARD', avro([ID.replace('long', 'int')]), avro([ID])).length, 1);
  });

  test('a rename with an alias is safe, without one it is not', () => {
    const renamed = '{ "name": "town", "aliases": ["city"], "type": "string" }';
    assert.deepEqual(at('BACKWARD', avro([ID, CITY]), avro([ID, renamed])), ['safe schema changed, and stays BACKWARD compatible']);
    assert.deepEqual(at('BACKWARD', avro([ID, CITY]), avro([ID, '{ "name": "town", "type": "string" }'])).length, 1);
    const record = (rest: string) => avro([ID], rest).replace('"Order"', '"Purchase"');
    assert.deepEqual(at('BACKWARD', avro([ID]), record(' "aliases": ["Order"],')), ['safe schema changed, and stays BACKWARD compatible']);
    assert.match(at('BACKWARD', avro([ID]), record('')).join(), /^breaking the record `Order` is called `Purchase` now, without an alias$/);
  });

  test('a symbol of an enum removed, or added', () => {
    assert.deepEqual(at('BACKWARD', avro([state('"NEW", "PAID"')]), avro([state('"NEW"')])), ['breaking `Order.state`: symbol `PAID` was removed, and the enum has no default']);
    assert.deepEqual(at('BACKWARD', avro([state('"NEW"')]), avro([state('"NEW", "PAID"')])), ['safe schema changed, and stays BACKWARD compatible']);
    assert.deepEqual(at('FORWARD', avro([state('"NEW"')]), avro([state('"NEW", "PAID"')])).length, 1);
  });

  test('nothing at NONE, of new files, of layout, and of what is half written', () => {
    const [before, after] = [avro([ID]), avro([ID, CITY])];
    assert.deepEqual(at('NONE', before, after), []);
    assert.deepEqual(at('BACKWARD', before, before.replace(/\n +/g, '\n\t')), []);
    assert.deepEqual(at('BACKWARD', before, after.slice(0, -12)), []);
    assert.deepEqual(at('BACKWARD', before.slice(0, -12), after), []);
    assert.deepEqual(at('BACKWARD', before, ''), []);
    assert.deepEqual(told(between(`\n//- ${AVRO}\n${before}`, { 'schemas/other.avsc': after.replace('Order', 'Other') })), []);
  });
});

describe('Protobuf', () => {
  const message = (fields: string): string => `syntax = "proto3";\npackage shop;\n\nmessage Order {\n${fields}}\n`;
  const at = (level: CompatibilityLevel, before: string, after: string) => change('proto/orders-value.proto', message(before), message(after), level);

  test('a number used again, a type changed', () => {
    assert.deepEqual(at('BACKWARD', '  int64 id = 1;\n  string city = 2;\n', '  int64 id = 1;\n  double amount = 2;\n'), ['breaking `amount` (2) changed from string to double']);
    assert.deepEqual(at('FULL', '  int64 id = 1;\n', '  string id = 1;\n'), ['breaking `id` (1) changed from int64 to string']);
    assert.deepEqual(at('NONE', '  int64 id = 1;\n', '  string id = 1;\n'), []);
    assert.deepEqual(at('FORWARD', '  int64 id = 1;\n', '  int32 id = 1;\n'), ['safe schema changed, and stays FORWARD compatible']);
    assert.deepEqual(at('BACKWARD', '  int64 id = 1;\n', '  int64 id = 1;\n  string city = 2;\n'), ['safe schema changed, and stays BACKWARD compatible']);
  });
});

describe('JSON Schema', () => {
  const schema = (properties: string, required: string): string =>
    `{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n  "title": "Order",\n  "type": "object",\n  "additionalProperties": false,\n  "properties": { ${properties} },\n  "required": [${required}]\n}\n`;
  const BOTH = '"id": { "type": "integer" }, "city": { "type": "string" }';
  const at = (level: CompatibilityLevel, before: string, after: string) => change('schemas/orders-value.schema.json', before, after, level);

  test('a field required now, or no longer', () => {
    assert.deepEqual(at('BACKWARD', schema(BOTH, '"id"'), schema(BOTH, '"id", "city"')), ['breaking `city` is required now, and old data may lack it']);
    assert.deepEqual(at('FORWARD', schema(BOTH, '"id"'), schema(BOTH, '"id", "city"')), ['safe schema changed, and stays FORWARD compatible']);
    assert.deepEqual(at('FORWARD', schema(BOTH, '"id", "city"'), schema(BOTH, '"id"')).length, 1);
    assert.deepEqual(at('FULL', schema(BOTH, '"id"'), schema(BOTH.replace('string', 'boolean'), '"id"')).length, 1);
    assert.deepEqual(at('NONE', schema(BOTH, '"id"'), schema(BOTH, '"id", "city"')), []);
  });
});

const CONNECTOR = '{\n  "name": "orders-s3",\n  "config": { "connector.class": "io.confluent.connect.s3.S3SinkConnector", "topics": "orders", "s3.bucket.name": "lake", "tasks.max": "1" }\n}\n';
const SINK = '{\n  "name": "orders-snowflake",\n  "config": { "connector.class": "com.snowflake.kafka.connector.SnowflakeSinkConnector", "topics": "orders", "snowflake.database.name": "RAW", "snowflake.schema.name": "SHOP", "snowflake.topic2table.map": "orders:ORDERS", "snowflake.enable.schematization": "true", "tasks.max": "1" }\n}\n';
const ADDRESS = '{\n  "type": "record",\n  "name": "Address",\n  "namespace": "shop",\n  "fields": [{ "name": "street", "type": "string" }]\n}\n';
const USER = avro([ID, '{ "name": "address", "type": "shop.Address" }']);

describe('who uses the schema', () => {
  test('its subject, its topic, and the connector that reads it', () => {
    const result = between(`\n//- ${AVRO}\n${avro([ID])}//- connect/orders-s3.json\n${CONNECTOR}`, { [AVRO]: avro([ID, CITY]) });
    const [found] = result.changes.filter(c => c.aspect === 'schema');
    assert.equal(found!.subject.name, 'Order');
    assert.deepEqual(found!.place, { side: 'new', file: AVRO, line: 7 });
    assert.match(found!.reason, /`orders-s3` uses it$/);
    for (const r of ['may break orders-s3', 'changes orders', 'changes orders-value']) assert.ok(reachOf(found).includes(r), reachOf(found).join());
    assert.ok(result.links.some(l => l.from === found!.subject.id), 'the picture hangs together');
  });

  test('types that contain it, and what they describe', () => {
    const before = `\n//- schemas/address.avsc\n${ADDRESS}//- ${AVRO}\n${USER}//- connect/orders-s3.json\n${CONNECTOR}`;
    const after = ADDRESS.replace('"string" }]', '"string" }, { "name": "zip", "type": "string" }]');
    const [found] = between(before, { 'schemas/address.avsc': after }).changes.filter(c => c.aspect === 'schema');
    for (const r of ['changes Order', 'changes orders', 'changes orders-value', 'may break orders-s3']) assert.ok(reachOf(found).includes(r), reachOf(found).join());
  });

  test('types that contain each other come to an end', () => {
    const node = (name: string, other: string, more = '') => `{ "type": "record", "name": "${name}", "namespace": "shop", "fields": [{ "name": "next", "type": ["null", "shop.${other}"], "default": null }${more}] }`;
    const result = between(`\n//- schemas/a.avsc\n${node('A', 'B')}\n//- schemas/b.avsc\n${node('B', 'A')}\n`, { 'schemas/a.avsc': node('A', 'B', ', { "name": "x", "type": "int" }') });
    const [found] = result.changes.filter(c => c.aspect === 'schema');
    assert.deepEqual(reachOf(found), ['changes B']);
  });
});

test('a file that moved is held against where it was', () => {
  const moved = between(`\n//- ${AVRO}\n${avro([ID])}`, { [AVRO]: null, 'avro/orders-value.avsc': avro([ID, CITY]) });
  assert.equal(told(moved).length, 1);
  const renamed = between(`\n//- a.avsc\n${avro([ID])}`, { 'a.avsc': null, 'b.avsc': avro([ID, CITY]).replace('"Order"', '"Purchase"') }, { 'a.avsc': 'b.avsc' });
  assert.equal(told(renamed).length, 1, 'git knows the rename');
});

test('notes in the editor underline the field itself, once', () => {
  const before = avro([ID, '{ "name": "name", "type": "string" }']);
  const after = avro([ID, '{ "name": "name", "type": "string" }, { "name": "type", "type": "string" }']);
  const notes = compared(`\n//- ${AVRO}\n${before}`, { [AVRO]: after }).notes.get(AVRO)!;
  assert.deepEqual(notes.map(n => [n.rule, n.anchor, n.span.start]), [['schema-incompatible', 'type', after.indexOf('"name": "type"') + 9]]);
  assert.match(notes[0]!.message, /^New field `type` has no default: .*: not BACKWARD compatible/);
  const typed = avro([ID.replace('long', 'string'), '{ "name": "name", "type": "string" }']);
  const both = compared(`\n//- ${AVRO}\n${before}//- topics.yaml\ntopics:\n  orders:\n    partitions: 1\n    replication: 3\n//- connect/orders-snowflake.json\n${SINK}`, { [AVRO]: typed });
  assert.ok(both.impact.changes.some(c => c.aspect === 'type' && c.verdict === 'risky'), 'the topic\'s column changed its type too');
  assert.deepEqual(both.notes.get(AVRO)!.map(n => [n.rule, n.anchor]), [['schema-incompatible', 'string']]);
});

describe('in a repository', () => {
  const before = { [AVRO]: avro([ID]), 'connect/orders-s3.json': CONNECTOR };

  test('the level is that of the settings', async () => {
    assert.deepEqual(told(await inGit(before, { [AVRO]: avro([ID, CITY]) })), ["breaking new field `city` has no default: old records can't be read"]);
    const forward = { ...before, 'pipewright.yml': 'schemas:\n  compatibility: FORWARD\n' };
    assert.deepEqual(told(await inGit(forward, { [AVRO]: avro([ID, CITY]) })), ['safe schema changed, and stays FORWARD compatible']);
    assert.deepEqual(told(await inGit(forward, { [AVRO]: avro([]) })), ['breaking field `id` was removed and had no default: readers with the old schema fail']);
    assert.deepEqual(told(await inGit({ ...before, 'pipewright.yml': 'schemas:\n  compatibility: NONE\n' }, { [AVRO]: avro([CITY]) })), []);
  });

  test('a file that git moved', async () => {
    const result = await inGit({ 'schemas/a.avsc': avro([ID, CITY]) }, { 'schemas/b.avsc': avro([ID, CITY, '{ "name": "zip", "type": "string" }']) }, root => git(root, ['mv', 'schemas/a.avsc', 'schemas/b.avsc']));
    assert.deepEqual(told(result), ["breaking new field `zip` has no default: old records can't be read"]);
  });
});

describe('all earlier versions', () => {
  /** Three commits of one file and an edit: what is said at a level. */
  async function over(level: CompatibilityLevel, versions: readonly string[]): Promise<string[]> {
    const settings = { 'pipewright.yml': `schemas.compatibility: ${level}\n` };
    return told(
      await inGit({ ...settings, [AVRO]: versions[0]! }, { [AVRO]: versions.at(-1)! }, root => {
        for (const text of versions.slice(1, -1)) {
          fill(root, { [AVRO]: text });
          git(root, ['commit', '-qam', 'next']);
        }
      }),
    );
  }

  test('a transitive level is held against every commit, and names the one that shows the difference', async () => {
    // A field came, with a default, lost it and came again with another type: only beside the first version old data can't be read.
    const versions = [avro([ID, CITY_WITH]), avro([ID]), avro([ID, '{ "name": "city", "type": "int", "default": 0 }'])];
    assert.deepEqual(await over('BACKWARD', versions), ['safe schema changed, and stays BACKWARD compatible']);
    const [only, other] = await over('BACKWARD_TRANSITIVE', versions);
    assert.match(only!, /^breaking .*string can't be read as int \(beside the version of commit [0-9a-f]{8}\)$/);
    assert.equal(other, undefined);
    assert.match((await over('FORWARD_TRANSITIVE', versions))[0]!, /int can't be read as string/);
    assert.equal((await over('FULL_TRANSITIVE', versions)).length, 1);
  });

  test('what the base shows already is told once', async () => {
    assert.deepEqual(await over('BACKWARD_TRANSITIVE', [avro([ID]), avro([ID, CITY_WITH]), avro([ID, CITY_WITH, '{ "name": "zip", "type": "string" }'])]), ["breaking new field `zip` has no default: old records can't be read"]);
  });
});
