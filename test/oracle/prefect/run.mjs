// Lays our reading of flows beside the real Prefect: names of flows, the tasks they run, what runs before what, subflows; and
// each file in faults/ (a prefect.yaml beside a flow, named after the rule that must tell it) that both refuse.
//   node test/oracle/prefect/run.mjs
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check, lineage } from '../product.mjs';
import { environment, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/prefect');
const counts = { passed: 0, failed: 0, skipped: 0 };
const made = environment('prefect', [['prefect==3.4.*', 'importlib_metadata']]);
if (made.missing !== undefined) {
  console.log(`Prefect can't be had: ${made.missing}`);
  counts.skipped++;
} else {
  await compareFolder(path.join(here, 'flows'), ['forms']);
  await compareFolder(path.join(root, 'examples/prefect-shop'), ['flows.orders', 'flows.daily', 'flows.tasks'], ['duckdb', 'requests']);
  for (const fault of readdirSync(path.join(here, 'faults')).sort()) await compareFault(path.join(here, 'faults', fault), fault.replace(/--.*$/, ''));
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

function expect(name, ours, theirs) {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) counts.passed++;
  else {
    counts.failed++;
    console.log(`DIFFERENT ${name}\n  Prefect: ${JSON.stringify(theirs)}\n  ours:    ${JSON.stringify(ours)}`);
  }
}

/** Runs Python with Prefect's own files in a folder that is thrown away. `absent` are packages that are stood in for. */
function python(args, cwd, absent = []) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'pipewright-prefect-'));
  const code = `import sys; from unittest.mock import MagicMock\nfor m in ${JSON.stringify(absent)}: sys.modules[m] = MagicMock()\nsys.argv = ${JSON.stringify(args)}\nimport runpy; runpy.run_path(sys.argv[0], run_name="__main__")`;
  const run = spawnSync(made.bin('python'), ['-c', code], { encoding: 'utf8', cwd, maxBuffer: 1e8, env: { ...process.env, PREFECT_HOME: home, PREFECT_SERVER_ANALYTICS_ENABLED: 'false', DO_NOT_TRACK: '1', PYTHONDONTWRITEBYTECODE: '1' } });
  rmSync(home, { recursive: true, force: true });
  return run;
}

async function compareFolder(folder, modules, absent = []) {
  const run = python([path.join(here, 'driver.py'), folder, ...modules], folder, absent);
  const line = run.stdout.split('\n').find(l => l.startsWith('RESULT '));
  if (line === undefined) throw new Error(`Prefect gave no result: ${run.stderr.trim().split('\n').slice(-5).join('\n')}`);
  const theirs = JSON.parse(line.slice('RESULT '.length));
  const { jobs } = await lineage(folder);
  for (const module of modules) {
    const real = theirs[module];
    if (real.error) throw new Error(`${module}: ${real.error}\n${real.trace}`);
    const file = `${module.replace(/\./g, '/')}.py`;
    const flows = jobs.filter(j => j.kind === 'prefect.flow' && j.file === file);
    expect(`${module}: flows`, flows.map(f => f.name).sort(), Object.keys(real.flows).sort());
    for (const flow of flows) {
      const id = `${flow.id}.`;
      const tasks = Object.fromEntries(jobs.filter(j => j.parent === flow.id).map(j => [j.name, j.upstream.filter(u => u.startsWith(id)).map(u => u.slice(id.length)).sort()]).sort(([a], [b]) => (a < b ? -1 : 1)));
      // A task of another file is no part of the flow's own graph: the flow comes after it.
      for (const u of flow.upstream) if (u.startsWith('prefect.task:')) tasks[u.slice('prefect.task:'.length).replace(/@.*$/, '')] = [];
      const wanted = real.flows[flow.name];
      expect(`${module}: tasks of ${flow.name}`, tasks, wanted?.tasks);
      expect(`${module}: flows that ${flow.name} runs`, flow.upstream.filter(u => u.startsWith('prefect:')).map(u => jobs.find(j => j.id === u)?.name).sort(), wanted?.flows);
    }
  }
  expect(`${folder}: errors`, (await check(folder)).filter(d => d.severity === 'error').map(d => `${d.file}:${d.line} ${d.rule}`), []);
}

/** What `prefect deploy` checks before it asks a server: the flow is loaded, the schedules are read; then the parameters are bound to the flow. */
async function compareFault(folder, rule) {
  const code = readFileSync(path.join(here, 'deploy.py'), 'utf8');
  const home = mkdtempSync(path.join(os.tmpdir(), 'pipewright-prefect-'));
  const copy = path.join(home, 'project');
  cpSync(folder, copy, { recursive: true });
  const run = spawnSync(made.bin('python'), ['-c', code, copy], { encoding: 'utf8', cwd: copy, env: { ...process.env, PREFECT_HOME: path.join(home, 'own'), PYTHONDONTWRITEBYTECODE: '1' } });
  expect(`${path.basename(folder)}: refused by Prefect`, run.stdout.includes('REFUSED'), true);
  const errors = (await check(copy)).filter(d => d.severity === 'error').map(d => d.rule);
  expect(`${path.basename(folder)}: told by us`, errors, [rule]);
  rmSync(home, { recursive: true, force: true });
}
