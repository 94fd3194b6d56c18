// Packages the extension: a minified build, then a VSIX with everything inside. Prints the size; fails above the limit.
// It is made in a folder of its own, where the manifest has only what the editor reads (`files` is for the npm package), and
// keys in place of texts that can be translated.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nlsOf } from './l10n.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT = 8 * 1024 * 1024;
const PARTS = ['dist', 'docs/rules', 'docs/images', 'l10n', 'syntaxes', 'media', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES', '.vscodeignore'];
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = path.join(root, `${manifest.name}-${manifest.version}.vsix`);

function run(program, args, cwd = root) {
  const { status } = spawnSync(process.execPath, [path.join(root, program), ...args], { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/build.mjs', ['--minify']);
const stage = path.join(root, 'out/package');
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const part of [...PARTS, ...readdirSync(root).filter(f => /^package\.nls(\.[\w-]+)?\.json$/.test(f))]) if (existsSync(path.join(root, part))) cpSync(path.join(root, part), path.join(stage, part), { recursive: true });
for (const name of ['files', 'bin', 'scripts', 'devDependencies', 'dependencies', 'private']) delete manifest[name];
writeFileSync(path.join(stage, 'package.json'), JSON.stringify(nlsOf(manifest).keyed, null, 2));
run('node_modules/@vscode/vsce/vsce', ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file], stage);
const { size } = statSync(file);
console.log(`${path.basename(file)}: ${(size / 1024 / 1024).toFixed(2)} MB`);
if (size > LIMIT) {
  console.error('The package is larger than 8 MB.');
  process.exit(1);
}
