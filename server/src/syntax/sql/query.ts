import { span } from '../../text/span';
import { advance, atClose, type DraftOutput, is, MAX_DEPTH, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from './cursor';
import { expression } from './expressions';
import { fromClause } from './from';
import { HOLE } from './lexer';
import { nameList, tableName } from './names';
import { pipes } from './pipes';
import { pivotQuery } from './pivotQuery';
import { closeBracket, misspeltClause, problem, skipBrackets, skipOne, skipTo, startsClause } from './recover';
import { select } from './select';
import { tail } from './tail';
import { aliasedValues, values } from './values';
import { withClause } from './with';
import type { Word } from './words';

/** Reads a query in brackets; the opening one is the current token unless `bracketed` is false. Gives the index of its scope. */
export function subquery(r: Reader, parent: number | null, bracketed = true): number {
  const saved = {
    sink: r.sink, useKind: r.useKind, scope: r.scope, subqueries: r.subqueries, aggregated: r.aggregated, opaque: r.opaque, bound: r.bound, expands: r.expands,
  };
  const open = r.i;
  if (bracketed) advance(r);
  const scope = query(r, parent !== null && parent < 0 ? null : parent);
  if (bracketed) {
    if (!atClose(r)) unread(r, scope);
    if (!closeBracket(r, open, ')')) r.scopes[scope]!.incomplete = true;
  }
  Object.assign(r, saved);
  return scope;
}

/** Something stands after a query inside brackets that no clause begins with. */
export function unread(r: Reader, scope: number): void {
  r.scopes[scope]!.incomplete = true;
  misspeltClause(r);
  while (!atClose(r)) skipOne(r);
}

/** Reads `[with …] body [set operations] [order by … limit …] [|> …]` and gives the index of the resulting scope. */
export function query(r: Reader, parent: number | null): number {
  const outer = r.ctes;
  const { bound } = r;
  const start = startOf(r);
  if (r.depth >= MAX_DEPTH) {
    const scope = newScope(r, 'opaque', parent, start);
    while (!atClose(r)) skipOne(r);
    return finish(r, scope, start, true);
  }
  r.depth++;
  holesBefore(r);
  if (is(r, 'with')) withClause(r);
  const left = term(r, parent);
  const scope = queryRest(r, left, parent);
  r.depth--;
  r.ctes = outer;
  r.bound = bound;
  return scope;
}

/** Holes that expand to nothing of the query (configuration) before its first word. */
function holesBefore(r: Reader): void {
  while (r.kind === HOLE && (peek(r) === 'select' || peek(r) === 'with' || (peekKind(r) === HOLE && peek(r) === ''))) advance(r);
}

export function finish(r: Reader, scope: number, start: number, incomplete: boolean): number {
  const s = r.scopes[scope]!;
  s.span = spanFrom(r, start);
  if (incomplete) s.incomplete = true;
  return scope;
}

export const SET_WORDS: ReadonlySet<Word> = new Set<Word>(['union', 'intersect', 'except', 'minus']);

/** After a first branch: set operations, then ORDER BY, LIMIT and the like of the whole, again and again. */
export function queryRest(r: Reader, left: number, parent: number | null): number {
  let scope = left;
  let set = false;
  const start = r.scopes[left]!.span.start;
  for (;;) {
    const at = r.i;
    if (SET_WORDS.has(r.word) || setPrefix(r)) {
      const byName = setOperator(r);
      const s = r.scopes[scope]!;
      if (!set || s.byName !== byName) {
        const outer = newScope(r, 'set', parent, start);
        r.scopes[outer]!.branches.push(scope);
        r.scopes[outer]!.byName = byName;
        scope = outer;
        set = true;
      }
      // From its second branch on, a CTE may name itself.
      if (r.traits.implicitRecursion && r.openCte !== null) r.openCte.visible = true;
      if (atClose(r) || (startsClause(r.word) && !startsTerm(r))) {
        problem(r, 'a query after the set operator');
        r.scopes[scope]!.incomplete = true;
      } else r.scopes[scope]!.branches.push(term(r, parent));
    }
    tail(r, scope);
    if (is(r, '|>')) scope = pipes(r, scope, parent);
    if (r.kind === HOLE) {
      // `{{ limit() }}`, or a branch that a macro adds.
      advance(r);
      continue;
    }
    if (r.i === at) break;
  }
  r.scopes[scope]!.span = spanFrom(r, start);
  return scope;
}

function startsTerm(r: Reader): boolean {
  return is(r, 'select') || is(r, 'with') || is(r, 'from') || is(r, '(');
}

/** `left union`, `full outer union all by name`, `inner union` of BigQuery. */
function setPrefix(r: Reader): boolean {
  if (!is(r, 'full') && !is(r, 'left') && !is(r, 'inner')) return false;
  return SET_WORDS.has(peek(r)) || (peek(r) === 'outer' && SET_WORDS.has(peek(r, 2)));
}

/** Steps over a set operator; whether it matches columns by name. */
function setOperator(r: Reader): boolean {
  while (!SET_WORDS.has(r.word)) advance(r);
  advance(r);
  let byName = false;
  for (;;) {
    if (is(r, 'all') || is(r, 'distinct') || is(r, 'strict')) advance(r);
    else if (is(r, 'by') && peek(r) === 'name') {
      advance(r);
      advance(r);
      byName = true;
      if (take(r, 'on')) nameList(r);
    } else if (is(r, 'corresponding')) {
      advance(r);
      byName = true;
      if (take(r, 'by')) nameList(r);
    } else return byName;
  }
}

/** One branch: a select, brackets, VALUES, TABLE t, FROM first, or text that is not known. */
function term(r: Reader, parent: number | null): number {
  const start = startOf(r);
  switch (r.word) {
    case 'select':
      return select(r, parent);
    case 'from':
      return fromFirst(r, parent, start);
    case 'with': {
      const scope = query(r, parent);
      return scope;
    }
    case 'values':
    case 'value':
      if (is(r, 'values') || peek(r) === '(') return aliasedValues(r, values(r, parent));
      break;
    case 'table':
      return tableQuery(r, parent, start);
    case '(': {
      if (r.depth >= MAX_DEPTH) break;
      const open = r.i;
      advance(r);
      const scope = query(r, parent);
      if (!atClose(r)) unread(r, scope);
      if (!closeBracket(r, open, ')')) r.scopes[scope]!.incomplete = true;
      r.scopes[scope]!.span = spanFrom(r, start);
      return scope;
    }
    case 'pivot':
    case 'unpivot': {
      const made = pivotQuery(r, parent);
      if (made !== null) return made;
      const scope = newScope(r, 'opaque', parent, start);
      skipTo(r, w => SET_WORDS.has(w) || w === 'order' || w === 'limit');
      return finish(r, scope, start, true);
    }
    case 'describe':
    case 'show':
    case 'summarize':
    case 'explain': {
      const scope = newScope(r, 'opaque', parent, start);
      skipTo(r, w => SET_WORDS.has(w) || w === 'order' || w === 'limit');
      return finish(r, scope, start, true);
    }
    default:
      break;
  }
  const scope = newScope(r, 'opaque', parent, start);
  if (r.kind === HOLE) {
    // What follows text that is not known can't be judged.
    r.quiet = true;
    advance(r);
    skipBrackets(r);
    // `{{ select_from() }} where …`: clauses around a hole are read for their columns only so far as they are found.
    skipTo(r, w => SET_WORDS.has(w) || w === 'select' || w === 'with');
    if (is(r, 'select') || is(r, 'with')) {
      const rest = query(r, parent);
      r.scopes[rest]!.incomplete = true;
      return rest;
    }
  } else if (!atClose(r)) {
    skipTo(r, w => SET_WORDS.has(w) || w === 'select');
  }
  return finish(r, scope, start, true);
}

/** FROM first: `from t select a`, or `from t` alone, which gives all columns; pipes may follow. */
function fromFirst(r: Reader, parent: number | null, start: number): number {
  const scope = newScope(r, 'select', parent, start);
  inScope(r, scope, () => fromClause(r, scope));
  if (is(r, 'select')) return select(r, parent, scope);
  inScope(r, scope, () => {
    // `from t where …` without a select list.
    if (is(r, 'where')) {
      advance(r);
      noting(r, r.scopes[scope]!.indirect, 'filter', () => expression(r));
    }
  });
  r.scopes[scope]!.outputs.push(starOutput(start));
  if (is(r, 'select')) {
    r.scopes[scope]!.outputs = [];
    return select(r, parent, scope);
  }
  return finish(r, scope, start, false);
}

/** The output that a missing select list stands for. */
export function starOutput(at: number, qualifier: string[] | null = null): DraftOutput {
  const s = span(at, at);
  return {
    name: null, nameSpan: null, quoted: false, aliased: false, span: s, expression: s, star: { qualifier, except: [], replace: [], rename: [] },
    kind: 'identity', uses: [], subqueries: [], type: null, literal: null, literals: null, opaque: false,
  };
}

/** Reads with columns looked up in `scope`. */
export function inScope(r: Reader, scope: number, read: () => void): void {
  const saved = { sink: r.sink, useKind: r.useKind, scope: r.scope, subqueries: r.subqueries, bound: r.bound, aggregated: r.aggregated, opaque: r.opaque, expands: r.expands };
  r.scope = scope;
  r.sink = r.scopes[scope]!.indirect;
  r.useKind = 'filter';
  r.subqueries = [];
  read();
  Object.assign(r, saved);
}

function tableQuery(r: Reader, parent: number | null, start: number): number {
  const scope = newScope(r, 'select', parent, start);
  advance(r);
  const table = tableName(r);
  if (table !== null) {
    const name = table.parts.at(-1)?.name ?? null;
    r.scopes[scope]!.inputs.push({ name, alias: null, span: table.span, source: sourceOf(r, table), columnAliases: null, join: 'from', using: [], natural: false });
  }
  r.scopes[scope]!.outputs.push(starOutput(start));
  return finish(r, scope, start, table === null);
}

/** What a table name in FROM means: a CTE in view, or a table. */
export function sourceOf(r: Reader, table: ReturnType<typeof tableName> & object): { kind: 'table'; table: typeof table } | { kind: 'scope'; scope: number } {
  if (table.parts.length === 1) {
    const name = table.parts[0]!.name.toLowerCase();
    for (let top = r.ctes; top !== null; top = top.outer) {
      const entry = top.names.get(name);
      if (entry === undefined) continue;
      if (entry.scope >= 0) return { kind: 'scope', scope: entry.scope };
      if (!entry.visible) continue;
      const source = { kind: 'scope' as const, scope: -1 };
      entry.selves.push(source);
      return source;
    }
  }
  return { kind: 'table', table };
}
