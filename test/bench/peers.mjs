// Side by side with other tools on the same projects, in one run: wall and processor seconds, peak memory, and ratios.
// Called by `npm run bench -- --peers`; installs the peers into `.oracle/` (ignored by git), skips what can't be had, and
// writes `.bench/peers.json`, the section "Beside other tools" of docs/performance.md and docs/peers.svg.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { environment, root } from '../oracle/python.mjs';
import { releases } from '../oracle/dbt/versions.mjs';
import { chart } from './peersChart.mjs';

/** A run that takes longer is stopped and told as such. */
const LIMIT_S = 900;
const work = path.join(root, '.bench');
const python = ['python3', 'python'].find(p => spawnSync(p, ['--version']).status === 0);
/** Runs a command as a child and tells what it took, with all its own children; the exit code is theirs. */
const MEASURE = `
import json, resource, subprocess, sys, time
start = time.time()
try:
    code = subprocess.run(sys.argv[3:], cwd=sys.argv[2], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=${LIMIT_S}).returncode
except subprocess.TimeoutExpired:
    code = 'late'
use = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({'wall': time.time() - start, 'cpu': use.ru_utime + use.ru_stime, 'mb': use.ru_maxrss / (1048576 if sys.platform == 'darwin' else 1024), 'code': code}, open(sys.argv[1], 'w'))
`;

function measure(folder, command, words, fine) {
  const out = path.join(work, 'measured.json');
  rmSync(out, { force: true });
  spawnSync(python, ['-c', MEASURE, out, folder, command, ...words], { stdio: 'inherit' });
  if (!existsSync(out)) return { missing: 'it could not be started' };
  const result = JSON.parse(readFileSync(out, 'utf8'));
  if (result.code === 'late') return { missing: `stopped after ${LIMIT_S} s` };
  return fine.includes(result.code) ? result : { missing: `it ended with code ${result.code}` };
}

/** The lineage of every output column inside its model, one statement at a time: sqlglot has no projects. Jinja is put out of the way by patterns. */
const SQLGLOT = `
import pathlib, re, sys
from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
done = failed = 0
for file in sorted(pathlib.Path(sys.argv[1]).rglob('*.sql')):
    if 'macros' in file.parts: continue
    text = file.read_text()
    text = re.sub(r"\\{\\{\\s*(?:ref|source)\\((?:[^)']*'[^']*',\\s*)?'([^']*)'[^)]*\\)\\s*\\}\\}", r'\\1', text)
    text = re.sub(r'\\{\\{\\s*config\\(.*?\\)\\s*\\}\\}', '', text, flags=re.S)
    text = re.sub(r'\\{#.*?#\\}|\\{%.*?%\\}', '', text, flags=re.S)
    text = re.sub(r'\\{\\{.*?\\}\\}', 'null', text, flags=re.S)
    try:
        tree = qualify(parse_one(text, dialect='duckdb'), dialect='duckdb', validate_qualify_columns=False, identify=False)
        scope = build_scope(tree)
        for column in tree.named_selects:
            if column == '*': continue
            lineage(column, tree, scope=scope, dialect='duckdb')
            done += 1
    except Exception:
        failed += 1
print(done, failed)
`;

const SQLMESH = `
import sys
from pathlib import Path
from sqlmesh import Context
from sqlmesh.core.config import ModelDefaultsConfig
from sqlmesh.dbt.loader import sqlmesh_config
# It demands a date from which models are filled; dbt projects have none.
context = Context(paths=[sys.argv[1]], config=sqlmesh_config(Path(sys.argv[1]), model_defaults=ModelDefaultsConfig(start='2024-01-01')))
print(len(context.models))
`;

/** Each: what it does, and how it is run. `prepare` once before; `cold` is the figure that is compared, `warm` a second start. */
function contestants() {
  const core = releases.core();
  const fusion = releases.fusion();
  const small = environment('peer-sql', [['sqlglot==30.30.0', 'sqlfluff', 'ruff']]);
  const mesh = environment('peer-sqlmesh', [['sqlmesh', 'dbt-core<1.11', 'dbt-duckdb']]);
  const inVenv = (env, program) => (env.missing ? env : { command: env.bin(program) });
  const cli = path.join(root, 'dist/cli.js');
  const dbt = ['--no-send-anonymous-usage-stats', 'parse', '--profiles-dir', '.'];
  return [
    { name: 'Pipewright check', does: 'all files to 330 rules\' findings, columns of every model included', command: process.execPath, cold: [cli, 'check', '--no-cache', '--quiet'], warm: [cli, 'check', '--quiet'], fine: [0, 1] },
    { name: 'Pipewright lineage', does: 'lineage of every column through the whole project', command: process.execPath, cold: [cli, 'lineage', '--format', 'json', '--columns', '--no-cache'], fine: [0, 1] },
    { name: 'dbt Core parse', does: 'renders Jinja and writes the manifest; reads no SQL, knows no columns; stops at the first error', ...inVenv(core, 'dbt'), cold: [...dbt, '--no-partial-parse'], warm: dbt, fine: [0] },
    { name: 'dbt 2 parse', does: 'the same in Rust, on all processors', ...inVenv(fusion, 'dbt'), cold: dbt, warm: dbt, fine: [0, 1] },
    { name: 'SQLMesh load', does: 'loads the dbt project and its models\' SQL', ...inVenv(mesh, 'python'), script: ['load_sqlmesh.py', SQLMESH], fine: [0], clean: ['.cache'], warmToo: true },
    { name: 'sqlglot lineage', does: 'columns inside each model alone, not across models; Jinja removed beforehand', ...inVenv(small, 'python'), script: ['sqlglot_lineage.py', SQLGLOT], fine: [0] },
    { name: 'SQLFluff lint', does: 'style and layout of SQL, Jinja rendered with stand-ins for dbt; no names across files', ...inVenv(small, 'sqlfluff'), cold: ['lint', '--dialect', 'duckdb', '--templater', 'jinja', '--processes', String(cpus().length), '--disable-progress-bar', 'models'], fine: [0, 1] },
    { name: 'Ruff check', does: 'for scale only: Python, the sources of dbt Core, not this project', ...inVenv(small, 'ruff'), ruff: core, fine: [0, 1] },
  ];
}

function run(peer, folder) {
  if (peer.missing) return { missing: peer.missing };
  let { cold, warm } = peer;
  if (peer.script) {
    const file = path.join(work, peer.script[0]);
    writeFileSync(file, peer.script[1]);
    cold = [file, folder];
    if (peer.warmToo) warm = cold;
  }
  if (peer.ruff) {
    if (peer.ruff.missing) return { missing: peer.ruff.missing };
    const lib = path.join(path.dirname(peer.ruff.bin('dbt')), '../lib');
    const place = existsSync(lib) ? readdirSync(lib).map(v => path.join(lib, v, 'site-packages/dbt')).find(existsSync) : undefined;
    if (!place) return { missing: 'the sources of dbt Core are not where they should be' };
    cold = ['check', '--no-cache', '--quiet', '--isolated', place];
    warm = undefined;
  }
  for (const name of ['target', 'logs', ...(peer.clean ?? [])]) rmSync(path.join(folder, name), { recursive: true, force: true });
  const first = measure(folder, peer.command, cold, peer.fine);
  if (first.missing) return first;
  if (!warm) return { cold: first };
  if (peer.name.startsWith('Pipewright')) measure(folder, peer.command, warm, peer.fine);
  const second = measure(folder, peer.command, warm, peer.fine);
  return { cold: first, ...(second.missing ? {} : { warm: second }) };
}

/** `projects`: [{ name, folder }]. Gives the results and prints them; into docs/ only if `published`. */
export function besidePeers(projects, published) {
  if (!python) return console.log('\nPython is needed to install and to measure the peers.');
  const peers = contestants();
  const results = { when: new Date().toISOString().slice(0, 10), processors: cpus().length, model: cpus()[0]?.model ?? '', load: loadavg()[0], projects: [] };
  for (const { name, folder } of projects) {
    // Peers write into the project: they get a copy.
    const copy = path.join(work, 'beside', name.replace(/\W+/g, '-'));
    rmSync(copy, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true, filter: from => !/[\\/](\.git|target|logs|node_modules)$/.test(from) });
    writeFileSync(path.join(copy, '.sqlfluff'), '[sqlfluff]\ndialect = duckdb\ntemplater = jinja\n[sqlfluff:templater:jinja]\napply_dbt_builtins = True\nload_macros_from_path = macros\n');
    console.log(`\n${name}`);
    const rows = [];
    for (const peer of peers) {
      const row = { name: peer.name, does: peer.does, ...run(peer, copy) };
      rows.push(row);
      console.log(`  ${peer.name.padEnd(22)} ${row.missing ? row.missing : `${row.cold.wall.toFixed(2)} s, ${row.cold.cpu.toFixed(2)} s of processor, ${row.cold.mb.toFixed(0)} MB${row.warm ? `; second start ${row.warm.wall.toFixed(2)} s` : ''}`}`);
    }
    results.projects.push({ name, rows });
  }
  mkdirSync(work, { recursive: true });
  writeFileSync(path.join(work, 'peers.json'), `${JSON.stringify(results, null, 1)}\n`);
  if (published) publish(results);
  return results;
}

const number = n => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2));

/** Puts the table into docs/performance.md, between its two marks, and the chart beside it. */
export function publish(results) {
  const page = path.join(root, 'docs/performance.md');
  const text = readFileSync(page, 'utf8');
  const [begin, end] = ['<!-- peers -->', '<!-- /peers -->'];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} lacks the marks ${begin} and ${end}`);
  const tables = results.projects.map(({ name, rows }) => {
    const base = rows[0].cold;
    const body = rows.map(r => {
      if (r.missing) return `| ${r.name} | not measured: ${r.missing} | | | | |`;
      const { cold, warm } = r;
      return `| ${r.name} | ${number(cold.wall)} s | ${number(cold.cpu)} s | ${base ? `${number(cold.cpu / base.cpu)} ×` : ''} | ${cold.mb.toFixed(0)} MB | ${warm ? `${number(warm.wall)} s` : ''} |`;
    });
    return `**${name}**\n\n| | wall clock | processor time | against ours | peak of one process | second start |\n|---|---|---|---|---|---|\n${body.join('\n')}`;
  });
  const busy = results.load > results.processors * 0.5 ? ` The machine was busy with other work (load ${results.load.toFixed(1)}), so that wall clocks are too long; processor times suffer less.` : '';
  const does = results.projects[0].rows.map(r => `- **${r.name}**: ${r.does}.`);
  const head = `Taken on ${results.when} with ${results.processors} processors (${results.model.trim() || 'unknown'}) in one run.${busy}`;
  writeFileSync(page, `${text.slice(0, from)}${begin}\n${head}\n\n![Processor time of each tool, on a logarithmic scale](peers.svg)\n\n${tables.join('\n\n')}\n\nWhat each does:\n\n${does.join('\n')}\n${text.slice(to)}`);
  writeFileSync(path.join(root, 'docs/peers.svg'), chart(results));
}
