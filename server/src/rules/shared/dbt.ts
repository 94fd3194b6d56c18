import type { Check, Declaration, Path, QueryFact } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json } from '../../model/key';
import type { Fix } from '../../model/rule';
import type { CheckView, DocumentView, Entity, Workspace } from '../../model/workspace';

/** A dataset of dbt as a property file describes it. */
export interface Described {
  readonly declaration: Declaration & { readonly path: Path };
  readonly entity: Entity;
}

/** A test to be added: its name as written, with its arguments. */
export interface NewTest {
  readonly test: string;
  readonly arguments?: { readonly [name: string]: Json };
}

/** Whether a file is the user's own: advice about installed packages helps nobody. */
export function isOwnFile(document: DocumentView): boolean {
  return document.format === 'dbt' && document.project !== null && document.project.owner === document.project.root;
}

/**
 * Enabled datasets that a property file of the project describes, by type (`dbt.model`, …). Versions of a model share their
 * base entry, so they are left out.
 */
export function* describedDatasets(document: DocumentView, ws: Workspace, types: readonly string[]): Iterable<Described> {
  if (!isOwnFile(document)) return;
  for (const declaration of document.facts.declarations) {
    if (declaration.path === null || !types.includes(declaration.type) || declaration.attributes.version !== undefined) continue;
    const entity = ws.entity(declaration.id);
    if (entity?.enabled && entity.definitions > 0) yield { declaration: declaration as Described['declaration'], entity };
  }
}

/** The file that defines an entity, as its own document: the SQL of a model. */
export function definingDocument(entity: Entity, ws: Workspace): DocumentView | undefined {
  const file = entity.roles.find(r => r.role === 'defines')?.file;
  return file === undefined ? undefined : ws.document(file);
}

/** Part of an entity's config by name; null if nothing says it. */
export function configOf(entity: Entity, name: string): Json {
  return entity.attributes.config?.[name] ?? null;
}

/** Whether a config's value is only known when dbt runs. */
export function isDynamic(entity: Entity, name: string): boolean {
  const dynamic = entity.attributes.more?.['dynamic'];
  return Array.isArray(dynamic) && dynamic.includes(name);
}

/** Whether a test of the kind is declared on exactly this column. Those under a `where` count too, and those that are switched off: somebody has decided. */
export function isTested(checks: readonly CheckView[], assertion: string, column: string): boolean {
  const name = fold(column);
  return checks.some(c => c.check.assertion === assertion && c.check.columns.length === 1 && fold(c.check.columns[0]!) === name);
}

/** Whether any test of the dataset is about uniqueness, whatever package it comes from. */
export function hasUniquenessTest(checks: readonly CheckView[]): boolean {
  return checks.some(c => /unique|primary_key|duplicate|cardinality|(^|[._])pk($|_)/i.test(c.check.test));
}

/** A column's name for comparison: without quotes, in lower case. */
export function fold(name: string): string {
  return name.replace(/^["`[]|["`\]]$/g, '').toLowerCase();
}

/** Operations that add tests to a column, whose entry is made if there is none. */
export function addColumnTests(document: DocumentView, declaration: Described['declaration'], column: string, tests: readonly NewTest[]): readonly EditOperation[] {
  const entry = declaration.columns.find(c => fold(c.name) === fold(column));
  const holder = entry?.path ?? declaration.path;
  const key = testsKey(document, holder);
  const values = tests.map(t => testValue(document, t));
  if (!entry?.path) return [{ op: 'append', path: [...declaration.path, 'columns'], value: { name: column, [key]: values } }];
  return values.map(value => ({ op: 'append' as const, path: [...entry.path!, key], value }));
}

/** The operation that adds a test to a dataset itself. */
export function addDatasetTest(document: DocumentView, path: Path, test: NewTest): EditOperation {
  return { op: 'append', path: [...path, testsKey(document, path)], value: testValue(document, test) };
}

/** A test as an item of a list, in the style of the project: arguments under `arguments` where dbt or the file wants them there. */
export function testValue(document: DocumentView, { test, arguments: args }: NewTest): Json {
  if (!args) return test;
  return { [test]: nestsArguments(document) ? { arguments: args } : args };
}

/** `data_tests`, or `tests` where the entry, the file or the age of the project says so. */
export function testsKey(document: DocumentView, holder: Path): 'tests' | 'data_tests' {
  const used = document.facts.checks.flatMap(c => keyOf(c.path));
  const here = document.facts.checks.find(c => c.path && c.path.length === holder.length + 2 && holder.every((p, i) => p === c.path![i]));
  const own = here ? keyOf(here.path)[0] : undefined;
  if (own) return own;
  if (used.length > 0) return used.filter(k => k === 'tests').length * 2 > used.length ? 'tests' : 'data_tests';
  return lowestMinor(document) < 8 ? 'tests' : 'data_tests';
}

function keyOf(path: Path | null): ('tests' | 'data_tests')[] {
  const name = path?.at(-2);
  return name === 'tests' || name === 'data_tests' ? [name] : [];
}

/** Whether new arguments go under `arguments`: by the flag, else by the file's habit, else by the oldest version that may run it. */
function nestsArguments(document: DocumentView): boolean {
  const flag = projectData(document)['flags'] as { [name: string]: Json } | undefined;
  const wanted = flag?.['require_generic_test_arguments_property'];
  if (typeof wanted === 'boolean') return wanted;
  const withArguments = document.facts.checks.filter(c => Object.keys(c.arguments).length > 0);
  if (withArguments.length > 0) return withArguments.some(c => hasNestedArguments(document, c));
  return lowestMinor(document) >= 11;
}

/** Whether a test of this file has its arguments under `arguments`. */
export function hasNestedArguments(document: DocumentView, check: Check): boolean {
  return /[\s{,"']arguments["']?\s*:/.test(document.text.slice(check.span.start, check.span.end));
}

/** Path of an argument of a test; null for the `test_name` form, whose arguments stand elsewhere. */
export function argumentPath(document: DocumentView, check: Check, argument: string): Path | null {
  if (!check.path || /\btest_name["']?\s*:/.test(document.text.slice(check.span.start, check.span.end))) return null;
  const body = [...check.path, document.text.slice(check.testSpan.start, check.testSpan.end)];
  return hasNestedArguments(document, check) ? [...body, 'arguments', argument] : [...body, argument];
}

/** The data of the project's context; {} if there is none. */
export function projectData(document: DocumentView): { readonly [name: string]: Json | undefined } {
  const data = document.project?.data;
  return data !== null && typeof data === 'object' && !Array.isArray(data) ? (data as { [name: string]: Json }) : {};
}

/** The adapter of the project's target in lower case; null if no profile tells. */
export function adapterOf(document: DocumentView): string | null {
  const target = projectData(document)['target'] as { readonly adapter?: Json } | undefined;
  return typeof target?.adapter === 'string' ? target.adapter.toLowerCase() : null;
}

/** Packages that are installed or asked for, by name. */
export function packagesOf(document: DocumentView): ReadonlySet<string> {
  const data = projectData(document);
  const declared = Array.isArray(data['declared']) ? data['declared'].map(d => (d as { name?: Json }).name) : [];
  const installed = Array.isArray(data['installed']) ? data['installed'] : [];
  return new Set([...declared, ...installed].filter((n): n is string => typeof n === 'string'));
}

/** What is written for projects that do not say which versions they work with. */
const PRESENT_MINOR = 12;

/** The lowest minor version of dbt 1 that `require-dbt-version` allows; the present one if it says nothing, 100 for dbt 2 and later. */
function lowestMinor(document: DocumentView): number {
  const requires = JSON.stringify(projectData(document)['requires'] ?? null);
  const found = [...requires.matchAll(/(?:>=?|=|")\s*(\d+)\.(\d+)/g)].map(m => (Number(m[1]) >= 2 ? 100 : Number(m[1]) === 1 ? Number(m[2]) : 0));
  return found.length > 0 ? Math.min(...found) : PRESENT_MINOR;
}

/** `'a'`, `'a' and 'b'`, `'a', 'b' and 2 more`. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(n => `'${n}'`);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

/** The declaration a finding was made for, by its id: it has a place in the document. */
export function declarationOf(document: DocumentView, id: string): (Declaration & { readonly path: Path }) | undefined {
  return document.facts.declarations.find((d): d is Declaration & { path: Path } => d.id === id && d.path !== null);
}

/** One preferred fix that edits the document itself. */
export function editFix(document: DocumentView, title: string, operations: readonly EditOperation[], safe = false): readonly Fix[] {
  return operations.length === 0 ? [] : [{ title, safe, preferred: true, changes: [{ kind: 'edit', file: document.path, operations }] }];
}

/** The only query that fills a dataset, with the file it stands in; null if there is none, or several. */
export function queryOf(entity: Entity, ws: Workspace): { readonly document: DocumentView; readonly query: QueryFact } | null {
  const document = definingDocument(entity, ws);
  const [query, more] = document?.facts.queries.filter(q => q.dataset !== null) ?? [];
  return document && query && !more ? { document, query } : null;
}

/** Whether what newer versions of dbt call configs is to be written under `config`: if all versions in question are 1.10 or later, or where the file does so. */
export function prefersConfig(document: DocumentView): boolean {
  return lowestMinor(document) >= 10 || /^\s+config:\s*\r?\n\s+(freshness|loaded_at_field|meta|tags)\s*:/m.test(document.text);
}

/** Whether a file belongs to an installed package: nobody here can change it. */
export function isForeign(document: DocumentView): boolean {
  return document.project !== null && document.project.owner !== document.project.root;
}
