// A real VS Code (code-server) with the packaged extension, driven by a headless browser: for pictures, and for what only a
// person sees. `openSession({ vsix, folder, settings })` -> { page, stop, home }. Everything lies in `home`, a temporary folder of its own.
// Without a folder none is open, without `vsix` nothing is installed; `restricted`: the folder is not trusted; `prepare` is given
// the page before it loads anything, `context` are further options of the browser's context.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensure } from './install.mjs';

export async function openSession({ vsix, folder, settings = {}, viewport = { width: 1280, height: 800 }, scale = 1, restricted = false, prepare = async () => {}, context = {} }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'pipewright-session-'));
  const [user, extensions, config] = ['user', 'ext', 'config.yaml'].map(n => path.join(home, n));
  fs.mkdirSync(path.join(user, 'User'), { recursive: true });
  fs.mkdirSync(extensions);
  fs.writeFileSync(config, 'auth: none\n');
  fs.writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify({ ...QUIET, ...(restricted ? { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never', 'security.workspace.trust.emptyWindow': false } : {}), ...settings }));
  const { node, entry } = ensure();
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: `${home}/.config`, XDG_DATA_HOME: `${home}/.local/share`, XDG_CACHE_HOME: `${home}/.cache`, EXTENSIONS_GALLERY: '{}' };
  for (const name of ['ELECTRON_RUN_AS_NODE', 'VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD', 'NODE_OPTIONS']) delete env[name];
  const places = ['--user-data-dir', user, '--extensions-dir', extensions, '--config', config];
  if (vsix !== undefined) execFileSync(node, [entry, ...places, '--install-extension', vsix], { env, stdio: 'ignore' });

  const port = await freePort();
  const log = fs.openSync(path.join(home, 'server.log'), 'a');
  const server = spawn(node, [entry, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', ...(restricted ? [] : ['--disable-workspace-trust']), '--disable-getting-started-override', ...places], { env, stdio: ['ignore', log, log], detached: true });
  const executablePath = process.env.CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => fs.existsSync(p));
  let browser;
  const stop = async () => {
    await browser?.close();
    const ended = new Promise(resolve => server.once('exit', resolve));
    // The whole process group: server, extension host, language server.
    const kill = signal => {
      try {
        process.kill(-server.pid, signal);
      } catch {
        // It is gone already.
      }
    };
    kill('SIGTERM');
    setTimeout(() => kill('SIGKILL'), 3000).unref();
    if (server.exitCode === null) await ended;
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answers(port);
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : { channel: 'chrome' }), headless: true, env: { ...process.env, HOME: home }, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    const page = await browser.newPage({ viewport, deviceScaleFactor: scale, ...context });
    await prepare(page);
    await page.goto(`http://127.0.0.1:${port}/?${folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(folder)}`}`);
    await page.waitForSelector(`.monaco-workbench .part.${folder === undefined ? 'statusbar' : 'sidebar'}`, { timeout: 60_000 });
    return { page, stop, home };
  } catch (error) {
    await stop();
    throw error;
  }
}

const QUIET = {
  'workbench.startupEditor': 'none', 'workbench.enableExperiments': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true, 'update.mode': 'none', 'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false, 'git.openRepositoryInParentFolders': 'never', 'window.commandCenter': false, 'workbench.layoutControl.enabled': false,
  'editor.minimap.enabled': false, 'breadcrumbs.enabled': true, 'workbench.tips.enabled': false, 'files.autoSave': 'off', 'git.blame.statusBarItem.enabled': false, 'git.enabled': false,
};

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (let i = 0; i < 600; i++) {
    const ok = await new Promise(resolve => http.get({ host: '127.0.0.1', port, path: '/healthz' }, r => { r.resume(); resolve(r.statusCode === 200); }).on('error', () => resolve(false)));
    if (ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('code-server does not answer');
}
