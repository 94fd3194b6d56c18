// biome-ignore-all lint/performance/useDomNodeTextContent: the words as a person sees them are what is tested.
// The lineage view in a real VS Code, as a person uses it: opened, followed, locked, clicked, edited under it, exported.
//   node test/e2e/view/editor.mjs       after `npm run package`
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../../scripts/vscode/session.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const temporary = mkdtempSync(path.join(os.tmpdir(), 'pipewright-view-'));
const folder = path.join(temporary, 'dbt-shop');
cpSync(path.join(root, 'examples/dbt-shop'), folder, { recursive: true });
for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first']]) execFileSync('git', args, { cwd: folder });

const { page, stop } = await openSession({ vsix: path.join(root, `${name}-${version}.vsix`), folder, viewport: { width: 1500, height: 900 }, settings: { 'files.simpleDialog.enable': true, 'pipewright.branch.prompt': false } });
const wait = (selector, o = {}) => page.waitForSelector(selector, { timeout: 30_000, ...o });
const rest = (ms = 600) => page.waitForTimeout(ms);
const command = async title => {
  await page.keyboard.press('F1');
  await wait('.quick-input-widget', { state: 'visible' });
  await page.keyboard.type(title);
  await wait(`.quick-input-list .monaco-list-row:has-text("${title}")`);
  await rest(300);
  await page.keyboard.press('Enter');
  await rest();
};
const open = async file => {
  await page.keyboard.press('Control+P');
  await wait('.quick-input-widget', { state: 'visible' });
  await page.keyboard.type(file);
  await wait(`.quick-input-list .monaco-list-row:has-text("${file}")`);
  await rest(500);
  await page.keyboard.press('Enter');
  await wait(`.tab.active:has-text("${file}")`);
  await rest();
};
const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
const selected = label => view.locator('.card.selected .label', { hasText: label }).waitFor({ timeout: 20_000 });

let failed = 0;
const step = async (what, run) => {
  try {
    await run();
    console.log(`ok  ${what}`);
  } catch (error) {
    failed++;
    console.log(`NOT OK  ${what}\n${String(error.stack ?? error).slice(0, 600)}`);
    await page.screenshot({ path: path.join(root, `out/view-${failed}.png`) });
  }
};
try {
  await wait('.statusbar-item:has-text("Pipewright")');
  await step('opens from the palette, on the model of the file', async () => {
    await open('fct_orders.sql');
    await command('Pipewright: Show Lineage');
    await wait('iframe.webview.ready');
    await selected('fct_orders');
  });
  await step('follows to another file', async () => {
    await page.click('.tab:has-text("fct_orders.sql")');
    await open('dim_suppliers.sql');
    await selected('dim_suppliers');
  });
  await step('stays when it is locked', async () => {
    await view.locator('[aria-label="Lock"]').click();
    await page.click('.tab:has-text("fct_orders.sql")');
    await rest(1200);
    await selected('dim_suppliers');
    await view.locator('[aria-label="Locked"]').click();
  });
  await step('opens a file by a click and keeps the picture', async () => {
    const before = await view.locator('.card').count();
    const other = view.locator('.card:not(.selected)').first();
    const label = await other.locator('.label').innerText();
    await other.locator('.label').click();
    await wait(`.tab.active:has-text("${label}")`).catch(() => wait('.tab.active:has-text(".yml")', { timeout: 3000 }));
    await rest(1200);
    assert.equal(await view.locator('.card').count(), before);
  });
  await step('opens from the code lens', async () => {
    await page.click('.tab:has-text("fct_orders.sql")');
    await page.click('.codelens-decoration a:has-text("downstream")');
    await selected('fct_orders');
  });
  await step('shows an edit at once', async () => {
    await page.click('.tab:has-text("fct_orders.sql")');
    await page.keyboard.press('Control+End');
    await page.keyboard.type("\n-- {{ ref('dim_dates') }}\n");
    await view.locator('.card .label', { hasText: 'dim_dates' }).waitFor({ timeout: 60_000 });
    await selected('fct_orders');
    await command('File: Revert File');
    await view.locator('.card .label', { hasText: 'dim_dates' }).waitFor({ state: 'detached', timeout: 60_000 });
  });
  await step('marks what changed since the last commit', async () => {
    await page.click('.tab:has-text("fct_orders.sql")');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nwhere ranked.order_rank > 0\n');
    await command('Pipewright: Mark Changes in Lineage');
    await view.locator('.changes .count.changed').waitFor({ timeout: 60_000 });
    await view.locator('.card.is-changed .label', { hasText: 'fct_orders' }).waitFor({ timeout: 20_000 });
    // In step with the text: what is taken back is no change any more.
    await page.click('.tab:has-text("fct_orders.sql")');
    await command('File: Revert File');
    await view.locator('.card.is-changed').waitFor({ state: 'detached', timeout: 60_000 });
    await view.locator('[aria-label="Hide what changed"]').click();
    await view.locator('.changes').waitFor({ state: 'hidden' });
  });
  await step('exports to a file', async () => {
    await command('Pipewright: Export Lineage');
    await view.locator('.action', { hasText: 'HTML' }).click();
    await wait('.quick-input-widget', { state: 'visible' });
    await rest(800);
    await page.keyboard.press('Enter');
    for (let i = 0; i < 100 && !existsSync(path.join(folder, 'lineage.html')); i++) await rest(100);
    assert.match(readFileSync(path.join(folder, 'lineage.html'), 'utf8'), /^<!doctype html>[\s\S]*fct_orders/);
  });
  await step('the side bar has what is up and down, and the catalogue', async () => {
    await page.click('.tab:has-text("fct_orders.sql")');
    await page.click('.activitybar [aria-label*="Pipewright"]');
    await wait('.monaco-list-row:has-text("Upstream")');
    await wait('.monaco-list-row:has-text("int_orders_totalled")');
    await command('Pipewright: Search Data Catalogue');
    await page.keyboard.type('suppliers');
    await page.keyboard.press('Enter');
    await wait('.monaco-list-row:has-text("dim_suppliers")');
  });
  await step('the overview opens what it names, and mends a gap', async () => {
    await command('View: Close All Editors');
    await command('Pipewright: Show Project Overview');
    await view.locator('.area').first().waitFor({ timeout: 30_000 });
    const testing = view.locator('.area', { hasText: 'Testing' });
    await testing.locator('summary').click();
    const gap = testing.locator('.gaps .label').first();
    const label = await gap.innerText();
    await gap.click();
    await wait(`.tab.active:has-text("${label}")`).catch(() => wait('.tab.active:has-text(".yml")', { timeout: 5000 }));
    await view.locator('button.file').first().click();
    await rest(1500);
  });
} finally {
  await stop();
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`view in VS Code: ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
