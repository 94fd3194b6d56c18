import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { contract } from '../../../server/src/formats/contract';
import { gx, gxPython } from '../../../server/src/formats/gx';
import { openlineage } from '../../../server/src/formats/openlineage';
import { pandera } from '../../../server/src/formats/pandera';
import { soda } from '../../../server/src/formats/soda';
import type { Facts } from '../../../server/src/model/facts';
import type { Format } from '../../../server/src/model/format';
import { SAMPLES } from './samples';

const FORMATS: { readonly [name: string]: Format } = { contract, gx, gxPython, pandera, soda };

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
  for (const e of facts.edges) assert.ok(facts.references[e.from] && facts.references[e.to], what);
}

function ask(format: Format, path: string, text: string, offset: number): void {
  format.recognises(path, () => text.slice(0, 4096), null);
  check(format.extract({ path, text }, null), text.length, path);
  for (const found of [format.expect?.({ path, text }, null, offset)?.replace, format.explain?.({ path, text }, null, offset)?.span]) if (found) assert.ok(found.start >= 0 && found.start <= found.end && found.end <= text.length, `${path} at ${offset}`);
}

for (const { format, path, text } of SAMPLES) {
  test(`${path} is read without problems`, () => {
    assert.ok(FORMATS[format]!.recognises(path, () => text.slice(0, 4096), null));
    const facts = FORMATS[format]!.extract({ path, text }, null);
    assert.ok(facts.checks.length > 0);
    assert.deepEqual(facts.problems, []);
  });
  test(`${path} cut off anywhere gives facts whose places lie in the text`, () => {
    for (let end = 0; end <= text.length; end++) ask(FORMATS[format]!, path, text.slice(0, end), end);
  });
  test(`${path} with anything put in anywhere`, () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.constantFrom('', '\u0000', '\t', '"', '{{', '\ud800', '(', ']', ':', '\r\n', "'", '- ', '\n', '${', '[a', '<', '&x', '*x', '#'), (at, drop, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + drop);
        ask(FORMATS[format]!, path, changed, Math.min(at, changed.length));
      }),
      { numRuns: 150 },
    );
  });
}

const EVENT = JSON.stringify({ eventType: 'COMPLETE', producer: 'https://github.com/OpenLineage', job: { namespace: 'prod', name: 'load' }, inputs: [{ namespace: 's3://lake', name: 'raw/orders' }], outputs: [{ namespace: 'postgres://db:5432', name: 'shop.public.orders', facets: { schema: { fields: [{ name: 'id', type: 'int' }] } } }] }, null, 1);

test('an event gives a job, what it reads and writes, and columns', () => {
  assert.ok(openlineage.recognises('a.json', () => EVENT, null));
  const facts = openlineage.extract({ path: 'a.json', text: EVENT }, null);
  assert.deepEqual(facts.references.map(r => [r.role, r.targets[0]]), [['reads', 's3://lake|raw/orders'], ['writes', 'postgres://db:5432|shop.public.orders']]);
  assert.deepEqual(facts.edges.map(e => [e.from, e.to]), [[0, 1]]);
  assert.deepEqual(facts.declarations.flatMap(d => d.columns.map(c => c.name)), ['id']);
  const lines = `${EVENT.replace(/\n\s*/g, '')}\n`.repeat(3);
  assert.equal(openlineage.extract({ path: 'a.jsonl', text: lines }, null).declarations.filter(d => d.kind === 'job').length, 1);
  for (let end = 0; end < EVENT.length; end++) check(openlineage.extract({ path: 'a.json', text: EVENT.slice(0, end) }, null), end, String(end));
});
