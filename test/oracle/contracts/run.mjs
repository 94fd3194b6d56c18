// Data contracts before datacontract-cli and before ours: those that we generate must be taken, and what we call an error must be refused.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { check } from '../product.mjs';
import { environment, oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { faulty, sound } from './cases.mjs';

const here = path.join(root, 'test/oracle/contracts');
const count = { passed: 0, failed: 0, skipped: 0 };
const env = environment('contracts', [['datacontract-cli==1.2.8']]);
if (env.missing) {
  console.log(`skipped: ${env.missing}`);
  count.skipped++;
} else {
  await compare();
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function judge(texts) {
  const ran = spawnSync(env.bin('python'), [path.join(here, 'judge.py')], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e8 });
  if (ran.status !== 0) throw new Error(ran.stderr.slice(-2000));
  return JSON.parse(ran.stdout.slice(ran.stdout.lastIndexOf('\n') + 1));
}

async function compare() {
  const generated = await generate();
  const cases = [...generated.map(([name, text]) => ({ name, text, wanted: 'fine' })), ...sound.map(([name, text]) => ({ name, text, wanted: 'fine' })), ...faulty.map(([name, text]) => ({ name, text, wanted: 'refused' }))];
  const theirs = judge(cases.map(c => c.text));
  const folder = mkdtempSync(path.join(tmpdir(), 'contracts-'));
  cases.forEach((c, i) => writeFileSync(path.join(folder, `c${i}.odcs.yaml`), c.text));
  const ours = new Map();
  for (const d of await check(folder)) if (d.severity === 'error') ours.set(Number(/\d+/.exec(d.file)[0]), d.message);
  rmSync(folder, { recursive: true });
  cases.forEach((c, i) => {
    const [their, our] = [theirs[i], ours.get(i)];
    const agree = (their === '') === (our === undefined) && (c.wanted === 'fine') === (their === '');
    if (agree) count.passed++;
    else {
      count.failed++;
      console.log(`${c.name}\n  theirs: ${their || 'fine'}\n  ours: ${our ?? 'fine'}`);
    }
  });
}

/** The contracts that we write for every dataset of the examples whose columns are known. */
async function generate() {
  mkdirSync(path.join(oracleFolder, 'contracts'), { recursive: true });
  const bundle = path.join(oracleFolder, 'contracts-generate.mjs');
  await build({ absWorkingDir: root, stdin: { contents: "export { generateContract } from './server/src/features/quality/contract'; export { Engine } from './server/src/workspace/engine'; export { formats } from './server/src/formats'; export { DEFAULT_SETTINGS } from './server/src/model/workspace';", resolveDir: root, loader: 'ts' }, outfile: bundle, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }, logLevel: 'error' });
  const { generateContract, Engine, formats, DEFAULT_SETTINGS } = await import(pathToFileURL(bundle));
  const out = [];
  for (const example of readdirSync(path.join(root, 'examples'))) {
    const files = readdirSync(path.join(root, 'examples', example), { recursive: true, withFileTypes: true }).filter(e => e.isFile() && !/node_modules|\.git\//.test(e.parentPath)).map(e => path.relative(path.join(root, 'examples', example), path.join(e.parentPath, e.name)).split(path.sep).join('/'));
    const text = file => {
      try {
        return readFileSync(path.join(root, 'examples', example, file), 'utf8');
      } catch {
        return null;
      }
    };
    const engine = new Engine({ formats, tracking: false, settings: DEFAULT_SETTINGS, read: text });
    engine.announce(files);
    engine.apply(files.map(file => ({ path: file, text: text(file) })));
    const ws = engine.workspace;
    for (const type of ws.types()) for (const entity of ws.entitiesOf(type)) {
      const made = entity.kind === 'dataset' ? generateContract(ws, entity.id) : null;
      if (made?.kind === 'create') out.push([`${example}: ${entity.name}`, made.text]);
    }
  }
  return out;
}
