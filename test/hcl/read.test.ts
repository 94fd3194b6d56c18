import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { attributeOf, attributesIn, blocksOf, expressionsIn, type HclExpression, readHcl } from '../../server/src/syntax/hcl';

/** A value in short: literals as JSON, paths dotted, the rest by kind. */
function show(e: HclExpression): string {
  switch (e.kind) {
    case 'literal': return JSON.stringify(e.value);
    case 'template': return `"${e.parts.map(p => (typeof p === 'string' ? p : `\${${show(p)}}`)).join('')}"`;
    case 'path': return e.names.join('.');
    case 'list': return `[${e.items.map(show).join(', ')}]`;
    case 'object': return `{${e.entries.map(x => `${x.key ?? '?'}: ${show(x.value)}`).join(', ')}}`;
    case 'call': return `${e.name}(${e.args.map(show).join(', ')})`;
    case 'other': return `<${e.parts.map(show).join(' ')}>`;
  }
}
const value = (text: string): string => {
  const file = readHcl(`x = ${text}\ny = 1\n`);
  assert.deepEqual(file.problems, [], text);
  assert.equal(show(attributeOf(file.body, 'y')!.value), '1', `what comes after ${text}`);
  return show(attributeOf(file.body, 'x')!.value);
};

test('values', () => {
  for (const [text, want] of [
    ['"a"', '"a"'], ['"a\\"b\\n"', '"a\\"b\\n"'], ['1.5', '1.5'], ['-1', '<1>'], ['true', 'true'], ['null', 'null'],
    ['aws_s3_bucket.lake.arn', 'aws_s3_bucket.lake.arn'], ['var.names["x"]', 'var.names.x'], ['a.b[0].c', 'a.b.0.c'], ['a.b[*].c', 'a.b.*.c'], ['a[count.index]', 'a.*'], ['a.*.id', 'a.*.id'],
    ['[1, -1, "a",]', '[1, <1>, "a"]'], ['[\n1,\n# two\n2\n]', '[1, 2]'], ['{ a = 1, "b c" : 2\n d = [3] }', '{a: 1, b c: 2, d: [3]}'], ['{ (var.k) = 1 }', '{?: 1}'],
    ['"${var.a}-b"', '"${var.a}-b"'], ['"$${x}"', '"${x}"'], ['"${var.a ? "x" : "y"}"', '"${<var.a "x" "y">}"'],
    ['jsonencode({ a = 1 })', 'jsonencode({a: 1})'], ['provider::x::f(1)', 'provider::x::f(1)'], ['a == 1 ? b : c', '<<a 1> b c>'], ['{ k = a ? b : c }', '{k: <a b c>}'],
    ['(1 + 2) * 3', '<<1 2> 3>'], ['!a && b', '<<a> b>'], ['file("x")[0]', '<file("x") 0>'],
  ] as const) assert.equal(value(text), want, text);
  assert.match(value('[for s in var.x : upper(s) if s != ""]'), /^</);
  assert.match(value('{ for k, v in var.x : k => v... }'), /^</);
});

test('heredocs end at their mark and may hold templates', () => {
  const file = readHcl('a = <<-EOT\n  [\n    { "name": "${var.n}" }\n  ]\n  EOT\nb = <<X\nEOT\nX\nc = 2\n');
  assert.deepEqual(file.problems, []);
  assert.deepEqual(file.body.attributes.map(a => a.name), ['a', 'b', 'c']);
  const a = file.body.attributes[0]!.value;
  assert.equal(a.kind, 'template');
});

test('blocks with labels, nested, with exact spans', () => {
  const text = 'resource "aws_s3_bucket" "lake" { # the lake\n  bucket = "b"\n  rule {\n    id = 1\n  }\n  dynamic "x" {\n content { y = 2 } }\n}\nlocals { z = 1 }\n';
  const file = readHcl(text);
  assert.deepEqual(file.problems, []);
  const [bucket, locals] = file.body.blocks;
  assert.deepEqual(bucket!.labels.map(l => l.text), ['aws_s3_bucket', 'lake']);
  assert.equal(text.slice(bucket!.labels[1]!.span.start, bucket!.labels[1]!.span.end), 'lake');
  assert.deepEqual([...attributesIn(bucket!.body)].map(a => a.name), ['bucket', 'id', 'y']);
  assert.equal(blocksOf(bucket!.body, 'rule').length, 1);
  assert.equal(text.slice(locals!.span.start, locals!.span.end), 'locals { z = 1 }');
  assert.equal(text.slice(file.comments[0]!.start, file.comments[0]!.end), '# the lake');
});

test('what is broken is left out, what follows is read', () => {
  const file = readHcl('a = \nb = 1\nc ! 2\nresource "x" "y" {\n  d = "never closed\n  e = 3\n}\nf = 4\n');
  assert.ok(file.problems.length >= 2);
  assert.ok(file.body.attributes.some(a => a.name === 'b') && file.body.attributes.some(a => a.name === 'f'));
  assert.ok(attributeOf(file.body.blocks[0]!.body, 'e'));
});

test('never throws or hangs, and all spans lie in the text', () => {
  const pieces = fc.constantFrom('resource', ' "a"', ' {', '}', '\n', ' = ', '"', '${', '[', ']', '(', ')', 'x', '.', '1', ' ? ', ' : ', '<<EOT\n', 'EOT\n', '#', '/*', '*/', ',', '\\', 'for ', '=>', '%{', '-');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), parts => {
    const text = parts.join('');
    const file = readHcl(text);
    const inside = (s: { start: number; end: number }) => assert.ok(s.start >= 0 && s.start <= s.end && s.end <= text.length, `${JSON.stringify(text)} ${s.start}-${s.end}`);
    for (const a of attributesIn(file.body)) {
      inside(a.span);
      for (const e of expressionsIn(a.value)) inside(e.span);
    }
    for (const p of file.problems) inside(p.span);
  }), { numRuns: 3_000 });
  readHcl('a = ' + '['.repeat(50_000));
  readHcl('a {'.repeat(50_000));
});
