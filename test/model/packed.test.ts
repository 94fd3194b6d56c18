import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { DamagedPack, pack, unpack } from '../../server/src/model/packed';

const span = fc.tuple(fc.nat(100_000), fc.nat(1_000)).map(([start, length]) => ({ start, end: start + length }));
const { value } = fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), span, tie('list'), tie('object')),
  list: fc.array(tie('value')),
  object: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('start', 'end', 'span', '__proto__', 'constructor', '1')), tie('value')),
}));

test('what is unpacked is what was packed, properties in order', () => {
  fc.assert(
    fc.property(value, v => {
      const back = unpack(pack(v));
      assert.deepStrictEqual(plain(back), plain(v));
      assert.equal(JSON.stringify(back), JSON.stringify(v));
    }),
    { numRuns: 1_000 },
  );
});

/** fast-check makes objects without a prototype now and then; what is unpacked always has the usual one. */
function plain(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(plain);
  if (typeof v !== 'object' || v === null) return v;
  const out: { [name: string]: unknown } = {};
  for (const [name, x] of Object.entries(v)) Object.defineProperty(out, name, { value: plain(x), enumerable: true, writable: true, configurable: true });
  return out;
}

test('halves of surrogate pairs, byte order marks and large numbers survive', () => {
  for (const v of ['\ud800', 'a\udc00b', '\ufeffx', 'grün', '😀', -0, Number.NaN, 2 ** 53, -(2 ** 30), 2 ** 30 - 1, 1e300, { start: 5, end: 2 }, { end: 1, start: 0 }, { start: 1, end: 2, more: 3 }]) assert.deepStrictEqual(unpack(pack(v)), v);
});

test('damaged bytes end soon, with a value or with an error', () => {
  const sound = pack({ names: ['a', 'b', 'grün'], spans: [{ start: 1, end: 4 }, { start: 9, end: 12 }], deep: [[[[{ x: 1.5 }]]]] });
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
      const bytes = cut ? sound.slice(0, at) : sound.slice();
      if (!cut) bytes[at]! ^= change;
      try {
        unpack(bytes);
      } catch (error) {
        assert.ok(error instanceof DamagedPack || error instanceof RangeError, String(error));
      }
    }),
    { numRuns: 2_000 },
  );
});
