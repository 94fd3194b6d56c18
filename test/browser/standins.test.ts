import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import nodePath from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { putFile, putFolder, removePath } from '../../server/src/browser/disk';
import { md5, sha256 } from '../../server/src/browser/hash';
import { isAscii, isUtf8 } from '../../server/src/browser/node/buffer';
import * as memory from '../../server/src/browser/node/fs';
import path from '../../server/src/browser/node/path';
import { remoteFiles } from '../../server/src/browser/remote';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('hashes are those of Node', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
    assert.equal(hex(md5(bytes)), createHash('md5').update(bytes).digest('hex'));
    assert.equal(hex(sha256(bytes)), createHash('sha256').update(bytes).digest('hex'));
  }));
});

test('paths are put together as Node does', () => {
  const part = fc.constantFrom('a', 'b.sql', '..', '.', '', 'c d', '.git');
  const some = fc.array(part, { maxLength: 6 }).map(parts => parts.join('/'));
  const absolute = some.map(p => `/${p}`);
  fc.assert(fc.property(some, some, (a, b) => {
    const bare = (p: string) => p.replace(/(.)\/$/, '$1');
    assert.equal(bare(path.join(a, b)), bare(nodePath.posix.join(a, b)));
    assert.equal(path.basename(a), nodePath.posix.basename(a));
    assert.equal(path.extname(a), nodePath.posix.extname(a));
  }));
  fc.assert(fc.property(absolute, absolute, (a, b) => {
    assert.equal(path.relative(a, b), nodePath.posix.relative(a, b));
    assert.equal(path.resolve(a, b), nodePath.posix.resolve(a, b));
  }));
});

test('tells bytes apart as Node does', async () => {
  const node = await import('node:buffer');
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string().map(s => new TextEncoder().encode(s))), bytes => {
    assert.equal(isAscii(bytes), node.isAscii(bytes));
    assert.equal(isUtf8(bytes), node.isUtf8(bytes));
  }));
});

test('files in memory are listed, read and removed', () => {
  putFile('/9/models/a.sql', new TextEncoder().encode('select 1'), 5);
  putFile('/9/models/deep/b.sql', new Uint8Array(), 6);
  assert.deepEqual(memory.readdirSync('/9/models'), ['a.sql', 'deep']);
  assert.equal(memory.statSync('/9/models/deep')!.isDirectory(), true);
  assert.equal(memory.lstatSync('/9/models/a.sql')!.size, 8);
  const file = memory.openSync('/9/models/a.sql');
  const into = new Uint8Array(20);
  assert.deepEqual([memory.readSync(file, into, 0, 5), memory.readSync(file, into, 5, 15), memory.readSync(file, into, 8, 5)], [5, 3, 0]);
  memory.closeSync(file);
  assert.equal(new TextDecoder().decode(into.subarray(0, 8)), 'select 1');
  removePath('/9/models');
  assert.equal(memory.existsSync('/9/models/deep/b.sql'), false);
  assert.throws(() => memory.openSync('/9/models/a.sql'), /ENOENT/);
  assert.equal(memory.statSync('/9/models', { throwIfNoEntry: false }), undefined);
});

test('a folder that only the editor can read is fetched: what may be ours, and nothing from folders that hold very much', async () => {
  const folder = mkdtempSync(nodePath.join(os.tmpdir(), 'pipewright-remote-'));
  try {
    for (const [file, text] of [['dbt_project.yml', 'name: x'], ['models/ä b.sql', 'select 1'], ['node_modules/x/y.sql', 'no'], ['picture.png', 'no'], ['.gitignore', 'scratch']] as const) {
      mkdirSync(nodePath.dirname(nodePath.join(folder, file)), { recursive: true });
      writeFileSync(nodePath.join(folder, file), text);
    }
    const fs = await import('node:fs');
    const asked: string[] = [];
    const at = (uri: string) => nodePath.join(folder, decodeURIComponent(uri.slice('vfs:/root'.length)));
    const connection = {
      sendRequest: async (method: string, { uri }: { uri: string }) => {
        asked.push(uri);
        if (method === 'pipewright/listFolder') return fs.readdirSync(at(uri), { withFileTypes: true }).map(e => ({ name: e.name, kind: e.isDirectory() ? 'folder' : 'file' }));
        return { bytes: new Uint8Array(fs.readFileSync(at(uri))), mtime: 1 };
      },
    };
    const files = remoteFiles(connection as unknown as Parameters<typeof remoteFiles>[0]);
    putFolder('/8');
    await files.load('vfs:/root', '/8', () => {});
    assert.deepEqual(memory.readdirSync('/8').sort(), ['.gitignore', 'dbt_project.yml', 'models']);
    assert.equal(memory.statSync('/8/models/ä b.sql')!.size, 8);
    assert.ok(asked.every(uri => !/node_modules|picture/.test(uri)), asked.join());
    rmSync(nodePath.join(folder, 'models/ä b.sql'));
    writeFileSync(nodePath.join(folder, 'models/c.sql'), 'select 2');
    await files.refresh('vfs:/root', '/8', ['models/ä b.sql', 'models/c.sql']);
    assert.deepEqual(memory.readdirSync('/8/models'), ['c.sql']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
