// `findings(files)` of the sources as they are now, in this process: see engine.ts. Needs no build.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../python.mjs';

export async function loadEngine() {
  const outfile = path.join(root, 'out/oracle/engine.mjs');
  await build({ absWorkingDir: root, entryPoints: ['test/oracle/dbt/engine.ts'], outfile, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], logLevel: 'warning', loader: { '.md': 'text' }, banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
  return import(`${pathToFileURL(outfile)}?${Date.now()}`);
}
