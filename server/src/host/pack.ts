/**
 * The format of a cache's pack file: a head of 16 bytes, an index, the values.
 *
 *   packBytes(generation, entries)   the bytes of a pack
 *   readPack(bytes)                  its index; an empty one if the bytes are not a whole, sound pack of this version
 *   sumOf(bytes)                     a checksum, against damage and not against malice
 *
 * Head: `PWPACK01`, length of the index, checksum of the index (32 bits each, little-endian). The index is JSON and is
 * filled up with spaces to a multiple of 16 bytes. A value's checksum is tested by whoever reads it: reading a pack costs only its index.
 */
export interface Entry {
  /** Place in the data. */
  readonly offset: number;
  readonly length: number;
  readonly sum: number;
  /** The generation it was last used in. */
  readonly used: number;
}

export interface Pack {
  /** Rises with every save. */
  readonly generation: number;
  readonly entries: Map<string, Entry>;
  readonly data: Buffer;
}

const MAGIC = 'PWPACK01';
const HEAD = 16;

interface Index {
  readonly generation: number;
  readonly keys: readonly string[];
  readonly lengths: readonly number[];
  readonly sums: readonly number[];
  readonly used: readonly number[];
}

export function packBytes(generation: number, entries: readonly { readonly key: string; readonly used: number; readonly bytes: Uint8Array }[]): Uint8Array {
  const text = JSON.stringify({
    generation,
    keys: entries.map(e => e.key),
    lengths: entries.map(e => e.bytes.length),
    sums: entries.map(e => sumOf(e.bytes)),
    used: entries.map(e => e.used),
  } satisfies Index);
  const indexLength = aligned(Buffer.byteLength(text));
  const total = entries.reduce((sum, e) => sum + aligned(e.bytes.length), HEAD + indexLength);
  const out = Buffer.alloc(total);
  out.fill(32, HEAD, HEAD + indexLength);
  out.write(text, HEAD);
  out.write(MAGIC, 0, 'latin1');
  out.writeUInt32LE(indexLength, 8);
  out.writeUInt32LE(sumOf(out.subarray(HEAD, HEAD + indexLength)), 12);
  let at = HEAD + indexLength;
  for (const entry of entries) {
    out.set(entry.bytes, at);
    at += aligned(entry.bytes.length);
  }
  return out;
}

export function readPack(bytes: Buffer): Pack {
  const empty: Pack = { generation: 0, entries: new Map(), data: Buffer.alloc(0) };
  if (bytes.length < HEAD || bytes.toString('latin1', 0, 8) !== MAGIC) return empty;
  const start = HEAD + bytes.readUInt32LE(8);
  const index = bytes.subarray(HEAD, start);
  if (start > bytes.length || sumOf(index) !== bytes.readUInt32LE(12)) return empty;
  try {
    const { generation, keys, lengths, sums, used } = JSON.parse(index.toString('utf8')) as Index;
    const data = bytes.subarray(start);
    const entries = new Map<string, Entry>();
    let offset = 0;
    for (let i = 0; i < keys.length; i++) {
      const length = lengths[i]!;
      // A file that was cut short still has its first values.
      if (offset + length > data.length) break;
      entries.set(keys[i]!, { offset, length, sum: sums[i]!, used: used[i]! });
      offset += aligned(length);
    }
    return { generation, entries, data };
  } catch {
    return empty;
  }
}

function aligned(length: number): number {
  return (length + 15) & ~15;
}

/** 32 bits. Four lanes of words, so that the multiplications don't wait for each other; the last bytes one by one. */
export function sumOf(bytes: Uint8Array): number {
  if (bytes.byteOffset % 4 !== 0) bytes = Uint8Array.from(bytes);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let a = 0x9e3779b9 | 0;
  let b = 0x85ebca6b | 0;
  let c = 0xc2b2ae35 | 0;
  let d = bytes.length | 0;
  let i = 0;
  for (; i + 3 < words.length; i += 4) {
    a = rotated(a + Math.imul(words[i]!, -2048144777));
    b = rotated(b + Math.imul(words[i + 1]!, -2048144777));
    c = rotated(c + Math.imul(words[i + 2]!, -2048144777));
    d = rotated(d + Math.imul(words[i + 3]!, -2048144777));
  }
  let sum = Math.imul(a, 31) ^ Math.imul(b, 131) ^ Math.imul(c, 1031) ^ Math.imul(d, 8191);
  for (let at = i * 4; at < bytes.length; at++) sum = Math.imul(rotated(sum) ^ bytes[at]!, -1640531535);
  sum = Math.imul(sum ^ (sum >>> 15), -2048144777);
  return (sum ^ (sum >>> 13)) >>> 0;
}

function rotated(x: number): number {
  return Math.imul((x << 13) | (x >>> 19), -1640531535);
}
