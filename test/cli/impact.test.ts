import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { COMMANDS } from '../../server/src/cli/commands';
import { nodeIo } from '../../server/src/cli/node';
import { openFolder } from '../../server/src/cli/open';
import { runCli } from '../../server/src/cli/run';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { SHOP } from '../lsp/shop';
import { matches } from './expected';

isolateGit();

function repository(): string {
  const root = fill(path.join(tempFolder(), 'shop'), { ...SHOP, 'models/exposures.yml': 'exposures:\n  - name: "board | <b>"\n    label: Board\n    type: dashboard\n    owner: {name: Ada}\n    depends_on: [ref(\'customers\')]\n' });
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  fill(root, {
    'models/stg_receipts.sql': "select\n    receipt_id,\n    customer_id\nfrom {{ source('till', 'receipts') }}\n",
    'models/models.yml': SHOP['models/models.yml']!.replace('tests: [unique, not_null]', 'tests: [unique]'),
    'models/broken.sql': "select * from {{ ref('nowhere') }}\n",
  });
  return root;
}
async function run(root: string, args: readonly string[], env: { [name: string]: string } = {}): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const io = {
    ...nodeIo(process), cwd: root, env,
    stdout: { write: async (t: string) => void (stdout += t), terminal: false, columns: 80 },
    stderr: { write: async (t: string) => void (stderr += t), terminal: false, columns: 80 },
  };
  const status = await runCli(args, io, { version: '9.9.9', rules: [], docs: id => `https://example.org/rules/${id}.md`, openWorkspace: openFolder });
  return { status, stdout, stderr };
}
/** The folder and the commit's id are others with every run. */
const stable = (text: string, root: string): string => text.replaceAll(root, '/repo').replace(/\b[0-9a-f]{40}\b/g, 'c'.repeat(40)).replace(/\(([0-9a-f]{9})\)/g, '(ccccccccc)');

describe('impact', () => {
  test('in each of its forms', async () => {
    const root = repository();
    for (const [format, file] of [['text', 'impact.txt'], ['json', 'impact.json'], ['markdown', 'impact.md'], ['sarif', 'impact.sarif']] as const) {
      const { status, stdout, stderr } = await run(root, ['impact', '--format', format]);
      assert.deepEqual([status, stderr], [1, '']);
      matches(file, stable(stdout, root));
    }
    assert.match((await run(root, ['impact', '-q'])).stdout, /^1 breaking, \d+ risky and \d+ safe changes in 3 files\./);
  });

  test('names from files are shown as they are, in a workflow with links', async () => {
    const root = repository();
    const { stdout } = await run(root, ['impact', '--format', 'markdown'], { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: 'abc', GITHUB_WORKSPACE: path.dirname(root) });
    assert.match(stdout, /\(<https:\/\/github\.com\/a\/b\/blob\/abc\/shop\/models\/customers\.sql#L6>\)/);
    assert.ok(!stdout.includes('<b>') || !/[^`]<b>/.test(stdout.replace(/`[^`]*`/g, '')));
    for (const row of stdout.split('\n').filter(l => l.startsWith('| ')))
      assert.ok([5, 6].includes(row.replace(/\\\|/g, '').split('|').length - 1), row);
  });

  test('exit status', async () => {
    const root = repository();
    assert.equal((await run(root, ['impact', '--fail-on', 'never'])).status, 0);
    assert.equal((await run(root, ['impact', '--base', 'HEAD', '--fail-on', 'risky'])).status, 1);
    git(root, ['commit', '-qam', 'x']);
    assert.equal((await run(root, ['impact', '--base', 'HEAD'])).status, 0);
    const wrong = await run(root, ['impact', '--base=--upload-pack=x']);
    assert.deepEqual([wrong.status, wrong.stdout, wrong.stderr], [2, '', "pipewright: There is no commit, branch or tag '--upload-pack=x' here.\n"]);
    const outside = await run(fill(tempFolder(), SHOP), ['impact']);
    assert.equal(outside.status, 2);
    assert.match(outside.stderr, /not in a git repository/);
  });
});

describe('check --changed', () => {
  test('reports only on what differs', async () => {
    const root = repository();
    const files = async (...args: string[]) => JSON.parse((await run(root, ['check', '--format', 'json', ...args])).stdout).files as number;
    assert.equal(await files('--changed'), 3);
    assert.equal(await files('--changed', '--base', 'HEAD', 'models/broken.sql'), 1);
    assert.ok((await files()) > 3);
    git(root, ['add', '-A']);
    git(root, ['commit', '-qm', 'x']);
    assert.equal(await files('--changed'), 0);
    assert.equal(await files('--changed', '--base', 'HEAD~1'), 3);
    assert.equal((await run(root, ['check', '--base', 'main'])).status, 2);
    assert.equal((await run(root, ['check', '--changed', '--base', 'nowhere'])).status, 2);
  });
});

describe('in continuous integration', () => {
  const known = (line: string): void => {
    const [name, ...rest] = line.trim().split(/\s+/);
    const command = COMMANDS.find(c => c.name === name);
    assert.ok(command, line);
    for (const word of rest.filter(w => w.startsWith('--'))) assert.ok(command.options.some(o => `--${o.name}` === word.split('=')[0]), `${line}: ${word}`);
  };

  test('the hooks call what there is', () => {
    const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { id: string; entry: string; language: string }[];
    assert.deepEqual(hooks.map(h => h.id), ['pipewright', 'pipewright-fix', 'pipewright-impact']);
    for (const h of hooks) known(h.entry.replace(/^pipewright /, ''));
  });

  test('the action hands its inputs on through the environment only', () => {
    const action = parse(readFileSync('action.yml', 'utf8')) as { inputs: object; runs: { steps: { run?: string; shell?: string; env?: { [name: string]: string } }[] } };
    for (const step of action.runs.steps) {
      if (step.run === undefined) continue;
      assert.equal(step.shell, 'bash');
      assert.ok(!step.run.includes('${{'), 'an expression in a script is run as code');
      for (const call of step.run.matchAll(/node "\$CLI" (\w+)[^\n>]*/g)) known(call[0].replace('node "$CLI" ', '').replace(/"\$\{args\[@\]\}"/, ''));
    }
    for (const name of Object.keys(action.inputs)) assert.ok(readFileSync('action.yml', 'utf8').includes(`inputs.${name}`), name);
  });
});
