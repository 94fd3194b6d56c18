// Bundles the programs into dist/: client.js (the extension), server.js (the language server), cli.js (the command line).
import { context, build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { programs } from './programs.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const watch = process.argv.includes('--watch');

for (const options of programs(root, process.argv.includes('--minify'))) {
  if (watch) await (await context(options)).watch();
  else await build(options);
}
