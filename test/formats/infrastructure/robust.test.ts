import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type { Facts } from '../../../server/src/model/facts';
import type { Format } from '../../../server/src/model/format';
import { compose } from '../../../server/src/formats/compose';
import { cloudformation, terraform } from '../../../server/src/formats/infrastructure';
import { pipelineTools } from '../../../server/src/formats/pipelines';

const SAMPLES: readonly (readonly [Format, string, string])[] = [
  [terraform, 'a/main.tf', 'resource "aws_kinesis_stream" "o" {\n  name = "o-${var.env}"\n  retention_period = 10\n}\nlocals { x = [1, { a = aws_kinesis_stream.o.arn }] }\n'],
  [cloudformation, 'template.yaml', 'AWSTemplateFormatVersion: x\nResources:\n  A: {Type: "AWS::Kinesis::Stream", Properties: {RetentionPeriodHours: 1, Name: !Sub "a-${B}"}}\n'],
  [compose, 'docker-compose.yml', 'services:\n  kafka:\n    image: apache/kafka\n    environment: ["KAFKA_CREATE_TOPICS=a:1:1,b"]\n    depends_on: [x]\n  c: {image: acme, command: "kafka-topics --create --topic z"}\n'],
  ...pipelineTools.map((f): readonly [Format, string, string] => [f, f.id === 'druid' ? 'a.json' : 'a.yaml', f.id === 'druid' ? '{"spec": {"dataSchema": {"dataSource": "a", "dimensionsSpec": {"dimensions": ["b", {"name": "c"}]}}, "ioConfig": {"type": "kafka", "topic": "t"}}}' : 'source: {type: mysql, tables: "a.b,c.d"}\nsink: {type: kafka}\ntarget: x\nstreams:\n  a.b: {object: "{stream_table}", mode: incremental}\nclassName: X\ninputs: [a, b]\noutput: a\ninput: {kafka: {topics: [a]}}\nplugins: {extractors: [{name: tap-a}]}\njobs: [{name: j, tasks: ["tap-a target-b"]}]\nresources: {jobs: {j: {tasks: [{task_key: a, depends_on: [{task_key: b}]}]}}}\nsources: {s: {type: kafka, topics: [t]}}\nsinks: {k: {type: kafka, inputs: [s], topic: u}}\nname: n\nproject: p\n']),
];

function check(facts: Facts, text: string, what: string): void {
  const inside = (s: { readonly start: number; readonly end: number }) => assert.ok(s.start >= 0 && s.start <= s.end && s.end <= text.length, `${what}: ${s.start}-${s.end} of ${text.length}`);
  for (const d of facts.declarations) {
    inside(d.span);
    if (d.nameSpan) inside(d.nameSpan);
    for (const c of d.columns) inside(c.nameSpan);
  }
  for (const r of facts.references) {
    inside(r.span);
    inside(r.fullSpan);
  }
  for (const p of facts.problems) inside(p.span);
  for (const f of facts.folds) inside(f);
  for (const e of facts.edges) assert.ok(facts.references[e.from] && facts.references[e.to], what);
}

test('every sample cut at every place, and with any character changed, gives facts inside the text', () => {
  for (const [format, path, text] of SAMPLES) {
    for (let i = 0; i <= text.length; i++) check(format.extract({ path, text: text.slice(0, i) }, null), text.slice(0, i), `${format.id} cut at ${i}`);
    fc.assert(fc.property(fc.nat(text.length), fc.constantFrom('"', '{', '}', ':', '\n', '[', '-', '$', '', ' ', '&a ', '*a', '\u0000', '<<: '), (at, c) => {
      const changed = text.slice(0, at) + c + text.slice(at + 1);
      check(format.extract({ path, text: changed }, null), changed, format.id);
    }), { numRuns: 150 });
  }
});
