import builtins from './data/builtins.json';
import packages from './data/packages.json';

/** `ephemeral` is no macro: such models are written into the queries that read them. */
const MATERIALIZATIONS: readonly string[] = [...new Set([...Object.values(builtins.materializations).flat(), 'ephemeral', 'dynamic_table'])].sort();

type Signatures = { readonly [name: string]: string };

const MACROS: { readonly [pkg: string]: Signatures } = builtins.macros;
const TESTS: Signatures = builtins.tests;
const PACKAGES: { readonly [pkg: string]: { readonly macros: Signatures; readonly tests: Signatures } } = packages;

let names: Map<string, { readonly package: string; readonly signature: string }> | null = null;

/** Macros of dbt itself and of its adapters by name, with the parameters as written; a dispatched name wins over an adapter's. */
export function builtInMacros(): ReadonlyMap<string, { readonly package: string; readonly signature: string }> {
  if (names) return names;
  names = new Map();
  for (const [pkg, signatures] of Object.entries(MACROS)) for (const [name, signature] of Object.entries(signatures)) if (!names.has(name)) names.set(name, { package: pkg, signature });
  for (const [name, signature] of Object.entries(TESTS)) names.set(`test_${name}`, { package: 'dbt', signature });
  return names;
}

/** Whether dbt itself, or an adapter of it, brings a macro of that name. */
export function isBuiltInMacro(name: string): boolean {
  return builtInMacros().has(name);
}

/** Parameters of dbt's own generic tests, as written. */
export function builtInTests(): Signatures {
  return TESTS;
}

/** Macros and tests of well-known packages by package name: for completion and hovers where the package isn't installed. */
export function knownPackage(name: string): { readonly macros: Signatures; readonly tests: Signatures } | null {
  return Object.hasOwn(PACKAGES, name) ? PACKAGES[name]! : null;
}

export function knownPackages(): readonly string[] {
  return Object.keys(PACKAGES);
}

/** Materializations that dbt or some adapter brings. */
export function builtInMaterializations(): readonly string[] {
  return MATERIALIZATIONS;
}
