import type { ColumnDeclaration } from '../../model/facts';
import type { Input, Query, Statement, TableName } from '../../model/query';
import type { Run, TextValue, Value } from '../../syntax/python';
import { maskJinja, readJinja } from '../../syntax/jinja';
import { type Dialect, readSql } from '../../syntax/sql';
import type { Span } from '../../text/span';
import type { Place } from '../shared/places';
import { candidates, pathPlace, programTable, tableNamed, topicPlace } from '../shared/codeNames';
import { opened, type Read, type Step } from './plan';
import { here, note, originOf, readPlace, type State, writePlace } from './state';

export interface SqlOptions {
  readonly dialect: Dialect | null;
  /** Schema of names without one. */
  readonly schema: string | null;
  /** Whether names may be views that the program made of frames. */
  readonly views: boolean;
  readonly flavor: 'sql' | 'flink';
  /** A table that is changed, and so no source. */
  readonly target?: string;
}

const WRITES: ReadonlySet<Statement['kind']> = new Set(['create_table', 'create_view', 'create_materialized_view', 'create_external_table', 'create_dynamic_table', 'insert', 'merge', 'update', 'copy']);
const READERS = /^(?:read_csv(?:_auto)?|read_parquet|parquet_scan|read_json(?:_auto)?|read_ndjson|iceberg_scan|delta_scan|read_files)\s*\(\s*\[?\s*'([^']+)'/i;

/** Follows SQL that a program runs: what it reads and writes is noted. Gives the result of its last query as a step; null if it has none. */
export function runSql(state: State, value: Value, at: Span, run: Run, options: SqlOptions): Step | null {
  if (value.kind !== 'text' || value.text.trim() === '' || !/\b(select|insert|merge|update|delete|create|copy|from|with|unload|truncate|replace|drop|alter|use|set|show|describe|call|execute)\b/i.test(value.text)) return null;
  const source = sourceOf(state, value);
  const read = readSql(source.text, source.start, source.end, { dialect: options.dialect, holes: source.holes });
  let last: Step | null = null;
  for (const s of read.statements.slice(0, 200)) {
    const step = statement(state, s, value, at, run, options, source);
    if (step) last = step;
  }
  return last;
}

interface Source {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly holes: readonly Span[];
  /** Whether positions are those of the file. */
  readonly written: boolean;
}

function sourceOf(state: State, value: TextValue): Source {
  const origin = originOf(state, value);
  const text = origin ? state.text : value.text;
  const [start, end] = origin ? [origin.start, origin.end] : [0, value.text.length];
  const template = /\{[{%#]/.test(value.text) ? readJinja(text, start, end) : null;
  const masked = template ? maskJinja(template).text : text;
  const holes = template ? template.segments.filter(s => s.kind !== 'text' && s.kind !== 'comment').map(s => s.span) : [];
  // Symbols and placeholders of drivers stand for names or values that only a run knows.
  const shown = origin ? masked : masked.replace(/\{[^{}\n]*\}/g, symbol => '__pw_hole'.slice(0, symbol.length).padEnd(symbol.length, '_'));
  const part = shown.slice(start, end).replace(/%\((\w+)\)s/g, whole => `'${' '.repeat(whole.length - 2)}'`).replace(/%s/g, '00');
  return { text: part === shown.slice(start, end) ? shown : shown.slice(0, start) + part + shown.slice(end), start, end, holes, written: origin !== null };
}

function statement(state: State, s: Statement, value: Value, at: Span, run: Run, options: SqlOptions, source: Source): Step | null {
  if (options.flavor === 'flink' && s.kind === 'create_table' && s.target && s.columns.length > 0) {
    flinkTable(state, s, at, run, source);
    return null;
  }
  const copied = s.kind === 'copy' ? /\bto\s+'([^'\n]+)'/i.exec(source.text.slice(s.span.start, s.span.end)) : null;
  if (copied) {
    const from = s.query ? queryStep(state, s.query, value, at, run, options, source) : copiedTable(state, source.text.slice(s.span.start, s.span.end), value, at, run);
    const start = s.span.start + copied.index + copied[0].length - copied[1]!.length - 1;
    const place = pathPlace(copied[1]!, state.naming);
    if (place) writePlace(state, place, source.written ? { kind: 'text', text: '', known: false, origin: { start, end: start + copied[1]!.length } } : NOWHERE, at, run, from);
    return null;
  }
  // An UPDATE names its own table as what it reads.
  const own = s.kind === 'update' && s.target ? s.target.parts.map(p => p.name).join('.').toLowerCase() : null;
  if (own !== null && s.query && tableNames(s.query).every(n => n === own)) {
    const target = placeOf(s.target!, true, options, state);
    if (target) writePlace(state, target, source.written ? { kind: 'text', text: '', known: false, origin: s.target!.span } : NOWHERE, at, run, null);
    return null;
  }
  // What a MERGE changes is named among what it reads.
  const inner = s.kind === 'merge' && s.target ? { ...options, target: s.target.parts.map(p => p.name).join('.').toLowerCase() } : options;
  const query = s.query ? queryStep(state, s.query, value, at, run, inner, source) : null;
  const more = s.reads.flatMap(t => tableStep(state, t, value, at, run, inner, source) ?? []);
  const step = query && more.length === 0 ? query : query || more.length > 0 ? note(state, opened([...(query ? [query] : []), ...more], here(state, at, run) ?? at)) : null;
  if (!s.target) return query;
  const name = s.target.parts.map(p => p.name).join('.');
  const temporary = s.flags.temporary || (s.kind === 'create_view' && /^\s*create\s+(or\s+replace\s+)?(global\s+)?temp/i.test(source.text.slice(s.span.start, s.span.end)));
  if (temporary && options.views) {
    if (step) state.views.set(name.toLowerCase(), step);
    return null;
  }
  if (!WRITES.has(s.kind)) return null;
  const program = state.programTables.get(name.toLowerCase());
  const place = program?.place ?? placeOf(s.target, true, options, state);
  if (!place || (temporary && s.target.parts.length === 1)) return null;
  const whereabouts = source.written && s.target.parts.length > 0 ? s.target.parts[s.target.parts.length - 1]!.span : null;
  const columns = source.written ? s.columns.map((c): ColumnDeclaration => ({ name: c.name, nameSpan: c.nameSpan, span: c.span, path: null, type: c.type, ...(c.nullable === null ? {} : { nullable: c.nullable }), ...(c.comment === null ? {} : { description: c.comment }) })) : [];
  if (columns.length > 0) state.described.push({ place, columns, complete: false });
  // A table that is only created holds nothing yet.
  if (step === null && s.kind.startsWith('create')) return null;
  const spot: Value = whereabouts ? { kind: 'text', text: '', known: false, origin: whereabouts } : NOWHERE;
  writePlace(state, place, spot, at, run, step, s.targetColumns?.map(c => c.name) ?? null);
  if (program?.behind) writePlace(state, program.behind, NOWHERE, at, run, readPlace(state, program.place, spot, whereabouts ?? at, run));
  return null;
}

/** `COPY shop.orders TO 'orders.csv'` reads the table. */
function copiedTable(state: State, text: string, value: Value, at: Span, run: Run): Step | null {
  const name = /^\s*copy\s+((?:\w+\.){0,2}\w+)\s+to\b/i.exec(text)?.[1];
  const place = name === undefined ? null : tableNamed(name, false, state.naming);
  return place ? readPlace(state, place, value, at, run, { plain: false }) : null;
}

const NOWHERE: Value = { kind: 'text', text: '', known: false, origin: null };

function tableNames(query: Query): string[] {
  return query.scopes.flatMap(s => s.inputs.flatMap(i => (i.source.kind === 'table' ? [i.source.table.parts.map(p => p.name).join('.').toLowerCase()] : [])));
}

function placeOf(table: TableName, written: boolean, options: SqlOptions, state: State): Place | null {
  const parts = table.parts.map(p => p.name);
  const last = parts[parts.length - 1] ?? '';
  if (/[/\\]|\.(csv|parquet|json|jsonl|ndjson|tsv|avro)(\.gz)?$/i.test(last) && (parts.length === 1 || /^(delta|parquet|csv|json|iceberg|orc|avro)$/i.test(parts[0]!))) return pathPlace(last, state.naming);
  const unknown = parts.findLastIndex(p => /_pw(h|r|_)/.test(p) || p === '' || /^[@#$?]/.test(p));
  if (unknown === parts.length - 1) return null;
  const known = parts.slice(unknown + 1);
  return tableNamed(known.join('.'), written, state.naming, known.length === 1 && options.schema !== null ? [options.schema] : []);
}

function tableStep(state: State, table: TableName, value: Value, at: Span, run: Run, options: SqlOptions, source: Source): Step | null {
  const name = table.parts.map(p => p.name).join('.').toLowerCase();
  if (name === options.target) return null;
  const view = options.views ? (state.views.get(name) ?? state.views.get(name.replace(/^global_temp\./, '')) ?? (options.dialect === 'duckdb' ? state.variables.get(name) : undefined)) : undefined;
  if (view) {
    state.used.add(view);
    return view;
  }
  const program = state.programTables.get(name);
  const place = program?.place ?? placeOf(table, false, options, state);
  if (!place) return null;
  const last = table.parts[table.parts.length - 1]!;
  const spot: Value = source.written ? { kind: 'text', text: '', known: false, origin: last.span } : value.kind === 'text' && originOf(state, value) === null ? value : NOWHERE;
  if (program?.behind && !program.read) {
    state.programTables.set(name, { ...program, read: true });
    const from = readPlace(state, program.behind, NOWHERE, at, run);
    if (from) writePlace(state, program.place, NOWHERE, at, run, from);
  }
  return readPlace(state, place, spot, source.written ? table.span : at, run, { plain: false });
}

/** A query over tables and views; where its text does not stand in the file, only what it reads is known. */
function queryStep(state: State, query: Query, value: Value, at: Span, run: Run, options: SqlOptions, source: Source): Step | null {
  const tables = new Map<number, Read | Step>();
  const steps: Step[] = [];
  const add = (input: Input, depth: number): void => {
    if (input.source.kind === 'derived' && depth < 20) add(input.source.over, depth + 1);
    if (input.source.kind === 'function') {
      const path = READERS.exec(source.text.slice(input.span.start, input.span.end))?.[1];
      const place = path === undefined ? null : pathPlace(path, state.naming);
      const step = place ? readPlace(state, place, value, at, run, { plain: false }) : null;
      if (step) steps.push(step);
    }
    if (input.source.kind !== 'table') return;
    const step = tableStep(state, input.source.table, value, at, run, options, source);
    if (!step) return;
    steps.push(step);
    tables.set(input.source.table.span.start, step.kind === 'table' ? step.read : step);
  };
  for (const scope of query.scopes) for (const input of scope.inputs) add(input, 0);
  if (steps.length === 0) return null;
  const place = here(state, at, run) ?? at;
  for (const s of steps) state.used.add(s);
  return note(state, { kind: 'sql', query, tables, span: place, written: source.written });
}

/** `CREATE TABLE … WITH ('connector' = 'kafka', 'topic' = 'orders')`: a table of the program over something outside. */
function flinkTable(state: State, s: Statement, at: Span, run: Run, source: Source): void {
  const name = s.target!.parts.map(p => p.name).join('.');
  const place = programTable(name, state.naming);
  const text = source.text.slice(s.span.start, s.span.end);
  const option = (key: string): string | null => new RegExp(`'${key}'\\s*=\\s*'((?:[^']|'')*)'`, 'i').exec(text)?.[1] ?? null;
  const connector = option('connector') ?? '';
  const topic = option('topic');
  const table = option('table-name');
  const path = option('path') ?? option('warehouse');
  const behind = /kafka/i.test(connector) && topic ? topicPlace(topic, state.naming) : /jdbc|cdc/i.test(connector) && table ? tableNamed(table, false, state.naming, [option('schema-name')]) : path ? pathPlace(path, state.naming) : null;
  const columns = source.written ? s.columns.map((c): ColumnDeclaration => ({ name: c.name, nameSpan: c.nameSpan, span: c.span, path: null, type: c.type })) : s.columns.map((c): ColumnDeclaration => {
    const span = here(state, at, run) ?? at;
    const start = { start: span.start, end: span.start };
    return { name: c.name, nameSpan: start, span: start, path: null, type: c.type };
  });
  state.described.push({ place, columns, complete: false });
  state.programTables.set(name.toLowerCase(), { place, behind, read: false });
}

/** The text of a `.sql` file that a program reads by its path. */
export function fileText(state: State, path: string): string | null {
  if (!state.files || path.length > 500 || /[\n\r{}*]/.test(path)) return null;
  const paths = path.startsWith('workspace:/') ? [path.slice('workspace:/'.length)] : path.startsWith('/') ? tails(path) : candidates(path, state.naming.path);
  for (const p of paths) {
    const text = state.files.text(p);
    if (text !== null) return text;
  }
  return null;
}

/** Absolute paths are those of a container: their last parts are tried. */
function tails(path: string): string[] {
  const parts = path.split('/').filter(p => p !== '');
  return [1, 2, 3, 4].filter(n => n < parts.length).map(n => parts.slice(-n - 1).join('/'));
}
