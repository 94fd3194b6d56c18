import type { Output, Query, Use } from '../../model/query';
import type { Run, TextValue } from '../../syntax/python';
import { readSql } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { type Expr, expr } from './objects';
import type { Made, Named } from './plan';
import { isSure, originOf, type State } from './state';

const HEAD = 'SELECT ';

/** The expressions of a text like `a + 1 as b, count(*) as n`, as Spark's `selectExpr` and `expr` read it. */
export function sqlExpressions(state: State, value: TextValue, at: Span, run: Run): readonly Expr[] {
  const read = readExpression(state, value);
  if (read === null) return [expr('spark', at, { opaque: true })];
  const { query, moved } = read;
  const root = query.scopes[query.root];
  if (!root) return [expr('spark', at, { opaque: true })];
  const sure = isSure(run) && moved !== null;
  return root.outputs.map((o): Expr => {
    const span = moved === null ? at : o.span;
    const made = madeOf(o, sure, span, moved !== null);
    return expr('spark', span, { name: made.name ?? castName(read.text.slice(o.expression.start, o.expression.end)), nameSpan: made.nameSpan, uses: made.uses, kind: o.kind, type: o.type, literal: o.literal, opaque: o.opaque || root.incomplete, star: made.star });
  });
}

/** The columns that a condition in SQL names. */
export function sqlCondition(state: State, value: TextValue, run: Run): readonly Named[] {
  return sqlExpressions(state, value, originOf(state, value) ?? { start: 0, end: 0 }, run).flatMap(e => e.uses.map(u => ({ ...u, kind: 'filter' as const })));
}

/** Reads the text as what stands behind SELECT. Positions are those of the file where the text stands in it, else `moved` is null. */
function readExpression(state: State, value: TextValue): { readonly query: Query; readonly text: string; readonly moved: true | null } | null {
  if (!value.known || value.text.trim() === '') return null;
  const origin = originOf(state, value);
  const inFile = origin !== null && origin.start >= HEAD.length;
  const text = inFile ? ' '.repeat(origin.start - HEAD.length) + HEAD + state.text.slice(origin.start, origin.end) : HEAD + value.text;
  const start = inFile ? origin.start - HEAD.length : 0;
  const query = readSql(text, start, text.length, { dialect: 'databricks' }).statements[0]?.query;
  return query ? { query, text, moved: inFile ? true : null } : null;
}

function madeOf(o: Output, sure: boolean, at: Span, written: boolean): Made {
  const uses = o.uses.map((u): Named => namedOf(u, sure, at, written));
  return {
    name: o.name, nameSpan: written ? o.nameSpan : null, span: at, uses, kind: o.kind, type: o.type, literal: o.literal, fields: null, opaque: o.opaque || o.subqueries.length > 0,
    star: o.star && o.star.qualifier === null ? { except: o.star.except, rename: o.star.rename, replace: [] } : null,
  };
}

/** `a.b` in a frame's SQL is a field of `a`, or a column of the frame aliased so: nothing sure. */
function namedOf(u: Use, sure: boolean, at: Span, written: boolean): Named {
  const deep = u.qualifier.length > 0;
  return { column: deep ? u.qualifier[0]! : u.column, span: written ? u.span : at, kind: u.kind, of: null, sure: sure && !deep && written };
}

/** Spark names a cast after what it casts. */
function castName(expression: string): string | null {
  return /^(?:cast|try_cast)\s*\(\s*(\w+)\s+as\s+[\w()<>,\s]+\)$/i.exec(expression.trim())?.[1] ?? null;
}
