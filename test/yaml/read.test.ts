import assert from 'node:assert/strict';
import test from 'node:test';
import { readYaml, toJson } from '../../server/src/syntax/yaml';

test('reads a property file with exact spans', () => {
  const text = 'models:\n  - name: orders # the orders\n    columns:\n      - name: id\n        tests: [unique]\n';
  const { root, problems, comments } = readYaml(text);
  assert.deepEqual(JSON.parse(JSON.stringify(toJson(root))), { models: [{ name: 'orders', columns: [{ name: 'id', tests: ['unique'] }] }] });
  assert.equal(problems.length, 0);
  assert.equal(text.slice(comments[0]!.start, comments[0]!.end), '# the orders');
});
