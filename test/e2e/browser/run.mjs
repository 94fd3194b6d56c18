// npm run test:browser: the server as a worker in Chromium, over files that only the page has. The page plays the editor.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const shop = path.join(root, 'examples/dbt-shop');
const files = Object.fromEntries(readdirSync(shop, { recursive: true }).map(f => String(f).replaceAll('\\', '/')).filter(f => statSync(path.join(shop, f)).isFile()).map(f => [f, readFileSync(path.join(shop, f), 'utf8')]));
// What is ignored is not looked at, in memory as on a disk.
files['.gitignore'] = `${files['.gitignore'] ?? ''}\nscratch/\n`;
files['scratch/broken.sql'] = "select * from {{ ref('no_such') }}\n";

const server = createServer((request, response) => {
  const script = request.url === '/server.js';
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
  response.end(script ? readFileSync(path.join(root, 'dist/browser/server.js')) : '<!doctype html><title>Editor</title>');
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const executablePath = process.env.CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => existsSync(p));
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : { channel: 'chrome' }), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
const wrong = [];
page.on('pageerror', e => wrong.push(String(e.stack ?? e)));
page.on('console', m => m.type() === 'error' && wrong.push(m.text()));
await page.goto(`http://127.0.0.1:${server.address().port}/`);

await page.evaluate(files => {
  const ROOT = 'vscode-vfs://github/example/shop';
  const worker = new Worker('/server.js');
  const waiting = new Map();
  const found = new Map();
  const log = [];
  let last = 0;
  let state = { scanning: true };
  const send = message => worker.postMessage({ jsonrpc: '2.0', ...message });
  const request = (method, params) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    send({ id: last, method, params });
  });
  const notify = (method, params) => send({ method, params });
  const pathOf = uri => decodeURIComponent(uri.slice(ROOT.length + 1));
  const answer = {
    'pipewright/listFolder': ({ uri }) => {
      const at = uri === ROOT ? '' : `${pathOf(uri)}/`;
      const entries = new Map();
      for (const f of Object.keys(files)) if (f.startsWith(at)) entries.set(f.slice(at.length).split('/')[0], f.slice(at.length).includes('/') ? 'folder' : 'file');
      return entries.size === 0 ? null : [...entries].map(([name, kind]) => ({ name, kind }));
    },
    'pipewright/readFile': ({ uri }) => (files[pathOf(uri)] === undefined ? null : { bytes: new TextEncoder().encode(files[pathOf(uri)]), mtime: 1 }),
    'workspace/configuration': ({ items }) => items.map(() => null),
  };
  worker.onerror = e => log.push(`worker: ${e.message}`);
  worker.onmessage = ({ data }) => {
    if (data.method === undefined) {
      const { resolve, reject } = waiting.get(data.id);
      if (data.error) reject(new Error(data.error.message));
      else resolve(data.result);
    } else if (data.id !== undefined) send({ id: data.id, result: answer[data.method]?.(data.params) ?? null });
    else if (data.method === 'textDocument/publishDiagnostics') found.set(pathOf(data.params.uri), data.params.diagnostics);
    else if (data.method === 'pipewright/status') state = data.params;
    else if (data.method === 'window/logMessage') log.push(data.params.message);
  };
  globalThis.editor = { ROOT, files, request, notify, found, log, status: () => state };
}, files);

const ask = (method, params) => page.evaluate(([m, p]) => globalThis.editor.request(m, p), [method, params]);
const notify = (method, params) => page.evaluate(([m, p]) => globalThis.editor.notify(m, p), [method, params]);
const ROOT = 'vscode-vfs://github/example/shop';
const uri = file => `${ROOT}/${file}`;
const findings = file => page.evaluate(f => globalThis.editor.found.get(f) ?? [], file);
async function until(what, look) {
  for (let i = 0; i < 600; i++) {
    const found = await look();
    if (found) return found;
    await page.waitForTimeout(50);
  }
  throw new Error(`waited in vain for ${what}: ${JSON.stringify(await page.evaluate(() => globalThis.editor.log)).slice(0, 2000)}`);
}
const at = (text, word, shift = 1) => {
  const offset = text.indexOf(word) + shift;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
};
const open = async (file, text = files[file]) => notify('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'sql', version: 1, text } });

const tests = [];
const test = (name, run) => tests.push({ name, run });
const ORDERS = Object.keys(files).find(f => f.endsWith('/fct_orders.sql'));

test('starts over a virtual file system and reads the shop', async () => {
  const { capabilities } = await ask('initialize', { processId: null, rootUri: null, workspaceFolders: [{ uri: ROOT, name: 'shop' }], capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { publishDiagnostics: {} } }, initializationOptions: { status: true, trusted: true, docs: 'https://example.com/docs/rules' } });
  assert.equal(capabilities.hoverProvider, true);
  await notify('initialized', {});
  const status = await until('the scan', () => page.evaluate(() => (globalThis.editor.status().scanning ? null : globalThis.editor.status())));
  assert.ok(status.files > 60, `${status.files} files`);
  assert.deepEqual(await findings('scratch/broken.sql'), [], 'what git ignores is left out');
});
test('finds what it finds on a machine', async () => {
  const text = `${files[ORDERS]}\n-- {{ ref('int_order_ranked') }}\n{{ ref('int_order_rankd') }}\n`;
  await open(ORDERS, text);
  const unknown = await until('the finding', async () => (await findings(ORDERS)).find(d => d.code === 'unknown-ref'));
  assert.equal(unknown.codeDescription.href, 'https://example.com/docs/rules/unknown-ref.md');
  const actions = await ask('textDocument/codeAction', { textDocument: { uri: uri(ORDERS) }, range: unknown.range, context: { diagnostics: [unknown] } });
  assert.ok(actions.some(a => /int_orders_ranked/.test(a.title)), actions.map(a => a.title).join());
  await notify('textDocument/didChange', { textDocument: { uri: uri(ORDERS), version: 2 }, contentChanges: [{ text: files[ORDERS] }] });
  await until('the finding to go', async () => (await findings(ORDERS)).every(d => d.code !== 'unknown-ref'));
});
test('tells what a model is on hover', async () => {
  const hover = await ask('textDocument/hover', { textDocument: { uri: uri(ORDERS) }, position: at(files[ORDERS], 'int_orders_totalled') });
  assert.match(hover.contents.value, /int_orders_totalled/);
});
test('completes models in a ref', async () => {
  const { items } = await ask('textDocument/completion', { textDocument: { uri: uri(ORDERS) }, position: at(files[ORDERS], "'int_orders_totalled'") });
  assert.ok(items.some(i => i.label === 'dim_customers'), items.slice(0, 5).map(i => i.label).join());
});
test('goes to the model behind a ref', async () => {
  const links = [await ask('textDocument/definition', { textDocument: { uri: uri(ORDERS) }, position: at(files[ORDERS], 'int_orders_totalled') })].flat();
  assert.match(links[0].targetUri ?? links[0].uri, /^vscode-vfs:\/\/github\/example\/shop\/models\/.*int_orders_totalled\.sql$/);
});
test('draws the lineage, and writes it as a page', async () => {
  const { map } = await ask('pipewright/lineageMap', {});
  assert.ok(map.nodes.length > 50 && map.edges.length > 50);
  const page_ = await ask('pipewright/lineageExport', { root: ROOT, format: 'html', columns: false, page: { script: 'let x', style: 'p{}' } });
  assert.match(page_, /script-src 'sha256-/);
});
test('takes in files that change, come and go', async () => {
  await page.evaluate(() => {
    globalThis.editor.files['models/marts/core/fct_new.sql'] = "select * from {{ ref('fct_nothing') }}\n";
  });
  await notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('models/marts/core/fct_new.sql'), type: 1 }] });
  await until('the new finding', async () => (await findings('models/marts/core/fct_new.sql')).find(d => d.code === 'unknown-ref'));
  await page.evaluate(() => {
    delete globalThis.editor.files['models/marts/core/fct_new.sql'];
  });
  await notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('models/marts/core/fct_new.sql'), type: 3 }] });
  await until('the finding to go', async () => (await findings('models/marts/core/fct_new.sql')).length === 0);
});
test('says what needs a machine', async () => {
  assert.match((await ask('pipewright/branch', { uri: ROOT })).message ?? '', /Git can not be run in a browser/);
  assert.match((await ask('pipewright/impact', {})).problem, /Git can not be run in a browser/);
});
test('nothing went wrong on the way', async () => {
  const log = await page.evaluate(() => globalThis.editor.log);
  assert.deepEqual(log.filter(l => /failed|worker:|not a folder/i.test(l)), []);
  assert.deepEqual(wrong, []);
});

let failed = 0;
for (const { name, run } of tests) {
  try {
    await run();
    console.log(`ok  ${name}`);
  } catch (error) {
    failed++;
    console.log(`NOT OK  ${name}\n${String(error.stack ?? error).slice(0, 2500)}`);
  }
}
await browser.close();
server.close();
console.log(`server in a browser: ${tests.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
