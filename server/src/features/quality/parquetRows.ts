import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { parquetReadObjects } from 'hyparquet/src/read.js';
import { type compressors, decompressBrotli, decompressGzip, decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import type { DataRows } from './rows';

/** Snappy is read by hyparquet itself: the reader of hyparquet-compressors is compiled code (WebAssembly), which nobody could review. */
const COMPRESSORS: typeof compressors = { GZIP: decompressGzip, BROTLI: decompressBrotli, ZSTD: input => decompressZstd(input), LZ4: decompressLz4, LZ4_RAW: decompressLz4Raw };
/** Rows that are read at a time. */
const ROUND = 5_000;

/** The rows of a Parquet file; null if it is none, or is compressed or encoded in a way that can't be read. */
export async function parquetRows(bytes: Uint8Array, mostColumns: number): Promise<DataRows | null> {
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const metadata = parquetMetadata(buffer);
    const root = metadata.schema[0];
    if (!root) return null;
    const columns = topNames(metadata.schema).slice(0, mostColumns);
    if (columns.length === 0) return null;
    const total = Number(metadata.num_rows);
    const read = (from: number): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: buffer, metadata, compressors: COMPRESSORS, columns: [...columns], rowStart: from, rowEnd: Math.min(total, from + ROUND) });
    // The first rows are read at once, so that a file that can't be read is told before anything is counted.
    const first = await read(0);
    return { columns, rows: rowsFrom(first, total, columns, read) };
  } catch {
    return null;
  }
}

async function* rowsFrom(first: readonly Record<string, unknown>[], total: number, columns: readonly string[], read: (from: number) => Promise<Record<string, unknown>[]>): AsyncIterable<readonly (string | null)[]> {
  let rows: readonly Record<string, unknown>[] = first;
  for (let at = 0; at < total && rows.length > 0; ) {
    for (const row of rows) yield columns.map(c => (Object.hasOwn(row, c) ? printed(row[c]) : null));
    at += rows.length;
    rows = at < total ? await read(at) : [];
  }
}

/** The names of the columns below the root; those of nested groups belong to their column. */
function topNames(schema: readonly { readonly name: string; readonly num_children?: number }[]): string[] {
  const out: string[] = [];
  let left = schema[0]?.num_children ?? 0;
  for (let at = 1; left > 0 && at < schema.length; left--) {
    out.push(schema[at]!.name);
    let open = 1;
    while (open > 0 && at < schema.length) {
      open += (schema[at]!.num_children ?? 0) - 1;
      at++;
    }
  }
  return out;
}

/** A value as the text that a CSV file would have. */
function printed(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : /T00:00:00\.000Z$/.test(value.toISOString()) ? value.toISOString().slice(0, 10) : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'object') return JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? String(v) : v));
  return String(value);
}
