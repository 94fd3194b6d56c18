import type { Json } from '../../../model/key';
import { asList, asMap, asText, type DeclaredPackage } from './data';

/** The packages that `packages.yml` or `dependencies.yml` ask for. Entries that are no package are left out. */
export function readPackages(file: Json): DeclaredPackage[] {
  const out: DeclaredPackage[] = [];
  for (const entry of asList(asMap(file)['packages'])) {
    const found = readPackage(entry);
    if (found) out.push(found);
  }
  for (const entry of asList(asMap(file)['projects'])) {
    const name = asText(asMap(entry)['name']);
    if (name) out.push({ kind: 'project', from: name, name, version: null });
  }
  return out;
}

export function readPackage(entry: Json): DeclaredPackage | null {
  const map = asMap(entry);
  const version = versionText(map['version'] ?? map['revision']);
  const own = asText(map['name']);
  const hub = asText(map['package']);
  if (hub) return { kind: 'hub', from: hub, name: own ?? lastPart(hub), version };
  const git = asText(map['git']);
  if (git) return { kind: 'git', from: git, name: own ?? lastPart(asText(map['subdirectory']) ?? git), version };
  const local = asText(map['local']);
  if (local) return { kind: 'local', from: local, name: own ?? lastPart(local), version: null };
  const tarball = asText(map['tarball']);
  if (tarball) return { kind: 'tarball', from: tarball, name: own ?? lastPart(tarball), version: null };
  const hidden = asText(map['private']);
  if (hidden) return { kind: 'private', from: hidden, name: own ?? lastPart(hidden), version };
  return null;
}

function versionText(value: Json | undefined): string | null {
  if (Array.isArray(value)) return value.flatMap(v => asText(v) ?? []).join(',') || null;
  return asText(value);
}

/** The last part of a path or address: `dbt_utils` of `dbt-labs/dbt_utils`; endings such as `.git` go. */
export function lastPart(path: string): string {
  const parts = path.split('/').filter(p => p !== '' && p !== '.' && p !== '..');
  return (parts.at(-1) ?? path).replace(/\.(git|tar\.gz|tgz|zip)$/, '');
}

/**
 * Whether some declared package is missing in the install folder. Packages of a lock file count as declared too.
 * dbt compares the two numbers; names are compared here where they are sure, since a folder may be a left-over.
 */
export function somethingMissing(declared: readonly DeclaredPackage[], locked: readonly DeclaredPackage[], installed: readonly string[]): boolean {
  if (declared.some(p => p.kind === 'project')) return true;
  const wanted = Math.max(declared.length, locked.length);
  if (installed.length < wanted) return true;
  const names = new Set(installed);
  return declared.some(p => p.kind === 'hub' && !names.has(p.name) && !names.has(p.name.replace(/-/g, '_')) && installed.length <= wanted);
}
