// Lays the SQL reader beside the golden set of OpenMetadata's lineage library (collate-sqllineage): tables read and written, and column lineage.
//   node test/oracle/sql/collate.mjs      brings its source distribution into .oracle/ first; skips if the registry can't be reached
// Told is the share of cases that agree; those that don't are told each.
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
const folder = path.join(root, '.oracle/collate-source');
const unpacked = path.join(folder, 'collate_sqllineage-2.1.8');
if (!existsSync(unpacked)) {
  mkdirSync(folder, { recursive: true });
  spawnSync(tools.bin('python'), ['-m', 'pip', 'download', '-q', '--no-deps', '--no-binary', ':all:', '-d', folder, 'collate-sqllineage==2.1.8'], { stdio: 'inherit' });
  const archive = readdirSync(folder).find(f => f.endsWith('.tar.gz'));
  if (archive) spawnSync('tar', ['xzf', archive], { cwd: folder });
  if (!existsSync(unpacked)) skip('the source distribution of collate-sqllineage could not be had');
}
const asked = spawnSync(tools.bin('python'), [path.join(here, 'collate.py'), unpacked], { maxBuffer: 1 << 28, encoding: 'utf8' });
if (asked.status !== 0) skip(asked.stderr.trim().split('\n').at(-1));
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);

const DIALECTS = { sparksql: 'databricks', hive: 'databricks', databricks: 'databricks', tsql: 'tsql', bigquery: 'bigquery', snowflake: 'snowflake', redshift: 'redshift', postgres: 'postgres', mysql: 'mysql', trino: 'trino', athena: 'trino' };
const WRITES = /^(?:create_(?:table|view|materialized_view|external_table|dynamic_table|stream)|insert|merge|update|copy|alter|rename|truncate|delete)$/;
const clean = name => name.replace(/^<default>\./, '').replace(/["`[\]]/g, '').toLowerCase();
const nameOf = table => clean(table.parts.map(p => p.name).join('.'));
const plain = name => (/^(?:\w+|\*)$/.test(name ?? '') ? name.toLowerCase() : '?');
const last = name => clean(name ?? '').split('.').at(-1);
/** Differences that are not ours to mend, by a part of the statement, each with its reason. */
const KNOWN = [
  ['INNER JOIN tab3', 'a column without its table may be of either: they name both, we none', 'column'],
  ['USING (f1)', 'the left side alone decides in an inner or left join', 'column'],
  ['count(*)', 'count(*) reads no column', 'column'],
];
const tally = { tables: 0, tablesSame: 0, columns: 0, columnsSame: 0, explained: 0, skipped: 0 };
for (const { sql, dialect, columns, sources, targets } of JSON.parse(asked.stdout)) {
  if (!(dialect in DIALECTS) && dialect !== 'ansi') {
    tally.skipped++;
    continue;
  }
  const file = readSql(sql, 0, sql.length, { dialect: DIALECTS[dialect] ?? null });
  if (columns === null) {
    // Paths, stages and functions are no tables for us.
    for (const list of [sources, targets]) list.splice(0, list.length, ...list.filter(t => !t.startsWith('place:')));
    tally.tables++;
    const reads = new Set();
    const writes = new Set();
    for (const s of file.statements) {
      const own = s.target && !isPlace(s.target) ? nameOf(s.target) : null;
      for (const t of [...s.reads, ...(s.query ? tablesOf(s.query) : [])]) if (!isPlace(t) && !(s.target && t.span.start === s.target.span.start)) reads.add(nameOf(t));
      if (own !== null && WRITES.test(s.kind)) writes.add(own);
    }
    // What is made on the way is neither for them.
    const between = sources.length > 0 || targets.length > 0 ? [...reads].filter(t => writes.has(t) && file.statements.length > 1 && !sources.map(clean).includes(t)) : [];
    for (const t of between) {
      reads.delete(t);
      if (!targets.map(clean).includes(t)) writes.delete(t);
    }
    const lacks = [...sources.map(clean).filter(t => !t.includes('/') && !reads.has(t)), ...targets.map(clean).filter(t => !t.includes('/') && !writes.has(t))];
    const beyond = [...[...reads].filter(t => !sources.map(clean).includes(t)), ...(targets.length > 0 || sources.length > 0 ? [...writes].filter(t => !targets.map(clean).includes(t)) : [])];
    if (lacks.length === 0 && beyond.length === 0) tally.tablesSame++;
    else console.log(`tables (${dialect}): lacks ${lacks.join(', ') || 'none'}; beyond ${beyond.join(', ') || 'none'}${file.problems[0] ? `; ${file.problems[0].message}` : ''}\n  ${told(sql)}`);
    continue;
  }
  const written = file.statements.filter(s => s.query !== null && s.query !== undefined);
  if (written.length !== 1 || file.statements.length !== 1) {
    tally.skipped++;
    continue;
  }
  tally.columns++;
  const schema = {};
  for (const [table, column] of columns) if (table !== null) schema[last(table)] = [...new Set([...(schema[last(table)] ?? []), column.toLowerCase()])];
  const theirs = new Set(columns.map(([table, column, target]) => `${last(table)}.${column.toLowerCase()} > ${plain(target)}`));
  const unnamed = new Set(columns.filter(e => plain(e[2]) === '?').map(e => `${last(e[0])}.${e[1].toLowerCase()}`));
  const ours = new Set();
  columnsOf(written[0].query, schema).forEach((c, i) => {
    const name = plain(written[0].targetColumns?.[i]?.name ?? written[0].columns?.[i]?.name ?? c.name ?? '?');
    for (const from of c.every) {
      if (theirs.has(`${from} > ${name}`)) ours.add(`${from} > ${name}`);
      else if (unnamed.has(from)) ours.add(`${from} > ?`);
      else if (c.from.has(from)) ours.add(`${from} > ${name}`);
    }
  });
  if (ours.size === theirs.size && [...ours].every(p => theirs.has(p))) tally.columnsSame++;
  else if (KNOWN.some(([part]) => told(sql).includes(part))) tally.explained++;
  else console.log(`columns (${dialect}): lacks ${[...theirs].filter(p => !ours.has(p)).join(', ') || 'none'}; beyond ${[...ours].filter(p => !theirs.has(p)).join(', ') || 'none'}\n  ${told(sql)}`);
}
console.log(tally);
console.log(`the same tables in ${tally.tablesSame} of ${tally.tables} cases, the same column lineage in ${tally.columnsSame} of ${tally.columns} (${tally.explained} explained)`);
const all = tally.tables + tally.columns;
const same = tally.tablesSame + tally.columnsSame + tally.explained;
console.log(`${same} passed, ${same < all * 0.9 ? all - same : 0} failed, ${tally.skipped + all - same} skipped`);
process.exit(same < all * 0.9 ? 1 : 0);

function isPlace(table) {
  return /^@|[/]/.test(table.parts.map(p => p.name).join('.'));
}

function tablesOf(query) {
  const out = [];
  const add = (source, depth) => {
    if (source.kind === 'table') out.push(source.table);
    else if (source.kind === 'derived' && depth < 20) add(source.over.source, depth + 1);
  };
  for (const scope of query.scopes) for (const input of scope.inputs) add(input.source, 0);
  return out;
}

function told(sql) {
  return sql.replace(/\s+/g, ' ').trim().slice(0, 220);
}

function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
