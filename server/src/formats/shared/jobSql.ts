import type { ColumnDeclaration } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { Input, Query, Statement, TableName } from '../../model/query';
import type { Span } from '../../text/span';
import { type Masked, maskJinja, readJinja } from '../../syntax/jinja';
import { type Dialect, readSql } from '../../syntax/sql';
import type { Draft } from './draft';
import { tablePlace } from './places';

/** SQL that a job runs. */
export interface JobSql {
  readonly job: Key;
  readonly text: string;
  /** Where the text stands in the file, character by character; null if it was put together: then `at` stands for all of it. */
  readonly origin: Span | null;
  readonly at: Span;
  readonly dialect: Dialect | null;
  /** The format that found the SQL, for rules: `airflow`. */
  readonly place: string;
  /** Schema of names without one. */
  readonly schema: string | null;
  /** Values of template parameters: `params.table`. */
  readonly known: { readonly [source: string]: Json };
  /** Set where the text is the query of a dataset (a view): what a bare SELECT gives are its columns. `reference` is the index of one that names it. */
  readonly fills?: { readonly dataset: Key; readonly reference: number };
}

const WRITES: ReadonlySet<Statement['kind']> = new Set([
  'create_table', 'create_view', 'create_materialized_view', 'create_external_table', 'create_dynamic_table', 'insert', 'merge', 'update', 'copy',
]);

/** Adds the tables that SQL reads and writes as references of the job, and its queries where they stand in the file as they are. */
export function extractJobSql(draft: Draft, file: string, sql: JobSql): void {
  const source = sql.origin ? file : sql.text;
  const range = sql.origin ?? { start: 0, end: sql.text.length };
  const template = readJinja(source, range.start, range.end);
  const masked = maskJinja(template);
  const shown = withKnown(masked, source, sql.known);
  const holes = template.segments.filter(s => s.kind !== 'text' && s.kind !== 'comment').map(s => s.span);
  // Symbols of what only a run knows: `{schema}`.
  const text = sql.origin ? shown : shown.replace(/\{[^{}\n]*\}/g, symbol => `__pw_hole`.slice(0, symbol.length).padEnd(symbol.length, '_'));
  const read = readSql(text, range.start, range.end, { dialect: sql.dialect, holes });
  for (const statement of read.statements) extractStatement(draft, sql, statement);
}

/** The masked text with the template's parameters that are known, where they fit into the place of their expression. */
function withKnown(masked: Masked, source: string, known: JobSql['known']): string {
  let text = masked.text;
  for (const { span } of masked.holes) {
    const value = known[source.slice(span.start, span.end).replace(/^\{\{-?\s*|\s*-?\}\}$/g, '')];
    if (typeof value === 'string' && value.length <= span.end - span.start && /^[\w.$-]+$/.test(value)) text = text.slice(0, span.start) + value.padEnd(span.end - span.start) + text.slice(span.end);
  }
  return text;
}

function extractStatement(draft: Draft, sql: JobSql, statement: Statement): void {
  const tables: { [start: number]: number } = {};
  const reads: number[] = [];
  const refer = (table: TableName, role: 'reads' | 'writes' | 'uses', columns: readonly ColumnDeclaration[] = []): { index: number; id: Key } | null => {
    const parts = partsOf(table);
    const place = tablePlace(parts.length === 1 && sql.schema !== null ? [sql.schema, ...parts] : parts, role !== 'reads');
    if (!place || parts.length === 0) return null;
    const last = table.parts[table.parts.length - 1]!;
    const span = sql.origin ? last.span : sql.at;
    draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets, sql.origin ? columns : []);
    const index = draft.refer({ targets: place.targets, type: 'sql.table', name: place.name, span, fullSpan: sql.origin ? table.span : sql.at, from: sql.job, role, certainty: 'likely', data: { place: sql.place }, ...(sql.origin ? {} : { implied: true }) });
    return { index, id: place.id };
  };
  for (const table of [...(statement.query ? tablesOf(statement.query) : []), ...statement.reads]) {
    const made = refer(table, 'reads');
    if (!made) continue;
    reads.push(made.index);
    tables[table.span.start] = made.index;
  }
  if (statement.target === null || statement.flags.temporary) {
    if (!statement.query) return;
    addQuery(draft, sql, statement.query, tables, sql.fills?.dataset ?? null, statement);
    if (sql.fills) for (const from of reads) draft.edges.push({ from, to: sql.fills.reference, job: null, span: sql.origin ? statement.span : sql.at, confidence: 'exact' });
    return;
  }
  const writes = WRITES.has(statement.kind);
  const columns = statement.columns.map((c): ColumnDeclaration => ({ name: c.name, nameSpan: c.nameSpan, span: c.span, path: null, type: c.type, ...(c.nullable === null ? {} : { nullable: c.nullable }), ...(c.comment === null ? {} : { description: c.comment }) }));
  const target = refer(statement.target, writes ? 'writes' : 'uses', columns);
  if (target && writes) for (const from of reads) draft.edges.push({ from, to: target.index, job: sql.job, span: sql.origin ? statement.span : sql.at, confidence: 'exact' });
  const makes = statement.kind === 'create_table' || statement.kind === 'create_view' || statement.kind === 'create_materialized_view';
  if (statement.query) addQuery(draft, sql, statement.query, tables, makes && target ? target.id : null, statement);
}

function addQuery(draft: Draft, sql: JobSql, query: Query, tables: { readonly [start: number]: number }, dataset: Key | null, statement: Statement): void {
  if (sql.origin === null) return;
  draft.queries.push({ dataset, job: sql.fills ? null : sql.job, query, dialect: sql.dialect ?? '', tables, holes: [], targetColumns: statement.targetColumns?.map(c => c.name) ?? null });
}

/** The parts of a name behind the last that only a run knows. */
function partsOf(table: TableName): string[] {
  const parts = table.parts.map(p => p.name);
  const unknown = parts.findLastIndex(p => /_pw(h|r|_)/.test(p) || p === '');
  return unknown === parts.length - 1 ? [] : parts.slice(unknown + 1);
}

function tablesOf(query: Query): TableName[] {
  const out: TableName[] = [];
  const add = (input: Input, depth: number): void => {
    if (input.source.kind === 'table') out.push(input.source.table);
    else if (input.source.kind === 'derived' && depth < 20) add(input.source.over, depth + 1);
  };
  for (const scope of query.scopes) for (const input of scope.inputs) add(input, 0);
  return out;
}

/** The dialect that a class or connection speaks, by its name. */
export function dialectOf(...names: readonly (string | null)[]): Dialect | null {
  const DIALECTS: readonly (readonly [RegExp, Dialect])[] = [
    [/snowflake/i, 'snowflake'], [/bigquery|bq_|google_cloud/i, 'bigquery'], [/redshift/i, 'redshift'], [/postgres|\bpg_|cloudsql/i, 'postgres'], [/mysql/i, 'mysql'], [/athena|trino|presto/i, 'trino'],
    [/databricks|spark|hive/i, 'databricks'], [/mssql|synapse/i, 'tsql'], [/clickhouse/i, 'clickhouse'], [/duckdb|motherduck/i, 'duckdb'],
  ];
  for (const name of names) {
    const found = name === null ? undefined : DIALECTS.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return null;
}
