import type { ProjectContext } from '../../../model/format';
import type { Json } from '../../../model/key';
import type { Lookup } from '../names';
import { flagValue, readVersionRange } from './version';

export type JsonMap = { readonly [name: string]: Json };

/** Resource types with paths of their own. */
export type PathKind = 'models' | 'seeds' | 'snapshots' | 'tests' | 'analyses' | 'macros' | 'functions' | 'docs';

/** Hierarchies of configuration in `dbt_project.yml`, by the key that holds them. */
export const HIERARCHIES = [
  'models', 'seeds', 'snapshots', 'sources', 'tests', 'data_tests', 'unit_tests', 'exposures', 'metrics', 'semantic-models', 'saved-queries', 'analyses', 'functions',
] as const;

/** A package a project asks for. */
export interface DeclaredPackage {
  readonly kind: 'hub' | 'git' | 'local' | 'tarball' | 'private' | 'project';
  /** As written: `dbt-labs/dbt_utils`, an address, a path. */
  readonly from: string;
  /** The name it most likely has in dbt; exact only for `tarball` and `project`. */
  readonly name: string;
  readonly version: string | null;
}

export interface Target {
  readonly name: string | null;
  readonly adapter: string | null;
  /** Literal values of the profile; null where they are unknown or come from the environment. */
  readonly database: string | null;
  readonly schema: string | null;
}

/** What the settings of a project say, or those of its owner. */
export interface ProjectSettings {
  readonly name: string;
  readonly configs: { readonly [hierarchy: string]: JsonMap };
  readonly vars: JsonMap;
  readonly flags: JsonMap;
  readonly requires: Json;
  readonly profile: string | null;
  readonly target: Target;
  readonly quoting: JsonMap;
  readonly dispatch: readonly { readonly namespace: string; readonly order: readonly string[] }[];
}

/** The data of a dbt project's context. Unknown values are null; texts with Jinja are kept as they stand. */
export interface DbtProject extends ProjectSettings {
  readonly version: string | null;
  readonly paths: { readonly [kind in PathKind]: readonly string[] };
  /** Whether other packages may only use what is public here. */
  readonly restrictAccess: boolean;
  readonly packagesPath: string;
  readonly targetPath: string;
  readonly declared: readonly DeclaredPackage[];
  /** Names of the packages found in the install folder, sorted. */
  readonly installed: readonly string[];
  /** True if some declared package isn't there, so that names may exist where nobody can look. */
  readonly open: boolean;
  /** Folders of local packages that lie outside of this project: projects of their own in the same repository. */
  readonly elsewhere: readonly string[];
  /** Scopes of projects inside this one that use it as a local package: each is the root project of its own runs. */
  readonly users: readonly string[];
  /** Lines of `.dbtignore`. */
  readonly ignore: readonly string[];
  /** Folders of the projects inside this one, relative to it: what lies there is not this project's. */
  readonly inside: readonly string[];
  /** Set for an installed package: the settings of the project that uses it. */
  readonly owner: ProjectSettings | null;
}

/** A dbt project with its place: what the extractors are handed. */
export interface Project {
  readonly root: string;
  /** Scope of its keys: the folder of the root project. */
  readonly scope: string;
  readonly name: string;
  readonly data: DbtProject;
  /** The root project's settings: the owner's for an installed package, else its own. */
  readonly main: ProjectSettings;
  readonly isPackage: boolean;
  /** Set to look at values without the defaults of unset variables: those may come from the command line. */
  readonly strict?: boolean;
}

/** The dbt project a context describes; null for contexts of other formats. */
export function projectOf(context: ProjectContext | null): Project | null {
  if (context?.format !== 'dbt') return null;
  const data = context.data as unknown as DbtProject;
  return { root: context.root, scope: context.owner, name: context.name, data, main: data.owner ?? data, isPackage: data.owner !== null };
}

/** From where a file of the project looks names up. */
export function lookupOf(project: Project): Lookup {
  const ownFirst = flag(project, 'require_ref_searches_node_package_before_root') === true;
  return { scope: project.scope, root: project.main.name, own: project.name, also: project.data.elsewhere, ...(ownFirst ? { ownFirst } : {}) };
}

/** The value of a behaviour flag: the root project's; null if files don't tell. */
export function flag(project: Project, name: string): boolean | null {
  return flagValue(project.main.flags, readVersionRange(project.main.requires), name);
}

/** Name of the SQL dialect of a project, after its adapter; null if unknown. */
export function dialectOf(project: Project | null): string | null {
  return project?.main.target.adapter?.toLowerCase() ?? null;
}

export function asMap(value: Json | undefined): JsonMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonMap) : {};
}

export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
}

export function asTexts(value: Json | undefined): string[] {
  return asList(value).flatMap(v => asText(v) ?? []);
}
