import { canAlias } from './aliases';
import { advance, type DraftInput, type DraftUse, is, isPlainName, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from './cursor';
import { expression } from './expressions';
import { alias, type Join, noTarget } from './from';
import { HOLE, NAME, NUMBER, PARAM } from './lexer';
import { identifier, textOf } from './names';
import { skipBrackets } from './recover';
import { arrayPosition, functionInput, functionName } from './tables';

/** `lateral view [outer] explode(x) t as a, b`. */
export function lateralView(r: Reader, scope: number): void {
  const start = startOf(r);
  advance(r);
  advance(r);
  take(r, 'outer');
  const bracket = functionName(r);
  if (bracket < 0) {
    noTarget(r, scope, 'a function after LATERAL VIEW');
    return;
  }
  const base = { name: null, alias: null, columnAliases: null, join: 'lateral' as const, using: [], natural: false };
  const input = functionInput(r, scope, base, start, bracket);
  input.name = null;
  if (isPlainName(r) && r.kind !== HOLE && !is(r, 'lateral')) {
    const name = identifier(r)!;
    input.name = name.name;
    input.alias = { name: name.name, span: name.span };
  }
  if (take(r, 'as')) {
    const columns: { name: string; type: null }[] = [];
    do {
      const column = identifier(r);
      if (column !== null) columns.push({ name: column.name, type: null });
    } while (take(r, ','));
    if (input.source.kind === 'function') input.source = { ...input.source, columns };
  }
  input.span = spanFrom(r, start);
  r.scopes[scope]!.inputs.push(input);
}

/** ClickHouse: `array join arr as a, other`. */
export function arrayJoin(r: Reader, scope: number, join: Join): void {
  const s = r.scopes[scope]!;
  do {
    const start = startOf(r);
    const uses: DraftUse[] = [];
    let read = false;
    noting(r, uses, 'transformation', () => {
      read = expression(r);
    });
    if (!read) break;
    const label = r.shape === 'column' ? r.label : null;
    const name = take(r, 'as') || canAlias(r) ? identifier(r) : null;
    const column = name?.name ?? label?.name ?? null;
    s.inputs.push({
      name: null, alias: name === null ? null : { name: name.name, span: name.span }, span: spanFrom(r, start),
      source: { kind: 'function', name: 'array join', columns: column === null ? null : [{ name: column, type: null }], uses }, columnAliases: null, join: join === 'left' ? 'left' : 'lateral', using: [], natural: false,
    });
  } while (take(r, ','));
}

/** BigQuery's `with offset [as o]` and PostgreSQL's `with ordinality`. */
export function offsets(r: Reader, scope: number, index: number): void {
  if (!is(r, 'with')) return;
  const input = r.scopes[scope]!.inputs[index]!;
  if (peek(r) === 'ordinality') {
    advance(r);
    advance(r);
    if (input.source.kind === 'function' && input.source.columns !== null) input.source = { ...input.source, columns: [...input.source.columns, { name: 'ordinality', type: 'bigint' }] };
    if (input.alias === null) alias(r, input);
    return;
  }
  if (peek(r) !== 'offset') return;
  const start = startOf(r);
  advance(r);
  advance(r);
  const name = take(r, 'as') || canAlias(r) ? identifier(r) : null;
  r.scopes[scope]!.inputs.push({
    name: null, alias: name === null ? null : { name: name.name, span: name.span }, span: spanFrom(r, start),
    source: { kind: 'function', name: 'offset', columns: [{ name: name?.name ?? 'offset', type: 'int64' }], uses: [] }, columnAliases: null, join: 'cross', using: [], natural: false,
  });
}

/** Words after a table that choose a version, a sample or a lock of it. */
export function suffixes(r: Reader, scope: number, input: DraftInput): void {
  for (;;) {
    const next = peek(r);
    if (is(r, 'final') && (r.traits.dialect === 'clickhouse' || r.traits.dialect === null) && next !== '.') advance(r);
    else if ((is(r, 'tablesample') || is(r, 'sample') || (is(r, 'using') && next === 'sample')) && (is(r, 'tablesample') || is(r, 'using') || next === '(' || peekKind(r) === NUMBER || peek(r, 2) === '(')) sample(r);
    else if ((is(r, 'at') || is(r, 'before') || is(r, 'changes') || is(r, 'end')) && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'at') && input.source.kind === 'function' && input.alias !== null && peekKind(r) === NAME && next !== 'time' && r.traits.dialect !== 'snowflake') arrayPosition(r, scope);
    else if (is(r, 'for') && (next === 'system_time' || next === 'timestamp' || next === 'version' || next === 'system_version' || next === 'system')) timeTravel(r);
    else if ((is(r, 'version') || is(r, 'timestamp')) && next === 'as' && peek(r, 2) === 'of') timeTravel(r);
    else if (is(r, 'with') && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'partition') && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if ((is(r, 'use') || is(r, 'force') || is(r, 'ignore')) && (next === 'index' || next === 'key')) {
      advance(r);
      advance(r);
      if (is(r, 'for')) {
        advance(r);
        advance(r);
        take(r, 'by');
      }
      skipBrackets(r);
    } else if (is(r, 'with') && next === 'ordinality' && input.alias === null) {
      advance(r);
      advance(r);
      if (input.source.kind === 'function' && input.source.columns !== null) input.source = { ...input.source, columns: [...input.source.columns, { name: 'ordinality', type: 'bigint' }] };
    } else return;
  }
}

function timeTravel(r: Reader): void {
  if (take(r, 'for')) advance(r);
  else advance(r);
  while (r.kind === NAME && (is(r, 'as') || is(r, 'of') || is(r, 'from') || is(r, 'between') || is(r, 'all') || is(r, 'to') || is(r, 'time'))) advance(r);
  noting(r, [], 'filter', () => expression(r, true));
  while (is(r, 'and') || is(r, 'to')) {
    advance(r);
    noting(r, [], 'filter', () => expression(r, true));
  }
}

function sample(r: Reader): void {
  advance(r);
  take(r, 'sample');
  if (r.kind === NAME && peek(r) === '(') advance(r);
  if (!skipBrackets(r)) {
    while (r.kind === NUMBER || is(r, '/') || is(r, '%') || r.kind === HOLE || r.kind === PARAM || is(r, 'percent') || is(r, 'rows')) advance(r);
    skipBrackets(r);
  }
  if (is(r, 'offset') && peekKind(r) === NUMBER) {
    advance(r);
    while (r.kind === NUMBER || is(r, '/')) advance(r);
  }
  if ((is(r, 'repeatable') || (r.kind === NAME && /^seed$/i.test(textOf(r)))) && peek(r) === '(') {
    advance(r);
    skipBrackets(r);
  }
}
