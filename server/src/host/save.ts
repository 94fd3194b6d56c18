import { existsSync, mkdirSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from './files';
import { writeEdits } from './write';

/** A file before and after, relative to the root with `/`. `before` null: it is new; `after` null: it goes. */
export interface SavedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Brings files on disk from one text to another; gives those that could not be written, and why. Existing files keep mode
 * and encoding and are refused if they have changed since (`writeEdits`); a new file is refused if one stands there, and
 * all are that lie outside the root.
 */
export function saveFiles(root: string, files: readonly SavedFile[]): { readonly path: string; readonly message: string }[] {
  return files.flatMap(file => {
    const message = save(root, file);
    return message === null ? [] : [{ path: file.path, message }];
  });
}

/** Writes a file at an absolute path that the user named, with the folders above it; one that stands there is replaced. Gives what went wrong, null if nothing did. */
export function writeWhole(file: string, text: string): string | null {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return null;
  } catch (error) {
    return `${file} could not be written: ${(error as Error).message}`;
  }
}

function save(root: string, { path: file, before, after }: SavedFile): string | null {
  if (before !== null && after !== null) {
    const [written] = writeEdits(root, [{ path: file, before, edits: [{ span: { start: 0, end: before.length }, text: after }] }]);
    return written === undefined || written.ok ? null : written.message;
  }
  try {
    const full = path.resolve(root, file);
    if (!isWithin(full, root) || full === root) return `${file} lies outside the workspace`;
    if (!realFolderInside(root, path.dirname(full))) return `${file} leads out of the workspace through a link`;
    if (after === null) {
      unlinkSync(full);
      return null;
    }
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, after, { flag: 'wx' });
    return null;
  } catch (error) {
    return `${file} could not be ${after === null ? 'removed' : 'made'}: ${(error as Error).message}`;
  }
}

/** Whether the nearest folder that exists, links followed, lies in the root. */
function realFolderInside(root: string, folder: string): boolean {
  let at = folder;
  while (!existsSync(at) && path.dirname(at) !== at) at = path.dirname(at);
  const real = realpathSync.native(at);
  const realRoot = realpathSync.native(root);
  return real === realRoot || isWithin(real, realRoot);
}
