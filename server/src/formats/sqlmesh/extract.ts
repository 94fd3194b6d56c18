import type { ColumnDeclaration, Facts } from '../../model/facts';
import type { Document, ProjectContext } from '../../model/format';
import { type Json, key, type Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { classify, type Dialect, DIALECTS, readSql } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { tableKey } from '../shared/names';
import { sqlTable } from '../shared/sqlNames';
import { tablesOf } from '../shared/statements';
import { nameSpanOf } from '../shared/tableDeclaration';
import { type Ddl, itemsOf, type Property, readDdl, trim, unquoted } from './ddl';
import { AUDITS, KINDS, PROPERTIES } from './keys';
import { type Masked, maskModel } from './mask';
import { auditKey, modelKey } from './names';
import { type MeshProject, projectOf } from './project';

const DIALECT_NAMES: { readonly [name: string]: Dialect } = { spark: 'databricks', spark2: 'databricks', hive: 'databricks', presto: 'trino', athena: 'trino', fabric: 'tsql', motherduck: 'duckdb', mariadb: 'mysql', doris: 'mysql', starrocks: 'mysql' };

export function meshDialect(name: string | null): Dialect | null {
  const lower = name?.toLowerCase().split(',')[0]?.trim() ?? '';
  return DIALECTS.find(d => d === lower) ?? (Object.hasOwn(DIALECT_NAMES, lower) ? DIALECT_NAMES[lower]! : null);
}

/** The facts of a SQL file with a model, audits or metrics. */
export function extractSql(document: Document, context: ProjectContext | null): Facts {
  const draft = new Draft();
  const { text, path } = document;
  const project = projectOf(context);
  const ddl = readDdl(text);
  const model = ddl.find(d => d.word === 'MODEL');
  const masked = maskModel(text, ddl.map(d => d.span));
  if (model) extractModel(draft, document, model, ddl, masked, project);
  for (const [i, d] of ddl.entries()) {
    if (d.word !== 'AUDIT') continue;
    const name = property(d, 'name');
    if (!name) continue;
    const end = ddl[i + 1]?.span.start ?? text.length;
    const id = auditKey(project.root, unquoted(name.value));
    draft.declare({ id, kind: 'symbol', type: 'sqlmesh.audit', role: 'defines', name: unquoted(name.value), keys: [], nameSpan: inner(text, name.valueSpan), span: { start: d.span.start, end }, parent: null, path: null, attributes: descriptionOf(d), columns: [], columnsComplete: false });
    addQuery(draft, document, masked, { start: d.span.end, end }, meshDialect(value(d, 'dialect') ?? project.dialect), id, null, project);
  }
  draft.suppressions = text.includes('pipewright:') ? readSuppressions(text, classify(text, 0, text.length, null).filter(t => t.kind === 'comment').map(t => t.span)) : [];
  void path;
  return draft.facts();
}

function property(d: Ddl, name: string): Property | undefined {
  return d.properties.find(p => p.name === name);
}

function value(d: Ddl, name: string): string | null {
  const found = property(d, name);
  return found ? unquoted(found.value) : null;
}

function descriptionOf(d: Ddl): { readonly description?: string } {
  const description = value(d, 'description');
  return description ? { description } : {};
}

/** The characters of a name without its quotes. */
function inner(text: string, span: Span): Span {
  return /^['"`]/.test(text[span.start] ?? '') && span.end - span.start > 2 ? { start: span.start + 1, end: span.end - 1 } : span;
}

function extractModel(draft: Draft, document: Document, d: Ddl, all: readonly Ddl[], masked: Masked, project: MeshProject): void {
  const { text, path } = document;
  const name = property(d, 'name');
  // Without a name the path below `models` is one, if the project says so.
  const inferred = /(?:^|\/)models\/(.+)\.sql$/.exec(path)?.[1]?.replace(/\//g, '.') ?? path;
  const called = name ? unquoted(name.value) : inferred;
  const dynamic = /@|\{\{/.test(called);
  const id = modelKey(project.root, dynamic ? `${path}:${called}` : called);
  const dialect = meshDialect(value(d, 'dialect') ?? project.dialect);
  const kind = kindOf(text, d);
  const parts = called.split('.');
  const columns = columnsOf(text, d);
  const descriptions = new Map<string, string>();
  const described = property(d, 'column_descriptions');
  for (const item of described ? itemsOf(text, described) : []) {
    const match = /^["`]?(\w+)["`]?\s*=\s*([\s\S]+)$/.exec(text.slice(item.start, item.end));
    if (match) descriptions.set(match[1]!.toLowerCase(), unquoted(match[2]!.trim()));
  }
  const listed = columns.map(c => ({ ...c, ...(descriptions.has(c.name.toLowerCase()) ? { description: descriptions.get(c.name.toLowerCase())! } : {}) }));
  const only = described && columns.length === 0 ? itemsOf(text, described).flatMap((item): ColumnDeclaration[] => {
    const match = /^["`]?(\w+)/.exec(text.slice(item.start, item.end));
    return match ? [{ name: match[1]!, nameSpan: { start: item.start, end: item.start + match[0].length }, span: item, path: null, type: null, ...(descriptions.has(match[1]!.toLowerCase()) ? { description: descriptions.get(match[1]!.toLowerCase())! } : {}) }] : [];
  }) : [];
  const tags = property(d, 'tags');
  const grain = property(d, 'grain') ?? property(d, 'unique_key');
  draft.declare({
    id, kind: 'dataset', type: 'sqlmesh.model', role: 'defines', name: called, keys: dynamic ? [] : [tableKey(parts), ...(parts.length > 2 ? [tableKey(parts.slice(-2)), modelKey(project.root, parts.slice(-2).join('.'))] : [])], nameSpan: name ? inner(text, name.valueSpan) : null, span: { start: 0, end: text.length }, parent: null, path: null,
    attributes: {
      ...descriptionOf(d), materialized: (kind?.name ?? 'VIEW').toLowerCase().replace(/_/g, ' '), schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null, identifier: parts[parts.length - 1]!,
      ...(value(d, 'owner') ? { owner: value(d, 'owner')! } : {}), ...(value(d, 'cron') ? { schedule: value(d, 'cron') } : {}), ...(value(d, 'enabled')?.toLowerCase() === 'false' ? { enabled: false } : {}),
      ...(tags ? { tags: itemsOf(text, tags).map(t => unquoted(text.slice(t.start, t.end))) } : {}), ...(grain ? { uniqueKey: itemsOf(text, grain).map(g => text.slice(g.start, g.end)) } : {}),
    },
    columns: [...listed, ...only], columnsComplete: columns.length > 0,
  });
  checkModel(draft, text, d, kind);
  audits(draft, text, d, id, project);
  for (const item of property(d, 'depends_on') ? itemsOf(text, property(d, 'depends_on')!) : []) {
    const named = unquoted(text.slice(item.start, item.end));
    draft.refer({ targets: [modelKey(project.root, named), tableKey(named.split('.'))], type: 'sqlmesh.ref', name: named, span: inner(text, item), fullSpan: item, from: id, role: 'reads', certainty: 'likely', data: { place: 'sqlmesh' } });
  }
  const next = all.find(x => x.span.start >= d.span.end)?.span.start ?? text.length;
  if (kind?.name !== 'SEED') addQuery(draft, document, masked, { start: d.span.end, end: next }, dialect, id, id, project);
  draft.folds.push(d.span);
}

interface Kind {
  readonly name: string;
  readonly nameSpan: Span;
  readonly properties: readonly string[];
  readonly dynamic: boolean;
}

function kindOf(text: string, d: Ddl): Kind | null {
  const kind = property(d, 'kind');
  const word = kind ? /^[A-Za-z_]\w*/.exec(kind.value) : null;
  if (!kind || !word) return null;
  const open = kind.value.indexOf('(');
  const inside = open < 0 ? [] : itemsOf(text, { ...kind, valueSpan: { start: kind.valueSpan.start + open, end: kind.valueSpan.end } });
  return { name: word[0].toUpperCase(), nameSpan: { start: kind.valueSpan.start, end: kind.valueSpan.start + word[0].length }, properties: inside.map(s => /^\w+/.exec(text.slice(s.start, s.end))?.[0].toLowerCase() ?? ''), dynamic: kind.value.includes('@') };
}

/** What SQLMesh refuses when it loads the model. */
function checkModel(draft: Draft, text: string, d: Ddl, kind: Kind | null): void {
  for (const p of d.properties) if (!Object.hasOwn(PROPERTIES, p.name) && p.value !== '') draft.problem('sqlmesh-model-invalid', p.nameSpan, `MODEL has no property '${p.name}'`);
  if (kind && !kind.dynamic) {
    const known = Object.hasOwn(KINDS, kind.name) ? KINDS[kind.name]! : null;
    if (!known) draft.problem('sqlmesh-model-invalid', kind.nameSpan, `There is no kind '${kind.name}'`);
    else {
      const missing = known.needs.filter(n => !kind.properties.includes(n));
      if (missing.length > 0) draft.problem('sqlmesh-model-invalid', kind.nameSpan, `${kind.name} needs ${missing.join(' and ')}`);
    }
  }
  void text;
}

function columnsOf(text: string, d: Ddl): ColumnDeclaration[] {
  const columns = property(d, 'columns');
  return (columns ? itemsOf(text, columns) : []).flatMap((item): ColumnDeclaration[] => {
    const match = /^(["`]?)([A-Za-z_]\w*)\1\s+(\S[\s\S]*)$/.exec(text.slice(item.start, item.end));
    if (!match) return [];
    const start = item.start + match[1]!.length;
    return [{ name: match[2]!, nameSpan: { start, end: start + match[2]!.length }, span: item, path: null, type: match[3]!.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim().toLowerCase() }];
  });
}

/** Audits of a model: references to those of the project, checks for all. */
function audits(draft: Draft, text: string, d: Ddl, id: Key, project: MeshProject): void {
  for (const p of d.properties) {
    if (p.name !== 'audits' && p.name !== 'assertions') continue;
    for (const item of itemsOf(text, p)) {
      const match = /^([A-Za-z_]\w*)\s*(?:\(([\s\S]*)\))?$/.exec(text.slice(item.start, item.end));
      if (!match) continue;
      const name = match[1]!;
      const span = { start: item.start, end: item.start + name.length };
      const assertion = Object.hasOwn(AUDITS, name.toLowerCase()) ? AUDITS[name.toLowerCase()]! : null;
      if (assertion === null) draft.refer({ targets: [auditKey(project.root, name)], type: 'sqlmesh.audit', name, span, fullSpan: item, from: id, role: 'uses', certainty: 'certain' });
      const args = argumentsOf(match[2] ?? '');
      const columns = [...(args['columns'] ?? []), ...(args['column'] ?? [])];
      draft.checks.push({ id: key('sqlmesh.check', `${id}:${name}:${draft.checks.length}`), targets: [id], columns, assertion: assertion ?? name, test: name, tool: 'sqlmesh', name: null, arguments: args as { [k: string]: Json }, config: {}, span: item, testSpan: span, path: null, enabled: true });
      const open = item.start + text.slice(item.start, item.end).indexOf('(');
      for (const column of columns) {
        const at = text.indexOf(column, open);
        if (open > item.start && at > 0 && at < item.end) draft.refer({ targets: [id], type: 'sqlmesh.column', name: column, span: { start: at, end: at + column.length }, fullSpan: item, from: null, role: 'names', certainty: 'certain', implied: true, column: { name: column, span: { start: at, end: at + column.length } } });
      }
    }
  }
}

/** `columns := (a, b), min_v := 1` by name, each as a list of texts. */
function argumentsOf(text: string): { [name: string]: string[] } {
  const out: { [name: string]: string[] } = {};
  for (const match of text.matchAll(/(\w+)\s*(?::=|=>)\s*(\([^()]*\)|\[[^[\]]*\]|'[^']*'|[^,]+)/g)) {
    const list = match[2]!.trim().replace(/^[([]|[)\]]$/g, '');
    out[match[1]!.toLowerCase()] = list.split(',').map(s => unquoted(s.trim())).filter(s => s !== '');
  }
  return out;
}

/** The query in a range, as that of `dataset` (a model) or of `from` alone (an audit). */
function addQuery(draft: Draft, document: Document, masked: Masked, range: Span, dialect: Dialect | null, from: Key, dataset: Key | null, project: MeshProject): void {
  const read = readSql(masked.text, range.start, range.end, { dialect, holes: masked.holes });
  if (!masked.templated) {
    const both = dialect === null || read.problems.length === 0 ? read.problems : readSql(masked.text, range.start, range.end, { dialect: null, holes: masked.holes }).problems;
    for (const p of both) if (!/@/.test(document.text.slice(Math.max(0, p.span.start - 40), p.span.end + 40))) draft.problem(p.rule, p.span, p.message, { expected: p.expected });
  }
  const statement = read.statements.findLast(s => s.query !== null && s.kind === 'select') ?? read.statements.findLast(s => s.query !== null);
  if (!statement?.query) return;
  const tables: { [start: number]: number } = {};
  const doubtful: number[] = [];
  for (const table of tablesOf(statement.query)) {
    const place = sqlTable(table, { dialect, database: null, schema: null }, false);
    const last = table.parts[table.parts.length - 1];
    if (!place?.known || !last) continue;
    const name = table.parts.map(p => p.name).join('.');
    draft.describe(place.id, 'dataset', 'sql.table', place.name, nameSpanOf(last), [modelKey(project.root, name), ...place.targets]);
    tables[table.span.start] = draft.refer({ targets: [modelKey(project.root, name), ...place.targets], type: 'sqlmesh.ref', name, span: table.span, fullSpan: table.span, from, role: 'reads', certainty: 'certain', data: { place: 'sqlmesh' } });
    if (masked.templated) doubtful.push(table.span.start);
  }
  draft.queries.push({ dataset, job: null, query: statement.query, dialect: dialect ?? '', tables, holes: [], ...(doubtful.length > 0 ? { doubtful } : {}), targetColumns: null });
  for (const scope of statement.query.scopes) if (scope.cte) draft.folds.push(scope.span);
  void trim;
}
