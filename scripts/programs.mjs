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
    plugins: [validators(root)],
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
    { ...page, entryPoints: ['view/src/style.css'], outfile: 'dist/webview/lineage.css', loader: {} },
  );
  return all.map(program => ({ ...common, ...program }));
}
