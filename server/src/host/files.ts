import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { readIgnore } from '../text/ignore';
import { isSampled, MAX_ARTIFACT_BYTES, MAX_TEXT_BYTES, readTextSync } from './read';
import { type DbtFolders, dbtFolders, ignoredBy, type Layer, layersOf, outerLayers } from './rules';

/**
 * Finds the files of a workspace that some format may recognise.
 *
 *   walk(root, { wanted, exclude })   -> files, sorted by path, and what was left out and why
 *
 * Honoured: `.gitignore` at every level (those above the root too), `.git/info/exclude`, and the settings' `files.exclude`.
 * Never entered: SKIPPED_FOLDERS, Python environments, `target/` of a dbt project but for its artifacts.
 * Entered although ignored: the packages installed in a dbt project, without their integration tests.
 * Links are followed only to places inside the root, never round a loop. Disk calls are short and synchronous, which is several
 * times faster than waiting for each; every SLICE_MS the loop is given back.
 */

/** Files beyond these are left out, and `truncated` says so. */
export const MAX_FILES = 100_000;
export const MAX_FOLDERS = 250_000;
/** Folders nested deeper are not entered. */
export const MAX_DEPTH = 100;
/** Links within linked folders, so that links can't multiply the tree. */
export const MAX_LINK_DEPTH = 3;
const SLICE_MS = 8;

const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform', '__pycache__', 'site-packages']);
/** Names in a folder that say what the folder is. */
const TELLING = new Set(['.git', '.gitignore', 'dbt_project.yml', 'pyvenv.cfg', 'conda-meta']);
const ARTIFACTS: readonly string[] = ['catalog.json', 'manifest.json', 'run_results.json', 'sources.json'];

export interface WalkOptions {
  /** Whether some format may recognise the file, by its path relative to the root. Called often: must be quick. */
  readonly wanted: (path: string) => boolean;
  /** Globs of the `files.exclude` setting, with the meaning of a `.gitignore` line; braces allowed. */
  readonly exclude?: readonly string[];
  /** Only these files, and all in these folders; relative to the root. For events of a watcher. */
  readonly only?: Iterable<string>;
  readonly limits?: { readonly files?: number; readonly folders?: number; readonly bytes?: number };
  readonly signal?: AbortSignal;
}

export interface FoundFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface SkippedPath {
  readonly path: string;
  readonly reason: 'unreadable' | 'large' | 'outside' | 'loop' | 'deep';
}

export interface Listing {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedPath[];
  /** A limit was reached, or the signal came: there may be more files. */
  readonly truncated: boolean;
}

interface Folder {
  /** Relative to the root; '' for the root. */
  readonly path: string;
  /** Where it really is, absolute: differs from root + path below a link. */
  readonly real: string;
  readonly rules: readonly Layer[];
  readonly depth: number;
  /** The folders, by where they really are, whose links led here. */
  readonly links: readonly string[];
  /** It is, or lies in, an installed dbt package. */
  readonly inPackage: boolean;
  /** Outputs and packages of the dbt projects around it, by path relative to the root. */
  readonly dbt: readonly DbtFolders[];
}

/** Never throws: a root that can't be read is an empty listing that says so. */
export async function walk(root: string, options: WalkOptions): Promise<Listing> {
  const files: FoundFile[] = [];
  const skipped: SkippedPath[] = [];
  const excluded = readIgnore((options.exclude ?? []).join('\n'), true);
  const only = options.only ? scopeOf(options.only) : null;
  const maxFiles = options.limits?.files ?? MAX_FILES;
  const maxFolders = options.limits?.folders ?? MAX_FOLDERS;
  let realRoot: string;
  try {
    realRoot = realpathSync.native(root);
  } catch {
    return { files, skipped: [{ path: '', reason: 'unreadable' }], truncated: false };
  }

  const stack: Folder[] = [{ path: '', real: realRoot, rules: outerLayers(realRoot), depth: 0, links: [], inPackage: false, dbt: [] }];
  let folders = 0;
  let truncated = false;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    if (++folders > maxFolders || files.length >= maxFiles || options.signal?.aborted) {
      truncated = true;
      break;
    }
    stack.push(...enter(folder).reverse());
    if (performance.now() > sliceEnd) {
      await new Promise(resolve => setImmediate(resolve));
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length > maxFiles) {
    truncated = true;
    files.length = maxFiles;
  }
  skipped.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, skipped, truncated };

  /** Lists one folder; gives the folders in it that are to be entered. */
  function enter(folder: Folder): Folder[] {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder.real, { withFileTypes: true });
    } catch {
      skipped.push({ path: folder.path, reason: 'unreadable' });
      return [];
    }
    const names = new Set<string>();
    for (const entry of entries) if (TELLING.has(entry.name)) names.add(entry.name);
    if (names.has('pyvenv.cfg') || names.has('conda-meta')) return [];
    const ownGit = names.has('.git') && folder.path !== '';
    const rules = [...(ownGit ? [] : folder.rules), ...layersOf(folder.real, folder.path, names)];
    const dbt = names.has('dbt_project.yml') && !folder.inPackage ? [...folder.dbt, dbtFolders(folder.real, folder.path)] : folder.dbt;
    const inner: Folder[] = [];
    for (const entry of entries) {
      const child = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      // Most files of most repositories end here.
      if ((entry.isFile() && !options.wanted(child)) || (only && !only(child))) continue;
      const here: Folder = { ...folder, path: child, real: path.join(folder.real, entry.name), rules, dbt, depth: folder.depth + 1 };
      if (entry.isDirectory()) inner.push(...folderAt(here));
      else if (entry.isFile()) fileAt(here);
      else if (entry.isSymbolicLink()) inner.push(...linkAt(here, folder.real));
    }
    return inner.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  function folderAt(folder: Folder): Folder[] {
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    if (SKIPPED_FOLDERS.has(name) || excluded.test(folder.path, true)) return [];
    if (!folder.inPackage) {
      if (folder.dbt.some(d => d.outputs.has(folder.path))) {
        for (const artifact of ARTIFACTS.filter(a => options.wanted(`${folder.path}/${a}`))) fileAt({ ...folder, path: `${folder.path}/${artifact}`, real: path.join(folder.real, artifact) }, true);
        return [];
      }
      if (folder.dbt.some(d => d.packages.has(folder.path))) return [{ ...folder, rules: [], inPackage: true }];
    } else if (name === 'integration_tests') {
      return [];
    }
    if (ignoredBy(folder.rules, folder.path, true)) return [];
    if (folder.depth > MAX_DEPTH) {
      skipped.push({ path: folder.path, reason: 'deep' });
      return [];
    }
    return [folder];
  }

  function fileAt(file: Folder, artifact = false): void {
    if (excluded.test(file.path, false) || (!artifact && ignoredBy(file.rules, file.path, false))) return;
    if (only && !only(file.path)) return;
    try {
      const stat = lstatSync(file.real, { throwIfNoEntry: false });
      if (!stat?.isFile()) return;
      const limit = options.limits?.bytes ?? (artifact ? MAX_ARTIFACT_BYTES : isSampled(file.path) ? Number.POSITIVE_INFINITY : MAX_TEXT_BYTES);
      if (stat.size > limit) skipped.push({ path: file.path, reason: 'large' });
      else files.push({ path: file.path, size: stat.size, mtimeMs: stat.mtimeMs });
    } catch {
      skipped.push({ path: file.path, reason: 'unreadable' });
    }
  }

  function linkAt(link: Folder, parent: string): Folder[] {
    let real: string;
    let isFolder: boolean;
    try {
      real = realpathSync.native(link.real);
      const stat = statSync(real);
      isFolder = stat.isDirectory();
      if (!isFolder && !stat.isFile()) return [];
    } catch {
      return [];
    }
    if (!isFolder && !options.wanted(link.path)) return [];
    if (!isWithin(real, realRoot)) {
      skipped.push({ path: link.path, reason: 'outside' });
      return [];
    }
    if (path.relative(realRoot, real).split(path.sep).some(part => SKIPPED_FOLDERS.has(part))) return [];
    if (!isFolder) {
      fileAt({ ...link, real });
      return [];
    }
    const links = [...link.links, parent];
    if (links.some(from => isWithin(from, real)) || links.length > MAX_LINK_DEPTH) {
      skipped.push({ path: link.path, reason: 'loop' });
      return [];
    }
    return folderAt({ ...link, real, links });
  }
}

/** The text of a file below a root, by its path relative to it; null if it is not there, no text, or lies outside once links are followed. */
export function readInside(root: string, relative: string): string | null {
  if (relative === '' || path.isAbsolute(relative) || relative.split('/').includes('..')) return null;
  try {
    const real = realpathSync.native(path.join(root, relative));
    if (!isWithin(real, realpathSync.native(root))) return null;
    const read = readTextSync(real);
    return read.ok ? read.text : null;
  } catch {
    return null;
  }
}

/** Whether something of that path lies below a root, be it a link that leads nowhere; false where it can't be told. */
export function isThere(root: string, relative: string): boolean {
  try {
    return lstatSync(path.join(root, relative), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Names of the files directly in a folder of a root ('' for the root itself), sorted; none where it is not there or leads out of the root. */
export function listInside(root: string, relative: string): readonly string[] {
  if (path.isAbsolute(relative) || relative.split('/').includes('..')) return [];
  try {
    const real = realpathSync.native(path.join(root, relative));
    if (!isWithin(real, realpathSync.native(root))) return [];
    return readdirSync(real, { withFileTypes: true }).flatMap(e => (e.isFile() ? [e.name] : [])).sort();
  } catch {
    return [];
  }
}

/** Whether `inner` is `outer` or lies in it; both absolute. */
export function isWithin(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** Paths on the way to, equal to, or within the given ones. */
function scopeOf(paths: Iterable<string>): (path: string) => boolean {
  const targets = new Set<string>();
  const ways = new Set<string>();
  for (const p of paths) {
    targets.add(p);
    for (let at = p.indexOf('/'); at >= 0; at = p.indexOf('/', at + 1)) ways.add(p.slice(0, at));
  }
  if (targets.has('')) return () => true;
  return p => {
    if (targets.has(p) || ways.has(p)) return true;
    for (let at = p.indexOf('/'); at >= 0; at = p.indexOf('/', at + 1)) if (targets.has(p.slice(0, at))) return true;
    return false;
  };
}
