import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import promises from 'node:fs/promises';
import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { mock } from 'node:test';
import fc from 'fast-check';
import { cacheFolder, contentKey, KEEP_SAVES, openCache } from '../../server/src/host/cache';
import { packBytes, readPack, sumOf } from '../../server/src/host/pack';
import { fill, tempFolder } from './temp';

const packOf = (folder: string) => path.join(folder, readdirSync(folder).find(n => n.endsWith('.pack'))!);

if (process.send) {
  // The other process of the test below.
  const [, , folder, name] = process.argv;
  const cache = openCache(folder!, 'root');
  (async () => {
    for (let i = 0; i < 20; i++) {
      cache.put(`${name}-${i}`, { from: name, i });
      await cache.save();
    }
    process.disconnect?.();
  })();
} else {
  test('values come back after a save, in another process’s eyes too', async () => {
    const folder = path.join(tempFolder(), 'made/on/demand');
    const cache = openCache(folder, 'root');
    assert.equal(cache.get('a'), undefined);
    cache.put('a', { span: { start: 1, end: 2 }, name: 'grün 😀', none: null, list: [1, 'x'] });
    cache.put('empty', []);
    assert.deepEqual(cache.get('empty'), []);
    assert.equal(await cache.save(), true);
    for (const reader of [cache, openCache(folder, 'root')]) {
      assert.deepEqual(reader.get('a'), { span: { start: 1, end: 2 }, name: 'grün 😀', none: null, list: [1, 'x'] });
      assert.deepEqual(reader.get('empty'), []);
    }
    assert.equal(openCache(folder, 'other root').get('a'), undefined);
    if (process.platform !== 'win32') assert.equal(readdirSync(folder).length, 1);
  });

  test('a save without anything new writes nothing', async () => {
    const folder = tempFolder();
    const cache = openCache(folder, 'root');
    assert.equal(await cache.save(), true);
    assert.deepEqual(readdirSync(folder), []);
  });

  test('any damage is a miss and never a wrong value', async () => {
    const folder = tempFolder();
    const cache = openCache(folder, 'root');
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, { i, text: 'x'.repeat(i * 3) }]));
    for (const [key, value] of Object.entries(values)) cache.put(key, value);
    await cache.save();
    const file = packOf(folder);
    const sound = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const bytes = Buffer.from(cut ? sound.subarray(0, at) : sound);
        if (!cut) bytes[at]! ^= change;
        writeFileSync(file, bytes);
        const damaged = openCache(folder, 'root');
        let hits = 0;
        for (const [key, value] of Object.entries(values)) {
          const found = damaged.get(key);
          if (found === undefined) continue;
          assert.deepEqual(found, value);
          hits++;
        }
        assert.ok(cut || at < 2000 || hits >= 19);
      }),
      { numRuns: 300 },
    );
    writeFileSync(file, 'something else entirely');
    const repaired = openCache(folder, 'root');
    assert.equal(repaired.get('k1'), undefined);
    repaired.put('k1', 'new');
    assert.equal(await repaired.save(), true);
    assert.equal(openCache(folder, 'root').get('k1'), 'new');
  });

  test('every single byte of a pack is watched over', () => {
    const pack = Buffer.from(packBytes(1, [{ key: 'a', used: 1, bytes: Buffer.from('"some value of 33 bytes in length"') }]));
    for (let at = 0; at < pack.length; at++) {
      const bytes = Buffer.from(pack);
      bytes[at]! ^= 4;
      const { entries, data } = readPack(Buffer.from(bytes));
      const entry = entries.get('a');
      const sound = entry !== undefined && sumOf(data.subarray(entry.offset, entry.offset + entry.length)) === entry.sum;
      // Only the filling behind the value may differ.
      assert.equal(sound, at >= pack.length - 14, `byte ${at} of ${pack.length}`);
    }
  });

  test('a checksum depends on every byte and its place, aligned or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, change) => {
        const shifted = new Uint8Array(bytes.length + 1);
        shifted.set(bytes, 1);
        assert.equal(sumOf(shifted.subarray(1)), sumOf(bytes));
        const other = Uint8Array.from(bytes);
        other[where % bytes.length]! ^= change;
        assert.notEqual(sumOf(other), sumOf(bytes));
      }),
    );
    assert.notEqual(sumOf(Buffer.from('abcdefghijklmnop')), sumOf(Buffer.from('efghabcdijklmnop')));
  });

  test('the size is bounded, and what was unused for longest goes first', async () => {
    const folder = tempFolder();
    const limit = 5000;
    for (let round = 0; round < 6; round++) {
      const cache = openCache(folder, 'root', limit);
      if (round > 0) cache.get('first');
      else cache.put('first', 'x'.repeat(1000));
      cache.put(`r${round}`, 'y'.repeat(1500));
      await cache.save();
      assert.ok(readFileSync(packOf(folder)).length < limit + 1500);
    }
    const cache = openCache(folder, 'root', limit);
    assert.ok(cache.get('first') && cache.get('r5') && cache.get('r4'));
    assert.equal(cache.get('r0'), undefined);
  });

  test('what is never asked for is dropped in the end', async () => {
    const folder = tempFolder();
    const cache = openCache(folder, 'root');
    cache.put('stale', 1);
    cache.put('live', 1);
    for (let i = 0; i <= KEEP_SAVES + 1; i++) {
      cache.put(`${i}`, i);
      cache.get('live');
      await cache.save();
    }
    assert.equal(cache.get('live'), 1);
    assert.equal(cache.get('stale'), undefined);
  });

  test('packs of roots that nobody opens and leftovers of a crash are cleared away; other files stay', async () => {
    const old = (name: string) => utimesSync(path.join(folder, name), 1, 1);
    const folder = fill(tempFolder(), { 'aaaaaaaaaaaaaaaaaaaaaaaa.pack': 'x', 'aaaaaaaaaaaaaaaaaaaaaaab.pack.0123456789ab.tmp': 'x', 'aaaaaaaaaaaaaaaaaaaaaaab.pack': 'recent', 'mine.txt': 'x' });
    for (const name of ['aaaaaaaaaaaaaaaaaaaaaaaa.pack', 'aaaaaaaaaaaaaaaaaaaaaaab.pack.0123456789ab.tmp', 'mine.txt']) old(name);
    const cache = openCache(folder, 'root');
    cache.put('a', 1);
    await cache.save();
    assert.deepEqual(readdirSync(folder).filter(n => !packOf(folder).endsWith(n) || n.startsWith('aaaa')).filter(n => n.startsWith('a') || n === 'mine.txt').sort(), ['aaaaaaaaaaaaaaaaaaaaaaab.pack', 'mine.txt']);
  });

  test('a place that can’t be written means no cache, silently', async () => {
    const root = fill(tempFolder(), { file: '' });
    const cache = openCache(path.join(root, 'file/below'), 'root');
    cache.put('a', 1);
    assert.equal(await cache.save(), false);
    assert.equal(cache.get('a'), 1);
    const none = openCache(null, 'root');
    none.put('a', 1);
    assert.equal(none.get('a'), undefined);
    assert.equal(await none.save(), true);
    if (process.getuid?.() !== 0 && process.platform !== 'win32') {
      const closed = tempFolder();
      chmodSync(closed, 0o500);
      const shut = openCache(closed, 'root');
      shut.put('a', 1);
      assert.equal(await shut.save(), false);
      assert.deepEqual(readdirSync(closed), []);
    }
  });

  test('a disk that is full, read-only or broken keeps the old pack and loses nothing of this process; nothing is left beside it', async () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES'])
      for (const call of ['writeFile', 'rename', 'mkdir'] as const) {
        const folder = tempFolder();
        const cache = openCache(folder, 'root');
        cache.put('old', 1);
        assert.equal(await cache.save(), true);
        const before = readFileSync(packOf(folder));
        cache.put('new', 2);
        const refused = Object.assign(new Error(code), { code });
        const real = promises.writeFile;
        mock.method(promises, call, async (file: string, bytes: Uint8Array, options: object) => {
          // A full disk takes the beginning and then no more.
          if (call === 'writeFile') await real(file, bytes.subarray(0, bytes.length / 2), options);
          throw refused;
        });
        assert.equal(await cache.save(), false, `${code} of ${call}`);
        mock.restoreAll();
        assert.deepEqual(readFileSync(packOf(folder)), before);
        assert.equal(readdirSync(folder).length, 1, 'no temporary file stays');
        for (const [name, value] of [['old', 1], ['new', 2]] as const) assert.equal(cache.get(name), value);
        assert.equal(openCache(folder, 'root').get('old'), 1);
        // There is room again.
        assert.equal(await cache.save(), true);
        for (const [name, value] of [['old', 1], ['new', 2]] as const) assert.equal(openCache(folder, 'root').get(name), value);
      }
  });

  test('a value that JSON can’t hold is left out and the others are kept', async () => {
    const folder = tempFolder();
    const cache = openCache(folder, 'root');
    cache.put('none', undefined);
    cache.put('some', 1);
    assert.equal(await cache.save(), true);
    assert.equal(openCache(folder, 'root').get('some'), 1);
  });

  test('several processes at once never damage the pack', async () => {
    const folder = tempFolder();
    await Promise.all(['one', 'two'].map(name => new Promise(resolve => fork(__filename, [folder, name], { execArgv: [] }).on('exit', resolve))));
    const { entries, data } = readPack(readFileSync(packOf(folder)));
    for (const entry of entries.values()) assert.equal(sumOf(data.subarray(entry.offset, entry.offset + entry.length)), entry.sum);
    // Of two that save at the very same moment one may lose what it brought; what is there is whole.
    assert.ok(entries.size > 0);
    assert.ok(!existsSync(`${packOf(folder)}.tmp`) && readdirSync(folder).length === 1);
  });

  test('saves that overlap keep everything', async () => {
    const folder = tempFolder();
    const cache = openCache(folder, 'root');
    cache.put('a', 1);
    const first = cache.save();
    cache.put('b', 2);
    const second = cache.save();
    cache.put('c', 3);
    await Promise.all([first, second, cache.save()]);
    const reader = openCache(folder, 'root');
    assert.deepEqual(['a', 'b', 'c'].map(k => reader.get(k)), [1, 2, 3]);
  });

  test('caches lie where the machine wants them', () => {
    assert.equal(cacheFolder('linux', {}, '/home/a'), '/home/a/.cache/pipewright');
    assert.equal(cacheFolder('linux', { XDG_CACHE_HOME: '/c' }, '/home/a'), '/c/pipewright');
    assert.equal(cacheFolder('linux', { XDG_CACHE_HOME: 'relative' }, '/home/a'), '/home/a/.cache/pipewright');
    assert.equal(cacheFolder('darwin', {}, '/Users/a'), '/Users/a/Library/Caches/pipewright');
    assert.equal(cacheFolder('win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\a'), 'C:\\L\\pipewright\\cache');
    assert.equal(cacheFolder('win32', {}, ''), null);
    assert.equal(cacheFolder('linux', {}, ''), null);
  });

  test('keys tell their parts apart', () => {
    assert.notEqual(contentKey('ab', 'c'), contentKey('a', 'bc'));
    assert.equal(contentKey('ab'), contentKey(Buffer.from('ab')));
    assert.equal(contentKey('a').length, 27);
  });
}
