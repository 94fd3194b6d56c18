import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { closest, distance } from '../../server/src/text/fuzzy';
import { LineIndex } from '../../server/src/text/lines';
import { applyEdits, span } from '../../server/src/text/span';

test('positions and offsets are each other’s inverse, whatever the line ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀', '\t') }), text => {
      const lines = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.position(offset);
        const splits = text[offset] === '\n' && text[offset - 1] === '\r';
        if (!splits) assert.equal(lines.offset(position), offset);
      }
    }),
  );
});

test('an offset past the end of a line stays on the line', () => {
  const lines = new LineIndex('ab\r\ncd');
  assert.equal(lines.offset({ line: 0, character: 99 }), 2);
  assert.equal(lines.offset({ line: 9, character: 0 }), 6);
});

test('edits apply in any order and overlapping ones keep the first', () => {
  assert.equal(applyEdits('abcdef', [{ span: span(4, 5), text: 'E' }, { span: span(0, 1), text: 'A' }]), 'AbcdEf');
  assert.equal(applyEdits('abcdef', [{ span: span(0, 3), text: 'x' }, { span: span(2, 4), text: 'y' }]), 'xdef');
  assert.equal(applyEdits('ab', [{ span: span(1, 1), text: '1' }, { span: span(1, 1), text: '2' }]), 'a12b');
});

test('closest finds typos and swaps, and nothing far away', () => {
  assert.deepEqual(closest('custmoers', ['customers', 'orders', 'consumers']), ['customers']);
  assert.deepEqual(closest('x', ['yes', 'no']), []);
  assert.equal(distance('ab', 'ba'), 1);
});
