#!/usr/bin/env node
// Looks like the `code` executable to @vscode/test-electron (vscodeExecutablePath) and to @vscode/test-cli (useInstallation.fromPath):
// takes --extensionDevelopmentPath / --extensionTestsPath / folder, runs code-server + headless Chromium, prints the suite's output, exits with its code.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs'; import os from 'node:os'; import path from 'node:path'; import net from 'node:net'; import http from 'node:http'; import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { ensure } from './install.mjs';

const opt = { dev: [], pos: [] };
for (const a of process.argv.slice(2)) {
  const m = /^--([^=]+)(?:=(.*))?$/s.exec(a);
  if (!m) opt.pos.push(a);
  else if (m[1] === 'extensionDevelopmentPath') opt.dev.push(path.resolve(m[2]));
  else if (m[1] === 'extensionTestsPath') opt.tests = path.resolve(m[2]);
  else opt[m[1]] = m[2] ?? true;
}
if (!opt.tests) { console.error('usage: code.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [folder|file.code-workspace]'); process.exit(64); }

const T = Number(process.env.E2E_TIMEOUT || 300_000), verbose = !!process.env.E2E_VERBOSE, t0 = Date.now();
const note = (...a) => console.log(`[e2e +${((Date.now() - t0) / 1000).toFixed(1)}s]`, ...a);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-e2e-'));
const cleanups = [];
let finished = false;
async function finish(code) {
  if (finished) return; finished = true;
  for (const c of cleanups.reverse()) try { await c(); } catch {}
  if (process.env.E2E_KEEP) note('kept', home); else fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => void finish(130));
setTimeout(() => { note(`no result after ${T} ms`); void fail(); }, T).unref();
let page; async function fail() {
  try { if (page) await page.screenshot({ path: path.resolve(process.env.E2E_ARTIFACTS || '.', 'e2e-failure.png') }); } catch {}
  try { process.stderr.write(fs.readFileSync(path.join(home, 'code-server.log'), 'utf8').split('\n').map(l => l.slice(0, 300)).slice(-40).join('\n') + '\n'); } catch {}
  await finish(2);
}
process.on('unhandledRejection', e => { note('error:', e); void fail(); });

const userData = path.join(home, 'user'), ext = path.join(home, 'ext');
fs.mkdirSync(path.join(userData, 'User'), { recursive: true }); fs.mkdirSync(ext);
fs.writeFileSync(path.join(home, 'config.yaml'), 'auth: none\n');
fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify({
  'workbench.startupEditor': 'none', 'workbench.enableExperiments': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true, 'update.mode': 'none',
  'security.workspace.trust.enabled': false, 'chat.disableAIFeatures': true, 'git.enabled': false, 'typescript.validate.enable': false,
  ...JSON.parse(process.env.E2E_SETTINGS || '{}') }));

const { node, entry } = ensure({ log: note });
const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home + '/.config', XDG_DATA_HOME: home + '/.local/share', XDG_CACHE_HOME: home + '/.cache', EXTENSIONS_GALLERY: '{}' };
for (const k of ['ELECTRON_RUN_AS_NODE', 'VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD', 'NODE_OPTIONS']) delete env[k];
const csArgs = ['--user-data-dir', userData, '--extensions-dir', ext, '--config', path.join(home, 'config.yaml')];
if (process.env.E2E_VSIX) for (const v of process.env.E2E_VSIX.split(path.delimiter)) note(execFileSync(node, [entry, ...csArgs, '--install-extension', path.resolve(v)], { env, encoding: 'utf8' }).trim().split('\n').at(-1));

const port = await new Promise((res, rej) => { const s = net.createServer().on('error', rej).listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => res(p)); }); });
const log = fs.openSync(path.join(home, 'code-server.log'), 'a');
const server = spawn(node, [entry, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', '--vscode-option', 'enable-smoke-test-driver', ...csArgs], { env, stdio: ['ignore', log, log], detached: true });
server.once('exit', c => { if (!finished) { note('code-server exited', c); void fail(); } });
cleanups.push(() => new Promise(r => { // the whole process group: server, extension host, language server
  if (server.exitCode !== null) return r(); server.once('exit', r);
  const kill = s => { try { process.kill(-server.pid, s); } catch {} }; kill('SIGTERM'); setTimeout(() => kill('SIGKILL'), 3000).unref();
}));
for (let i = 0; ; i++) {
  if (await new Promise(r => http.get({ host: '127.0.0.1', port, path: '/healthz' }, s => { s.resume(); r(s.statusCode === 200); }).on('error', () => r(false)))) break;
  if (i > 600) throw new Error('code-server does not answer'); await new Promise(r => setTimeout(r, 50));
}
if (verbose) note('code-server on port', port);

const exe = process.env.CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => fs.existsSync(p));
const browser = await chromium.launch({ ...(exe ? { executablePath: exe } : { channel: 'chrome' }), headless: true, env: { ...process.env, HOME: home },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
cleanups.push(() => browser.close());
page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
const authority = `127.0.0.1:${port}`, remote = p => `vscode-remote://${authority}${encodeURI(p.split(path.sep).join('/'))}`;
const noise = /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|Ignoring fetching additional builtin)/;
await page.exposeFunction('codeAutomationLog', (_type, args) => { const s = format(...args); if (verbose || !noise.test(s)) console.log(s); });
await page.exposeFunction('codeAutomationExit', async code => {
  if (process.env.E2E_ARTIFACTS) try { await page.screenshot({ path: path.resolve(process.env.E2E_ARTIFACTS, 'e2e-end.png') }); } catch {}
  note('extension host test runner exit code', code); void finish(code);
});
page.on('crash', () => { note('page crashed'); void fail(); });
if (verbose) page.on('console', m => note('[page]', m.type(), m.text().slice(0, 200)));
const payload = [...opt.dev.map(d => ['extensionDevelopmentPath', remote(d)]), ['extensionTestsPath', remote(opt.tests)]];
const q = new URLSearchParams({ payload: JSON.stringify(payload) });
const open = opt.pos.find(p => !p.startsWith('-'));
if (open) q.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(open)); else q.set('ew', 'true');
await page.goto(`http://${authority}/?${q}`);
