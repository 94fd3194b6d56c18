import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { at, contextAt, foldsOf, nodeAt, readYaml, valueSpan, type YamlContext } from '../../server/src/syntax/yaml';
import { sampleArb } from './generate';

/** Text with `|` where the cursor is. */
function context(marked: string): YamlContext & { word: string } {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const found = contextAt(text, offset);
  return { ...found, word: text.slice(found.replace.start, found.replace.end) };
}

const MODEL = 'models:\n  - name: a\n    columns:\n      - name: id\n        tests: [unique]\n';

const CASES: [string, string, Partial<YamlContext & { word: string }>][] = [
  ['a word among keys', 'models:\n  - name: a\n    desc¦\n    columns: []\n', { path: ['models', 0], expects: 'key', partial: 'desc', word: 'desc', siblings: ['name', 'columns'], colon: false }],
  ['an empty line in the column of keys', 'models:\n  - name: a\n    ¦\n    columns: []\n', { path: ['models', 0], expects: 'key', partial: '', siblings: ['name', 'columns'] }],
  ['an empty line at the end', `${MODEL}    ¦`, { path: ['models', 0], expects: 'key', siblings: ['name', 'columns'] }],
  ['an empty line deeper at the end', `${MODEL}        ¦\n`, { path: ['models', 0, 'columns', 0], expects: 'key', siblings: ['name', 'tests'] }],
  ['the top', `${MODEL}¦`, { path: [], expects: 'key', siblings: ['models'] }],
  ['an empty file', '¦', { path: [], expects: 'either' }],
  ['the first word of a file', 'mo¦', { path: [], expects: 'either', partial: 'mo', word: 'mo' }],
  ['a key with its colon', 'models:\n  - na¦me: a\n', { path: ['models', 0], expects: 'key', partial: 'na', word: 'name', colon: true, siblings: [] }],
  ['a value', 'models:\n  - name: or¦ders # c\n', { path: ['models', 0, 'name'], expects: 'value', partial: 'or', word: 'orders' }],
  ['no value yet', 'models:\n  - name: ¦\n    x: 1\n', { path: ['models', 0, 'name'], expects: 'value', partial: '', word: '', before: '' }],
  ['behind the colon', 'a:\n  b:¦\n', { path: ['a', 'b'], expects: 'value', before: ' ' }],
  ['a quoted value', 'a: "x¦y"\n', { path: ['a'], expects: 'value', partial: 'x', quote: '"', word: '"xy"' }],
  ['an open quote', 'a: "x¦\nb: 1\n', { path: ['a'], expects: 'value', partial: 'x', quote: '"', word: '"x' }],
  ['behind a dash', 'tests:\n  - unique\n  - ¦\n', { path: ['tests', 1], expects: 'either', partial: '' }],
  ['a word behind a dash', 'tests:\n  - not_¦\n  - unique\n', { path: ['tests', 0], expects: 'either', partial: 'not_' }],
  ['directly behind a dash', 'tests:\n  -¦\n', { path: ['tests', 0], expects: 'either', before: ' ' }],
  ['below a key', 'a:\n  ¦\nb: 1\n', { path: ['a'], expects: 'either' }],
  ['lists under their key', 'a:\n- x: 1\n  ¦\nb: 1\n', { path: ['a', 0], expects: 'key', siblings: ['x'] }],
  ['in braces', 'a: {b: 1, c¦}\n', { path: ['a'], expects: 'key', flow: true, siblings: ['b'], partial: 'c' }],
  ['a value in braces', 'a: {b: 1, c: tr¦}\n', { path: ['a', 'c'], expects: 'value', flow: true, partial: 'tr' }],
  ['in brackets', 'a:\n  tests: [unique, no¦]\n', { path: ['a', 'tests', 1], expects: 'value', flow: true, partial: 'no', word: 'no' }],
  ['in open brackets', 'a:\n  tests: [unique, no¦\n  b: 1\n', { path: ['a', 'tests', 1], expects: 'value', flow: true, partial: 'no' }],
  ['a comment', 'a: 1 # so¦\n', { expects: 'none' }],
  ['a block of text', 'a: |\n  some ¦text\n', { expects: 'none' }],
  ['where a dash is missing', 'm:\n  - a: 1\n  ¦\n', { path: ['m', 1], expects: 'key', before: '- ' }],
  ['CRLF', 'a: 1\r\nb¦\r\n', { path: [], expects: 'key', partial: 'b', word: 'b', siblings: ['a'] }],
];

for (const [name, text, expected] of CASES) {
  test(`context: ${name}`, () => {
    const found = context(text);
    for (const [field, value] of Object.entries(expected)) assert.deepEqual(found[field as keyof YamlContext], value, `${field} of ${JSON.stringify(found)}`);
  });
}

test('nodeAt finds what it is given', () => {
  fc.assert(
    fc.property(sampleArb, fc.nat(), ({ text }, n) => {
      const document = readYaml(text);
      const offset = n % (text.length + 1);
      const hit = nodeAt(document, offset);
      const place = at(document, hit.path);
      assert.ok(place);
      if (hit.part === 'value' && hit.scalar) {
        assert.equal(place.value, hit.scalar);
        assert.ok(hit.scalar.span.start <= offset && offset <= hit.scalar.span.end);
      }
    }),
    { numRuns: 300 },
  );
});

test('nodeAt tells keys from values', () => {
  const text = 'models:\n  - name: orders\n    meta: {a: [x, yy]}\n';
  const document = readYaml(text);
  const hit = (word: string) => nodeAt(document, text.indexOf(word) + 1);
  assert.deepEqual([hit('name').path, hit('name').part, hit('name').partial], [['models', 0, 'name'], 'key', 'n']);
  assert.deepEqual([hit('orders').path, hit('orders').part, hit('orders').partial], [['models', 0, 'name'], 'value', 'o']);
  assert.deepEqual([hit('yy').path, hit('yy').part], [['models', 0, 'meta', 'a', 1], 'value']);
  assert.deepEqual(at(document, ['models', 1]), null);
  assert.deepEqual(valueSpan(at(document, ['models', 0, 'name'])!), { start: 18, end: 24 });
});

test('context and nodeAt are total on broken text', () => {
  const words = fc.constantFrom('a: ', '- ', '\n', '  ', '"', "'", '[', ']', '{', '}', ',', '# c', '|\n', '*x', '&x ', '\t', 'word', '---\n', '? ', ': ', '\r\n', '{{');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), fc.nat(), (parts, n) => {
      const text = parts.join('');
      const offset = n % (text.length + 1);
      const found = contextAt(text, offset);
      assert.ok(found.replace.start >= 0 && found.replace.start <= offset && found.replace.end >= offset && found.replace.end <= text.length);
      nodeAt(readYaml(text), offset);
    }),
    { numRuns: 2000 },
  );
});

test('folds are entries of more than one line', () => {
  const text = 'a:\n  b: 1\nc: 2\nd:\n  - e: 1\n    f: 2\n';
  assert.deepEqual(foldsOf(readYaml(text), text).map(f => text.slice(f.start, f.end)), ['a:\n  b: 1', 'd:\n  - e: 1\n    f: 2', '- e: 1\n    f: 2']);
});
