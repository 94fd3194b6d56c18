// The extension in the web extension host of a real VS Code (code-server): client and server run in the browser as workers, and
// read the folder through the editor, as they do on vscode.dev. It is installed from a web address, as there.
//   node test/e2e/browser/editor.mjs       after `npm run package`
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../../scripts/vscode/session.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const extension = path.join(root, 'out/package');
const TYPES = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.md': 'text/markdown' };
const server = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*');
  try {
    const file = path.join(extension, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const location = `http://localhost:${server.address().port}`;
const temporary = mkdtempSync(path.join(os.tmpdir(), 'pipewright-web-'));
const folder = path.join(temporary, 'dbt-shop');
cpSync(path.join(root, 'examples/dbt-shop'), folder, { recursive: true });
const shots = process.env.VIEW_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const wrong = [];
const { page, stop, home } = await openSession({
  folder, viewport: { width: 1400, height: 850 },
  // code-server's own policy allows extensions from https only.
  context: { bypassCSP: true },
  settings: { 'pipewright.branch.prompt': false, 'editor.codeLens': true },
  prepare: async p => {
    p.on('console', m => m.type() === 'error' && wrong.push(m.text()));
  },
});
const wait = (selector, options = {}) => page.waitForSelector(selector, { timeout: 30_000, ...options });
const rest = (ms = 500) => page.waitForTimeout(ms);
const shot = async what => shots && (await page.screenshot({ path: path.join(shots, `web-${what}.png`) }));
const pick = async (key, text, row) => {
  await page.keyboard.press(key);
  await wait('.quick-input-widget', { state: 'visible' });
  await page.keyboard.type(text);
  await wait(`.quick-input-list .monaco-list-row:has-text("${row}")`);
  await rest(400);
  await page.keyboard.press('Enter');
  await rest();
};
/** Command lines of language servers of this session on the machine: there must be none. */
const processes = () => readdirSync('/proc').filter(n => /^\d+$/.test(n)).map(n => {
  try {
    return readFileSync(`/proc/${n}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}).filter(line => line.includes(home) && /dist.server\.js/.test(line));

let failed = 0;
const step = async (what, body) => {
  try {
    await body();
    console.log(`ok  ${what}`);
  } catch (error) {
    failed++;
    console.log(`NOT OK  ${what}\n${String(error.stack ?? error).slice(0, 1500)}`);
    if (shots) await shot(`failed-${failed}`);
  }
};
try {
  await step('activates in the browser, with its server as a worker and no process on the machine', async () => {
    await pick('F1', '>Install Extension from Location', 'Install Extension from Location');
    await page.keyboard.type(location);
    await page.keyboard.press('Enter');
    await rest(1500);
    await shot('installing');
    await wait('.statusbar-item:has-text("Pipewright")');
    await pick('Control+P', 'fct_orders.sql', 'fct_orders.sql');
    await wait('.tab.active:has-text("fct_orders.sql")');
    await wait('.codelens-decoration:has-text("upstream")');
    assert.deepEqual(processes(), []);
    await shot('open');
  });
  await step('shows a finding as it is typed', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.type("-- {{ ref('int_orders_ranked') }}\nselect * from {{ ref('int_order_rankd') }};\n");
    await wait('.squiggly-error');
    await page.keyboard.press('Control+Shift+M');
    await wait('.markers-panel .monaco-list-row:has-text("int_order_rankd")');
    await shot('finding');
  });
  await step('offers the model that was meant, and takes it', async () => {
    await page.keyboard.press('Control+Shift+M');
    await rest(300);
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+G');
    await wait('.quick-input-widget', { state: 'visible' });
    await page.keyboard.press('Control+A');
    await page.keyboard.type(':2:26');
    await page.keyboard.press('Enter');
    await rest(300);
    await page.keyboard.press('Control+.');
    const action = await wait('.action-widget .monaco-list-row:has-text("int_orders_ranked")');
    await action.click();
    await page.waitForSelector('.squiggly-error', { state: 'detached', timeout: 30_000 });
    await shot('fixed');
  });
  await step('tells on hover what a model is', async () => {
    await page.locator('.view-line', { hasText: 'ref(' }).first().locator('span', { hasText: 'int_orders_ranked' }).last().hover();
    await wait('.monaco-hover:visible:has-text("int_orders_ranked")');
    await shot('hover');
    await page.keyboard.press('Escape');
  });
  await step('opens the lineage view, drawn from what the worker has read', async () => {
    await pick('F1', 'Pipewright: Show Lineage', 'Pipewright: Show Lineage');
    await wait('iframe.webview.ready');
    await page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('.card.selected .label', { hasText: 'int_orders_ranked' }).waitFor({ timeout: 20_000 });
    await shot('lineage');
  });
} finally {
  const ours = wrong.filter(text => /pipewright/i.test(text));
  await step('nothing went wrong on the way', async () => assert.deepEqual(ours, []));
  await stop();
  server.close();
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`web extension host: ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
