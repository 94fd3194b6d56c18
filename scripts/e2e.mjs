// npm run test:e2e: the suite in test/e2e inside a real VS Code.
// Downloads Microsoft's build with @vscode/test-electron where that can be reached; otherwise runs the same suite in
// code-server and headless Chromium. E2E_HOST=electron|code-server forces one; E2E_VSIX=FILE tests the packaged extension.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { runTests, downloadAndUnzipVSCode } = createRequire(import.meta.url)('@vscode/test-electron');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const shim = path.join(root, 'scripts/vscode/code.mjs');

if (spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
await build({ absWorkingDir: root, entryPoints: ['test/e2e/suite.ts'], outfile: 'out/e2e/suite.js', bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode', 'mocha'], sourcemap: 'inline', logLevel: 'warning' });

let exe = process.env.VSCODE_EXECUTABLE_PATH;
const host = process.env.E2E_HOST;
if (!exe && host !== 'code-server') {
  try {
    exe = await downloadAndUnzipVSCode({ version: process.env.VSCODE_VERSION || 'stable', cachePath: path.join(root, '.vscode-test') });
  } catch (error) {
    if (host === 'electron') throw error;
    console.log(`No VS Code can be downloaded here (${error.code || error.message}): using code-server.`);
  }
}
exe ||= shim;

const folder = mkdtempSync(path.join(os.tmpdir(), 'pipewright-e2e-'));
const workspace = path.join(folder, 'shop');
cpSync(path.join(root, 'test/e2e/workspace'), workspace, { recursive: true });
// A repository on a protected branch, for the prompt that offers another one.
for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first']])
  if (spawnSync('git', args, { cwd: workspace, stdio: 'inherit' }).status !== 0) process.exit(1);
const results = path.join(folder, 'results.json');
// An extension without anything, to load the suite when the packaged extension is the one tested.
const empty = path.join(folder, 'host');
mkdirSync(empty);
writeFileSync(path.join(empty, 'package.json'), JSON.stringify({ name: 'e2e-host', publisher: 'test', version: '0.0.1', engines: { vscode: '*' } }));

let code = 1;
try {
  await runTests({
    vscodeExecutablePath: exe,
    extensionDevelopmentPath: process.env.E2E_VSIX ? empty : root,
    extensionTestsPath: path.join(root, 'out/e2e/suite.js'),
    launchArgs: [workspace, ...(exe === shim ? [] : ['--disable-extensions'])],
    extensionTestsEnv: { E2E_RESULTS: results },
  });
  code = 0;
} catch (error) {
  console.error(String(error.message || error));
}
// VS Code reports success when its extension host dies: only the results that the suite wrote count.
let outcome;
try {
  outcome = JSON.parse(readFileSync(results, 'utf8'));
} catch {
  console.error('The suite wrote no results.');
}
rmSync(folder, { recursive: true, force: true });
if (!outcome || outcome.passed + outcome.failed === 0) code ||= 3;
if (outcome) console.log(`e2e: ${outcome.passed} passed, ${outcome.failed} failed`);
if (spawnSync(process.execPath, [path.join(root, 'test/editors/nvim.mjs')], { stdio: 'inherit' }).status !== 0) code ||= 1;
process.exit(outcome?.failed ? code || 1 : code);
