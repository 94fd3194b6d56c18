import type { DataSchema } from './index';

/**
 * The schema in the footer of a Parquet file, given as one character a byte. The footer is Thrift's compact protocol
 * (`FileMetaData` of parquet-format's parquet.thrift). Null if the text ends in no footer that can be read.
 */
export function readParquet(text: string): DataSchema | null {
  const end = text.length - 8;
  if (end < 4 || !text.endsWith('PAR1')) return null;
  const length = byte(text, end) | (byte(text, end + 1) << 8) | (byte(text, end + 2) << 16) | (byte(text, end + 3) << 24);
  if (length <= 0 || length > end) return null;
  const reader: Thrift = { text, at: end - length, end, failed: false };
  const metadata = readStruct(reader, 0);
  if (reader.failed) return null;
  const schema = metadata.get(2);
  if (!Array.isArray(schema)) return null;
  const rows = metadata.get(3);
  return { columns: topColumns(schema.filter((e): e is Struct => e instanceof Map)), complete: true, rows: typeof rows === 'number' ? rows : null };
}

type Struct = Map<number, Part>;
type Part = number | boolean | string | Part[] | Struct;

interface Thrift {
  readonly text: string;
  at: number;
  readonly end: number;
  /** Set when the bytes are no Thrift: what was read counts for nothing. */
  failed: boolean;
}

function byte(text: string, at: number): number {
  return text.charCodeAt(at) & 0xff;
}

function next(r: Thrift): number {
  if (r.at >= r.end) {
    r.failed = true;
    return 0;
  }
  return byte(r.text, r.at++);
}

function varint(r: Thrift): number {
  let value = 0;
  let scale = 1;
  for (let n = 0; n < 10; n++) {
    const b = next(r);
    value += (b & 0x7f) * scale;
    if ((b & 0x80) === 0) return value;
    scale *= 128;
  }
  r.failed = true;
  return 0;
}

function zigzag(r: Thrift): number {
  const n = varint(r);
  return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
}

function readStruct(r: Thrift, depth: number): Struct {
  const out: Struct = new Map();
  let id = 0;
  for (let n = 0; n < 100_000 && !r.failed; n++) {
    const head = next(r);
    const type = head & 0x0f;
    if (type === 0) return out;
    id = head >> 4 === 0 ? zigzag(r) : id + (head >> 4);
    out.set(id, readValue(r, type, depth, true));
  }
  r.failed = true;
  return out;
}

function readValue(r: Thrift, type: number, depth: number, field: boolean): Part {
  if (depth > 30) {
    r.failed = true;
    return 0;
  }
  switch (type) {
    case 1: case 2: return field ? type === 1 : next(r) === 1;
    case 3: return next(r);
    case 4: case 5: case 6: return zigzag(r);
    case 7: r.at += 8; if (r.at > r.end) r.failed = true; return 0;
    case 8: {
      const length = varint(r);
      const start = r.at;
      if (length > r.end - start) {
        r.failed = true;
        return '';
      }
      r.at += length;
      return r.text.slice(start, r.at);
    }
    case 9: case 10: {
      const head = next(r);
      const size = head >> 4 === 15 ? varint(r) : head >> 4;
      const list: Part[] = [];
      for (let n = 0; n < size && !r.failed; n++) list.push(readValue(r, head & 0x0f, depth + 1, false));
      return list;
    }
    case 11: {
      const size = varint(r);
      if (size === 0) return [];
      const types = next(r);
      for (let n = 0; n < size && !r.failed; n++) {
        readValue(r, types >> 4, depth + 1, false);
        readValue(r, types & 0x0f, depth + 1, false);
      }
      return [];
    }
    case 12: return readStruct(r, depth + 1);
    default: r.failed = true; return 0;
  }
}

const TYPES = ['boolean', 'int', 'bigint', 'timestamp', 'float', 'double', 'binary', 'binary'];
const CONVERTED: { readonly [n: number]: string } = { 0: 'string', 1: 'map', 2: 'map', 3: 'array', 4: 'string', 6: 'date', 9: 'timestamp', 10: 'timestamp', 11: 'tinyint', 12: 'smallint', 13: 'int', 14: 'bigint', 15: 'tinyint', 16: 'smallint', 17: 'int', 18: 'bigint', 19: 'string', 20: 'binary' };
const LOGICAL: { readonly [n: number]: string } = { 1: 'string', 2: 'map', 3: 'array', 4: 'string', 6: 'date', 7: 'time', 8: 'timestamp', 12: 'string', 14: 'uuid' };

/** The columns below the root; those of nested groups belong to their column. */
function topColumns(elements: readonly Struct[]): DataSchema['columns'][number][] {
  const out: DataSchema['columns'][number][] = [];
  const width = (at: number, depth: number): number => {
    if (depth > 50) return elements.length;
    let size = 1;
    let left = numberAt(elements[at], 5) ?? 0;
    while (left-- > 0 && at + size < elements.length) size += width(at + size, depth + 1);
    return size;
  };
  let left = numberAt(elements[0], 5) ?? 0;
  for (let at = 1; left > 0 && at < elements.length; left--) {
    const element = elements[at]!;
    const name = element.get(4);
    if (typeof name === 'string') out.push({ name: decoded(name), type: typeOf(element), span: null, ...(numberAt(element, 3) === 0 ? { nullable: false } : {}) });
    at += width(at, 0);
  }
  return out;
}

function numberAt(element: Struct | undefined, field: number): number | null {
  const value = element?.get(field);
  return typeof value === 'number' ? value : null;
}

function typeOf(element: Struct): string {
  const logical = element.get(10);
  const [kind] = logical instanceof Map ? [...logical.keys()] : [];
  if (kind === 5 || numberAt(element, 6) === 5) return `decimal(${numberAt(element, 8) ?? 0},${numberAt(element, 7) ?? 0})`;
  if (kind !== undefined && LOGICAL[kind] !== undefined) return LOGICAL[kind];
  const converted = numberAt(element, 6);
  if (converted !== null && CONVERTED[converted] !== undefined) return CONVERTED[converted];
  const type = numberAt(element, 1);
  return type === null ? 'struct' : (TYPES[type] ?? 'binary');
}

/** UTF-8 bytes, one a character, as text. */
export function decoded(bytes: string): string {
  return /[\x80-\xff]/.test(bytes) ? new TextDecoder().decode(Uint8Array.from(bytes, c => c.charCodeAt(0) & 0xff)) : bytes;
}
