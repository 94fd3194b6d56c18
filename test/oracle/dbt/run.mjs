// Lays us beside dbt: the graph beside the manifest, the columns beside what DuckDB reports, the findings beside what dbt
// says about planted faults (recorded in faults.json by record.mjs).
//   node test/oracle/dbt/run.mjs [--graph] [--columns] [--faults] [--only=WORD] [--all] [--fill] [--cli]
// Without a part all three run. --only takes the projects and the faults whose name holds the word. --all prints every difference, not the first 40 of a part; --fill writes the rule ids
// that were found into rows of faults.json that have none.
// A difference is a bug of ours until it is listed with its reason in known.json.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineage } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { compareFaults } from './compareFaults.mjs';
import { generated } from './generate.mjs';
import { compareColumns, compareGraphs, graphOfLineage, graphOfManifest } from './graph.mjs';
import { drive, readFolder, writeFolder } from './projects.mjs';
import { releases } from './versions.mjs';

const here = path.join(root, 'test/oracle/dbt');
const wanted = part => process.argv.includes(`--${part}`) || !['graph', 'columns', 'faults'].some(p => process.argv.includes(`--${p}`));
const only = process.argv.find(a => a.startsWith('--only='))?.slice('--only='.length) ?? '';
const known = new Map(JSON.parse(readFileSync(path.join(here, 'known.json'), 'utf8')).map(k => [k.difference, k.reason]));
const used = new Set();
const total = { passed: 0, failed: 0, skipped: 0 };
const scratch = mkdtempSync(path.join(os.tmpdir(), 'pipewright-dbt-'));

/** name -> files; `build` tells that all its relations can be built on DuckDB. */
const PROJECTS = [
  { name: 'shop', files: readFolder(path.join(root, 'examples/dbt-shop')), deps: true, build: [['build']] },
  ...['base', 'names', 'references', 'packages', 'semantic'].map(name => ({
    name,
    files: readFolder(path.join(here, 'projects', name)),
    deps: name === 'packages',
    build: name === 'base' || name === 'semantic' ? [['seed'], ['build']] : null,
  })),
  ...[1, 2, 3].map(seed => ({ name: `made_${seed}`, files: generated(seed, 60), deps: false, build: seed === 1 ? [['seed'], ['run']] : null })),
].filter(p => p.name.includes(only));

try {
  if (wanted('graph') || wanted('columns')) await graphAndColumns();
  if (wanted('faults')) report('faults', await compareFaults(scratch, only, process.argv.includes('--fill')));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(closingLine(total));
process.exit(total.failed > 0 ? 1 : 0);

async function graphAndColumns() {
  const core = releases.core();
  if (core.missing !== undefined) {
    console.log(`SKIPPED graph and columns: ${core.missing}`);
    total.skipped += PROJECTS.length;
    return;
  }
  for (const p of PROJECTS) {
    p.theirs = path.join(scratch, 'theirs', p.name);
    writeFolder(p.theirs, p.files);
  }
  const jobs = PROJECTS.map(p => ({
    id: p.name,
    dir: p.theirs,
    commands: [...(p.deps ? [['deps']] : []), ['parse']],
    late: p.build !== null && wanted('columns') ? [...p.build, ['docs', 'generate']] : [],
  }));
  const answers = new Map((await drive(core, jobs)).map(a => [a.id, a]));
  for (const p of PROJECTS) {
    const answer = answers.get(p.name);
    if (!answer.ok) {
      report(`graph ${p.name}`, { agreed: 0, differences: [`dbt itself rejects the project: ${JSON.stringify(answer.exception)}`], skipped: 0 });
      continue;
    }
    const manifest = JSON.parse(readFileSync(path.join(p.theirs, 'target/manifest.json'), 'utf8'));
    // Our copy has no artifacts: what dbt found out must not help us.
    for (const linked of p.deps ? [false, true] : [false]) {
      const mine = path.join(scratch, 'ours', p.name + (linked ? '-installed' : ''));
      writeFolder(mine, p.files);
      if (linked) cpSync(path.join(p.theirs, 'dbt_packages'), path.join(mine, 'dbt_packages'), { recursive: true, dereference: true });
      const ours = await lineageOf(mine, `${p.name}${linked ? ' (packages installed)' : ''}`);
      if (ours === null) continue;
      if (wanted('graph')) {
        const { agreed, differences, checksLeftOut } = compareGraphs(graphOfManifest(manifest), ours);
        report(`graph ${p.name}${linked ? ' (packages installed)' : ''}`, { agreed, differences, skipped: checksLeftOut, why: 'tests: the lineage output has no list `checks`' });
      }
      if (wanted('columns') && p.build !== null && !linked) columnsOf(p, answer, ours);
    }
  }
}

async function lineageOf(folder, name) {
  try {
    return graphOfLineage(await lineage(folder));
  } catch (error) {
    report(`lineage ${name}`, { agreed: 0, differences: [error.message], skipped: 0 });
    return null;
  }
}

function columnsOf(p, answer, ours) {
  const file = path.join(p.theirs, 'target/catalog.json');
  if (answer.late?.ok !== true || !existsSync(file)) {
    report(`columns ${p.name}`, { agreed: 0, differences: [`dbt could not build the project: ${JSON.stringify(answer.late?.events.filter(e => e.level === 'error').slice(0, 2))}`], skipped: 0 });
    return;
  }
  const { counts, differences } = compareColumns(JSON.parse(readFileSync(file, 'utf8')), ours);
  const all = counts.exact + counts.partial + counts.none + differences.length;
  console.log(`   columns of ${p.name}: ${counts.exact} of ${all} relations exact (${Math.round((100 * counts.exact) / all)} %), ${counts.partial} in part, ${counts.none} unknown, ${differences.length} wrong`);
  report(`columns ${p.name}`, { agreed: counts.exact, differences, skipped: counts.partial + counts.none, why: 'our list of columns is not whole' });
}

/** Prints a row and adds it up; differences that known.json explains count as passed. */
function report(name, { agreed, differences, skipped, why }) {
  const open = differences.filter(d => {
    const line = `${name} ${d}`;
    if (!known.has(line)) return true;
    used.add(line);
    return false;
  });
  total.passed += agreed + differences.length - open.length;
  total.failed += open.length;
  total.skipped += skipped;
  console.log(`${name.padEnd(36)} ${String(agreed).padStart(6)} agree ${String(open.length).padStart(5)} differ${differences.length > open.length ? `, ${differences.length - open.length} known` : ''}${skipped > 0 ? `, ${skipped} SKIPPED (${why})` : ''}`);
  const shown = process.argv.includes('--all') ? open : open.slice(0, 40);
  for (const line of shown) console.log(`   ${line}`);
  if (shown.length < open.length) console.log(`   … and ${open.length - shown.length} more (--all)`);
}
