import type { OtherFiles } from '../../../model/format';
import { flagIn, isChangelog, type Item, readChangelog, valueIn } from './tree';

/** Where a file stands among all that one changelog runs. */
export interface Place {
  /** The outermost changelog. */
  readonly root: string;
  /** Sorts as they run; '' for the outermost. */
  readonly order: string;
  /** Whether it only runs in some contexts. */
  readonly conditional: boolean;
}

/** Names that outermost changelogs have by convention. */
const ROOTS = ['db.changelog-master', 'changelog-master', 'db.changelog', 'changelog', 'changelog-root', 'db.changelog-root', 'master', 'root', 'liquibase-changelog', 'main', 'index'];
const ENDINGS = ['xml', 'yaml', 'yml', 'json'];
/** Folders above a file in which its outermost changelog is looked for. */
const MOST_FOLDERS = 5;
/** Changelogs that are read to find one file. */
const MOST_READ = 60;
const MOST_ROOTS = 4;

/** Where a file is included, directly or through other changelogs. Null if no changelog that is known by its name includes it. */
export function placeOf(path: string, files: OtherFiles | undefined): Place | null {
  return files ? placeIn(path, files, { left: MOST_READ }, MOST_ROOTS) : null;
}

interface Budget {
  left: number;
}

function placeIn(path: string, files: OtherFiles, budget: Budget, depth: number): Place | null {
  if (depth <= 0) return null;
  for (const folder of folders(path)) {
    for (const name of ROOTS) {
      for (const ending of ENDINGS) {
        const candidate = `${folder === '' ? '' : `${folder}/`}${name}.${ending}`;
        if (candidate === path) continue;
        const text = files.text(candidate);
        if (text === null || !isChangelog(candidate, text.slice(0, 4_096))) continue;
        const found = find(candidate, text, path, files, budget, new Set());
        if (!found) continue;
        const outer = placeIn(candidate, files, budget, depth - 1);
        return outer ? { root: outer.root, order: `${outer.order}/${found.order}`, conditional: outer.conditional || found.conditional } : { root: candidate, ...found };
      }
    }
  }
  return null;
}

/** The folder of a file and those above it, innermost first. */
function folders(path: string): string[] {
  const out: string[] = [];
  let folder = path;
  while (folder !== '' && out.length < MOST_FOLDERS) {
    const slash = folder.lastIndexOf('/');
    folder = slash < 0 ? '' : folder.slice(0, slash);
    out.push(folder);
  }
  return out;
}

/** The place of an element of a changelog as a text that sorts. */
export function position(...indices: readonly number[]): string {
  return indices.map(i => String(i).padStart(6, '0')).join('/');
}

function find(changelog: string, text: string, path: string, files: OtherFiles, budget: Budget, seen: Set<string>): { readonly order: string; readonly conditional: boolean } | null {
  if (budget.left-- <= 0 || seen.has(changelog)) return null;
  seen.add(changelog);
  const { root } = readChangelog(changelog, text);
  if (!root) return null;
  const inner: { readonly place: string; readonly file: string; readonly relative: boolean; readonly conditional: boolean }[] = [];
  for (const included of inclusions(root)) {
    const at = included.whole ? insideFolder(included, changelog, path) : sameFile(included, changelog, path) ? included.place : null;
    if (at !== null) return { order: at, conditional: included.conditional };
    if (!included.whole && /\.(?:xml|ya?ml|json)$/i.test(included.file)) inner.push(included);
  }
  for (const { place, file, relative, conditional } of inner) {
    for (const candidate of candidates(file, relative, changelog)) {
      const own = files.text(candidate);
      if (own === null) continue;
      const found = find(candidate, own, path, files, budget, seen);
      if (found) return { order: `${place}/${found.order}`, conditional: conditional || found.conditional };
      break;
    }
  }
  return null;
}

interface Inclusion {
  readonly place: string;
  readonly file: string;
  readonly relative: boolean;
  /** All files of a folder. */
  readonly whole: boolean;
  readonly conditional: boolean;
}

/** What a changelog includes, and files of SQL that its change sets run, each with its place. */
function inclusions(root: Item): Inclusion[] {
  return root.items.flatMap((item, i): Inclusion[] => {
    const relative = flagIn(item, 'relativeToChangelogFile') === true;
    const conditional = isConditional(item);
    if (item.name === 'include') return take(valueIn(item, 'file')?.text, { place: position(i), relative, whole: false, conditional });
    if (item.name === 'includeAll') return take(valueIn(item, 'path')?.text, { place: position(i), relative, whole: true, conditional });
    if (item.name !== 'changeSet') return [];
    return item.items.flatMap((change, k) => (change.name === 'sqlFile' ? take(valueIn(change, 'path')?.text, { place: position(i, k), relative: flagIn(change, 'relativeToChangelogFile') === true, whole: false, conditional: conditional || isConditional(change) }) : []));
  });
}

function take(file: string | undefined, rest: Omit<Inclusion, 'file'>): Inclusion[] {
  const plain = (file ?? '').trim().replace(/^classpath\*?:/, '').replace(/\\/g, '/').replace(/^\/+/, '').replace(/\/+$/, '');
  return file === undefined || plain.includes('${') ? [] : [{ file: plain, ...rest }];
}

/** Whether a part runs in some contexts, with some labels, or for some databases only. */
export function isConditional(item: Item): boolean {
  return ['context', 'contextFilter', 'labels', 'dbms'].some(name => !/^\s*(?:all)?\s*$/.test(valueIn(item, name)?.text ?? ''));
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function joined(folder: string, file: string): string | null {
  const out = folder === '' ? [] : folder.split('/');
  for (const part of file.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return null;
  }
  return out.join('/');
}

/** Where a file may lie: beside the changelog, or below a folder of the search path. */
function candidates(file: string, relative: boolean, changelog: string): string[] {
  if (relative) return [joined(folderOf(changelog), file)].filter(p => p !== null);
  return folders(changelog).flatMap(folder => joined(folder, file) ?? []);
}

function sameFile(included: Inclusion, changelog: string, path: string): boolean {
  return candidates(included.file, included.relative, changelog).includes(path);
}

/** The place of a file in a folder that is included as a whole: files run in the order of their paths. */
function insideFolder(included: Inclusion, changelog: string, path: string): string | null {
  const folder = candidates(included.file, included.relative, changelog).find(c => c !== '' && path.startsWith(`${c}/`));
  return folder === undefined ? null : `${included.place}/${path.slice(folder.length + 1)}`;
}
