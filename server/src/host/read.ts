import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Reads files as the editor shows them.
 *
 *   readText(path), readTextSync(path)   the text of a file, or why there is none; never throws
 *   decode(bytes), encode(text, encoding)   the same without the disk; `decode` gives null for binary data
 *
 * Texts carry no byte order mark, so offsets are those of the editor. UTF-16 is known by its mark; bytes that are not
 * UTF-8 are read as Latin-1, one character a byte. Pipes, devices and folders are never opened for reading.
 */

/** Larger text files are not read. */
export const MAX_TEXT_BYTES = 10 * 1024 * 1024;
/** dbt's artifacts grow with the project and may be larger. */
export const MAX_ARTIFACT_BYTES = 64 * 1024 * 1024;

const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Data files: whatever their size, they are read in part. */
const DATA = /\.(parquet|avro|csv|tsv|jsonl|ndjson)$/i;
/** How much of the head of a large data file is read. */
const SAMPLE_BYTES = 256 * 1024;
/** A Parquet footer may be this long. */
const MAX_FOOTER_BYTES = 8 * 1024 * 1024;

/** Whether a file of this name is read in part if it is large. */
export function isSampled(path: string): boolean {
  return DATA.test(path);
}

/**
 * What is needed of a data file to know its columns: of Parquet the footer with the marks around it, of Avro the head, each as
 * one character a byte; of a large text file the lines at its beginning. Null if the file is to be read as a whole, or can't be.
 */
export function readSampleSync(path: string): string | null {
  const binary = /\.(parquet|avro)$/i.test(path);
  let file: number | null = null;
  try {
    file = openSync(path, FLAGS);
    const stat = fstatSync(file);
    if (!stat.isFile() || (!binary && stat.size <= MAX_TEXT_BYTES)) return null;
    if (!/\.parquet$/i.test(path)) {
      const head = bytesAt(file, 0, Math.min(SAMPLE_BYTES, stat.size));
      if (binary) return head.toString('latin1');
      const text = decode(head.subarray(0, head.lastIndexOf(10) + 1))?.text;
      return text ?? null;
    }
    if (stat.size < 12) return '';
    const tail = bytesAt(file, stat.size - 8, 8);
    const length = tail.readUInt32LE(0);
    if (length > MAX_FOOTER_BYTES || length > stat.size - 12) return '';
    return `PAR1${bytesAt(file, stat.size - 8 - length, length).toString('latin1')}${tail.toString('latin1')}`;
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

function bytesAt(file: number, start: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, start));
}

export type Encoding = 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be' | 'latin1';

export type Read =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding; readonly bytes: Uint8Array; readonly mtimeMs: number }
  | { readonly ok: false; readonly reason: 'missing' | 'unreadable' | 'binary' | 'large' };

/** `bytes` is what the file holds, for hashing. `limit` in bytes. */
export function readTextSync(path: string, limit = MAX_TEXT_BYTES): Read {
  let file: number | null = null;
  try {
    file = openSync(path, FLAGS);
    const stat = fstatSync(file);
    if (!stat.isFile()) return { ok: false, reason: 'unreadable' };
    if (stat.size > limit) return { ok: false, reason: 'large' };
    let buffer = Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    for (let read: number; (read = readSync(file, buffer, length, buffer.length - length, null)) > 0; ) {
      length += read;
      if (length > limit) return { ok: false, reason: 'large' };
      if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    }
    return found(buffer.subarray(0, length), stat.mtimeMs);
  } catch (error) {
    return failed(error);
  } finally {
    if (file !== null) closeSync(file);
  }
}

export async function readText(path: string, limit = MAX_TEXT_BYTES): Promise<Read> {
  try {
    const file = await open(path, FLAGS);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return { ok: false, reason: 'unreadable' };
      if (stat.size > limit) return { ok: false, reason: 'large' };
      const bytes = await file.readFile();
      return bytes.length > limit ? { ok: false, reason: 'large' } : found(bytes, stat.mtimeMs);
    } finally {
      await file.close();
    }
  } catch (error) {
    return failed(error);
  }
}

/** The bytes of a file, at most `limit`; null if it is larger, no file, or can't be read. */
export async function readBytes(path: string, limit: number): Promise<Uint8Array | null> {
  try {
    const file = await open(path, FLAGS);
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > limit) return null;
      const bytes = await file.readFile();
      return bytes.length > limit ? null : bytes;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

function found(bytes: Buffer, mtimeMs: number): Read {
  const decoded = decode(bytes);
  return decoded ? { ok: true, ...decoded, bytes, mtimeMs } : { ok: false, reason: 'binary' };
}

function failed(error: unknown): Read {
  const code = (error as NodeJS.ErrnoException).code;
  return { ok: false, reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' };
}

export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return { text: buffer.toString('utf16le', 2), encoding: 'utf16le' };
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return { text: swapped(buffer.subarray(2)).toString('utf16le'), encoding: 'utf16be' };
  if (buffer.includes(0)) return null;
  if (isAscii(buffer)) return { text: buffer.toString('latin1'), encoding: 'utf8' };
  if (!isUtf8(buffer)) return { text: buffer.toString('latin1'), encoding: 'latin1' };
  const marked = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  return marked ? { text: buffer.toString('utf8', 3), encoding: 'utf8-bom' } : { text: buffer.toString('utf8'), encoding: 'utf8' };
}

/** The bytes of a text, byte order mark included where the encoding has one; null if the encoding can't hold it. */
export function encode(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'utf16be') return swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'));
  if (encoding === 'latin1') return /[^\u0000-\u00ff]/.test(text) ? null : Buffer.from(text, 'latin1');
  if (/\p{Surrogate}/u.test(text)) return null;
  return Buffer.from(encoding === 'utf8-bom' ? `\uFEFF${text}` : text, 'utf8');
}

/** Swaps the bytes of each pair; an odd last byte goes. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
