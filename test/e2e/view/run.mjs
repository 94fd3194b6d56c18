// biome-ignore-all lint/performance/useDomNodeTextContent: the words as a person sees them are what is tested.
// npm run test:view: the page of the lineage view in Chromium, under its own policy: as a file, and as an editor shows it, in
// light, dark and high contrast, with 30, 500 and 5,000 nodes. Prints how long it takes to paint; asserts no time.
//   VIEW_SHOTS=DIR keeps pictures to look at; words on the command line choose tests by their name.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { THEMES } from './themes.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const words = process.argv.slice(2);
const shots = process.env.VIEW_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const temporary = mkdtempSync(path.join(os.tmpdir(), 'pipewright-view-'));
const bundle = path.join(root, 'out/e2e/pages.mjs');
await build({ absWorkingDir: root, entryPoints: ['test/e2e/view/pages.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const { pageOf, madeGraph, madeHealth, HOSTILE } = await import(pathToFileURL(bundle).href);
const parts = { script: readFileSync(path.join(root, 'dist/webview/lineage.js'), 'utf8'), style: readFileSync(path.join(root, 'dist/webview/lineage.css'), 'utf8') };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The page as an editor serves it: script by nonce, style from the same origin.
const editorPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-abc'; style-src 'self'; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"><title>Lineage</title><link rel="stylesheet" href="lineage.css"></head><body><script nonce="abc" src="lineage.js"></script></body></html>`;
/** The overview as an editor serves it; `?lang&words` as the editor's language gives them. */
const overviewPage = url => {
  const query = new URL(url, 'http://x').searchParams;
  const words = (query.get('words') ?? '{}').replace(/</g, '\\u003c');
  return `<!doctype html><html lang="${query.get('lang') ?? 'en'}" dir="${query.get('dir') ?? 'ltr'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-abc'; style-src 'self'; img-src data: blob:; base-uri 'none'; form-action 'none'"><title>Overview</title><link rel="stylesheet" href="overview.css"></head><body><script type="application/json" id="words">${words}</script><script nonce="abc" src="overview.js"></script></body></html>`;
};
const server = createServer((request, response) => {
  const [type, body] = /^\/overview\.(js|css)$/.test(request.url) ? [request.url.endsWith('js') ? 'text/javascript' : 'text/css', readFileSync(path.join(root, 'dist/webview', request.url.slice(1)), 'utf8')] : request.url.startsWith('/overview') ? ['text/html', overviewPage(request.url)] : request.url === '/lineage.js' ? ['text/javascript', parts.script] : request.url === '/lineage.css' ? ['text/css', parts.style] : ['text/html', request.url.includes('rtl') ? editorPage.replace('<html lang="en">', '<html lang="he" dir="rtl">') : editorPage];
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.end(body);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

const executablePath = process.env.CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => existsSync(p));
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : { channel: 'chrome' }), args: ['--no-sandbox', '--disable-gpu'] });

/** Opens a page and collects what goes wrong in it. */
async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', e => wrong.push(String(e.stack ?? e)));
  page.on('console', m => ['error', 'warning'].includes(m.type()) && wrong.push(m.text()));
  page.on('dialog', d => {
    wrong.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  return { page, wrong, close: () => context.close() };
}

async function painted(page) {
  await page.waitForFunction(() => performance.getEntriesByName('lineage:painted').length > 0, null, { timeout: 60_000 });
  // Until what moves has come to rest.
  await page.waitForTimeout(500);
}

/** The page as a file. */
async function openFile(count, { hostile = false, ...options } = {}) {
  const file = path.join(temporary, `${count}-${hostile}.html`);
  if (!existsSync(file)) writeFileSync(file, pageOf(count, hostile, parts));
  const opened = await newPage(options);
  await opened.page.goto(pathToFileURL(file).href);
  await painted(opened.page);
  return opened;
}

/** The page as an editor shows it: the editor's side is played here. `sent` gathers what the page says. */
async function openEditor(count, { theme = 'dark', hostile = false, start = null, map = null, query = '', ...options } = {}) {
  const opened = await newPage(options);
  const { page } = opened;
  const graph = map ?? madeGraph(count, hostile);
  const sent = [];
  await page.exposeFunction('toEditor', async message => {
    sent.push(message);
    if (message.type === 'ready') {
      if (graph.map !== null) await post({ type: 'map', map: graph.map });
      if (start !== null) await post({ type: 'at', id: start, column: null, keep: false, asked: true });
    }
    if (message.type === 'detail') {
      const ids = new Set(message.ids);
      await post({ type: 'detail', turn: message.turn, detail: { nodes: graph.detail.nodes.filter(n => ids.has(n.id)), links: graph.detail.links.filter(l => ids.has(l.from) && ids.has(l.to)) } });
    }
  });
  await page.addInitScript(({ variables, name }) => {
    let state;
    globalThis.acquireVsCodeApi = () => ({ postMessage: m => void globalThis.toEditor(m), getState: () => state, setState: s => (state = s) });
    document.addEventListener('DOMContentLoaded', () => {
      document.body?.classList.add(...name.split(' '));
    });
    new MutationObserver((_, o) => {
      if (!document.documentElement) return;
      for (const [k, v] of Object.entries(variables)) document.documentElement.style.setProperty(k, v);
      if (document.body) {
        document.body.classList.add(...name.split(' '));
        o.disconnect();
      }
    }).observe(document, { childList: true, subtree: true });
  }, { variables: THEMES[theme].variables, name: THEMES[theme].name });
  const post = message => page.evaluate(m => window.postMessage(m, '*'), message);
  await page.goto(`${address}${query}`);
  if (graph.map !== null && graph.map.nodes.length > 0) await painted(page);
  const sentOf = type => sent.filter(m => m.type === type);
  return { ...opened, post, sent: sentOf, graph, start };
}

async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.target} ${n.any.map(a => a.message).join()}`).join(' | ')}`), [], where);
}

/** A node with neighbours on both sides, the same for the same count. */
const middleOf = count => {
  const { map } = madeGraph(count);
  return map.nodes.find((_, i) => i > count / 2 && map.edges.some(e => e.to === i) && map.edges.some(e => e.from === i)).id;
};
const shot = async (page, name) => shots && (await page.screenshot({ path: path.join(shots, `${name}.png`) }));
const labels = page => page.locator('.card .label').allInnerTexts();
const rest = (page, ms = 450) => page.waitForTimeout(ms);

const tests = [];
const test = (name, run) => tests.push({ name, run });

for (const theme of ['light', 'dark', 'contrast', 'contrast-light']) {
  test(`looks right and is accessible in ${theme}`, async () => {
    const { page, wrong, close } = await openEditor(60, { theme, start: middleOf(60) });
    await accessible(page, 'at the start');
    await shot(page, `start-${theme}`);
    await page.keyboard.press('a');
    await rest(page);
    await shot(page, `all-${theme}`);
    await page.keyboard.press('f');
    await rest(page);
    await page.locator('.card.selected .fold').click();
    await rest(page);
    await page.locator('.card.selected .row').nth(2).click();
    await rest(page, 700);
    await shot(page, `columns-${theme}`);
    await accessible(page, 'with columns');
    for (const [label, name] of [['Filter', 'filter'], ['Group', 'group'], ['Export', 'export'], ['Keys and signs', 'help']]) {
      await page.click(`[aria-label="${label}"]`);
      await rest(page, 150);
      await shot(page, `${name}-${theme}`);
      await accessible(page, name);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('t');
    await rest(page);
    await shot(page, `list-${theme}`);
    await accessible(page, 'with the list');
    await page.keyboard.press('/');
    await page.keyboard.type('ord');
    await rest(page, 150);
    await shot(page, `search-${theme}`);
    await accessible(page, 'while searching');
    assert.deepEqual(wrong, []);
    await close();
  });
}

for (const count of [30, 500, 2000, 5000]) {
  test(`shows ${count} nodes`, async () => {
    const { page, wrong, close } = await openFile(count);
    assert.equal(await page.locator('.title .caption').innerText(), `${count.toLocaleString('en')} datasets`);
    const first = await page.evaluate(() => performance.getEntriesByName('lineage:painted')[0].startTime);
    const frames = await page.evaluate(async () => {
      const stage = document.querySelector('.stage');
      const measure = async wheel => {
        const times = [];
        let last = performance.now();
        for (let i = 0; i < 60; i++) {
          stage.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 640, clientY: 420, ...wheel(i) }));
          await new Promise(requestAnimationFrame);
          times.push(performance.now() - last);
          last = performance.now();
        }
        return times.sort((a, b) => a - b).filter((_, i) => i === 30 || i === 57).map(t => Math.round(t));
      };
      return { pan: await measure(i => ({ deltaX: i % 20 < 10 ? 14.5 : -14.5, deltaY: 3.5 })), zoom: await measure(i => ({ deltaY: i < 30 ? -120 : 120 })) };
    });
    console.log(`    ${count} nodes: first paint ${Math.round(first)} ms; frames, middle and 95th of 100: pan ${frames.pan.join(' and ')} ms, zoom ${frames.zoom.join(' and ')} ms`);
    await page.keyboard.press('0');
    await rest(page, 700);
    await shot(page, `nodes-${count}`);
    assert.ok((await page.locator('.card').count()) < 500, 'only what is in view is an element');
    // One finds one of them, in a picture of any size.
    await page.keyboard.press('/');
    await page.keyboard.type(`int_orders_${[16, 232, 928, 2304][[30, 500, 2000, 5000].indexOf(count)]}`);
    await page.keyboard.press('Enter');
    await rest(page, 600);
    assert.equal(await page.locator('.card.selected').count(), 1);
    assert.deepEqual(wrong, []);
    await close();
  });
}

test('opens by click, walks by keys', async () => {
  const start = middleOf(60);
  const { page, wrong, sent, close } = await openEditor(60, { start });
  await page.locator('.card.selected .label').click();
  assert.deepEqual(sent('open').at(-1), { type: 'open', id: start, references: false });
  await page.locator('.card.selected .label').click({ modifiers: ['Alt'] });
  assert.deepEqual(sent('open').at(-1), { type: 'open', id: start, references: true });
  await page.keyboard.press('ArrowRight');
  await rest(page);
  const right = await page.locator('.card.selected').getAttribute('data-id');
  assert.notEqual(right, start);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-id')), right, 'the focus walks along');
  await page.keyboard.press('Enter');
  assert.deepEqual(sent('open').at(-1), { type: 'open', id: right, references: false });
  await page.keyboard.press('ArrowLeft');
  await rest(page);
  await page.keyboard.press('Alt+Enter');
  assert.equal(sent('open').at(-1).references, true);
  assert.deepEqual(wrong, []);
  await close();
});

test('expands a node, and the node stays where it is', async () => {
  const { page, wrong, close } = await openEditor(200, { start: middleOf(200) });
  const before = (await labels(page)).length;
  const more = page.locator('.more.up').first();
  const card = page.locator('.card', { has: more }).first();
  const id = await card.getAttribute('data-id');
  const was = await card.boundingBox();
  await more.click();
  await rest(page);
  assert.ok((await labels(page)).length > before);
  const now = await page.locator(`.card[data-id="${id}"]`).boundingBox();
  assert.ok(Math.abs(now.x - was.x) < 2 && Math.abs(now.y - was.y) < 2, 'the card has moved');
  await page.locator(`.card[data-id="${id}"] .more.up`).click();
  await rest(page);
  assert.equal((await labels(page)).length, before, 'and closes again');
  assert.deepEqual(wrong, []);
  await close();
});

test('evaluates selectors, says what names nothing', async () => {
  const { page, wrong, close } = await openEditor(200);
  await page.keyboard.press('/');
  await page.keyboard.type('system:kafka');
  await page.keyboard.press('Enter');
  await rest(page);
  assert.match(await page.locator('.title').innerText(), new RegExp(`${madeGraph(200).map.nodes.filter(n => n.system === 'kafka').length} datasets`));
  await page.keyboard.press('/');
  await page.keyboard.type('+no_such_thing+');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.search-note').innerText(), /Nothing is named “no_such_thing”/);
  assert.deepEqual(wrong, []);
  await close();
});

test('follows the cursor unless it is locked', async () => {
  const { nodes } = madeGraph(60).map;
  const { page, wrong, post, sent, close } = await openEditor(60, { start: nodes[20].id });
  await post({ type: 'at', id: nodes[40].id, column: null, keep: false, asked: false });
  await rest(page);
  assert.equal(await page.locator('.card.selected').getAttribute('data-id'), nodes[40].id);
  await page.click('[aria-label="Lock"]');
  assert.deepEqual(sent('locked').at(-1), { type: 'locked', locked: true });
  await post({ type: 'at', id: nodes[3].id, column: null, keep: false, asked: false });
  await rest(page);
  assert.equal(await page.locator('.card.selected').getAttribute('data-id'), nodes[40].id, 'locked');
  await post({ type: 'at', id: nodes[3].id, column: 'amount', keep: false, asked: true });
  await rest(page, 700);
  assert.equal(await page.locator('.card.selected').getAttribute('data-id'), nodes[3].id, 'a command overrides the lock');
  assert.match(await page.locator('.way').innerText(), /amount/);
  assert.deepEqual(wrong, []);
  await close();
});

test('an edit changes the picture and leaves it where it is', async () => {
  const graph = madeGraph(60);
  const { page, wrong, post, close } = await openEditor(60, { start: middleOf(60), map: graph });
  const boxes = async () => new Map(await page.locator('.card').evaluateAll(all => all.map(c => [c.getAttribute('data-id'), [Math.round(c.getBoundingClientRect().x), Math.round(c.getBoundingClientRect().y)]])));
  const before = await boxes();
  const at = graph.map.nodes.length;
  const start = graph.map.nodes.findIndex(n => n.id === middleOf(60));
  const added = { ...graph.map.nodes[start], id: 'demo.new', label: 'brand_new' };
  graph.map = { ...graph.map, nodes: [...graph.map.nodes, added], edges: [...graph.map.edges, { ...graph.map.edges[0], from: start, to: at }] };
  await post({ type: 'map', map: graph.map });
  await rest(page);
  const after = await boxes();
  assert.ok(after.has('demo.new'));
  const seed = middleOf(60);
  assert.deepEqual(after.get(seed), before.get(seed));
  for (const [id, [x]] of before) if (after.has(id)) assert.ok(Math.abs(after.get(id)[0] - x) < 2, 'columns stay');
  // What was shown goes away.
  await post({ type: 'map', map: { ...graph.map, nodes: graph.map.nodes.slice(50), edges: [] } });
  await rest(page);
  assert.match(await page.locator('.empty').innerText(), /is gone/);
  await page.click('.empty button');
  await rest(page);
  assert.ok((await page.locator('.empty').isVisible()) === false);
  assert.deepEqual(wrong, []);
  await close();
});

for (const theme of ['dark', 'light', 'contrast', 'contrast-light']) {
  test(`marks what changed since another commit, in ${theme}`, async () => {
    const graph = madeGraph(60);
    const { page, wrong, post, sent, close } = await openEditor(60, { theme, start: middleOf(60), map: graph });
    const { nodes, edges } = graph.map;
    const start = nodes.findIndex(n => n.id === middleOf(60));
    const below = edges.find(e => e.from === start)?.to ?? start;
    await page.keyboard.press('c');
    assert.deepEqual(sent('changes').at(-1), { type: 'changes', on: true, choose: false });
    assert.match(await page.locator('.changes').innerText(), /Comparing/);
    const found = kind => ({ verdict: null, effect: null, columns: [], ...kind });
    const changes = {
      base: 'main',
      nodes: [found({ id: nodes[start].id, kind: 'changed', verdict: 'breaking', columns: ['amount'] }), found({ id: nodes[below].id, kind: 'reached', effect: 'breaks' }), found({ id: 'demo.gone', kind: 'removed', verdict: 'risky' }), found({ id: nodes[2].id, kind: 'added', verdict: 'safe' })],
      gone: [{ id: 'demo.gone', label: 'was_here', kind: 'dbt.model', system: 'dbt', job: false }],
      links: [{ from: 'demo.gone', to: nodes[below].id }],
    };
    await post({ type: 'changes', changes });
    await rest(page);
    assert.match(await page.locator('.changes').innerText(), /Since main\s*1 added\s*1 changed\s*1 removed\s*1 reached\s*1 breaking/);
    assert.equal(await page.locator('.card.selected .change').innerText(), '~ changed');
    await page.locator('.changes .link', { hasText: 'Only these' }).click();
    await rest(page);
    assert.equal(await page.locator('.card').count(), 4);
    assert.equal(await page.locator('.card.is-removed .label').innerText(), 'was_here');
    await page.locator('.card.is-changed .fold').click();
    await rest(page);
    assert.equal(await page.locator('.card.is-changed .delta').count(), 1);
    await shot(page, `changes-${theme}`);
    await accessible(page, 'with changes');
    // An edit keeps the marks.
    await post({ type: 'map', map: graph.map });
    await rest(page);
    assert.equal(await page.locator('.card.is-removed').count(), 1);
    await page.keyboard.press('c');
    await rest(page);
    assert.deepEqual([await page.locator('.change').count(), await page.locator('.changes').isVisible(), sent('changes').at(-1).on], [0, false, false]);
    // Where it can't be told, the mark of the button goes again.
    await page.keyboard.press('c');
    await post({ type: 'changes', changes: null });
    await rest(page);
    assert.equal(await page.locator('[aria-label="Show what changed"]').getAttribute('aria-pressed'), 'false');
    assert.deepEqual(wrong, []);
    await close();
  });
}

test('flows from right to left where the language is written so', async () => {
  const { page, wrong, close } = await openEditor(60, { start: middleOf(60), query: '?rtl' });
  const { map } = madeGraph(60);
  const boxOf = async id => page.locator(`.card[data-id="${id}"]`).boundingBox();
  const selected = middleOf(60);
  const at = map.nodes.findIndex(n => n.id === selected);
  const source = map.nodes[map.edges.find(e => e.to === at).from].id;
  const target = map.nodes[map.edges.find(e => e.from === at).to].id;
  const [from, self, to] = [await boxOf(source), await boxOf(selected), await boxOf(target)];
  assert.ok(from.x > self.x && self.x > to.x, 'sources stand at the right');
  for (const box of [from, self, to]) assert.ok(box.x >= 0 && box.x + box.width <= 1280, 'all of it is in the window');
  await page.locator('.card.selected').focus();
  await page.keyboard.press('ArrowRight');
  await rest(page);
  const walked = await page.locator('.card.selected').getAttribute('data-id');
  assert.ok(map.edges.some(e => e.to === at && map.nodes[e.from].id === walked), 'the arrow to the right leads upstream');
  await page.locator('.card.selected .fold').click();
  await rest(page);
  await page.locator('.card.selected .row').nth(1).click();
  await rest(page, 700);
  await page.keyboard.press('t');
  await rest(page);
  await shot(page, 'rtl');
  await accessible(page, 'right to left');
  assert.deepEqual(wrong, []);
  await close();
});

test('groups, filters, shows all', async () => {
  const { page, wrong, close } = await openEditor(200, { start: middleOf(200) });
  await page.keyboard.press('a');
  await rest(page);
  assert.match(await page.locator('.title').innerText(), /200 datasets/);
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await rest(page);
  await shot(page, 'grouped');
  await page.click('[aria-label="Filter"]');
  await page.locator('.tick', { hasText: 'snowflake' }).click();
  await rest(page);
  assert.match(await page.locator('.title').innerText(), new RegExp(`${madeGraph(200).map.nodes.filter(n => n.system !== 'snowflake').length} datasets`));
  await page.locator('.action', { hasText: 'Clear' }).click();
  await rest(page);
  assert.match(await page.locator('.title').innerText(), /200 datasets/);
  assert.deepEqual(wrong, []);
  await close();
});

test('exports pictures and asks the editor for the rest', async () => {
  const { page, wrong, sent, close } = await openEditor(60, { start: middleOf(60) });
  const choose = async label => {
    await page.click('[aria-label="Export"]');
    const before = sent('save').length + sent('export').length;
    await page.locator('.action', { hasText: label }).click();
    for (let i = 0; i < 200 && sent('save').length + sent('export').length === before; i++) await rest(page, 50);
  };
  await choose('SVG');
  const svg = Buffer.from(sent('save').at(-1).data, 'base64').toString();
  assert.match(svg, /^<svg [\s\S]*<\/svg>\n$/);
  await choose(/^Picture\s*PNG/);
  const png = Buffer.from(sent('save').at(-1).data, 'base64');
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.length > 5000);
  if (shots) writeFileSync(path.join(shots, 'export.png'), png);
  for (const [label, format] of [['Mermaid', 'mermaid'], ['DOT', 'dot'], ['OpenLineage', 'openlineage'], ['HTML', 'html'], [/^Graph\s*JSON/, 'json']]) {
    await choose(label);
    assert.equal(sent('export').at(-1).format, format);
    assert.ok(sent('export').at(-1).ids.length > 2);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test('downloads from a file', async () => {
  const { page, wrong, close } = await openFile(30);
  await page.click('[aria-label="Export"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.action', { hasText: 'SVG' }).click()]);
  assert.equal(download.suggestedFilename(), 'lineage-demo.svg');
  assert.equal(await page.locator('[aria-label="Lock"]').count(), 0, 'there is no cursor to follow');
  assert.deepEqual(wrong, []);
  await close();
});

test('hostile names are text', async () => {
  for (const open of [() => openFile(HOSTILE.length * 2, { hostile: true }), () => openEditor(HOSTILE.length * 2, { hostile: true })]) {
    const { page, wrong, close } = await open();
    assert.equal(await page.locator('img, .canvas script, .canvas iframe').count(), 0);
    await page.keyboard.press('/');
    await page.keyboard.type('<img');
    await rest(page, 200);
    assert.ok((await page.locator('.hit').count()) > 0);
    await page.keyboard.press('Enter');
    await rest(page);
    await page.keyboard.press('f');
    await rest(page);
    await page.keyboard.press(' ');
    await rest(page);
    await page.locator('.card.selected .row').nth(2).click();
    await page.hover('.card.selected .label');
    await rest(page, 600);
    assert.match(await page.locator('.tooltip').innerText(), /<img src=x onerror=alert\(1\)>/);
    await page.keyboard.press('t');
    await rest(page);
    await page.click('[aria-label="Filter"]');
    await shot(page, 'hostile');
    assert.deepEqual([await page.locator('img').count(), wrong], [0, []]);
    await close();
  }
});

for (const theme of ['dark', 'light', 'contrast', 'contrast-light']) {
  test(`says that the server is gone, and keeps the picture, in ${theme}`, async () => {
    const { page, wrong, post, sent, close } = await openEditor(60, { theme, start: middleOf(60) });
    const before = await labels(page);
    await post({ type: 'state', state: 'reading' });
    await rest(page, 100);
    assert.equal(await page.locator('.stopped-bar').isVisible(), false, 'while it is started again nothing is said');
    await post({ type: 'state', state: 'stopped' });
    await rest(page, 200);
    await shot(page, `stopped-${theme}`);
    await accessible(page, 'stopped');
    assert.deepEqual(await labels(page), before);
    await page.locator('.stopped-bar .link').click();
    assert.deepEqual(sent('restart').length, 1);
    await post({ type: 'state', state: 'ready' });
    await rest(page, 100);
    assert.equal(await page.locator('.stopped-bar').isVisible(), false);
    assert.deepEqual(wrong, []);
    await close();
  });
}

test('says that it reads, before there is a picture', async () => {
  const { page, wrong, post, sent, close } = await openEditor(0, { map: { map: null, detail: madeGraph(30).detail } });
  await post({ type: 'state', state: 'reading' });
  await page.waitForSelector('.empty:visible');
  assert.match(await page.locator('.empty').innerText(), /Reading the workspace/);
  await accessible(page, 'reading');
  await post({ type: 'state', state: 'stopped' });
  await rest(page, 100);
  assert.match(await page.locator('.empty').innerText(), /not running/);
  await accessible(page, 'stopped');
  await page.click('.empty button');
  assert.equal(sent('restart').length, 1);
  await post({ type: 'map', map: madeGraph(30).map });
  await painted(page);
  assert.equal(await page.locator('.empty').isVisible(), false);
  assert.deepEqual(wrong, []);
  await close();
});

test('an empty workspace says so', async () => {
  const { page, wrong, close } = await openEditor(0, { map: { map: { version: 1, title: '', nodes: [], edges: [] }, detail: { nodes: [], links: [] } } });
  await page.waitForSelector('.empty:visible');
  assert.match(await page.locator('.empty').innerText(), /No pipeline files yet/);
  await accessible(page, 'empty');
  assert.deepEqual(wrong, []);
  await close();
});

/** The overview page; `sent` gathers what it asks for. */
async function openOverview(theme, message, query = '') {
  const opened = await newPage();
  const sent = [];
  await opened.page.exposeFunction('toEditor', m => void sent.push(m));
  await opened.page.addInitScript(({ variables, name }) => {
    globalThis.acquireVsCodeApi = () => ({ postMessage: m => void globalThis.toEditor(m), getState: () => undefined, setState: () => {} });
    document.addEventListener('DOMContentLoaded', () => {
      for (const [k, v] of Object.entries(variables)) document.documentElement.style.setProperty(k, v);
      document.body.classList.add(...name.split(' '));
    });
  }, { variables: THEMES[theme].variables, name: THEMES[theme].name });
  await opened.page.goto(`${address}overview${query}`);
  const post = m => opened.page.evaluate(x => window.postMessage(x, '*'), m);
  await post(message);
  await rest(opened.page, 200);
  return { ...opened, sent, post };
}

for (const theme of ['light', 'dark', 'contrast', 'contrast-light']) {
  test(`the overview looks right and is accessible in ${theme}`, async () => {
    const message = { type: 'health', state: 'ready', trusted: theme !== 'light', roots: [{ root: 'file:///shop', health: madeHealth() }] };
    const { page, wrong, sent, post, close } = await openOverview(theme, message);
    await page.locator('summary').nth(2).click();
    await shot(page, `overview-${theme}`);
    await accessible(page, 'overview');
    await page.locator('.gaps .small.text').first().click();
    assert.deepEqual(sent.at(-1), { type: 'checks', root: 'file:///shop', id: 'a.two' });
    await page.locator('button', { hasText: 'Fix 9 Safely' }).click();
    assert.deepEqual(sent.at(-1), { type: 'command', command: 'fixAll' });
    await page.locator('button.file').first().click();
    assert.equal(sent.at(-1).type, 'file');
    // A new state keeps what is unfolded and the focus.
    await page.locator('details[open] .gaps .label').first().focus();
    await post(message);
    await rest(page, 200);
    assert.equal(await page.locator('details[open]').count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.className), 'link label');
    assert.equal(await page.locator('img').count(), 0);
    for (const state of ['noFolder', 'stopped', 'reading']) {
      await post({ type: 'health', state, trusted: true, roots: [] });
      await rest(page, 150);
      await shot(page, `overview-${state}-${theme}`);
      await accessible(page, state);
    }
    await post({ type: 'health', state: 'ready', trusted: true, roots: [{ root: 'file:///shop', health: { ...madeHealth(), areas: [], overview: { ...madeHealth().overview, files: { total: 0, formats: [] } } } }] });
    await rest(page, 150);
    assert.match(await page.locator('.message').innerText(), /No pipeline files here yet/);
    await accessible(page, 'empty');
    assert.deepEqual(wrong, []);
    await close();
  });
}

test('the overview speaks the language of the editor, from right to left where it is written so', async () => {
  const words = { Findings: 'الملاحظات', Health: 'الحالة', '{0} error': 'خطأ واحد' };
  const { page, wrong, close } = await openOverview('light', { type: 'health', state: 'ready', trusted: true, roots: [{ root: 'file:///shop', health: madeHealth() }] }, `?lang=ar&dir=rtl&words=${encodeURIComponent(JSON.stringify(words))}`);
  await shot(page, 'overview-rtl');
  assert.equal(await page.locator('h2').first().innerText(), 'الملاحظات');
  const [name, bar] = [await page.locator('.bars .name').first().boundingBox(), await page.locator('.bars .bar').first().boundingBox()];
  assert.ok(name.x > bar.x, 'the names stand at the right');
  assert.deepEqual(wrong, []);
  await close();
});

/** Cards that a window cuts, by their names. */
const cut = page => page.evaluate(() => {
  const stage = document.querySelector('.stage').getBoundingClientRect();
  return [...document.querySelectorAll('.card')].filter(c => {
    const b = c.getBoundingClientRect();
    return b.left < stage.left - 1 || b.right > stage.right + 1;
  }).map(c => c.querySelector('.label').innerText);
});

for (const width of [420, 620, 780]) {
  test(`a picture of four columns is not cut in a window of ${width}`, async () => {
    const { page, wrong, post, graph, close } = await openEditor(60, { start: middleOf(60), viewport: { width, height: 700 } });
    await page.keyboard.press(']');
    await rest(page);
    await page.keyboard.press('0');
    await rest(page);
    assert.deepEqual(await cut(page), []);
    // Another model is looked at: its picture begins whole too.
    for (const node of graph.map.nodes.filter((_, i) => i % 13 === 5)) {
      await post({ type: 'at', id: node.id, column: null, keep: false, asked: true });
      await rest(page, 350);
      assert.deepEqual(await cut(page), [], node.id);
      if (node.id === 'demo.00018') await shot(page, `narrow-four-${width}`);
    }
    await shot(page, `narrow-${width}`);
    assert.deepEqual(wrong, []);
    await close();
  });
}

test('what was in sight stays in sight when the window changes', async () => {
  const { page, wrong, close } = await openEditor(60, { start: middleOf(60) });
  await page.keyboard.press('t');
  await rest(page, 700);
  assert.deepEqual(await cut(page), [], 'with the list open');
  await page.keyboard.press('t');
  await page.locator('.card.selected .fold').click();
  await rest(page);
  await page.setViewportSize({ width: 640, height: 700 });
  await rest(page, 700);
  assert.deepEqual(await cut(page), [], 'in a smaller window');
  assert.deepEqual(wrong, []);
  await close();
});

test('an edge tells what it carries: columns, kind of change and SQL', async () => {
  const { page, wrong, sent, close } = await openEditor(60, { start: middleOf(60) });
  await page.locator('.card.selected .fold').click();
  await rest(page);
  await page.locator('.card.selected .row').nth(2).click();
  await rest(page, 800);
  const [from, to] = [await page.locator('.card.selected .row.lit').boundingBox(), await page.locator('.card:not(.selected) .row.lit').last().boundingBox()];
  await page.mouse.move((from.x + from.width + to.x) / 2 - 8, (from.y + to.y + to.height) / 2);
  await page.mouse.move((from.x + from.width + to.x) / 2, (from.y + to.y + to.height) / 2);
  await page.waitForSelector('.tooltip:visible .flow');
  await shot(page, 'edge');
  assert.match(await page.locator('.tooltip .flow').first().innerText(), /amount[\s\S]*(aggregated|computed)[\s\S]*sum\(amount\)/);
  await page.mouse.down();
  await page.mouse.up();
  assert.equal(sent('edge').length, 1, 'a click opens where it is stated');
  assert.deepEqual(wrong, []);
  await close();
});

test('fits a narrow window', async () => {
  const { page, wrong, close } = await openEditor(60, { start: middleOf(60), viewport: { width: 380, height: 600 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 380));
  const last = await page.locator('[aria-label="Keys and signs"]').boundingBox();
  assert.ok(last.x + last.width <= 380, 'every button can be reached');
  await shot(page, 'narrow');
  assert.deepEqual(wrong, []);
  await close();
});

let failed = 0;
const chosen = tests.filter(t => words.length === 0 || words.some(w => t.name.includes(w)));
for (const { name, run } of chosen) {
  try {
    await run();
    console.log(`ok  ${name}`);
  } catch (error) {
    failed++;
    console.log(`NOT OK  ${name}\n${error.stack ?? error}`);
  }
}
await browser.close();
server.close();
rmSync(temporary, { recursive: true, force: true });
console.log(`view: ${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || chosen.length === 0 ? 1 : 0);
