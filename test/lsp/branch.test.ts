import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { type Client, type ClientSettings, serverFile, startClient } from './client';
import { SHOP } from './shop';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

function repository(): string {
  const root = fill(path.join(tempFolder(), 'shop'), SHOP);
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  return root;
}
async function start(root: string, given: Partial<ClientSettings> = {}): Promise<Client> {
  const client = await startClient(await serverFile(tempFolder()), { root, ...given });
  running.push(client);
  await client.scanned();
  return client;
}
const branchOf = (root: string) => git(root, ['symbolic-ref', '--short', 'HEAD']).trim();
let version = 1;
function edit(client: Client, file = 'models/customers.sql'): void {
  const text = readFileSync(path.join(client.root, file), 'utf8');
  client.open(file, text, ++version);
  client.change(file, `${text}-- ${version}\n`, ++version);
}
/** Long enough for a question to come if one will. */
const quiet = async (client: Client) => {
  for (let i = 0; i < 5; i++) {
    await client.request('pipewright/branch', { uri: client.uri('models/customers.sql'), suggest: true });
    await new Promise(resolve => setTimeout(resolve, 60));
  }
};

test('the first edit on a protected branch asks, and the branch made keeps the work', async () => {
  const root = repository();
  writeFileSync(path.join(root, 'seeds/countries.csv'), 'code,name\nfr,France\n');
  const client = await start(root, { answer: q => q.actions?.[0]?.title });
  client.open('models/stg_receipts.sql', SHOP['models/stg_receipts.sql']!);
  await quiet(client);
  assert.equal(client.questions.length, 0, 'opening a file is no edit');
  edit(client);
  const question = await client.until('the question', () => client.questions[0]);
  assert.equal(question.message, "You're currently on main. Create a feature branch for this data pipeline work?");
  assert.deepEqual(question.actions?.map(a => a.title).filter(t => !/feature/.test(t)), ['Not Now', 'Never Ask']);
  await client.until('the news', () => client.messages.find(m => /You are now on feature\/etl-customers/.test(m.message)));
  assert.equal(branchOf(root), 'feature/etl-customers');
  assert.equal(readFileSync(path.join(root, 'seeds/countries.csv'), 'utf8'), 'code,name\nfr,France\n');
  edit(client);
  await quiet(client);
  assert.equal(client.questions.length, 1);
  const info = await client.request<{ branch: string; protected: boolean }>('pipewright/branch', { uri: client.uri('models/customers.sql') });
  assert.deepEqual([info.branch, info.protected], ['feature/etl-customers', false]);
});

test('it asks once for a branch, and again for another one', async () => {
  const root = repository();
  const client = await start(root, { answer: () => 'Not Now' });
  for (let i = 0; i < 3; i++) edit(client);
  edit(client, 'macros/to_euros.sql');
  await client.until('the question', () => client.questions[0]);
  await quiet(client);
  assert.equal(client.questions.length, 1);
  git(root, ['checkout', '-qb', 'develop']);
  edit(client);
  await client.until('the second question', () => client.questions[1]);
  assert.match(client.questions[1]!.message, /on develop\./);
});

test('a file that another program changed is no edit of the user', async () => {
  const root = repository();
  git(root, ['checkout', '-qb', 'feature/other']);
  const file = path.join(root, 'models/customers.sql');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, `-- other\r\n${before}`);
  git(root, ['commit', '-qam', 'second']);
  const client = await start(root);
  client.open('models/customers.sql', readFileSync(file, 'utf8'));
  // The editor loads again what a checkout puts there, with ends of lines of its own.
  git(root, ['checkout', '-q', 'main']);
  client.change('models/customers.sql', before.replaceAll('\n', '\r\n'), 2);
  await quiet(client);
  assert.equal(client.questions.length, 0);
  client.change('models/customers.sql', `${before}-- typed\n`, 3);
  await client.until('the question', () => client.questions[0]);
});

test('"never" outlives the session', async () => {
  const root = repository();
  const client = await start(root, { answer: () => 'Never Ask' });
  edit(client);
  await client.until('the question', () => client.questions[0]);
  await quiet(client);
  await client.shutdown();
  const again = await start(root);
  edit(again);
  await quiet(again);
  assert.equal(again.questions.length, 0);
});

test('a name can be chosen or typed where the editor lets it', async () => {
  const root = repository();
  const client = await start(root, { options: { pickBranchName: true }, answer: () => 'Other…', replies: { 'pipewright/pickBranchName': 'feature/my-own' } });
  edit(client);
  await client.until('the news', () => client.messages.find(m => /feature\/my-own/.test(m.message)));
  assert.equal(branchOf(root), 'feature/my-own');
});

test('nothing is asked and git is not run where it is not wanted', async () => {
  const untrusted = await start(repository(), { options: { trusted: false } });
  edit(untrusted);
  await quiet(untrusted);
  assert.equal(untrusted.questions.length, 0);
  const info = await untrusted.request<{ branch: string | null; message: string }>('pipewright/branch', { uri: untrusted.uri('models/customers.sql') });
  assert.equal(info.branch, null);
  assert.match(info.message, /not trusted/);
  const refused = await untrusted.request<{ ok: boolean }>('pipewright/createBranch', { uri: untrusted.uri('models/customers.sql'), name: 'x' });
  assert.equal(refused.ok, false);
  untrusted.notify('pipewright/trusted', {});
  edit(untrusted);
  await untrusted.until('the question', () => untrusted.questions[0]);

  const off = await start(repository(), { settings: { pipewright: { branch: { prompt: false } } } });
  edit(off);
  const other = await start(repository(), { settings: { pipewright: { 'branch.protected': ['release/*'] } } });
  edit(other);
  const docs = await start(repository());
  docs.open('notes.txt', 'a');
  docs.change('notes.txt', 'b', 2);
  for (const client of [off, other, docs]) {
    await quiet(client);
    assert.equal(client.questions.length, 0);
  }
});

test("the editor's own protected branches count", async () => {
  const root = repository();
  git(root, ['checkout', '-qb', 'production']);
  const client = await start(root, { settings: { 'git.branchProtection': ['prod*'] } });
  const info = await client.request<{ protected: boolean; label: string }>('pipewright/branch', { uri: client.uri('models/customers.sql') });
  assert.deepEqual([info.protected, info.label], [true, 'production']);
  edit(client);
  await client.until('the question', () => client.questions[0]);
});

test('the command makes a branch by a name, and says why it can not', async () => {
  const root = repository();
  const client = await start(root);
  const uri = client.uri('models/customers.sql');
  const info = await client.request<{ suggestions: string[]; message: null }>('pipewright/branch', { uri, suggest: true });
  assert.deepEqual([info.suggestions[0], info.message], ['feature/etl-customers', null]);
  const ofFolder = await client.request<{ branch: string }>('pipewright/branch', { uri: client.uri('x').replace(/\/x$/, '') });
  assert.equal(ofFolder.branch, 'main');
  const bad = await client.request<{ ok: boolean; message: string }>('pipewright/createBranch', { uri, name: '-x; rm' });
  assert.equal(bad.ok, false);
  assert.deepEqual(await client.request('pipewright/createBranch', { uri, name: info.suggestions[0] }), { ok: true, branch: 'feature/etl-customers' });
  assert.equal(branchOf(root), 'feature/etl-customers');
  assert.equal((await client.request<{ message: string }>('pipewright/branch', { uri: 'file:///elsewhere/x.sql' })).message, 'This file is in no folder of the workspace.');
});

test('a submodule has a branch of its own', async () => {
  const outer = repository();
  const inner = repository();
  git(outer, ['submodule', 'add', '-q', inner, 'inner']);
  git(outer, ['commit', '-qm', 'inner']);
  git(outer, ['checkout', '-qb', 'feature/outer']);
  git(path.join(outer, 'inner'), ['checkout', '-qb', 'develop']);
  const client = await start(outer);
  const info = (file: string) => client.request<{ branch: string; protected: boolean }>('pipewright/branch', { uri: client.uri(file) });
  assert.deepEqual((await info('models/customers.sql')).protected, false);
  assert.deepEqual([(await info('inner/models/customers.sql')).branch, (await info('inner/models/customers.sql')).protected], ['develop', true]);
  edit(client);
  await quiet(client);
  assert.equal(client.questions.length, 0);
  edit(client, 'inner/models/customers.sql');
  const question = await client.until('the question', () => client.questions[0]);
  assert.match(question.message, /on develop\./);
});
