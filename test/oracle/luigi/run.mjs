// Lays our reading of task classes beside the real Luigi: their names, what they require, and where their targets lie.
//   node test/oracle/luigi/run.mjs
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { lineage } from '../product.mjs';
import { environment, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/luigi');
const MODULES = ['base', 'forms', 'tables', 'shared'];
const counts = { passed: 0, failed: 0, skipped: 0 };
const made = environment('luigi', [['luigi==3.6.*', 'setuptools<81', 'python-dateutil']]);
if (made.missing !== undefined) {
  console.log(`Luigi can't be had: ${made.missing}`);
  counts.skipped++;
} else await compare(path.join(here, 'jobs'));
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

function expect(name, ours, theirs) {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) counts.passed++;
  else {
    counts.failed++;
    console.log(`DIFFERENT ${name}\n  Luigi: ${JSON.stringify(theirs)}\n  ours:  ${JSON.stringify(ours)}`);
  }
}

async function compare(folder) {
  const run = spawnSync(made.bin('python'), [path.join(here, 'driver.py'), folder, ...MODULES], { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const line = run.stdout.split('\n').find(l => l.startsWith('RESULT '));
  if (line === undefined) throw new Error(`Luigi gave no result: ${run.stderr.trim().split('\n').slice(-5).join('\n')}`);
  const theirs = JSON.parse(line.slice('RESULT '.length));
  const { jobs } = await lineage(folder);
  const tasks = jobs.filter(j => j.kind === 'luigi.task');
  const label = id => id.replace(/^luigi:/, '').replace(/\.py$/, '');
  expect('the tasks', tasks.map(t => label(t.id)).sort(), Object.keys(theirs).map(k => k.replace(/^shop\./, '')).sort());
  for (const task of tasks) {
    const id = label(task.id);
    const real = theirs[id] ?? theirs[`shop.${id}`];
    if (!real) continue;
    expect(`${id}: requires`, task.upstream.map(label).sort(), real.requires);
    // With other arguments a task makes other things, which others ask it for.
    const places = task.writes.map(w => w.replace(/^path:|^table:/, '').replace(/\$\{/g, '{'));
    // Nobody here writes what an external task stands for.
    for (const place of task.id.startsWith('luigi:Outside@') ? [] : real.makes) expect(`${id}: makes ${place}`, places.includes(place) || places.includes(place.toLowerCase()), true);
  }
}
