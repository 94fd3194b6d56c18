import assert from 'node:assert/strict';
import test from 'node:test';
import { type Facts, NO_FACTS, type Reference } from '../../server/src/model/facts';
import type { Format } from '../../server/src/model/format';
import { Engine } from '../../server/src/workspace/engine';
import { mergeFacts } from '../../server/src/workspace/several';

const at = (start: number) => ({ start, end: start + 1 });
const reference = (name: string, start: number): Reference => ({ targets: [`t|${name}`], type: 't', name, span: at(start), fullSpan: at(start), from: null, role: 'reads', certainty: 'likely' });
const facts = (part: Partial<Facts>): Facts => ({ ...NO_FACTS, ...part });

/** A format that makes one reference and one edge from it to itself of every line that has its word. */
const lines = (id: string, word: string, beside: boolean): Format => ({
  id, version: 1, extensions: ['txt'], ...(beside ? { beside } : {}),
  recognises: (_path, head) => head().includes(word),
  extract: ({ text }) => facts({ references: [reference(word, text.indexOf(word))], edges: [{ from: 0, to: 0, job: null, span: at(text.indexOf(word)), confidence: 'exact' }] }),
  explain: (_d, _p, offset) => (offset === 0 ? { span: at(0), markdown: id } : null),
});

test('indexes of the second format move behind those of the first', () => {
  const a = facts({ references: [reference('a', 0), reference('b', 1)] });
  const b = facts({
    references: [reference('c', 2)],
    edges: [{ from: 0, to: 0, job: null, span: at(2), confidence: 'exact' }],
    calls: [{ reference: 0, arguments: [{ name: null, span: at(2), reference: 0 }], from: null, span: at(2) }],
  });
  const merged = mergeFacts([a, b]);
  assert.deepEqual(merged.references.map(r => r.name), ['a', 'b', 'c']);
  assert.deepEqual(merged.edges.map(e => [e.from, e.to]), [[2, 2]]);
  assert.deepEqual(merged.calls.map(c => [c.reference, c.arguments[0]!.reference]), [[2, 2]]);
});

test('a file is read by its own format and by those beside it, whatever their order', () => {
  const engine = new Engine({ formats: [lines('left', 'one', true), lines('own', 'two', false), lines('other', 'two', false), lines('right', 'three', true)], tracking: true, read: () => null });
  engine.openDocument('a.txt', 'one two three');
  engine.openDocument('b.txt', 'one three');
  engine.openDocument('c.txt', 'two');
  const view = engine.workspace.document('a.txt')!;
  assert.deepEqual(view.formats, ['own', 'left', 'right']);
  assert.equal(view.format, 'own');
  assert.deepEqual(view.facts.references.map(r => r.name), ['two', 'one', 'three']);
  assert.deepEqual(view.facts.edges.map(e => e.from), [0, 1, 2]);
  assert.equal(engine.workspace.reader('a.txt')?.explain?.(view, null, 0)?.markdown, 'own');
  assert.deepEqual(engine.workspace.document('b.txt')!.formats, ['left', 'right']);
  assert.equal(engine.workspace.reader('c.txt')?.id, 'own');
});
