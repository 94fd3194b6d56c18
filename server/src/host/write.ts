import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, fsyncSync, openSync, realpathSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, type TextEdit } from '../text/span';
import { isWithin } from './files';
import { decode, encode, readTextSync } from './read';

/**
 * Writes fixes to disk.
 *
 *   writeEdits(root, changes)   one result per change, in order; never throws
 *
 * Each file is replaced whole (a temporary file beside it, then a rename), so a reader sees the old or the new text and a
 * full disk leaves the old. Mode, encoding and byte order mark stay; a link inside the root stays a link and its target is
 * written. Refused: paths and links that leave the root, files whose text is no longer `before`, texts that the file's
 * encoding can't hold, and files whose bytes would not survive being read and written.
 */
export interface Change {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The text that the edits were made for. */
  readonly before: string;
  readonly edits: readonly TextEdit[];
}

export type Written =
  | { readonly path: string; readonly ok: true; readonly changed: boolean }
  | { readonly path: string; readonly ok: false; readonly reason: 'outside' | 'changed' | 'missing' | 'unreadable' | 'encoding' | 'failed'; readonly message: string };

export function writeEdits(root: string, changes: readonly Change[]): Written[] {
  return changes.map(change => writeOne(root, change));
}

function writeOne(root: string, change: Change): Written {
  const refuse = (reason: Exclude<Written, { ok: true }>['reason'], message: string): Written => ({ path: change.path, ok: false, reason, message });
  const file = realPlace(root, change.path);
  if (file === 'outside') return refuse('outside', `${change.path} lies outside the workspace, or leads out of it through a link`);
  if (file === 'missing') return refuse('missing', `${change.path} does not exist`);
  const read = readTextSync(file);
  if (!read.ok) return refuse(read.reason === 'missing' ? 'missing' : 'unreadable', `${change.path} can't be read as text (${read.reason})`);
  if (read.text !== change.before) return refuse('changed', `${change.path} has changed since it was read`);
  const after = applyEdits(change.before, change.edits);
  if (after === change.before) return { path: change.path, ok: true, changed: false };
  const same = encode(read.text, read.encoding);
  const bytes = encode(after, read.encoding);
  if (!same || !bytes || Buffer.compare(same, read.bytes) !== 0) return refuse('encoding', `${change.path} is encoded so (${read.encoding}) that the fix can't be written without harm`);
  if (decode(bytes)?.text !== after) return refuse('encoding', `${change.path} would be read otherwise than it was written (${read.encoding})`);
  try {
    replaceFile(file, bytes);
    return { path: change.path, ok: true, changed: true };
  } catch (error) {
    return refuse('failed', `${change.path} could not be written: ${(error as Error).message}`);
  }
}

function realPlace(root: string, relative: string): string | 'outside' | 'missing' {
  if (relative === '' || path.isAbsolute(relative) || relative.includes('\0')) return 'outside';
  try {
    const realRoot = realpathSync.native(root);
    const wished = path.resolve(realRoot, relative);
    if (wished === realRoot || !isWithin(wished, realRoot)) return 'outside';
    const real = realpathSync.native(wished);
    return real !== realRoot && isWithin(real, realRoot) ? real : 'outside';
  } catch {
    return 'missing';
  }
}

/** Replaces the contents of an existing file in one step; throws what the disk says, with nothing left behind. */
function replaceFile(file: string, bytes: Uint8Array): void {
  const stat = statSync(file);
  const temporary = path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const out = openSync(temporary, 'wx', stat.mode & 0o777);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at);
      fsyncSync(out);
    } finally {
      closeSync(out);
    }
    keepOwner(temporary, stat);
    chmodSync(temporary, stat.mode & 0o7777);
    renameSync(temporary, file);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
    throw error;
  }
}

/** Only a privileged user can give a file away; for anyone else the new file is theirs, as after any save. */
function keepOwner(file: string, wanted: { readonly uid: number; readonly gid: number }): void {
  const now = statSync(file);
  if (now.uid === wanted.uid && now.gid === wanted.gid) return;
  try {
    chownSync(file, wanted.uid, wanted.gid);
  } catch {
    // The rename still keeps the contents right.
  }
}
