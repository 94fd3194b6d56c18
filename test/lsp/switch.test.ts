import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { fill, isolateGit, tempFolder } from '../host/temp';
import { type Client, serverFile, startClient } from './client';

isolateGit();
let running: Client | null = null;
after(() => running?.kill());

const PROJECT = { 'dbt_project.yml': 'name: shop\nprofile: shop\n', 'models/last.sql': "select id from {{ ref('m_0') }}\n" };
/** More files than are taken in one by one. */
const MANY = 450;
const models = (prefix: string, column: string) => Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`models/${prefix}/${prefix}_${i}.sql`, i === 0 ? `select 1 as ${column}\n` : `select ${column} from {{ ref('${prefix}_${i - 1}') }}\n`]));

test('a switch of branches that touches hundreds of files is taken in at once, there and back', async () => {
  const root = fill(path.join(tempFolder(), 'shop'), { ...PROJECT, ...models('m', 'id') });
  const client = (running = await startClient(await serverFile(tempFolder()), { root }));
  await client.scanned();
  const head = () => client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('.git/HEAD'), type: 2 }] });
  const broken = 'models/m/m_7.sql';
  const edited = "select id from {{ ref('m_nowhere') }}\n";
  client.open(broken, edited, 1);
  await client.published(broken, p => p.version === 1 && p.diagnostics.some(d => d.code === 'unknown-ref'));

  // The other branch has none of these models, but as many others.
  rmSync(path.join(root, 'models/m'), { recursive: true });
  fill(root, models('n', 'number'));
  head();
  await client.published('models/last.sql', p => p.diagnostics.some(d => d.code === 'unknown-ref'));
  const names = async (query: string) => (await client.request<{ name: string }[]>('workspace/symbol', { query })).map(s => s.name);
  assert.ok((await names('n_449')).includes('n_449'));
  assert.ok(!(await names('m_449')).includes('m_449'));
  // What is open in the editor stays as it is there.
  assert.ok((await names('m_7')).includes('m_7'));

  rmSync(path.join(root, 'models/n'), { recursive: true });
  fill(root, models('m', 'id'));
  head();
  await client.published('models/last.sql', p => !p.diagnostics.some(d => d.code === 'unknown-ref'));
  assert.ok((await names('m_449')).includes('m_449'));
  client.change(broken, "select id from {{ ref('m_6') }}\n", 2);
  await client.published(broken, p => p.version === 2 && !p.diagnostics.some(d => d.code === 'unknown-ref'));
});
