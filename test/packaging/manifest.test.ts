import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ENDINGS } from '../../client/src/endings';
import { formats } from '../../server/src/formats';
import { glob } from '../../server/src/text/glob';
import { samples } from '../robust/corpus';

interface Manifest {
  readonly main: string;
  readonly bin: { readonly [name: string]: string };
  readonly files: readonly string[];
  readonly activationEvents: readonly string[];
  readonly engines: { readonly [name: string]: string };
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  readonly license: string;
  readonly icon: string;
  readonly devDependencies: { readonly [name: string]: string };
  readonly dependencies: { readonly [name: string]: string };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const paths = manifest.activationEvents.flatMap(e => (e.startsWith('workspaceContains:') ? [glob(e.slice('workspaceContains:'.length))] : []));

test('the editor hands over files of every format', () => {
  const missing = formats.flatMap(f => f.extensions.filter(e => e !== '' && !ENDINGS.includes(e)).map(e => `${f.id} .${e}`));
  assert.deepEqual(missing, []);
});

test('a folder with files of any format starts the extension', () => {
  const found = samples();
  const starts = (path: string): boolean => paths.some(p => p(path)) || /\.(sql|tf|py|scala)$/.test(path);
  // What matters only beside pipelines: lists of packages, schemas, scripts and events that others have too.
  const beside = ['requirements', 'json-schema', 'kafka-connect-text', 'kafka-streams', 'datafile', 'openlineage', 'catalog'];
  const ids = formats.map(f => f.id).filter(id => !beside.includes(id)).filter(id => !found.some(s => s.recognised.format.id.split('+').includes(id) && starts(s.path)));
  assert.deepEqual(ids, [], 'give scripts/activation.mjs a name of such files');
});

test('a folder without any does not', () => {
  for (const path of ['README.md', 'package.json', 'src/index.ts', 'setup.py', '.github/workflows/ci.yml', 'Cargo.toml', 'app/main.py', 'pom.xml', 'data/cities.csv', 'config.yaml', 'k8s/deployment.yaml']) assert.ok(!paths.some(p => p(path)), path);
});

test('what the npm package needs is in it, and no more', { timeout: 120_000 }, () => {
  const npm = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.error) return;
  const [pack] = JSON.parse(npm.stdout) as { files: { path: string; mode: number }[] }[];
  const names = pack!.files.map(f => f.path);
  for (const wanted of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'THIRD_PARTY_NOTICES', 'docs/rules/README.md']) assert.ok(names.includes(wanted), wanted);
  assert.deepEqual(names.filter(n => /^(test|scripts|server|client|view|node_modules|examples|out|docs\/images|media)\/|\.(ts|map|vsix)$/.test(n)), []);
});

test('what the extension needs is in its package', () => {
  const kept = readFileSync('.vscodeignore', 'utf8').split('\n').filter(l => l.startsWith('!')).map(l => glob(l.slice(1)));
  for (const file of ['dist/client.js', 'dist/server.js', 'dist/worker.js', 'dist/webview/lineage.js', 'dist/webview/lineage.css', 'docs/rules/README.md', 'syntaxes/jinja.tmLanguage.json', 'media/icon.png', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES', 'package.json']) assert.ok(kept.some(k => k(file)), file);
  for (const file of ['dist/cli.js', 'dist/server.js.map', 'test/open.ts', 'server/src/main.ts', 'node_modules/yaml/index.js']) assert.ok(!kept.some(k => k(file)), file);
});

test('the manifest says what registries ask for', () => {
  assert.equal(manifest.license, 'MIT');
  assert.ok(existsSync(manifest.icon));
  assert.deepEqual(Object.keys(manifest.bin), ['pipewright']);
  assert.equal(manifest.bin['pipewright'], 'dist/cli.js');
  assert.match(manifest.engines['node']!, /^>=20/);
  for (const word of ['dbt', 'sql', 'airflow', 'kafka', 'lineage', 'data contract']) assert.ok(manifest.keywords.includes(word), word);
  assert.ok(manifest.keywords.length <= 30 && manifest.categories.includes('Linters'));
});
