import type { TableName } from '../../../model/query';
import { span, type Span } from '../../../text/span';
import { startsQuery } from '../calls';
import { advance, atClose, atEnd, type DraftScope, type DraftUse, is, isName, isPlainName, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from '../cursor';
import { expression } from '../expressions';
import { HOLE, NAME, STRING } from '../lexer';
import { identifier, nameList, stringValue, tableName, textOf } from '../names';
import { item } from '../items';
import { inScope, query, starOutput } from '../query';
import { values as valuesQuery } from '../values';
import { closeBracket, problem, skipBrackets, skipOne, strict } from '../recover';
import { select } from '../select';
import { emit, NO_FLAGS, queryOf } from './emit';
import { assignments } from './modify';

interface Head {
  target: TableName | null;
  targetColumns: { name: string; span: Span }[] | null;
  overwrite: boolean;
  options: { name: string; value: string; span: Span }[];
}

/** INSERT of every form; REPLACE INTO too. */
export function insert(r: Reader): void {
  const h = head(r);
  if (h === null) {
    multiInsert(r);
    return;
  }
  const more = { target: h.target, targetColumns: h.targetColumns, options: h.options, flags: { ...NO_FLAGS, overwrite: h.overwrite } };
  if (h.target !== null && (atEnd(r)) && !atHole(r) && h.options.length === 0) problem(r, 'VALUES or a query');
  let root: number | null = null;
  if (is(r, 'set')) {
    // MySQL: `insert into t set a = 1`.
    root = newScope(r, 'select', null, startOf(r));
    inScope(r, root, () => {
      advance(r);
      assignments(r, r.scopes[root!]!);
    });
  } else if (is(r, 'values') || is(r, 'value')) {
    const at = r.i;
    root = valuesQuery(r, null);
    if (r.i === at + 1 && atEnd(r) && r.kind !== HOLE && r.traits.dialect !== null && r.traits.dialect !== 'clickhouse') problem(r, 'a row in brackets');
    while (is(r, '(')) root = extraRows(r, root);
  } else if (is(r, 'default')) {
    advance(r);
    take(r, 'values');
  } else if (is(r, 'exec') || is(r, 'execute') || is(r, 'call') || is(r, 'format') || is(r, 'settings')) while (!atEnd(r)) skipOne(r);
  else if (startsQuery(r, 0) || is(r, '(') || r.kind === HOLE || is(r, 'from') || is(r, 'table')) root = query(r, null);
  suffix(r);
  emit(r, 'insert', { ...more, query: root === null ? null : queryOf(r, root) });
}

function atHole(r: Reader): boolean {
  return r.kind === HOLE || (r.i > 0 && r.tokens.kinds[r.i - 1] === HOLE);
}

/** Rows without commas between them (ClickHouse). */
function extraRows(r: Reader, root: number): number {
  while (skipBrackets(r)) take(r, ',');
  return root;
}

/** From INSERT to before the rows; null (only INSERT read) for a multi-table insert. */
function head(r: Reader): Head | null {
  advance(r);
  const h: Head = { target: null, targetColumns: null, overwrite: false, options: [] };
  for (;;) {
    if (is(r, 'overwrite')) h.overwrite = true;
    else if (is(r, 'or')) {
      advance(r);
    } else if (is(r, 'ignore') || is(r, 'low_priority') || is(r, 'delayed') || is(r, 'high_priority')) {
      // MySQL's manners.
    } else break;
    advance(r);
  }
  if ((is(r, 'all') || is(r, 'first')) && (peek(r) === 'into' || peek(r) === 'when')) return null;
  if (is(r, 'when')) return null;
  if (h.overwrite ? strict(r, 'postgres', 'redshift', 'mysql', 'tsql', 'trino', 'duckdb', 'clickhouse', 'bigquery') : !is(r, 'into') && isName(r) && strict(r, 'postgres', 'redshift', 'trino', 'duckdb')) problem(r, 'INTO', h.overwrite ? 'This dialect has no INSERT OVERWRITE.' : undefined);
  take(r, 'into');
  if (is(r, 'table') && (isName(r) && (peekKind(r) !== 0) && peek(r) !== '(')) advance(r);
  if (is(r, 'function') || (is(r, 'local') && !atEnd(r))) advance(r);
  if (isPlainName(r) && peekKind(r) === STRING) {
    // `directory '/path'`
    const start = startOf(r);
    advance(r);
    h.options.push({ name: 'directory', value: stringValue(r), span: span(start, r.tokens.ends[r.i]!) });
    advance(r);
    while (!atEnd(r) && !startsQuery(r, 0)) skipOne(r);
    return h;
  }
  h.target = tableName(r);
  if (h.target === null && r.kind !== HOLE && !is(r, '(')) problem(r, 'a table to insert into');
  headRest(r, h);
  return h;
}

function headRest(r: Reader, h: Head): void {
  for (;;) {
    if (is(r, 'partition') && (peek(r) === '(' || peek(r) === 'by')) {
      advance(r);
      take(r, 'by');
      const start = startOf(r);
      skipBrackets(r);
      const at = spanFrom(r, start);
      h.options.push({ name: 'partition', value: r.text.slice(at.start, at.end), span: at });
    } else if (is(r, '(') && !startsQuery(r, 1) && !(peek(r) === '(' && h.targetColumns !== null) && h.targetColumns === null) {
      if (peek(r) === '(') return;
      h.targetColumns = (nameList(r) ?? []).map(n => ({ name: n.name, span: n.span }));
      if (peek(r, -1) === ')' && peek(r, -2) === ',' && strict(r, 'postgres', 'redshift', 'mysql', 'trino', 'tsql')) problem(r, 'a column after the comma');
    } else if (is(r, 'as') && (isPlainName(r) || peekKind(r) !== 0) && !startsQuery(r, 1)) {
      advance(r);
      identifier(r);
    } else if (is(r, 'as')) advance(r);
    else if (is(r, 'by') && (peek(r) === 'name' || peek(r) === 'position')) {
      const start = startOf(r);
      advance(r);
      const name = is(r, 'name');
      advance(r);
      if (name) h.options.push({ name: 'by_name', value: 'true', span: spanFrom(r, start) });
    } else if (is(r, 'overriding')) {
      while (!atClose(r) && !is(r, 'values') && !startsQuery(r, 0) && !is(r, 'value')) advance(r);
      if (is(r, 'value')) advance(r);
    } else if (r.kind === NAME && r.id === 0 && h.target !== null && /^output$/i.test(textOf(r))) {
      while (!atEnd(r) && !is(r, 'values') && !startsQuery(r, 0)) skipOne(r);
    } else if (is(r, 'if') && peek(r) === 'not') {
      advance(r);
      advance(r);
      take(r, 'exists');
    } else if (is(r, 'replace') && peek(r) === 'where') {
      advance(r);
      advance(r);
      inScratch(r, () => expression(r));
    } else if (is(r, 'with') && peekKind(r) === NAME && peek(r, 2) !== 'as' && peek(r, 2) !== '(' && peek(r) !== 'recursive') {
      // Doris and StarRocks: `with label l`.
      advance(r);
      advance(r);
      identifier(r);
    } else if (is(r, 'with') && peek(r) === '(') {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'settings') && peekKind(r) !== 0) {
      while (!atEnd(r) && !is(r, 'values') && !is(r, 'select') && !is(r, 'format')) skipOne(r);
      return;
    } else if (is(r, '(') && h.target !== null && h.targetColumns === null) return;
    else return;
  }
}

/** Reads an expression whose columns nobody asks for. */
export function inScratch(r: Reader, read: () => void): void {
  const { sink, useKind, subqueries, scope } = r;
  r.sink = [];
  r.useKind = 'filter';
  r.subqueries = [];
  read();
  r.sink = sink;
  r.useKind = useKind;
  r.subqueries = subqueries;
  r.scope = scope;
}

/** ON CONFLICT, ON DUPLICATE KEY UPDATE, RETURNING: they change the same table. */
function suffix(r: Reader): void {
  if (is(r, 'on') || is(r, 'returning') || is(r, 'as')) while (!atEnd(r)) skipOne(r);
}

/** `insert all [when c then] into a (…) values (…) into b … select …`: one statement for each table, all with the same query. */
function multiInsert(r: Reader): void {
  const targets: { target: TableName | null; targetColumns: { name: string; span: Span }[] | null; scope: number }[] = [];
  let conditions: DraftUse[] = [];
  if (is(r, 'all') || is(r, 'first')) advance(r);
  while (!atEnd(r) && !is(r, 'select') && !is(r, 'with') && !(is(r, '(') && startsQuery(r, 1))) {
    if (is(r, 'into')) {
      const scope = newScope(r, 'select', null, startOf(r));
      const s = r.scopes[scope]!;
      advance(r);
      const target = tableName(r);
      const targetColumns = is(r, '(') ? (nameList(r) ?? []).map(n => ({ name: n.name, span: n.span })) : null;
      targets.push({ target, targetColumns, scope });
      s.indirect.push(...conditions.map(u => ({ ...u, scope })));
      if (is(r, 'values') && peek(r) === '(') inScope(r, scope, () => valueList(r, s));
      else s.outputs.push(starOutput(startOf(r)));
      s.span = spanFrom(r, s.span.start);
    } else if (is(r, 'when')) {
      advance(r);
      conditions = [];
      const scratch = newScope(r, 'opaque', null, startOf(r));
      inScope(r, scratch, () => noting(r, conditions, 'filter', () => expression(r)));
    } else skipOne(r);
  }
  const root = atEnd(r) ? null : query(r, null);
  for (const { scope, ...t } of targets) {
    if (root !== null) r.scopes[scope]!.inputs.push({ name: null, alias: null, span: r.scopes[root]!.span, source: { kind: 'scope', scope: root }, columnAliases: null, join: 'from', using: [], natural: false });
    emit(r, 'insert', { ...t, query: root === null ? null : queryOf(r, scope) });
  }
  if (targets.length === 0) emit(r, 'insert', { query: root === null ? null : queryOf(r, root) });
}

/** `values (a, b)`: columns of the query that follows, in the order of the table's. */
function valueList(r: Reader, s: DraftScope): void {
  advance(r);
  const open = r.i;
  advance(r);
  while (!atClose(r)) {
    const at = r.i;
    item(r, s);
    if (!take(r, ',') || r.i === at) break;
  }
  while (!atClose(r)) skipOne(r);
  closeBracket(r, open, ')');
}

/** After `from t`: INSERTs that each select from it. `from` is the scope with the inputs. */
export function multiInsertFrom(r: Reader, from: number): void {
  while (is(r, 'insert')) {
    const h = head(r);
    if (h === null) break;
    let root: number | null = null;
    if (is(r, 'select')) {
      const scope = newScope(r, 'select', null, r.scopes[from]!.span.start);
      r.scopes[scope]!.inputs = r.scopes[from]!.inputs.slice();
      r.scopes[scope]!.incomplete = r.scopes[from]!.incomplete;
      root = select(r, null, scope);
    }
    emit(r, 'insert', { target: h.target, targetColumns: h.targetColumns, options: h.options, flags: { ...NO_FLAGS, overwrite: h.overwrite }, query: root === null ? null : queryOf(r, root) });
  }
}

