import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ImpactResult, RefsResult } from '../../server/src/lsp/protocol';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { type Client, type ClientSettings, serverFile, startClient } from './client';
import { SHOP } from './shop';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

function repository(): string {
  const root = fill(path.join(tempFolder(), 'shop'), { ...SHOP, '.gitignore': 'dbt_packages\n' });
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  return root;
}
async function start(root: string, given: Partial<ClientSettings> = {}): Promise<Client> {
  const client = await startClient(await serverFile(tempFolder()), { root, ...given, settings: { pipewright: { branch: { prompt: false }, ...(given.settings?.['pipewright'] as object) } } });
  running.push(client);
  await client.scanned();
  return client;
}
const LOST = SHOP['models/stg_receipts.sql']!.replace(/,\n {4}\{\{ to_euros.* as amount/, '');
async function titles(client: Client, params: object = {}): Promise<string[]> {
  const result = await client.request<ImpactResult>('pipewright/impact', params);
  assert.ok(!('problem' in result), JSON.stringify(result));
  return result.impact.changes.map(c => `${c.verdict} ${c.subject.name}: ${c.title}`);
}
const breaking = (p: lsp.PublishDiagnosticsParams) => p.diagnostics.filter(d => d.code === 'breaking-change');

test('unsaved text counts, with a page, marks for the lineage view, and refs to choose from', async () => {
  const root = repository();
  const client = await start(root);
  assert.deepEqual(await titles(client), []);
  client.open('models/stg_receipts.sql', LOST);
  const result = await client.request<ImpactResult>('pipewright/impact', { uri: client.uri('models/customers.sql'), page: client.uri('..') });
  assert.ok(!('problem' in result));
  assert.deepEqual(result.impact.changes.map(c => c.title), ['column `amount` removed']);
  assert.deepEqual(result.changed.map(c => [c.id.replace(/.*\./, ''), c.kind, c.effect]), [['customers', 'reached', 'breaks'], ['stg_receipts', 'changed', null]]);
  assert.match(result.markdown, /\[models\/customers\.sql:\d+\]\(</);
  assert.ok(!result.markdown.includes('<details>'));
  assert.equal(readFileSync(path.join(root, 'models/stg_receipts.sql'), 'utf8'), SHOP['models/stg_receipts.sql']);
  const refs = await client.request<RefsResult>('pipewright/refs', {});
  assert.deepEqual(refs, { usual: 'main', refs: [{ name: 'main', kind: 'branch' }] });
  client.change('models/stg_receipts.sql', SHOP['models/stg_receipts.sql']!, 2);
  assert.deepEqual(await titles(client), []);
  assert.deepEqual(await client.request('pipewright/impact', { base: 'nowhere' }), { problem: "There is no commit, branch or tag 'nowhere' here." });
});

test('the base stays right while files come, go, and are saved', async () => {
  const root = repository();
  const client = await start(root);
  assert.deepEqual(await titles(client), []);
  const tell = (file: string, type: lsp.FileChangeType) => client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type }] });
  const eventually = async (what: string, wanted: readonly string[]) => {
    for (let i = 0; ; i++) {
      const now = await titles(client);
      if (JSON.stringify(now) === JSON.stringify(wanted) || i > 100) {
        assert.deepEqual(now, wanted, what);
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  writeFileSync(path.join(root, 'models/stg_receipts.sql'), LOST);
  tell('models/stg_receipts.sql', 2);
  await eventually('a saved edit', ['breaking stg_receipts: column `amount` removed']);
  fill(root, { 'models/more.sql': 'select 1 as x\n' });
  tell('models/more.sql', 1);
  await eventually('a new file', ['breaking stg_receipts: column `amount` removed', 'safe more: dbt model added with 1 column']);
  // Packages are installed: git does not look at them, and they are no change.
  fill(root, { 'dbt_packages/tools/dbt_project.yml': 'name: tools\nversion: "1.0"\n', 'dbt_packages/tools/models/tool.sql': 'select 1 as y\n' });
  tell('dbt_packages/tools/dbt_project.yml', 1);
  tell('dbt_packages/tools/models/tool.sql', 1);
  await new Promise(resolve => setTimeout(resolve, 300));
  await eventually('installed packages', ['breaking stg_receipts: column `amount` removed', 'safe more: dbt model added with 1 column']);
  git(root, ['checkout', '-qb', 'feature/x']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'work']);
  assert.equal((await titles(client)).length, 2, 'committed work is compared with where it left main');
  assert.deepEqual(await titles(client, { base: 'HEAD' }), []);
  assert.equal((await titles(client)).length, 2);
});

test('breaking changes are found some time after the last edit, and lead to the page', async () => {
  const root = repository();
  const client = await start(root, { options: { commands: true } });
  client.open('models/stg_receipts.sql', LOST);
  const found = breaking(await client.published('models/stg_receipts.sql', p => breaking(p).length > 0));
  assert.equal(found[0]!.message, "Column 'amount' removed: 'customers' still uses it");
  assert.equal(found[0]!.severity, 2);
  const actions = await client.request<lsp.CodeAction[]>('textDocument/codeAction', { textDocument: { uri: client.uri('models/stg_receipts.sql') }, range: found[0]!.range, context: { diagnostics: found } });
  const action = actions.find(a => a.command?.command === 'pipewright.showImpact');
  assert.ok(action, actions.map(a => a.title).join());
  client.change('models/stg_receipts.sql', SHOP['models/stg_receipts.sql']!, 2);
  await client.published('models/stg_receipts.sql', p => breaking(p).length === 0);
});

test('a schema that can not follow the one before is found at its field, and leads to the page', async () => {
  const schema = (more: string): string => `{\n  "type": "record",\n  "name": "Receipt",\n  "fields": [\n    { "name": "id", "type": "long" }${more}\n  ]\n}\n`;
  const root = fill(path.join(tempFolder(), 'shop'), { 'schemas/receipts-value.avsc': schema('') });
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  const client = await start(root, { options: { commands: true } });
  const file = 'schemas/receipts-value.avsc';
  const incompatible = (p: lsp.PublishDiagnosticsParams) => p.diagnostics.filter(d => d.code === 'schema-incompatible');
  client.open(file, schema(',\n    { "name": "city", "type": "string" }'));
  const found = incompatible(await client.published(file, p => incompatible(p).length > 0));
  assert.deepEqual(found.map(d => [d.severity, d.range]), [[2, { start: { line: 5, character: 15 }, end: { line: 5, character: 19 } }]]);
  assert.match(found[0]!.message, /^New field 'city' has no default/);
  const actions = await client.request<lsp.CodeAction[]>('textDocument/codeAction', { textDocument: { uri: client.uri(file) }, range: found[0]!.range, context: { diagnostics: found } });
  assert.ok(actions.some(a => a.command?.command === 'pipewright.showImpact'), actions.map(a => a.title).join());
  const setLevel = (level: string): void => {
    writeFileSync(path.join(root, 'pipewright.yml'), `schemas:\n  compatibility: ${level}\n`);
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('pipewright.yml'), type: 2 }] });
  };
  setLevel('FORWARD');
  await client.published(file, p => incompatible(p).length === 0);
  setLevel('FULL');
  await client.published(file, p => incompatible(p).length > 0);
  client.change(file, schema(',\n    { "name": "city", "type": "string", "default": "" }'), 2);
  await client.published(file, p => incompatible(p).length === 0);
});

test('git is not run where the workspace is not trusted, and nothing is found where the rule is off', async () => {
  const untrusted = await start(repository(), { options: { trusted: false } });
  assert.match(((await untrusted.request('pipewright/impact', {})) as { problem: string }).problem, /not trusted/);
  const off = await start(repository(), { settings: { pipewright: { rules: { 'breaking-change': 'off' } } } });
  off.open('models/stg_receipts.sql', LOST);
  await new Promise(resolve => setTimeout(resolve, 3_000));
  assert.equal(breaking(off.findings.get('models/stg_receipts.sql')!).length, 0);
});
