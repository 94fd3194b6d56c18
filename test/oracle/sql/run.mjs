// Lays the SQL reader beside DuckDB (columns of a query) and sqlglot (column lineage).
//   node test/oracle/sql/run.mjs [COUNT]      installs both into .oracle/ first; skips if the registry can't be reached
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { closingLine, readClosingLine } from '../report.mjs';
import { generator } from './generate.mjs';
import { columnsOf } from './resolve.mjs';
import { QUERIES, SCHEMA } from './tpch.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const python = process.env.PIPEWRIGHT_PYTHON ?? path.join(root, '.oracle/sql/bin/python');
if (!existsSync(python)) {
  mkdirSync(path.join(root, '.oracle'), { recursive: true });
  const made = spawnSync('python3', ['-m', 'venv', path.join(root, '.oracle/sql')], { stdio: 'inherit' });
  const filled = made.status === 0 && spawnSync(python, ['-m', 'pip', 'install', '-q', 'duckdb', 'sqlglot'], { stdio: 'inherit' });
  if (filled === false || filled.status !== 0) {
    console.log('SKIPPED: duckdb and sqlglot could not be installed, nothing was compared.');
    console.log('0 passed, 0 failed, 1 skipped');
    process.exit(0);
  }
}
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);

const count = Number(process.argv[2] ?? 300);
const names = Object.fromEntries(Object.entries(SCHEMA).map(([t, columns]) => [t, Object.keys(columns)]));
const next = generator(20240607, names);
const queries = [...QUERIES, ...Array.from({ length: count }, () => next())];
const asked = spawnSync(python, [path.join(here, 'facts.py')], { input: JSON.stringify({ schema: SCHEMA, queries }), maxBuffer: 1 << 28, encoding: 'utf8' });
if (asked.status !== 0) {
  console.error(asked.stderr);
  process.exit(1);
}
const facts = JSON.parse(asked.stdout);
/** Differences that are not ours to mend, by a part of the query and the column, each with its reason. */
const KNOWN = [
  ['b using (x)', 'x', 'sqlglot merges both sides of USING; the left side alone decides in an inner or left join'],
  ['union all by name', 'a', 'sqlglot matches by position although BY NAME was asked for'],
  ['generate_series(1, 3)', 'i', 'sqlglot names the column of a function as its source'],
  ['lateral (select count(*)', 'c', 'sqlglot counts the condition of the subquery among the sources'],
  ['unpivot (v for k', 'k', 'sqlglot counts the unpivoted columns among the sources of their names'],
];
const tally = { queries: 0, refused: 0, problems: 0, columns: 0, lineage: 0, compared: 0 };
queries.forEach((sql, k) => {
  const real = facts[k];
  if (real.columns === null) {
    tally.refused++;
    if (k < QUERIES.length) console.log(`DuckDB refuses query ${k}: ${real.error}`);
    return;
  }
  tally.queries++;
  const file = readSql(sql, 0, sql.length, { dialect: 'duckdb' });
  if (file.problems.length > 0) {
    tally.problems++;
    console.log(`problem: ${file.problems[0].message}\n  ${sql}`);
    return;
  }
  const ours = columnsOf(file.statements[0].query, names);
  const same = ours.length === real.columns.length && ours.every((c, i) => c.name === null || c.name.toLowerCase() === real.columns[i].toLowerCase());
  if (!same) {
    tally.columns++;
    console.log(`columns: ours ${ours.map(c => c.name)}\n   DuckDB's ${real.columns}\n  ${sql}`);
    return;
  }
  ours.forEach((c, i) => {
    const theirs = real.lineage?.[real.columns[i]];
    if (!theirs || c.name === null || real.columns.indexOf(real.columns[i]) !== i) return;
    tally.compared++;
    // sqlglot counts conditions and windows among the sources: ours lie between the values alone and all it depends on.
    const extra = [...c.from].filter(f => !theirs.includes(f));
    const lacking = theirs.filter(f => !c.every.has(f));
    if ((extra.length > 0 || lacking.length > 0) && !KNOWN.some(([part, column]) => sql.includes(part) && column === c.name)) {
      tally.lineage++;
      console.log(`lineage of ${c.name}: ours ${[...c.from]} (all ${[...c.every]}); sqlglot's ${theirs}\n  ${sql}`);
    }
  });
});
console.log(tally);
const failed = tally.problems + tally.columns + tally.lineage;
const sum = { passed: tally.queries - tally.problems - tally.columns, failed, skipped: tally.refused };
// The other comparisons of this folder, each a program of its own.
for (const other of ['pgquery.mjs', 'tpc.mjs', 'golden.mjs', 'collate.mjs', 'accept.mjs']) {
  const { stdout, status } = spawnSync(process.execPath, [path.join(here, other)], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 1 << 28 });
  console.log(`-- ${other}\n${stdout}`);
  const counts = readClosingLine(stdout) ?? { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}
console.log(closingLine(sum));
process.exit(sum.failed > 0 ? 1 : 0);
