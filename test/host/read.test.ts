import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs, { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import test, { mock } from 'node:test';
import fc from 'fast-check';
import { decode, encode, MAX_TEXT_BYTES, readText, readTextSync } from '../../server/src/host/read';
import { writeEdits } from '../../server/src/host/write';
import { span } from '../../server/src/text/span';
import { fill, tempFolder } from './temp';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** Both readers must agree. */
async function read(file: string) {
  const result = await readText(file);
  assert.deepEqual(readTextSync(file), result);
  return result;
}

test('texts are read without their byte order mark, whatever the encoding', async () => {
  const root = fill(tempFolder(), {
    plain: 'grün 😀', bom: '\uFEFFgrün 😀', le: Buffer.from('\uFEFFgrün 😀', 'utf16le'), be: utf16be('\uFEFFgrün 😀'), latin: Buffer.from('gr\u00fcn', 'latin1'), empty: '',
    twice: '\uFEFF\uFEFFa',
  });
  const of = async (name: string) => {
    const result = await read(path.join(root, name));
    return result.ok ? [result.text, result.encoding] : result.reason;
  };
  assert.deepEqual(await of('plain'), ['grün 😀', 'utf8']);
  assert.deepEqual(await of('bom'), ['grün 😀', 'utf8-bom']);
  assert.deepEqual(await of('le'), ['grün 😀', 'utf16le']);
  assert.deepEqual(await of('be'), ['grün 😀', 'utf16be']);
  assert.deepEqual(await of('latin'), ['grün', 'latin1']);
  assert.deepEqual(await of('empty'), ['', 'utf8']);
  assert.deepEqual(await of('twice'), ['\uFEFFa', 'utf8-bom']);
});

test('what can’t be read has a reason', async () => {
  const root = fill(tempFolder(), { binary: Buffer.from([80, 75, 0, 4]), large: Buffer.alloc(MAX_TEXT_BYTES + 1, 97), limit: Buffer.alloc(MAX_TEXT_BYTES, 97), folder: '' });
  assert.deepEqual(await read(path.join(root, 'binary')), { ok: false, reason: 'binary' });
  assert.deepEqual(await read(path.join(root, 'large')), { ok: false, reason: 'large' });
  assert.ok((await read(path.join(root, 'limit'))).ok);
  assert.deepEqual(await read(path.join(root, 'gone')), { ok: false, reason: 'missing' });
  assert.deepEqual(await read(path.join(root, 'limit/below')), { ok: false, reason: 'missing' });
  assert.deepEqual(await read(root), { ok: false, reason: 'unreadable' });
  assert.deepEqual(await read(`${root}/\0`), { ok: false, reason: 'unreadable' });
});

test('a pipe does not hang the reader', { skip: process.platform === 'win32' }, async () => {
  const pipe = path.join(tempFolder(), 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  assert.deepEqual(await read(pipe), { ok: false, reason: 'unreadable' });
});

test('any bytes are read, and what is text comes back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]), (bytes, mark) => {
      const all = Uint8Array.from([...mark, ...bytes]);
      const decoded = decode(all);
      if (decoded === null || (decoded.encoding.startsWith('utf16') && all.length % 2 === 1)) return;
      const again = encode(decoded.text, decoded.encoding);
      // Bytes of a lone surrogate are not UTF-8, so they are read as Latin-1 and come back too.
      assert.deepEqual(again && Buffer.from(again), Buffer.from(all));
    }),
  );
});

test('a text that the encoding can’t hold is not written', () => {
  assert.equal(encode('€', 'latin1'), null);
  assert.equal(encode('\ud800', 'utf8'), null);
  assert.deepEqual(encode('\ud800', 'utf16le'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
});

test('edits are written in the file’s own encoding, with its mode, and nothing is left beside it', () => {
  const root = fill(tempFolder(), { 'a.sql': '\uFEFFselect 1\r\n', 'b.sql': utf16be('\uFEFFselect ü'), 'c.sql': 'same' });
  chmodSync(path.join(root, 'a.sql'), 0o640);
  const results = writeEdits(root, [
    { path: 'a.sql', before: 'select 1\r\n', edits: [{ span: span(7, 8), text: '2' }] },
    { path: 'b.sql', before: 'select ü', edits: [{ span: span(7, 8), text: 'ö' }] },
    { path: 'c.sql', before: 'same', edits: [] },
  ]);
  assert.deepEqual(results, [{ path: 'a.sql', ok: true, changed: true }, { path: 'b.sql', ok: true, changed: true }, { path: 'c.sql', ok: true, changed: false }]);
  assert.equal(readFileSync(path.join(root, 'a.sql'), 'utf8'), '\uFEFFselect 2\r\n');
  assert.deepEqual(readFileSync(path.join(root, 'b.sql')), utf16be('\uFEFFselect ö'));
  if (process.platform !== 'win32') assert.equal(statSync(path.join(root, 'a.sql')).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(root).sort(), ['a.sql', 'b.sql', 'c.sql']);
});

test('a link inside the root stays a link; links and paths that leave the root are refused', () => {
  const outside = fill(tempFolder(), { 'x.sql': 'x' });
  const root = fill(tempFolder(), { 'real/a.sql': 'a' });
  symlinkSync('real/a.sql', path.join(root, 'link.sql'));
  symlinkSync(path.join(outside, 'x.sql'), path.join(root, 'away.sql'));
  symlinkSync(outside, path.join(root, 'awayfolder'));
  const edit = (name: string, before: string) => writeEdits(root, [{ path: name, before, edits: [{ span: span(0, 1), text: 'Z' }] }])[0]!;
  assert.ok(edit('link.sql', 'a').ok);
  assert.equal(readFileSync(path.join(root, 'real/a.sql'), 'utf8'), 'Z');
  assert.ok(lstatSync(path.join(root, 'link.sql')).isSymbolicLink());
  for (const bad of ['away.sql', 'awayfolder/x.sql', `../${path.basename(outside)}/x.sql`, path.join(outside, 'x.sql'), '', '.', 'a\0b']) {
    const result = edit(bad, 'x');
    assert.ok(!result.ok && result.reason === 'outside', bad);
  }
  assert.equal(readFileSync(path.join(outside, 'x.sql'), 'utf8'), 'x');
});

test('a file that changed, vanished or can’t hold the fix is left alone', () => {
  const root = fill(tempFolder(), { 'a.sql': 'new', 'l.sql': Buffer.from('gr\u00fcn', 'latin1'), 'odd.sql': Buffer.from([0xff, 0xfe, 97, 0, 98]) });
  const reason = (name: string, before: string, text: string) => {
    const result = writeEdits(root, [{ path: name, before, edits: [{ span: span(0, 1), text }] }])[0]!;
    return result.ok ? 'ok' : result.reason;
  };
  assert.equal(reason('a.sql', 'old', 'x'), 'changed');
  assert.equal(reason('gone.sql', 'old', 'x'), 'missing');
  assert.equal(reason('l.sql', 'grün', '€'), 'encoding');
  assert.equal(reason('odd.sql', 'a', 'x'), 'encoding');
  assert.equal(reason('a.sql', 'new', '\ud800'), 'encoding');
  assert.equal(readFileSync(path.join(root, 'a.sql'), 'utf8'), 'new');
});

test('a disk that is full or read-only leaves the old file, and nothing beside it', () => {
  for (const code of ['ENOSPC', 'EROFS', 'EIO'])
    for (const call of ['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const) {
      const root = fill(tempFolder(), { 'a.sql': 'select 1' });
      const real = fs.openSync;
      mock.method(fs, call, (file: string, flags: string, mode: number) => {
        // Reading goes on.
        if (call === 'openSync' && flags !== 'wx') return real(file, flags, mode);
        throw Object.assign(new Error(code), { code });
      });
      const [written] = writeEdits(root, [{ path: 'a.sql', before: 'select 1', edits: [{ span: span(0, 6), text: 'SELECT' }] }]);
      mock.restoreAll();
      assert.ok(written && !written.ok && written.reason === 'failed', `${code} of ${call}: ${JSON.stringify(written)}`);
      assert.equal(readFileSync(path.join(root, 'a.sql'), 'utf8'), 'select 1');
      assert.deepEqual(readdirSync(root), ['a.sql']);
    }
});

test('a folder that can’t be written leaves the old file', { skip: process.getuid?.() === 0 || process.platform === 'win32' }, () => {
  const root = fill(tempFolder(), { 'd/a.sql': 'a' });
  chmodSync(path.join(root, 'd'), 0o500);
  const [result] = writeEdits(root, [{ path: 'd/a.sql', before: 'a', edits: [{ span: span(0, 1), text: 'b' }] }]);
  chmodSync(path.join(root, 'd'), 0o700);
  assert.ok(result && !result.ok && result.reason === 'failed');
  assert.equal(readFileSync(path.join(root, 'd/a.sql'), 'utf8'), 'a');
});
