// npm run test:e2e  - real VS Code. Downloads Microsoft's build with @vscode/test-electron where that can be reached,
// otherwise (CI, offline) runs the same suite in code-server + Chromium.   E2E_HOST=electron|code-server forces one.
import path from 'node:path'; import fs from 'node:fs'; import os from 'node:os'; import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
const { runTests, downloadAndUnzipVSCode } = createRequire(import.meta.url)('@vscode/test-electron');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const shim = path.join(root, 'scripts/vscode/code.mjs');

let exe = process.env.VSCODE_EXECUTABLE_PATH, host = process.env.E2E_HOST;
if (!exe && host !== 'code-server') {
  try { exe = await downloadAndUnzipVSCode({ version: process.env.VSCODE_VERSION || 'stable', cachePath: path.join(root, '.vscode-test') }); }
  catch (e) { if (host === 'electron') throw e; console.log(`no VS Code download here (${e.code || e.message}): using code-server`); }
}
exe ||= shim;
const ws = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-ws-')); fs.cpSync(path.join(root, 'fixtures/ws'), ws, { recursive: true });
const results = path.join(ws, '..', path.basename(ws) + '.json');
let code = 1;
try {
  await runTests({ vscodeExecutablePath: exe, extensionDevelopmentPath: process.env.E2E_VSIX ? path.join(root, 'test/host') : root,
    extensionTestsPath: path.join(root, 'out/test/suite/index.js'), launchArgs: [ws, ...(exe === shim ? [] : ['--disable-extensions'])], extensionTestsEnv: { E2E_RESULTS: results } });
  code = 0;
} catch (e) { console.error(String(e.message || e)); }
finally { fs.rmSync(ws, { recursive: true, force: true }); }
// a run that executed nothing is a failure, whatever VS Code's exit code
let r; try { r = JSON.parse(fs.readFileSync(results, 'utf8')); fs.rmSync(results); } catch { console.error('the suite wrote no results'); }
if (!r || r.passed + r.failed === 0) code = code || 3;
if (r) console.log(`e2e: ${r.passed} passed, ${r.failed} failed`);
process.exit(r?.failed ? code || 1 : code);
