import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** What stands at an absolute path; null if nothing does, or it can't be looked at. Links are followed. */
export function kindOf(file: string): 'file' | 'folder' | null {
  try {
    const stat = statSync(file);
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : null;
  } catch {
    return null;
  }
}

/**
 * The nearest folder, this one or above it, that holds a repository (`.git`, a folder or the file of a worktree or
 * submodule); null if none does. The path stays as written: links in it are not resolved.
 */
export function repositoryRoot(folder: string): string | null {
  let at = path.resolve(folder);
  for (;;) {
    if (existsSync(path.join(at, '.git'))) return at;
    const above = path.dirname(at);
    if (above === at) return null;
    at = above;
  }
}
