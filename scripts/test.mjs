// Runs the tests: type check, lint, then every test/**/*.test.ts (bundled by esbuild, run by Node's own runner).
//   npm test                       everything
//   npm test -- sql yaml           only test files whose path contains one of the words (no type check, no lint)
// Folders test/oracle, test/e2e and test/bench have runners of their own.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const words = process.argv.slice(2).filter(a => !a.startsWith('-'));
const own = new Set(['oracle', 'e2e', 'bench', 'fixtures']);

function run(program, args) {
  const { status } = spawnSync(process.execPath, [path.join(root, program), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
function testFiles(dir) {
  return readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap(e =>
    e.isDirectory() ? (dir === 'test' && own.has(e.name) ? [] : testFiles(path.join(dir, e.name))) : /\.test\.ts$/.test(e.name) ? [path.join(dir, e.name)] : [],
  );
}

const files = testFiles('test').filter(f => words.length === 0 || words.some(w => f.includes(w)));
if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ')}`);
  process.exit(1);
}
if (words.length === 0) {
  run('node_modules/typescript/bin/tsc', ['-b']);
  run('node_modules/@biomejs/biome/bin/biome', ['lint', '--error-on-warnings', '.']);
  run('scripts/build.mjs', []);
}
const outdir = path.join(root, 'out/test', words.join('-').replace(/[^\w-]/g, '_') || 'all');
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: files,
  outdir,
  outbase: 'test',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
  loader: { '.md': 'text', '.css': 'text' },
});
const outputs = files.map(f => path.join(outdir, path.relative('test', f).replace(/\.ts$/, '.js')));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-concurrency=2', ...outputs], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
