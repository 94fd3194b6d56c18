// A short session in Neovim with the command line's language server: `node test/editors/nvim.mjs`, and part of `npm run test:e2e`.
// Where there is no Neovim it is left out, and says so.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
if (spawnSync('nvim', ['--version']).status !== 0) {
  console.log('nvim: LEFT OUT, there is no Neovim on this machine');
  process.exit(0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'pipewright-nvim-'));
const workspace = path.join(folder, 'shop');
try {
  cpSync(path.join(root, 'test/e2e/workspace'), workspace, { recursive: true });
  for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first']]) assert.equal(spawnSync('git', args, { cwd: workspace, stdio: 'inherit' }).status, 0);
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: path.join(folder, '.config'), XDG_CACHE_HOME: path.join(folder, '.cache'), XDG_DATA_HOME: path.join(folder, '.data'), PIPEWRIGHT: [process.execPath, path.join(root, 'dist/cli.js'), 'language-server', '--stdio'].join('\t') };
  const run = spawnSync('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${path.join(here, 'nvim.lua')}`], { cwd: workspace, env, encoding: 'utf8', timeout: 120_000 });
  const said = run.stdout.split('\n').filter(l => l !== '');
  assert.deepEqual(said, [
    'finding 2:14 pipewright',
    "action Change to 'customers'",
    "fixed from {{ ref('customers') }}",
    'questions 1',
    'hover **customers** — dbt model, view',
    'completion true',
    'definition customers.sql',
    "renamed from {{ ref('buyers') }} 1",
    'stopped',
  ], run.stderr);
  console.log(`nvim: ${said.length} passed, 0 failed`);
} catch (error) {
  console.error(`nvim: FAILED\n${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
