import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createComparer } from '../../server/src/comparer';
import { formats } from '../../server/src/formats';
import { type Git, openGit } from '../../server/src/host/git';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { Engine } from '../../server/src/workspace/engine';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { SHOP } from '../lsp/shop';

isolateGit();

const MODEL = 'models/stg_receipts.sql';
const LOST = "select\n    receipt_id,\n    customer_id\nfrom {{ source('till', 'receipts') }}\n";

function living(): { root: string; engine: Engine } {
  const root = fill(path.join(tempFolder(), 'repo'), SHOP);
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  const read = (p: string): string | null => (existsSync(path.join(root, p)) ? readFileSync(path.join(root, p), 'utf8') : null);
  const engine = new Engine({ formats, tracking: true, settings: DEFAULT_SETTINGS, read });
  engine.announce(Object.keys(SHOP));
  engine.apply(Object.entries(SHOP).map(([p, text]) => ({ path: p, text })));
  return { root, engine };
}

async function titles(comparer: ReturnType<typeof createComparer>): Promise<string[]> {
  const result = await comparer.compare(null);
  assert.ok(!('problem' in result), JSON.stringify(result));
  return result.impact.changes.map(c => `${c.subject.name}: ${c.title}`);
}

/** Git that sees something happen while it answers: an editor or another program is at work too. */
function interrupted(work: () => void): Git {
  const real = openGit(() => true);
  let done = false;
  return {
    ...real,
    async filesAt(folder, ref, wanted) {
      const found = await real.filesAt(folder, ref, wanted);
      if (!done) work();
      done = true;
      return found;
    },
  };
}
const comparerOf = (root: string, engine: Engine, own: Git) => createComparer({ git: own, folder: root, engine, protectedBranches: () => [], flush: () => {} });
const REMOVED = ['stg_receipts: column `amount` removed'];

test('a document that is opened and edited while the base is read is compared with the commit', async () => {
  const { root, engine } = living();
  const comparer = comparerOf(root, engine, interrupted(() => engine.openDocument(MODEL, LOST)));
  assert.deepEqual(await titles(comparer), REMOVED);
  engine.openDocument(MODEL, SHOP[MODEL]!);
  assert.deepEqual(await titles(comparer), []);
});

test('so is a file that changes on disk meanwhile', async () => {
  const { root, engine } = living();
  const comparer = comparerOf(root, engine, interrupted(() => {
    writeFileSync(path.join(root, MODEL), LOST);
    engine.apply([{ path: MODEL, text: LOST }]);
  }));
  assert.deepEqual(await titles(comparer), REMOVED);
});

test('a base that is read before the engine hears of a switched branch is put right', async () => {
  const { root, engine } = living();
  // The engine still has what another branch said; git sees the commit on disk already.
  engine.apply([{ path: MODEL, text: LOST }]);
  const comparer = comparerOf(root, engine, openGit(() => true));
  await comparer.compare(null);
  engine.apply([{ path: MODEL, text: SHOP[MODEL]! }]);
  assert.deepEqual(await titles(comparer), []);
});

test('a file that is back before the engine has heard of it is in the base once it has changed or gone', async () => {
  for (const then of ['changed', 'gone'] as const) {
    const { root, engine } = living();
    // The engine heard that the file was deleted; git sees it on disk, as in the commit.
    engine.apply([{ path: MODEL, text: null }]);
    const comparer = comparerOf(root, engine, openGit(() => true));
    assert.deepEqual(await titles(comparer), []);
    if (then === 'changed') {
      writeFileSync(path.join(root, MODEL), LOST);
      engine.apply([{ path: MODEL, text: LOST }]);
      assert.deepEqual(await titles(comparer), REMOVED);
    } else {
      rmSync(path.join(root, MODEL));
      engine.apply([{ path: MODEL, text: null }]);
      assert.deepEqual(await titles(comparer), ['stg_receipts: dbt model removed']);
    }
  }
});

test('a base that was being read when it was forgotten is read again', async () => {
  const { root, engine } = living();
  let reads = 0;
  const real = openGit(() => true);
  const own: Git = {
    ...real,
    filesAt(folder, ref, wanted) {
      if (++reads === 1) comparer.forget();
      return real.filesAt(folder, ref, wanted);
    },
  };
  const comparer = comparerOf(root, engine, own);
  assert.deepEqual(await titles(comparer), []);
  assert.equal(reads, 2);
});

test('a file that is read with the help of another is compared with what that one said', async () => {
  const root = fill(path.join(tempFolder(), 'repo'), {
    'lib/lake.py': 'RAW = "s3://lake/raw"\n',
    'jobs/daily.py': 'from pyspark.sql import SparkSession\n\nfrom lib.lake import RAW\n\nspark = SparkSession.builder.getOrCreate()\nspark.read.parquet(f"{RAW}/orders").write.parquet("s3://lake/daily")\n',
  });
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  const read = (p: string): string | null => (existsSync(path.join(root, p)) ? readFileSync(path.join(root, p), 'utf8') : null);
  const engine = new Engine({ formats, tracking: true, settings: DEFAULT_SETTINGS, read });
  const names = ['lib/lake.py', 'jobs/daily.py'];
  engine.announce(names);
  engine.apply(names.map(p => ({ path: p, text: read(p) })));
  engine.openDocument('lib/lake.py', 'RAW = "s3://lake/other"\n');
  const found = await titles(comparerOf(root, engine, openGit(() => true)));
  assert.ok(found.some(t => t.includes('s3://lake/raw/orders')), found.join('\n'));
});
