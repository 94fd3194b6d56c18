// Packages the extension: a minified build, then a VSIX with everything inside. Prints the size; fails above the limit.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT = 8 * 1024 * 1024;
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = path.join(root, `${name}-${version}.vsix`);

function run(program, args) {
  const { status } = spawnSync(process.execPath, [path.join(root, program), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/build.mjs', ['--minify']);
run('node_modules/@vscode/vsce/vsce', ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', file]);
const { size } = statSync(file);
console.log(`${path.basename(file)}: ${(size / 1024 / 1024).toFixed(2)} MB`);
if (size > LIMIT) {
  console.error('The package is larger than 8 MB.');
  process.exit(1);
}
