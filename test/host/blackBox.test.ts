import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { openBlackBox } from '../../server/src/host/blackBox';
import { tempFolder } from './temp';

/** Runs a piece of code in a process of its own, with `openBlackBox` at hand. */
async function process_(folder: string, code: string): Promise<number | null> {
  const outfile = path.join(tempFolder(), 'run.cjs');
  const contents = `import { openBlackBox } from './server/src/host/blackBox';\nconst box = openBlackBox(${JSON.stringify(folder)}, 'root');\n${code}`;
  await build({ stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'silent' });
  return spawnSync(process.execPath, [outfile]).status;
}

test('a text that took a process down is left alone until it changes', async () => {
  const folder = tempFolder();
  assert.equal(await process_(folder, "box.during('a.sql', 'poison', () => process.kill(process.pid, 'SIGKILL'), null);"), null);
  const box = openBlackBox(folder, 'root');
  assert.deepEqual(box.suspects, ['a.sql']);
  assert.equal(box.during('a.sql', 'poison', () => 'read', 'left out'), 'left out');
  assert.equal(box.during('a.sql', 'other text', () => 'read', 'left out'), 'read');
  assert.equal(box.during('b.sql', 'poison', () => 'read', 'left out'), 'read');
  box.close();
  const later = openBlackBox(folder, 'root');
  assert.deepEqual(later.suspects, [], 'it is told once');
  assert.equal(later.during('a.sql', 'poison', () => 'read', 'left out'), 'left out', 'but remembered');
  assert.equal(openBlackBox(folder, 'another root').during('a.sql', 'poison', () => 'read', 'left out'), 'read');
});

test('work that ends or throws leaves no suspicion, and inner work belongs to the outer file', async () => {
  const folder = tempFolder();
  await process_(folder, "box.during('a.sql', 'x', () => 1, 0); try { box.during('b.sql', 'x', () => { throw new Error('no'); }, 0); } catch {} process.kill(process.pid, 'SIGKILL');");
  assert.deepEqual(openBlackBox(folder, 'root').suspects, []);
  await process_(folder, "box.during('outer.sql', 'x', () => { box.during('inner.sql', 'y', () => 1, 0); process.kill(process.pid, 'SIGKILL'); }, 0);");
  assert.deepEqual(openBlackBox(folder, 'root').suspects, ['outer.sql']);
});

test('damaged notes, missing folders and running processes are no matter', () => {
  const folder = tempFolder();
  const own = openBlackBox(folder, 'root');
  const name = readdirSync(folder).find(n => n.endsWith('.note'))!;
  writeFileSync(path.join(folder, name.replace(/\.\d+\./, '.99999999.')), 'no line end');
  writeFileSync(path.join(folder, name.replace(/\.\d+\./, '.99999998.')), Buffer.from([0, 255, 10]));
  const parent = name.replace(/\.\d+\./, `.${process.ppid}.`);
  writeFileSync(path.join(folder, parent), 'stamp still-running.sql\n');
  assert.deepEqual(openBlackBox(folder, 'root').suspects, []);
  own.close();
  for (const nowhere of [null, path.join(folder, name, 'below a file')]) {
    const box = openBlackBox(nowhere, 'root');
    assert.equal(box.during('a', 'b', () => 1, 0), 1);
    box.close();
  }
});
