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

export type Encoding = 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be' | 'latin1';

export type Read =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding; readonly bytes: Uint8Array; readonly mtimeMs: number }
  | { readonly ok: false; readonly reason: 'missing' | 'unreadable' | 'binary' | 'large' };

const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

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
