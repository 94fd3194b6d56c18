import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { serveMcp } from '../../server/src/mcp/serve';
import { fill, git, isolateGit, tempFolder } from '../host/temp';
import { SHOP } from '../lsp/shop';

isolateGit();

interface Call {
  readonly text: string;
  readonly data: { readonly [name: string]: unknown };
  readonly isError: boolean;
}

/** A server on a folder, in this process, and a client that waits for each answer. */
async function served(root: string): Promise<{ call(name: string, input?: object): Promise<Call>; end(): Promise<void> }> {
  const input = new PassThrough();
  const output = new PassThrough();
  const done = serveMcp({ root, version: '9.9.9', input, output, log: { info: () => {}, error: m => assert.fail(m) } });
  let id = 0;
  const waiting = new Map<number, (result: { [name: string]: unknown }) => void>();
  let rest = '';
  output.on('data', chunk => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const message = JSON.parse(line) as { id: number; result: { [name: string]: unknown } };
      waiting.get(message.id)!(message.result);
    }
  });
  const request = (method: string, params: object): Promise<{ [name: string]: unknown }> =>
    new Promise(resolve => {
      waiting.set(++id, resolve);
      input.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  const hello = await request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } });
  assert.deepEqual(hello['serverInfo'], { name: 'pipewright', version: '9.9.9', title: 'Pipewright' });
  return {
    async call(name, args = {}) {
      const result = await request('tools/call', { name, arguments: args });
      return { text: (result['content'] as { text: string }[])[0]!.text, data: (result['structuredContent'] ?? {}) as Call['data'], isError: result['isError'] === true };
    },
    async end() {
      input.end();
      await done;
    },
  };
}

test('answers are about the files as they are at the moment', async () => {
  const root = fill(path.join(tempFolder(), 'shop'), SHOP);
  git(root, ['init', '-q']);
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'first']);
  const server = await served(root);
  assert.equal((await server.call('find_datasets', { query: 'receipts' })).data['total'], 2);
  assert.equal((await server.call('impact')).text.includes('No pipeline file differs.'), true);
  fill(root, { 'models/stg_receipts.sql': "select receipt_id, customer_id from {{ source('till', 'receipts') }}\n", 'models/new_receipts.sql': 'select 1 as x\n' });
  assert.equal((await server.call('find_datasets', { query: 'receipts' })).data['total'], 3);
  const impact = await server.call('impact');
  assert.match(impact.text, /stg_receipts {2}column 'amount' removed/);
  assert.deepEqual(impact.data['summary'], { breaking: 1, risky: 0, safe: 1 });
  assert.match((await server.call('findings', { path: 'models/customers.sql', severity: 'error' })).text, /amount/);
  rmSync(path.join(root, 'models/new_receipts.sql'));
  fill(root, { 'pipewright.yml': 'rules:\n  unknown-column: off\n' });
  assert.equal((await server.call('find_datasets', { query: 'receipts' })).data['total'], 2);
  assert.doesNotMatch((await server.call('findings', { path: 'models/customers.sql', severity: 'error' })).text, /unknown-column/);
  const wrong = await server.call('impact', { base: '--help' });
  assert.deepEqual([wrong.isError, wrong.text], [true, "There is no commit, branch or tag '--help' here."]);
  await Promise.all(Array.from({ length: 8 }, () => server.call('lineage', { name: 'customers' })));
  await server.end();
});

test('a folder without git or pipelines is answered about too', async () => {
  const server = await served(tempFolder());
  assert.match((await server.call('find_datasets')).text, /Nothing fits/);
  const impact = await server.call('impact');
  assert.ok(impact.isError);
  assert.match(impact.text, /not in a git repository/);
  await server.end();
});
