import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { openGit } from '../../server/src/host/git';
import { safeEnvironment } from '../../server/src/host/gitRun';
import type { Repository } from '../../server/src/model/branch';
import { branchNameFrom, branchNameProblem, MAX_BRANCH_BYTES } from '../../server/src/text/refName';
import { fill, git, isolateGit, tempFolder } from './temp';

isolateGit();
const ours = openGit(() => true);

function repository(files: { readonly [path: string]: string | Uint8Array } = { 'a.sql': 'select 1\n' }): string {
  const root = fill(tempFolder(), files);
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  return root;
}

async function stateOf(folder: string): Promise<Repository> {
  const state = await ours.branchState(folder);
  assert.ok(state.kind !== 'none', JSON.stringify(state));
  return state;
}

/** Everything in a folder but git's own data, with contents, and what is staged. */
function snapshot(root: string): unknown {
  const list = (folder: string): unknown[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(e => e.name !== '.git')
      .map(e => (e.isDirectory() ? [e.name, list(path.join(folder, e.name))] : [e.name, readFileSync(path.join(folder, e.name), 'latin1'), lstatSync(path.join(folder, e.name)).mtimeMs]));
  return [list(root), git(root, ['ls-files', '--stage']), git(root, ['status', '--porcelain'])];
}

/** A program that leaves a marker when run, written so that git could use it for anything. */
function trap(): { script: string; sprung: () => boolean } {
  const folder = tempFolder();
  const marker = path.join(folder, 'ran');
  const script = path.join(folder, 'trap.sh');
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${marker}'\ncat\n`);
  chmodSync(script, 0o755);
  return { script, sprung: () => existsSync(marker) };
}

test('a branch with its commit, upstream and dirty files', async () => {
  const root = repository({ 'a.sql': '1\n', 'b.sql': '2\n', 'dir/c.sql': '3\n' });
  const clean = await stateOf(path.join(root, 'dir'));
  assert.deepEqual(clean, {
    kind: 'branch', root, gitFolder: path.join(root, '.git'), branch: 'main', head: git(root, ['rev-parse', 'HEAD']).trim(), upstream: null,
    operation: null, worktree: false, submodule: false, dirty: 0,
  });
  fill(root, { 'a.sql': 'changed\n', 'new.sql': '', 'odd\n name.sql': '' });
  git(root, ['mv', 'b.sql', 'moved.sql']);
  assert.equal((await stateOf(root)).dirty, 4);
  const noCount = await ours.branchState(root, { dirty: false });
  assert.ok(noCount.kind === 'branch' && noCount.dirty === null);
  const clone = path.join(tempFolder(), 'clone');
  git(root, ['clone', '-q', root, clone]);
  git(clone, ['switch', '-q', '-c', 'topic/x', '--track', 'origin/main']);
  const tracked = await stateOf(clone);
  assert.deepEqual([tracked.branch, tracked.upstream], ['topic/x', 'origin/main']);
  assert.deepEqual(await ours.branches(clone), ['main', 'topic/x']);
});

test('a folder that is yet to be made counts as the nearest that exists', async () => {
  const root = repository();
  assert.equal((await stateOf(path.join(root, 'not/yet/there'))).root, root);
});

test('no commit yet', async () => {
  const root = tempFolder();
  git(root, ['init', '-q']);
  fill(root, { 'a.sql': 'x' });
  const state = await stateOf(root);
  assert.deepEqual([state.kind, state.branch, state.head, state.dirty], ['unborn', 'main', null, 1]);
  git(root, ['add', 'a.sql']);
  const before = snapshot(root);
  assert.deepEqual(await ours.createBranch(root, 'main'), { ok: false, reason: 'exists', message: 'A branch named "main" exists already.' });
  assert.deepEqual(await ours.createBranch(root, 'feature/etl-a'), { ok: true, branch: 'feature/etl-a' });
  assert.deepEqual(snapshot(root), before);
  assert.deepEqual([(await stateOf(root)).kind, (await stateOf(root)).branch], ['unborn', 'feature/etl-a']);
});

test('detached HEAD', async () => {
  const root = repository();
  git(root, ['checkout', '-q', '--detach']);
  const state = await stateOf(root);
  assert.deepEqual([state.kind, state.branch, state.operation], ['detached', null, null]);
  assert.equal(state.head?.length, 40);
  assert.deepEqual(await ours.createBranch(root, 'rescue'), { ok: true, branch: 'rescue' });
});

test('a linked working tree has a branch of its own', async () => {
  const root = repository();
  const linked = path.join(tempFolder(), 'linked');
  git(root, ['worktree', 'add', '-q', '-b', 'side', linked]);
  const state = await stateOf(linked);
  assert.deepEqual([state.branch, state.worktree, state.submodule, state.root], ['side', true, false, linked]);
  assert.deepEqual(await ours.createBranch(linked, 'side-2'), { ok: true, branch: 'side-2' });
  assert.equal((await stateOf(root)).branch, 'main');
  const taken = await ours.createBranch(linked, 'main');
  assert.ok(!taken.ok && taken.reason === 'exists');
});

test('in a submodule the submodule’s own branch counts', async () => {
  const inner = repository({ 'm.sql': '' });
  const root = repository();
  git(root, ['submodule', '--quiet', 'add', inner, 'lib']);
  const state = await stateOf(path.join(root, 'lib'));
  assert.deepEqual([state.root, state.submodule, state.worktree, state.branch], [path.join(root, 'lib'), true, false, 'main']);
  assert.deepEqual(await ours.createBranch(path.join(root, 'lib'), 'inside'), { ok: true, branch: 'inside' });
  assert.equal((await stateOf(root)).branch, 'main');
  assert.equal((await stateOf(root)).submodule, false);
});

/** Two branches that change one line in two ways. */
function conflicted(): string {
  const root = repository({ 'a.sql': 'one\n' });
  git(root, ['switch', '-q', '-c', 'other']);
  fill(root, { 'a.sql': 'two\n' });
  git(root, ['commit', '-qam', 'two']);
  git(root, ['switch', '-q', 'main']);
  fill(root, { 'a.sql': 'three\n' });
  git(root, ['commit', '-qam', 'three']);
  return root;
}

for (const [operation, command] of [['merge', ['merge', 'other']], ['rebase', ['rebase', 'other']], ['cherry-pick', ['cherry-pick', 'other']], ['revert', ['revert', '--no-edit', 'other']], ['bisect', ['bisect', 'start']]] as const) {
  test(`a ${operation} under way is seen, and no branch is made`, async () => {
    const root = conflicted();
    git(root, command, true);
    const state = await stateOf(root);
    assert.equal(state.operation, operation);
    assert.equal(state.kind, operation === 'rebase' ? 'detached' : 'branch');
    const result = await ours.createBranch(root, 'feature/x');
    assert.ok(!result.ok && result.reason === 'operation' && result.message.includes(operation));
    assert.equal(git(root, ['branch', '--list', 'feature/x']), '');
  });
}

test('a new branch keeps staged, unstaged and untracked work byte for byte', async () => {
  const root = repository({ '.gitattributes': '*.txt text eol=crlf\n', 'staged.sql': '1\n', 'both.sql': '1\n', 'edited.sql': '1\n', 'deleted.sql': '1\n', 't.txt': 'a\r\nb\r\n', 'bin.dat': Uint8Array.from([0, 1, 2]) });
  fill(root, { 'staged.sql': 'staged\n', 'both.sql': 'staged\n', 'untracked/new.sql': 'new\r\n', 't.txt': 'mixed\nends\r\n' });
  git(root, ['add', 'staged.sql', 'both.sql']);
  fill(root, { 'both.sql': 'and more\n', 'edited.sql': 'edited' });
  rmSync(path.join(root, 'deleted.sql'));
  const before = snapshot(root);
  const head = (await stateOf(root)).head;
  assert.deepEqual(await ours.createBranch(root, 'feature/etl-orders'), { ok: true, branch: 'feature/etl-orders' });
  assert.deepEqual(snapshot(root), before);
  const state = await stateOf(root);
  assert.deepEqual([state.branch, state.head], ['feature/etl-orders', head]);
  assert.match(git(root, ['reflog', '-1']), /moving from main to feature\/etl-orders/);
});

test('a new branch tracks nothing, even where the settings would have it', async () => {
  const root = repository();
  git(root, ['config', 'branch.autoSetupMerge', 'always']);
  assert.ok((await ours.createBranch(root, 'x')).ok);
  assert.equal((await stateOf(root)).upstream, null);
});

test('names that exist, block one another or are invalid', async () => {
  const root = repository();
  git(root, ['branch', 'feature']);
  git(root, ['branch', 'fix/a/b']);
  const reason = async (name: string) => {
    const result = await ours.createBranch(root, name);
    return result.ok ? 'ok' : result.reason;
  };
  assert.equal(await reason('feature'), 'exists');
  assert.equal(await reason('feature/x'), 'blocked');
  assert.equal(await reason('fix/a'), 'blocked');
  for (const bad of ['', 'a b', 'a..b', '-x', '--upload-pack=x', '--orphan', '@', '@{-1}', 'x.lock', 'a\nb', '../x', 'HEAD', '/x', 'x/', '.x', 'a~1']) assert.equal(await reason(bad), 'invalid', bad);
  assert.equal(await reason('x--upload-pack=x'), 'ok');
  assert.equal(await reason("it's;$(touch${IFS}pwned)`id`&|<>\"'"), 'ok');
  assert.ok(!existsSync(path.join(root, 'pwned')));
  assert.equal((await stateOf(root)).branch, "it's;$(touch${IFS}pwned)`id`&|<>\"'");
});

test('a locked index or branch is an answer, not an exception', async () => {
  const root = repository();
  writeFileSync(path.join(root, '.git/index.lock'), '');
  const index = await ours.createBranch(root, 'x');
  assert.ok(!index.ok && index.reason === 'locked');
  rmSync(path.join(root, '.git/index.lock'));
  mkdirSync(path.join(root, '.git/refs/heads/y.lock'));
  const ref = await ours.createBranch(root, 'y');
  assert.ok(!ref.ok && ref.reason === 'locked', JSON.stringify(ref));
});

test('refs and paths that look like options are never options', async () => {
  const root = repository({ 'a.sql': 'x', '--help': 'file', '-n': 'other' });
  for (const ref of ['--help', '-h', '--output=pwned', '', 'HEAD\nHEAD', 'no-such', '--all', 'HEAD\0']) {
    assert.equal(await ours.mergeBase(root, ref), null, ref);
    assert.equal(await ours.fileAt(root, ref, 'a.sql'), null, ref);
    assert.equal(await ours.filesAt(root, ref, () => true), null, ref);
  }
  assert.equal(await ours.fileAt(root, 'HEAD', '--help'), 'file');
  for (const bad of ['../a.sql', '/etc/passwd', '', 'a/../a.sql', './a.sql', 'x\0']) assert.equal(await ours.fileAt(root, 'HEAD', bad), null, bad);
  assert.deepEqual([...(await ours.filesAt(root, 'HEAD', () => true))!.keys()].sort(), ['--help', '-n', 'a.sql']);
  assert.ok(!existsSync(path.join(root, 'pwned')));
});

test('files of a commit, whatever they are named and hold', async () => {
  const root = repository({ 'a.sql': 'one', 'same.sql': 'one', 'ü b\t"q".sql': 'grün', 'empty.sql': '', 'bin.sql': Uint8Array.from([1, 0]), 'le.sql': Buffer.from('\uFEFFx', 'utf16le'), 'sub/deep.sql': 'deep', 'skip.txt': 'no' });
  symlinkSync('a.sql', path.join(root, 'link.sql'));
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'link']);
  const first = git(root, ['rev-parse', 'HEAD']).trim();
  fill(root, { 'a.sql': 'later', [first]: 'a file named like a commit' });
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'later']);
  const wanted = (p: string) => p.endsWith('.sql');
  const files = await ours.filesAt(root, first, wanted);
  assert.deepEqual(Object.fromEntries(files!), { 'a.sql': 'one', 'same.sql': 'one', 'ü b\t"q".sql': 'grün', 'empty.sql': '', 'le.sql': 'x', 'sub/deep.sql': 'deep' });
  assert.deepEqual(Object.fromEntries((await ours.filesAt(path.join(root, 'sub'), first, wanted))!), { 'deep.sql': 'deep' });
  assert.equal(await ours.fileAt(path.join(root, 'sub'), 'HEAD~1', 'deep.sql'), 'deep');
  assert.equal(await ours.fileAt(root, 'HEAD~1', 'a.sql'), 'one');
  assert.equal(await ours.fileAt(root, 'HEAD~1', 'bin.sql'), null);
  assert.equal(await ours.fileAt(root, 'HEAD~1', 'gone.sql'), null);
  assert.equal(await ours.fileAt(root, 'HEAD~1', 'sub'), null);
  assert.equal((await ours.tree(root, first))!.find(f => f.path === 'a.sql')!.id, (await ours.tree(root, first))!.find(f => f.path === 'same.sql')!.id);
});

test('more files than fit one command', async () => {
  const root = repository(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}.sql`, `select ${i}\n`.repeat(i % 7)])));
  const files = await ours.filesAt(root, 'HEAD', () => true);
  assert.equal(files!.size, 1000);
  for (const i of [1, 399, 400, 401, 999]) assert.equal(files!.get(`f${i}.sql`), `select ${i}\n`.repeat(i % 7));
});

test('the merge base and the default branch', async () => {
  const root = conflicted();
  const first = git(root, ['rev-parse', 'main~1']).trim();
  assert.equal(await ours.mergeBase(root, 'other'), first);
  assert.equal(await ours.defaultBranch(root), 'main');
  const clone = path.join(tempFolder(), 'clone');
  git(root, ['branch', 'trunk']);
  git(root, ['switch', '-q', 'trunk']);
  git(root, ['clone', '-q', root, clone]);
  assert.equal(await ours.defaultBranch(clone), 'origin/trunk');
  assert.equal(await ours.defaultBranch(tempFolder()), null);
  git(root, ['config', 'user.name', 'Ada']);
  assert.deepEqual(await ours.user(root), { name: 'Ada', email: null });
});

test('no repository, a bare one, and one that is broken', async () => {
  const none = async (folder: string) => {
    const state = await ours.branchState(folder);
    assert.ok(state.kind === 'none');
    assert.ok(state.message.length > 10);
    assert.deepEqual((await ours.createBranch(folder, 'x')).ok, false);
    return state.reason;
  };
  assert.equal(await none(tempFolder()), 'outside');
  const bare = tempFolder();
  git(bare, ['init', '-q', '--bare']);
  assert.equal(await none(bare), 'bare');
  const broken = repository();
  appendFileSync(path.join(broken, '.git/config'), '[core\n');
  assert.equal(await none(broken), 'failed');
  const empty = repository();
  writeFileSync(path.join(empty, '.git/HEAD'), '');
  assert.equal(await none(empty), 'outside');
});

test('without trust git is never run', async () => {
  const root = repository();
  const { script, sprung } = trap();
  const saved = process.env['PATH'];
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'git'), readFileSync(script));
  chmodSync(path.join(folder, 'git'), 0o755);
  process.env['PATH'] = folder;
  const shy = openGit(() => false);
  try {
    const state = await shy.branchState(root);
    assert.ok(state.kind === 'none' && state.reason === 'untrusted');
    assert.ok(!(await shy.createBranch(root, 'x')).ok);
    assert.equal(await shy.fileAt(root, 'HEAD', 'a.sql'), null);
    assert.equal(await shy.filesAt(root, 'HEAD', () => true), null);
    assert.deepEqual(await shy.branches(root), []);
    assert.equal(sprung(), false);
    await ours.branchState(root);
    assert.equal(sprung(), process.platform !== 'win32', 'the trap must work, or the test proves nothing');
  } finally {
    process.env['PATH'] = saved;
  }
});

test('no git on this machine', async () => {
  const root = repository();
  const saved = process.env['PATH'];
  try {
    for (const value of ['', tempFolder()]) {
      process.env['PATH'] = value;
      const state = await ours.branchState(root);
      assert.ok(state.kind === 'none' && state.reason === 'missing', JSON.stringify(state));
      const made = await ours.createBranch(root, 'x');
      assert.ok(!made.ok && made.reason === 'none');
    }
  } finally {
    process.env['PATH'] = saved;
  }
});

test('a repository that belongs to someone else', { skip: process.getuid?.() !== 0 }, async () => {
  const root = repository();
  chownSync(root, 12345, 12345);
  chownSync(path.join(root, '.git'), 12345, 12345);
  const state = await ours.branchState(root);
  assert.ok(state.kind === 'none' && state.reason === 'ownership' && state.message.includes('safe.directory'), JSON.stringify(state));
});

test('programs that a repository names in its configuration do not run', { skip: process.platform === 'win32' }, async () => {
  const { script, sprung } = trap();
  const root = repository({ 'a.sql': '1\n', '.gitattributes': '*.sql filter=evil diff=evil\n' });
  const hooks = tempFolder();
  for (const name of ['post-checkout', 'reference-transaction', 'post-index-change', 'pre-auto-gc']) {
    for (const folder of [hooks, path.join(root, '.git/hooks')]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, name), readFileSync(script));
      chmodSync(path.join(folder, name), 0o755);
    }
  }
  const settings: [string, string][] = [
    ['core.fsmonitor', script], ['core.hooksPath', hooks], ['core.pager', script], ['core.editor', script], ['core.sshCommand', script], ['core.askPass', script],
    ['filter.evil.clean', script], ['filter.evil.smudge', script], ['filter.evil.required', 'true'], ['diff.evil.textconv', script], ['diff.evil.command', script], ['diff.external', script],
    ['pager.status', script], ['pager.show', script], ['gpg.program', script], ['log.showSignature', 'true'], ['alias.status', `!${script}`], ['alias.rev-parse', `!${script}`],
    ['extensions.partialClone', 'origin'], ['remote.origin.promisor', 'true'], ['remote.origin.url', root], ['remote.origin.uploadpack', script], ['protocol.allow', 'always'], ['credential.helper', `!${script}`],
    ['uploadpack.packObjectsHook', script], ['interactive.diffFilter', script], ['sequence.editor', script], ['init.templateDir', hooks],
  ];
  const config = path.join(root, '.git/config');
  writeFileSync(config, `[core]\nrepositoryformatversion = 1\n`);
  for (const [name, value] of settings) git(root, ['config', '--file', config, name, value]);
  // The same length in the same second: git must read the file to see whether it changed, and would filter it.
  fill(root, { 'a.sql': '2\n', 'b.sql': '1\n' });
  const missing = '0123456789012345678901234567890123456789';

  const state = await stateOf(root);
  assert.equal(state.dirty, 2);
  await ours.branches(root);
  await ours.user(root);
  await ours.defaultBranch(root);
  await ours.mergeBase(root, 'HEAD');
  await ours.fileAt(root, 'HEAD', 'a.sql');
  await ours.filesAt(root, 'HEAD', () => true);
  await ours.fileAt(root, missing, 'a.sql');
  // A blob that is gone: a partial clone would fetch it.
  const blob = git(root, ['-c', 'core.fsmonitor=false', 'rev-parse', 'HEAD:a.sql']).trim();
  rmSync(path.join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  assert.equal(await ours.fileAt(root, 'HEAD', 'a.sql'), null);
  assert.deepEqual(await ours.createBranch(root, 'feature/safe'), { ok: true, branch: 'feature/safe' });
  assert.equal(sprung(), false);
  git(root, ['status'], true);
  assert.equal(sprung(), true, 'the traps must work, or the test proves nothing');
});

test('a filter whose name can’t be passed on means the files are not counted', { skip: process.platform === 'win32' }, async () => {
  const { script, sprung } = trap();
  const root = repository({ 'a.sql': '1\n', '.gitattributes': '*.sql filter=e=x\n' });
  git(root, ['config', 'filter.e=x.clean', script]);
  fill(root, { 'a.sql': '2\n' });
  assert.equal((await stateOf(root)).dirty, null);
  assert.equal(sprung(), false);
});

test('the environment leads git nowhere else', async () => {
  const root = repository();
  const other = repository();
  git(other, ['switch', '-q', '-c', 'elsewhere']);
  const names = { GIT_DIR: path.join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: '/nowhere', EDITOR: 'vi', PAGER: 'less', PREFIX: '/usr', GIT_EDITOR: 'vi', GIT_SSH_COMMAND: 'ssh', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: 'x', LC_ALL: 'de_DE.UTF-8' };
  Object.assign(process.env, names);
  try {
    const state = await stateOf(root);
    assert.deepEqual([state.root, state.branch], [root, 'main']);
  } finally {
    for (const name of Object.keys(names)) delete process.env[name];
  }
  assert.deepEqual(safeEnvironment({ Path: 'C:\\', Git_Dir: 'x', HOME: '/h' })['Git_Dir'], undefined);
  assert.equal(safeEnvironment({ Path: 'C:\\' })['Path'], 'C:\\');
});

test('a path with odd characters is entered as it is', async () => {
  const root = path.join(tempFolder(), "-c it's $(x); ü");
  mkdirSync(root);
  git(root, ['init', '-q']);
  assert.equal((await stateOf(root)).root, root);
});

test('what we call a sound name git calls one too, and the other way round', () => {
  const root = repository();
  const unit = fc.constantFrom('a', 'b', '/', '.', '-', '@', '{', '~', ' ', '*', '.lock', 'HEAD', 'ü', '\\', '[', '?', ':', '^', '\u007f', '\t');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 5 }), name => {
      const verdict = git(root, ['check-ref-format', '--branch', name], true).trim();
      // Git expands "@{-1}"; a name is sound only if it means itself.
      assert.equal(branchNameProblem(name) === null, verdict === name && name !== '@', JSON.stringify(name));
    }),
    { numRuns: 300 },
  );
});

test('any text gives a sound name or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), words => {
      const name = branchNameFrom(words);
      if (name !== '') assert.equal(branchNameProblem(name), null);
      assert.equal(branchNameFrom(name), name);
    }),
  );
  assert.equal(branchNameFrom('feature/Étl: «Orders» & more..lock.lock'), 'feature/Etl-Orders-more');
  assert.equal(branchNameFrom('--..//~'), '');
  assert.ok(branchNameFrom('ü'.repeat(2000)).length <= MAX_BRANCH_BYTES);
  assert.ok(branchNameFrom('.lock'.repeat(5000)).length <= MAX_BRANCH_BYTES);
});
