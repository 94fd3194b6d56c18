// Lays schemas made by migrations beside PostgreSQL itself (PGlite, PostgreSQL in WebAssembly).
//   node test/oracle/sql/pglite.mjs [COUNT] [SEED]   installs PGlite into .oracle/ first; skips if the registry can't be reached
// Each round makes a folder of Flyway migrations. PostgreSQL runs them; columns, types and nullability must be ours. In every
// other round the last file has a fault: PostgreSQL must refuse it, and we must report an error in that file and in no other.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const folder = path.join(root, '.oracle/pglite');
const entry = path.join(folder, 'node_modules/@electric-sql/pglite/dist/index.js');
if (!existsSync(entry)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  spawnSync('npm', ['i', '--no-audit', '--no-fund', '@electric-sql/pglite@0.3'], { cwd: folder, stdio: 'inherit' });
  if (!existsSync(entry)) {
    console.log('SKIPPED: PGlite could not be installed, nothing was compared.');
    console.log('0 passed, 0 failed, 1 skipped');
    process.exit(0);
  }
}
const { PGlite } = await import(pathToFileURL(entry).href);
const count = Number(process.argv[2] ?? 60);
let state = Number(process.argv[3] ?? 20240607);
const random = n => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % n;
};
const pick = list => list[random(list.length)];

const TYPES = ['int', 'bigint', 'text', 'varchar(20)', 'numeric(10,2)', 'date', 'boolean', 'timestamptz', 'jsonb', 'uuid'];
const SAME = { int: 'integer', 'varchar(20)': 'character varying', 'varchar(40)': 'character varying', 'numeric(10,2)': 'numeric', timestamptz: 'timestamp with time zone', serial: 'integer' };
const quoted = name => (random(6) === 0 ? `"${name}"` : name);
const qualified = name => (random(5) === 0 ? `public.${name}` : name);

/** One statement that PostgreSQL takes, given what tables there are; `tables` is changed along. */
function sound(tables, made) {
  const names = [...tables.keys()];
  const table = names.length > 0 ? pick(names) : null;
  const columns = table ? tables.get(table) : null;
  const fresh = () => `c${made.next++}`;
  const choice = table === null ? 0 : random(11);
  if (choice <= 1) {
    const name = `t${made.next++}`;
    const list = Array.from({ length: 1 + random(4) }, fresh);
    tables.set(name, list);
    return `create table ${random(4) === 0 ? 'if not exists ' : ''}${qualified(name)} (${list.map((c, i) => `${quoted(c)} ${i === 0 && random(3) === 0 ? 'serial primary key' : pick(TYPES)}${random(4) === 0 ? ' not null' : ''}`).join(', ')})`;
  }
  if (choice === 2) {
    const c = fresh();
    columns.push(c);
    return `alter table ${random(5) === 0 ? 'only ' : ''}${qualified(table)} add ${random(2) ? 'column ' : ''}${quoted(c)} ${pick(TYPES)}`;
  }
  if (choice === 3 && columns.length > 1) return `alter table ${qualified(table)} drop column ${quoted(columns.splice(random(columns.length), 1)[0])} cascade`;
  if (choice === 4) {
    const at = random(columns.length);
    const from = columns[at];
    columns[at] = fresh();
    return `alter table ${qualified(table)} rename column ${from} to ${columns[at]}`;
  }
  if (choice === 5) {
    const name = `t${made.next++}`;
    tables.set(name, columns);
    tables.delete(table);
    return `alter table ${qualified(table)} rename to ${name}`;
  }
  if (choice === 6) return `alter table ${qualified(table)} alter column ${pick(columns)} ${random(2) ? 'set not null' : `type text using null`}`;
  if (choice === 7 && names.length > 2) {
    tables.delete(table);
    return `drop table ${random(2) ? 'if exists ' : ''}${qualified(table)} cascade`;
  }
  if (choice === 8) return `comment on column ${table}.${pick(columns)} is 'it''s one; of them'`;
  if (choice === 9) {
    const name = `t${made.next++}`;
    const list = columns.slice(0, 1 + random(columns.length));
    tables.set(name, [...list]);
    return `create table ${name} as select ${list.join(', ')} from ${qualified(table)}`;
  }
  if (choice === 10) {
    const name = `t${made.next++}`;
    tables.set(name, [...columns]);
    return `create table ${name} (like ${table})`;
  }
  return `select ${columns.join(', ')} from ${qualified(table)}`;
}

/** One statement that PostgreSQL refuses. */
function faulty(tables) {
  const table = pick([...tables.keys()]);
  const columns = tables.get(table);
  return pick([
    () => `alter table ${table} drop column nowhere`,
    () => `alter table ${table} rename column nowhere to somewhere`,
    () => `alter table ${table} add column ${columns[0]} int`,
    () => `create table ${table} (x int)`,
    () => `create table twice (x int, y text, x date)`,
    () => `insert into ${table} (nowhere) values (null)`,
    () => `insert into ${table} (${columns[0]}) values (null, null)`,
    () => `select nowhere from ${table}`,
    () => `select a.${columns[0]}, a.nowhere from ${table} a`,
    () => `select ${columns[0]} from ${table} a join ${table} b on true`,
    () => `select ${columns[0]} from ${table} union select 1, 2`,
    () => `update ${table} set ${columns[0]} = nowhere where true`,
  ])();
}

const tally = { passed: 0, failed: 0 };
const fail = (what, files, more = '') => {
  tally.failed++;
  console.log(`${what}\n${files.map(f => `  ${f}`).join('\n')}\n${more}`);
};
for (let round = 0; round < count; round++) {
  const tables = new Map();
  const made = { next: 1 };
  const statements = Array.from({ length: 3 + random(14) }, () => sound(tables, made));
  const bad = round % 2 === 1 ? faulty(tables) : null;
  const db = new PGlite();
  let refused = null;
  for (const s of statements) {
    await db.exec(s).catch(error => {
      refused ??= `${s}: ${error.message}`;
    });
  }
  if (refused) {
    // The generator made something that can't be (a type that can't be changed): nothing to compare.
    await db.close();
    continue;
  }
  const files = bad ? [...statements, bad] : statements;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'pipewright-pg-'));
  mkdirSync(path.join(dir, 'postgres/migrations'), { recursive: true });
  files.forEach((s, i) => writeFileSync(path.join(dir, 'postgres/migrations', `V${i + 1}__s.sql`), `${s};\n`));
  const run = args => JSON.parse(spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 }).stdout);
  const errors = run(['check', '.', '--format', 'json']).diagnostics.filter(d => d.severity === 'error');
  if (bad) {
    const takes = await db.exec(bad).then(() => true, () => false);
    const last = `postgres/migrations/V${files.length}__s.sql`;
    if (takes) {
      await db.close();
      rmSync(dir, { recursive: true, force: true });
      continue;
    }
    if (!errors.some(e => e.file === last)) fail('PostgreSQL refuses the last statement, we do not', files);
    else if (errors.some(e => e.file !== last)) fail('an error in a file that PostgreSQL takes', files, JSON.stringify(errors.find(e => e.file !== last)?.message));
    else tally.passed++;
  } else if (errors.length > 0) fail('an error in files that PostgreSQL takes', files, `${errors[0].file}: ${errors[0].message}`);
  else {
    const real = await db.query("select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position");
    const theirs = new Map();
    for (const r of real.rows) theirs.set(r.table_name, [...(theirs.get(r.table_name) ?? []), `${r.column_name} ${r.data_type} ${r.is_nullable}`]);
    const graph = run(['lineage', '--format', 'json', '--columns']);
    const ours = new Map(graph.datasets.filter(d => d.type === 'sql.table').map(d => [d.name.replace(/^public\./, ''), d]));
    let wrong = null;
    for (const [name, columns] of theirs) {
      const own = ours.get(name);
      const shown = (own?.columns ?? []).map(c => `${c.name} ${SAME[c.type] ?? c.type} ${c.nullable === false ? 'NO' : 'YES'}`);
      if (!own?.columnsComplete || shown.join(', ') !== columns.join(', ')) wrong ??= `${name}: ours ${shown.join(', ')} (complete: ${own?.columnsComplete})\n  PostgreSQL's ${columns.join(', ')}`;
    }
    for (const name of ours.keys()) if (!theirs.has(name)) wrong ??= `${name}: PostgreSQL has no such table`;
    if (wrong) fail('another schema', files, wrong);
    else tally.passed++;
  }
  await db.close();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed, 0 skipped`);
process.exit(tally.failed > 0 ? 1 : 0);
