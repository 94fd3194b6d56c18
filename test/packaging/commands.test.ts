import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string; readonly icon?: string }[];
  readonly menus: { readonly [menu: string]: readonly { readonly command: string; readonly when?: string }[] };
}
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Contributes };
const ids = contributes.commands.map(c => c.command);

test('every command is carried out in a real VS Code by a test', () => {
  const suite = readFileSync('test/e2e/tests.ts', 'utf8');
  const driven = readFileSync('test/e2e/view/editor.mjs', 'utf8');
  const without = ids.filter(id => !suite.includes(`execute('${id}'`) && !new RegExp(`(run|choose|titleOf)\\('${id.replace('.', '\\.')}'\\)`).test(driven));
  assert.deepEqual(without, []);
});

test('every command has a title, an icon and a place where it makes sense', () => {
  for (const { command, title, category, icon } of contributes.commands) {
    assert.ok(title.length > 3 && category === 'Pipewright', command);
    assert.match(icon ?? '', /^\$\([a-z-]+\)$/, command);
  }
  const named = contributes.menus['commandPalette']!;
  assert.deepEqual(named.map(m => m.command).filter(c => !ids.includes(c)), []);
  for (const { command, when } of named) assert.ok(when, command);
  // What needs neither a file nor a folder is always there; all else says when.
  const always = ['pipewright.showOverview', 'pipewright.restart', 'pipewright.showLog', 'pipewright.reportIssue'];
  assert.deepEqual(ids.filter(id => !named.some(m => m.command === id)), ids.filter(id => always.includes(id)));
});

test('every command that the client has is in the manifest, but for those of links and lenses', () => {
  const sources = ['client/src/commands/index.ts', 'client/src/lineage/index.ts', 'client/src/branch.ts'].map(f => readFileSync(f, 'utf8')).join('\n');
  const registered = [...sources.matchAll(/(?:register|\(context, client\))\('(pipewright\.\w+)'/g)].map(m => m[1]!);
  assert.ok(registered.length > 20);
  assert.deepEqual(registered.filter(r => !ids.includes(r)), ['pipewright.showReferences']);
  assert.deepEqual(ids.filter(id => !registered.includes(id)), []);
});
