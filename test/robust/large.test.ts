import assert from 'node:assert/strict';
import { createWriteStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { formats } from '../../server/src/formats';
import { walk } from '../../server/src/host/files';
import { MAX_TEXT_BYTES, readText, readTextSync } from '../../server/src/host/read';
import { NO_FACTS } from '../../server/src/model/facts';
import { Engine } from '../../server/src/workspace/engine';
import { extractFacts, isCandidate, MAX_TEXT } from '../../server/src/workspace/extract';
import { tempFolder } from '../host/temp';
import { faultOf, type Sample, samples } from './corpus';

const EFFORT = Number(process.env.PIPEWRIGHT_EFFORT ?? 1);

/** One format for each reader of a language; with more effort, all of them. */
const READERS: readonly (readonly [string, RegExp])[] = [['dbt', /models\/.*\.sql$/], ['dbt', /\.ya?ml$/], ['airflow', /\.py$/], ['terraform', /\.tf$/], ['avro', /\.avsc$/], ['protobuf', /\.proto$/], ['liquibase', /\.xml$/], ['sql', /\.sql$/]];

const all = samples();
const chosen: readonly Sample[] = EFFORT >= 20 ? [...new Map(all.map(s => [`${s.recognised.format.id}${path.extname(s.path)}`, s])).values()] : READERS.flatMap(([id, name]) => all.find(s => s.recognised.format.id.split('+').includes(id) && name.test(s.path)) ?? []);

/** What a line of that language may be, again and again, without a meaning that grows with the number of lines. */
const LINES: readonly (readonly [RegExp, string])[] = [[/\.(ya?ml|py|tf|properties|toml)$/, '# a note about the line above\n'], [/\.sql$/, '-- a note about the line above\n'], [/\.(proto|scala)$/, '// a note about the line above\n'], [/./, '\n']];

const facts = (sample: Sample, text: string): string | null => faultOf(extractFacts(sample.recognised, { path: sample.path, text }, null, null), text.length);

test('the readers that are tried are all there', () => {
  if (EFFORT < 20) assert.equal(chosen.length, READERS.length, chosen.map(s => s.recognised.format.id).join(' '));
});

for (const sample of chosen) {
  const name = `${sample.recognised.format.id} (${path.extname(sample.path)})`;
  const line = LINES.find(([ending]) => ending.test(sample.path))![1];

  test(`${name}: a file of 100,000 lines is read to its end`, () => {
    const lines = line.repeat(100_000);
    assert.equal(facts(sample, `${sample.text}\n${lines}`), null);
    assert.equal(facts(sample, `${lines}${sample.text}`), null);
    // The same content again and again: names that are declared many times.
    const times = Math.min(100, Math.ceil(100_000 / sample.text.split('\n').length));
    assert.equal(facts(sample, `${sample.text}\n`.repeat(times)), null);
  });

  test(`${name}: a file of ten million characters, on lines and on one`, () => {
    const length = 10_000_000 - sample.text.length - line.length;
    assert.equal(facts(sample, `${sample.text}\n${line.repeat(Math.floor(length / line.length))}`), null);
    assert.equal(facts(sample, `${sample.text} ${'x'.repeat(length)}`), null);
  });

  test(`${name}: a longer one has no facts`, () => {
    const text = sample.text + ' '.repeat(MAX_TEXT);
    assert.equal(extractFacts(sample.recognised, { path: sample.path, text }, null, null), NO_FACTS);
  });
}

test('a line of fifty million bytes on disk is told, not read', async () => {
  const root = tempFolder();
  const file = path.join(root, 'models.sql');
  await new Promise<void>((resolve, reject) => {
    const out = createWriteStream(file).on('error', reject).on('finish', resolve);
    const part = 'select a, '.repeat(100_000);
    for (let i = 0; i < 50; i++) out.write(part);
    out.end();
  });
  writeFileSync(path.join(root, 'other.sql'), 'select 1 as a');
  assert.deepEqual(await readText(file), { ok: false, reason: 'large' });
  assert.deepEqual(readTextSync(file), { ok: false, reason: 'large' });
  assert.ok(50_000_000 > MAX_TEXT_BYTES);
  const listing = await walk(root, { wanted: p => isCandidate(formats, p) });
  assert.deepEqual(listing.skipped, [{ path: 'models.sql', reason: 'large' }]);
  assert.deepEqual(listing.files.map(f => f.path), ['other.sql']);
});

test('a line of fifty million characters in the editor has no facts, and gives its memory back', () => {
  const engine = new Engine({ formats, tracking: false, read: () => null });
  engine.announce(['a.sql']);
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 5; i++) {
    engine.openDocument('a.sql', `${i}${'x'.repeat(50_000_000)}`);
    assert.equal([...engine.workspace.store.ids()].length, 0);
  }
  engine.openDocument('a.sql', 'create table t (a int);');
  assert.ok([...engine.workspace.store.ids()].length > 0);
  assert.ok(process.memoryUsage().heapUsed - before < 200_000_000, 'none of the long texts is kept');
});
