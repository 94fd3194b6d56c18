import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { formats } from '../../../server/src/formats';
import type { Facts } from '../../../server/src/model/facts';
import { recognise } from '../../../server/src/workspace/extract';

function spans(value: unknown, out: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (Array.isArray(value)) for (const v of value) spans(v, out);
  else if (value !== null && typeof value === 'object') {
    const v = value as { [k: string]: unknown };
    if (typeof v['start'] === 'number' && typeof v['end'] === 'number') out.push(v as { start: number; end: number });
    else for (const k in v) spans(v[k], out);
  }
  return out;
}

function check(facts: Facts, length: number, what: string): void {
  for (const s of spans(facts)) assert.ok(s.start >= 0 && s.start <= s.end && s.end <= length, `${what}: ${s.start}-${s.end} of ${length}`);
  for (const q of facts.queries) for (const index of Object.values(q.tables)) assert.ok(facts.references[index], what);
  for (const e of facts.edges) assert.ok(facts.references[e.from] && facts.references[e.to], what);
}

const SAMPLES: { [path: string]: string } = {
  'order.proto': 'syntax = "proto3";\npackage shop;\nimport "a.proto";\n// An order.\nmessage Order {\n  reserved 3, 7 to 9;\n  int64 id = 1;\n  map<string, Item> items = 2 [deprecated = true];\n  oneof pay { string card = 4; string iban = 5; }\n  enum State { OPEN = 0; PAID = 1; }\n  message Item { string sku = 1; }\n}\nservice S { rpc Get (Order) returns (Order) {} }\n',
  'shop.avdl': '@namespace("shop")\nprotocol Shop {\n  /** An order. */\n  record Order { long id; union { null, string } note = null; array<Item> items; Address? to; }\n  enum State { OPEN, PAID } = OPEN;\n  fixed Hash(16);\n}\n',
  'schemas/order.schema.json': '{"$schema": "https://json-schema.org/draft-07/schema#", "title": "Order", "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "to": {"$ref": "#/definitions/a"}}, "definitions": {"a": {"type": "object", "properties": {"city": {"type": ["string", "null"]}}}}}',
  'topic.yaml': 'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: orders\n  labels: {strimzi.io/cluster: main}\nspec:\n  partitions: 3\n  replicas: 3\n  config:\n    retention.ms: 1\n---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaConnector\nmetadata:\n  name: c\nspec:\n  class: io.debezium.connector.mysql.MySqlConnector\n  config:\n    topic.prefix: x\n    table.include.list: a.b,a.c\n',
  'connect.sh': 'curl -X PUT localhost:8083/connectors/x/config -d \'{"connector.class": "FileStreamSink", "topics": "a.b.c", "file": "/x", "transforms": "r", "transforms.r.type": "org.apache.kafka.connect.transforms.RegexRouter", "transforms.r.regex": "(a+)+", "transforms.r.replacement": "$1"}\'\n',
  'producer.properties': 'bootstrap.servers=a:1\nacks=1\nkey.serializer=x\\\n  y\n',
};
const folder = path.resolve('examples/cdc-shop');
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) if (/\.(json|properties|avsc|java|yaml)$/.test(name)) SAMPLES[name] = readFileSync(path.join(folder, name), 'utf8');

for (const [file, text] of Object.entries(SAMPLES)) {
  const format = recognise(formats, file, () => text.slice(0, 4_096), new Map())?.format;
  test(`${file} is known`, () => assert.ok(format));
  if (!format) continue;
  test(`${file} cut off anywhere gives facts whose places lie in the text`, () => {
    for (let end = 0; end <= text.length; end += text.length > 800 ? 3 : 1) check(format.extract({ path: file, text: text.slice(0, end) }, null), end, `${file} cut at ${end}`);
  });
  test(`${file} with something odd in it is read, explained and completed`, () => {
    fc.assert(fc.property(fc.nat(text.length), fc.constantFrom('', '\u0000', '"', '{', '}', '\\', '$', '(', '[', ',', ':', '\ud800', '\r\n', '/*', '${'), fc.nat(3), (at, odd, gone) => {
      const broken = text.slice(0, at) + odd + text.slice(at + gone);
      check(format.extract({ path: file, text: broken }, null), broken.length, `${file} at ${at}`);
      format.expect?.({ path: file, text: broken }, null, at);
      format.explain?.({ path: file, text: broken }, null, at);
    }), { numRuns: 60 });
  });
}
