import { key, type Key } from '../../model/key';

/**
 * The keys of everything dbt names. The only place that builds them.
 *
 * A scope is the folder of the root project, so that several projects in one repository stay apart, while a project and
 * its installed packages share one scope. Ids are `dbt:<scope>|<unique_id>`; `nameOf(id)` is the id dbt itself uses.
 * Look-up keys have the kind, the scope and (where one package is meant) the package in the namespace, so that
 * `nameOf(key)` is exactly what a user writes: `dbt.ref:shop_dir|orders`, `dbt.ref:shop_dir:shop|orders`.
 */
export type Scope = string;

/** Types of node that `ref` finds. */
export type Refable = 'model' | 'seed' | 'snapshot';

export function nodeId(scope: Scope, uniqueId: string): Key {
  return key(`dbt:${scope}`, uniqueId);
}

/** `model.shop.orders`, `seed.shop.countries`, `exposure.shop.kpi`, … */
export function resourceId(scope: Scope, type: string, pkg: string, name: string): Key {
  return nodeId(scope, `${type}.${pkg}.${name}`);
}

/** `model.shop.orders.v2`. */
export function versionId(scope: Scope, pkg: string, name: string, version: string): Key {
  return nodeId(scope, `model.${pkg}.${name}.v${version}`);
}

/** The table of a source: `source.shop.raw.orders`. */
export function sourceTableId(scope: Scope, pkg: string, source: string, table: string): Key {
  return nodeId(scope, `source.${pkg}.${source}.${table}`);
}

/** The source itself, which dbt gives no id: `source.shop.raw`. */
export function sourceId(scope: Scope, pkg: string, source: string): Key {
  return nodeId(scope, `source.${pkg}.${source}`);
}

export function unitTestId(scope: Scope, pkg: string, model: string, name: string): Key {
  return nodeId(scope, `unit_test.${pkg}.${model}.${name}`);
}

/** Kinds of name that are looked up by package first and then anywhere. */
export type LookupKind =
  | 'ref' | 'source' | 'sourceName' | 'macro' | 'doc' | 'group' | 'metric' | 'measure' | 'semanticModel' | 'savedQuery' | 'exposure'
  | 'test' | 'function' | 'selector' | 'analysis' | 'operation' | 'unitTest' | 'fixture';

export function lookupNamespace(kind: LookupKind, scope: Scope, pkg: string | null): string {
  return pkg === null ? `dbt.${kind}:${scope}` : `dbt.${kind}:${scope}:${pkg}`;
}

/** The key of a name in one package; with `pkg` null the key of the name in any package. */
export function lookupKey(kind: LookupKind, scope: Scope, pkg: string | null, name: string): Key {
  return key(lookupNamespace(kind, scope, pkg), name);
}

/** The keys a thing of package `pkg` answers to. What `ref` finds has one more, for tools that know the name alone: `dbt.node|orders`. */
export function lookupKeys(kind: LookupKind, scope: Scope, pkg: string, name: string): Key[] {
  return [lookupKey(kind, scope, pkg, name), lookupKey(kind, scope, null, name), ...(kind === 'ref' ? [key('dbt.node', name)] : [])];
}

/** The table names of one source, for completion of `source('raw', '…')`. */
export function sourceTablesNamespace(scope: Scope, source: string): string {
  return `dbt.table:${scope}:${source}`;
}

export function sourceTableKey(scope: Scope, source: string, table: string): Key {
  return key(sourceTablesNamespace(scope, source), table);
}

export function packagesNamespace(scope: Scope): string {
  return `dbt.package:${scope}`;
}

export function packageKey(scope: Scope, pkg: string): Key {
  return key(packagesNamespace(scope), pkg);
}

/** A variable set in project `declarer`, for one package (`block`) or for all (null). */
export function varKey(scope: Scope, declarer: string, block: string | null, name: string): Key {
  return key(`dbt.var:${scope}:${declarer}:${block ?? ''}`, name);
}

export function varNamespaces(scope: Scope, root: string, pkg: string): string[] {
  const places: [string, string | null][] = [[root, pkg], [root, null], ...(pkg === root ? [] : ([[pkg, pkg], [pkg, null]] as [string, string | null][]))];
  return places.map(([declarer, block]) => `dbt.var:${scope}:${declarer}:${block ?? ''}`);
}

export function profileKey(name: string): Key {
  return key('dbt.profile', name);
}

/** Types are told apart for `name` as in `ref`: a version is part of the name written after a dot. */
export function versionedName(name: string, version: string): string {
  return `${name}.v${version}`;
}

/** From where a name is looked up. */
export interface Lookup {
  readonly scope: Scope;
  /** Name of the root project. */
  readonly root: string;
  /** Package of the file that names it. */
  readonly own: string;
  /** Whether a package's refs search the package before the root project. */
  readonly ownFirst?: boolean;
  /** Scopes of projects elsewhere in the repository that are used as local packages. */
  readonly also?: readonly Scope[];
}

/**
 * Targets of `ref`, in the order dbt searches: with a package only there; without, from the root project: root, then any;
 * from another package: root, itself, any (itself first if `ownFirst`).
 */
export function refTargets(lookup: Lookup, pkg: string | null, name: string, version: string | null): Key[] {
  return searchTargets('ref', lookup, pkg, version === null ? name : versionedName(name, version));
}

export function searchTargets(kind: LookupKind, lookup: Lookup, pkg: string | null, name: string): Key[] {
  const { scope, root, own } = lookup;
  const also = (lookup.also ?? []).map(s => lookupKey(kind, s, pkg, name));
  if (pkg !== null) return [lookupKey(kind, scope, pkg, name), ...also];
  const packages = own === root ? [root] : lookup.ownFirst ? [own, root] : [root, own];
  return [...packages.map(p => lookupKey(kind, scope, p, name)), lookupKey(kind, scope, null, name), ...also];
}

/** Targets of a macro call: own package, then the root; with a prefix only that package. */
export function macroTargets(lookup: Lookup, pkg: string | null, name: string): Key[] {
  const { scope, root, own } = lookup;
  if (pkg !== null) return [lookupKey('macro', scope, pkg, name), ...(lookup.also ?? []).map(s => lookupKey('macro', s, pkg, name))];
  return own === root ? [lookupKey('macro', scope, root, name)] : [lookupKey('macro', scope, own, name), lookupKey('macro', scope, root, name)];
}

/** Targets of a generic test: without a prefix the root's, the package's own, then any package's. */
export function genericTestTargets(lookup: Lookup, pkg: string | null, test: string): Key[] {
  return searchTargets('macro', lookup, pkg, `test_${test}`);
}

export function varTargets(lookup: Lookup, name: string): Key[] {
  return varNamespaces(lookup.scope, lookup.root, lookup.own).map(n => key(n, name));
}

/**
 * Names of a physical table, from the most to the least exact: `table|analytics.raw.orders`, `table|raw.orders`,
 * `table|orders`. Folded to lower case. Unknown parts end the chain: without a schema only the bare name is left, and
 * `table*|orders` says that the schema is not known, so that a longer name may mean it.
 */
export function relationKeys(database: string | null, schema: string | null, name: string): Key[] {
  const keys: Key[] = [];
  const fold = (parts: readonly string[]): Key => key('table', parts.map(p => p.toLowerCase()).join('.'));
  if (schema !== null && database !== null) keys.push(fold([database, schema, name]));
  if (schema !== null) keys.push(fold([schema, name]));
  keys.push(fold([name]));
  if (schema === null) keys.push(key('table*', name.toLowerCase()));
  return keys;
}

/** Keys a table named in SQL may answer to: the name as written and, if it is longer, its shorter suffixes. */
export function tableTargets(parts: readonly string[]): Key[] {
  const last = parts.slice(-3);
  return last.map((_, i) => key('table', last.slice(i).join('.').toLowerCase()));
}
