import type { ColumnDefinition, TableName } from '../../../model/query';
import type { Span } from '../../../text/span';
import { advance, atClose, atEnd, is, isName, peek, peekKind, type Reader, spanFrom, startOf, take } from '../cursor';
import { END, HOLE, NAME, PARAM, QUOTED, STRING } from '../lexer';
import { identifier, nameList, nameOf, stringValue, tableName, textOf, typeName } from '../names';
import { problem, skipOne, skipStatement, strict } from '../recover';
import { columnDefinition, columnDefinitions } from './columns';
import { emit, NO_FLAGS } from './emit';

type Option = { name: string; value: string; span: Span };

function ifExists(r: Reader): boolean {
  if (!is(r, 'if')) return false;
  advance(r);
  const not = take(r, 'not');
  take(r, 'exists');
  return not;
}

/** ALTER TABLE and VIEW with their actions; ALTER of anything else is only named. */
export function alter(r: Reader): void {
  advance(r);
  while (is(r, 'external') || is(r, 'dynamic') || is(r, 'materialized') || is(r, 'iceberg') || is(r, 'streaming') || is(r, 'foreign')) advance(r);
  if (!is(r, 'table') && !is(r, 'view')) {
    // A name that is no kind of object, and then what is done to a table.
    const bare = r.kind === NAME && r.id === 0 && ((peek(r) === 'add' || peek(r) === 'drop' || peek(r) === 'rename' || peek(r) === 'alter') && peek(r, 2) === 'column');
    if (bare && r.traits.dialect !== null) problem(r, 'TABLE');
    skipStatement(r);
    emit(r, 'alter');
    return;
  }
  advance(r);
  ifExists(r);
  take(r, 'only');
  const target = tableName(r);
  const columns: ColumnDefinition[] = [];
  const options: Option[] = [];
  const reads: TableName[] = [];
  let rename = false;
  while (!atEnd(r)) {
    const start = startOf(r);
    if (is(r, 'add')) add(r, columns, options);
    else if (is(r, 'drop')) dropColumn(r, options);
    else if (is(r, 'rename')) rename = renaming(r, options, start) || rename;
    else if (is(r, 'swap')) {
      advance(r);
      take(r, 'with');
      const other = tableName(r);
      if (other !== null) {
        options.push({ name: 'swap_with', value: dotted(other), span: spanFrom(r, start) });
        reads.push(other);
      }
    } else if (r.kind === NAME && /^exchange$/i.test(textOf(r)) && peek(r) === 'partition') {
      // Hive: `exchange partition (…) with table t` moves a partition of that table here.
      while (!atEnd(r) && !is(r, 'with')) skipOne(r);
      take(r, 'with');
      take(r, 'table');
      const other = tableName(r);
      if (other !== null) {
        options.push({ name: 'exchange_with', value: dotted(other), span: spanFrom(r, start) });
        reads.push(other);
      }
    } else if (is(r, 'alter') || changes(r)) changeColumn(r, options, start);
    else {
      // Other actions: up to the comma before the next.
      while (!atEnd(r) && !is(r, ',')) skipOne(r);
    }
    while (!atEnd(r) && !is(r, ',') && !is(r, 'add') && !is(r, 'drop') && !is(r, 'rename')) skipOne(r);
    take(r, ',');
  }
  emit(r, rename ? 'rename' : 'alter', { target, columns, options, reads });
}

function dotted(table: TableName): string {
  return table.parts.map(p => p.name).join('.');
}

/** MODIFY and CHANGE, which are no words to the reader. */
function changes(r: Reader): boolean {
  return r.kind === NAME && r.id === 0 && /^(?:modify|change)$/i.test(textOf(r));
}

/**
 * `alter [column] c type t | set data type t | t | set not null | drop not null`, `modify [column] c t`, `change [column] c d t`:
 * an option `alter_column` with the name, followed by what becomes of it: `type`, `not_null`, `null`.
 */
function changeColumn(r: Reader, options: Option[], start: number): void {
  const both = /^change$/i.test(textOf(r));
  advance(r);
  take(r, 'column');
  ifExists(r);
  if (is(r, '(')) return;
  let name = isName(r) ? identifier(r) : null;
  if (name === null || is(r, '.')) return;
  if (both) {
    const to = isName(r) ? identifier(r) : null;
    if (to === null) return;
    if (to.name.toLowerCase() !== name.name.toLowerCase()) options.push({ name: 'rename_column', value: `${name.name} to ${to.name}`, span: spanFrom(r, start) });
    name = to;
  }
  options.push({ name: 'alter_column', value: name.name, span: name.span });
  const from = startOf(r);
  if (is(r, 'drop')) {
    advance(r);
    if (is(r, 'not')) {
      advance(r);
      take(r, 'null');
      options.push({ name: 'null', value: 'true', span: spanFrom(r, from) });
    } else skipOne(r);
    return;
  }
  if (take(r, 'set')) {
    if (is(r, 'not')) {
      advance(r);
      take(r, 'null');
      options.push({ name: 'not_null', value: 'true', span: spanFrom(r, from) });
      return;
    }
    if (!is(r, 'data')) {
      skipOne(r);
      return;
    }
    advance(r);
  }
  if (is(r, 'type') && peekKind(r) === NAME) advance(r);
  if (!isName(r)) return;
  const at = startOf(r);
  const type = typeName(r);
  if (type === null) return;
  options.push({ name: 'type', value: type.text, span: spanFrom(r, at) });
  while (!atEnd(r) && !is(r, ',')) {
    if (is(r, 'not')) {
      const first = startOf(r);
      advance(r);
      if (take(r, 'null')) options.push({ name: 'not_null', value: 'true', span: spanFrom(r, first) });
    } else skipOne(r);
  }
}

function add(r: Reader, columns: ColumnDefinition[], options: Option[]): void {
  const start = startOf(r);
  advance(r);
  if (is(r, 'column') || is(r, 'columns')) advance(r);
  ifExists(r);
  if (is(r, '(')) {
    columns.push(...columnDefinitions(r).columns);
    return;
  }
  if (is(r, 'constraint') || is(r, 'primary') || is(r, 'unique') || is(r, 'foreign') || is(r, 'check') || is(r, 'partition') || is(r, 'index') || is(r, 'key') || is(r, 'search') || is(r, 'projection') || is(r, 'fulltext') || is(r, 'spatial') || (is(r, 'row') && peekKind(r) === NAME && r.traits.dialect !== 'mysql') || (is(r, 'masking') && peekKind(r) === NAME)) {
    while (!atEnd(r) && !is(r, ',')) skipOne(r);
    const at = spanFrom(r, start);
    options.push({ name: 'add_constraint', value: r.text.slice(at.start, at.end), span: at });
    return;
  }
  const column = columnDefinition(r);
  if (column !== null) columns.push(column);
  else if (atEnd(r) && r.kind !== HOLE) problem(r, 'a column to add');
  // `add a int, b int` goes on with columns alone in some dialects.
  while (is(r, ',') && peekKind(r) === NAME && r.tokens.ids[r.i + 1] === 0) {
    advance(r);
    const next = columnDefinition(r);
    if (next === null) return;
    columns.push(next);
  }
}

function dropColumn(r: Reader, options: Option[]): void {
  advance(r);
  const named = is(r, 'column') || is(r, 'columns');
  if (named) advance(r);
  else if (is(r, 'constraint') || is(r, 'partition') || is(r, 'primary') || is(r, 'foreign') || is(r, 'unique') || is(r, 'index') || is(r, 'row') || is(r, 'default')) {
    while (!atEnd(r) && !is(r, ',')) skipOne(r);
    return;
  }
  ifExists(r);
  if (is(r, '(')) {
    for (const name of nameList(r) ?? []) options.push({ name: 'drop_column', value: name.name, span: name.span });
    return;
  }
  while (isName(r)) {
    const name = identifier(r)!;
    options.push({ name: 'drop_column', value: name.name, span: name.span });
    if (r.kind === NAME && r.id === 0 && strict(r, 'postgres', 'redshift') && !/^(?:cascade|restrict)$/i.test(textOf(r))) problem(r, 'a comma or the end of the statement');
    if (!is(r, ',') || (peekKind(r) !== NAME && peekKind(r) !== QUOTED) || r.tokens.ids[r.i + 1] !== 0) break;
    advance(r);
  }
}

/** True if the table itself is renamed. */
function renaming(r: Reader, options: Option[], start: number): boolean {
  advance(r);
  if (is(r, 'to') || is(r, 'as')) {
    advance(r);
    const to = tableName(r);
    if (to !== null) options.push({ name: 'rename_to', value: dotted(to), span: to.span });
    return to !== null;
  }
  const column = take(r, 'column');
  ifExists(r);
  const from = identifier(r);
  if (!take(r, 'to') && !take(r, 'as') && column && from !== null && r.kind === NAME && r.id === 0) problem(r, 'TO and the new name');
  const to = identifier(r);
  if (from !== null && to !== null) options.push({ name: 'rename_column', value: `${from.name} to ${to.name}`, span: spanFrom(r, start) });
  return false;
}

/** DROP and UNDROP of a table or view name their target; all else is `other`. */
export function drop(r: Reader): void {
  const undo = is(r, 'undrop');
  advance(r);
  while (is(r, 'external') || is(r, 'dynamic') || is(r, 'materialized') || is(r, 'temporary') || is(r, 'temp') || is(r, 'iceberg') || is(r, 'foreign') || is(r, 'snapshot') || is(r, 'streaming')) advance(r);
  const relation = is(r, 'table') || is(r, 'view') || is(r, 'stream') || is(r, 'task') || is(r, 'pipe') || is(r, 'stage') || is(r, 'dictionary') || is(r, 'tables') || is(r, 'model');
  if (!relation || undo) {
    if (!undo && r.kind === NAME && r.id === 0 && peekKind(r) === END && strict(r, 'postgres', 'redshift', 'mysql', 'snowflake', 'bigquery', 'trino', 'duckdb')) problem(r, 'what is to be dropped: TABLE, VIEW …');
    skipStatement(r);
    emit(r, undo ? 'other' : 'drop');
    return;
  }
  advance(r);
  ifExists(r);
  const target = tableName(r);
  if (target === null && atEnd(r) && r.kind !== HOLE) problem(r, 'the name of what is to be dropped');
  skipStatement(r);
  emit(r, 'drop', { target });
}

export function truncate(r: Reader): void {
  advance(r);
  take(r, 'table');
  ifExists(r);
  take(r, 'only');
  const target = tableName(r);
  if (target === null && atEnd(r) && r.kind !== HOLE) problem(r, 'a table to empty');
  skipStatement(r);
  emit(r, 'truncate', { target });
}

/** USE, with what is chosen as option: `database`, `schema`, `warehouse`, `role`, … or `database` where no word says. */
export function use(r: Reader): void {
  advance(r);
  const start = startOf(r);
  let name = 'database';
  if (isName(r) && (peekKind(r) === NAME || peekKind(r) === QUOTED || peekKind(r) === STRING || peekKind(r) === PARAM) && !atClose(r)) {
    name = nameOf(r).toLowerCase();
    advance(r);
  }
  const what = tableName(r);
  const options = what === null ? [] : [{ name, value: dotted(what), span: spanFrom(r, start) }];
  if (r.traits.dialect !== null && r.traits.dialect !== 'tsql') skipStatement(r);
  emit(r, 'use', { options });
}

/** COMMENT ON TABLE t IS '…', COMMENT ON COLUMN t.c IS '…'. */
export function comment(r: Reader): void {
  advance(r);
  ifExists(r);
  if (!take(r, 'on')) {
    skipStatement(r);
    emit(r, 'other');
    return;
  }
  const column = is(r, 'column');
  const what = isName(r) ? textOf(r).toLowerCase() : '';
  advance(r);
  if (what === 'materialized' || what === 'external') advance(r);
  ifExists(r);
  const named = tableName(r);
  const options: Option[] = [];
  let target = named;
  if (column && named !== null && named.parts.length > 1) {
    const last = named.parts.at(-1)!;
    options.push({ name: 'column', value: last.name, span: last.span });
    target = { parts: named.parts.slice(0, -1), span: { start: named.span.start, end: named.parts.at(-2)!.span.end } };
  }
  if (take(r, 'is') && r.kind === STRING) {
    const start = startOf(r);
    const value = stringValue(r);
    advance(r);
    options.push({ name: 'comment', value, span: spanFrom(r, start) });
  }
  skipStatement(r);
  emit(r, 'comment', { target, options, flags: NO_FLAGS });
}

