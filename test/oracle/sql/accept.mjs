// Acceptance in every dialect, beside sqlglot and polyglot.
//   node test/oracle/sql/accept.mjs [--show=N] [--dialect=NAME]   brings sqlglot's source distribution and @polyglot-sql/sdk into .oracle/ first
// 1. The statements of sqlglot's own dialect tests, which sqlglot and polyglot take both, must have no problem of ours: 99 % in each dialect.
// 2. The same for files below .oracle/corpus/sqlfluff/<dialect>, the fixtures of a linter, whatever lies there: a file is one case.
// 3. Statements made faulty by taking a piece out: where sqlglot, polyglot and, for DuckDB, DuckDB itself refuse it, the share that we refuse is told.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { environment } from '../python.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const option = name => process.argv.find(a => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
const show = Number(option('show') ?? 3);
const tools = environment('sql-accept', [['sqlglot==27.29.0', 'duckdb']]);
if (tools.missing) skip(tools.missing);
const folder = path.join(root, '.oracle/sql-accept-source');
const unpacked = path.join(folder, 'sqlglot-27.29.0');
if (!existsSync(unpacked)) {
  mkdirSync(folder, { recursive: true });
  spawnSync(tools.bin('python'), ['-m', 'pip', 'download', '-q', '--no-deps', '--no-binary', ':all:', '-d', folder, 'sqlglot==27.29.0'], { stdio: 'inherit' });
  const archive = readdirSync(folder).find(f => f.endsWith('.tar.gz'));
  if (archive) spawnSync('tar', ['xzf', archive], { cwd: folder });
  if (!existsSync(unpacked)) skip('the source distribution of sqlglot could not be had');
}
const sdk = path.join(root, '.oracle/polyglot');
const entry = path.join(sdk, 'node_modules/@polyglot-sql/sdk/dist/index.node.js');
if (!existsSync(entry)) {
  mkdirSync(sdk, { recursive: true });
  writeFileSync(path.join(sdk, 'package.json'), '{"private": true}');
  spawnSync('npm', ['i', '--no-audit', '--no-fund', '@polyglot-sql/sdk@0.12.1'], { cwd: sdk, stdio: 'inherit' });
  if (!existsSync(entry)) skip('@polyglot-sql/sdk could not be installed');
}
const polyglot = await import(pathToFileURL(entry).href);
await polyglot.init?.();
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);

/** Their names of dialects, and ours. */
const OURS = { snowflake: 'snowflake', bigquery: 'bigquery', redshift: 'redshift', databricks: 'databricks', spark: 'databricks', sparksql: 'databricks', hive: 'databricks', postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql', clickhouse: 'clickhouse', duckdb: 'duckdb', trino: 'trino', athena: 'trino', presto: 'trino', tsql: 'tsql', fabric: 'tsql', flink: 'flink' };
const ours = (sql, dialect) => readSql(sql, 0, sql.length, { dialect }).problems[0] ?? null;
const theirs = (sql, dialect) => {
  try {
    return polyglot.parse(sql, dialect).success;
  } catch {
    return false;
  }
};
const told = sql => sql.replace(/\s+/g, ' ').slice(0, 200);
const share = (n, of) => (of === 0 ? 'none' : `${((100 * n) / of).toFixed(2)} %`);

const asked = spawnSync(tools.bin('python'), [path.join(here, 'corpus.py'), unpacked], { maxBuffer: 1 << 28, encoding: 'utf8' });
if (asked.status !== 0) skip(asked.stderr.trim().split('\n').at(-1));
const cases = JSON.parse(asked.stdout).filter(([d]) => Object.hasOwn(OURS, d ?? '') && (option('dialect') === null || OURS[d] === option('dialect')));
let failed = 0;
let passed = 0;
const table = new Map();
const sound = [];
for (const [dialect, sql] of cases) {
  const row = table.get(OURS[dialect]) ?? { both: 0, we: 0, alone: 0, shown: 0 };
  table.set(OURS[dialect], row);
  const problem = ours(sql, OURS[dialect]);
  if (!theirs(sql, dialect)) {
    if (problem === null) row.alone++;
    continue;
  }
  row.both++;
  if (problem === null) {
    row.we++;
    sound.push([dialect, sql]);
  } else if (row.shown++ < show) console.log(`${dialect}: ${problem.message}\n  ${told(sql)}`);
}
for (const [dialect, { both, we, alone }] of table) {
  console.log(`${dialect}: sqlglot and polyglot take ${both}, we ${we} of them (${share(we, both)}); we and sqlglot alone take ${alone}`);
  passed += we;
  if (we < both * 0.99) failed += both - we;
}

/** Files that prove nothing, with the reason. */
const KNOWN = { 'athena/select_cast_withtimezone.sql': 'Trino, which runs Athena, refuses a comma before FROM' };
const corpus = path.join(root, '.oracle/corpus/sqlfluff');
let skipped = 0;
if (!existsSync(corpus)) {
  skipped++;
  console.log('SKIPPED: no .oracle/corpus/sqlfluff.');
} else
  for (const name of readdirSync(corpus).filter(n => Object.hasOwn(OURS, n))) {
    if (option('dialect') !== null && OURS[name] !== option('dialect')) continue;
    const files = readdirSync(path.join(corpus, name)).filter(f => f.endsWith('.sql') && !Object.hasOwn(KNOWN, `${name}/${f}`));
    let good = 0;
    for (const file of files) {
      const sql = readFileSync(path.join(corpus, name, file), 'utf8');
      const problem = ours(sql, OURS[name]);
      if (problem === null) good++;
      else console.log(`${name}/${file}: ${problem.message} >>> ${told(sql.slice(Math.max(0, problem.span.start - 60), problem.span.start + 40))}`);
    }
    console.log(`sqlfluff's ${name}: ${good} of ${files.length} files (${share(good, files.length)})`);
    passed += good;
    if (good < files.length * 0.99) failed += files.length - good;
  }

// Faults: a token is taken out, doubled or exchanged.
let state = 20261126;
const random = n => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) % n;
};
const faults = [];
for (const [dialect, sql] of sound) {
  // Many of their cases are expressions alone.
  if (!/^\s*(?:select|with|insert|create|update|delete|merge|alter)\b/i.test(sql)) continue;
  const tokens = [...sql.matchAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\w+|[^\s\w]/g)];
  if (tokens.length < 5 || sql.includes('$$') || sql.includes('--')) continue;
  const at = tokens[1 + random(tokens.length - 1)];
  const kind = random(3);
  const cut = kind === 0 ? '' : kind === 1 ? `${at[0]} ${at[0]}` : [',', ')', '(', '=', 'from', 'where'][random(6)];
  faults.push([dialect, `${sql.slice(0, at.index)}${cut}${sql.slice(at.index + at[0].length)}`]);
}
const judged = spawnSync(tools.bin('python'), [path.join(here, 'judge.py')], { input: JSON.stringify(faults), maxBuffer: 1 << 28, encoding: 'utf8' });
if (judged.status === 0) {
  const refused = JSON.parse(judged.stdout);
  const rows = new Map();
  faults.forEach(([dialect, sql], i) => {
    const own = OURS[dialect];
    const row = rows.get(own) ?? { refused: 0, we: 0, shown: 0 };
    rows.set(own, row);
    const certain = own === 'duckdb' ? refused[i] : refused[i] && !theirs(sql, dialect);
    if (!certain) return;
    row.refused++;
    if (ours(sql, own) !== null) row.we++;
    else if (process.argv.includes('--missed') && row.shown++ < show) console.log(`missed (${dialect}): ${told(sql)}`);
  });
  for (const [dialect, { refused: all, we }] of rows) console.log(`${dialect}: of ${all} faulty statements that ${dialect === 'duckdb' ? 'DuckDB refuses' : 'sqlglot and polyglot refuse'}, we refuse ${we} (${share(we, all)})`);
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);

function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
