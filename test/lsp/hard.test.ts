import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileUri, normalUri, relativeLink, relativePath } from '../../server/src/lsp/convert';
import { fill, isolateGit, tempFolder } from '../host/temp';
import { type Client, type ClientSettings, serverFile, startClient } from './client';
import { SHOP } from './shop';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

const LOST = "select 1 as one from {{ ref('nowhere') }}\n";
const FINE = 'select 1 as one\n';

async function start(files: { readonly [name: string]: string }, settings: Partial<ClientSettings> = {}): Promise<Client> {
  const root = settings.root ?? fill(path.join(tempFolder(), 'shop'), { ...SHOP, ...files });
  const client = await startClient(await serverFile(tempFolder()), { root, ...settings });
  running.push(client);
  await client.scanned();
  return client;
}

const codes = (client: Client, file: string): (string | number | undefined)[] => client.findings.get(file)?.diagnostics.map(d => d.code) ?? [];
const says = (client: Client, file: string, code: string): Promise<unknown> => client.until(`${code} in ${file}`, () => codes(client, file).includes(code));
const silent = (client: Client, file: string, code: string): Promise<unknown> => client.until(`no ${code} in ${file}`, () => !codes(client, file).includes(code));

test('addresses of Windows, of shares and with escapes are one file, and lead below their root only', () => {
  for (const [root, uri, want] of [
    ['file:///c%3A/Repo', 'file:///C:/Repo/models/a.sql', 'models/a.sql'],
    ['file:///C:/Repo/', 'file:///c%3A/Repo/models/a%20b.sql', 'models/a b.sql'],
    ['file:///c:/Repo', 'file:///d:/Repo/a.sql', null],
    ['file://server/share/repo', 'file://server/share/repo/a.sql', 'a.sql'],
    ['file://server/share/repo', 'file://other/share/repo/a.sql', null],
    ['file://server/share/repo', 'file:///share/repo/a.sql', null],
    ['file:///repo', 'file:///repository/a.sql', null],
    ['file:///repo', 'file:///repo/../etc/passwd', null],
    ['file:///repo', 'file:///repo/%2e%2e/etc/passwd', null],
    ['file:///repo', 'vscode-notebook-cell:/repo/a.ipynb#W0', null],
    ['file:///repo', 'untitled:/repo/a.sql', null],
    ['file:///repo', 'vscode-vfs://github/owner/repo/a.sql', null],
    ['vscode-vfs://github/owner/repo', 'vscode-vfs://github/owner/repo/models/a.sql', 'models/a.sql'],
    ['file:///r%C3%A9po', 'file:///répo/a.sql', 'a.sql'],
  ] as const) assert.equal(relativePath(root, uri), want, `${uri} below ${root}`);
  for (const name of ['models/a b.sql', 'ü/%41.sql', 'a#b?c.sql', 'x/\u0301.sql', "it's (1).sql"]) for (const root of ['file:///c%3A/Repo', 'file://server/share/repo', 'file:///repo']) assert.equal(relativePath(root, fileUri(root, name)), name);
  assert.equal(normalUri('file:///%E0%A4%A'), 'file:///%E0%A4%A');
  assert.equal(relativeLink('file:///c:/repo', 'file:///d:/a.sql'), null);
});

test('cells, untitled and virtual documents are no files of the folder', async () => {
  const client = await start({ 'models/customers.sql': FINE });
  for (const uri of [`vscode-notebook-cell:${client.uri('models/customers.sql').slice('file://'.length)}#W1sZmlsZQ%3D%3D`, 'vscode-notebook-cell:Untitled-1.ipynb#W0', 'untitled:models/customers.sql', 'vscode-vfs://github/a/b/models/customers.sql', 'git-blob:/x', 'inmemory://model/1']) {
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sql', version: 1, text: LOST } });
    await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 32 } });
    client.notify('textDocument/didClose', { textDocument: { uri } });
  }
  assert.deepEqual(codes(client, 'models/customers.sql').filter(c => c === 'unknown-ref'), []);
});

test('a server that was killed goes on with the texts of the editor once it is started again', async () => {
  const root = fill(path.join(tempFolder(), 'shop'), { ...SHOP, 'models/customers.sql': FINE });
  const first = await start({}, { root });
  first.open('models/customers.sql', LOST, 4);
  await says(first, 'models/customers.sql', 'unknown-ref');
  const ended = new Promise(resolve => first.process.once('exit', resolve));
  first.kill();
  await ended;
  const second = await start({}, { root });
  assert.deepEqual(second.messages.filter(m => /left out/.test(m.message)), [], 'it was at rest when it was killed, so no file is to blame');
  second.open('models/customers.sql', LOST, 4);
  await says(second, 'models/customers.sql', 'unknown-ref');
  second.close('models/customers.sql');
  await silent(second, 'models/customers.sql', 'unknown-ref');
});

test('an event that never came is made up for when the file is opened and closed, and by the next switch of branches', async () => {
  const client = await start({ 'models/customers.sql': FINE });
  const file = path.join(client.root, 'models/customers.sql');
  writeFileSync(file, LOST);
  client.open('models/customers.sql', LOST);
  client.close('models/customers.sql');
  await says(client, 'models/customers.sql', 'unknown-ref');
  writeFileSync(file, FINE);
  // So many events at once, whatever they are about, and the folder is listed again.
  client.notify('workspace/didChangeWatchedFiles', { changes: Array.from({ length: 600 }, (_, i) => ({ uri: client.uri(`other/${i}.sql`), type: 3 })) });
  await silent(client, 'models/customers.sql', 'unknown-ref');
});

test('files that a project makes known get their findings, whether it comes on disk or in the editor', async () => {
  const yaml = 'models/faulty.yml';
  const root = fill(path.join(tempFolder(), 'plain'), { [yaml]: 'models:\n  - name: x\n   - name: y\n', 'models/a.sql': FINE });
  const onDisk = await start({}, { root });
  assert.deepEqual(codes(onDisk, yaml), []);
  fill(root, { 'dbt_project.yml': SHOP['dbt_project.yml']! });
  onDisk.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: onDisk.uri('dbt_project.yml'), type: 1 }] });
  await says(onDisk, yaml, 'yaml-syntax');
  rmSync(path.join(root, 'dbt_project.yml'));
  const inEditor = await start({}, { root });
  inEditor.open(yaml, 'models:\n  - name: x\n   - name: y\n');
  await inEditor.published(yaml, p => p.version === 1);
  assert.deepEqual(codes(inEditor, yaml), []);
  inEditor.open('dbt_project.yml', SHOP['dbt_project.yml']!);
  await says(inEditor, yaml, 'yaml-syntax');
});

test('events come twice, late, in the wrong order, and of the wrong kind', async () => {
  const client = await start({ 'models/customers.sql': LOST });
  await says(client, 'models/customers.sql', 'unknown-ref');
  const uri = client.uri('models/customers.sql');
  const send = (...types: number[]) => client.notify('workspace/didChangeWatchedFiles', { changes: types.map(type => ({ uri, type })) });
  send(3, 1, 2, 2, 3);
  await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
  await says(client, 'models/customers.sql', 'unknown-ref');
  rmSync(path.join(client.root, 'models/customers.sql'));
  send(1, 2);
  await silent(client, 'models/customers.sql', 'unknown-ref');
});

test('paths in another case, or with other letters for the same accents, take nothing away', async () => {
  const client = await start({ 'models/customers.sql': LOST, 'models/caf\u00e9.sql': LOST });
  await says(client, 'models/caf\u00e9.sql', 'unknown-ref');
  client.notify('workspace/didChangeWatchedFiles', { changes: ['Models/Customers.SQL', 'MODELS/customers.sql', 'models/cafe\u0301.sql'].flatMap(f => [1, 2, 3].map(type => ({ uri: client.uri(f), type }))) });
  for (const f of ['models/cafe\u0301.sql', 'Models/customers.sql']) await client.request('textDocument/hover', { textDocument: { uri: client.uri(f) }, position: { line: 0, character: 32 } });
  assert.ok(codes(client, 'models/customers.sql').includes('unknown-ref'));
  assert.ok(codes(client, 'models/caf\u00e9.sql').includes('unknown-ref'));
});

test('where nothing can be kept, and where clocks are wrong, the findings are the same', async () => {
  const folder = tempFolder();
  const root = fill(path.join(folder, 'shop'), { ...SHOP, 'models/customers.sql': LOST });
  // A file where the storage should be: no folder can be made, nothing written, as on a full or read-only disk.
  writeFileSync(path.join(folder, 'full'), '');
  utimesSync(path.join(root, 'models/customers.sql'), new Date('2099-01-01'), new Date('2099-01-01'));
  utimesSync(path.join(root, 'dbt_project.yml'), new Date(0), new Date(0));
  for (let i = 0; i < 2; i++) {
    const client = await start({}, { root, options: { storage: path.join(folder, 'full', 'storage') } });
    await says(client, 'models/customers.sql', 'unknown-ref');
    // The text is as long as before, and the clock says that it is older.
    writeFileSync(path.join(root, 'models/customers.sql'), `${'-'.repeat(LOST.length - 1)}\n`);
    utimesSync(path.join(root, 'models/customers.sql'), new Date(1_000_000), new Date(1_000_000));
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('models/customers.sql'), type: 2 }] });
    await silent(client, 'models/customers.sql', 'unknown-ref');
    writeFileSync(path.join(root, 'models/customers.sql'), LOST);
    assert.equal(await client.shutdown(), 0);
  }
});

test('a document above the limit has no facts, and does no harm', async () => {
  const client = await start({ 'models/customers.sql': FINE });
  client.open('models/customers.sql', `${LOST}${'-- padding of a file that is data and no model\n'.repeat(230_000)}`);
  assert.equal(await client.request('textDocument/hover', { textDocument: { uri: client.uri('models/customers.sql') }, position: { line: 0, character: 32 } }), null);
  client.change('models/customers.sql', LOST, 2);
  await says(client, 'models/customers.sql', 'unknown-ref');
  assert.equal(await client.shutdown(), 0);
});
