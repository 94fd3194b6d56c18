import { folderOf } from '../roots';

/** Paths in memory stand for URIs of any scheme; a path that stands for none keeps its own form. */
export function fileURLToPath(uri: string): string {
  return folderOf(uri);
}

export function pathToFileURL(path: string): URL {
  return new URL(`file://${path.split('/').map(encodeURIComponent).join('/')}`);
}
