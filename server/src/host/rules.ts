import { lstatSync } from 'node:fs';
import path from 'node:path';
import { type IgnoreRules, readIgnore } from '../text/ignore';
import { readTextSync } from './read';

/**
 * What the walk reads to know where not to go: `.gitignore`, `.git/info/exclude`, and two paths in `dbt_project.yml`.
 * Files that are missing, too large or no plain files count as empty.
 */

const MAX_RULE_BYTES = 1024 * 1024;
/** Folders above the root that are looked at for the repository's top. */
const MAX_CLIMB = 64;

/** Patterns and how a path relative to the root becomes one relative to them: `strip` characters go, `prefix` comes before. */
export interface Layer {
  readonly strip: number;
  readonly prefix: string;
  readonly rules: IgnoreRules;
}

export function ignoredBy(layers: readonly Layer[], file: string, isFolder: boolean): boolean {
  for (let i = layers.length - 1; i >= 0; i--) {
    const { strip, prefix, rules } = layers[i]!;
    const verdict = rules.test(prefix + file.slice(strip), isFolder);
    if (verdict !== null) return verdict;
  }
  return false;
}

/** Patterns that a folder itself brings; `names` are its entries, `at` its path relative to the root. */
export function layersOf(folder: string, at: string, names: ReadonlySet<string>): Layer[] {
  const texts = [names.has('.git') ? excludeText(folder) : '', names.has('.gitignore') ? text(path.join(folder, '.gitignore')) : ''];
  const strip = at === '' ? 0 : at.length + 1;
  return texts.filter(t => t !== '').map(t => ({ strip, prefix: '', rules: readIgnore(t) }));
}

/** Patterns of the folders above the root, as far as the repository reaches; none if they would ignore the root itself. */
export function outerLayers(root: string): Layer[] {
  const above: string[] = [];
  let top = root;
  while (!exists(path.join(top, '.git'))) {
    const parent = path.dirname(top);
    if (parent === top || above.length >= MAX_CLIMB) return [];
    top = parent;
    above.unshift(top);
  }
  const layers: Layer[] = [];
  for (const folder of above) {
    const prefix = `${path.relative(folder, root).split(path.sep).join('/')}/`;
    layers.push(...layersOf(folder, '', new Set(['.git', '.gitignore'])).map(l => ({ ...l, prefix })));
  }
  // A folder is ignored if any folder on the way to it is; each is asked relative to every layer above it.
  for (let way = root; way !== top; way = path.dirname(way)) {
    const below = path.relative(way, root).length;
    const asked = layers
      .map(l => ({ ...l, prefix: l.prefix.slice(0, l.prefix.length - 1 - (below === 0 ? 0 : below + 1)) }))
      .filter(l => l.prefix !== '');
    if (ignoredBy(asked, '', true)) return [];
  }
  return layers;
}

function excludeText(folder: string): string {
  const git = path.join(folder, '.git');
  if (isFolder(git)) return text(path.join(git, 'info', 'exclude'));
  const pointer = /^gitdir: (.+?)\r?\n?$/.exec(text(git))?.[1];
  if (!pointer) return '';
  const own = path.resolve(folder, pointer);
  const common = text(path.join(own, 'commondir')).trim();
  return text(path.join(common === '' ? own : path.resolve(own, common), 'info', 'exclude'));
}

/** Folders of a dbt project that it fills itself, relative to the root. */
export interface DbtFolders {
  readonly outputs: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** `folder` absolute, `at` relative to the root. */
export function dbtFolders(folder: string, at: string): DbtFolders {
  const project = text(path.join(folder, 'dbt_project.yml'));
  const named = (key: string): string[] => {
    const line = new RegExp(`^${key}:(.*)$`, 'm').exec(project)?.[1]?.trim() ?? '';
    const quote = line[0] === '"' || line[0] === "'" ? line[0] : null;
    const value = quote ? line.slice(1, Math.max(line.indexOf(quote, 1), 1)) : line.split(' #', 1)[0]!.trim();
    const inside = value === '' || value.includes('{') ? '' : path.posix.normalize(value).replace(/\/$/, '');
    return inside === '' || inside === '.' || inside.startsWith('..') || path.posix.isAbsolute(inside) ? [] : [inside];
  };
  const place = (names: string[]) => new Set(names.map(n => (at === '' ? n : `${at}/${n}`)));
  return {
    outputs: place(['target', ...named('target-path')]),
    packages: place(['dbt_packages', 'dbt_modules', 'dbt_internal_packages', ...named('packages-install-path')]),
  };
}

function text(file: string): string {
  const read = readTextSync(file, MAX_RULE_BYTES);
  return read.ok ? read.text : '';
}

function exists(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function isFolder(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
