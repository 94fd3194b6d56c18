// Where the time of a check goes: walk, read, extract by format, join, columns, each rule; and what the facts weigh.
//   node test/bench/phases.mjs DIR [--heap]
// Rules are timed one by one over all files after columns and lineage are known, so that the first rule does not pay for them.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { validators } from '../../scripts/validators.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const outfile = path.join(root, '.bench/phases.cjs');
mkdirSync(path.dirname(outfile), { recursive: true });
await build({
  stdin: {
    contents: `
      export { formats } from './server/src/formats';
      export { rules } from './server/src/rules';
      export { createEngine, scan, textOf } from './server/src/scan';
      export { readSettings } from './server/src/settings';
      export { Linter } from './server/src/workspace/lint';
    `,
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  plugins: [validators(root)],
  loader: { '.md': 'text', '.css': 'text' },
  outfile,
  logLevel: 'error',
});
const { formats, rules, createEngine, scan, Linter, readSettings } = createRequire(import.meta.url)(outfile);

const dir = path.resolve(process.argv[2] ?? '.');
const heap = () => {
  globalThis.gc?.();
  const m = process.memoryUsage();
  return `heap ${(m.heapUsed / 1e6).toFixed(0)} MB, rss ${(m.rss / 1e6).toFixed(0)} MB`;
};
const ms = t => `${t.toFixed(0).padStart(7)} ms`;
const line = (name, t, more = '') => console.log(`${ms(t)}  ${name}  ${more}`);

const byFormat = new Map();
const timed = formats.map(f => ({
  ...f,
  extract(document, project) {
    const start = performance.now();
    try {
      return f.extract(document, project);
    } finally {
      const at = byFormat.get(f.id) ?? { time: 0, files: 0 };
      at.time += performance.now() - start;
      at.files++;
      byFormat.set(f.id, at);
    }
  },
}));

const settings = readSettings(null, null);
const engine = createEngine(dir, timed, false, settings);
let start = performance.now();
await scan(engine, dir, timed, { exclude: [], yields: false });
line('scan', performance.now() - start, heap());
for (const [id, { time, files }] of [...byFormat].sort((a, b) => b[1].time - a[1].time)) line(`  extract ${id}`, time, `${files} files`);
const ws = engine.workspace;
const paths = [...ws.paths()];
start = performance.now();
for (const type of ws.types()) for (const e of ws.entitiesOf(type)) if (e.kind === 'dataset') ws.columns(e.id);
line('columns', performance.now() - start, heap());
start = performance.now();
for (const type of ws.types()) for (const e of ws.entitiesOf(type)) ws.outputs(e.id);
line('lineage', performance.now() - start, heap());
const times = [];
for (const rule of rules) {
  const linter = new Linter(ws, [rule]);
  start = performance.now();
  let found = 0;
  for (const p of paths) found += linter.lint(p).length;
  times.push({ id: rule.id, time: performance.now() - start, found });
}
line('rules', times.reduce((sum, t) => sum + t.time, 0), heap());
for (const t of times.sort((a, b) => b.time - a.time).slice(0, Number(process.env.TOP ?? 40))) line(`  ${t.id}`, t.time, `${t.found} findings`);
