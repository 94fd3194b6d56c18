import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { isMainThread, threadId, workerData } from 'node:worker_threads';
import { createPool, MAX_CRASHES, type PoolOptions } from '../../server/src/host/pool';
import { serve } from '../../server/src/host/serve';
import { createLog } from '../../server/src/host/log';
import { tempFolder } from './temp';

type Item = string | (() => void);
const inProcess = (item: Item): unknown => [item, 'here'];

if (!isMainThread) {
  // This file is the worker's program too.
  serve((item: string): unknown => {
    if (item === 'throw') throw new Error('as asked');
    if (item === 'exit') process.exit(3);
    if (item === 'stall') for (;;);
    if (item === 'function') return () => 1;
    if (item === 'data') return workerData;
    return [item, threadId];
  });
} else {
  const pool = (options: Partial<PoolOptions<Item, unknown>> = {}) => createPool<Item, unknown>({ file: __filename, inProcess, size: 2, batchWeight: 4, ...options });
  const many = (n: number) => Array.from({ length: n }, (_, i) => `item ${i}`);
  const first = (outcome: { ok: boolean; value?: unknown }) => (outcome.value as unknown[])[0];

  test('outcomes come in the order of the items, from other threads, batch by batch', async () => {
    const p = pool({ data: { hello: 1 } });
    const seen = new Map<number, number>();
    const outcomes = await p.run(many(50), (at, batch) => seen.set(at, batch.length));
    assert.deepEqual(outcomes.map(first), many(50));
    assert.ok(outcomes.every(o => o.ok && (o.value as unknown[])[1] !== 0 && (o.value as unknown[])[1] !== 'here'));
    assert.deepEqual([...seen.keys()].sort((a, b) => a - b), Array.from({ length: 13 }, (_, i) => i * 4));
    assert.equal([...seen.values()].reduce((a, b) => a + b), 50);
    assert.deepEqual(await p.run(['data']), [{ ok: true, value: { hello: 1 } }]);
    assert.deepEqual(await p.run([]), []);
    await p.close();
  });

  test('runs side by side don’t mix', async () => {
    const p = pool();
    const [a, b] = await Promise.all([p.run(many(9)), p.run(['x', 'y'])]);
    assert.deepEqual([a!.map(first), b!.map(first)], [many(9), ['x', 'y']]);
    await p.close();
  });

  test('an item that throws, or whose result can’t be sent, fails alone', async () => {
    const p = pool();
    const outcomes = await p.run(['a', 'throw', 'function', 'b']);
    assert.deepEqual(outcomes.map(o => (o.ok ? 'ok' : o.reason)), ['ok', 'failed', 'failed', 'ok']);
    assert.ok(!outcomes[1]!.ok && outcomes[1]!.message.includes('as asked'));
    await p.close();
  });

  test('an item that kills its worker is found and reported, and the rest goes on', async () => {
    const trouble: string[] = [];
    const p = pool({ onTrouble: m => trouble.push(m) });
    const items = many(40);
    items[5] = 'exit';
    items[22] = 'exit';
    const outcomes = await p.run(items);
    for (const [i, outcome] of outcomes.entries()) {
      if (i === 5 || i === 22) assert.ok(!outcome.ok && outcome.reason === 'crashed');
      else assert.equal(first(outcome), items[i]);
    }
    assert.equal(trouble.length, 4);
    assert.ok((await p.run(['after']))[0]!.ok);
    await p.close();
  });

  test('an item that never ends is found and reported too', async () => {
    const p = pool({ timeoutMs: 1000, size: 1 });
    const outcomes = await p.run(['a', 'stall', 'b']);
    assert.deepEqual(outcomes.map(o => (o.ok ? 'ok' : o.reason)), ['ok', 'timeout', 'ok']);
    await p.close();
  });

  test('crashes without end are not tried without end', async () => {
    const p = pool({ size: 1, batchWeight: 1 });
    const outcomes = await p.run(Array.from({ length: MAX_CRASHES + 30 }, () => 'exit'));
    assert.ok(outcomes.every(o => !o.ok && o.reason === 'crashed'));
    assert.ok((await p.run(['a']))[0]!.ok);
    await p.close();
  });

  test('without workers the work is done here', async () => {
    const folder = tempFolder();
    const broken = path.join(folder, 'broken.js');
    writeFileSync(broken, 'throw new Error("at load")');
    const silent = path.join(folder, 'silent.js');
    writeFileSync(silent, '');
    for (const file of [path.join(folder, 'none.js'), broken, silent, 'not/absolute.js']) {
      const trouble: string[] = [];
      const p = pool({ file, onTrouble: m => trouble.push(m) });
      const outcomes = await p.run(many(10));
      assert.deepEqual(outcomes.map(o => o.ok && o.value), many(10).map(i => [i, 'here']), file);
      assert.ok(trouble.some(t => t.startsWith('no workers')));
      assert.deepEqual(await p.run(['again']), [{ ok: true, value: ['again', 'here'] }]);
      await p.close();
    }
  });

  test('items that can’t be sent are done here', async () => {
    const p = pool();
    const odd = () => {};
    const outcomes = await p.run([odd, 'a']);
    assert.ok(outcomes[0]!.ok && first(outcomes[0]!) === odd);
    assert.ok((await p.run(['b']))[0]!.ok);
    await p.close();
  });

  test('a receiver that throws does not stop the run', async () => {
    const p = pool();
    const outcomes = await p.run(many(9), () => {
      throw new Error('receiver');
    });
    assert.equal(outcomes.filter(o => o.ok).length, 9);
    await p.close();
  });

  test('closing ends what runs and what comes after', async () => {
    const p = pool({ size: 1 });
    const running = p.run(['stall', ...many(20)]);
    await new Promise(resolve => setTimeout(resolve, 200));
    await p.close();
    for (const outcomes of [await running, await p.run(['a'])]) assert.ok(outcomes.every(o => !o.ok && o.reason === 'closed'));
  });

  test('batches are filled by weight, and a heavy item stands alone', async () => {
    const p = pool({ weight: item => (item as string).length, batchWeight: 10 });
    const firsts: number[] = [];
    await p.run(['aaaa', 'bbbb', 'cccc', 'd'.repeat(99), 'e'], at => firsts.push(at));
    assert.deepEqual(firsts.sort(), [0, 2, 3, 4]);
    await p.close();
  });

  test('log lines are readable, can’t be forged, and don’t flood', () => {
    const lines: string[] = [];
    const log = createLog(line => lines.push(line), 'info', () => new Date('2024-01-02T03:04:05.678Z'));
    log.info('read a\u001b[31m.sql\nfake line\r\u202e');
    log.debug('not shown');
    log.setLevel('debug');
    log.debug('shown');
    for (let i = 0; i < 5; i++) log.warn('same');
    log.error('it failed', new Error('why'));
    log.error('odd', { a: 1 });
    log.info('x'.repeat(100_000));
    assert.deepEqual(lines.slice(0, 7), [
      '03:04:05.678 [info] read a\\x1b[31m.sql', '  fake line', '  \\u202e', '03:04:05.678 [debug] shown', '03:04:05.678 [warn] same', '03:04:05.678 [warn] (the line above came 4 more times)', '03:04:05.678 [error] it failed: Error: why',
    ]);
    assert.ok(lines.some(l => l.includes('odd: {"a":1}')));
    assert.ok(lines.at(-1)!.length < 10_000);
    createLog(() => {
      throw new Error('full disk');
    }).error('never throws');
  });
}
