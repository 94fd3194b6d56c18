// Lays the SQL reader beside a published golden set: the column lineage that the authors of sqllineage expect of their test statements.
//   node test/oracle/sql/golden.mjs      brings sqllineage and its source distribution into .oracle/ first; skips if the registry can't be reached
// Told is the share of cases with the very same pairs of source and target column. Cases of several statements are left out,
// since their lineage goes through tables that are made on the way.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { environment } from '../python.mjs';
import { columnsOf } from './resolve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const tools = environment('golden', [['sqllineage==1.5.9', 'pytest==8.4.2']]);
if (tools.missing) skip(tools.missing);
const folder = path.join(root, '.oracle/golden-source');
const unpacked = path.join(folder, 'sqllineage-1.5.9');
if (!existsSync(unpacked)) {
  mkdirSync(folder, { recursive: true });
  spawnSync(tools.bin('python'), ['-m', 'pip', 'download', '-q', '--no-deps', '--no-binary', ':all:', '-d', folder, 'sqllineage==1.5.9'], { stdio: 'inherit' });
  const archive = readdirSync(folder).find(f => f.endsWith('.tar.gz'));
  if (archive) spawnSync('tar', ['xzf', archive], { cwd: folder });
  if (!existsSync(unpacked)) skip('the source distribution of sqllineage could not be had');
}
const asked = spawnSync(tools.bin('python'), [path.join(here, 'golden.py'), unpacked], { maxBuffer: 1 << 28, encoding: 'utf8' });
if (asked.status !== 0) skip(asked.stderr.trim().split('\n').at(-1));
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);

const DIALECTS = { sparksql: 'databricks', hive: 'databricks', databricks: 'databricks', tsql: 'tsql', bigquery: 'bigquery', snowflake: 'snowflake', redshift: 'redshift', postgres: 'postgres', mysql: 'mysql' };
const last = name => (name ?? '').split('.').at(-1).toLowerCase();
/** The name of an expression without alias is its text there; ours has none, or the one that the dialect gives it. */
const plain = name => (/^(?:\w+|\*)$/.test(name) ? name.toLowerCase() : '?');
/** Differences that are not ours to mend, by a part of the statement, each with its reason. */
const KNOWN = [
  ['col1::timestamp', 'where the dialect is not known, nor is the name that a cast gives'],
  ['tab2.* FROM tab2 a', 'a table with an alias is not known by its own name: there is nothing that the star stands for'],
  ['SELECT col1 FROM t1 INNER JOIN t2', 'the column may be of either table: we name none'],
  ["TITLE 'Birthdate'", 'Teradata is no dialect of ours'],
  ['USING (f1)', 'the left side alone decides in an inner or left join'],
  ['count(*)', 'count(*) reads no column'],
  ['partial_code ||', 'an alias beside it is followed to what it stands for'],
  ['UNION ALL SELECT b, a', 'the branches differ in width: no engine takes it'],
];
const tally = { cases: 0, same: 0, explained: 0, other: 0, severalStatements: 0, problems: 0 };
for (const { sql, dialect, expected } of JSON.parse(asked.stdout)) {
  const file = readSql(sql, 0, sql.length, { dialect: DIALECTS[dialect] ?? null });
  const written = file.statements.filter(s => s.query !== null && s.query !== undefined);
  if (written.length !== 1 || file.statements.length !== 1) {
    tally.severalStatements++;
    continue;
  }
  tally.cases++;
  if (file.problems.length > 0) {
    tally.problems++;
    console.log(`problem: ${file.problems[0].message}\n  ${told(sql)}`);
    continue;
  }
  const schema = {};
  for (const [table, column] of expected) if (table !== null) schema[last(table)] = [...new Set([...(schema[last(table)] ?? []), column.toLowerCase()])];
  const { query, targetColumns, columns } = written[0];
  const theirs = new Set(expected.map(([table, column, , target]) => `${last(table)}.${column.toLowerCase()} > ${plain(target)}`));
  const unnamed = new Set(expected.filter(e => plain(e[3]) === '?').map(e => `${last(e[0])}.${e[1].toLowerCase()}`));
  const ours = new Set();
  columnsOf(query, schema).forEach((c, i) => {
    const name = plain(targetColumns?.[i]?.name ?? columns?.[i]?.name ?? c.name ?? '?');
    for (const from of c.every) {
      const pair = `${from} > ${name}`;
      if (theirs.has(pair)) ours.add(pair);
      else if (unnamed.has(from)) ours.add(`${from} > ?`);
      else if (c.from.has(from)) ours.add(pair);
    }
  });
  const same = ours.size === theirs.size && [...ours].every(p => theirs.has(p));
  if (same) tally.same++;
  else if (KNOWN.some(([part]) => told(sql).includes(part))) tally.explained++;
  else {
    tally.other++;
    console.log(`${dialect}: ours lacks ${[...theirs].filter(p => !ours.has(p)).join(', ') || 'none'}; has beyond ${[...ours].filter(p => !theirs.has(p)).join(', ') || 'none'}\n  ${told(sql)}`);
  }
}
console.log(tally);
console.log(`the same lineage in ${tally.same} of ${tally.cases} cases (${((100 * tally.same) / tally.cases).toFixed(1)} %)`);
const failed = tally.problems + tally.other;
console.log(`${tally.same} passed, ${failed} failed, ${tally.explained + tally.severalStatements} skipped`);
process.exit(failed > 0 ? 1 : 0);

function told(sql) {
  return sql.replace(/\s+/g, ' ').trim().slice(0, 320);
}

function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
