import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { MAX_MEMORIES, openMemory } from '../../server/src/host/memory';
import { tempFolder } from './temp';

test('what was added is there in the next session, whoever added it', () => {
  const file = path.join(tempFolder(), 'made/asked.json');
  const one = openMemory(file);
  const two = openMemory(file);
  one.add('a\nmain');
  two.add('b');
  assert.deepEqual(['a\nmain', 'b', 'c'].map(openMemory(file).has), [true, true, false]);
  assert.deepEqual(readdirSync(path.dirname(file)), ['asked.json']);
});

test('a damaged file is empty, one that can’t be written lasts for the session, and the size is bounded', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'asked.json');
  for (const content of ['{', '{"a":1}', '[1,null]', '\0']) {
    writeFileSync(file, content);
    assert.equal(openMemory(file).has('a'), false);
  }
  for (const place of [null, path.join(file, 'below'), folder]) {
    const memory = openMemory(place);
    memory.add('x');
    assert.equal(memory.has('x'), true);
  }
  writeFileSync(file, JSON.stringify(Array.from({ length: MAX_MEMORIES }, (_, i) => `${i}`)));
  const full = openMemory(file);
  full.add('new');
  assert.deepEqual([full.has('new'), full.has('0'), full.has('1')], [true, false, true]);
});
