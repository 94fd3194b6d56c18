import assert from 'node:assert/strict';
import test from 'node:test';
import { GIVING_WAY, withoutDoubled, type Told } from '../../client/src/doubled';
import { rules } from '../../server/src/rules';

const at = (line: number, end = line, character = 5): Told['range'] => ({ start: { line }, end: { line: end, character } });
const ours = (code: unknown, line: number, end = line, character = 5): Told => ({ source: 'Pipewright', code, range: at(line, end, character) });
const theirs = (line: number, source = 'yaml-schema: dbt', end = line): Told => ({ source, range: at(line, end) });

test('the rules that give way exist', () => {
  for (const id of GIVING_WAY) assert.ok(rules.some(r => r.id === id), id);
});

test('a finding of form gives way where another tool tells one at its lines', () => {
  const own = [ours('unknown-property', 3), ours({ value: 'wrong-type', target: 'x' }, 5), ours('unknown-ref', 3)];
  assert.deepEqual(withoutDoubled(own, [theirs(3), theirs(5, 'YAML')]), [own[2]]);
});

test('without another tool, at other lines, and beside tools of other kinds all is shown', () => {
  const own = [ours('unknown-property', 3)];
  assert.deepEqual(withoutDoubled(own, []), own);
  assert.deepEqual(withoutDoubled(own, [theirs(4)]), own);
  assert.deepEqual(withoutDoubled(own, [theirs(3, 'yamllint'), theirs(3, 'Pipewright'), { range: at(3) }]), own);
});

test('a range that ends before the first character of a line is not in that line', () => {
  const own = [ours('missing-property', 1, 3, 0)];
  assert.deepEqual(withoutDoubled(own, [theirs(3)]), own);
  assert.deepEqual(withoutDoubled(own, [theirs(2)]), []);
});
