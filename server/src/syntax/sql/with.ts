import { span } from '../../text/span';
import { startsQuery } from './calls';
import { canAlias } from './aliases';
import { advance, atClose, atEnd, type CteEntry, is, isName, isPlainName, moveTo, newScope, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan } from './cursor';
import { expression } from './expressions';
import { HOLE, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { items } from './items';
import { type Identifier, identifier, nameList, nameOf, tableName } from './names';
import { finish, inScope, query, starOutput, unread } from './query';
import { closeBracket, problem, skipBrackets, skipOne, skipTo } from './recover';

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
      if (is(r, ',') || (is(r, 'select') && !r.traits.trailingComma)) problem(r, 'the name of a CTE');
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
  const { openCte } = r;
  r.openCte = entry;
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
  r.openCte = openCte;
  if (columns !== null && columns.length > 0) scope = renamed(r, scope, columns);
  const inner = scope;
  const added = cteTail(r);
  if (added.length > 0) scope = widened(r, scope, added);
  const s = r.scopes[scope]!;
  s.name = name.name;
  s.nameSpan = name.span;
  s.cte = true;
  entry.scope = scope;
  for (const self of entry.selves) self.scope = inner;
  return true;
}

/** Wraps a scope in one that has more columns, which the engine makes. */
function widened(r: Reader, inner: number, added: readonly Identifier[]): number {
  const from = r.scopes[inner]!;
  const scope = newScope(r, 'select', from.parent, from.span.start);
  const s = r.scopes[scope]!;
  s.span = from.span;
  s.inputs.push({ name: null, alias: null, span: from.span, source: { kind: 'scope', scope: inner }, columnAliases: null, join: 'from', using: [], natural: false });
  s.outputs.push(starOutput(from.span.start));
  for (const c of added) {
    s.outputs.push({
      name: c.name, nameSpan: c.span, quoted: c.quoted, aliased: true, span: c.span, expression: c.span, star: null, kind: 'transformation', uses: [], subqueries: [], type: null, literal: null, literals: null, opaque: false,
    });
  }
  return scope;
}

/** SEARCH and CYCLE clauses after a recursive CTE: the columns that they add. */
function cteTail(r: Reader): Identifier[] {
  const added: Identifier[] = [];
  while (is(r, 'search') || is(r, 'cycle')) {
    advance(r);
    while (!atClose(r) && !is(r, ',') && !is(r, 'select') && !is(r, 'search') && !is(r, 'cycle') && !is(r, 'insert') && !is(r, 'update') && !is(r, 'delete')) {
      const adds = is(r, 'set') || (is(r, 'using') && added.length > 0);
      skipOne(r);
      if (adds && isPlainName(r)) added.push({ name: nameOf(r), quoted: r.kind === QUOTED, span: tokenSpan(r) });
      if (is(r, ',') && (peek(r, 2) === ',' || peek(r, 2) === 'set')) advance(r);
    }
  }
  return added;
}

function cteBody(r: Reader): number {
  if (is(r, 'insert') || is(r, 'update') || is(r, 'delete') || is(r, 'merge')) {
    return writingBody(r);
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

/** A CTE that writes: its rows are what RETURNING gives of the table written. */
function writingBody(r: Reader): number {
  const start = startOf(r);
  const at = r.i;
  while (!atClose(r) && !is(r, 'returning')) skipOne(r);
  const returning = is(r, 'returning');
  const end = r.i;
  const scope = newScope(r, returning ? 'select' : 'opaque', null, start);
  if (!returning) return finish(r, scope, start, true);
  moveTo(r, at);
  advance(r);
  while (is(r, 'into') || is(r, 'from') || is(r, 'only')) advance(r);
  const table = tableName(r);
  const s = r.scopes[scope]!;
  if (table !== null) {
    take(r, 'as');
    const name = r.i < end && canAlias(r) && !is(r, '(') ? identifier(r) : null;
    s.inputs.push({
      name: name?.name ?? table.parts.at(-1)?.name ?? null, alias: name && { name: name.name, span: name.span }, span: spanFrom(r, table.span.start), source: { kind: 'table', table }, columnAliases: null, join: 'from', using: [], natural: false,
    });
  }
  while (r.i < end) {
    // What stands beside the table may be returned too.
    if (is(r, 'from') || is(r, 'using')) s.incomplete = true;
    skipOne(r);
  }
  advance(r);
  inScope(r, scope, () => items(r, s));
  while (!atClose(r)) skipOne(r);
  finish(r, scope, start, table === null);
  if (s.incomplete && table !== null) s.placed = true;
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
    if (after !== 'as') return after !== '(' && after !== 'select' && after !== 'using';
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
