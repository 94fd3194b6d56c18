// Lays our YAML reader beside PyYAML: node test/oracle/yaml/run.mjs
// PyYAML is installed into .oracle/yaml when first needed; without the package registry the comparison is skipped, loudly.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const home = path.join(root, '.oracle/yaml');
const python = path.join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

function run(program, args) {
  return spawnSync(program, args, { cwd: root, encoding: 'utf8' });
}
function skip(why) {
  console.error(`SKIPPED: the comparison with PyYAML did not run. ${why}`);
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

if (!existsSync(python)) {
  mkdirSync(path.dirname(home), { recursive: true });
  const made = run('python3', ['-m', 'venv', home]);
  if (made.status !== 0) skip(`No Python with venv: ${made.stderr ?? made.error}`);
}
if (run(python, ['-c', 'import yaml']).status !== 0) {
  const installed = run(python, ['-m', 'pip', 'install', '--quiet', 'PyYAML==6.0.3']);
  if (installed.status !== 0) skip(`PyYAML could not be installed: ${installed.stderr}`);
}
const outfile = path.join(root, 'out/test/oracle/yaml.js');
await build({ absWorkingDir: root, entryPoints: ['test/oracle/yaml/oracle.test.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', packages: 'external', sourcemap: 'inline', logLevel: 'warning' });
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', outfile], { cwd: root, stdio: 'inherit', env: { ...process.env, ORACLE_PYTHON: python, ORACLE_LOADER: path.join(root, 'test/oracle/yaml/load.py') } });
console.log(status === 0 ? '1 passed, 0 failed, 0 skipped' : '0 passed, 1 failed, 0 skipped');
process.exit(status ?? 1);
