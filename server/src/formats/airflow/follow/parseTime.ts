import type { CallArguments, Expression, Run, Value } from '../../../syntax/python';
import { knownText } from '../../../syntax/python';
import { type State, tell } from './state';

/** Calls that reach out of the process. What is followed runs every time the scheduler reads the file. */
const IO: readonly (readonly [RegExp, string])[] = [
  [/^(requests|httpx)\.(get|post|put|patch|delete|head|request)$/, 'a web request'],
  [/^urllib\.request\.urlopen$/, 'a web request'],
  [/^subprocess\.(run|call|check_call|check_output|Popen)$/, 'a program is started'],
  [/^os\.(system|popen)$/, 'a program is started'],
  [/^(pandas|polars|dask\.dataframe)\.(read_\w+|scan_\w+)$/, 'data is read'],
  [/^(psycopg2|psycopg|pymysql|mysql\.connector|snowflake\.connector|sqlite3|duckdb|cx_Oracle|pyodbc)\.connect$/, 'a connection to a database is opened'],
  [/^sqlalchemy\.create_engine\(\)\.(connect|execute|begin)$/, 'a connection to a database is opened'],
  [/^google\.cloud\.(bigquery|storage)\.Client\(\)\.(query|list_\w+|get_\w+|load_\w+)$/, 'a cloud service is called'],
  [/^time\.sleep$/, 'it waits'],
];

const HOOK_WORK = /^airflow\..*Hook\(\)\.(get_(records|first|pandas_df|df|conn|connection|credentials|key|client\w*)|run|read_key|list_\w+|load_\w+|insert_rows|execute\w*|download\w*|upload\w*)$/;

/** Tells of work that is done whenever the file is parsed. */
export function noteParseTimeWork(state: State, callee: Value, args: CallArguments, at: Expression, run: Run): void {
  const path = callee.kind === 'external' ? callee.path : callee.kind === 'method' && callee.object.kind === 'made' ? `${callee.object.path}().${callee.name}` : null;
  if (path === null || run.branches.some(b => b.way > 0)) return;
  const span = at.kind === 'call' ? at.callee.span : at.span;
  if (HOOK_WORK.test(path)) tell(state, 'io-at-parse-time', span, 'The hook is used whenever the scheduler parses this file; do it inside a task');
  const io = IO.find(([pattern]) => pattern.test(path));
  if (io) tell(state, 'io-at-parse-time', span, `Whenever the scheduler parses this file, ${io[1]}; do it inside a task`);
  if (/^airflow\.(hooks\.base|sdk)\.BaseHook\.get_connection$|^airflow\.(models|sdk)(\.connection)?\.Connection\.get(_connection_from_secrets)?$/.test(path)) {
    const id = knownText(args.positional[0]?.value) ?? knownText(args.keywords.find(k => k.name === 'conn_id')?.value);
    tell(state, 'io-at-parse-time', span, `The connection${id ? ` '${id}'` : ''} is looked up whenever the scheduler parses this file; do it inside a task`);
  }
}
