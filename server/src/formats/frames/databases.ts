import { argument, type CallArguments, type Expression, isSequence, keyword, knownText, type Run, type Value } from '../../syntax/python';
import type { Dialect } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { dialectOf } from '../shared/jobSql';
import { pathPlace, tableNamed } from '../shared/codeNames';
import { type Engine, frameOf, hosted, newFrame, objectOf } from './objects';
import { opened, type Step } from './plan';
import { runSql } from './sql';
import { note, readPlace, type State, tell, writePlace } from './state';

/** What makes a connection to a database, by the dotted path of the call. */
const CONNECTIONS: readonly (readonly [RegExp, Dialect | null, string])[] = [
  [/^psycopg2?(\.pool|_pool)?\.(connect|ThreadedConnectionPool|SimpleConnectionPool|Connection\.connect|ConnectionPool|AsyncConnection\.connect)$/, 'postgres', 'postgres'], [/^asyncpg\.(connect|create_pool)$/, 'postgres', 'postgres'],
  [/^(mysql\.connector|pymysql|MySQLdb|mariadb|aiomysql)\.connect$/, 'mysql', 'mysql'], [/^snowflake\.connector\.connect$/, 'snowflake', 'snowflake'], [/^duckdb\.connect$/, 'duckdb', 'duckdb'], [/^sqlite3\.connect$/, null, 'sqlite'], [/^trino\.dbapi\.connect$/, 'trino', 'trino'], [/^pyathena\.connect$/, 'trino', 'athena'], [/^prestodb\.dbapi\.connect$/, 'trino', 'presto'],
  [/^databricks\.sql\.connect$/, 'databricks', 'databricks'], [/^redshift_connector\.connect$/, 'redshift', 'redshift'], [/^(pymssql|pyodbc)\.connect$/, 'tsql', 'mssql'], [/^(cx_Oracle|oracledb)\.connect$/, null, 'oracle'], [/^clickhouse_connect\.(get_client|create_client|get_async_client)$/, 'clickhouse', 'clickhouse'], [/^clickhouse_driver\.(Client|connect|dbapi\.connect)$/, 'clickhouse', 'clickhouse'],
  [/^google\.cloud\.bigquery\.Client$/, 'bigquery', 'bigquery'], [/^airflow\..*Hook$/, null, 'hook'], [/^(sqlalchemy(\.ext\.asyncio|\.engine)?\.create_(async_)?engine|sqlmodel\.create_engine)$/, null, 'sqlalchemy'], [/^ibis\.\w+\.connect$/, null, 'ibis'], [/^vertica_python\.connect$/, null, 'vertica'], [/^teradatasql\.connect$/, null, 'teradata'], [/^adbc_driver_\w+\.dbapi\.connect$/, null, 'adbc'],
];

export function makeConnection(path: string, args: CallArguments): Value | undefined {
  const found = CONNECTIONS.find(([pattern]) => pattern.test(path));
  if (!found) return undefined;
  const [, dialect, system] = found;
  const name = path.slice(path.lastIndexOf('.') + 1);
  const url = argument(args, 'url', 0);
  const told = dialect ?? (system === 'sqlalchemy' ? urlDialect(url?.value) : system === 'hook' ? dialectOf(name) : path.includes('postgres') ? 'postgres' : path.includes('duckdb') ? 'duckdb' : path.includes('snowflake') ? 'snowflake' : null);
  if (system === 'hook' && !/^(Postgres|MySql|Snowflake|BigQuery|Redshift\w*|Sqlite|MsSql|Trino|Presto|Oracle|ClickHouse|DuckDB|Databricks\w*|Jdbc|Odbc|Vertica|Hive\w*|DbApi|Teradata)Hook$/.test(name)) return undefined;
  const schema = knownText(keyword(args, 'schema')?.value);
  return hosted({ is: 'engine', dialect: told, system, schema: system === 'snowflake' ? schema : null });
}

function urlDialect(value: Value | undefined): Dialect | null {
  const text = value?.kind === 'text' ? value.text : value?.kind === 'made' ? (knownText(keyword(value.args, 'drivername')?.value ?? value.args.positional[0]?.value) ?? '') : '';
  return dialectOf(/^[\w+]+/.exec(text)?.[0] ?? '');
}

/** The connection that a value is, or a URL names. */
export function connectionOf(value: Value | undefined): { readonly dialect: Dialect | null } | null {
  const object = objectOf(value);
  if (object?.is === 'engine') return object;
  return value?.kind === 'text' ? { dialect: urlDialect(value) } : null;
}

const RUNS = new Set(['execute', 'executemany', 'execute_async', 'execute_string', 'sql', 'query', 'query_df', 'query_arrow', 'run', 'command', 'fetch', 'fetchrow', 'fetchval', 'get_pandas_df', 'get_df', 'get_records', 'get_first', 'executescript', 'exec_driver_sql', 'scalar', 'scalars', 'query_dataframe', 'copy_expert', 'query_np', 'from_query', 'execute_values', 'stream', 'iter', 'execute_iter', 'mogrify_and_run', 'query_and_wait']);

/** Those that answer with a pandas frame, to which columns can be added. */
const PANDAS = new Set(['query_df', 'query_dataframe', 'get_pandas_df', 'get_df']);

/** What passes the connection on: cursors, sessions, context managers. */
const PASSES = new Set(['cursor', 'connect', 'begin', 'raw_connection', 'get_conn', 'get_sqlalchemy_engine', 'get_client', 'getconn', 'acquire', 'connection', '__enter__', 'session', 'transaction', 'get_cursor', 'execution_options', 'result', 'to_arrow', 'arrow', 'fetch_arrow_table', 'get_uri']);

export function engineMethod(state: State, engine: Engine, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first = args.positional[0];
  if (RUNS.has(name)) {
    const query = argument(args, name === 'sql' ? 'query' : name === 'query' ? 'query' : 'sql', 0) ?? keyword(args, 'statement') ?? keyword(args, 'operation') ?? keyword(args, 'command');
    const list = query && isSequence(query.value) ? query.value.items : query ? [query.value] : [];
    let last: Step | null = null;
    for (const v of list) last = databaseSql(state, v, query!.span, run, { dialect: engine.dialect, schema: engine.schema, parameters: args.positional.length > 1 || keyword(args, 'params') !== undefined || keyword(args, 'parameters') !== undefined }) ?? last;
    return last ? newFrame(PANDAS.has(name) ? 'pandas' : 'duckdb', last) : hosted(engine);
  }
  if (PASSES.has(name)) return hosted(engine);
  switch (name) {
    case 'register': {
      const text = knownText(first?.value);
      const frame = frameOf(args.positional[1]?.value);
      if (text !== null && frame) state.views.set(text.toLowerCase(), frame.step);
      return hosted(engine);
    }
    case 'table': case 'list_rows': case 'get_table': case 'view': {
      if (first?.value.kind !== 'text') return hosted(engine);
      return newFrame('duckdb', runSqlTable(state, first.value, first.expression.span, run) ?? note(state, { kind: 'rows', columns: null, span: at.span }));
    }
    case 'insert_rows': case 'insert_rows_json': case 'insert': case 'insert_df': case 'copy_from': case 'bulk_load': case 'copy_records_to_table': {
      const table = argument(args, 'table', name === 'copy_from' ? 1 : 0);
      if (table?.value.kind === 'text') write(state, table.value, table.span, run, frameOf(args.positional[1]?.value)?.step ?? null);
      return hosted(engine);
    }
    case 'load_table_from_uri': {
      const table = argument(args, 'destination', 1);
      const from = argument(args, 'source_uris', 0);
      const read = (from ? (isSequence(from.value) ? from.value.items : [from.value]) : []).flatMap(v => {
        const place = v.kind === 'text' ? pathPlace(v.text, state.naming) : null;
        return place ? (readPlace(state, place, v, from!.span, run) ?? []) : [];
      });
      if (table?.value.kind === 'text') write(state, table.value, table.span, run, read[0] ? note(state, opened(read, table.span)) : null);
      return hosted(engine);
    }
    case 'extract_table': {
      const to = argument(args, 'destination_uris', 1);
      const from = argument(args, 'source', 0);
      const step = from?.value.kind === 'text' ? runSqlTable(state, from.value, from.span, run) : null;
      for (const v of to ? (isSequence(to.value) ? to.value.items : [to.value]) : []) {
        const place = v.kind === 'text' ? pathPlace(v.text, state.naming) : null;
        if (place) writePlace(state, place, v, to!.span, run, step);
      }
      return hosted(engine);
    }
    case 'load_table_from_dataframe': case 'load_table_from_json': case 'load_table_from_file': {
      const table = argument(args, 'destination', 1);
      if (table?.value.kind === 'text') write(state, table.value, table.span, run, frameOf(first?.value)?.step ?? null);
      return hosted(engine);
    }
    default: return undefined;
  }
}

function runSqlTable(state: State, value: Extract<Value, { kind: 'text' }>, at: Span, run: Run): Step | null {
  const place = tableNamed(value.text, false, state.naming);
  return place ? readPlace(state, place, value, at, run) : null;
}

function write(state: State, value: Extract<Value, { kind: 'text' }>, at: Span, run: Run, step: Step | null): void {
  const place = tableNamed(value.text, true, state.naming);
  if (place) writePlace(state, place, value, at, run, step);
}

/** SQL that a client runs. `text("…")` of SQLAlchemy and `sql.SQL("…")` of psycopg are looked through. */
export function databaseSql(state: State, value: Value, at: Span, run: Run, options: { readonly dialect: Dialect | null; readonly schema: string | null; readonly parameters: boolean }): Step | null {
  const inner = value.kind === 'made' && /\.(text|SQL|Composed)$/.test(value.path) ? value.args.positional[0] : undefined;
  const text = inner?.value ?? value;
  const span = inner?.expression.span ?? at;
  if (text.kind !== 'text') return null;
  if (!text.known && /\{[^{}]*\}/.test(text.text) && !options.parameters && span.end <= state.length && valuePlaceholder(text.text)) tell(state, run, 'interpolated-sql', span, 'Values are put into this SQL as text: a quote in one of them breaks the statement, or changes it; give them as parameters');
  return runSql(state, text, span, run, { dialect: options.dialect, schema: options.schema, views: options.dialect === 'duckdb', flavor: 'sql' });
}

/** Whether a symbol stands where a value would: behind a comparison, in VALUES, between quotes. Names can't be parameters. */
function valuePlaceholder(text: string): boolean {
  return /'[^'\n]{0,200}\{[^{}]*\}[^'\n]{0,200}'/.test(text) || /(=|<|>|\bin\s*\(|\bvalues\s*\(|\blike)\s*\{[^{}]*\}/i.test(text);
}

/** `write_pandas(conn, df, "ORDERS", schema="RAW")`. */
export function writePandas(state: State, args: CallArguments, run: Run): void {
  const table = argument(args, 'table_name', 2);
  const schema = argument(args, 'schema', 4);
  const database = argument(args, 'database', 3);
  if (table?.value.kind !== 'text') return;
  const place = tableNamed(table.value.text, true, state.naming, [knownText(database?.value), knownText(schema?.value)]);
  if (place) writePlace(state, place, table.value, table.span, run, frameOf(argument(args, 'df', 1)?.value)?.step ?? null);
}

/** DuckDB's own module: `duckdb.sql("select … from 'x.csv'")`. */
export function duckdbFunction(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const engine: Engine = { is: 'engine', dialect: 'duckdb', system: 'duckdb', schema: null };
  if (name === 'sql' || name === 'query' || name === 'execute') return engineMethod(state, engine, name, args, at, run);
  return undefined;
}
