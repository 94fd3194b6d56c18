// Lays our reading of DAG files beside a DagBag of the real Airflow: ids of DAGs and tasks, dependencies, schedules, and for each
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
const VERSIONS = [
  { name: 'airflow', major: 3, steps: [['apache-airflow==3.1.*', 'apache-airflow-providers-standard', 'apache-airflow-providers-common-sql']] },
  { name: 'airflow2', major: 2, steps: [['apache-airflow==2.11.*', 'apache-airflow-providers-standard<1']] },
];
/** DAGs and tasks that a file makes only under conditions which do not hold here. */
const CONDITIONAL = {
  virtualenv_python: 'only where virtualenv is installed',
  external_python: 'only where virtualenv is installed',
  tutorial_taskflow_api_virtualenv: 'only where virtualenv is installed',
  example_branch_operator: 'only where virtualenv is installed',
  example_branch_python_operator_decorator: 'only where virtualenv is installed',
  example_kubernetes_executor: 'only where the Kubernetes client is installed',
  example_local_kubernetes_executor: 'only where the Kubernetes client is installed',
};
/** DAGs that are made in other modules, which a file alone does not show. */
const ELSEWHERE = new Set(['example_subdag_operator.section-1', 'example_subdag_operator.section-2']);
const counts = { passed: 0, failed: 0, skipped: 0 };

for (const version of VERSIONS) {
  const made = environment(version.name, version.steps);
  if (made.missing !== undefined) {
    console.log(`Airflow ${version.major} can't be had: ${made.missing}`);
    counts.skipped++;
    continue;
  }
  const airflow = { ...version, bin: made.bin };
  const own = version.major === 3 ? [path.join(here, 'dags'), path.join(root, 'examples/airflow-shop/dags'), ...process.argv.slice(2).filter(a => !a.startsWith('--'))] : [];
  for (const folder of [...own, ...examples(airflow)]) await compareFolder(airflow, folder);
  if (version.major === 3) await compareFaults(airflow, path.join(here, 'faults'));
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

/** The folders of example DAGs in the installed packages. */
function examples({ name }) {
  const lib = path.join(oracleFolder, name, 'lib');
  if (!existsSync(lib)) return [];
  const airflow = path.join(lib, readdirSync(lib)[0], 'site-packages/airflow');
  return ['example_dags', 'providers/standard/example_dags'].map(f => path.join(airflow, f)).filter(existsSync);
}

/** What Airflow itself finds in a folder. */
function loaded({ name, major, bin }, folder) {
  const home = path.join(oracleFolder, `${name}-home`);
  mkdirSync(home, { recursive: true });
  const settings = { ...process.env, AIRFLOW_HOME: home, AIRFLOW__CORE__LOAD_EXAMPLES: 'False', AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT: '120', PYTHONPATH: folder };
  // Some of Airflow 2's classes look into its database when they are made.
  if (major === 2 && !existsSync(path.join(home, 'airflow.db'))) spawnSync(bin('airflow'), ['db', 'migrate'], { env: settings });
  const run = spawnSync(bin('python'), [path.join(here, 'driver.py'), folder], { encoding: 'utf8', maxBuffer: 1e8, env: settings });
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

async function compareFolder(airflow, folder) {
  const theirs = loaded(airflow, folder);
  const { jobs } = await lineage(folder);
  const dags = new Map(jobs.filter(j => j.kind === 'airflow.dag').map(j => [j.id.slice('airflow:'.length), j]));
  console.log(`${path.relative(root, folder)}: ${Object.keys(theirs.dags).length} DAGs, ${Object.values(theirs.dags).reduce((n, d) => n + Object.keys(d.tasks).length, 0)} tasks`);
  for (const [file, error] of Object.entries(theirs.errors)) console.log(`  Airflow can't load ${file}: ${error}`);
  const refused = id => theirs.errors[path.basename(dags.get(id).file)] !== undefined;
  expect(`${folder}: ids of DAGs`, [...dags.keys()].filter(id => theirs.dags[id] || !(refused(id) || CONDITIONAL[id])).sort(), Object.keys(theirs.dags).filter(id => !ELSEWHERE.has(id)).sort());
  const errors = (await check(folder)).filter(d => d.severity === 'error' && (theirs.errors[path.basename(d.file)] ?? theirs.rendering[path.basename(d.file)]) === undefined);
  expect(`${folder}: errors in files that Airflow loads`, errors.map(d => `${d.file}:${d.line} ${d.rule}`), []);
  for (const [id, dag] of Object.entries(theirs.dags)) {
    const ours = dags.get(id);
    if (!ours) continue;
    const prefix = `airflow:${id}.`;
    const tasks = Object.fromEntries(jobs.filter(j => j.parent === ours.id).map(j => [j.id.slice(prefix.length), j.upstream.filter(u => u.startsWith(prefix)).map(u => u.slice(prefix.length)).sort()]).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(`${id}: ids of tasks`, Object.keys(tasks).filter(t => dag.tasks[t] || !CONDITIONAL[t]).sort(), Object.keys(dag.tasks).sort());
    for (const [task, upstream] of Object.entries(dag.tasks)) expect(`${id}.${task}: upstream`, tasks[task] ?? null, upstream);
    expect(`${id}: schedule`, scheduleOf(ours.schedule, dag.schedule, airflow.major), dag.schedule);
  }
}

/** Airflow prints presets as the cron they stand for, and of assets only that there are some. */
function scheduleOf(ours, theirs, major) {
  // A DAG of Airflow 2 that says nothing runs daily.
  if (major === 2 && ours === null && theirs === '1 day, 0:00:00') return theirs;
  const presets = { '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@quarterly': '0 0 1 */3 *', '@yearly': '0 0 1 1 *' };
  if (typeof theirs === 'string' && /^(Asset|Dataset) or /.test(theirs)) return ours?.replace(/^.* or /, `${theirs.split(' ')[0]} or `) ?? null;
  if (theirs === 'assets') return ours === null || /^[@\d*]/.test(ours) ? ours : 'assets';
  return ours !== null && presets[ours] !== undefined && theirs !== ours ? presets[ours] : ours;
}

async function compareFaults(airflow, folder) {
  const theirs = loaded(airflow, folder);
  const ours = await check(folder);
  for (const file of readdirSync(folder).filter(f => f.endsWith('.py')).sort()) {
    const rule = file.replace(/(--.*)?\.py$/, '');
    // Of two files with one id only one is refused.
    if (rule !== 'duplicate-dag-id') expect(`${file}: refused by Airflow`, (theirs.errors[file] ?? theirs.rendering[file]) !== undefined, true);
    const errors = ours.filter(d => d.file === file && d.severity === 'error').map(d => d.rule);
    if (rule === 'duplicate-dag-id') continue;
    expect(`${file}: told by us`, errors, [rule]);
  }
  expect('two files with one id: one is refused', Object.keys(theirs.errors).filter(f => f.startsWith('duplicate-dag-id')).length, 1);
}
