import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const source = path.resolve('server/src');

/** What each folder may import, besides itself. Entry points, `lsp` and `cli` may import anything. */
const MAY: { readonly [layer: string]: readonly string[] } = {
  text: [],
  model: ['text'],
  syntax: ['text', 'model', 'schemas'],
  workspace: ['text', 'model'],
  rules: ['text', 'model'],
  features: ['text', 'model', 'workspace'],
  formats: ['text', 'model', 'syntax'],
  host: ['text', 'model'],
};

function files(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? files(path.join(dir, e.name)) : e.name.endsWith('.ts') ? [path.join(dir, e.name)] : []));
}

function imports(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gms)].map(m => m[1] ?? m[2] ?? m[3]!);
}

test('imports follow the layers', () => {
  const breaches: string[] = [];
  for (const file of files(source)) {
    const relative = path.relative(source, file).split(path.sep);
    const layer = relative.length > 1 ? relative[0]! : '';
    for (const name of imports(file)) {
      const outside = !name.startsWith('.');
      const say = () => breaches.push(`${relative.join('/')} imports ${name}`);
      if (outside) {
        if (/^node:(fs|child_process|worker_threads)|^simple-git/.test(name) && layer in MAY && layer !== 'host') say();
        if (/^vscode-languageserver/.test(name) && layer !== 'lsp' && layer !== 'browser' && relative[0] !== 'main.ts') say();
        if (name === 'vscode') say();
        continue;
      }
      const target = path.relative(source, path.resolve(path.dirname(file), name)).split(path.sep);
      if (target[0] === '..') {
        if (layer in MAY && !(target.includes('schemas') && layer === 'syntax')) say();
        continue;
      }
      const to = target.length > 1 ? target[0]! : target[0] === 'formats' || target[0] === 'rules' ? target[0] : '';
      if (!(layer in MAY) || to === layer) {
        if (layer === 'formats' && to === 'formats' && target[1] !== relative[1] && target[1] !== 'shared' && relative.length > 2) say();
        continue;
      }
      if (!MAY[layer]!.includes(to)) say();
    }
  }
  assert.deepEqual(breaches, []);
});

test('generated files are fresh', () => {
  execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { stdio: 'pipe' });
});

test('the client knows the server only by its types', () => {
  for (const file of files(path.resolve('client/src')))
    for (const line of readFileSync(file, 'utf8').split('\n')) if (/from '.*server\/src/.test(line)) assert.match(line, /^import type /, file);
});

test('the page of the lineage view knows features and nothing that needs a machine', () => {
  for (const file of files(path.resolve('view/src')))
    for (const name of imports(file)) {
      if (!name.startsWith('.')) assert.equal(name, 'layout-worker', file);
      else if (name.includes('server/src')) assert.match(name, /server\/src\/features\//, file);
    }
});
