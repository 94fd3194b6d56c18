import { entriesOf, fileAt, type MemoryFile } from '../disk';

/** The part of `node:fs` that the server reads with, over the files in memory. What writes fails as on a read-only disk. */
export const constants = { O_RDONLY: 0, O_NONBLOCK: 0 };

class Stats {
  readonly size: number;
  readonly mtimeMs: number;

  constructor(private readonly file: MemoryFile | null) {
    this.size = file?.bytes.length ?? 0;
    this.mtimeMs = file?.mtimeMs ?? 0;
  }

  isFile(): boolean {
    return this.file !== null;
  }

  isDirectory(): boolean {
    return this.file === null;
  }

  isSymbolicLink(): boolean {
    return false;
  }
}

class Entry {
  constructor(
    readonly name: string,
    private readonly kind: 'file' | 'folder',
  ) {}

  isFile(): boolean {
    return this.kind === 'file';
  }

  isDirectory(): boolean {
    return this.kind === 'folder';
  }

  isSymbolicLink(): boolean {
    return false;
  }
}

export function existsSync(path: string): boolean {
  return fileAt(path) !== undefined || entriesOf(path) !== undefined;
}

export function statSync(path: string, options?: { readonly throwIfNoEntry?: boolean }): Stats | undefined {
  const file = fileAt(path);
  if (file) return new Stats(file);
  if (entriesOf(path)) return new Stats(null);
  if (options?.throwIfNoEntry === false) return undefined;
  throw failure('ENOENT', path);
}

export const lstatSync = statSync;

export function readdirSync(path: string, options?: { readonly withFileTypes?: boolean }): (Entry | string)[] {
  const entries = entriesOf(path);
  if (!entries) throw failure('ENOENT', path);
  return [...entries].map(([name, kind]) => (options?.withFileTypes ? new Entry(name, kind) : name));
}

export function realpathSync(path: string): string {
  if (!existsSync(path)) throw failure('ENOENT', path);
  return path;
}
realpathSync.native = realpathSync;

const open = new Map<number, { readonly file: MemoryFile; at: number }>();
let last = 2;

export function openSync(path: string): number {
  const file = fileAt(path);
  if (!file) throw failure('ENOENT', path);
  open.set(++last, { file, at: 0 });
  return last;
}

export function closeSync(id: number): void {
  open.delete(id);
}

export function fstatSync(id: number): Stats {
  return new Stats(open.get(id)?.file ?? null);
}

/** Reads on from where the last read ended. */
export function readSync(id: number, into: Uint8Array, offset: number, length: number): number {
  const opened = open.get(id);
  if (!opened) return 0;
  const part = opened.file.bytes.subarray(opened.at, opened.at + length);
  into.set(part, offset);
  opened.at += part.length;
  return part.length;
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
