import assert from 'node:assert/strict';
import test from 'node:test';
import type { CompatibilityLevel } from '../../../server/src/model/compatibility';
import { formats } from '../../../server/src/formats';

function told(id: string, before: string, after: string, level: CompatibilityLevel): string[] {
  const format = formats.find(f => f.id === id)!;
  return format.compatible!({ path: 'a', text: before }, { path: 'a', text: after }, level)!.map(i => `${i.direction} ${i.where} "${after.slice(i.span.start, i.span.end)}" ${i.message}`);
}

const record = (fields: string): string => `{"type": "record", "name": "Order", "fields": [${fields}]}`;
const ID = '{"name": "id", "type": "int"}';
const CITY = '{"name": "city", "type": "string"}';
const CITY_WITH = '{"name": "city", "type": "string", "default": ""}';

test('Avro: a new field needs a default for readers of old data, a removed one for old readers', () => {
  assert.deepEqual(told('avro', record(ID), record(`${ID}, ${CITY}`), 'BACKWARD'), [`backward Order.city "city" New field 'city' has no default: old records can't be read`]);
  assert.deepEqual(told('avro', record(ID), record(`${ID}, ${CITY_WITH}`), 'FULL'), []);
  assert.deepEqual(told('avro', record(ID), record(`${ID}, ${CITY}`), 'FORWARD'), []);
  assert.deepEqual(told('avro', record(`${ID}, ${CITY}`), record(ID), 'BACKWARD'), []);
  assert.deepEqual(told('avro', record(`${ID}, ${CITY}`), record(ID), 'FORWARD_TRANSITIVE').length, 1);
  assert.deepEqual(told('avro', record(`${ID}, ${CITY}`), record(ID), 'NONE'), []);
});

test('Avro: types widen one way', () => {
  const long = record('{"name": "id", "type": "long"}');
  assert.deepEqual(told('avro', record(ID), long, 'BACKWARD'), []);
  assert.deepEqual(told('avro', record(ID), long, 'FORWARD'), [`forward Order.id "long" 'Order.id': long can't be read as int`]);
  const optional = record('{"name": "id", "type": ["null", "int"], "default": null}');
  assert.deepEqual(told('avro', record(ID), optional, 'BACKWARD'), []);
  assert.equal(told('avro', record(ID), optional, 'FORWARD').length, 1);
});

test('Avro: symbols of enums, names and aliases', () => {
  const state = (symbols: string, rest = ''): string => record(`{"name": "s", "type": {"type": "enum", "name": "State", "symbols": [${symbols}]${rest}}}`);
  assert.equal(told('avro', state('"A", "B"'), state('"A"'), 'BACKWARD').length, 1);
  assert.equal(told('avro', state('"A", "B"'), state('"A"', ', "default": "A"'), 'BACKWARD').length, 0);
  assert.equal(told('avro', record(ID), '{"type": "record", "name": "Purchase", "fields": []}', 'BACKWARD').length, 1);
  assert.equal(told('avro', record(ID), '{"type": "record", "name": "Purchase", "aliases": ["Order"], "fields": []}', 'BACKWARD').length, 0);
  assert.equal(told('avro', record(ID), record('{"name": "key", "aliases": ["id"], "type": "int"}'), 'BACKWARD').length, 0);
});

const proto = (body: string, pack = 'shop'): string => `syntax = "proto3";\npackage ${pack};\nmessage Order {\n${body}\n}\n`;

test('Protobuf: kinds, labels, packages and oneofs', () => {
  assert.deepEqual(told('protobuf', proto('int32 id = 1;'), proto('string id = 1;'), 'BACKWARD'), [`backward Order.id "string" 'id' (1) changed from int32 to string`]);
  assert.deepEqual(told('protobuf', proto('int32 id = 1;'), proto('int64 key = 1; string note = 2;'), 'FULL'), []);
  assert.equal(told('protobuf', proto('int32 id = 1;'), proto('repeated int32 id = 1;'), 'BACKWARD').length, 1);
  assert.equal(told('protobuf', proto('string id = 1;'), proto('repeated string id = 1;'), 'BACKWARD').length, 0);
  assert.equal(told('protobuf', proto('int32 id = 1;'), proto('int32 id = 1;', 'store'), 'BACKWARD').length, 1);
  assert.equal(told('protobuf', proto('string a = 1; string b = 2;'), proto('oneof x { string a = 1; string b = 2; }'), 'BACKWARD').length, 1);
  assert.equal(told('protobuf', proto('string a = 1;'), proto('oneof x { string a = 1; }'), 'BACKWARD').length, 0);
});

const object = (rest: string): string => `{"type": "object", ${rest}}`;

test('JSON Schema: types, required fields, closed models, values', () => {
  const one = object('"properties": {"id": {"type": "integer"}}, "additionalProperties": false');
  assert.deepEqual(told('json-schema', one, object('"properties": {"id": {"type": "string"}}, "additionalProperties": false'), 'BACKWARD'), [`backward id "string" 'id': integer is not allowed any more`]);
  assert.deepEqual(told('json-schema', one, object('"properties": {"id": {"type": "number"}, "n": {"type": "string"}}, "additionalProperties": false'), 'BACKWARD'), []);
  assert.equal(told('json-schema', one, object('"properties": {"id": {"type": "integer"}}, "required": ["id"], "additionalProperties": false'), 'BACKWARD').length, 1);
  assert.equal(told('json-schema', one, object('"properties": {}, "additionalProperties": false'), 'BACKWARD').length, 1);
  assert.equal(told('json-schema', object('"properties": {"s": {"enum": ["a", "b"]}}'), object('"properties": {"s": {"enum": ["a"]}}'), 'BACKWARD').length, 1);
});

/** The same for Avro's interface language and its protocols. */
function between(before: [string, string], after: [string, string], level: CompatibilityLevel): string[] | null {
  const format = formats.find(f => f.id === 'avro')!;
  return format.compatible!({ path: before[0], text: before[1] }, { path: after[0], text: after[1] }, level)?.map(i => `${i.direction} ${i.where} "${after[1].slice(i.span.start, i.span.end)}"`) ?? null;
}

const idl = (body: string): [string, string] => ['shop.avdl', `@namespace("shop")\nprotocol Shop {\n  import idl "other.avdl";\n${body}\n  void put(Order order) throws Refused;\n}\n`];

test('Avro: types of the interface language are compared by their names', () => {
  const before = idl('  record Order { int id; /** Where. */ string city = ""; union { null, string } note = null; array<Line> lines = []; }\n  record Line { string sku; decimal(9, 2) price; }');
  assert.deepEqual(between(before, before, 'FULL'), []);
  assert.deepEqual(between(before, idl('  record Order { long id; string? note = null; array<Line> lines = []; }\n  record Line { string sku; bytes price; date day; }'), 'BACKWARD'), ['backward Order.lines.day "day"']);
  assert.deepEqual(between(before, idl('  record Order { long id; string city = ""; string? note = null; array<Line> lines = []; }\n  record Line { string sku; decimal(9, 2) price; }'), 'FORWARD'), ['forward Order.id "long"']);
  const state = (symbols: string, rest = ''): [string, string] => idl(`  enum State { ${symbols} }${rest}\n  record Order { @aliases(["no"]) int id; State s; timestamp_ms at; }`);
  assert.deepEqual(between(state('A, B'), state('A'), 'BACKWARD'), ['backward Order.s "State"']);
  assert.deepEqual(between(state('A, B'), state('A', ' = A;'), 'BACKWARD'), []);
  assert.deepEqual(between(idl('  fixed F(16);'), idl('  fixed F(8);'), 'BACKWARD')?.length, 1);
});

test('Avro: the interface language of schemas, and what is not understood is not compared', () => {
  const file = (body: string): [string, string] => ['order.avdl', `namespace shop;\nschema Order;\nrecord Order { ${body} }\n`];
  assert.deepEqual(between(file('int id;'), file('int id; string city;'), 'BACKWARD'), ['backward Order.city "city"']);
  assert.equal(between(file('int id;'), file('int id; string'), 'BACKWARD'), null);
  assert.equal(between(file('int id;'), ['order.avdl', 'record Order { int'], 'BACKWARD'), null);
});

test('Avro: types of a protocol are compared', () => {
  const protocol = (fields: string): [string, string] => ['shop.avpr', `{"protocol": "Shop", "namespace": "shop", "types": [{"type": "record", "name": "Order", "fields": [${fields}]}], "messages": {}}`];
  assert.deepEqual(between(protocol(ID), protocol(`${ID}, ${CITY}`), 'BACKWARD'), ['backward Order.city "city"']);
  assert.deepEqual(between(protocol(ID), ['shop.avdl', '@namespace("shop") protocol Shop { record Order { int id; } }'], 'FULL'), []);
});
