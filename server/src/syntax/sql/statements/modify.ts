import type { TableName } from '../../../model/query';
import { startsQuery } from '../calls';
import { advance, atClose, atEnd, type DraftOutput, type DraftScope, type DraftUse, is, isName, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from '../cursor';
import { expression, missing } from '../expressions';
import { condition, fromItem, fromItems } from '../from';
import { HOLE, NAME, NUMBER, PARAM, STRING } from '../lexer';
import { item } from '../items';
import { type Identifier, identifier, nameList, tableName, textOf } from '../names';
import { inScope, starOutput } from '../query';
import { closeBracket, problem, skipBrackets, skipOne, skipStatement, strict } from '../recover';
import { emit, queryOf } from './emit';

/**
 * `update t set a = e … [from …] [where …]`. The query's inputs are the table itself and those of FROM; its outputs are
 * the columns set.
 */
export function update(r: Reader): void {
  advance(r);
  if (r.kind === NAME && r.id === 0 && /^statistics$/i.test(textOf(r)) && peek(r) !== 'set') {
    skipStatement(r);
    emit(r, 'other');
    return;
  }
  const scope = newScope(r, 'select', null, startOf(r));
  const s = r.scopes[scope]!;
  const given: Given[] = [];
  let target: TableName | null = null;
  inScope(r, scope, () => {
    while (is(r, 'low_priority') || is(r, 'ignore') || is(r, 'only') || is(r, 'or') || (is(r, 'replace') && s.inputs.length === 0) || is(r, 'top')) {
      advance(r);
      skipBrackets(r);
    }
    fromItems(r, scope, false);
    if (is(r, 'set')) {
      if (s.inputs.length === 0) problem(r, 'a table to update');
      advance(r);
      assignments(r, s);
    } else if (!atEnd(r) && r.kind !== HOLE) {
      if (is(r, '=') && s.inputs.length > 0) problem(r, 'SET');
      s.incomplete = true;
      while (!atEnd(r) && !is(r, 'set')) skipOne(r);
      if (take(r, 'set')) assignments(r, s);
    } else if (s.inputs.length > 0 && r.kind !== HOLE) problem(r, 'SET');
    target = tableOf(s, 0);
    const own = s.inputs[0];
    if (startsOutput(r)) output(r, given);
    if (take(r, 'from')) {
      fromItems(r, scope, false);
      target = throughAlias(s, own?.name ?? null) ?? target;
    }
    where(r, s, given);
  });
  s.span = spanFrom(r, r.statementStart);
  emit(r, 'update', { target, query: queryOf(r, scope) });
  emitGiven(r, given, target, s);
}

function tableOf(s: DraftScope, index: number): TableName | null {
  const source = s.inputs[index]?.source;
  return source?.kind === 'table' ? source.table : null;
}

/** `update a set … from t as a`: the target is what the alias stands for, and the first input is the same as that. */
function throughAlias(s: DraftScope, name: string | null): TableName | null {
  if (name === null) return null;
  const at = s.inputs.findIndex((i, k) => k > 0 && i.alias?.name.toLowerCase() === name.toLowerCase());
  if (at < 0) return null;
  const table = tableOf(s, at);
  if (table !== null) s.inputs.shift();
  return table;
}

/** What OUTPUT … INTO of T-SQL writes elsewhere. */
interface Given {
  readonly scope: number;
  readonly target: TableName;
  readonly targetColumns: Identifier[] | null;
}

function startsOutput(r: Reader): boolean {
  return r.kind === NAME && r.id === 0 && (r.traits.dialect === 'tsql' || r.traits.dialect === null) && /^output$/i.test(textOf(r));
}

/** `output inserted.a, deleted.b [into t (…)]`. */
function output(r: Reader, given: Given[]): void {
  const scope = newScope(r, 'select', null, startOf(r));
  const s = r.scopes[scope]!;
  inScope(r, scope, () => {
    advance(r);
    do {
      if (atClose(r) || is(r, 'into')) break;
      item(r, s);
    } while (take(r, ','));
  });
  s.span = spanFrom(r, s.span.start);
  if (!take(r, 'into')) return;
  const target = tableName(r);
  const targetColumns = is(r, '(') ? nameList(r) : null;
  if (target !== null) given.push({ scope, target, targetColumns });
}

/** Notes what OUTPUT writes; the rows come from the table that was changed, and from what stood beside it. */
function emitGiven(r: Reader, given: readonly Given[], changed: TableName | null, from: DraftScope): void {
  for (const { scope, target, targetColumns } of given) {
    const s = r.scopes[scope]!;
    if (changed === null) s.incomplete = true;
    else for (const name of ['inserted', 'deleted']) s.inputs.push({ name, alias: null, span: changed.span, source: { kind: 'table', table: changed }, columnAliases: null, join: 'cross', using: [], natural: false });
    s.inputs.push(...from.inputs.slice(1).map(i => ({ ...i, join: 'cross' as const, using: [], natural: false })));
    emit(r, 'insert', { target, targetColumns: targetColumns?.map(n => ({ name: n.name, span: n.span })) ?? null, query: queryOf(r, scope) });
  }
}

/** `delete a, b from x as a join y as b`: names listed from the index `from` to `to` (not included) that the items behind them explain. */
function dropListed(s: DraftScope, from: number, to: number): void {
  for (let k = to - 1; k >= from; k--) {
    const name = s.inputs[k]!.name?.toLowerCase();
    if (name !== undefined && s.inputs.slice(to).some(i => i.name?.toLowerCase() === name)) s.inputs.splice(k, 1);
  }
}

function where(r: Reader, s: DraftScope, given: Given[]): void {
  while (!atEnd(r)) {
    if (take(r, 'where')) {
      if (is(r, 'current') && peek(r) === 'of') {
        advance(r);
        advance(r);
      }
      noting(r, s.indirect, 'filter', () => {
        if (!expression(r)) missing(r, 'a condition after WHERE');
      });
    } else if (startsOutput(r)) {
      output(r, given);
      if (take(r, 'from')) fromItems(r, r.scope, false);
    } else if (is(r, 'returning') || is(r, 'order') || is(r, 'limit') || is(r, 'option') || is(r, 'settings')) {
      while (!atEnd(r)) skipOne(r);
    } else if (is(r, 'on') && peek(r) === 'cluster') {
      // ClickHouse: `on cluster c`.
      for (let k = 0; k < 3 && !atEnd(r); k++) advance(r);
    } else if (is(r, 'from') || r.kind === HOLE || is(r, 'in')) {
      skipOne(r);
      if (is(r, 'by') || r.kind !== NAME) skipOne(r);
    } else return;
  }
}

/** `a = e, b = e, (c, d) = (select …)`, `*`: each becomes an output of the scope. */
export function assignments(r: Reader, s: DraftScope): void {
  do {
    if (is(r, '*')) {
      advance(r);
      s.outputs.push(starOutput(startOf(r)));
      continue;
    }
    const start = startOf(r);
    const names = is(r, '(') ? nameList(r) ?? [] : target(r);
    if (names.length === 0) {
      if (r.kind === HOLE) advance(r);
      else {
        if (atClose(r) || is(r, ',') || is(r, 'where')) problem(r, 'a column to set');
        if (is(r, ',')) continue;
        return;
      }
      s.incomplete = true;
      continue;
    }
    if (is(r, '=') || is(r, ':=') || is(r, '+=') || is(r, '-=') || is(r, '*=')) advance(r);
    else {
      s.incomplete = true;
      if (atClose(r) || is(r, ',') || r.kind === NUMBER || r.kind === STRING) problem(r, '`=` and a value');
    }
    value(r, s, names, start);
  } while (take(r, ','));
}

/** The column left of the equals sign: the last part of its path. */
function target(r: Reader): Identifier[] {
  if (r.kind === PARAM) {
    advance(r);
    if (is(r, '=') && peek(r) !== '') return [];
    return [];
  }
  if (!isName(r) || r.kind === HOLE) return [];
  let last = identifier(r)!;
  for (;;) {
    if (is(r, '.')) {
      advance(r);
      last = identifier(r) ?? last;
    } else if (is(r, '[')) skipBrackets(r);
    else return [last];
  }
}

function value(r: Reader, s: DraftScope, names: readonly Identifier[], start: number): void {
  const uses: DraftUse[] = [];
  const subqueries: number[] = [];
  const saved = { subqueries: r.subqueries, aggregated: r.aggregated, opaque: r.opaque };
  r.subqueries = subqueries;
  r.aggregated = false;
  r.opaque = false;
  const from = startOf(r);
  let read = false;
  noting(r, uses, 'identity', () => {
    read = expression(r);
  });
  if (!read && !is(r, 'default')) missing(r, 'a value');
  const kind = r.aggregated ? ('aggregation' as const) : r.shape === 'column' && uses.length === 1 ? ('identity' as const) : ('transformation' as const);
  for (const use of uses) if (use.kind === 'identity') use.kind = kind;
  for (const name of names) {
    add(s, {
      name: name.name, nameSpan: name.span, quoted: name.quoted, aliased: true, span: spanFrom(r, start), expression: spanFrom(r, from), star: null, kind, uses: uses.map(u => ({ ...u })), subqueries,
      type: r.type, literal: r.shape === 'literal' ? r.literal : null, literals: r.literals, opaque: r.opaque,
    });
  }
  Object.assign(r, saved);
}

/** The outputs of a scope by name, while its assignments are read. */
const named = new WeakMap<DraftScope, Map<string, DraftOutput>>();

/** Adds an output; one of the same name (the other arm of a MERGE) takes its uses over instead. */
function add(s: DraftScope, out: DraftOutput): void {
  const names = named.get(s) ?? new Map<string, DraftOutput>();
  named.set(s, names);
  const key = (out.name ?? '').toLowerCase();
  const same = names.get(key);
  if (same === undefined) {
    names.set(key, out);
    s.outputs.push(out);
    return;
  }
  (same.uses as DraftUse[]).push(...(out.uses as DraftUse[]));
  if (out.subqueries.length > 0) same.subqueries = [...new Set([...same.subqueries, ...out.subqueries])];
  if (same.kind !== out.kind) same.kind = 'transformation';
  same.literal = null;
  same.opaque ||= out.opaque;
}

/** `delete from t [using …] [where …]`, also MySQL's and T-SQL's `delete a from t a join …`. */
export function deleteFrom(r: Reader): void {
  advance(r);
  const scope = newScope(r, 'select', null, startOf(r));
  const s = r.scopes[scope]!;
  const given: Given[] = [];
  let target: TableName | null = null;
  inScope(r, scope, () => {
    while (is(r, 'low_priority') || is(r, 'quick') || is(r, 'ignore') || is(r, 'top')) {
      advance(r);
      skipBrackets(r);
    }
    const direct = take(r, 'from');
    if (!direct && isName(r) && strict(r, 'postgres', 'trino', 'duckdb')) problem(r, 'FROM');
    fromItems(r, scope, false);
    target = tableOf(s, 0);
    const own = s.inputs[0]?.name ?? null;
    if (startsOutput(r)) output(r, given);
    const listed = s.inputs.length;
    if (!direct && take(r, 'from')) {
      fromItems(r, scope, false);
      dropListed(s, 1, listed);
      target = throughAlias(s, own) ?? target;
    } else if (take(r, 'using')) {
      fromItems(r, scope, false);
      dropListed(s, 1, listed);
      if (s.inputs.length > 1) target = throughAlias(s, own) ?? target;
    }
    where(r, s, given);
  });
  s.span = spanFrom(r, r.statementStart);
  emit(r, 'delete', { target, query: queryOf(r, scope) });
  emitGiven(r, given, target, s);
}

/** MERGE: inputs are the target and the source; outputs the columns that any of its arms writes. */
export function merge(r: Reader): void {
  advance(r);
  if (is(r, 'with') && peekKind(r) === NAME && /^schema$/i.test(textOf(r, r.i + 1))) {
    // Databricks: `merge with schema evolution into t`.
    while (!atEnd(r) && !is(r, 'into')) advance(r);
  }
  take(r, 'into');
  const given: Given[] = [];
  const scope = newScope(r, 'select', null, startOf(r));
  const s = r.scopes[scope]!;
  let target: TableName | null = null;
  inScope(r, scope, () => {
    if (is(r, 'with') || !fromItem(r, scope, 'from', false)) {
      if (r.kind !== HOLE) problem(r, 'a table to merge into');
      s.incomplete = true;
    }
    target = tableOf(s, 0);
    if (is(r, 'with')) while (!atEnd(r) && !is(r, 'using')) skipOne(r);
    if (take(r, 'using')) {
      if (!fromItem(r, scope, 'left', false)) problem(r, 'a table or subquery after USING');
    } else if (r.kind !== HOLE && atEnd(r)) problem(r, 'USING');
    const source = s.inputs.at(-1);
    const before = r.i;
    if (source !== undefined) condition(r, scope, source);
    if (r.i === before && is(r, 'when') && s.inputs.length > 1) problem(r, 'ON and a condition');
    while (!atEnd(r)) {
      if (is(r, 'when')) arm(r, s);
      else if (startsOutput(r)) output(r, given);
      else skipOne(r);
    }
  });
  s.span = spanFrom(r, r.statementStart);
  emit(r, 'merge', { target, query: queryOf(r, scope) });
  emitGiven(r, given, target, s);
}

/** `when [not] matched [by source] [and c] then update set … | insert … | delete | do nothing`. */
function arm(r: Reader, s: DraftScope): void {
  advance(r);
  while (!atEnd(r) && !is(r, 'and') && !is(r, 'then')) {
    if (is(r, 'update') || is(r, 'insert') || is(r, 'delete')) {
      problem(r, 'THEN');
      return;
    }
    advance(r);
  }
  if (take(r, 'and')) noting(r, s.indirect, 'filter', () => expression(r));
  while (!atEnd(r) && !is(r, 'then')) skipOne(r);
  if (!take(r, 'then')) return;
  if (take(r, 'update')) {
    if (is(r, 'set')) advance(r);
    else if (is(r, 'all') || is(r, 'when') || atEnd(r)) {
      // DuckDB: all columns, matched by name.
      s.outputs.push(starOutput(startOf(r)));
      return;
    }
    if (is(r, '*') || r.kind === HOLE) {
      if (is(r, '*')) sourceStar(r, s);
      else s.incomplete = true;
      advance(r);
      return;
    }
    assignments(r, s);
    if (take(r, 'where')) noting(r, s.indirect, 'filter', () => expression(r));
    return;
  }
  if (!take(r, 'insert')) return;
  if (is(r, '*') || is(r, 'row') || is(r, 'all')) {
    sourceStar(r, s);
    advance(r);
    return;
  }
  const names = startsQuery(r, 0) ? [] : nameList(r) ?? [];
  if (r.kind === HOLE) s.incomplete = true;
  if (take(r, 'row')) {
    sourceStar(r, s);
    return;
  }
  if (!take(r, 'values')) return;
  if (!is(r, '(')) return;
  const open = r.i;
  advance(r);
  let k = 0;
  do {
    if (atClose(r)) break;
    const name = names[k++];
    const start = startOf(r);
    if (name === undefined) {
      noting(r, [], 'identity', () => expression(r));
      if (names.length === 0) s.incomplete = true;
    } else value(r, s, [name], start);
    while (!atClose(r) && !is(r, ',')) skipOne(r);
  } while (take(r, ','));
  closeBracket(r, open, ')');
}

/** All columns of the source. */
function sourceStar(r: Reader, s: DraftScope): void {
  const name = s.inputs.at(-1)?.name ?? null;
  s.outputs.push(starOutput(startOf(r), name === null ? null : [name]));
}
