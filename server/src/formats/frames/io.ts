import { argument, type CallArguments, type Expression, isSequence, keyword, knownText, type Run, truthOf, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { connectionOf, databaseSql } from './databases';
import { pathPlace, tableNamed } from '../shared/codeNames';
import { type Frame, type Library, newFrame } from './objects';
import { type Field, kept, over, type Step } from './plan';
import { here, note, readPlace, type State, tell, writePlace } from './state';

/** Files and places that `read_…` and `scan_…` of pandas, Polars and Dask read. `columns` is the argument that picks columns. */
const FILES: { readonly [name: string]: { readonly argument: string; readonly columns?: string } } = {
  csv: { argument: 'filepath_or_buffer', columns: 'usecols' }, table: { argument: 'filepath_or_buffer', columns: 'usecols' }, fwf: { argument: 'filepath_or_buffer' }, parquet: { argument: 'path', columns: 'columns' }, json: { argument: 'path_or_buf' }, ndjson: { argument: 'source' }, excel: { argument: 'io', columns: 'usecols' },
  orc: { argument: 'path', columns: 'columns' }, feather: { argument: 'path', columns: 'columns' }, ipc: { argument: 'source', columns: 'columns' }, pickle: { argument: 'filepath_or_buffer' }, hdf: { argument: 'path_or_buf' }, xml: { argument: 'path_or_buffer' }, avro: { argument: 'source', columns: 'columns' }, delta: { argument: 'source' },
  stata: { argument: 'filepath_or_buffer' }, sas: { argument: 'filepath_or_buffer' }, json_lines: { argument: 'path' }, text: { argument: 'urlpath' },
};

/** Arguments that leave the columns as the file has them. */
const PLAIN = new Set([
  'sep', 'delimiter', 'dtype', 'parse_dates', 'encoding', 'nrows', 'n_rows', 'low_memory', 'na_values', 'keep_default_na', 'engine', 'compression', 'chunksize', 'separator', 'try_parse_dates', 'infer_schema_length', 'schema_overrides', 'dtypes', 'null_values', 'lines', 'thousands', 'decimal', 'quotechar', 'quoting', 'usecols', 'columns', 'path',
  'filepath_or_buffer', 'source', 'dtype_backend', 'storage_options', 'blocksize', 'converters', 'dayfirst', 'memory_map', 'use_nullable_dtypes', 'rechunk', 'low_memory', 'on_bad_lines', 'cache_dates', 'date_format', 'true_values', 'false_values', 'skipinitialspace', 'filters', 'cache', 'schema', 'ignore_errors', 'path_or_buf', 'encoding_errors',
]);

/** `pd.read_csv(…)` and its kin; undefined if `name` reads nothing. */
export function readFunction(state: State, library: Library, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const match = /^(?:read|scan)_(\w+)$/.exec(name);
  if (!match) return undefined;
  const what = match[1]!;
  const place = here(state, at.span, run) ?? at.span;
  const unknown = (): Value => newFrame(library, note(state, { kind: 'rows', columns: null, span: place }));
  if (/^(sql|sql_query|database|database_uri|gbq|sql_table)$/.test(what)) return readDatabase(state, library, what, args, run) ?? unknown();
  if (what === 'iceberg' || what === 'catalog_table') {
    const source = args.positional[0];
    const found = source?.value.kind === 'text' ? (/[/\\]/.test(source.value.text) ? pathPlace(source.value.text, state.naming) : tableNamed(source.value.text, false, state.naming)) : null;
    const step = found && source ? readPlace(state, found, source.value, source.expression.span, run) : null;
    return step ? newFrame(library, step) : unknown();
  }
  const file = FILES[what];
  if (!file) return what === 'clipboard' || what === 'html' ? unknown() : undefined;
  if (what === 'csv' && library === 'pandas' && at.kind === 'call') csvTypes(state, args, at, run);
  const given = argument(args, file.argument, 0) ?? keyword(args, 'path') ?? keyword(args, 'source') ?? keyword(args, 'urlpath');
  const list = given === undefined ? [] : isSequence(given.value) ? given.value.items : [given.value];
  const headed = !(what === 'csv' || what === 'table') || (keyword(args, 'header')?.value.kind !== 'constant' && keyword(args, 'has_header')?.value.kind !== 'constant');
  const names = keyword(args, 'names') ?? keyword(args, 'new_columns');
  const told = names && isSequence(names.value) && !names.value.open ? names.value.items.map(knownText) : null;
  const fields: readonly Field[] | null = told?.every(n => n !== null) ? told.map((n, i) => ({ name: n!, type: null, span: names && isSequence(names.value) && names.value.items[i]!.kind === 'text' ? ((names.value.items[i] as { origin: Span | null }).origin) : null, fields: null })) : null;
  const plain = headed && !names && !args.open && args.positional.length <= 1 && args.keywords.every(k => PLAIN.has(k.name)) && what !== 'fwf' && what !== 'excel';
  const steps = list.flatMap(v => {
    const found = v.kind === 'text' ? pathPlace(v.text, state.naming) : null;
    const step = found && given ? readPlace(state, found, v, given.span, run, { columns: fields, envelope: fields !== null, plain }) : null;
    return step ? [step] : [];
  });
  const [one] = steps;
  const whole: Step = one && steps.length === 1 ? one : steps.length > 1 ? note(state, { kind: 'union', inputs: steps, byName: false, open: true, span: place }) : note(state, { kind: 'rows', columns: fields?.map(f => f.name) ?? null, span: place });
  return newFrame(library, picked(state, whole, file.columns ? keyword(args, file.columns) : undefined, place, fields === null && one !== undefined && plain), { hidden: indexOf(args) });
}

/** Only some of a file's columns: a list of names. */
function picked(state: State, step: Step, columns: { readonly value: Value; readonly span: Span } | undefined, place: Span, sure: boolean): Step {
  if (!columns || !isSequence(columns.value)) return columns && columns.value.kind !== 'constant' ? note(state, over(step, place, [], [], { open: true })) : step;
  const names = columns.value.items.map(knownText);
  if (columns.value.open || names.some(n => n === null)) return note(state, { ...over(step, place, [], [], { open: true }) });
  return note(state, over(step, place, columns.value.items.map((v, i) => kept(names[i]!, v.kind === 'text' && v.origin && v.origin.end <= state.length ? v.origin : place, sure && v.kind === 'text' && v.origin !== null))));
}

function indexOf(args: CallArguments): string[] {
  const given = keyword(args, 'index_col');
  const list = given === undefined ? [] : isSequence(given.value) ? given.value.items : [given.value];
  return list.flatMap(v => knownText(v) ?? []);
}

function csvTypes(state: State, args: CallArguments, at: Extract<Expression, { kind: 'call' }>, run: Run): void {
  if (args.open || keyword(args, 'dtype') || keyword(args, 'dtype_backend') || keyword(args, 'converters')) return;
  tell(state, run, 'csv-without-dtype', at.callee.kind === 'attribute' ? at.callee.nameSpan : at.callee.span, 'The types of the columns are guessed from the values, so another delivery of the file may give others; say dtype');
}

function readDatabase(state: State, library: Library, what: string, args: CallArguments, run: Run): Value | null {
  const query = argument(args, what === 'gbq' ? 'query_or_table' : what === 'sql_table' ? 'table_name' : what.startsWith('database') ? 'query' : 'sql', 0);
  if (query?.value.kind !== 'text') return null;
  const connection = connectionOf((keyword(args, 'con') ?? keyword(args, 'connection') ?? keyword(args, 'uri'))?.value ?? args.positional[1]?.value);
  const dialect = what === 'gbq' ? 'bigquery' : (connection?.dialect ?? null);
  const schema = keyword(args, 'schema');
  if (what === 'sql_table' || (/^[\w.$"`{}-]+$/.test(query.value.text.trim()) && !/^\s*(select|with)\b/i.test(query.value.text))) {
    const place = tableNamed(query.value.text, false, state.naming, [knownText(schema?.value)]);
    const step = place ? readPlace(state, place, query.value, query.span, run) : null;
    return step ? newFrame(library, step) : null;
  }
  const step = databaseSql(state, query.value, query.span, run, { dialect, schema: null, parameters: keyword(args, 'params') !== undefined });
  return step ? newFrame(library, step) : null;
}

const WRITERS: { readonly [name: string]: string } = {
  to_csv: 'path_or_buf', to_parquet: 'path', to_json: 'path_or_buf', to_excel: 'excel_writer', to_feather: 'path', to_orc: 'path', to_pickle: 'path', to_hdf: 'path_or_buf', to_xml: 'path_or_buffer', to_stata: 'path', to_html: 'buf', to_markdown: 'buf', write_csv: 'file', write_parquet: 'file', write_json: 'file', write_ndjson: 'file', write_ipc: 'file',
  to_textfiles: 'path', write_excel: 'workbook', write_delta: 'target', write_avro: 'file', sink_csv: 'path', sink_parquet: 'path', sink_ipc: 'path', sink_ndjson: 'path', sink_delta: 'target', write_iceberg: 'target', to_deltalake: 'table_uri',
};

/** `df.to_csv(…)` and its kin; false if `name` writes nothing. */
export function writeMethod(state: State, frame: Frame, name: string, args: CallArguments, run: Run): boolean {
  const target = WRITERS[name];
  if (target !== undefined) {
    const given = argument(args, target, 0);
    // Without a path they give the text back.
    if (given?.value.kind !== 'text') {
      state.used.add(frame.step);
      return true;
    }
    const place = name === 'write_iceberg' && !/[/\\]/.test(given.value.text) ? tableNamed(given.value.text, true, state.naming) : pathPlace(given.value.text, state.naming);
    if (place) writePlace(state, place, given.value, given.span, run, frame.step);
    return true;
  }
  if (name === 'to_sql' || name === 'write_database' || name === 'to_gbq') {
    const given = argument(args, name === 'to_sql' ? 'name' : name === 'to_gbq' ? 'destination_table' : 'table_name', 0);
    const schema = keyword(args, 'schema');
    if (given?.value.kind === 'text') {
      const place = tableNamed(given.value.text, true, state.naming, [knownText(schema?.value)]);
      if (place) writePlace(state, place, given.value, given.span, run, frame.step);
    }
    const mode = keyword(args, 'if_exists') ?? keyword(args, 'if_table_exists');
    if (mode && knownText(mode.value) === 'append' && !state.notebook) tell(state, run, 'append-may-duplicate', mode.span, 'A run that is repeated appends its rows once more; delete the run\'s rows first, or merge by key');
    return true;
  }
  return false;
}

/** Whether a keyword is set and surely true. */
export function isTrue(args: CallArguments, name: string): boolean {
  const k = keyword(args, name);
  return k !== undefined && truthOf(k.value) === true;
}
