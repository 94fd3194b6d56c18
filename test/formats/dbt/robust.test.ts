import assert from 'node:assert/strict';
import test from 'node:test';
import { dbt } from '../../../server/src/formats/dbt';
import { projectReader } from '../../../server/src/formats/dbt/project/read';
import type { Facts } from '../../../server/src/model/facts';
import { SAMPLES } from './samples';

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
  for (const call of facts.calls) assert.ok(facts.references[call.reference], what);
  for (const query of facts.queries) {
    for (const index of Object.values(query.tables)) assert.ok(facts.references[index], what);
    for (const hole of query.holes) assert.ok(facts.calls[hole.call], what);
  }
}

const ODD = ['', '\u0000', '\t', '"', '{{', '%}', '\ud800', '- ', ': ', '\r\n', "'"];

const context = projectReader.read('', name => (name === 'dbt_project.yml' ? (SAMPLES['dbt_project.yml'] ?? null) : null), [], null)!;

for (const [path, text] of Object.entries(SAMPLES)) {
  test(`${path} cut off at every offset gives facts whose places lie in the text`, () => {
    assert.ok(dbt.recognises(path, () => text, context), path);
    for (let end = 0; end <= text.length; end++) {
      const cut = text.slice(0, end);
      check(dbt.extract({ path, text: cut }, context), end, `${path} cut at ${end}`);
    }
  });

  test(`${path} without single characters, and with odd ones, is read`, () => {
    for (let at = 0; at < text.length; at++) {
      const put = ODD[at % ODD.length]!;
      const broken = text.slice(0, at) + put + text.slice(at + 1);
      check(dbt.extract({ path, text: broken }, context), broken.length, `${path} with ${JSON.stringify(put)} at ${at}`);
    }
  });
}

test('a project file cut off anywhere still gives a project', () => {
  const text = SAMPLES['dbt_project.yml']!;
  for (let end = 0; end <= text.length; end++) {
    const read = projectReader.read('', name => (name === 'dbt_project.yml' ? text.slice(0, end) : null), [], null);
    assert.ok(read);
    JSON.stringify(read);
  }
});

test('facts are plain values', () => {
  for (const [path, text] of Object.entries(SAMPLES)) {
    const facts = dbt.extract({ path, text }, context);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), JSON.parse(JSON.stringify(structuredClone(facts))), path);
  }
});

test('deep nesting and long texts end', () => {
  const deep = `models:\n  - name: x\n    config: ${'{a: '.repeat(300)}1${'}'.repeat(300)}\n`;
  check(dbt.extract({ path: 'models/deep.yml', text: deep }, context), deep.length, 'deep YAML');
  const nested = `select ${'{{ ref('.repeat(400)}`;
  check(dbt.extract({ path: 'models/deep.sql', text: nested }, context), nested.length, 'deep Jinja');
  const long = `select 1 as a${', 2 as b'.repeat(20_000)}`;
  check(dbt.extract({ path: 'models/long.sql', text: long }, context), long.length, 'long SQL');
});

test('a reference whose quote is not closed ends with the file', () => {
  for (const cut of ["ref('ord\\", "ref('ord", "source('a', 'b", "ref(\"x"]) {
    const text = `exposures:\n  - name: report\n    type: dashboard\n    owner: {name: Ada}\n    depends_on:\n      - ${cut}`;
    check(dbt.extract({ path: 'models/exposures.yml', text }, context), text.length, cut);
  }
});
