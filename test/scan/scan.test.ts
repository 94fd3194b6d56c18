import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { formats } from '../../server/src/formats';
import { type Cache, openCache } from '../../server/src/host/cache';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { rules } from '../../server/src/rules';
import { createEngine, readFiles, scan } from '../../server/src/scan';
import { Linter } from '../../server/src/workspace/lint';
import { fill, tempFolder } from '../host/temp';

const MODELS = 420;
const LONG_AGO = new Date('2024-01-01T00:00:00Z');

/** A chain of models with YAML, large enough for threads and the cache. */
function project(): string {
  const files: { [path: string]: string } = { 'dbt_project.yml': "name: shop\nprofile: shop\nmodel-paths: [models]\n", 'models/note.txt': 'not ours' };
  for (let i = 0; i < MODELS; i++) {
    files[`models/m${i}.sql`] = i === 0 ? 'select 1 as id, 2 as amount' : `select id, amount, ${i % 7 ? 'amount' : 'amuont'} as again from {{ ref('m${i - 1}') }}`;
    if (i % 10 === 0) files[`models/m${i}.yml`] = `models:\n  - name: m${i}\n    columns:\n      - name: id\n        data_tests: [unique]\n      - name: ${i % 20 ? 'grün' : 'amount'}\n`;
  }
  const root = fill(tempFolder(), files);
  for (const name of ['', ...readdirSync(root, { recursive: true }).map(String)]) if (statSync(path.join(root, name)).isFile()) utimesSync(path.join(root, name), LONG_AGO, LONG_AGO);
  return root;
}

interface Seen {
  readonly findings: string;
  readonly read: number;
}

async function seen(root: string, options: { cache?: Cache; worker?: string; threads?: number }): Promise<Seen> {
  let read = 0;
  const counting = formats.map(f => ({ ...f, extract: (...args: Parameters<typeof f.extract>) => {
    read++;
    return f.extract(...args);
  } }));
  const faults: unknown[] = [];
  const engine = createEngine(root, counting, false, DEFAULT_SETTINGS);
  await scan(engine, root, counting, { exclude: [], yields: false, keepTexts: true, onFault: (_, error) => faults.push(error), ...options });
  assert.deepEqual(faults, []);
  const linter = new Linter(engine.workspace, rules);
  const all = [...engine.workspace.paths()].sort().map(p => [p, linter.lint(p)] as const);
  const ids = [...engine.workspace.store.ids()].sort();
  return { findings: JSON.stringify([all, ids.map(id => [engine.workspace.columns(id), engine.workspace.upstream(id)])]), read };
}

test('what looked at files that are read later, all at once, is read again with them', async () => {
  const job = 'from pyspark.sql import SparkSession\n\nfrom lib.lake import RAW\n\nspark = SparkSession.builder.getOrCreate()\nspark.read.parquet(f"{RAW}/orders").write.parquet("s3://lake/daily")\n';
  const root = fill(tempFolder(), { 'lib/lake.py': 'RAW = "s3://lake/raw"\n', 'jobs/daily.py': job, 'jobs/open.py': job });
  const options = { exclude: [], yields: false };
  const engine = createEngine(root, formats, true, DEFAULT_SETTINGS);
  const knows = (id: string): boolean => [...engine.workspace.store.ids()].some(i => i.includes(id));
  // One document was in the editor before the folder was read.
  engine.openDocument('jobs/open.py', job.replace('/orders', '/opened'));
  await scan(engine, root, formats, options);
  assert.ok(knows('raw/orders') && knows('raw/opened'));
  // A branch is switched: the file that both look at says something else.
  writeFileSync(path.join(root, 'lib/lake.py'), 'RAW = "s3://lake/other"\n');
  const { mtimeMs, size } = statSync(path.join(root, 'lib/lake.py'));
  await readFiles(engine, root, formats, [{ path: 'lib/lake.py', mtimeMs, size }], options);
  assert.ok(knows('other/orders') && knows('other/opened'), [...engine.workspace.store.ids()].join(' '));
  assert.ok(!knows('raw/orders') && !knows('raw/opened'));
});

test('what the cache has is not read again, and means the same', async () => {
  const root = project();
  const folder = tempFolder();
  const first = openCache(folder, root);
  const before = await seen(root, { cache: first });
  assert.ok(before.read > MODELS);
  assert.match(before.findings, /unknown-column/);
  assert.equal(await first.save(), true);
  const again = await seen(root, { cache: openCache(folder, root) });
  assert.equal(again.read, 0);
  assert.equal(again.findings, before.findings);

  // A changed file is read, and so is everything once the project is another.
  writeFileSync(path.join(root, 'models/m7.sql'), "select id, amount from {{ ref('m6') }}");
  rmSync(path.join(root, 'models/m419.sql'));
  const changed = await seen(root, { cache: openCache(folder, root) });
  assert.equal(changed.read, 1);
  assert.equal(changed.findings, (await seen(root, {})).findings);
  writeFileSync(path.join(root, 'dbt_project.yml'), "name: store\nprofile: shop\nmodel-paths: [models]\n");
  assert.ok((await seen(root, { cache: openCache(folder, root) })).read > MODELS);
});

test('a file that changed a moment ago is not kept: its time would not tell the next change', async () => {
  const root = project();
  const folder = tempFolder();
  writeFileSync(path.join(root, 'models/m7.sql'), 'select 1 as id');
  const cache = openCache(folder, root);
  await seen(root, { cache });
  await cache.save();
  assert.equal((await seen(root, { cache: openCache(folder, root) })).read, 1);
});

test('a damaged cache costs time and nothing else', async () => {
  const root = project();
  const folder = tempFolder();
  const cache = openCache(folder, root);
  const before = await seen(root, { cache });
  await cache.save();
  const file = path.join(folder, readdirSync(folder)[0]!);
  const size = statSync(file).size;
  const bytes = Buffer.alloc(2_000, 0x5a);
  for (const at of [0, Math.floor(size / 2), size - 2_000]) {
    const { openSync, writeSync, closeSync } = await import('node:fs');
    const open = openSync(file, 'r+');
    writeSync(open, bytes, 0, bytes.length, at);
    closeSync(open);
    assert.equal((await seen(root, { cache: openCache(folder, root) })).findings, before.findings);
  }
});

test('threads read the same as one', { skip: existsSync('dist/worker.js') ? false : 'the programs are not built' }, async () => {
  const root = project();
  const alone = await seen(root, {});
  const together = await seen(root, { worker: path.resolve('dist/worker.js'), threads: 2 });
  assert.equal(together.read, 0);
  assert.equal(together.findings, alone.findings);
});
