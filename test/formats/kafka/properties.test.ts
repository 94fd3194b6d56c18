import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { propertiesEdits, readProperties } from '../../../server/src/syntax/properties';
import { applyEdits } from '../../../server/src/text/span';

const pairs = (text: string): readonly (readonly [string, string])[] => {
  const { root } = readProperties(text);
  return root?.kind === 'map' ? root.pairs.map(p => [p.key.text, p.value?.kind === 'scalar' ? p.value.text : ''] as const) : [];
};

test('reads as java.util.Properties does', () => {
  assert.deepEqual(pairs('# c\na=1\n b : 2 \nc   3\n! d\ne=\nf\\ g=h\\\n   i\nj=\\u0041\\t\r\nk\\=l==m'), [['a', '1'], ['b', '2 '], ['c', '3'], ['e', ''], ['f g', 'hi'], ['j', 'A\t'], ['k=l', '=m']]);
});

test('edits leave all else as it is', () => {
  const text = '# first\na.x = 1\na.y=2\nb=3\n';
  const edit = (operations: Parameters<typeof propertiesEdits>[1]): string => applyEdits(text, propertiesEdits(text, operations));
  assert.equal(edit([{ op: 'set', path: ['a.y'], value: '4' }]), '# first\na.x = 1\na.y=4\nb=3\n');
  assert.equal(edit([{ op: 'add', path: ['a.z'], value: true }]), '# first\na.x = 1\na.y=2\na.z=true\nb=3\n');
  assert.equal(edit([{ op: 'add', path: ['a.x'], value: 9 }]), text);
  assert.equal(edit([{ op: 'remove', path: ['a.x'] }]), '# first\na.y=2\nb=3\n');
  assert.equal(edit([{ op: 'rename', path: ['b'], to: 'c' }]), '# first\na.x = 1\na.y=2\nc=3\n');
  assert.equal(edit([{ op: 'append', path: ['b'], value: '4' }]), '# first\na.x = 1\na.y=2\nb=3,4\n');
});

test('is total, and every place lies in the text', () => {
  fc.assert(fc.property(fc.string(), text => {
    const { root, comments } = readProperties(text);
    const spans = [...comments, ...(root?.kind === 'map' ? root.pairs.flatMap(p => [p.span, p.key.span, p.value?.span ?? p.span]) : [])];
    for (const s of spans) assert.ok(0 <= s.start && s.start <= s.end && s.end <= text.length, JSON.stringify(text));
  }), { numRuns: 1_000 });
});
