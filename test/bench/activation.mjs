// How long our own code takes when the editor starts the extension, before the server: loading dist/client.js and running
// `activate` up to the start of the server. The editor itself is stood in for; the goal is 50 ms.
//   npm run package && node test/bench/activation.mjs      (a minified build, as users have it)
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const GOAL_MS = 50;
const RUNS = 9;

if (process.argv[2] === 'once') {
  const Module = createRequire(import.meta.url)('node:module');
  const load = Module._load;
  const vscode = editor();
  Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
  const start = performance.now();
  const { activate } = createRequire(import.meta.url)(path.join(root, 'dist/client.js'));
  const loaded = performance.now();
  const context = { subscriptions: [], extensionUri: anything(), globalStorageUri: { fsPath: '/nowhere' }, extension: { packageJSON: { version: '0' } }, asAbsolutePath: p => path.join('/nowhere', p), globalState: anything(), workspaceState: anything() };
  process.on('unhandledRejection', () => {});
  Promise.resolve(activate(context)).catch(e => console.error(e));
  console.log(JSON.stringify({ load: loaded - start, activate: performance.now() - loaded }));
  await 0;
  process.exit(0);
}

const runs = Array.from({ length: RUNS }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'once'], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}).sort((a, b) => a.load + a.activate - b.load - b.activate);
const { load, activate } = runs[(RUNS - 1) / 2];
console.log(`load ${load.toFixed(1)} ms, activate ${activate.toFixed(1)} ms, together ${(load + activate).toFixed(1)} ms (median of ${RUNS}; goal ${GOAL_MS} ms)`);

/** A value that can be called, made with `new`, extended, and asked for anything. */
function anything() {
  const made = new Map();
  return new Proxy(class {}, {
    get: (target, name) => {
      if (name === 'prototype') return target.prototype;
      if (name === Symbol.toPrimitive) return () => '';
      if (name === Symbol.iterator) return function* () {};
      if (name === 'then') return undefined;
      if (!made.has(name)) made.set(name, anything());
      return made.get(name);
    },
    apply: () => anything(),
    construct: (target, args, own) => (own === undefined || own.prototype === target.prototype ? anything() : Reflect.construct(target, args, own)),
    has: () => true,
    set: () => true,
  });
}

/** The editor's module: every name that the program could ask for. */
function editor() {
  const text = readFileSync(path.join(root, 'dist/client.js'), 'utf8');
  const names = new Set(['window', 'workspace', 'commands', 'languages', 'env', 'extensions', 'l10n', 'lm', 'chat', 'tasks', 'debug', ...[...text.matchAll(/\.([A-Z]\w+)/g)].map(m => m[1])]);
  return { ...Object.fromEntries([...names].map(n => [n, anything()])), version: '1.95.0' };
}
