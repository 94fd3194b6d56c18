/**
 * Files in memory, in the place of a disk where there is none. Paths are absolute, with `/`. The stand-ins for `node:fs` read
 * it, so that everything that lists and reads folders works in a browser as it does on a machine.
 */
export interface MemoryFile {
  readonly bytes: Uint8Array;
  readonly mtimeMs: number;
}

const folders = new Map<string, Map<string, 'file' | 'folder'>>([['/', new Map()]]);
const files = new Map<string, MemoryFile>();

/** Puts a file where it is said to be; the folders on the way are made. */
export function putFile(path: string, bytes: Uint8Array, mtimeMs: number): void {
  files.set(path, { bytes, mtimeMs });
  enter(path, 'file');
}

export function putFolder(path: string): void {
  if (folders.has(path)) return;
  folders.set(path, new Map());
  if (path !== '/') enter(path, 'folder');
}

/** Takes a file, or a folder with all that is in it, away. */
export function removePath(path: string): void {
  const names = folders.get(path);
  if (names) for (const name of [...names.keys()]) removePath(`${path}/${name}`);
  folders.delete(path);
  files.delete(path);
  folders.get(parentOf(path))?.delete(nameOf(path));
}

export function fileAt(path: string): MemoryFile | undefined {
  return files.get(path);
}

/** What is in a folder; undefined if there is no such folder. */
export function entriesOf(path: string): ReadonlyMap<string, 'file' | 'folder'> | undefined {
  return folders.get(path);
}

function enter(path: string, kind: 'file' | 'folder'): void {
  const parent = parentOf(path);
  putFolder(parent);
  folders.get(parent)!.set(nameOf(path), kind);
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
