import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matches } from './expected';
import type { Rule } from '../../server/src/model/rule';
import { run, testRules } from './program';

const files = {
  'models/orders.sql': 'table orders\n\n\tselect FIXME as a_rather_long_name, LOUD,\n  news, psst\n',
  'models/wide.sql': `select ${'column_name, '.repeat(12)}FIXME, ${'more, '.repeat(20)}from ünïcödé_表 -- LOUD\n`,
  'models/fine.sql': 'select 1\n',
  'a & b, <c>.sql': 'FIXME 100% "LOUD"\n',
};

describe('check as text', () => {
  test('groups findings by file, shows the line and what to do', async () => {
    const { status, stdout, stderr } = await run(['check'], files);
    matches('check.txt', stdout);
    assert.equal(stderr, '');
    assert.equal(status, 1);
    assert.ok(stdout.split('\n').every(l => [...l].length <= 80));
  });

  test('has colours on a terminal only, and none with NO_COLOR', async () => {
    const inColour = await run(['check'], files, { terminal: true });
    matches('check-colour.txt', inColour.stdout);
    const { stdout } = await run(['check'], files, { terminal: true, env: { NO_COLOR: '1' } });
    assert.ok(!stdout.includes('\u001b'));
    assert.ok(!(await run(['check'], files)).stdout.includes('\u001b'));
  });

  test('is one line a finding when quiet', async () => {
    const { stdout } = await run(['check', '-q', 'models/orders.sql'], files);
    assert.equal(
      stdout,
      "models/orders.sql:3:9: error: 'FIXME' is not a keyword. Did you mean 'FIXED'? [no-fixme]\n" +
        'models/orders.sql:3:38: warning: Write this in small letters, since whoever reads a hundred of these files a day will be grateful for a little quiet [loud-word]\n' +
        'models/orders.sql:4:3: information: There is news [news]\n',
    );
  });

  test('says so when there is nothing', async () => {
    const { status, stdout } = await run(['check', 'models/fine.sql'], files);
    assert.match(stdout, /^No findings in 1 file\. \(0\.0\d s\)\n$/);
    assert.equal(status, 0);
  });

  test('shows nothing that could command the terminal', async () => {
    const { stdout } = await run(['check'], { 'a\u001b]0;x\u0007.sql': 'FIXME \u001b[31m\u202egnp\n' });
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u202e]/.test(stdout), JSON.stringify(stdout));
  });
});

describe('check as JSON', () => {
  test('has the shape that others script against', async () => {
    const { stdout, status } = await run(['check', '--format', 'json'], files);
    matches('check.json', stdout);
    assert.equal(status, 1);
    const value = JSON.parse(stdout);
    assert.deepEqual(Object.keys(value), ['version', 'root', 'files', 'milliseconds', 'diagnostics', 'summary']);
    assert.deepEqual(value.summary, { error: 3, warning: 3, information: 1, hint: 0 });
    assert.deepEqual(Object.keys(value.diagnostics[0]), ['file', 'line', 'column', 'endLine', 'endColumn', 'rule', 'severity', 'message', 'docs', 'fixes', 'related']);
    assert.deepEqual(value.diagnostics.find((d: { file: string }) => d.file === 'models/orders.sql'), {
      file: 'models/orders.sql', line: 3, column: 9, endLine: 3, endColumn: 14, rule: 'no-fixme', severity: 'error',
      message: "'FIXME' is not a keyword. Did you mean 'FIXED'?", docs: 'https://example.org/rules/no-fixme.md',
      fixes: [{ title: "Change to 'FIXED'", safe: true }],
      related: [{ file: 'models/orders.sql', line: 1, column: 7, message: 'orders is declared here' }],
    });
  });

  test('of no files is still whole', async () => {
    const { stdout, status } = await run(['check', '--format=json'], {});
    assert.deepEqual({ ...JSON.parse(stdout), milliseconds: 0 }, { version: 1, root: '/repo', files: 0, milliseconds: 0, diagnostics: [], summary: { error: 0, warning: 0, information: 0, hint: 0 } });
    assert.equal(status, 0);
  });
});

describe('check for machines', () => {
  test('SARIF', async () => matches('check.sarif', (await run(['check', '--format', 'sarif'], files)).stdout));
  test('JUnit', async () => matches('check.junit.xml', (await run(['check', '--format', 'junit'], files)).stdout));
  test('GitHub', async () => matches('check.github.txt', (await run(['check', '--format', 'github'], files)).stdout));

  test('GitHub commands keep what would end them', async () => {
    const rule = { ...testRules[2]!, check: () => [{ rule: 'news', span: { start: 0, end: 4 }, message: '100%: a, b\r\nand more::' }] };
    const { stdout } = await run(['check', '--format', 'github'], { 'a:b,c%.sql': 'news' }, { rules: [rule] });
    assert.equal(stdout, '::notice file=a%3Ab%2Cc%25.sql,line=1,endLine=1,col=1,endColumn=5,title=news::100%25: a, b%0D%0Aand more::\n');
  });

  test('GitHub paths start at the checked-out repository', async () => {
    const { stdout } = await run(['check', '--format', 'github', '--root', 'models'], { 'models/a.sql': 'LOUD\n' }, { env: { GITHUB_WORKSPACE: '/repo' } });
    assert.match(stdout, /^::warning file=models\/a\.sql,line=1,endLine=1,col=1,endColumn=5,title=loud-word::Write/);
  });

  test('XML has no character that XML has not', async () => {
    const { stdout } = await run(['check', '--format', 'junit'], { 'a\u0001\ud800.sql': 'FIXME' });
    assert.match(stdout, /classname="a\ufffd\ufffd\.sql"/);
  });

  test('SARIF fingerprints outlive a moved line', async () => {
    const prints = async (text: string): Promise<string[]> =>
      JSON.parse((await run(['check', '--format', 'sarif'], { 'a.sql': text })).stdout).runs[0].results.map((r: { partialFingerprints: object }) => Object.values(r.partialFingerprints)[0]);
    const before = await prints('FIXME\nFIXME\n');
    assert.equal(new Set(before).size, 2);
    assert.deepEqual(await prints('\n\nFIXME\nFIXME\n'), before);
  });
});

describe('levels', () => {
  test('--fail-on decides the exit status', async () => {
    const warning = { 'a.sql': 'LOUD\n' };
    assert.equal((await run(['check'], warning)).status, 0);
    assert.equal((await run(['check', '--fail-on', 'warning'], warning)).status, 1);
    assert.equal((await run(['check', '--fail-on', 'never'], files)).status, 0);
  });

  test('--severity decides what is shown, and what fails is shown anyway', async () => {
    const rulesOf = (stdout: string): string[] => JSON.parse(stdout).diagnostics.map((d: { rule: string }) => d.rule);
    const hint = { 'a.sql': 'psst news LOUD FIXME\n' };
    assert.deepEqual(rulesOf((await run(['check', '--format', 'json', '--severity', 'error'], hint)).stdout), ['no-fixme']);
    assert.deepEqual(rulesOf((await run(['check', '--format', 'json'], hint)).stdout), ['news', 'loud-word', 'no-fixme']);
    assert.deepEqual(rulesOf((await run(['check', '--format', 'json', '--severity', 'error', '--fail-on', 'hint'], hint)).stdout), ['whisper', 'news', 'loud-word', 'no-fixme']);
  });

  test('--rule overrides a rule or a group', async () => {
    const { stdout, status } = await run(['check', '--format', 'json', '--rule', 'no-fixme=hint', '--rule', 'naming=off'], files);
    assert.deepEqual(JSON.parse(stdout).diagnostics, []);
    assert.equal(status, 0);
  });

  test('suppressed findings are gone', async () => {
    assert.equal((await run(['check'], { 'a.sql': 'FIXME -- allow: no-fixme\n' })).status, 0);
  });
});

describe('fixes', () => {
  const broken = { 'a.sql': 'select FIXME, FIXME\r\nLOUD\r\n', 'b.sql': 'SPLIT\nselect 1\n', 'c.sql': 'select 1\n' };

  test('--fix writes the safe ones and reports the rest', async () => {
    const { stdout, status, disk } = await run(['check', '--fix'], broken);
    assert.deepEqual([...disk], [['a.sql', 'select FIXED, FIXED\r\nLOUD\r\n'], ['b.sql', 'select 1\n'], ['c.sql', 'select 1\n'], ['split/part.sql', 'select 1\n']]);
    assert.match(stdout, /Fixed 3 findings in 3 files\.\n1 warning in 1 of 4 files\./);
    assert.equal(status, 0);
  });

  test('--diff prints them as a patch and writes nothing', async () => {
    const { stdout, stderr, status, disk } = await run(['check', '--diff'], broken);
    matches('check.diff', stdout.replaceAll('\r', '<CR>'));
    assert.equal(stderr, 'pipewright: 3 findings can be fixed in 3 files\n');
    assert.equal(status, 1);
    assert.deepEqual([...disk], Object.entries(broken));
  });

  test('a file that can not be written stays a finding', async () => {
    const { stdout, stderr, status } = await run(['check', '--fix', 'a.sql'], broken, { locked: ['a.sql'] });
    assert.equal(stderr, 'pipewright: a.sql could not be written\n');
    assert.match(stdout, /2 errors, 1 warning/);
    assert.equal(status, 1);
  });

  test('of two that overlap the second waits for a round of its own', async () => {
    const swap = (id: string, word: RegExp, to: string): Rule => ({
      ...testRules[0]!, id,
      *check(document) {
        for (const m of document.text.matchAll(word)) yield { rule: id, span: { start: m.index, end: m.index + m[0].length }, message: id };
      },
      fixes: (finding, document) => [{ title: id, safe: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: finding.span, text: to }] }] }],
    });
    const rules = [swap('a-first', /one two/g, 'one 2'), swap('b-second', /two three|2 three/g, '2 3')];
    const { disk, stdout } = await run(['check', '--fix'], { 'a.sql': 'one two three\n' }, { rules });
    assert.equal(disk.get('a.sql'), 'one 2 3\n');
    assert.match(stdout, /Fixed 2 findings in 1 file\.\nNo findings/);
  });

  test('only in the paths given', async () => {
    assert.equal((await run(['check', '--fix', 'c.sql'], broken)).disk.get('a.sql'), broken['a.sql']);
  });

  test('a fix that never ends is given up', async () => {
    const rule = { ...testRules[0]!, fixes: (finding: { span: { start: number; end: number } }, document: { path: string }) => [{ title: 'More', safe: true, changes: [{ kind: 'edit' as const, file: document.path, operations: [{ op: 'text' as const, span: finding.span, text: 'x FIXME' }] }] }] };
    const { status } = await run(['check', '--fix'], { 'a.sql': 'FIXME' }, { rules: [rule] });
    assert.equal(status, 1);
  });
});
