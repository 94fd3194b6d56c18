import { alternatives, callFunction, type CallArguments, type Expression, type FunctionValue, type Host, NO_ARGUMENTS, newRun, type TextValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';

/** SQL that a function hands to a database. */
export interface SqlCall {
  readonly text: TextValue;
  /** What stands in the place of the text. */
  readonly span: Span;
  /** What is called, with all that leads there: `duckdb.connect().execute`; for the dialect. */
  readonly callee: string;
}

/** Functions and methods that take SQL, by the last part of their name. */
const TAKES_SQL = /^(execute\w*|exec|exec_driver_sql|sql|query\w*|run_query|read_sql\w*|read_database\w*|read_gbq|fetch\w*|get_records|get_first|get_pandas_df|get_df|run|text|load_table_from_query|insert_rows_from_query)$/;

const LOOKS_LIKE_SQL = /^\s*(?:--[^\n]*\n\s*)*(?:select|with|insert|create|merge|update|delete|copy|truncate|replace|alter|drop)\s/i;

/** Steps in one function. */
const MOST_STEPS = 4_000;

/** The SQL that the body of a function runs, as far as the file tells it: constants and f-strings of known parts. Parameters are not known. */
export function sqlCallsOf(f: FunctionValue): SqlCall[] {
  const out: SqlCall[] = [];
  const note = (callee: string, args: CallArguments, at: Expression): void => {
    if (!TAKES_SQL.test(callee.slice(callee.lastIndexOf('.') + 1)) || out.length >= 100) return;
    const given = [...args.positional.map(p => ({ value: p.value, span: p.expression.span })), ...args.keywords.filter(k => /^(sql|query|statement|sql_query)$/.test(k.name))];
    for (const { value, span } of given.slice(0, 3)) {
      for (const v of alternatives(value)) if (v.kind === 'text' && LOOKS_LIKE_SQL.test(v.text) && !out.some(o => o.span.start === span.start && o.text.text === v.text)) out.push({ text: v, span, callee });
    }
    if (at.kind !== 'call') return;
  };
  const host: Host = {
    call(path, args, at) {
      note(path, args, at);
      // `text("select …")` is the text.
      return /^sqlalchemy(\.\w+)*\.text$/.test(path) ? args.positional[0]?.value : undefined;
    },
    method(object, name, args, at) {
      note(`${nameOf(object)}.${name}`, args, at);
      return undefined;
    },
    called(callee, args, at) {
      if (callee.kind === 'unknown' && callee.name !== null) note(`${at.kind === 'call' ? dottedName(at.callee) : ''}.${callee.name}`, args, at);
    },
  };
  const run = newRun(host, MOST_STEPS);
  run.frames.push({ function: null, returned: [], yielded: [], call: null });
  callFunction(f, { ...NO_ARGUMENTS, open: true }, { kind: 'unknown', span: f.definition.span }, run);
  return out;
}

function nameOf(value: Value): string {
  if (value.kind === 'made' || value.kind === 'external') return value.path;
  return value.kind === 'unknown' ? (value.name ?? '') : '';
}

function dottedName(e: Expression): string {
  if (e.kind === 'name') return e.name;
  return e.kind === 'attribute' ? `${dottedName(e.value)}.${e.name}` : e.kind === 'call' ? dottedName(e.callee) : '';
}
