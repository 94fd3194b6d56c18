import type { Query, TableName } from '../../../model/query';
import type { Span } from '../../../text/span';
import { startsQuery } from '../calls';
import { advance, atClose, atEnd, is, isName, peek, type Reader, spanFrom, startOf, take } from '../cursor';
import { STRING } from '../lexer';
import { nameList, nameOf, stringValue, tableName } from '../names';
import { query, subquery } from '../query';
import { skipBrackets, skipOne, skipStatement } from '../recover';
import { emit, queryOf } from './emit';
import { inString } from './inner';

type Option = { name: string; value: string; span: Span };

/** COPY of Snowflake, Redshift, PostgreSQL, DuckDB, Databricks: a table is filled from files, or files from a table or query. */
export function copy(r: Reader): void {
  advance(r);
  take(r, 'into');
  const options: Option[] = [];
  const reads: TableName[] = [];
  let target: TableName | null = null;
  let targetColumns: { name: string; span: Span }[] | null = null;
  let q: Query | null = null;
  if (is(r, '(') && startsQuery(r, 1)) {
    q = queryOf(r, subquery(r, null));
  } else {
    const first = r.kind === STRING ? null : tableName(r);
    if (first === null && r.kind === STRING) location(r, options);
    if (is(r, '(')) targetColumns = (nameList(r) ?? []).map(n => ({ name: n.name, span: n.span }));
    if (is(r, 'to')) {
      if (first !== null) reads.push(first);
      targetColumns = null;
    } else target = first;
  }
  while (!atEnd(r)) {
    if (is(r, 'from')) {
      advance(r);
      if (is(r, '(') && startsQuery(r, 1)) q = queryOf(r, subquery(r, null));
      else if (r.kind === STRING) location(r, options);
      else {
        const source = tableName(r);
        if (source !== null) reads.push(source);
        else if (!atEnd(r)) skipOne(r);
      }
    } else if (is(r, 'to')) {
      advance(r);
      if (r.kind === STRING) location(r, options);
    } else pair(r, options);
  }
  emit(r, 'copy', { target, targetColumns, query: q, reads, options });
}

function location(r: Reader, options: Option[]): void {
  const start = startOf(r);
  const value = stringValue(r);
  advance(r);
  options.push({ name: 'location', value, span: spanFrom(r, start) });
}

/** `name = value` or `name (…)` or a word alone; always steps on. */
export function pair(r: Reader, options: Option[]): void {
  if (!isName(r)) {
    skipOne(r);
    return;
  }
  const start = startOf(r);
  const name = nameOf(r).toLowerCase();
  advance(r);
  const assigned = take(r, '=');
  if (!assigned && !is(r, '(')) return;
  const from = startOf(r);
  if (atClose(r)) return;
  const text = r.kind === STRING ? stringValue(r) : null;
  skipOne(r);
  while (assigned && is(r, '.') && !atClose(r)) {
    advance(r);
    advance(r);
  }
  if (assigned && is(r, '(') ) skipBrackets(r);
  const at = spanFrom(r, from);
  options.push({ name, value: text ?? r.text.slice(at.start, at.end), span: spanFrom(r, start) });
}

/** UNLOAD ('select …') of Redshift and UNLOAD (select …) of Athena. */
export function unload(r: Reader): void {
  advance(r);
  let q: Query | null = null;
  const options: Option[] = [];
  if (is(r, '(')) {
    if (startsQuery(r, 1)) q = queryOf(r, subquery(r, null));
    else {
      const open = r.i;
      advance(r);
      if (r.kind === STRING) q = inString(r);
      const close = r.tokens.match[open]!;
      while (r.i < close && !atEnd(r)) advance(r);
      take(r, ')');
    }
  }
  while (!atEnd(r)) {
    if (is(r, 'to')) {
      advance(r);
      if (r.kind === STRING) location(r, options);
    } else pair(r, options);
  }
  emit(r, 'unload', { query: q, options });
}

/** BigQuery's EXPORT DATA … AS SELECT; every other EXPORT is skipped. */
export function exportData(r: Reader): void {
  advance(r);
  const options: Option[] = [];
  if (!take(r, 'data')) {
    skipStatement(r);
    emit(r, 'other');
    return;
  }
  let q: Query | null = null;
  while (!atEnd(r)) {
    if (is(r, 'options') && peek(r) === '(') {
      advance(r);
      advance(r);
      while (!atClose(r)) {
        pair(r, options);
        take(r, ',');
      }
      take(r, ')');
    } else if (take(r, 'as')) {
      q = queryOf(r, query(r, null));
      break;
    } else skipOne(r);
  }
  emit(r, 'unload', { query: q, options });
}
