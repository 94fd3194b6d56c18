// Lays our reading of DAG files beside a DagBag of the real Airflow 3: ids of DAGs and tasks, dependencies, schedules, and for each
// file in faults/ (named after the rule that must tell it) that both refuse it.
// Airflow's own example DAGs, installed with it, are compared too, and nothing that it loads may be an error for us.
//   node test/oracle/airflow/run.mjs [FOLDER …]     further folders of DAG files
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { check, lineage } from '../product.mjs';
import { environment, oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/airflow');
const STEPS = [['apache-airflow==3.1.*', 'apache-airflow-providers-standard', 'apache-airflow-providers-common-sql']];
/** DAGs that a file makes only under conditions which do not hold here. */
const CONDITIONAL = {
  example_kubernetes_executor: 'only where the Kubernetes client is installed',
  example_local_kubernetes_executor: 'only where the Kubernetes client is installed',
};
const counts = { passed: 0, failed: 0, skipped: 0 };

const env = environment('airflow', STEPS);
if (env.missing !== undefined) {
  console.log(`Airflow can't be had: ${env.missing}`);
  counts.skipped++;
} else {
  for (const folder of [path.join(here, 'dags'), path.join(root, 'examples/airflow-shop/dags'), ...examples(), ...process.argv.slice(2).filter(a => !a.startsWith('--'))]) await compareFolder(folder);
  await compareFaults(path.join(here, 'faults'));
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

/** The folders of example DAGs in the installed packages. */
function examples() {
  const lib = path.join(oracleFolder, 'airflow/lib');
  if (!existsSync(lib)) return [];
  const airflow = path.join(lib, readdirSync(lib)[0], 'site-packages/airflow');
  return ['example_dags', 'providers/standard/example_dags'].map(f => path.join(airflow, f)).filter(existsSync);
}

/** What Airflow itself finds in a folder. */
function loaded(folder) {
  const home = path.join(oracleFolder, 'airflow-home');
  mkdirSync(home, { recursive: true });
  const run = spawnSync(env.bin('python'), [path.join(here, 'driver.py'), folder], {
    encoding: 'utf8', maxBuffer: 1e8,
    env: { ...process.env, AIRFLOW_HOME: home, AIRFLOW__CORE__LOAD_EXAMPLES: 'False', AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT: '120', PYTHONPATH: folder },
  });
  const line = run.stdout.split('\n').find(l => l.startsWith('RESULT '));
  if (line === undefined) throw new Error(`Airflow gave no result: ${run.stderr.trim().split('\n').slice(-5).join('\n')}`);
  return JSON.parse(line.slice('RESULT '.length));
}

function expect(name, ours, theirs) {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) counts.passed++;
  else {
    counts.failed++;
    console.log(`DIFFERENT ${name}\n  Airflow: ${JSON.stringify(theirs)}\n  ours:    ${JSON.stringify(ours)}`);
  }
}

async function compareFolder(folder) {
  const theirs = loaded(folder);
  const { jobs } = await lineage(folder);
  const dags = new Map(jobs.filter(j => j.kind === 'airflow.dag').map(j => [j.id.slice('airflow:'.length), j]));
  console.log(`${path.relative(root, folder)}: ${Object.keys(theirs.dags).length} DAGs, ${Object.values(theirs.dags).reduce((n, d) => n + Object.keys(d.tasks).length, 0)} tasks`);
  for (const [file, error] of Object.entries(theirs.errors)) console.log(`  Airflow can't load ${file}: ${error}`);
  const refused = id => theirs.errors[path.basename(dags.get(id).file)] !== undefined;
  expect(`${folder}: ids of DAGs`, [...dags.keys()].filter(id => theirs.dags[id] || !(refused(id) || CONDITIONAL[id])).sort(), Object.keys(theirs.dags).sort());
  const errors = (await check(folder)).filter(d => d.severity === 'error' && theirs.errors[path.basename(d.file)] === undefined);
  expect(`${folder}: errors in files that Airflow loads`, errors.map(d => `${d.file}:${d.line} ${d.rule}`), []);
  for (const [id, dag] of Object.entries(theirs.dags)) {
    const ours = dags.get(id);
    if (!ours) continue;
    const prefix = `airflow:${id}.`;
    const tasks = Object.fromEntries(jobs.filter(j => j.parent === ours.id).map(j => [j.id.slice(prefix.length), j.upstream.filter(u => u.startsWith(prefix)).map(u => u.slice(prefix.length)).sort()]).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(`${id}: ids of tasks`, Object.keys(tasks).sort(), Object.keys(dag.tasks).sort());
    for (const [task, upstream] of Object.entries(dag.tasks)) expect(`${id}.${task}: upstream`, tasks[task] ?? null, upstream);
    expect(`${id}: schedule`, scheduleOf(ours.schedule, dag.schedule), dag.schedule);
  }
}

/** Airflow prints presets as the cron they stand for, and of assets only that there are some. */
function scheduleOf(ours, theirs) {
  const presets = { '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@quarterly': '0 0 1 */3 *', '@yearly': '0 0 1 1 *' };
  if (typeof theirs === 'string' && theirs.startsWith('Asset or ')) return ours?.replace(/^.* or /, 'Asset or ') ?? null;
  if (theirs === 'assets') return ours === null || /^[@\d*]/.test(ours) ? ours : 'assets';
  return ours !== null && presets[ours] !== undefined && theirs !== ours ? presets[ours] : ours;
}

async function compareFaults(folder) {
  const theirs = loaded(folder);
  const ours = await check(folder);
  for (const file of readdirSync(folder).filter(f => f.endsWith('.py')).sort()) {
    const rule = file.replace(/(--.*)?\.py$/, '');
    // Of two files with one id only one is refused.
    if (rule !== 'duplicate-dag-id') expect(`${file}: refused by Airflow`, theirs.errors[file] !== undefined, true);
    const errors = ours.filter(d => d.file === file && d.severity === 'error').map(d => d.rule);
    if (rule === 'duplicate-dag-id') continue;
    expect(`${file}: told by us`, errors, [rule]);
  }
  expect('two files with one id: one is refused', Object.keys(theirs.errors).filter(f => f.startsWith('duplicate-dag-id')).length, 1);
}
