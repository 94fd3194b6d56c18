// Lays our reading of Dagster's files beside what the real Dagster loads: keys of assets, what they depend on, groups, checks,
// jobs with their steps, schedules, sensors; and for each file in faults/ (named after the rule that must tell it) that both refuse it.
//   node test/oracle/dagster/run.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, cpSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check, lineage } from '../product.mjs';
import { environment, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/dagster');
const counts = { passed: 0, failed: 0, skipped: 0 };
const made = environment('dagster', [['dagster==1.11.*', 'dagster-dbt', 'dbt-duckdb', 'pandas']]);
if (made.missing !== undefined) {
  console.log(`Dagster can't be had: ${made.missing}`);
  counts.skipped++;
} else {
  for (const file of readdirSync(path.join(here, 'defs')).filter(f => f.endsWith('.py')).sort()) await compareFile(path.join(here, 'defs'), file.slice(0, -3));
  await compareExample();
  await compareFaults(path.join(here, 'faults'));
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

/** What Dagster itself loads. */
function loaded(folder, modules, cwd = folder) {
  const run = spawnSync(made.bin('python'), [path.join(here, 'driver.py'), folder, ...modules], { encoding: 'utf8', maxBuffer: 1e8, cwd, env: { ...process.env, PATH: `${path.dirname(made.bin('python'))}${path.delimiter}${process.env.PATH}`, DAGSTER_HOME: '', DAGSTER_DISABLE_TELEMETRY: '1', PYTHONDONTWRITEBYTECODE: '1' } });
  const line = run.stdout.split('\n').find(l => l.startsWith('RESULT '));
  if (line === undefined) throw new Error(`Dagster gave no result: ${run.stderr.trim().split('\n').slice(-5).join('\n')}`);
  return JSON.parse(line.slice('RESULT '.length));
}

function expect(name, ours, theirs) {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) counts.passed++;
  else {
    counts.failed++;
    console.log(`DIFFERENT ${name}\n  Dagster: ${JSON.stringify(theirs)}\n  ours:    ${JSON.stringify(ours)}`);
  }
}

async function compareFile(folder, module) {
  const alone = mkdtempSync(path.join(os.tmpdir(), 'pipewright-dagster-'));
  cpSync(path.join(folder, `${module}.py`), path.join(alone, `${module}.py`));
  const theirs = loaded(alone, [module])[module];
  if (theirs.error) throw new Error(`${module}: ${theirs.error}\n${theirs.trace}`);
  await compare(module, alone, theirs, new Set());
  expect(`${module}: errors in a file that Dagster loads`, (await check(alone)).filter(d => d.severity === 'error').map(d => `${d.line} ${d.rule}: ${d.message}`), []);
  rmSync(alone, { recursive: true });
}

/** The example with its dbt project; its models are assets too, which we show as what they are. */
async function compareExample() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pipewright-dagster-'));
  cpSync(path.join(root, 'examples/dagster-shop'), folder, { recursive: true });
  const parsed = spawnSync(made.bin('dbt'), ['parse', '--profiles-dir', '.'], { cwd: path.join(folder, 'dbt'), encoding: 'utf8' });
  if (parsed.status !== 0) throw new Error(`dbt parse failed: ${parsed.stdout.slice(-800)}`);
  const theirs = loaded(folder, ['shop.definitions:defs'])['shop.definitions:defs'];
  if (theirs.error) throw new Error(`examples/dagster-shop: ${theirs.error}\n${theirs.trace}`);
  rmSync(path.join(folder, 'dbt/target'), { recursive: true });
  await compare('examples/dagster-shop', folder, theirs, new Set(['stg_orders', 'fct_orders']));
  expect('examples/dagster-shop: errors', (await check(folder)).filter(d => d.severity === 'error').map(d => `${d.file}:${d.line} ${d.rule}`), []);
  rmSync(folder, { recursive: true });
}

/** `models` are made by dbt: of them only what Dagster's own assets read is compared. */
async function compare(name, folder, theirs, models) {
  const graph = await lineage(folder);
  const assets = new Map(graph.datasets.filter(d => d.id.startsWith('dagster.asset:')).map(d => [d.id.slice('dagster.asset:'.length), d]));
  const described = new Set(Object.entries(theirs.assets).flatMap(([, a]) => a.deps));
  // An asset that is only depended on is no declaration of ours.
  const wanted = Object.keys(theirs.assets).filter(k => !models.has(k) && (theirs.assets[k].made || assets.has(k) || !described.has(k))).sort();
  expect(`${name}: keys of assets`, [...assets.keys()].sort(), wanted);
  const plain = id => id.replace(/^dagster\.asset:|^dbt:model\.\w+\./, '').replace(/^.*\bmodel\.shop\./, '');
  for (const key of wanted) {
    const own = graph.edges.filter(e => e.to === `dagster.asset:${key}`).map(e => plain(e.from));
    const known = theirs.assets[key].deps.filter(d => assets.has(d) || models.has(d));
    expect(`${name}: ${key} depends on`, [...new Set(own)].sort(), known);
    const missing = graph.unresolved.map(u => u.name);
    for (const d of theirs.assets[key].deps) if (!assets.has(d) && !models.has(d)) expect(`${name}: ${key} depends on ${d}, made nowhere`, missing.includes(d.split('/').at(-1)), true);
    expect(`${name}: ${key} is computed`, graph.jobs.some(j => j.id === `dagster:${key}`), theirs.assets[key].made);
  }
  const checks = (graph.checks ?? []).filter(c => c.id.startsWith('dagster.check:')).map(c => c.id.slice('dagster.check:'.length)).sort();
  expect(`${name}: checks`, checks, theirs.checks.filter(c => !models.has(c.split(':')[0])));
  const jobs = graph.jobs.filter(j => j.kind === 'dagster.job');
  expect(`${name}: jobs`, jobs.map(j => j.name).sort(), Object.keys(theirs.jobs).sort());
  for (const job of jobs) {
    const prefix = `dagster.step:${job.name}.`;
    const steps = Object.fromEntries(graph.jobs.filter(j => j.parent === job.id).map(j => [j.name, j.upstream.map(u => u.slice(prefix.length)).sort()]).sort(([a], [b]) => (a < b ? -1 : 1)));
    const real = Object.fromEntries(Object.entries(theirs.jobs[job.name] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(`${name}: steps of ${job.name}`, steps, real);
    const crons = Object.values(theirs.schedules).filter(s => s.job === job.name).flatMap(s => s.cron).sort();
    const ours = (job.schedule ?? '').split(', ').filter(Boolean).sort();
    // A schedule in another file names its job there: the job itself does not tell.
    expect(`${name}: schedule of ${job.name}`, ours, crons);
  }
}

async function compareFaults(folder) {
  for (const file of readdirSync(folder).filter(f => f.endsWith('.py')).sort()) {
    const rule = file.replace(/(--.*)?\.py$/, '');
    const alone = mkdtempSync(path.join(os.tmpdir(), 'pipewright-dagster-'));
    cpSync(path.join(folder, file), path.join(alone, 'fault.py'));
    expect(`${file}: refused by Dagster`, loaded(alone, ['fault']).fault.error !== undefined, true);
    const errors = (await check(alone)).filter(d => d.severity === 'error').map(d => d.rule);
    expect(`${file}: told by us`, errors.includes(rule) ? rule : errors, rule);
    rmSync(alone, { recursive: true });
  }
}
