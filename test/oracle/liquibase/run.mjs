// Lays schemas made by changelogs beside Liquibase itself, which runs them in H2.
//   node test/oracle/liquibase/run.mjs [COUNT] [SEED]   brings both from Maven first; skips if Java or the repository is out of reach
// Each round makes a folder of changelogs in XML, YAML, JSON and SQL that include each other. Columns and nullability of all
// tables and views must be ours. In every other round the last change has a fault: Liquibase must refuse it, and so must we.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/liquibase');
const home = path.join(root, '.oracle/liquibase');
const count = Number(process.argv[2] ?? 60);
let state = Number(process.argv[3] ?? 20261126);
const random = n => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) % n;
};
const pick = list => list[random(list.length)];
const tally = { passed: 0, failed: 0, skipped: 0 };

if (!install()) {
  console.log('SKIPPED: Java, Maven or its repository is out of reach.');
  tally.skipped = count;
} else compare();
console.log(closingLine(tally));
process.exit(tally.failed > 0 ? 1 : 0);

function install() {
  const run = (command, args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' }).status === 0;
  if (existsSync(path.join(home, 'classes/Apply.class'))) return true;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Apply.java']);
}

/** A change as [type, attributes, inner elements or text], given the tables there are; `tables` is changed along. */
function sound(tables, made) {
  const names = [...tables.keys()];
  const table = names.length > 0 ? pick(names) : null;
  const columns = table ? tables.get(table) : null;
  const fresh = () => `c${made.next++}`;
  const type = () => pick(['int', 'bigint', 'varchar(20)', 'numeric(10,2)', 'date', 'boolean', 'java.sql.Types.VARCHAR(10)']);
  const column = (name, more = {}) => ['column', { name, type: type(), ...(random(6) === 0 ? { remarks: 'one & "two" <b>' } : {}) }, random(3) === 0 || more.key ? [['constraints', more.key ? { primaryKey: 'true' } : { nullable: pick(['true', 'false']) }, []]] : []];
  const choice = table === null ? 0 : random(16);
  if (choice <= 1) {
    const name = `t${made.next++}`;
    const list = Array.from({ length: 2 + random(4) }, fresh);
    tables.set(name, list);
    return ['createTable', { tableName: name }, list.map((c, i) => column(c, { key: i === 0 && random(2) === 0 }))];
  }
  if (choice === 2) {
    const list = Array.from({ length: 1 + random(2) }, fresh);
    columns.push(...list);
    return ['addColumn', { tableName: table }, list.map(c => ['column', { name: c, type: type() }, []])];
  }
  if (choice === 3 && columns.length > 2) return ['dropColumn', { tableName: table, columnName: columns.splice(1 + random(columns.length - 1), 1)[0] }, []];
  if (choice === 4 && columns.length > 3) return ['dropColumn', { tableName: table }, columns.splice(columns.length - 2, 2).map(name => ['column', { name }, []])];
  if (choice === 5) {
    const at = random(columns.length);
    const from = columns[at];
    columns[at] = fresh();
    return ['renameColumn', { tableName: table, oldColumnName: from, newColumnName: columns[at] }, []];
  }
  if (choice === 6) {
    const name = `t${made.next++}`;
    tables.set(name, columns);
    tables.delete(table);
    return ['renameTable', { oldTableName: table, newTableName: name }, []];
  }
  if (choice === 7) return [pick(['addNotNullConstraint', 'dropNotNullConstraint']), { tableName: table, columnName: columns[columns.length - 1], columnDataType: 'varchar(20)' }, []];
  if (choice === 8 && names.length > 2) {
    tables.delete(table);
    return ['dropTable', { tableName: table }, []];
  }
  if (choice === 9) return ['setTableRemarks', { tableName: table, remarks: "it's one" }, []];
  if (choice === 10) {
    const c = fresh();
    columns.push(c);
    return ['sql', {}, `alter table ${table} add column ${random(2) ? `"${c}"` : c} int;\ncomment on table ${table} is 'a < b; c'`];
  }
  if (choice === 11) {
    const name = `t${made.next++}`;
    tables.set(name, [...columns]);
    return ['sql', {}, `create table ${name} as select ${columns.join(', ')} from ${table} where 1 < 2`];
  }
  if (choice === 12) return ['insert', { tableName: table }, []];
  if (choice === 13) return ['createIndex', { tableName: table, indexName: `i${made.next++}` }, [['column', { name: columns[0] }, []]]];
  if (choice === 14) {
    const name = `t${made.next++}`;
    const c = fresh();
    tables.set(name, [c]);
    return ['guarded', { table: name }, ['createTable', { tableName: name }, [column(c)]]];
  }
  if (choice === 15) return ['guarded', { table }, ['createTable', { tableName: table }, [column('never')]]];
  return ['setColumnRemarks', { tableName: table, columnName: columns[0], remarks: 'note' }, []];
}

/** A change that Liquibase or the database refuses. */
function faulty(tables) {
  const table = pick([...tables.keys()]);
  const columns = tables.get(table);
  return pick([
    () => ['dropColumn', { tableName: table, columnName: 'nowhere' }, []],
    () => ['renameColumn', { tableName: table, oldColumnName: 'nowhere', newColumnName: 'x' }, []],
    () => ['addColumn', { tableName: table }, [['column', { name: columns[0], type: 'int' }, []]]],
    () => ['createTable', { tableName: table }, [['column', { name: 'x', type: 'int' }, []]]],
    () => ['insert', { tableName: table }, [['column', { name: 'nowhere', value: 'x' }, []]]],
    () => ['sql', {}, `insert into ${table} (nowhere) values (null)`],
    () => ['sql', {}, `select nowhere from ${table}`],
    () => ['createView', { viewName: 'v_bad' }, `select a.nowhere from ${table} a`],
    () => ['modifyDataType', { tableName: table, columnName: 'nowhere', newDataType: 'int' }, []],
    () => ['addForeignKeyConstraint', { baseTableName: table, baseColumnNames: columns[0], referencedTableName: table, referencedColumnNames: 'nowhere', constraintName: 'fk_bad' }, []],
  ])();
}

function escaped(text, quote) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, quote ? '&quot;' : '"');
}
function xml([name, attributes, inner], indent) {
  const head = `${indent}<${name}${Object.entries(attributes).map(([k, v]) => ` ${k}="${escaped(v, true)}"`).join('')}`;
  if (typeof inner === 'string') return random(2) ? `${head}>${escaped(inner, false)}</${name}>` : `${head}><![CDATA[\n${inner}\n]]></${name}>`;
  return inner.length === 0 ? `${head}/>` : `${head}>\n${inner.map(i => xml(i, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
}
/** The same as data, for YAML and JSON. */
function data([name, attributes, inner]) {
  const limits = Array.isArray(inner) ? inner.filter(i => i[0] === 'constraints') : [];
  const columns = Array.isArray(inner) ? inner.filter(i => i[0] === 'column') : [];
  const text = typeof inner === 'string' ? { [name === 'createView' ? 'selectQuery' : 'sql']: inner } : {};
  return { [name]: { ...attributes, ...text, ...(limits.length > 0 ? { constraints: limits[0][1] } : {}), ...(columns.length > 0 ? { columns: columns.map(data) } : {}) } };
}
function yaml(value, indent) {
  if (Array.isArray(value)) return value.map(v => `\n${indent}- ${yaml(v, `${indent}    `).trimStart()}`).join('');
  if (typeof value === 'object') return Object.entries(value).map(([k, v]) => `\n${indent}${k}:${typeof v === 'object' ? yaml(v, `${indent}  `) : ` ${scalar(v, indent)}`}`).join('');
  return scalar(value, indent);
}
function scalar(value, indent) {
  if (value.includes('\n')) return `|\n${value.split('\n').map(l => `${indent}  ${l}`).join('\n')}`;
  return /^[\w ().,/*]+$/.test(value) && random(2) ? value : random(2) ? JSON.stringify(value) : `'${value.replace(/'/g, "''")}'`;
}

/** The text of a changelog in a language. */
function changelog(language, entries) {
  if (language === 'sql')
    return `--liquibase formatted sql\n${entries.map(e => `--changeset ana:${e.id}\n${e.change[2]};\n--rollback select 1\n`).join('\n')}`;
  if (language === 'xml') {
    const body = entries.map(e => {
      if (e.include) return `  <include file="${e.include}"${e.relative ? ' relativeToChangelogFile="true"' : ''}/>`;
      if (e.folder) return `  <includeAll path="${e.folder}" relativeToChangelogFile="true"/>`;
      const guard = e.guard ? `    <preConditions onFail="MARK_RAN"><not><tableExists tableName="${e.guard}"/></not></preConditions>\n` : '';
      return `  <changeSet id="${e.id}" author="ana">\n${guard}${xml(e.change, '    ')}\n    <rollback/>\n  </changeSet>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">\n${body.join('\n')}\n</databaseChangeLog>\n`;
  }
  const list = entries.map(e => {
    if (e.include) return { include: { file: e.include, ...(e.relative ? { relativeToChangelogFile: 'true' } : {}) } };
    if (e.folder) return { includeAll: { path: e.folder, relativeToChangelogFile: 'true' } };
    return { changeSet: { id: String(e.id), author: 'ana', ...(e.guard ? { preConditions: [{ onFail: 'MARK_RAN' }, { not: [{ tableExists: { tableName: e.guard } }] }] } : {}), changes: [data(e.change)] } };
  });
  return language === 'json' ? JSON.stringify({ databaseChangeLog: list }, null, random(2) * 2) : `databaseChangeLog:${yaml(list, '  ')}\n`;
}

/** Writes the changes, in their order, as changelogs that include each other. */
function write(dir, changes) {
  const base = path.join(dir, 'db/changelog');
  mkdirSync(path.join(base, 'all'), { recursive: true });
  const entryOf = (change, id) => (change[0] === 'guarded' ? { id, guard: change[1].table, change: change[2] } : { id, change });
  const root = [];
  let folder = 0;
  for (let i = 0; i < changes.length; ) {
    const size = Math.min(changes.length - i, 1 + random(3));
    const part = changes.slice(i, i + size).map((c, k) => entryOf(c, i + k + 1));
    i += size;
    const where = random(4);
    const plain = part.every(e => e.change[0] === 'sql' && !e.guard);
    const language = plain && random(2) ? 'sql' : pick(['xml', 'yaml', 'json']);
    if (where === 0) root.push(...part);
    else if (where === 1) {
      const name = `f${i}.${language}`;
      writeFileSync(path.join(base, name), changelog(language, part));
      root.push(random(2) ? { include: name, relative: true } : { include: `db/changelog/${name}` });
    } else if (where === 2) {
      const at = `all/${folder++}`;
      mkdirSync(path.join(base, at), { recursive: true });
      part.forEach((e, k) => {
        const own = e.change[0] === 'sql' && !e.guard && random(2) ? 'sql' : pick(['xml', 'yaml', 'json']);
        writeFileSync(path.join(base, at, `${String.fromCharCode(97 + k)}.${own}`), changelog(own, [e]));
      });
      root.push({ folder: at });
    } else {
      mkdirSync(path.join(base, `n${i}`), { recursive: true });
      writeFileSync(path.join(base, `n${i}/inner.${language}`), changelog(language, part));
      const outer = pick(['xml', 'yaml', 'json']);
      writeFileSync(path.join(base, `n${i}/outer.${outer}`), changelog(outer, [{ include: `inner.${language}`, relative: true }]));
      root.push({ include: `n${i}/outer.${outer}`, relative: true });
    }
  }
  const language = pick(['xml', 'yaml', 'json']);
  writeFileSync(path.join(base, `db.changelog-master.${language}`), changelog(language, root));
  return `db/changelog/db.changelog-master.${language}`;
}

function compare() {
  const rounds = [];
  for (let round = 0; round < count; round++) {
    const tables = new Map();
    const made = { next: 1 };
    const changes = Array.from({ length: 3 + random(14) }, () => sound(tables, made)).filter(c => c[0] !== 'insert');
    if (tables.size > 0 && random(2)) changes.push(['createView', { viewName: 'v_last' }, `select ${[...tables].map(([t, columns]) => `${t}.${columns[0]} as "${t}"`).join(', ')} from ${[...tables.keys()].join(' cross join ')} where 1 < 2`]);
    const bad = round % 2 === 1 ? faulty(tables) : null;
    const dir = mkdtempSync(path.join(tmpdir(), 'pipewright-lb-'));
    rounds.push({ dir, bad, main: write(dir, bad ? [...changes, bad] : changes) });
  }
  const java = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Apply'], { input: rounds.map(r => `${r.dir}\t${r.main}\n`).join(''), encoding: 'utf8', maxBuffer: 1e8 });
  const answers = java.stdout.split(/^--\n/m);
  rounds.forEach((r, i) => {
    verdict(r, answers[i] ?? '');
    if (!process.env.PIPEWRIGHT_KEEP) rmSync(r.dir, { recursive: true, force: true });
  });
}

function verdict({ dir, bad, main }, answer) {
  const run = args => JSON.parse(spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 }).stdout);
  const fail = what => {
    tally.failed++;
    console.log(`${what}\n  ${dir}/${main}`);
  };
  const refused = /^refused\t(.*)$/m.exec(answer)?.[1] ?? null;
  const errors = run(['check', '.', '--format', 'json']).diagnostics.filter(d => d.severity === 'error');
  if (refused !== null && !bad) return fail(`the generator's changes are refused: ${refused.slice(0, 300)}`);
  if (refused === null && bad) {
    tally.skipped++;
    return;
  }
  if (bad) {
    if (errors.length === 1) tally.passed++;
    else fail(`Liquibase refuses ${JSON.stringify(bad)} (${refused.slice(0, 120)}); ours: ${JSON.stringify(errors.map(e => `${e.file}: ${e.message}`))}`);
    return;
  }
  if (errors.length > 0) return fail(`an error where Liquibase runs: ${errors[0].file}: ${errors[0].message}`);
  const theirs = new Map();
  for (const line of answer.split('\n')) {
    const [table, column, nullable] = line.split('\t');
    if (column) theirs.set(table, [...(theirs.get(table) ?? []), nullable === 'VIEW' ? column : `${column} ${nullable}`]);
  }
  const graph = run(['lineage', '--format', 'json', '--columns']);
  const ours = new Map(graph.datasets.filter(d => d.type === 'sql.table' || d.type === 'sql.view').map(d => [d.name, d]));
  for (const [name, columns] of theirs) {
    const own = ours.get(name);
    const shown = (own?.columns ?? []).map(c => (own.type === 'sql.view' ? c.name : `${c.name} ${c.nullable === false ? 'NO' : 'YES'}`));
    if (!own?.columnsComplete || shown.join(', ') !== columns.join(', ')) return fail(`${name}: ours ${shown.join(', ')} (complete: ${own?.columnsComplete})\n  Liquibase's ${columns.join(', ')}`);
  }
  for (const name of ours.keys()) if (!theirs.has(name)) return fail(`${name}: Liquibase makes no such table`);
  tally.passed++;
}
