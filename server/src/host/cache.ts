import { isAscii } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Entry, type Pack, packBytes, readPack, sumOf } from './pack';

/**
 * Keeps values on disk between starts, one pack file for each workspace root.
 *
 *   openCache(folder, rootId)    -> { get, put, save }; `folder` null: a cache that keeps nothing
 *   cacheFolder(platform, env, home)   where caches belong on this machine, or null
 *   contentKey(...parts)         a key from whatever a value depends on: bytes, path, version
 *
 * Everything here may fail without harm: a damaged, foreign or half-written pack is a miss, a read-only or full disk means
 * nothing is kept. Values are decoded one by one when asked for, so what is not asked for costs nothing: put apart what is
 * needed at the start and what is not. Several processes may use one pack: each writes a whole new file and renames it.
 */

/** Values beyond this are dropped when saving, those unused for longest first. */
export const MAX_PACK_BYTES = 192 * 1024 * 1024;
/** A value that was not asked for during so many saves is dropped. */
export const KEEP_SAVES = 20;
/** All packs together; the ones unused for longest go first. */
export const MAX_FOLDER_BYTES = 1024 * 1024 * 1024;
const MAX_PACK_AGE_MS = 90 * 24 * 3600 * 1000;
const MAX_TEMPORARY_AGE_MS = 3600 * 1000;
const SLICE_MS = 8;

export interface Cache {
  /** The value last put under the key, as JSON gives it back; undefined if there is none. */
  get(key: string): unknown;
  /** The value must be plain JSON and must not change until saved. */
  put(key: string, value: unknown): void;
  /** The same for bytes, which are kept as they are. A key holds either JSON or bytes. The bytes given must not be changed. */
  getBytes(key: string): Uint8Array | undefined;
  /** The parts are kept one after the other. */
  putBytes(key: string, parts: readonly Uint8Array[]): void;
  /** Writes what is new, and lets go of the memory. False if it could not be written. */
  save(): Promise<boolean>;
}

export function openCache(folder: string | null, rootId: string, limit = MAX_PACK_BYTES): Cache {
  if (folder === null) return { get: () => undefined, put: () => {}, getBytes: () => undefined, putBytes: () => {}, save: async () => true };
  const file = path.join(folder, `${contentKey(rootId).slice(0, 24)}.pack`);
  let pack: Pack | null = null;
  let fresh = new Map<string, unknown>();
  let freshBytes = new Map<string, readonly Uint8Array[]>();
  const used = new Set<string>();
  let saving: Promise<boolean> = Promise.resolve(true);

  function get(key: string): unknown {
    if (fresh.has(key)) return fresh.get(key);
    pack ??= loadPack(file, limit);
    const entry = pack.entries.get(key);
    if (entry === undefined) return undefined;
    const bytes = pack.data.subarray(entry.offset, entry.offset + entry.length);
    try {
      if (sumOf(bytes) !== entry.sum) throw new Error('damaged');
      const value: unknown = JSON.parse(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'));
      used.add(key);
      return value;
    } catch {
      pack.entries.delete(key);
      return undefined;
    }
  }

  function getBytes(key: string): Uint8Array | undefined {
    const parts = freshBytes.get(key);
    if (parts) return Buffer.concat(parts);
    pack ??= loadPack(file, limit);
    const entry = pack.entries.get(key);
    if (entry === undefined) return undefined;
    if (!intact(pack.data, entry)) {
      pack.entries.delete(key);
      return undefined;
    }
    used.add(key);
    return pack.data.subarray(entry.offset, entry.offset + entry.length);
  }

  async function write(): Promise<boolean> {
    if (fresh.size === 0 && freshBytes.size === 0) {
      pack = null;
      return true;
    }
    const values = fresh;
    const bytes = freshBytes;
    fresh = new Map();
    freshBytes = new Map();
    try {
      // Another process may have saved since: what it has is kept too.
      const disk = loadPack(file, limit);
      const generation = disk.generation + 1;
      const entries: { key: string; used: number; bytes: Uint8Array }[] = [];
      let sliceEnd = performance.now() + SLICE_MS;
      for (const [key, value] of values) {
        const text = JSON.stringify(value);
        if (text !== undefined) entries.push({ key, used: generation, bytes: Buffer.from(text, 'utf8') });
        if (performance.now() > sliceEnd) {
          await new Promise(resolve => setImmediate(resolve));
          sliceEnd = performance.now() + SLICE_MS;
        }
      }
      for (const [key, parts] of bytes) entries.push({ key, used: generation, bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts) });
      for (const [key, entry] of disk.entries) {
        const last = used.has(key) ? generation : entry.used;
        if (!values.has(key) && !bytes.has(key) && generation - last <= KEEP_SAVES && intact(disk.data, entry)) entries.push({ key, used: last, bytes: disk.data.subarray(entry.offset, entry.offset + entry.length) });
      }
      await replace(file, packBytes(generation, newest(entries, limit)));
      pack = null;
      await tidy(folder!, file);
      return true;
    } catch {
      // Kept in memory, so that this process at least still has them, and a later save may succeed.
      fresh = new Map([...values, ...fresh]);
      freshBytes = new Map([...bytes, ...freshBytes]);
      return false;
    }
  }

  return {
    get,
    put: (key, value) => void fresh.set(key, value),
    getBytes,
    putBytes: (key, parts) => void freshBytes.set(key, parts),
    save: () => (saving = saving.then(write)),
  };
}

function intact(data: Buffer, entry: Entry): boolean {
  return sumOf(data.subarray(entry.offset, entry.offset + entry.length)) === entry.sum;
}

function newest<T extends { readonly used: number; readonly bytes: Uint8Array }>(entries: readonly T[], limit: number): T[] {
  const kept: T[] = [];
  let total = 0;
  for (const entry of [...entries].sort((a, b) => b.used - a.used)) {
    total += entry.bytes.length;
    if (total > limit) break;
    kept.push(entry);
  }
  return kept;
}

/** The pack in a file; an empty one if the file is missing, too large, damaged or no plain file. */
function loadPack(file: string, limit: number): Pack {
  let opened: number | null = null;
  try {
    if (!statSync(file).isFile()) return readPack(Buffer.alloc(0));
    opened = openSync(file, 'r');
    const size = fstatSync(opened).size;
    if (size > limit * 1.5 + 1024 * 1024) return readPack(Buffer.alloc(0));
    const bytes = Buffer.from(new ArrayBuffer(size));
    let length = 0;
    for (let read: number; length < size && (read = readSync(opened, bytes, length, size - length, null)) > 0; ) length += read;
    return readPack(bytes.subarray(0, length));
  } catch {
    return readPack(Buffer.alloc(0));
  } finally {
    if (opened !== null) closeSync(opened);
  }
}

async function replace(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Removes packs that nobody uses and files that a crash left; `own` stays. Failing is no fault. */
async function tidy(folder: string, own: string): Promise<void> {
  const now = Date.now();
  const packs: { file: string; size: number; age: number }[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (!info?.isFile() || !/^[\w-]{24}\.pack(\.[0-9a-f]{12}\.tmp)?$/.test(name) || file === own) continue;
    const age = now - info.mtimeMs;
    if (name.endsWith('.tmp')) {
      if (age > MAX_TEMPORARY_AGE_MS) await rm(file, { force: true }).catch(() => {});
    } else {
      packs.push({ file, size: info.size, age });
    }
  }
  let total = 0;
  for (const { file, size, age } of packs.sort((a, b) => a.age - b.age)) {
    total += size;
    if (total > MAX_FOLDER_BYTES || age > MAX_PACK_AGE_MS) await rm(file, { force: true }).catch(() => {});
  }
}

/** Where a user's caches belong: null if the machine does not say. */
export function cacheFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string | null {
  const join = platform === 'win32' ? path.win32.join : path.posix.join;
  if (platform === 'win32') return env['LOCALAPPDATA'] ? join(env['LOCALAPPDATA'], 'pipewright', 'cache') : null;
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && path.posix.isAbsolute(xdg)) return join(xdg, 'pipewright');
  if (home === '' || !path.posix.isAbsolute(home)) return null;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'pipewright') : join(home, '.cache', 'pipewright');
}

/**
 * A short name (27 characters of base64url) for everything a value depends on. Parts are told apart: ('ab', 'c') and
 * ('a', 'bc') differ. Not meant to withstand someone who makes collisions: they could only fool themselves.
 */
export function contentKey(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha1');
  if (parts.length > 1) hash.update(parts.map(p => (typeof p === 'string' ? Buffer.byteLength(p) : p.length)).join(','));
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}
