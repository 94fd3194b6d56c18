// Lays our reading of data frames beside pandas, Polars and Spark: random chains are run by the library itself, and the columns
// of what they write are laid beside those in `pipewright lineage --columns`. A chain that the library runs must have no error
// of ours; one that it refuses for a column that is not there may have one. The schemas that we read from Parquet and Avro files
// are laid beside those that pyarrow and fastavro tell.
//   node test/oracle/frames/run.mjs [--seed=N] [--count=N] [--only=pandas]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { check, lineage } from '../product.mjs';
import { environment, oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/frames');
const option = (name, fallback) => process.argv.find(a => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const seed = Number(option('seed', 1));
const count = Number(option('count', 150));
const only = option('only', null);
const counts = { passed: 0, failed: 0, skipped: 0 };
const made = environment('frames', [['pandas==2.3.3', 'pyarrow==22.0.0', 'polars==1.35.2', 'pyspark==4.0.1', 'duckdb==1.4.2', 'fastavro==1.12.1', 'numpy<2.4']]);

if (made.missing !== undefined) {
  console.log(`pandas, Polars and Spark can't be had: ${made.missing}`);
  counts.skipped++;
} else {
  for (const library of ['pandas', 'polars', 'spark']) if (only === null || only === library) await chains(library);
  if (only === null || only === 'files') await files();
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

async function chains(library) {
  if (library === 'spark' && spawnSync('java', ['-version']).status !== 0) {
    console.log('Spark needs Java, which is not installed');
    counts.skipped++;
    return;
  }
  const folder = path.join(oracleFolder, 'frames-work', library);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = spawnSync(made.bin('python'), [path.join(here, 'driver.py'), library, folder, String(library === 'spark' ? Math.ceil(count / 2) : count), String(seed)], { encoding: 'utf8', env: { ...process.env, PYTHONWARNINGS: 'ignore' } });
  if (run.status !== 0) {
    console.log(`${library} failed: ${run.stderr.slice(-1500)}`);
    counts.skipped++;
    return;
  }
  const results = JSON.parse(readFileSync(path.join(folder, 'results.json'), 'utf8'));
  const graph = await lineage(folder);
  const errors = (await check(folder)).filter(d => d.severity === 'error');
  const byName = new Map(graph.datasets.map(d => [d.name, d]));
  const told = { exact: 0, part: 0, refused: 0, caught: 0 };
  for (const [name, result] of Object.entries(results)) {
    const own = errors.filter(e => e.file === `jobs/${name}.py`);
    if (result.error !== undefined) {
      told.refused++;
      if (own.length > 0) told.caught++;
      counts.passed++;
      continue;
    }
    const ours = byName.get(`out/${name}.parquet`)?.columns.map(c => c.name) ?? [];
    const same = JSON.stringify(ours) === JSON.stringify(result.columns);
    const within = ours.every(c => result.columns.includes(c));
    if (same) told.exact++;
    else if (within) told.part++;
    if (own.length > 0 || !within) {
      counts.failed++;
      console.log(`${library} ${name}: ${library} has ${result.columns.join(', ')}; we have ${ours.join(', ')}${own.map(e => `\n    error at ${e.line}: ${e.message}`).join('')}`);
    } else counts.passed++;
  }
  console.log(`${library}: ${Object.keys(results).length} chains, ${told.exact} with exactly the same columns in order, ${told.part} in part; ${told.refused} refused by ${library}, of which we tell ${told.caught}`);
}

/** Parquet and Avro files of several writers. */
async function files() {
  const folder = path.join(oracleFolder, 'frames-work', 'files');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = spawnSync(made.bin('python'), [path.join(here, 'files.py'), folder], { encoding: 'utf8' });
  if (run.status !== 0) {
    console.log(`files: ${run.stderr.slice(-1500)}`);
    counts.skipped++;
    return;
  }
  const graph = await lineage(folder);
  for (const [name, want] of Object.entries(JSON.parse(run.stdout))) {
    const found = graph.datasets.find(d => d.name === name);
    const ours = found?.columns.map(c => `${c.name} ${c.type}`) ?? [];
    if (JSON.stringify(ours) === JSON.stringify(want)) counts.passed++;
    else {
      counts.failed++;
      console.log(`${name}: ${want.join(', ')}\n  we have ${ours.join(', ')}`);
    }
  }
}
