/** MD5 (RFC 1321) and SHA-256 (FIPS 180-4) of bytes: browsers give hashes only to those who wait, and know no MD5. */

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Uint32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

export function md5(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, true);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + mixed + SINES[i]! + view.getUint32(block + 4 * word, true)) | 0;
      const shift = SHIFTS[4 * round + (i & 3)]!;
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    for (const [i, n] of [a, b, c, d].entries()) state[i] = (state[i]! + n) | 0;
  }
  return written(state, true);
}

/** The first 32 bits of the broken parts of the cube roots, and of the square roots, of the first primes. */
const PRIMES = primes(64);
const ROUNDS = Uint32Array.from(PRIMES, p => broken(Math.cbrt(p)));
const START = Uint32Array.from(PRIMES.slice(0, 8), p => broken(Math.sqrt(p)));

export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, false);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  const turned = (n: number, by: number): number => (n >>> by) | (n << (32 - by));
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [words[i - 15]!, words[i - 2]!];
      words[i] = (words[i - 16]! + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + words[i - 7]! + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    for (const [i, n] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i]! + n) | 0;
  }
  return written(state, false);
}

/** The bytes, a one bit, zeros, and the length in bits, to whole blocks. */
function padded(bytes: Uint8Array, little: boolean): DataView {
  const out = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  out.set(bytes);
  out[bytes.length] = 0x80;
  const view = new DataView(out.buffer);
  const [low, high] = [(bytes.length * 8) >>> 0, Math.floor(bytes.length / 2 ** 29)];
  view.setUint32(out.length - 8, little ? low : high, little);
  view.setUint32(out.length - 4, little ? high : low, little);
  return view;
}

function written(state: Uint32Array, little: boolean): Uint8Array {
  const out = new DataView(new ArrayBuffer(4 * state.length));
  for (const [i, n] of state.entries()) out.setUint32(4 * i, n, little);
  return new Uint8Array(out.buffer);
}

function primes(count: number): number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) if (out.every(p => n % p !== 0)) out.push(n);
  return out;
}

function broken(n: number): number {
  return Math.floor((n - Math.floor(n)) * 2 ** 32);
}
