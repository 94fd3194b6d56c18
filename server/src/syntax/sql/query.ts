import type { Query } from '../../model/query';
import { span } from '../../text/span';
import { startsQuery } from './calls';
import {
  advance, atClose, atEnd, type CteEntry, type DraftOutput, is, isName, isPlainName, MAX_DEPTH, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take,
} from './cursor';
import { expression, expressionList, literalRun, orderList } from './expressions';
import { HOLE, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { identifier, nameList, tableName } from './names';
import { pipes } from './pipes';
import { closeBracket, misspeltClause, problem, skipBrackets, skipOne, skipTo, startsClause } from './recover';
import { fromClause } from './from';
import { select } from './select';

import type { Word } from './words';

/** Reads a query with its own list of scopes. The current token begins it (WITH, SELECT, a bracket, VALUES, FROM, a hole). */
export function wholeQuery(r: Reader): Query {
  const { scopes, ctes, scope } = r;
  r.scopes = [];
  r.ctes = null;
  r.scope = -1;
  const root = query(r, null);
  const result: Query = { scopes: r.scopes, root };
  r.scopes = scopes;
  r.ctes = ctes;
  r.scope = scope;
  return result;
}

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
function unread(r: Reader, scope: number): void {
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

function finish(r: Reader, scope: number, start: number, incomplete: boolean): number {
  const s = r.scopes[scope]!;
  s.span = spanFrom(r, start);
  if (incomplete) s.incomplete = true;
  return scope;
}

const SET_WORDS: ReadonlySet<Word> = new Set<Word>(['union', 'intersect', 'except', 'minus']);

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
      for (let top = r.ctes; top !== null; top = top.outer) for (const entry of top.names.values()) if (r.traits.implicitRecursion && entry.scope < 0) entry.visible = true;
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
    case 'unpivot':
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

export function values(r: Reader, parent: number | null): number {
  const start = startOf(r);
  const scope = newScope(r, 'values', parent, start);
  advance(r);
  let width = 0;
  let first = true;
  do {
    if (!first && atClose(r)) break;
    if (r.kind === HOLE) {
      advance(r);
      r.scopes[scope]!.incomplete = true;
      continue;
    }
    if (is(r, 'row')) advance(r);
    const sink: typeof r.sink = [];
    inScope(r, scope, () => {
      r.sink = sink;
      r.useKind = 'identity';
      if (is(r, '(')) {
        const open = r.i;
        advance(r);
        width = first ? row(r, scope) : row(r, null);
        closeBracket(r, open, ')');
      } else width = first ? row(r, scope, true) : row(r, null, true);
    });
    first = false;
  } while (take(r, ','));
  if (width === 0) r.scopes[scope]!.incomplete = true;
  return finish(r, scope, start, false);
}

/** Spark lets VALUES have an alias of its own: `values (1, 2) as t(a, b)`. */
function aliasedValues(r: Reader, scope: number): number {
  if (r.traits.dialect !== 'databricks' || (!is(r, 'as') && !(isPlainName(r) && r.id === 0))) return scope;
  take(r, 'as');
  identifier(r);
  const names = nameList(r);
  return names === null || names.length === 0 ? scope : renamed(r, scope, names);
}

/** One row of VALUES; its expressions become the outputs of `scope` if that is given. */
function row(r: Reader, scope: number | null, single = false): number {
  let count = 0;
  do {
    if (scope === null) literalRun(r);
    const start = startOf(r);
    const from = r.sink.length;
    if (!expression(r)) break;
    count++;
    if (scope === null) continue;
    const at = spanFrom(r, start);
    r.scopes[scope]!.outputs.push({
      name: valueColumn(r, count), nameSpan: null, quoted: false, aliased: false, span: at, expression: at, star: null, kind: r.shape === 'column' ? 'identity' : 'transformation', uses: valueUses(r, from), subqueries: [],
      type: r.type, literal: null, literals: null, opaque: r.opaque,
    });
    if (single) break;
  } while (take(r, ','));
  if (!atClose(r) && !single) while (!atClose(r)) skipOne(r);
  return count;
}

function valueUses(r: Reader, from: number): typeof r.sink {
  const uses = r.sink.slice(from);
  if (r.shape !== 'column') for (const use of uses) if (use.kind === 'identity') use.kind = 'transformation';
  return uses;
}

/** How a dialect names the n-th column of VALUES. */
function valueColumn(r: Reader, n: number): string {
  switch (r.traits.dialect) {
    case 'databricks':
      return `col${n}`;
    case 'duckdb':
      return `col${n - 1}`;
    case 'mysql':
      return `column_${n - 1}`;
    case 'trino':
      return `_col${n - 1}`;
    default:
      return `column${n}`;
  }
}

/** WITH and its CTEs; afterwards they are in view until `query` takes them out again. */
export function withClause(r: Reader): void {
  advance(r);
  const recursive = take(r, 'recursive');
  r.ctes = { outer: r.ctes, names: new Map() };
  if (is(r, 'function') && peekKind(r) === NAME && peek(r, 2) === '(') {
    // Trino's inline functions: their bodies are not read.
    r.quiet = true;
    skipTo(r, w => w === 'select' || w === 'with');
    if (is(r, 'with') && peek(r) !== '(') withClause(r);
    return;
  }
  while (!is(r, 'select') && !atEnd(r)) {
    const at = r.i;
    if (r.kind === HOLE && peek(r) !== 'as' && peek(r) !== '(') {
      // A macro that writes CTEs.
      advance(r);
      take(r, ',');
      continue;
    }
    if (is(r, 'xmlnamespaces') && peek(r) === '(') {
      advance(r);
      skipBrackets(r);
    } else if (!cte(r, recursive)) break;
    if (r.kind === HOLE && (peek(r) === ',' || peekKind(r) === NAME)) advance(r);
    if (take(r, ',')) {
      if (is(r, ',')) problem(r, 'the name of a CTE');
      continue;
    }
    if (r.i === at) break;
    if (isPlainName(r) && (peek(r) === 'as' && peek(r, 2) === '(')) {
      problem(r, 'a comma between CTEs');
      continue;
    }
    break;
  }
}

/** One CTE. False if none is here. */
function cte(r: Reader, recursive: boolean): boolean {
  // ClickHouse: `with <expression> as name`.
  if (!isName(r) || (is(r, 'select')) || notACte(r)) return valueCte(r);
  const name = identifier(r)!;
  const columns = startsQuery(r, 1) ? null : nameList(r);
  const entry: CteEntry = { scope: -1, visible: recursive, selves: [] };
  const names = r.ctes!.names;
  const key = name.name.toLowerCase();
  const shadowed = names.get(key);
  names.set(key, entry);
  if (is(r, 'using') && peek(r) === 'key') {
    advance(r);
    advance(r);
    skipBrackets(r);
  }
  if (!take(r, 'as')) {
    if (is(r, '(') || startsQuery(r, 0)) {
      // Snowflake and Spark let AS be left out.
      if (!is(r, '(') || (r.traits.dialect !== null && r.traits.dialect !== 'snowflake' && r.traits.dialect !== 'databricks')) problem(r, 'AS');
    }
    else {
      if (r.kind !== HOLE) problem(r, '`as (…)` after the name of the CTE');
      if (shadowed !== undefined) names.set(key, shadowed);
      else names.delete(key);
      if (r.kind === HOLE) advance(r);
      return true;
    }
  }
  if (is(r, 'not') && peek(r) === 'materialized') advance(r);
  take(r, 'materialized');
  const start = startOf(r);
  let scope: number;
  if (is(r, '(')) {
    const open = r.i;
    advance(r);
    const inner = startOf(r);
    scope = cteBody(r);
    if (!atClose(r)) unread(r, scope);
    const end = startOf(r);
    const closed = closeBracket(r, open, ')');
    const s = r.scopes[scope]!;
    if (!closed) s.incomplete = true;
    s.span = closed ? span(Math.min(inner, end), end) : s.span;
  } else if (r.kind === HOLE) {
    scope = newScope(r, 'opaque', null, start);
    advance(r);
    skipBrackets(r);
    finish(r, scope, start, true);
  } else {
    if (!is(r, 'procedure')) problem(r, 'a query in brackets');
    scope = newScope(r, 'opaque', null, start);
    finish(r, scope, start, true);
    if (isPlainName(r) && peek(r) !== 'as') {
      identifier(r);
    }
  }
  if (columns !== null && columns.length > 0) scope = renamed(r, scope, columns);
  const s = r.scopes[scope]!;
  s.name = name.name;
  s.nameSpan = name.span;
  s.cte = true;
  entry.scope = scope;
  for (const self of entry.selves) self.scope = scope;
  cteTail(r);
  return true;
}

/** SEARCH and CYCLE clauses after a recursive CTE. */
function cteTail(r: Reader): void {
  while (is(r, 'search') || is(r, 'cycle')) {
    advance(r);
    while (!atClose(r) && !is(r, ',') && !is(r, 'select') && !is(r, 'search') && !is(r, 'cycle') && !is(r, 'insert') && !is(r, 'update') && !is(r, 'delete')) {
      skipOne(r);
      if (is(r, ',') && (peek(r, 2) === ',' || peek(r, 2) === 'set')) advance(r);
    }
  }
}

function cteBody(r: Reader): number {
  if (is(r, 'insert') || is(r, 'update') || is(r, 'delete') || is(r, 'merge')) {
    // A CTE that writes: what it returns is not followed.
    const start = startOf(r);
    const scope = newScope(r, 'opaque', null, start);
    while (!atClose(r)) skipOne(r);
    return finish(r, scope, start, true);
  }
  if (atClose(r)) {
    problem(r, 'a query');
    const scope = newScope(r, 'opaque', null, startOf(r));
    return finish(r, scope, startOf(r), true);
  }
  const saved = { scope: r.scope, sink: r.sink, useKind: r.useKind, subqueries: r.subqueries, bound: r.bound, aggregated: r.aggregated, opaque: r.opaque };
  const scope = query(r, null);
  Object.assign(r, saved);
  return scope;
}

/** Whether what follows WITH is `<expression> as name` rather than `name as (…)`. */
function notACte(r: Reader): boolean {
  const next = peek(r);
  if (next === 'as' || next === 'using') return r.traits.dialect === 'clickhouse' && next === 'as' && peek(r, 2) !== '(' && peekKind(r, 2) === NAME && peek(r, 2) !== 'materialized' && peek(r, 2) !== 'not';
  if (next === '(') {
    const partner = r.tokens.match[r.i + 1]!;
    if (partner < 0) return false;
    const after = peek(r, partner + 1 - r.i);
    if (after !== 'as') return after !== '(' && after !== 'select';
    return peek(r, partner + 2 - r.i) !== '(' && peek(r, partner + 2 - r.i) !== 'materialized' && peek(r, partner + 2 - r.i) !== 'not' && r.tokens.kinds[partner + 2] !== HOLE;
  }
  return r.traits.dialect === 'clickhouse' || next === '.' || next === '+' || next === '-';
}

/** ClickHouse's `with 1 as x`: the expression counts for nothing else than its name. */
function valueCte(r: Reader): boolean {
  if (r.kind !== NUMBER && r.kind !== STRING && r.kind !== PARAM && !is(r, '(') && !is(r, '[') && r.kind !== NAME && r.kind !== QUOTED) return false;
  const saved = { sink: r.sink, useKind: r.useKind, subqueries: r.subqueries };
  r.sink = [];
  r.useKind = 'identity';
  r.subqueries = [];
  const read = expression(r);
  Object.assign(r, saved);
  if (!read) return false;
  if (take(r, 'as')) {
    const name = identifier(r);
    if (name !== null) r.bound = [...r.bound, name.name.toLowerCase()];
  }
  return true;
}

/** Wraps a scope so that its columns have the names of a list: `with t (a, b) as (…)`. */
export function renamed(r: Reader, inner: number, columns: readonly { readonly name: string; readonly quoted: boolean; readonly span: { start: number; end: number } }[]): number {
  const from = r.scopes[inner]!;
  const scope = newScope(r, 'select', from.parent, from.span.start);
  const s = r.scopes[scope]!;
  s.span = from.span;
  s.inputs.push({
    name: null, alias: null, span: from.span, source: { kind: 'scope', scope: inner }, columnAliases: columns.map(c => c.name), join: 'from', using: [], natural: false,
  });
  for (const c of columns) {
    s.outputs.push({
      name: c.name, nameSpan: c.span, quoted: c.quoted, aliased: false, span: c.span, expression: c.span, star: null, kind: 'identity',
      uses: [{ qualifier: [], qualifierSpan: null, column: c.name, quoted: c.quoted, span: c.span, kind: 'identity', scope }],
      subqueries: [], type: null, literal: null, literals: null, opaque: false,
    });
  }
  const known = from.kind === 'select' && !from.incomplete && from.outputs.every(o => o.star === null);
  if (from.incomplete || (known && from.outputs.length !== columns.length)) s.incomplete = true;
  return scope;
}

/** ORDER BY, LIMIT, OFFSET, FETCH, FOR, SETTINGS and whatever else may end a query. */
function tail(r: Reader, scope: number): void {
  const s = r.scopes[scope]!;
  for (;;) {
    switch (r.word) {
      case 'order':
      case 'sort':
      case 'cluster':
      case 'distribute': {
        const next = peek(r);
        if (next !== 'by' && next !== 'siblings' && !(is(r, 'order') && !isPlainName(r))) return;
        if (next !== 'by' && peek(r, 2) !== 'by') {
          advance(r);
          problem(r, 'BY after ORDER');
          s.incomplete = true;
          break;
        }
        advance(r);
        if (!take(r, 'by')) {
          advance(r);
          advance(r);
        }
        inScope(r, scope, () => {
          r.useKind = 'sort';
          if (orderList(r) === 0 && r.kind !== HOLE) {
            problem(r, 'an expression to order by');
            s.incomplete = true;
          }
          if (is(r, 'interpolate')) {
            advance(r);
            skipBrackets(r);
          }
          if (is(r, 'with') && peek(r) === 'fill') skipTo(r, w => w === 'limit' || w === 'union');
        });
        break;
      }
      case 'limit':
        advance(r);
        inScope(r, scope, () => limit(r));
        break;
      case 'offset':
        if (peekKind(r) === HOLE || peekKind(r) === NUMBER || peekKind(r) === PARAM || peek(r) === '(' || peekKind(r) === NAME) {
          advance(r);
          inScope(r, scope, () => {
            r.sink = [];
            expression(r);
          });
          if (is(r, 'row') || is(r, 'rows')) advance(r);
          break;
        }
        return;
      case 'fetch':
        if (peek(r) !== 'first' && peek(r) !== 'next' && peekKind(r) !== NUMBER && peekKind(r) !== PARAM) return;
        advance(r);
        if (is(r, 'first') || is(r, 'next')) advance(r);
        while (r.kind === NUMBER || r.kind === PARAM || r.kind === HOLE || is(r, 'row') || is(r, 'rows') || is(r, 'percent') || is(r, 'only') || is(r, '(')) skipOne(r);
        if (is(r, 'with') && peek(r) === 'ties') {
          advance(r);
          advance(r);
        }
        break;
      case 'for':
        if (!forTail(r)) return;
        break;
      case 'settings':
        if (peekKind(r) !== NAME || peek(r, 2) !== '=') return;
        settings(r);
        break;
      case 'format':
        if (peekKind(r) !== NAME || !(peek(r, 2) === ';' || r.tokens.kinds[r.i + 2] === 0 || peek(r, 2) === ')' || peek(r, 2) === 'settings')) return;
        advance(r);
        advance(r);
        break;
      case 'into':
        if (peek(r) !== 'outfile' && peek(r) !== 'dumpfile' && !(peekKind(r) === PARAM && r.traits.dialect === 'mysql')) return;
        skipTo(r, w => w === 'format' || w === 'settings');
        break;
      case 'option':
        if (peek(r) !== '(') return;
        advance(r);
        skipBrackets(r);
        break;
      case 'with':
        if (peek(r) !== 'ur' && peek(r) !== 'ties' && peek(r) !== 'no' && peek(r) !== 'data') return;
        advance(r);
        take(r, 'no');
        advance(r);
        break;
      case 'emit':
        if (peekKind(r) !== NAME) return;
        advance(r);
        advance(r);
        break;
      case 'using':
        if (peek(r) !== 'sample') return;
        skipTo(r, w => w === 'union' || w === 'limit');
        break;
      case 'lock':
        if (peek(r) !== 'in') return;
        for (let k = 0; k < 4 && !atClose(r); k++) advance(r);
        break;
      default:
        return;
    }
  }
}

function limit(r: Reader): void {
  r.sink = [];
  if (take(r, 'all')) return;
  if (!expression(r)) {
    if (atClose(r) && r.kind !== HOLE) problem(r, 'a number of rows after LIMIT');
    return;
  }
  take(r, 'percent');
  if (is(r, ',')) {
    advance(r);
    expression(r);
  }
  if (is(r, 'offset')) {
    advance(r);
    expression(r);
  }
  if (is(r, 'with') && peek(r) === 'ties') {
    advance(r);
    advance(r);
  }
  if (take(r, 'by')) {
    r.sink = r.scopes[r.scope]!.indirect;
    r.useKind = 'group_by';
    expressionList(r);
  }
}

/** FOR UPDATE, FOR SHARE, FOR XML …, FOR JSON …, FOR READ ONLY. */
function forTail(r: Reader): boolean {
  const next = peek(r);
  if (next !== 'update' && next !== 'share' && next !== 'no' && next !== 'key' && next !== 'xml' && next !== 'json' && next !== 'browse' && next !== 'read' && next !== 'fetch') return false;
  advance(r);
  while (!atClose(r) && !SET_WORDS.has(r.word) && !is(r, 'order') && !is(r, 'limit') && !is(r, 'for') && !is(r, 'option')) skipOne(r);
  return true;
}

function settings(r: Reader): void {
  advance(r);
  do {
    if (!isName(r)) break;
    advance(r);
    if (take(r, '=')) expression(r);
  } while (take(r, ','));
}

