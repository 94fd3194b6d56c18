import { type IgnoreRules, readIgnore } from '../../../text/ignore';
import { entry } from '../../../text/entry';
import type { DbtProject, PathKind, Project } from './data';

/** What a file of a dbt project is. */
export interface FileRole {
  readonly kind:
    | 'model' | 'pythonModel' | 'seed' | 'snapshot' | 'singularTest' | 'genericTest' | 'fixture' | 'analysis' | 'macro' | 'function'
    | 'docs' | 'properties' | 'project' | 'packages' | 'selectors' | 'profiles' | 'vars' | 'artifact';
  /** File name without its ending. */
  readonly stem: string;
  /** Folders between the resource path and the file: part of the FQN. */
  readonly folders: readonly string[];
  /** The file relative to the project. */
  readonly path: string;
}

const ROOT_FILES: { readonly [name: string]: FileRole['kind'] } = {
  'dbt_project.yml': 'project', 'dbt_project.yaml': 'project', 'packages.yml': 'packages', 'dependencies.yml': 'packages',
  'selectors.yml': 'selectors', 'profiles.yml': 'profiles', 'vars.yml': 'vars',
};

const ARTIFACTS = new Set(['manifest.json', 'catalog.json', 'run_results.json', 'sources.json']);

const PATH_ORDER: readonly PathKind[] = ['models', 'seeds', 'snapshots', 'tests', 'analyses', 'macros', 'functions', 'docs'];

/**
 * What a file is to a project, by its path alone; null if dbt does not read it. Of several resource paths that hold the
 * file the longest wins. `path` is relative to the workspace root.
 */
export function fileRole(path: string, project: Project): FileRole | null {
  const own = project.root === '' ? path : path.startsWith(`${project.root}/`) ? path.slice(project.root.length + 1) : null;
  if (own === null) return null;
  const cut = own.lastIndexOf('/');
  const name = own.slice(cut + 1);
  const folder = cut < 0 ? '' : own.slice(0, cut);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const rootKind = entry(ROOT_FILES, name);
  if (rootKind && (folder === '' || rootKind === 'profiles')) return { kind: rootKind, stem, folders: [], path: own };
  if (folder === project.data.targetPath) return ARTIFACTS.has(name) ? { kind: 'artifact', stem, folders: [], path: own } : null;
  if (within(own, project.data.targetPath) || within(own, project.data.packagesPath)) return null;
  if (/^[.#~]/.test(name) || isIgnored(own, project.data)) return null;
  const place = resourcePath(folder, project.data);
  if (!place) return null;
  const folders = place.rest === '' ? [] : place.rest.split('/');
  const kind = kindOf(place.kind, name.slice(dot + 1).toLowerCase(), folders);
  return kind === null ? null : { kind, stem, folders, path: own };
}

function resourcePath(folder: string, data: DbtProject): { kind: PathKind; rest: string } | null {
  let best: { kind: PathKind; rest: string; length: number } | null = null;
  for (const kind of PATH_ORDER)
    for (const path of data.paths[kind]) {
      if (path !== '' && folder !== path && !folder.startsWith(`${path}/`)) continue;
      if (!best || path.length > best.length) best = { kind, rest: folder.slice(path === '' ? 0 : path.length + 1), length: path.length };
    }
  return best;
}

function kindOf(place: PathKind, ending: string, folders: readonly string[]): FileRole['kind'] | null {
  if (place === 'tests' && folders[0] === 'fixtures') return ending === 'csv' || ending === 'sql' ? 'fixture' : ending === 'yml' || ending === 'yaml' ? 'properties' : null;
  if (ending === 'md') return 'docs';
  if (place === 'docs') return null;
  if (ending === 'yml' || ending === 'yaml') return 'properties';
  if (place === 'models') return ending === 'sql' ? 'model' : ending === 'py' ? 'pythonModel' : null;
  if (place === 'seeds') return ending === 'csv' ? 'seed' : null;
  if (place === 'functions') return ending === 'sql' || ending === 'py' || ending === 'js' ? 'function' : null;
  if (ending !== 'sql') return null;
  if (place === 'snapshots') return 'snapshot';
  if (place === 'tests') return folders[0] === 'generic' ? 'genericTest' : 'singularTest';
  return place === 'analyses' ? 'analysis' : 'macro';
}

function within(path: string, folder: string): boolean {
  return folder !== '' && path.startsWith(`${folder}/`);
}

const matchers = new WeakMap<readonly string[], IgnoreRules>();

/** Whether `.dbtignore` (gitignore patterns) leaves the file out. */
function isIgnored(path: string, data: DbtProject): boolean {
  if (data.ignore.length === 0) return false;
  let matcher = matchers.get(data.ignore);
  if (!matcher) {
    matcher = readIgnore(data.ignore.join('\n'));
    matchers.set(data.ignore, matcher);
  }
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (matcher.test(path.slice(0, at), true)) return true;
  return matcher.test(path, false) === true;
}

/** The path of FQN parts of a node: package, folders, name. */
export function fqn(project: Project, role: FileRole, name: string): string[] {
  return [project.name, ...role.folders, name];
}
