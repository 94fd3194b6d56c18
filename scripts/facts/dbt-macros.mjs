// Writes the facts about macros and generic tests that dbt, its adapters and well-known packages bring:
// server/src/formats/dbt/data/builtins.json and packages.json. Names, parameters and defaults only, no code.
//
//   node scripts/facts/dbt-macros.mjs                       built-ins (installs the adapters into .oracle/facts)
//   node scripts/facts/dbt-macros.mjs dbt_utils=FOLDER …    packages, each from a checked-out folder
//
// Run by hand when a new release is to be known; the result is committed.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environment, oracleFolder, root } from '../../test/oracle/python.mjs';

const ADAPTERS = {
  'dbt-adapters': '1.24.5', 'dbt-postgres': '1.11.0', 'dbt-duckdb': '1.11.1', 'dbt-snowflake': '1.12.4', 'dbt-bigquery': '1.12.1',
  'dbt-redshift': '1.11.1', 'dbt-spark': '1.11.0', 'dbt-databricks': '1.12.8', 'dbt-trino': '1.11.0', 'dbt-athena': '1.11.1',
  'dbt-clickhouse': '1.10.3',
};
const HUB = {
  dbt_utils: 'dbt-labs/dbt_utils', dbt_expectations: 'metaplane/dbt_expectations', elementary: 'elementary-data/elementary',
  codegen: 'dbt-labs/codegen', audit_helper: 'dbt-labs/audit_helper',
};
const data = path.join(root, 'server/src/formats/dbt/data');

if (process.argv.length > 2) packages(process.argv.slice(2));
else builtins();

function builtins() {
  const steps = Object.entries(ADAPTERS).map(([name, version]) => ['--no-deps', '--no-warn-conflicts', `${name}==${version}`]);
  const made = environment('facts', steps);
  if (made.missing !== undefined) {
    console.error(made.missing);
    process.exit(1);
  }
  const lib = path.join(oracleFolder, 'facts/lib');
  const python = readdirSync(lib)[0];
  const include = path.join(lib, python, 'site-packages/dbt/include');
  const found = { from: ADAPTERS, macros: {}, materializations: {}, tests: {} };
  for (const folder of readdirSync(include).sort(by(n => (n === 'global_project' ? '' : n)))) {
    const project = path.join(include, folder, 'dbt_project.yml');
    if (!existsSync(project) || folder === 'starter_project') continue;
    const name = /^name:\s*["']?(\w+)/m.exec(readFileSync(project, 'utf8'))[1];
    const blocks = blocksBelow(path.join(include, folder));
    found.macros[name] = signatures(blocks.filter(b => b.kind === 'macro'));
    found.materializations[name] = [...new Set(blocks.filter(b => b.kind === 'materialization').map(b => b.name))].sort();
    Object.assign(found.tests, signatures(blocks.filter(b => b.kind === 'test')));
  }
  write('builtins.json', found, ['from', 'tests', 'materializations'], 'macros');
}

function packages(pairs) {
  const file = path.join(data, 'packages.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  for (const pair of pairs) {
    const [name, folder] = pair.split('=');
    const blocks = blocksBelow(path.join(folder, 'macros')).filter(b => !/^[a-z0-9]+__/.test(b.name));
    const oldStyle = b => b.kind === 'macro' && b.name.startsWith('test_') && /^model\b/.test(b.parameters);
    known[name] = {
      hub: HUB[name] ?? name,
      read: execFileSync('git', ['-C', folder, 'log', '-1', '--format=%h %cs'], { encoding: 'utf8' }).trim(),
      tests: signatures(blocks.filter(b => b.kind === 'test' || oldStyle(b)).map(b => ({ ...b, name: b.name.replace(/^test_/, '') }))),
      macros: signatures(blocks.filter(b => b.kind === 'macro' && !oldStyle(b))),
    };
  }
  writeFileSync(file, `{\n${Object.keys(known).sort().map(k => `${JSON.stringify(k)}: ${JSON.stringify(known[k])}`).join(',\n')}\n}\n`);
  for (const [name, p] of Object.entries(known)) console.log(name, Object.keys(p.tests).length, 'tests', Object.keys(p.macros).length, 'macros');
}

function write(file, found, plainKeys, perLine) {
  const lines = plainKeys.map(k => `${JSON.stringify(k)}: ${JSON.stringify(found[k])}`);
  const inner = Object.entries(found[perLine]).map(([k, v]) => `${JSON.stringify(k)}: ${JSON.stringify(v)}`);
  writeFileSync(path.join(data, file), `{\n${lines.join(',\n')},\n${JSON.stringify(perLine)}: {\n${inner.join(',\n')}\n}\n}\n`);
  for (const [name, macros] of Object.entries(found[perLine])) console.log(name, Object.keys(macros).length, 'macros', found.materializations[name].join(' '));
}

/** Name -> parameters as written in a signature, sorted by name. */
function signatures(blocks) {
  return Object.fromEntries(blocks.sort(by(b => b.name)).map(b => [b.name, b.parameters]));
}

function by(key) {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function blocksBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(e => {
    const p = path.join(folder, e.name);
    if (e.isDirectory()) return e.name === 'integration_tests' ? [] : blocksBelow(p);
    return e.name.endsWith('.sql') ? blocksOf(readFileSync(p, 'utf8')) : [];
  });
}

/** The macro, test and materialization blocks of a file: { kind, name, parameters }. */
function blocksOf(source) {
  const text = source.replace(/\{#[\s\S]*?#\}/g, c => ' '.repeat(c.length));
  const blocks = [];
  for (const head of text.matchAll(/\{%[-+]?\s*(macro|test|data_test|materialization)\s+(\w+)\s*/g)) {
    const kind = head[1] === 'data_test' ? 'test' : head[1];
    const start = head.index + head[0].length;
    if (kind === 'materialization') {
      blocks.push({ kind, name: head[2], parameters: '' });
      continue;
    }
    if (text[start] !== '(') continue;
    const end = closing(text, start);
    const tail = new RegExp(`\\{%[-+]?\\s*end${head[1]}`).exec(text.slice(end));
    const body = text.slice(end, end + (tail?.index ?? 0));
    const open = [/\bvarargs\b/.test(body) ? '*varargs' : '', /\bkwargs\b/.test(body) ? '**kwargs' : ''];
    blocks.push({ kind, name: head[2], parameters: [...parameters(text.slice(start + 1, end)), ...open].filter(Boolean).join(', ') });
  }
  return blocks;
}

/** Offset of the bracket that closes the one at `start`. */
function closing(text, start) {
  let depth = 0;
  let quote = '';
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c) && --depth === 0) return i;
  }
  return text.length;
}

/** The parameters between the brackets, each on one line; a long default becomes "…". */
function parameters(inside) {
  const parts = [];
  let from = 0;
  let depth = 0;
  let quote = '';
  for (let i = 0; i <= inside.length; i++) {
    const c = inside[i];
    if (i === inside.length || (c === ',' && depth === 0 && quote === '')) {
      parts.push(inside.slice(from, i));
      from = i + 1;
    } else if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
  }
  return parts.map(p => p.replace(/\s+/g, ' ').trim()).filter(Boolean).map(p => {
    const [, name, value] = /^(\w+)\s*=\s*(.*)$/.exec(p) ?? [];
    return name === undefined ? p : `${name}=${value.length > 40 ? '…' : value}`;
  });
}
