// What is bundled: the extension, the language server, its reading threads, the command line, and the page of the lineage view.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { validators } from './validators.mjs';

/** Options for esbuild, one set a program. */
export function programs(root, minify) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    // ES modules first: the UMD form of some packages can't be bundled.
    mainFields: ['module', 'main'],
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    minify,
    keepNames: true,
    logLevel: 'warning',
    plugins: [validators(root), noCompiledCode],
    loader: { '.md': 'text', '.css': 'text' },
  };
  const all = [
    { entryPoints: ['client/src/extension.ts'], outfile: 'dist/client.js', external: ['vscode'] },
    { entryPoints: ['server/src/main.ts'], outfile: 'dist/server.js' },
    { entryPoints: ['server/src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
    { entryPoints: ['server/src/worker.ts'], outfile: 'dist/worker.js' },
  ].filter(p => existsSync(path.join(root, p.entryPoints[0])));

  /** The layout worker, bundled and put into the page as text: a page under a strict policy can start it from nowhere else. */
  const layoutWorker = {
    name: 'layout-worker',
    setup(build_) {
      build_.onResolve({ filter: /^layout-worker$/ }, () => ({ path: 'view/src/layoutWorker.ts', namespace: 'layout-worker' }));
      build_.onLoad({ filter: /.*/, namespace: 'layout-worker' }, async ({ path: entry }) => {
        const made = await build({ absWorkingDir: root, entryPoints: [entry], bundle: true, write: false, minify: true, format: 'iife', target: 'es2022', logLevel: 'warning', metafile: true });
        return { contents: made.outputFiles[0].text, loader: 'text', watchFiles: Object.keys(made.metafile.inputs).map(f => path.join(root, f)) };
      });
    },
  };
  // The page of the lineage view runs in a browser, and is put into HTML files: always minified, without a map.
  const page = { ...common, platform: 'browser', format: 'iife', target: 'es2022', sourcemap: false, minify: true, keepNames: false, plugins: [layoutWorker] };
  all.push(
    { ...page, entryPoints: ['view/src/main.ts'], outfile: 'dist/webview/lineage.js' },
    { ...page, entryPoints: ['view/src/overview.ts'], outfile: 'dist/webview/overview.js' },
    { ...page, entryPoints: ['view/src/overview.css'], outfile: 'dist/webview/overview.css', loader: {} },
    { ...page, entryPoints: ['view/src/style.css'], outfile: 'dist/webview/lineage.css', loader: {} },
  );
  const browser = { ...common, platform: 'browser', target: 'es2022', sourcemap: true, plugins: [validators(root), noCompiledCode, browserHost(root)], define: { __dirname: '"/"', global: 'globalThis' } };
  all.push(
    { ...browser, entryPoints: ['server/src/browser/main.ts'], outfile: 'dist/browser/server.js', format: 'iife', inject: ['server/src/browser/globals.ts'] },
    { ...browser, entryPoints: ['client/src/browser.ts'], outfile: 'dist/browser/client.js', format: 'cjs', external: ['vscode'] },
  );
  return all.map(program => ({ ...common, ...program }));
}

/**
 * hyparquet-compressors starts a reader of Snappy in WebAssembly when it is loaded. hyparquet has one in JavaScript, which is used;
 * the module that would load the other is left out, so that the programs hold only what can be read.
 */
const noCompiledCode = {
  name: 'no-compiled-code',
  setup(build_) {
    build_.onResolve({ filter: /^(hysnappy|\.\/compressors\.js)$/ }, ({ path: name, importer }) => (/[\\/]hyparquet-compressors[\\/]/.test(importer) ? { path: name, namespace: 'left-out' } : undefined));
    build_.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export const compressors = undefined, snappyUncompress = undefined, snappyUncompressor = undefined;' }));
  },
};

const HOSTS = new Set(['git', 'blackBox', 'cache', 'memory', 'pool']);
const NODE = { 'node:fs': 'fs', 'node:fs/promises': 'fsPromises', 'node:path': 'path', 'node:os': 'os', 'node:url': 'url', 'node:crypto': 'crypto', 'node:buffer': 'buffer' };

/**
 * The browser's host: what a machine has is replaced by stand-ins over files in memory (`server/src/browser`). Any other module
 * of Node fails the build.
 */
function browserHost(root) {
  return {
    name: 'browser-host',
    setup(build_) {
      build_.onResolve({ filter: /^node:/ }, ({ path: name, importer }) => (NODE[name] ? { path: path.join(root, `server/src/browser/node/${NODE[name]}.ts`) } : { errors: [{ text: `${name} is not there in a browser (${importer})` }] }));
      build_.onResolve({ filter: /^(\.\.?\/)+(host\/)?\w+$/ }, ({ path: name, resolveDir }) => {
        const full = path.relative(path.join(root, 'server/src/host'), path.resolve(resolveDir, name));
        return HOSTS.has(full) ? { path: path.join(root, `server/src/browser/host/${full}.ts`) } : undefined;
      });
      build_.onResolve({ filter: /^vscode-language(server|client)\/node$/ }, ({ path: name, ...from }) => build_.resolve(name.replace('/node', '/browser'), { kind: from.kind, resolveDir: from.resolveDir }));
    },
  };
}
