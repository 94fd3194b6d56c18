// biome-ignore-all lint/performance/useDomNodeTextContent: the words as a person sees them are what is tested.
// The lineage view in a real VS Code, as a person uses it: opened, followed, locked, clicked, edited under it, exported.
//   node test/e2e/view/editor.mjs       after `npm run package`
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../../scripts/vscode/session.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { name, version, contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const titleOf = id => contributes.commands.find(c => c.command === id).title;
const temporary = mkdtempSync(path.join(os.tmpdir(), 'pipewright-view-'));
const folder = path.join(temporary, 'dbt-shop');
cpSync(path.join(root, 'examples/dbt-shop'), folder, { recursive: true });
for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first']]) execFileSync('git', args, { cwd: folder });

const { page, stop, home } = await openSession({ vsix: path.join(root, `${name}-${version}.vsix`), folder, viewport: { width: 1500, height: 900 }, settings: { 'files.simpleDialog.enable': true, 'pipewright.branch.prompt': false } });
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
/** A command of ours, by its id, from the palette. */
const run = id => command(`Pipewright: ${titleOf(id)}`);
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
const selected = label => view.locator('.card.selected', { hasText: label }).first().waitFor({ timeout: 20_000 });

const shot = async what => process.env.VIEW_SHOTS && (await page.screenshot({ path: path.join(process.env.VIEW_SHOTS, `editor-${what}.png`) }));
/** The language server of this session: its command line names the folder of the session's extensions. */
const serverOf = () => {
  for (const id of readdirSync('/proc').filter(n => /^\d+$/.test(n))) {
    try {
      const line = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      if (line.includes(home) && /dist.server\.js/.test(line)) return Number(id);
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined;
};

let failed = 0;
const step = async (what, body) => {
  try {
    await body();
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
    await run('pipewright.showLineage');
    await wait('iframe.webview.ready');
    await selected('fct_orders');
    await shot('opened');
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
    await run('pipewright.showLineageChanges');
    await view.locator('.changes .count.changed').waitFor({ timeout: 60_000 });
    await view.locator('.card.is-changed .label', { hasText: 'fct_orders' }).waitFor({ timeout: 20_000 });
    await shot('changes');
    // In step with the text: what is taken back is no change any more.
    await page.click('.tab:has-text("fct_orders.sql")');
    await command('File: Revert File');
    await view.locator('.card.is-changed').waitFor({ state: 'detached', timeout: 60_000 });
    await view.locator('[aria-label="Hide what changed"]').click();
    await view.locator('.changes').waitFor({ state: 'hidden' });
  });
  await step('exports to a file', async () => {
    await run('pipewright.exportLineage');
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
    await run('pipewright.filterCatalogue');
    await wait('.quick-input-widget:has-text("A part of a name")', { state: 'visible' });
    await page.keyboard.type('suppliers');
    await page.keyboard.press('Enter');
    await wait('.monaco-list-row:has-text("dim_suppliers")');
    await shot('catalogue');
  });
  await step('a row of the catalogue shows its references, its lineage and its declaration', async () => {
    const row = page.locator('.monaco-list-row:has-text("dim_suppliers")').first();
    const choose = async id => {
      const entry = page.locator('.monaco-menu').getByRole('menuitem', { name: titleOf(id), exact: true });
      // A menu goes away when the tree is made anew under it.
      for (let i = 0; i < 5; i++) {
        await rest(800);
        await row.click({ button: 'right' });
        if (await entry.waitFor({ timeout: 3000 }).then(() => true, () => false)) break;
      }
      await entry.click();
    };
    await choose('pipewright.showNodeReferences');
    await wait('.zone-widget .reference-file, .zone-widget .monaco-list-row');
    await page.keyboard.press('Escape');
    await choose('pipewright.openNode');
    await wait('.tab.active:has-text("dim_suppliers.sql")').catch(() => wait('.tab.active:has-text(".yml")', { timeout: 5000 }));
    await row.hover();
    await row.locator(`[aria-label="${titleOf('pipewright.showNodeLineage')}"]`).click();
    await selected('dim_suppliers');
  });
  await step('fixes all in the workspace, after asking', async () => {
    await command('View: Close All Editors');
    await run('pipewright.fixAllWorkspace');
    await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Fix All' }).click();
    await wait('.notification-toast:has-text("fixed")').catch(() => wait('.notification-toast:has-text("Nothing here has a safe fix")', { timeout: 5000 }));
    await command('Notifications: Clear All Notifications');
    await command('File: Save All');
  });
  await step('the overview opens what it names, and mends a gap', async () => {
    await command('View: Close All Editors');
    await run('pipewright.showOverview');
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
  await step('a server that keeps dying is not hidden, and can be started again', async () => {
    await command('View: Close All Editors');
    await open('fct_orders.sql');
    await run('pipewright.showLineage');
    await selected('fct_orders');
    for (let i = 0; i < 5; i++) {
      let pid;
      for (let j = 0; j < 300 && pid === undefined; j++) {
        await rest(100);
        pid = serverOf();
      }
      assert.ok(pid, `server ${i + 1} has not come`);
      // While it reads, a file that it was reading would be suspected.
      await rest(1500);
      await wait('.statusbar-item:has-text("Pipewright") .codicon-loading', { state: 'detached' });
      await rest(500);
      process.kill(pid, 'SIGKILL');
      await rest(400);
    }
    await wait('.statusbar-item.warning-kind:has-text("Pipewright")');
    await wait('.notification-toast:has-text("ended five times")');
    await view.locator('.stopped-bar').waitFor();
    await selected('fct_orders');
    await shot('server-gone');
    await run('pipewright.copyHandoff');
    await wait('.notification-toast:has-text("is not running")');
    await shot('server-gone-command');
    await page.locator('.notification-toast:has-text("is not running") .monaco-button', { hasText: 'Restart' }).click();
    await wait('.statusbar-item:not(.warning-kind):has-text("Pipewright")');
    await view.locator('.stopped-bar').waitFor({ state: 'hidden' });
    await page.click('.tab:has-text("fct_orders.sql")');
    await page.keyboard.press('Control+Home');
    await wait('.codelens-decoration a:has-text("downstream")');
    await selected('fct_orders');
    await shot('server-back');
  });
} finally {
  await stop();
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`view in VS Code: ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
