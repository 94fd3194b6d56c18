// Lays our Jinja reader beside the real one: Jinja2 with dbt's tags, from the packages jinja2 and dbt-common.
//   node test/oracle/jinja/run.mjs              the table of templates, and random damage to them
//   node test/oracle/jinja/run.mjs FOLDER…      also every .sql and .md file of real dbt projects, whole and damaged
// Needs Python 3 and, the first time, a package registry; without them it says so and stops with status 0.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const python = path.join(root, '.oracle/jinja/bin/python');

function prepared() {
  const works = () => existsSync(python) && spawnSync(python, ['-c', 'import jinja2, dbt_common']).status === 0;
  if (works()) return true;
  spawnSync('python3', ['-m', 'venv', path.join(root, '.oracle/jinja')], { stdio: 'inherit' });
  spawnSync(python, ['-m', 'pip', 'install', '-q', 'jinja2==3.1.6', 'dbt-common==1.39.0'], { stdio: 'inherit' });
  return works();
}

function judge(cases) {
  const { stdout, status, stderr } = spawnSync(python, [path.join(here, 'judge.py')], { input: JSON.stringify(cases), maxBuffer: 1 << 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(e => {
    const file = path.join(folder, e.name);
    if (e.isDirectory()) return e.name === '.git' ? [] : filesBelow(file);
    return /\.(sql|md)$/.test(e.name) ? [file] : [];
  });
}

if (!prepared()) {
  console.error('SKIPPED: no Python with jinja2 and dbt-common, and none could be installed. Nothing was compared.');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const outfile = path.join(root, 'out/oracle/jinja.cjs');
await build({ absWorkingDir: root, entryPoints: ['test/oracle/jinja/compare.ts'], bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' });
const { compare } = createRequire(import.meta.url)(outfile);
const files = process.argv.slice(2).flatMap(folder => filesBelow(path.resolve(folder)).map(file => ({ file, text: readFileSync(file, 'utf8') })));
const same = compare(files, judge);
console.log(same ? '1 passed, 0 failed, 0 skipped' : '0 passed, 1 failed, 0 skipped');
process.exit(same ? 0 : 1);
