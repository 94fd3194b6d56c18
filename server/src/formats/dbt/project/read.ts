import type { ProjectReader } from '../../../model/format';
import type { Json } from '../../../model/key';
import { readYaml } from '../../../syntax/yaml';
import { toJson } from '../../../syntax/yaml/tree';
import { asList, asMap, asText, asTexts, HIERARCHIES, type DbtProject, type DeclaredPackage, type JsonMap, type PathKind, type ProjectSettings } from './data';
import { lastPart, readPackages, somethingMissing } from './packages';
import { literal, readTarget } from './profile';

const PROFILES = ['profiles.yml', 'profiles/profiles.yml', '.dbt/profiles.yml', 'config/profiles.yml'];

/** The dbt-loom plugin brings models of other projects in: names may be theirs. */
const LOOM = 'dbt_loom.config.yml';

/** Keys of `dbt_project.yml` that hold paths: the present one, its older name, the default. */
const PATH_KEYS: { readonly [kind in PathKind]: { readonly keys: readonly string[]; readonly defaults: readonly string[] } } = {
  models: { keys: ['model-paths', 'source-paths'], defaults: ['models'] },
  seeds: { keys: ['seed-paths', 'data-paths'], defaults: ['seeds'] },
  snapshots: { keys: ['snapshot-paths'], defaults: ['snapshots'] },
  tests: { keys: ['test-paths'], defaults: ['tests'] },
  analyses: { keys: ['analysis-paths'], defaults: ['analyses'] },
  macros: { keys: ['macro-paths'], defaults: ['macros'] },
  functions: { keys: ['function-paths'], defaults: ['functions'] },
  docs: { keys: ['docs-paths'], defaults: [] },
};

/**
 * Reads a dbt project from its marker. A folder inside the owner's install folder, or one that the owner names as a
 * `local` package, is a package of the owner and shares its scope; any other project inside is one of its own.
 */
export const projectReader: ProjectReader = {
  markers: ['dbt_project.yml', 'dbt_project.yaml'],
  companions: ['packages.yml', 'dependencies.yml', 'package-lock.yml', 'vars.yml', '.dbtignore', LOOM, ...PROFILES],
  read(root, text, inside, outer) {
    const source = text('dbt_project.yml') ?? text('dbt_project.yaml');
    if (source === null) return null;
    const file = yaml(source);
    const profile = literal(file['profile']);
    const packagesPath = trimPath(asText(file['packages-install-path']) ?? asText(file['modules-path']) ?? 'dbt_packages');
    const declared = [...readPackages(yaml(text('packages.yml'))), ...readPackages(yaml(text('dependencies.yml')))];
    const locked = readPackages(yaml(text('package-lock.yml')));
    const below = inside.map(p => ({ path: relative(root, p.root), name: p.name }));
    const local = new Set(declared.filter(p => p.kind === 'local').map(p => trimPath(p.from)));
    const installed = [...new Set(below.filter(p => isInstalled(p.path, packagesPath) || local.has(p.path)).map(p => p.name))].sort();
    const owner = ownerOf(root, outer);
    const users = usersOf(root, inside, text);
    const settings = readSettings(file, yaml(text('vars.yml')), profile, PROFILES.map(p => text(p)).find(t => t !== null) ?? null, root);
    const data: DbtProject = {
      ...settings,
      version: asText(file['version']),
      paths: readPaths(file),
      restrictAccess: file['restrict-access'] === true,
      packagesPath,
      targetPath: trimPath(literal(file['target-path']) ?? 'target'),
      declared,
      installed,
      open: text(LOOM) !== null || (owner ? owner.open : somethingMissing(declared, locked, installed)),
      users,
      elsewhere: [...users, ...declared.flatMap(p => (p.kind === 'local' ? (joined(root, p.from) ?? []) : [])).filter(path => path !== root && !path.startsWith(root === '' ? '' : `${root}/`))],
      ignore: (text('.dbtignore') ?? '').split(/\r\n|\r|\n/).filter(line => line.trim() !== ''),
      inside: below.map(p => p.path).sort(),
      owner: owner?.settings ?? null,
    };
    return { format: 'dbt', root, name: data.name, owner: owner?.root ?? root, open: data.open, data: data as unknown as Json };
  },
};

/**
 * Projects inside this one that use it as a local package (`integration_tests` with `local: ../`). For dbt they are the
 * root project then, so names that this package does not have may be theirs.
 */
function usersOf(root: string, inside: readonly { readonly root: string }[], text: (name: string) => string | null): string[] {
  return inside.flatMap(p => {
    const path = relative(root, p.root);
    const declared = [...readPackages(yaml(text(`${path}/packages.yml`))), ...readPackages(yaml(text(`${path}/dependencies.yml`)))];
    return declared.some(d => d.kind === 'local' && joined(p.root, d.from) === root) ? [p.root] : [];
  });
}

function readSettings(file: JsonMap, varsFile: JsonMap, profile: string | null, profiles: string | null, root: string): ProjectSettings {
  const configs: { [hierarchy: string]: JsonMap } = {};
  for (const name of HIERARCHIES) if (name in file) configs[name] = asMap(file[name]);
  const dispatch = asList(file['dispatch']).flatMap(entry => {
    const namespace = asText(asMap(entry)['macro_namespace']);
    return namespace === null ? [] : [{ namespace, order: asTexts(asMap(entry)['search_order']) }];
  });
  return {
    name: literal(file['name']) ?? (lastPart(root) || 'project'),
    configs,
    vars: 'vars' in file ? asMap(file['vars']) : asMap(varsFile['vars']),
    flags: asMap(file['flags']),
    requires: file['require-dbt-version'] ?? null,
    profile,
    target: readTarget(yaml(profiles), profile),
    quoting: asMap(file['quoting']),
    dispatch,
  };
}

function readPaths(file: JsonMap): DbtProject['paths'] {
  const out = {} as { [kind in PathKind]: readonly string[] };
  for (const kind of Object.keys(PATH_KEYS) as PathKind[]) {
    const { keys, defaults } = PATH_KEYS[kind];
    const found = keys.flatMap(k => asTexts(file[k]));
    out[kind] = keys.some(k => asList(file[k]).length > 0) ? [...new Set(found.map(trimPath))] : defaults;
  }
  return out;
}

/** The project that uses the one at `root` as a package, with its settings; null if none does. */
function ownerOf(root: string, outer: { readonly root: string; readonly data: Json } | null): { root: string; open: boolean; settings: ProjectSettings } | null {
  if (!outer || !('packagesPath' in asMap(outer.data))) return null;
  const data = outer.data as unknown as DbtProject;
  const path = relative(outer.root, root);
  const isLocal = data.declared.some((p: DeclaredPackage) => p.kind === 'local' && trimPath(p.from) === path);
  if (!isLocal && !isInstalled(path, data.packagesPath)) return null;
  const { name, configs, vars, flags, requires, profile, target, quoting, dispatch } = data.owner ?? data;
  return { root: outer.root, open: data.open, settings: { name, configs, vars, flags, requires, profile, target, quoting, dispatch } };
}

/** Whether a path relative to the project is a folder directly in its install folder; those starting with `__` are ignored by dbt. */
function isInstalled(path: string, packagesPath: string): boolean {
  if (!path.startsWith(`${packagesPath}/`)) return false;
  const rest = path.slice(packagesPath.length + 1);
  return !rest.startsWith('__') && !rest.includes('/');
}

function relative(root: string, path: string): string {
  if (root === '') return path;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** A relative path from a folder; null if it leaves the workspace. */
function joined(root: string, path: string): string | null {
  const out = root === '' ? [] : root.split('/');
  for (const part of path.replace(/\\/g, '/').split('/')) {
    if (part === '..') {
      if (out.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') out.push(part);
  }
  return out.join('/');
}

/** A path as written in a setting, without `./`, doubled and closing slashes. */
export function trimPath(path: string): string {
  return path.replace(/\\/g, '/').split('/').filter(p => p !== '' && p !== '.').join('/');
}

function yaml(text: string | null): JsonMap {
  return text === null ? {} : asMap(toJson(readYaml(text).root));
}
