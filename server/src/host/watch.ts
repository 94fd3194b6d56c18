import { statSync } from 'node:fs';
import path from 'node:path';
import { type FoundFile, type Listing, walk, type WalkOptions } from './files';

/**
 * Turns what a watcher says into events for single files. The watcher itself is the editor's.
 *
 *   fileEvents(root, events, known, options)   folders become their files; ignored files drop out
 *   changedSince(previous, current)            what differs between two listings, for events that were lost
 */
export interface PathEvent {
  /** Relative to the root, with `/`; a file or a folder. */
  readonly path: string;
  readonly type: 'created' | 'changed' | 'deleted';
}

export interface FileEvents {
  readonly created: readonly FoundFile[];
  readonly changed: readonly FoundFile[];
  readonly deleted: readonly string[];
}

/** Files whose event changes what is ignored: after one of them only a whole walk tells the truth. */
export function changesRules(event: PathEvent): boolean {
  return /(^|\/)(\.gitignore|dbt_project\.yml|pyvenv\.cfg)$/.test(event.path);
}

/**
 * `known` are the files of the last listing. The disk decides, not the event's type: a path that exists is created or
 * changed, one that is gone is deleted with everything known below it. One walk serves all events.
 */
export async function fileEvents(root: string, events: readonly PathEvent[], known: ReadonlyMap<string, FoundFile>, options: WalkOptions): Promise<FileEvents> {
  const paths = [...new Set(events.map(e => e.path.replace(/\/$/, '')))];
  const listing = await walk(root, { ...options, only: paths });
  const here = new Map(listing.files.map(f => [f.path, f]));
  const scope = new Set(paths);
  const previous = [...known.values()].filter(f => inScope(f.path, scope));
  const difference = changedSince(previous, listing.files);
  // An editor may write a file twice within the clock's grain: an event for a file counts even if nothing seems to differ.
  const seen = new Set([...difference.created, ...difference.changed].map(f => f.path));
  const again = paths.flatMap(p => (here.has(p) && !seen.has(p) ? [here.get(p)!] : []));
  const gone = listing.truncated ? difference.deleted.filter(p => !exists(path.join(root, p))) : difference.deleted;
  return { created: difference.created, changed: [...difference.changed, ...again], deleted: gone };
}

/** By size and time of last change. Paths in the order of the listings. */
export function changedSince(previous: Listing['files'], current: Listing['files']): FileEvents {
  const before = new Map(previous.map(f => [f.path, f]));
  const after = new Set(current.map(f => f.path));
  return {
    created: current.filter(f => !before.has(f.path)),
    changed: current.filter(f => {
      const old = before.get(f.path);
      return old !== undefined && (old.size !== f.size || old.mtimeMs !== f.mtimeMs);
    }),
    deleted: previous.filter(f => !after.has(f.path)).map(f => f.path),
  };
}

function inScope(file: string, scope: ReadonlySet<string>): boolean {
  if (scope.has(file) || scope.has('')) return true;
  for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) if (scope.has(file.slice(0, at))) return true;
  return false;
}

function exists(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
