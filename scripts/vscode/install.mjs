// Puts a real VS Code (code-server, from the npm registry) and the Node it needs into a cache folder.
// No compiler and no install scripts are needed: --ignore-scripts, then the two inner installs that the postinstall would do.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs'; import path from 'node:path';

export const CODE_SERVER = process.env.E2E_CODE_SERVER_VERSION || '4.139.1';
export const NODE = process.env.E2E_NODE_VERSION || '24.21.0';
const here = path.dirname(new URL(import.meta.url).pathname);
export const cacheRoot = process.env.E2E_CACHE || path.resolve(here, '../../.vscode-test');

export function ensure({ log = console.log } = {}) {
  const dir = path.join(cacheRoot, `code-server-${CODE_SERVER}`), stamp = path.join(dir, '.complete');
  const node = ensureNode(log);
  const cs = path.join(dir, 'node_modules/code-server');
  if (!fs.existsSync(stamp)) {
    const t = Date.now();
    log(`installing code-server ${CODE_SERVER} into ${dir} ...`);
    fs.rmSync(dir, { recursive: true, force: true }); fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(path.join(dir, 'package.json'), '{"private":true}\n');
    npm(dir, ['install', '--ignore-scripts', '--no-audit', '--no-fund', `code-server@${CODE_SERVER}`]);
    for (const sub of ['lib/vscode', 'lib/vscode/extensions'])
      npm(path.join(cs, sub), ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
    // not needed by any test, 300 MB: the Copilot runtime, the sandbox SDK
    if (!process.env.E2E_NO_PRUNE) for (const p of ['lib/vscode/node_modules/@github', 'lib/vscode/node_modules/@microsoft/mxc-sdk', 'lib/vscode/extensions/copilot', 'lib/vscode/extensions/mermaid-markdown-features'])
      fs.rmSync(path.join(cs, p), { recursive: true, force: true });
    // two native modules stay unbuilt: plain-JS stand-ins keep the Output panel and the logs working and the error noise away
    const nm = path.join(cs, 'lib/vscode/node_modules/@vscode');
    fs.writeFileSync(path.join(nm, 'spdlog/index.js'), SPDLOG); fs.writeFileSync(path.join(nm, 'native-watchdog/index.js'), WATCHDOG);
    fs.writeFileSync(stamp, '');
    log(`installed in ${((Date.now() - t) / 1000).toFixed(0)} s`);
  }
  return { node, entry: path.join(cs, 'out/node/entry.js') };
}
const WATCHDOG = `exports.start = () => {}; exports.exit = c => process.exit(c || 0);\n`;
const SPDLOG = `'use strict'; const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'], two = (n, w = 2) => String(n).padStart(w, '0');
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.raw = false; try { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.closeSync(fs.openSync(file, 'a')); } catch {} }
  write(l, m) { if (l < this.level) return; const d = new Date();
    const s = this.raw ? m : d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate()) + ' ' + two(d.getHours()) + ':' + two(d.getMinutes()) + ':' + two(d.getSeconds()) + '.' + two(d.getMilliseconds(), 3) + ' [' + names[l] + '] ' + m + '\\n';
    try { fs.appendFileSync(this.file, s); } catch {} }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); } warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; } setPattern() {} clearFormatters() { this.raw = true; } flush() {} drop() {}
}
exports.version = 1; exports.Logger = Logger; exports.LogLevel = { Trace: 0, Debug: 1, Info: 2, Warning: 3, Error: 4, Critical: 5, Off: 6 };
exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.shutdown = () => {};
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (n, f) => new Logger('rotating', n, f);
`;
function ensureNode(log) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform, pkg = `node-${os}-${process.arch}`;
  const dir = path.join(cacheRoot, `node-${NODE}`), bin = path.join(dir, 'node_modules', pkg, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(bin)) {
    log(`installing ${pkg}@${NODE} into ${dir} ...`);
    fs.mkdirSync(dir, { recursive: true }); fs.writeFileSync(path.join(dir, 'package.json'), '{"private":true}\n');
    npm(dir, ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${pkg}@${NODE}`]);
    fs.rmSync(path.join(dir, 'node_modules', pkg, 'include'), { recursive: true, force: true });
  }
  return bin;
}
function npm(cwd, args) { execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32', env: { ...process.env, npm_config_loglevel: 'error' } }); }
if (process.argv[1] === new URL(import.meta.url).pathname) console.log(ensure());
