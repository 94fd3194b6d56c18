import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ProfileResult, QualityResult } from '../../server/src/lsp/protocol';
import { fill, isolateGit, tempFolder } from '../host/temp';
import { type Client, FULL, serverFile, startClient } from './client';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

const FILES = {
  'dbt_project.yml': 'name: shop\nprofile: shop\nseed-paths: [seeds]\n',
  'seeds/raw_orders.csv': `order_id,status\n${Array.from({ length: 60 }, (_, i) => `${i + 1},${i % 2 === 0 ? 'new' : 'paid'}`).join('\n')}\n`,
  'seeds/seeds.yml': 'seeds:\n  - name: raw_orders\n    columns:\n      - name: order_id\n',
  'models/orders.sql': "select order_id, status from {{ ref('raw_orders') }}\n",
  'soda/orders.yml': 'checks for orders:\n  - missing_count(order_id) = 0\n  - avg(order_id) > 3\n',
};

async function start(): Promise<Client> {
  const root = fill(path.join(tempFolder(), 'shop'), FILES);
  const client = await startClient(await serverFile(tempFolder()), { root, capabilities: { ...FULL, workspace: { ...FULL.workspace, workspaceEdit: { ...FULL.workspace!.workspaceEdit, changeAnnotationSupport: {} } } } });
  running.push(client);
  await client.scanned();
  return client;
}

test('a seed is profiled, and the checks that hold go into its entry, to be confirmed', async () => {
  const client = await start();
  const profile = await client.request<ProfileResult>('pipewright/profile', { uri: client.uri('seeds/raw_orders.csv') });
  assert.equal(profile.rows, 60);
  assert.match(profile.markdown ?? '', /Profile of raw\\?_orders/);
  assert.deepEqual(profile.proposals.map(p => p.check), ['order_id is never null', 'order_id is unique', 'status is never null', 'status is one of new, paid']);
  assert.equal(profile.proposals[1]!.evidence, '0 of 60 null, 60 distinct');
  const added = await client.request<ProfileResult>('pipewright/profile', { uri: client.uri('seeds/raw_orders.csv'), add: true });
  assert.equal(added.applied, true);
  const edit = client.applied.at(-1)!;
  assert.equal(Object.values(edit.changeAnnotations ?? {})[0]?.needsConfirmation, true);
  const [change] = edit.documentChanges as lsp.TextDocumentEdit[];
  assert.equal(change!.textDocument.uri, client.uri('seeds/seeds.yml'));
  const cut = await client.request<ProfileResult>('pipewright/profile', { uri: client.uri('seeds/raw_orders.csv'), maxRows: 10 });
  assert.deepEqual([cut.rows, cut.complete], [10, false]);
});

test('checks are converted, and a contract is generated, for the model of the file', async () => {
  const client = await start();
  const uri = client.uri('models/orders.sql');
  const converted = await client.request<QualityResult>('pipewright/quality', { uri, action: 'convert', tool: 'great_expectations' });
  assert.deepEqual([converted.dataset, converted.applied, converted.written], ['orders', true, ['order_id is never null']]);
  assert.deepEqual(converted.notes, ["'avg(order_id) > 3' on order_id is left out: other tools have no word for it."]);
  const contract = await client.request<QualityResult>('pipewright/quality', { uri, action: 'contract' });
  assert.equal(contract.applied, true);
  assert.match(JSON.stringify(client.applied.at(-1)), /contracts\/orders\.odcs\.yaml/);
  const nothing = await client.request<QualityResult>('pipewright/quality', { uri: client.uri('dbt_project.yml'), action: 'add' });
  assert.deepEqual(nothing, { dataset: null, applied: false, written: [], notes: ['There is no dataset here.'] });
});
