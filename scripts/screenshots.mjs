// Takes the pictures of docs/images in a real VS Code: `npm run screenshots [-- name …]`. The folder shown is a copy of
// examples/dbt-shop in a repository of its own, with some mistakes put in. Look at the pictures before you commit them.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from './vscode/session.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, process.env.SCREENSHOTS || 'docs/images');
const only = process.argv.slice(2).filter(a => !a.startsWith('-'));
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const vsix = path.join(root, `${name}-${version}.vsix`);
if (!process.argv.includes('--no-build') && spawnSync(process.execPath, [path.join(root, 'scripts/package.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);
mkdirSync(out, { recursive: true });

const temporary = mkdtempSync(path.join(os.tmpdir(), 'pipewright-pictures-'));
const folder = path.join(temporary, 'dbt-shop');
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

/** A fresh copy, on `main`. */
function prepare() {
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(root, 'examples/dbt-shop'), folder, { recursive: true });
  const edit = (file, from, to) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(path.join(folder, file), text.replace(from, to));
  };
  edit('models/marts/core/fct_orders.sql', "ref('int_orders_ranked')", "ref('int_order_ranked')");
  edit('models/marts/finance/fin_refunds.sql', 'r.refund_amount', 'r.refund_amout');
  const git = (...args) => execFileSync('git', ['-c', 'user.name=Kim', '-c', 'user.email=kim@example.com', ...args], { cwd: folder, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'first');
}

/** What a person does in the editor. */
function hands(page) {
  const wait = (selector, options = {}) => page.waitForSelector(selector, { timeout: 30_000, ...options });
  const rest = (ms = 400) => page.waitForTimeout(ms);
  const command = async title => {
    await page.keyboard.press('F1');
    await wait('.quick-input-widget', { state: 'visible' });
    await page.keyboard.type(title);
    await wait(`.quick-input-list .monaco-list-row:has-text("${title}")`);
    await rest(300);
    await page.keyboard.press('Enter');
    await rest();
  };
  const open = async (file, line) => {
    await page.keyboard.press('Control+P');
    await wait('.quick-input-widget', { state: 'visible' });
    await page.keyboard.type(file);
    await wait(`.quick-input-list .monaco-list-row:has-text("${file.split('/').pop()}")`);
    await rest(400);
    await page.keyboard.press('Enter');
    await wait(`.tab.active:has-text("${file.split('/').pop()}")`);
    await rest();
    if (line) await goTo(line);
  };
  const goTo = async (line, column = 1) => {
    await page.keyboard.press('Control+G');
    await wait('.quick-input-widget', { state: 'visible' });
    // Some versions put the colon there already.
    await page.keyboard.press('Control+A');
    await page.keyboard.type(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await rest(300);
  };
  /** The middle of a piece of text in the active editor. */
  const find = text =>
    page.evaluate(wanted => {
      for (const line of document.querySelectorAll('.editor-instance .monaco-editor .view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let all = '';
        const nodes = [];
        for (let n = walker.nextNode(); n; n = walker.nextNode()) {
          nodes.push([n, all.length]);
          all += n.data.replace(/\u00a0/g, ' ');
        }
        const at = all.indexOf(wanted);
        if (at < 0) continue;
        const [node, from] = nodes.findLast(([, f]) => f <= at);
        const range = document.createRange();
        range.setStart(node, at - from);
        range.setEnd(node, Math.min(node.data.length, at - from + wanted.length));
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return null;
    }, text);
  const point = async text => {
    const at = await find(text);
    if (!at) throw new Error(`no ${text} in sight`);
    await page.mouse.move(at.x - 30, at.y + 60);
    await page.mouse.move(at.x, at.y, { steps: 8 });
  };
  const click = async text => {
    const at = await find(text);
    if (!at) throw new Error(`no ${text} in sight`);
    await page.mouse.click(at.x, at.y);
    await rest(150);
  };
  const away = () => page.mouse.move(640, 786);
  return { page, wait, rest, command, open, goTo, find, point, click, away };
}

/** Opens the lineage view; gives the page in it. */
async function lineageView({ command, page, wait, rest }) {
  await command('Pipewright: Show Lineage');
  await wait('iframe.webview.ready');
  const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await view.locator('.card').first().waitFor({ timeout: 20_000 });
  await rest(900);
  return view;
}

/** Each picture by name, in the order they are taken, in one session a theme; `light`: the light theme's is kept too. */
const PICTURES = [
  {
    name: 'problems',
    light: true,
    async take({ open, wait, page, rest, away }) {
      await open('fct_orders.sql', 22);
      await wait('.squiggly-error');
      await page.keyboard.press('Control+Shift+M');
      await wait('.markers-panel .monaco-list-row:has-text("int_order_ranked")');
      await away();
      await rest();
    },
    async leave({ page }) {
      await page.keyboard.press('Control+Shift+M');
    },
  },
  {
    name: 'hover',
    light: true,
    async take({ open, wait, point, rest }) {
      await open('dim_suppliers.sql', 1);
      await point("stg_wms__suppliers'");
      await wait('.monaco-hover:has-text("Whom we buy from")');
      await rest(800);
    },
  },
  {
    name: 'quick-fix',
    async take({ open, goTo, page, wait, rest, away }) {
      await open('fct_orders.sql', 22);
      await goTo(22, 22);
      await page.keyboard.press('Control+.');
      await wait('.action-widget');
      await away();
      await rest(500);
    },
    async leave({ page }) {
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'branch',
    async take({ open, page, wait, rest, away }) {
      await open('fin_refunds.sql');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('where r.refund_amount > 0 ');
      await wait('.notifications-toasts .notification-list-item:has-text("feature branch")');
      await away();
      await rest(600);
    },
    async leave({ command }) {
      await command('Notifications: Clear All Notifications');
      await command('File: Revert File');
    },
  },
  {
    name: 'completion',
    async take({ open, page, wait, rest, away }) {
      await open('fin_refunds.sql');
      await page.keyboard.press('Control+End');
      await page.keyboard.type("\njoin {{ ref('dim");
      await page.keyboard.press('Control+Space');
      await wait('.suggest-widget.visible .monaco-list-row');
      await rest(800);
      if (!(await page.$('.suggest-details'))) await page.keyboard.press('Control+Space');
      await away();
      await rest(1200);
    },
    async leave({ page, command }) {
      await page.keyboard.press('Escape');
      await command('File: Revert File');
    },
  },
  {
    name: 'rename',
    async take({ open, click, page, wait, rest, away }) {
      await open('fct_orders.sql', 1);
      await click("int_orders_totalled'");
      await page.keyboard.press('F2');
      await wait('.rename-box');
      await rest(600);
      await page.keyboard.press('Control+A');
      await page.keyboard.type('int_orders_with_totals');
      await page.keyboard.press('Control+Enter');
      await wait('.bulk-edit-panel .monaco-list-row');
      await rest(1000);
      await away();
    },
    async leave({ page, rest }) {
      await page.click('.bulk-edit-panel .monaco-button:has-text("Discard")');
      await rest();
    },
  },
  {
    name: 'code-lens',
    async take({ open, wait, rest, away }) {
      await open('int_orders_totalled.sql', 1);
      await wait('.codelens-decoration:has-text("downstream")');
      await away();
      await rest();
    },
  },
  {
    name: 'signature',
    async take({ open, page, wait, rest, away }) {
      await open('fin_refunds.sql');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\n{{ cents_to_francs(');
      await page.keyboard.press('Control+Shift+Space');
      await wait('.parameter-hints-widget.visible');
      await away();
      await rest(500);
    },
    async leave({ page, command }) {
      await page.keyboard.press('Escape');
      await command('File: Revert File');
    },
  },
  {
    name: 'lineage',
    light: true,
    async take(hand) {
      const { open, wait, rest, away } = hand;
      await open('fct_shipments.sql', 1);
      const view = await lineageView(hand);
      await view.locator('.card.selected').first().waitFor();
      await view.locator('[aria-label="Fit to window"]').click();
      await rest(800);
      await wait('.tab:has-text("Lineage")');
      await away();
    },
    async leave({ command }) {
      await command('View: Close All Editors');
    },
  },
  {
    name: 'lineage-columns',
    light: true,
    async take(hand) {
      const { open, page, rest, away } = hand;
      await open('int_orders_totalled.sql', 1);
      const view = await lineageView(hand);
      await page.keyboard.press('Control+B');
      await rest(600);
      await view.locator('.card.selected .fold').click();
      await rest(900);
      await view.locator('.card.selected .row:has-text("net_amount")').first().click();
      await rest(900);
      await view.locator('[aria-label="Fit to window"]').click();
      await rest(900);
      await away();
    },
    async leave({ page, command }) {
      await command('View: Close All Editors');
      await page.keyboard.press('Control+B');
    },
  },
  {
    name: 'lineage-changes',
    light: true,
    async take(hand) {
      const { open, page, rest, away, command } = hand;
      const file = path.join(folder, 'models/intermediate/int_orders_totalled.sql');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/ +coalesce\(lines\.item_count, 0\) as item_count,\n/, ''));
      await open('int_orders_totalled.sql', 1);
      const view = await lineageView(hand);
      await page.keyboard.press('Control+B');
      await command('Pipewright: Mark Changes in Lineage');
      await view.locator('.changes .count').first().waitFor({ timeout: 30_000 });
      await view.locator('.changes .link', { hasText: 'Only these' }).click();
      await rest(900);
      await view.locator('[aria-label="Fit to window"]').click();
      await rest(900);
      await away();
      await rest();
    },
    async leave({ page, command }) {
      await command('View: Close All Editors');
      execFileSync('git', ['checkout', '-q', '.'], { cwd: folder });
      await page.keyboard.press('Control+B');
    },
  },
  {
    name: 'catalogue',
    async take({ open, page, wait, rest, away }) {
      await open('fct_orders.sql', 1);
      await page.click('.activitybar [aria-label*="Pipewright"]');
      await wait('.pane-body .monaco-list-row:has-text("Downstream")');
      await page.click('.pane-body .monaco-list-row:has-text("dbt")');
      await rest(900);
      await away();
    },
    async leave({ page }) {
      await page.keyboard.press('Control+Shift+E');
    },
  },
  {
    name: 'overview',
    light: true,
    async take({ command, page, wait, rest, away }) {
      await command('Pipewright: Show Project Overview');
      await wait('iframe.webview.ready');
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await frame.locator('.number').first().waitFor({ timeout: 20_000 });
      await away();
      await rest(800);
    },
  },
];

let failed = 0;
for (const [theme, label] of Object.entries(THEMES)) {
  const wanted = PICTURES.filter(p => only.length === 0 || only.includes(p.name) || only.includes(`${p.name}-${theme}`)).filter(p => theme === 'dark' || p.light || process.env.THEME === 'light');
  if (wanted.length === 0 || (process.env.THEME && process.env.THEME !== theme)) continue;
  prepare();
  const { page, stop } = await openSession({ vsix, folder, settings: { 'workbench.colorTheme': label, 'editor.fontSize': 14 } });
  const hand = hands(page);
  try {
    await hand.wait('.statusbar-item:has-text("Pipewright")');
    for (const picture of wanted) {
      const file = path.join(out, `${picture.name}-${theme}.png`);
      try {
        await picture.take(hand);
        await page.screenshot({ path: file });
        console.log(path.relative(root, file));
      } catch (error) {
        failed++;
        console.error(`${picture.name} (${theme}): ${error.message.split('\n')[0]}`);
        await page.screenshot({ path: path.join(root, 'out', `failed-${picture.name}-${theme}.png`) });
        await page.keyboard.press('Escape');
      }
      await picture.leave?.(hand).catch(error => console.error(`after ${picture.name}: ${error.message.split('\n')[0]}`));
    }
  } finally {
    await stop();
  }
}
rmSync(temporary, { recursive: true, force: true });
process.exit(failed > 0 ? 1 : 0);
