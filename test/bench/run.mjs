// npm run bench: timings of the built program, printed as a table and written to .bench/results.json.
//   npm run bench                       generated projects of 1,000 and 10,000 models
//   npm run bench -- --models 1000,50000
//   npm run bench -- DIR [DIR…]         any folders
//   npm run bench -- --peers            also other tools on the same projects, into docs/performance.md (see peers.mjs); with folders, those as well
//   npm run bench -- --peers-only       the other tools alone
//   npm run bench -- --peers --no-publish   the same, and docs/ stays as it is: for a busy machine
// Every figure is a whole process seen from outside: start-up counts. "Work" is a fixed piece of work timed in the same
// run (parsing the project's YAML with the `yaml` package), so that figures from different machines can be compared.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseDocument } from 'yaml';
import { Client } from './client.mjs';
import { generate } from './generate.mjs';
import { besidePeers } from './peers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const folders = args.filter((a, i) => !a.startsWith('--') && !args[i - 1]?.startsWith('--models'));
const models = (args[args.indexOf('--models') + 1] && args.includes('--models') ? args[args.indexOf('--models') + 1] : '1000,10000').split(',').map(Number);

if (spawnSync(process.execPath, ['scripts/build.mjs', '--minify'], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);

function projects() {
  if (folders.length > 0) return folders.map(f => ({ name: path.basename(f), folder: path.resolve(f) }));
  return models.map(n => {
    const folder = path.join(root, '.bench', `p${n}`);
    if (!existsSync(path.join(folder, 'dbt_project.yml'))) generate(folder, n);
    return { name: `${n} models`, folder };
  });
}

/** A small public project without packages, where git can fetch it; none otherwise. */
function publicProject() {
  const folder = path.join(root, '.bench/public/jaffle_shop_duckdb');
  if (!existsSync(folder)) spawnSync('git', ['clone', '--quiet', '--depth', '1', 'https://github.com/dbt-labs/jaffle_shop_duckdb.git', folder], { stdio: 'ignore', timeout: 60_000 });
  return existsSync(path.join(folder, 'dbt_project.yml')) ? [folder] : [];
}

/** A run of the command line: wall and processor seconds, peak memory in MB. */
function cli(folder, ...words) {
  const script = `const t=process.hrtime.bigint();process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeSync(3,JSON.stringify({wall:Number(process.hrtime.bigint()-t)/1e9,cpu:(u.userCPUTime+u.systemCPUTime)/1e6,rss:u.maxRSS/1024}))});process.argv.splice(1,0,'cli');require(${JSON.stringify(path.join(root, 'dist/cli.js'))})`;
  const run = spawnSync(process.execPath, ['-e', script, '--', ...words, '--root', folder, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'], maxBuffer: 1 << 28 });
  return JSON.parse(run.output[3].toString());
}

function work(folder) {
  const texts = [];
  const visit = dir => {
    for (const e of readdirSync(dir, { withFileTypes: true })) {
      if (e.isDirectory()) visit(path.join(dir, e.name));
      else if (/\.ya?ml$/.test(e.name)) texts.push(readFileSync(path.join(dir, e.name), 'utf8'));
    }
  };
  visit(folder);
  const start = performance.now();
  for (const t of texts) parseDocument(t, { logLevel: 'silent' });
  return (performance.now() - start) / 1000;
}

const percentile = (times, p) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))];

async function editor(folder) {
  const file = findModel(folder);
  if (!file) return null;
  const uri = pathToFileURL(file).toString();
  const text = readFileSync(file, 'utf8');
  const client = new Client(process.execPath, [path.join(root, 'dist/server.js'), '--stdio'], folder);
  const started = performance.now();
  const settled = client.heard(m => m.method === 'pipewright/status' && m.params.scanning === false);
  await client.start(folder);
  await settled;
  const scanned = (performance.now() - started) / 1000;
  const published = version => client.heard(m => m.method === 'textDocument/publishDiagnostics' && m.params.uri === uri && m.params.version === version);
  let seen = published(1);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sql', version: 1, text } });
  await seen;
  const lines = text.split('\n');
  const at = lines.findIndex(l => l.includes('ref(') || l.includes('source('));
  const keys = [];
  for (let i = 0; i < 100; i++) {
    const position = { line: lines.length - 1, character: i };
    seen = published(i + 2);
    const t = performance.now();
    client.notify('textDocument/didChange', { textDocument: { uri, version: i + 2 }, contentChanges: [{ range: { start: position, end: position }, text: 'x' }] });
    await seen;
    keys.push(performance.now() - t);
  }
  const timed = async (n, method, params) => {
    const times = [];
    for (let i = 0; i < n; i++) {
      const t = performance.now();
      await client.request(method, params(i));
      times.push(performance.now() - t);
    }
    return times;
  };
  const character = Math.max(0, lines[at].search(/ref\(|source\(/)) + 6;
  const place = { textDocument: { uri }, position: { line: at, character } };
  const hover = await timed(30, 'textDocument/hover', () => place);
  const completion = await timed(30, 'textDocument/completion', () => place);
  const definition = await timed(30, 'textDocument/definition', () => place);
  const rss = Number(/VmHWM:\s+(\d+)/.exec(existsSync(`/proc/${client.child.pid}/status`) ? readFileSync(`/proc/${client.child.pid}/status`, 'utf8') : '')?.[1] ?? 0) / 1024;
  await client.stop();
  return { scanned, keys, hover, completion, definition, rss };
}

/** The largest model, so that the figures are not flattered. */
function findModel(folder) {
  let best = null;
  const visit = (dir, depth) => {
    for (const e of readdirSync(dir, { withFileTypes: true })) {
      const full = path.join(dir, e.name);
      if (e.isDirectory() && depth < 6 && !/^(\.|node_modules|target)/.test(e.name)) visit(full, depth + 1);
      else if (/models.*\.sql$/.test(full)) {
        const text = readFileSync(full, 'utf8');
        if (/ref\(|source\(/.test(text) && (!best || text.length > best.size)) best = { full, size: text.length };
      }
    }
  };
  visit(folder, 0);
  return best?.full ?? null;
}

async function peer() {
  const home = path.join(root, '.bench/peers');
  if (!existsSync(path.join(home, 'node_modules/yaml-language-server'))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{"private":true}');
    if (spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'yaml-language-server'], { cwd: home, stdio: 'ignore', shell: process.platform === 'win32' }).status !== 0) return null;
  }
  const file = path.join(home, 'big.yml');
  const models = [];
  for (let m = 0; m < 100; m++) models.push(`  - name: model_${m}\n    description: One row for each thing.\n    columns:\n${Array.from({ length: 24 }, (_, c) => `      - name: column_${c}\n        description: The column.\n        data_tests:\n          - not_null\n`).join('')}`);
  writeFileSync(file, `version: 2\n\nmodels:\n${models.join('')}`);
  const text = readFileSync(file, 'utf8');
  const uri = pathToFileURL(file).toString();
  const measure = async (command, words, dir) => {
    const client = new Client(command, words, dir);
    const published = () => client.heard(m => m.method === 'textDocument/publishDiagnostics' && m.params.uri.endsWith('big.yml'));
    await client.start(dir);
    let seen = published();
    let t = performance.now();
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    await seen;
    const open = performance.now() - t;
    const edits = [];
    for (let i = 0; i < 7; i++) {
      seen = published();
      t = performance.now();
      client.notify('textDocument/didChange', { textDocument: { uri, version: i + 2 }, contentChanges: [{ range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } }, text: '      # note\n' }] });
      await seen;
      edits.push(performance.now() - t);
    }
    await client.stop();
    return { lines: text.split('\n').length, open, edit: percentile(edits, 0.5) };
  };
  writeFileSync(path.join(home, 'dbt_project.yml'), "name: big\nprofile: big\nmodel-paths: ['.']\n");
  return {
    ours: await measure(process.execPath, [path.join(root, 'dist/server.js'), '--stdio'], home),
    theirs: await measure(process.execPath, [path.join(home, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'], home),
  };
}

const s = n => `${n.toFixed(2)} s`;
const ms = n => `${n.toFixed(1)} ms`;
const results = [];
for (const { name, folder } of args.includes('--peers-only') ? [] : projects()) {
  const yaml = work(folder);
  const cold = cli(folder, 'check', '--no-cache');
  cli(folder, 'check');
  const warm = cli(folder, 'check');
  const lineage = cli(folder, 'lineage', '--format', 'json', '--columns', '--no-cache');
  const live = await editor(folder);
  results.push({ name, yaml, cold, warm, lineage, live });
  console.log(`\n${name}`);
  const row = (what, value, more = '') => console.log(`  ${what.padEnd(38)} ${value.padStart(10)}  ${more}`);
  row('yaml package on its YAML ("work")', s(yaml));
  row('check, no cache', s(cold.wall), `${s(cold.cpu)} of processor, ${cold.rss.toFixed(0)} MB, ${(cold.wall / yaml).toFixed(2)} × work`);
  row('check, second start', s(warm.wall), `${s(warm.cpu)} of processor, ${warm.rss.toFixed(0)} MB`);
  row('lineage of every column', s(lineage.wall), `${lineage.rss.toFixed(0)} MB`);
  if (live) {
    row('server: start to all findings', s(live.scanned), `${live.rss.toFixed(0)} MB`);
    row('keystroke to findings', ms(percentile(live.keys, 0.5)), `95th percentile ${ms(percentile(live.keys, 0.95))}`);
    row('hover', ms(percentile(live.hover, 0.5)), `95th percentile ${ms(percentile(live.hover, 0.95))}`);
    row('completion of ref', ms(percentile(live.completion, 0.5)), `95th percentile ${ms(percentile(live.completion, 0.95))}`);
    row('definition', ms(percentile(live.definition, 0.5)), `95th percentile ${ms(percentile(live.definition, 0.95))}`);
  }
}
if (args.includes('--peers') || args.includes('--peers-only')) {
  // Generated projects and whatever folders were named, a public project say.
  const generated = models.map(n => ({ name: `${n} models`, folder: path.join(root, '.bench', `p${n}`) }));
  for (const [i, { folder }] of generated.entries()) if (!existsSync(path.join(folder, 'dbt_project.yml'))) generate(folder, models[i]);
  const others = folders.length > 0 ? folders.map(f => path.resolve(f)) : publicProject();
  besidePeers([...generated, ...others.map(folder => ({ name: path.basename(folder), folder }))], !args.includes('--no-publish'));
  const p = await peer();
  if (p) {
    console.log(`\nA YAML file of ${p.ours.lines} lines            pipewright   yaml-language-server`);
    console.log(`  open to findings                     ${ms(p.ours.open).padStart(12)} ${ms(p.theirs.open).padStart(22)}`);
    console.log(`  edit to findings                     ${ms(p.ours.edit).padStart(12)} ${ms(p.theirs.edit).padStart(22)}`);
    results.push({ name: 'peers', ...p });
  } else console.log('\nyaml-language-server could not be installed.');
}
mkdirSync(path.join(root, '.bench'), { recursive: true });
writeFileSync(path.join(root, '.bench/results.json'), `${JSON.stringify(results, null, 1)}\n`);
