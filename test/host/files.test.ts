import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { isWithin, MAX_DEPTH, MAX_FILES, walk, type WalkOptions } from '../../server/src/host/files';
import { MAX_TEXT_BYTES } from '../../server/src/host/read';
import { changedSince, changesRules, fileEvents } from '../../server/src/host/watch';
import { fill, git, isolateGit, tempFolder } from './temp';

isolateGit();
const wanted = (p: string) => /\.(sql|yml|json|py)$/.test(p);

async function pathsIn(root: string, options: Partial<WalkOptions> = {}): Promise<string[]> {
  return (await walk(root, { wanted, ...options })).files.map(f => f.path);
}

test('only wanted files are listed, sorted, with size and time', async () => {
  const root = fill(tempFolder(), { 'b.sql': 'select 1', 'a/z.sql': '', 'a/picture.png': 'x', 'a b/ü.sql': '' });
  utimesSync(path.join(root, 'b.sql'), 1000, 1000);
  const { files, skipped, truncated } = await walk(root, { wanted });
  assert.deepEqual(files.map(f => f.path), ['a b/ü.sql', 'a/z.sql', 'b.sql']);
  assert.deepEqual(files[2], { path: 'b.sql', size: 8, mtimeMs: 1_000_000 });
  assert.deepEqual(skipped, []);
  assert.equal(truncated, false);
});

test('a root that is not there is an empty listing that says so', async () => {
  const listing = await walk(path.join(tempFolder(), 'nowhere'), { wanted });
  assert.deepEqual(listing, { files: [], skipped: [{ path: '', reason: 'unreadable' }], truncated: false });
});

test('ignore files count at every level, the deeper over the upper, and the repository’s own exclude file', async () => {
  const root = tempFolder();
  git(root, ['init', '-q']);
  fill(root, {
    '.gitignore': '*.json\nout/\n',
    'a.json': '', 'a.sql': '', 'out/a.sql': '', 'private.sql': '',
    'sub/.gitignore': '!keep.json\n/only-here.sql\n',
    'sub/keep.json': '', 'sub/other.json': '', 'sub/only-here.sql': '', 'sub/deep/only-here.sql': '',
    '.git/info/exclude': 'private.sql\n', '.git/x.sql': '',
  });
  assert.deepEqual(await pathsIn(root), ['a.sql', 'sub/deep/only-here.sql', 'sub/keep.json']);
  assert.deepEqual(await pathsIn(path.join(root, 'sub')), ['deep/only-here.sql', 'keep.json']);
});

test('a root that its repository ignores is still walked', async () => {
  const root = tempFolder();
  git(root, ['init', '-q']);
  fill(root, { '.gitignore': '/scratch/\n', 'scratch/try/a.sql': '' });
  assert.deepEqual(await pathsIn(path.join(root, 'scratch/try')), ['a.sql']);
  assert.deepEqual(await pathsIn(root), []);
});

test('a linked working tree uses the exclude file of its repository', async () => {
  const main = fill(tempFolder(), { 'a.sql': '' });
  git(main, ['init', '-q']);
  git(main, ['add', '.']);
  git(main, ['commit', '-qm', 'first']);
  const linked = path.join(tempFolder(), 'linked');
  git(main, ['worktree', 'add', '-q', linked]);
  fill(main, { '.git/info/exclude': 'private.sql\n' });
  fill(linked, { 'private.sql': '' });
  assert.deepEqual(await pathsIn(linked), ['a.sql']);
});

test('a repository inside another has ignore rules of its own', async () => {
  const root = fill(tempFolder(), { '.gitignore': '*.sql\n', 'module/.git': 'gitdir: /nowhere\n', 'module/a.sql': '', 'b.sql': '' });
  assert.deepEqual(await pathsIn(root), ['module/a.sql']);
});

test('the exclude setting is a list of globs, with braces', async () => {
  const root = fill(tempFolder(), { 'a.sql': '', 'old/a.sql': '', 'x/old/b.sql': '', 'gen/a.json': '', 'gen/a.yml': '', 'gen/a.sql': '' });
  assert.deepEqual(await pathsIn(root, { exclude: ['**/old/**', 'gen/*.{json,yml}'] }), ['a.sql', 'gen/a.sql']);
  assert.deepEqual(await pathsIn(root, { exclude: ['old'] }), ['a.sql', 'gen/a.json', 'gen/a.sql', 'gen/a.yml']);
});

test('environments and tools’ own folders are never entered; dist and build only when ignored', async () => {
  const root = fill(tempFolder(), {
    'node_modules/x/a.sql': '', '.terraform/a.json': '', 'p/__pycache__/a.py': '', 'env/pyvenv.cfg': '', 'env/lib/a.py': '',
    'conda/conda-meta/history': '', 'conda/a.py': '', 'lib/site-packages/a.py': '', 'dist/a.sql': '', 'build/a.sql': '', 'target/a.sql': '',
  });
  assert.deepEqual(await pathsIn(root), ['build/a.sql', 'dist/a.sql', 'target/a.sql']);
  fill(root, { '.gitignore': 'dist\nbuild\n' });
  assert.deepEqual(await pathsIn(root), ['target/a.sql']);
});

test('of a dbt project’s target only the artifacts are listed, ignored or not', async () => {
  const root = fill(tempFolder(), {
    '.gitignore': 'target/\n', 'p/dbt_project.yml': 'name: p\ntarget-path: "out/t" # here\n', 'p/models/a.sql': '',
    'p/target/manifest.json': '{}', 'p/target/compiled/a.sql': '', 'p/out/t/catalog.json': '{}', 'p/out/t/sources.json': '{}', 'p/out/t/graph.json': '{}', 'p/out/t/run/a.sql': '', 'p/out/kept.sql': '',
    'plain/target/a.sql': '',
  });
  assert.deepEqual(await pathsIn(root), ['p/dbt_project.yml', 'p/models/a.sql', 'p/out/kept.sql', 'p/out/t/catalog.json', 'p/out/t/sources.json', 'p/target/manifest.json']);
});

test('a target path that would swallow the project, or leads out of it, is not believed', async () => {
  for (const value of ['.', './', '..', '/', "''", '../x', '"{{ env_var(\'T\') }}"', '"']) {
    const root = fill(tempFolder(), { 'dbt_project.yml': `target-path: ${value}\n`, 'models/a.sql': '' });
    assert.deepEqual(await pathsIn(root), ['dbt_project.yml', 'models/a.sql'], value);
  }
});

test('installed dbt packages are listed although ignored, without their integration tests', async () => {
  const root = fill(tempFolder(), {
    '.gitignore': 'dbt_packages/\nlib\ndbt_internal_packages\n', 'dbt_project.yml': 'packages-install-path: lib\n',
    'dbt_packages/u/dbt_project.yml': '', 'dbt_packages/u/macros/a.sql': '', 'dbt_packages/u/integration_tests/models/a.sql': '',
    'dbt_packages/u/.gitignore': 'logs\n', 'dbt_packages/u/logs/a.sql': '',
    'lib/v/macros/b.sql': '', 'dbt_internal_packages/w/c.sql': '', 'integration_tests/d.sql': '',
  });
  assert.deepEqual(await pathsIn(root), [
    'dbt_internal_packages/w/c.sql', 'dbt_packages/u/dbt_project.yml', 'dbt_packages/u/macros/a.sql', 'dbt_project.yml', 'integration_tests/d.sql', 'lib/v/macros/b.sql',
  ]);
  assert.ok(!(await pathsIn(root, { exclude: ['dbt_packages'] })).some(p => p.startsWith('dbt_packages')));
});

test('links are followed inside the root only, never round a loop', async () => {
  const outside = fill(tempFolder(), { 'secret.sql': '' });
  const root = fill(tempFolder(), { 'real/a.sql': '', 'one/x.sql': '', 'two/y.sql': '', '.git/config.sql': '' });
  symlinkSync('../real', path.join(root, 'one/link'));
  symlinkSync('real/a.sql', path.join(root, 'file.sql'));
  symlinkSync('..', path.join(root, 'one/up'));
  symlinkSync('.', path.join(root, 'self'));
  symlinkSync('../two', path.join(root, 'one/other'));
  symlinkSync('../one', path.join(root, 'two/other'));
  symlinkSync(outside, path.join(root, 'away'));
  symlinkSync(path.join(outside, 'secret.sql'), path.join(root, 'away.sql'));
  symlinkSync('nowhere.sql', path.join(root, 'dead.sql'));
  symlinkSync('circle.sql', path.join(root, 'circle.sql'));
  symlinkSync('.git', path.join(root, 'git'));
  const { files, skipped } = await walk(root, { wanted });
  assert.deepEqual(files.map(f => f.path), ['file.sql', 'one/link/a.sql', 'one/other/y.sql', 'one/x.sql', 'real/a.sql', 'two/other/link/a.sql', 'two/other/x.sql', 'two/y.sql']);
  assert.deepEqual(skipped.filter(s => s.reason === 'outside').map(s => s.path), ['away', 'away.sql']);
  assert.ok(skipped.some(s => s.path === 'self' && s.reason === 'loop'));
});

test('links that multiply end soon', async () => {
  const root = tempFolder();
  for (let i = 0; i < 12; i++) {
    fill(root, { [`d${i}/a.sql`]: '' });
    for (let j = 0; j < 12; j++) if (j !== i) symlinkSync(`../d${j}`, path.join(root, `d${i}/l${j}`));
  }
  const { files } = await walk(root, { wanted });
  assert.ok(files.length >= 12 && files.length <= MAX_FILES);
});

test('a root that is itself a link is walked', async () => {
  const root = fill(tempFolder(), { 'real/a.sql': '' });
  symlinkSync('real', path.join(root, 'link'));
  assert.deepEqual(await pathsIn(path.join(root, 'link')), ['a.sql']);
});

test('unreadable folders are reported and the rest goes on', { skip: process.getuid?.() === 0 || process.platform === 'win32' }, async () => {
  const root = fill(tempFolder(), { 'a/x.sql': '', 'b/y.sql': '' });
  chmodSync(path.join(root, 'a'), 0);
  const { files, skipped } = await walk(root, { wanted });
  chmodSync(path.join(root, 'a'), 0o700);
  assert.deepEqual(files.map(f => f.path), ['b/y.sql']);
  assert.deepEqual(skipped, [{ path: 'a', reason: 'unreadable' }]);
});

test('files and folders that vanish while the walk runs do no harm', async () => {
  const root = fill(tempFolder(), { 'a/x.sql': '', 'b/y.sql': '', 'c.sql': '' });
  const files = await pathsIn(root, {
    wanted: p => {
      if (p === 'c.sql') rmSync(path.join(root, 'a'), { recursive: true });
      return wanted(p);
    },
  });
  assert.deepEqual(files, ['b/y.sql', 'c.sql']);
});

test('large files are reported, and the limits hold', async () => {
  const root = fill(tempFolder(), { 'big.sql': Buffer.alloc(MAX_TEXT_BYTES + 1, 32), 'fits.sql': Buffer.alloc(MAX_TEXT_BYTES, 32), 'a/1.sql': '', 'a/2.sql': '', 'b/3.sql': '' });
  const all = await walk(root, { wanted });
  assert.deepEqual(all.skipped, [{ path: 'big.sql', reason: 'large' }]);
  assert.ok(all.files.some(f => f.path === 'fits.sql'));
  const few = await walk(root, { wanted, limits: { files: 2 } });
  assert.equal(few.files.length, 2);
  assert.equal(few.truncated, true);
  assert.equal((await walk(root, { wanted, limits: { folders: 1 } })).truncated, true);
  const signal = AbortSignal.abort();
  assert.deepEqual(await walk(root, { wanted, signal }), { files: [], skipped: [], truncated: true });
});

test('folders nested without end are left at a depth', async () => {
  const root = tempFolder();
  mkdirSync(path.join(root, 'd/'.repeat(MAX_DEPTH + 20)), { recursive: true });
  const { skipped } = await walk(root, { wanted });
  assert.deepEqual(skipped.map(s => s.reason), ['deep']);
  assert.equal(skipped[0]!.path.split('/').length, MAX_DEPTH + 1);
});

test('only part of the tree is walked when asked', async () => {
  const root = fill(tempFolder(), { '.gitignore': 'no\n', 'a/b/1.sql': '', 'a/c/2.sql': '', 'd/3.sql': '', 'no/4.sql': '', '5.sql': '' });
  assert.deepEqual(await pathsIn(root, { only: ['a/b', 'd/3.sql', 'no/4.sql', 'gone'] }), ['a/b/1.sql', 'd/3.sql']);
  assert.equal((await pathsIn(root, { only: [''] })).length, 4);
});

test('events for folders become events for their files, and ignored ones drop out', async () => {
  const root = fill(tempFolder(), { '.gitignore': 'out\n', 'm/a.sql': '1', 'm/b.sql': '1', 'gone/c.sql': '1', 'gone/d/e.sql': '1', 'stays.sql': '1' });
  const known = new Map((await walk(root, { wanted })).files.map(f => [f.path, f]));
  rmSync(path.join(root, 'gone'), { recursive: true });
  fill(root, { 'new/x.sql': '', 'new/y/z.sql': '', 'out/o.sql': '', 'm/a.sql': 'other', 'stays.sql': '2' });
  const events = await fileEvents(
    root,
    [
      { path: 'new', type: 'created' }, { path: 'gone/', type: 'deleted' }, { path: 'out/o.sql', type: 'created' }, { path: 'm/a.sql', type: 'changed' }, { path: 'stays.sql', type: 'changed' },
      { path: 'notes.txt', type: 'created' },
    ],
    known,
    { wanted },
  );
  assert.deepEqual(events.created.map(f => f.path), ['new/x.sql', 'new/y/z.sql']);
  assert.deepEqual(events.changed.map(f => f.path).sort(), ['m/a.sql', 'stays.sql']);
  assert.deepEqual(events.deleted, ['gone/c.sql', 'gone/d/e.sql']);
  assert.ok(changesRules({ path: 'a/.gitignore', type: 'changed' }) && !changesRules({ path: 'a/x.gitignore', type: 'changed' }));
});

test('two listings tell what changed, by size and time', async () => {
  const root = fill(tempFolder(), { 'a.sql': '1', 'b.sql': '1', 'c.sql': '1' });
  const before = await walk(root, { wanted });
  assert.deepEqual(changedSince(before.files, (await walk(root, { wanted })).files), { created: [], changed: [], deleted: [] });
  utimesSync(path.join(root, 'a.sql'), 5, 5);
  rmSync(path.join(root, 'b.sql'));
  writeFileSync(path.join(root, 'd.sql'), '');
  const difference = changedSince(before.files, (await walk(root, { wanted })).files);
  assert.deepEqual([difference.created.map(f => f.path), difference.changed.map(f => f.path), difference.deleted], [['d.sql'], ['a.sql'], ['b.sql']]);
});

test('within means the folder itself or below it', () => {
  assert.ok(isWithin('/a/b', '/a') && isWithin('/a', '/a') && isWithin('/a/..b', '/a'));
  assert.ok(!isWithin('/ab', '/a') && !isWithin('/', '/a'));
});
