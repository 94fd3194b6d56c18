import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Facts } from '../../server/src/model/facts';
import type { Format } from '../../server/src/model/format';

/** Every span in the facts, wherever it stands. */
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

const ODD = ['', '\u0000', '\t', '"', '"""', '{{', '%}', '\ud800', '(', ']', ':', '\r\n', "'", ' if ', '\n', '- ', '&a '];

/** A format on samples cut off, damaged and shuffled: nothing throws, and every place lies in the text. `head` opens each shuffled text. */
export function robust(format: Format, samples: { readonly [path: string]: string }, head: string): void {
  const extract = (path: string, text: string): Facts => format.extract({ path, text }, null);
  for (const [path, text] of Object.entries(samples)) {
    test(`${path} cut off anywhere gives facts whose places lie in the text`, () => {
      for (let end = 0; end <= text.length; end++) check(extract(path, text.slice(0, end)), end, `${path} cut at ${end}`);
    });
    test(`${path} with single characters taken out or made odd`, () => {
      for (let at = 0; at < text.length; at++) {
        const broken = text.slice(0, at) + ODD[at % ODD.length]! + text.slice(at + 1);
        check(extract(path, broken), broken.length, `at ${at}`);
      }
    });
    test(`the facts of ${path} are plain values`, () => {
      const facts = extract(path, text);
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
    });
  }
  test('lines in any order and number', () => {
    const paths = Object.keys(samples);
    const lines = Object.values(samples).join('\n').split('\n');
    fc.assert(fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), picked => {
      const text = `${head}\n${picked.join('\n')}`;
      check(extract(paths[0]!, text), text.length, text);
    }), { numRuns: 150 });
  });
}
