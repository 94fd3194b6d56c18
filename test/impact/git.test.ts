import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { openFolder } from '../../server/src/cli/open';
import type { Impact } from '../../server/src/features/impact';
import { openGit } from '../../server/src/host/git';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { SHOP } from '../lsp/shop';
import { lines } from './between';

isolateGit();

function repository(files: { readonly [path: string]: string } = SHOP, below = ''): string {
  const root = fill(path.join(tempFolder(), 'repo', below), files);
  const top = below === '' ? root : path.resolve(root, ...below.split('/').map(() => '..'));
  git(top, ['init', '-q']);
  git(top, ['add', '-A']);
  git(top, ['commit', '-qm', 'first']);
  return root;
}
async function asked(root: string, base: string | null = null): Promise<Impact | { readonly problem: string }> {
  const opened = await openFolder(root, { config: null, cache: false, threads: null, rules: {}, progress: () => {} });
  return opened.impact!(base, root);
}
async function impactOf(root: string, base: string | null = null): Promise<Impact> {
  const result = await asked(root, base);
  assert.ok(!('problem' in result), JSON.stringify(result));
  return result;
}
const LOST = "select\n    receipt_id,\n    customer_id\nfrom {{ source('till', 'receipts') }}\n";
const state = (root: string): unknown => [git(root, ['status', '--porcelain']), git(root, ['ls-files', '--stage']), readdirSync(path.join(root, 'models')).map(f => [f, statSync(path.join(root, 'models', f)).mtimeMs])];

describe('the base', () => {
  test('is where the branch left the main one; uncommitted work counts', async () => {
    const root = repository();
    const first = git(root, ['rev-parse', 'HEAD']).trim();
    assert.deepEqual(lines(await impactOf(root)), []);
    git(root, ['checkout', '-qb', 'feature/x']);
    fill(root, { 'models/stg_receipts.sql': LOST });
    const before = state(root);
    const result = await impactOf(root);
    assert.deepEqual([result.base.ref, result.base.commit], ['main', first]);
    assert.deepEqual(lines(result), ['breaking removed column stg_receipts.amount']);
    assert.deepEqual(state(root), before, 'nothing was touched');
    git(root, ['commit', '-qam', 'lost']);
    assert.equal((await impactOf(root)).summary.breaking, 1);
    assert.deepEqual(lines(await impactOf(root, 'HEAD')), []);
    // What others did on main since is no change of this branch.
    git(root, ['checkout', '-q', 'main']);
    fill(root, { 'models/new.sql': 'select 1 as x\n' });
    git(root, ['add', '-A']);
    git(root, ['commit', '-qm', 'theirs']);
    git(root, ['checkout', '-q', 'feature/x']);
    assert.deepEqual(lines(await impactOf(root, 'main')), ['breaking removed column stg_receipts.amount']);
  });

  test('files that are new, untracked, gone or moved without git being told', async () => {
    const root = repository();
    fill(root, { 'models/extra.sql': "select 1 as x from {{ ref('stg_receipts') }}\n", '.gitignore': 'ignored.sql\n', 'models/ignored.sql': 'select 2 as y\n' });
    rmSync(path.join(root, 'models/customers.sql'));
    fill(root, { 'models/buyers.sql': SHOP['models/customers.sql']! });
    const result = await impactOf(root);
    assert.ok(lines(result).includes('safe added dataset extra'), lines(result).join('\n'));
    assert.ok(lines(result).some(l => /renamed dataset buyers/.test(l)), lines(result).join('\n'));
    assert.ok(!lines(result).some(l => /ignored/.test(l)));
    git(root, ['add', '-A']);
    const staged = await impactOf(root, 'HEAD');
    assert.deepEqual(lines(staged), lines(result));
    git(root, ['rm', '-q', '--cached', 'models/stg_receipts.sql']);
    assert.deepEqual(lines(await impactOf(root)), lines(result), 'out of the index, but still there');
  });

  test('in a folder below the top, and in a linked working tree', async () => {
    const root = repository(SHOP, 'data/shop');
    fill(root, { 'models/stg_receipts.sql': LOST });
    assert.deepEqual(lines(await impactOf(root)), ['breaking removed column stg_receipts.amount']);
    const top = path.resolve(root, '../..');
    const tree = path.join(tempFolder(), 'tree');
    git(top, ['worktree', 'add', '-q', '-b', 'other', tree]);
    fill(path.join(tree, 'data/shop'), { 'models/stg_receipts.sql': LOST });
    assert.deepEqual(lines(await impactOf(path.join(tree, 'data/shop'))), ['breaking removed column stg_receipts.amount']);
  });

  test('the project file itself, and what the settings leave out', async () => {
    const root = repository({ ...SHOP, 'pipewright.yml': 'files:\n  exclude: [old]\n', 'old/dbt_project.yml': SHOP['dbt_project.yml']!, 'old/models/a.sql': 'select 1 as x\n' });
    rmSync(path.join(root, 'old'), { recursive: true });
    assert.deepEqual(lines(await impactOf(root)), []);
    fill(root, { 'dbt_project.yml': `${SHOP['dbt_project.yml']}models:\n  shop:\n    +materialized: table\n` });
    const moved = await impactOf(root);
    assert.deepEqual([...new Set(lines(moved).map(l => l.replace(/ \w+$/, '')))], ['safe changed materialization']);
  });

  test('says why it can not tell', async () => {
    const problem = async (root: string, base: string | null = null) => {
      const result = await asked(root, base);
      return 'problem' in result ? result.problem : 'none';
    };
    assert.match(await problem(fill(tempFolder(), SHOP)), /not in a git repository/);
    const unborn = fill(tempFolder(), SHOP);
    git(unborn, ['init', '-q']);
    assert.match(await problem(unborn), /no commit yet/);
    const root = repository();
    for (const ref of ['nowhere', '', '-x', '--output=/tmp/pipewright-bad', 'a\nb', 'HEAD:models', '$(touch x)', 'main..main', '@{-1}', '../../etc']) assert.match(await problem(root, ref), /There is no commit/, ref);
    const shallow = path.join(tempFolder(), 'shallow');
    git(root, ['checkout', '-qb', 'feature/y']);
    for (const n of [1, 2]) {
      fill(root, { 'models/n.sql': `select ${n} as n\n` });
      git(root, ['add', '-A']);
      git(root, ['commit', '-qm', `n${n}`]);
    }
    git(root, ['checkout', '-q', 'main']);
    git(root, ['clone', '-q', '--depth', '1', '--no-single-branch', '--branch', 'feature/y', `file://${root}`, shallow]);
    assert.match(await problem(shallow), /share no commit .*fetch-depth: 0/);
  });
});

describe('a hostile repository', () => {
  test('names of files are only names', async () => {
    const names = ['models/-rf.sql', 'models/a b.sql', 'models/ü\u202e.sql', 'models/$(touch pwned).sql', "models/it's.sql", 'models/`x`.sql', 'models/:(glob)*.sql', 'models/x#.sql'];
    const root = repository({ ...SHOP, ...Object.fromEntries(names.map((n, i) => [n, `select ${i} as x\n`])) });
    for (const name of names) fill(root, { [name]: 'select 1 as y\n' });
    const result = await impactOf(root);
    assert.equal(result.files.join('\n'), [...names].sort().join('\n'));
    assert.ok(!existsSync(path.join(root, 'pwned')));
  });

  test('runs nothing: no hook, filter, monitor, pager, external diff or converter of the repository', async () => {
    const root = repository();
    const marker = path.join(tempFolder(), 'ran');
    const script = path.join(tempFolder(), 'trap.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${marker}'\ncat\n`);
    chmodSync(script, 0o755);
    for (const [k, v] of [['core.fsmonitor', script], ['diff.external', script], ['core.pager', script], ['filter.trap.clean', script], ['filter.trap.smudge', script], ['diff.trap.textconv', script], ['diff.trap.command', script], ['core.hooksPath', path.dirname(script)]]) git(root, ['config', k!, v!]);
    fill(root, { '.gitattributes': '*.sql filter=trap diff=trap\n', 'models/stg_receipts.sql': LOST });
    rmSync(marker, { force: true });
    const result = await impactOf(root);
    assert.ok(lines(result).includes('breaking removed column stg_receipts.amount'));
    assert.ok(!existsSync(marker), existsSync(marker) ? readFileSync(marker, 'utf8') : '');
  });

  test('links in the commit are not followed', async () => {
    const root = repository();
    const secret = path.join(tempFolder(), 'secret.sql');
    writeFileSync(secret, 'select 1 as secret\n');
    symlinkSync(secret, path.join(root, 'models/link.sql'));
    git(root, ['add', '-A']);
    git(root, ['commit', '-qm', 'link']);
    rmSync(path.join(root, 'models/link.sql'));
    mkdirSync(path.join(root, 'models/link.sql'));
    assert.deepEqual(lines(await impactOf(root)), []);
  });
});

test('refs to choose from, and the raw differences', async () => {
  const root = repository({ 'a.sql': 'select 1\n', 'b.sql': 'select 2 as something_long_enough_to_be_alike\n', 'c.sql': '3\n' });
  git(root, ['tag', 'v1']);
  git(root, ['branch', 'other']);
  const ours = openGit(() => true);
  assert.deepEqual((await ours.refs(root)).map(r => `${r.kind} ${r.name}`).sort(), ['branch main', 'branch other', 'tag v1']);
  git(root, ['mv', 'b.sql', 'moved.sql']);
  rmSync(path.join(root, 'c.sql'));
  fill(root, { 'a.sql': 'select 9\n', 'sub/new.sql': '' });
  const changes = (await ours.changes(root, 'v1'))!;
  assert.deepEqual([changes.changed, changes.added, changes.deleted, [...changes.renamed]], [['a.sql'], ['moved.sql', 'sub/new.sql'], ['b.sql', 'c.sql'], [['b.sql', 'moved.sql']]]);
  assert.equal(await ours.changes(root, '--output=x'), null);
  assert.equal(await openGit(() => false).changes(root, 'v1'), null);
  assert.deepEqual(await openGit(() => false).refs(root), []);
});
