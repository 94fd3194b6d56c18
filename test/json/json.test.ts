import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { EditOperation } from '../../server/src/model/format';
import type { Json } from '../../server/src/model/key';
import { jsonEdits, readJson } from '../../server/src/syntax/json';
import { toJson, type YamlNode } from '../../server/src/syntax/yaml';
import { applyEdits } from '../../server/src/text/span';

const plain = (v: unknown): unknown => JSON.parse(JSON.stringify(v) ?? 'null');

test('what JSON.parse takes is read to the same value; what it refuses has a problem', () => {
  const bits = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-0.5e3', '01', 'true', 'null', 'x', ' ', '\n', '"\\n"', '"\\x"', '"open', '1.', '-');
  const soup = fc.array(bits, { maxLength: 12 }).map(b => b.join(''));
  const sound = fc.json({ maxDepth: 2 });
  fc.assert(
    fc.property(fc.oneof(soup, sound, sound.map(s => JSON.stringify(JSON.parse(s), null, 2))), text => {
      const { root, problems } = readJson(text);
      const wrong = problems.filter(p => p.rule === 'json-syntax');
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        assert.ok(wrong.length > 0, text);
        return;
      }
      assert.deepEqual(wrong, [], text);
      assert.deepEqual(plain(toJson(root)), plain(value));
    }),
    { numRuns: 1500 },
  );
});

test('spans hold the source of every node', () => {
  const text = ' {"a": [1, "x\\ty", {"b": null}], "c": {}}';
  const seen: string[] = [];
  const walk = (n: YamlNode | null): void => {
    if (!n) return;
    seen.push(text.slice(n.span.start, n.span.end));
    if (n.kind === 'seq') for (const i of n.items) walk(i.value);
    if (n.kind === 'map') for (const p of n.pairs) walk(p.value);
  };
  walk(readJson(text).root);
  assert.deepEqual(seen, [text.trim(), '[1, "x\\ty", {"b": null}]', '1', '"x\\ty"', '{"b": null}', 'null', '{}']);
});

test('a part of a text has spans in the whole', () => {
  const text = 'x = {"a": 1};';
  const { root } = readJson(text, 4, 12);
  assert.equal(root?.span.start, 4);
  assert.equal(root?.kind === 'map' && root.pairs[0]!.key.content.start, 6);
});

const MISTAKES: [string, string, number, string, unknown][] = [
  ['a missing comma', '{"a": 1\n "b": 2}', 7, 'A comma is missing here', { a: 1, b: 2 }],
  ['a trailing comma', '{"a": [1, 2,], "b": 1}', 11, 'A comma behind the last entry is not allowed in JSON', { a: [1, 2], b: 1 }],
  ['a comment', '{"a": 1 // one\n}', 8, 'Comments are not allowed in JSON', { a: 1 }],
  ['single quotes', "{'a': 1}", 1, "The key ''a'' needs double quotes", undefined],
  ['an open brace', '{"a": {"b": 1}', 0, 'This { is never closed', { a: { b: 1 } }],
  ['a missing value', '{"a": , "b": 1}', 6, 'A value is expected', { a: null, b: 1 }],
  ['a missing colon', '{"a" 1, "b": 2}', 4, 'A colon is missing after "a"', { a: 1, b: 2 }],
  ['text behind', '{} {}', 3, 'Nothing may follow the value', {}],
  ['nothing', '', 0, 'A value is expected', null],
];
for (const [name, text, offset, message, value] of MISTAKES) {
  test(`one mistake, one problem: ${name}`, () => {
    const { root, problems } = readJson(text);
    assert.deepEqual(problems.map(p => [p.span.start, p.message]), [[offset, message]]);
    if (value !== undefined) assert.deepEqual(plain(toJson(root)), value);
  });
}

test('comments and trailing commas can be allowed', () => {
  const { root, problems, comments } = readJson('{\n // c\n "a": 1, /* d */\n}', 0, undefined, { comments: true, trailingCommas: true });
  assert.deepEqual([plain(toJson(root)), problems, comments.length], [{ a: 1 }, [], 2]);
});

test('a doubled key names both places', () => {
  const text = '{"a": 1, "b": 2, "a": 3}';
  const [problem] = readJson(text).problems;
  assert.equal(problem?.rule, 'json-duplicate-key');
  assert.deepEqual(problem?.data?.['first'], [1, 7]);
  assert.equal(problem?.span.start, 17);
});

test('deep nesting and garbage end', () => {
  assert.ok(readJson('['.repeat(100_000)).problems.length > 0);
  assert.ok(readJson('{"a":'.repeat(50_000)).problems.length > 0);
  assert.ok(readJson(']}'.repeat(50_000)).problems.length > 0);
});

const EDITS: [string, string, EditOperation[], string][] = [
  ['set', '{\n  "a": 1, // one\n  "b": 2\n}\n', [{ op: 'set', path: ['a'], value: 'x' }], '{\n  "a": "x", // one\n  "b": 2\n}\n'],
  ['add', '{\n    "a": 1\n}\n', [{ op: 'add', path: ['b', 'c'], value: [1] }], '{\n    "a": 1,\n    "b": {\n        "c": [\n            1\n        ]\n    }\n}\n'],
  ['append', '{\n  "a": [\n    1\n  ]\n}', [{ op: 'append', path: ['a'], value: 2 }], '{\n  "a": [\n    1,\n    2\n  ]\n}'],
  ['append to []', '{"a": []}', [{ op: 'append', path: ['a'], value: 2 }], undefined as unknown as string],
  ['remove', '{\n  "a": 1,\n  "b": 2\n}', [{ op: 'remove', path: ['a'] }], '{\n  "b": 2\n}'],
  ['rename', '{"a": 1}', [{ op: 'rename', path: ['a'], to: 'b"' }], '{"b\\"": 1}'],
  ['move', '{\n  "a": {\n    "x": [1, 2], // keep\n    "y": 1\n  },\n  "b": {}\n}', [{ op: 'move', path: ['a', 'x'], into: ['b'] }], undefined as unknown as string],
  ['CRLF', '{\r\n  "a": 1\r\n}\r\n', [{ op: 'set', path: ['b'], value: 2 }], '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'],
  ['tabs', '{\n\t"a": 1\n}\n', [{ op: 'set', path: ['b'], value: 2 }], '{\n\t"a": 1,\n\t"b": 2\n}\n'],
];
for (const [name, before, operations, after] of EDITS) {
  test(`edit: ${name}`, () => {
    const result = applyEdits(before, jsonEdits(before, operations));
    if (after !== undefined) assert.equal(result, after);
    assert.notEqual(result, before);
    assert.deepEqual(jsonEdits(result, operations), []);
  });
}

test('edits do what they say, once', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c d'), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), fc.constantFrom(0, 2, 4), fc.nat(), fc.jsonValue({ maxDepth: 1 }), (value, indent, kind, fresh) => {
      const text = JSON.stringify(value, null, indent);
      const key = Object.keys(value)[kind % Object.keys(value).length]!;
      const expected = JSON.parse(text) as Record<string, Json>;
      const clean = JSON.parse(JSON.stringify(fresh)) as Json;
      let operation: EditOperation;
      switch (kind % 4) {
        case 0:
          operation = { op: 'set', path: [key], value: clean };
          expected[key] = clean;
          break;
        case 1:
          operation = { op: 'set', path: ['new', 'deep'], value: clean };
          expected['new'] = { deep: clean };
          break;
        case 2:
          operation = { op: 'remove', path: [key] };
          delete expected[key];
          break;
        default:
          operation = { op: 'move', path: [key], into: ['new'], as: 'moved' };
          expected['new'] = { moved: expected[key]! };
          delete expected[key];
      }
      const after = applyEdits(text, jsonEdits(text, [operation]));
      assert.deepEqual(JSON.parse(after), expected, after);
      assert.deepEqual(jsonEdits(after, [operation]), [], after);
    }),
    { numRuns: 300 },
  );
});
