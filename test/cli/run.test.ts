import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readArguments } from '../../server/src/cli/arguments';
import { COMMANDS } from '../../server/src/cli/commands';
import type { OpenOptions } from '../../server/src/cli/io';
import { matches } from './expected';
import { fakeWorkspace, shop } from './fake';
import { run, type RunOptions, testRules } from './program';

const files = { 'models/orders.sql': 'FIXME\n', 'seeds/a.csv': 'id\n' };

async function wrong(...argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await run(argv, files);
  assert.equal(status, 2, argv.join(' '));
  assert.equal(stdout, '');
  return stderr;
}

describe('usage', () => {
  test('help of the program and of every command fits 80 columns', async () => {
    const all = [await run(['--help'], {}, { languageServer: async () => 0 }), ...(await Promise.all(COMMANDS.map(c => run([c.name, '--help'], {}))))];
    for (const { status, stderr, stdout } of all) {
      assert.equal(status, 0);
      assert.equal(stderr, '');
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
    }
    matches('help.txt', all.map(a => a.stdout).join('-'.repeat(80) + '\n'));
    assert.equal((await run(['help', 'check'], {})).stdout, all[1]!.stdout);
    assert.equal((await run(['-h'], {}, { languageServer: async () => 0 })).stdout, all[0]!.stdout);
  });

  test('version', async () => {
    for (const argv of [['--version'], ['-V'], ['check', '--version']]) assert.deepEqual((await run(argv, {})).stdout, 'pipewright 1.2.3\n');
  });

  test('what is wrong is said on standard error, with status 2', async () => {
    assert.equal(await wrong(), 'pipewright: a command is missing\nSee pipewright --help.\n');
    assert.equal(await wrong('chekc'), "pipewright: there is no command 'chekc'; did you mean 'check'?\nSee pipewright --help.\n");
    assert.match(await wrong('help', 'nothing'), /there is no command 'nothing'/);
    assert.match(await wrong('check', '--formt', 'json'), /check has no option --formt; did you mean --format\?\nSee pipewright check --help\./);
    assert.match(await wrong('overview', '--columns'), /overview has no option --columns; it belongs to lineage/);
    assert.match(await wrong('check', '--format', 'yaml'), /--format can't be 'yaml'; it is one of text, json, sarif, github, junit/);
    assert.match(await wrong('check', '--format'), /--format needs a value: --format text\|json/);
    assert.match(await wrong('check', '--root', '--fix'), /--root needs a value: --root DIR/);
    assert.match(await wrong('check', '--fix=yes'), /--fix takes no value/);
    assert.match(await wrong('check', '-x'), /check has no option -x/);
    assert.match(await wrong('overview', 'a', 'b'), /overview takes one argument, not 2/);
    assert.match(await wrong('check', '--threads', 'many'), /--threads needs a number from 1, not 'many'/);
    assert.match(await wrong('check', '--rule', 'no-fixme'), /--rule needs ID=LEVEL, not 'no-fixme'/);
    assert.match(await wrong('check', '--rule', 'no-fixmee=off'), /there is no rule or group 'no-fixmee'; did you mean 'no-fixme'\?/);
    assert.match(await wrong('check', '--fix', '--diff'), /give one of them/);
    assert.match(await wrong('check', '--diff', '--format', 'json'), /goes with no --format/);
    assert.match(await wrong('check', 'nowhere'), /there is no file or folder 'nowhere'/);
    assert.match(await wrong('check', '--root', 'nowhere'), /the root 'nowhere' is not a folder/);
    assert.match(await wrong('check', '--root', 'models', 'seeds'), /'seeds' lies outside the root \/repo\/models/);
    assert.match(await wrong('check', '--config', 'none.yml'), /there is no configuration file 'none.yml'/);
    assert.match(await wrong('rules', 'no-fixmi'), /there is no rule 'no-fixmi'; did you mean 'no-fixme'\?/);
    assert.match(await wrong('lineage', 'nothing'), /nothing is named 'nothing'/);
    assert.match(await wrong('language-server', '--stdio'), /there is no language server/);
  });

  test('a wrong configuration is the user’s to mend', async () => {
    const { status, stderr } = await run(['check', '--config', 'bad.yml'], { 'bad.yml': '' });
    assert.equal(status, 2);
    assert.equal(stderr, 'pipewright: bad.yml:1: an unknown key\n');
  });

  test('a fault of our own is told as one, with status 3', async () => {
    const rule = { ...testRules[0]!, check: () => { throw new Error('broken rule'); } };
    const { status, stdout, stderr } = await run(['check'], files, { rules: [rule] });
    assert.equal(status, 3);
    assert.equal(stdout, '');
    assert.match(stderr, /fault of pipewright 1\.2\.3[\s\S]*broken rule/);
  });

  test('any words at all give a request', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('check', 'lineage', 'help', '--', '-', '--format', '--format=', 'json', '--fix', '-q', '-hq', '--rule', 'a=off', '--no-cache', '--no-fix', '--__proto__', '--constructor'));
    fc.assert(fc.property(fc.array(word, { maxLength: 8 }), words => ['run', 'help', 'version', 'wrong'].includes(readArguments(words).kind)), { numRuns: 500 });
  });
});

describe('the root', () => {
  const rootOf = async (argv: string[], options: RunOptions = {}): Promise<string> => {
    let root = '';
    const { stderr } = await run(argv, files, { ...options, open: r => (root = r) });
    assert.equal(stderr, '');
    return root;
  };

  test('is the repository, --root, or the folder where there is no repository', async () => {
    assert.equal(await rootOf(['check'], { cwd: '/repo/models' }), '/repo');
    assert.equal(await rootOf(['check', '--root', '.'], { cwd: '/repo/models' }), '/repo/models');
    assert.equal(await rootOf(['check'], { cwd: '/repo/models', repository: null }), '/repo/models');
    assert.equal(await rootOf(['check', 'models'], { repository: null }), '/repo');
    assert.equal(await rootOf(['check', '/repo/models'], { cwd: '/elsewhere' }), '/repo');
    assert.equal(await rootOf(['check', '/repo/models'], { cwd: '/elsewhere', repository: null }), '/repo/models');
  });

  test('options reach the reader of the workspace', async () => {
    let seen: OpenOptions | undefined;
    await run(['check', '--no-cache', '--threads', '3', '--config', 'seeds/a.csv', '--rule', 'news=error'], files, { open: (_, o) => (seen = o) });
    assert.deepEqual([seen?.cache, seen?.threads, seen?.config, seen?.rules], [false, 3, '/repo/seeds/a.csv', { news: 'error' }]);
    await run(['lineage', 'x'], files, { open: (_, o) => (seen = o) });
    assert.deepEqual([seen?.cache, seen?.threads, seen?.config, seen?.rules], [true, null, null, {}]);
  });

  test('a path is relative to the current folder', async () => {
    const { stdout } = await run(['check', '-q', 'orders.sql'], files, { cwd: '/repo/models' });
    assert.match(stdout, /^models\/orders\.sql:1:1: error/);
  });
});

describe('progress', () => {
  test('is shown on a terminal, for long work, and goes away', async () => {
    const { stderr } = await run(['check'], files, { terminal: true, tick: 2000 });
    assert.equal(stderr, '\r\u001b[KReading files: 1 of 1,200\r\u001b[K');
  });

  test('is not shown for short work, into a file, or when quiet', async () => {
    assert.equal((await run(['check'], files, { terminal: true })).stderr, '');
    assert.equal((await run(['check'], files, { tick: 2000 })).stderr, '');
    assert.equal((await run(['check', '-q'], files, { terminal: true, tick: 2000 })).stderr, '');
  });
});

describe('lineage', () => {
  const workspace = fakeWorkspace(shop());
  const print = async (...argv: string[]): Promise<string> => {
    const { stdout, stderr, status } = await run(['lineage', ...argv], {}, { workspace });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  };

  for (const format of ['json', 'openlineage', 'mermaid', 'dot', 'svg', 'text']) {
    test(`as ${format}`, async () => {
      matches(`lineage.${format}.txt`, await print('--format', format, '--columns'));
      assert.equal(await print('--format', format, '--columns'), await print('--format', format, '--columns'));
    });
  }

  test('as a page that stands alone, if the build has one', async () => {
    const page = await run(['lineage', '--format', 'html', '+orders'], {}, { workspace, page: { script: 'let ran;', style: '' } });
    assert.equal(page.status, 0);
    assert.match(page.stdout, /^<!doctype html>[\s\S]*<script>let ran;<\/script>/);
    const { map, detail } = JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(page.stdout)![1]!) as { map: { nodes: { label: string }[] }; detail: { nodes: { columns: unknown[] }[] } };
    assert.ok(map.nodes.some(n => n.label === 'orders') && map.nodes.some(n => n.label === 'stg_orders'));
    assert.ok(detail.nodes.some(n => n.columns.length > 0), 'with columns');
    const without = await run(['lineage', '--format', 'html'], {}, { workspace });
    assert.equal(without.status, 2);
    assert.match(without.stderr, /no lineage page/);
  });

  test('is text on a terminal and JSON into a pipe', async () => {
    assert.equal(await print(), await print('--format', 'json'));
    const { stdout } = await run(['lineage', '+stg_orders'], {}, { workspace, terminal: true });
    matches('lineage-terminal.txt', stdout);
  });

  test('the time of events is that of reproducible builds', async () => {
    const { stdout } = await run(['lineage', '--format', 'openlineage', 'customers'], {}, { workspace, env: { SOURCE_DATE_EPOCH: '1700000000' } });
    assert.equal(JSON.parse(stdout)[0].eventTime, '2023-11-14T22:13:20.000Z');
  });

  test('an unknown name prints nothing', async () => {
    const { status, stdout, stderr } = await run(['lineage', 'stg_order'], {}, { workspace });
    assert.deepEqual([status, stdout, stderr], [2, '', "pipewright: nothing is named 'stg_order'; did you mean 'stg_orders'?\n"]);
  });
});

describe('overview and rules', () => {
  const workspace = fakeWorkspace({ ...shop(), projects: [{ format: 'dbt', root: '', name: 'shop', owner: '', data: null }, { format: 'dbt', root: 'dbt_packages/utils', name: 'utils', owner: '', data: null }] });

  test('overview', async () => {
    matches('overview.txt', (await run(['overview'], {}, { workspace })).stdout);
    matches('overview.json', (await run(['overview', '--format', 'json'], {}, { workspace })).stdout);
    const part = JSON.parse((await run(['overview', 'dags', '--format', 'json'], { 'dags/load.py': '' }, { workspace })).stdout);
    assert.deepEqual(part.systems.map((s: { system: string }) => s.system), ['airflow']);
    assert.equal((await run(['overview'], {})).stdout, 'No pipeline files in /repo.\n');
  });

  test('rules', async () => {
    matches('rules.txt', (await run(['rules'], {})).stdout);
    matches('rule.txt', (await run(['rules', 'no-fixme'], {})).stdout);
    assert.equal(JSON.parse((await run(['rules', '--format', 'json'], {})).stdout).rules.length, 5);
    assert.equal(JSON.parse((await run(['rules', 'news', '--format', 'json'], {})).stdout).id, 'news');
  });

  test('the language server gets what follows its name', async () => {
    const languageServer = async (args: readonly string[]): Promise<number> => (args.join() === '--stdio' ? 7 : 8);
    assert.equal((await run(['language-server', '--stdio'], {}, { languageServer })).status, 7);
  });
});
