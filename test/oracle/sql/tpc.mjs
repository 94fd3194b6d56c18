// Lays the SQL reader beside DuckDB (output columns) and sqlglot (column lineage) on all queries of TPC-H and TPC-DS.
//   node test/oracle/sql/tpc.mjs      installs DuckDB with both extensions and sqlglot into .oracle/ first; skips if the registry can't be reached
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { environment } from '../python.mjs';
import { columnsOf } from './resolve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const tools = environment('tpc', [['duckdb==1.5.5', 'duckdb-extension-tpch==1.5.5', 'duckdb-extension-tpcds==1.5.5', 'sqlglot==30.30.0']]);
const asked = tools.missing ? null : spawnSync(tools.bin('python'), [path.join(here, 'tpc.py')], { maxBuffer: 1 << 28, encoding: 'utf8' });
if (asked === null || asked.status !== 0) {
  console.log(`SKIPPED: ${tools.missing ?? `the queries of TPC could not be had: ${asked.stderr.trim().split('\n').at(-1)}`}`);
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);
const { schema, queries } = JSON.parse(asked.stdout);

/** Differences of lineage that are not ours to mend: query, column, reason. */
const KNOWN = [];
const tally = { queries: queries.length, problems: 0, columns: 0, otherColumns: 0, named: 0, lineage: 0, otherLineage: 0, explained: 0, notTold: 0 };
let passed = 0;
for (const { set, name, sql, columns, lineage } of queries) {
  const file = readSql(sql, 0, sql.length, { dialect: 'duckdb' });
  if (file.problems.length > 0) {
    tally.problems++;
    console.log(`${name}: ${file.problems[0].message}`);
    continue;
  }
  const ours = columnsOf(file.statements[0].query, schema[set]);
  let good = true;
  // The name that DuckDB makes up for an expression is the only one that we may not tell.
  const same = ours.length === columns.length && ours.every((c, i) => (c.name === null ? !/^[a-z_]\w*$/i.test(columns[i]) : c.name.toLowerCase() === columns[i].toLowerCase()));
  tally.columns += columns.length;
  tally.named += ours.filter(c => c.name !== null).length;
  if (!same) {
    tally.otherColumns++;
    console.log(`${name}: ours ${ours.map(c => c.name)}\n   DuckDB's ${columns}`);
    continue;
  }
  ours.forEach((c, i) => {
    const theirs = lineage[i];
    if (theirs === null) {
      tally.notTold++;
      return;
    }
    tally.lineage++;
    // sqlglot counts conditions and windows among the sources: ours lie between the values alone and all it depends on.
    const extra = [...c.from].filter(f => !theirs.includes(f));
    const lacking = theirs.filter(f => !c.every.has(f));
    if (extra.length === 0 && lacking.length === 0) return;
    if (KNOWN.some(([query, column]) => query === name && column === columns[i])) {
      tally.explained++;
      return;
    }
    tally.otherLineage++;
    good = false;
    console.log(`${name}, ${columns[i]}: ours ${[...c.from]} (all ${[...c.every]}); sqlglot's ${theirs}`);
  });
  if (good) passed++;
}
console.log(tally);
const failed = tally.problems + tally.otherColumns + tally.otherLineage;
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
