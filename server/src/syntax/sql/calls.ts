import type { UseKind } from '../../model/query';
import type { Span } from '../../text/span';
import { advance, atClose, is, isPlainName, noting, peek, peekKind, type Reader, take } from './cursor';
import { expression, literalRun, missing, orderList, required } from './expressions';
import { ORDERED_SET, resultType } from './functions';
import { HOLE, NAME, NUMBER, QUOTED, STRING } from './lexer';
import { identifier, nameOf, textOf, typeName } from './names';
import { subquery } from './query';
import { closeBracket, problem, skipBrackets, skipOne, startsClause } from './recover';
import { AGGREGATE, FLAGS, INFIX, STOP, type Word } from './words';

/** Whether the bracket content that begins `ahead` tokens on is a query. */
export function startsQuery(r: Reader, ahead: number): boolean {
  const word = peek(r, ahead);
  switch (word) {
    case 'select':
    case 'with':
      return true;
    case 'from':
      return peekKind(r, ahead + 1) === NAME || peekKind(r, ahead + 1) === QUOTED || peekKind(r, ahead + 1) === HOLE || peek(r, ahead + 1) === '(';
    case 'values':
      return peek(r, ahead + 1) === '(';
    case 'pivot':
    case 'unpivot':
      return r.traits.dialect === 'duckdb' && (peekKind(r, ahead + 1) === NAME || peekKind(r, ahead + 1) === QUOTED);
    case 'table':
      return peekKind(r, ahead + 1) === NAME && peek(r, ahead + 2) === ')';
    default:
      return false;
  }
}

/** Functions one of whose arguments is a unit of time written as a bare word. */
const DATE_FUNCTION = /^(?:(?:date|time|timestamp|datetime)_?(?:add|sub|diff|diff_big|part|trunc|bucket|name|bin)|last_day|next_day|previous_day|time_slice|timestamp_seconds|generate_date_array|generate_timestamp_array|round|trunc|floor|ceil|months_between)$/;
const DATE_UNIT = /^(?:year|years|yy|yyyy|y|month|months|mm|mon|day|days|dd|d|dayofyear|dayofweek|dayofweekiso|dayofweek_iso|dy|dw|week|weeks|weekday|wk|ww|weekiso|week_iso|isoweek|isoyear|iso_week|yearofweek|yearofweekiso|quarter|quarters|qq|qtr|q|hour|hours|hh|h|hr|minute|minutes|mi|min|n|second|seconds|ss|s|sec|millisecond|milliseconds|ms|microsecond|microseconds|us|mcs|nanosecond|nanoseconds|ns|epoch|epoch_second|epoch_millisecond|decade|century|millennium|dow|doy|isodow|sunday|monday|tuesday|wednesday|thursday|friday|saturday|tzoffset|sql_tsi_\w+)$/i;

/** Functions with FROM between arguments. */
const FROM_INSIDE: ReadonlySet<string> = new Set(['extract', 'trim', 'ltrim', 'rtrim', 'btrim', 'substring', 'substr', 'overlay', 'position', 'mid', 'date_part', 'datepart', 'normalize', '']);

const WINDOW_ONLY: ReadonlySet<string> = new Set([
  'row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile', 'lag', 'lead', 'first_value', 'last_value', 'nth_value', 'lagInFrame',
]);

/**
 * Reads a call from its opening bracket: arguments of every special form, then WITHIN GROUP, FILTER, OVER and the like.
 * `id` is the token id of the function's name (for its flags); `plain` that it has no schema before it.
 */
export function call(r: Reader, name: string, at: Span, id: number, plain: boolean): void {
  const { aggregated, opaque, useKind } = r;
  const from = r.sink.length;
  const open = r.i;
  const aggregate = (FLAGS[id]! & AGGREGATE) !== 0 && isAggregateHere(r, name, open);
  r.aggregated = false;
  advance(r);
  let type: string | null = null;
  let label: Reader['label'] = null;
  if (plain && (name === 'cast' || name === 'try_cast' || name === 'safe_cast' || name === 'try_convert' || name === 'convert' || name === 'try_')) {
    ({ type, label } = cast(r, name, open));
  } else {
    argumentsOf(r, name, open);
    // A second pair of brackets: ClickHouse's parameters before the arguments.
    if (is(r, '(') && (r.traits.dialect === 'clickhouse' || r.traits.dialect === null || name === 'identifier') && peek(r) !== '+') {
      const second = r.i;
      advance(r);
      argumentsOf(r, name, second);
    }
  }
  const window = suffixes(r, name);
  if (aggregate && !window) {
    if (useKind === 'identity') for (let k = from; k < r.sink.length; k++) if (isValue(r.sink[k]!.kind)) r.sink[k]!.kind = 'aggregation';
    r.aggregated = true;
  }
  r.aggregated ||= aggregated;
  r.opaque ||= opaque;
  r.shape = 'other';
  r.literal = null;
  r.literals = null;
  r.type = type ?? (plain ? resultType(name, r.traits.dialect) : null);
  r.label = label ?? (r.traits.functionNames && name !== '' ? { name, span: at, quoted: false } : null);
}

function isValue(kind: UseKind): boolean {
  return kind === 'identity' || kind === 'transformation';
}

/** `any(…)` after a comparison is a quantifier; elsewhere some dialects have it as an aggregate. */
function isAggregateHere(r: Reader, name: string, open: number): boolean {
  if (name === 'any' || name === 'some' || name === 'every') return open < 2 || (FLAGS[r.tokens.ids[open - 2]!]! & INFIX) === 0;
  // Two arguments make `max` and `min` of SQLite kin scalar; here they stay aggregates.
  return true;
}

/** Types that nothing but AS can stand before in a cast. */
const PLAIN_TYPE = /^(?:int|integer|bigint|smallint|text|varchar|numeric|decimal|boolean|timestamp|string|double|float)$/i;

function cast(r: Reader, name: string, open: number): { type: string | null; label: Reader['label'] } {
  let type: string | null = null;
  let label: Reader['label'] = null;
  if ((name === 'convert' || name === 'try_convert') && convertsFirst(r)) {
    type = typeName(r)?.text ?? null;
    take(r, ',');
    argumentsOf(r, name, open);
    return { type, label };
  }
  const read = required(r);
  if (read && r.traits.functionNames) label = r.label;
  if (take(r, 'as') || (name === 'convert' && take(r, ','))) {
    const target = typeName(r);
    type = target?.text ?? null;
    if (target === null && r.kind !== HOLE) problem(r, 'a type');
    while (!atClose(r)) skipOne(r);
  } else if (r.kind === HOLE || is(r, 'using') || is(r, ',')) while (!atClose(r)) skipOne(r);
  else if ((atClose(r) || PLAIN_TYPE.test(textOf(r))) && name !== 'convert' && read) problem(r, 'AS and a type');
  if (!closeBracket(r, open, ')')) r.opaque = true;
  return { type, label };
}

const TYPE_FIRST = /^(?:n?(?:var)?char|varchar2?|text|string|int|integer|bigint|smallint|tinyint|bit|float|real|double|decimal|numeric|money|date|time|timestamp|datetime2?|datetimeoffset|smalldatetime|uniqueidentifier|varbinary|binary|xml|super|bool|boolean|timestamptz)$/i;

function convertsFirst(r: Reader): boolean {
  if (r.traits.dialect === 'mysql' || r.kind !== NAME || !TYPE_FIRST.test(textOf(r))) return false;
  if (peek(r) === ',') return true;
  const partner = peek(r) === '(' ? r.tokens.match[r.i + 1]! : -1;
  return partner > 0 && peek(r, partner + 1 - r.i) === ',';
}

/** Reads arguments up to and with the closing bracket. The opening one, at `open`, has been stepped over. */
export function argumentsOf(r: Reader, name: string, open: number): void {
  const dates = DATE_FUNCTION.test(name);
  let index = 0;
  for (;;) {
    literalRun(r);
    if (is(r, ')')) {
      if (index > 0 && !r.traits.trailingComma) problem(r, 'an argument after the comma');
      break;
    }
    leadingWords(r, name);
    if ((r.kind === NAME || r.kind === QUOTED) && ((peek(r) === '=>' && r.traits.dialect !== 'ksqldb') || peek(r) === ':=')) {
      advance(r);
      advance(r);
    }
    if (dates && isUnit(r, index)) {
      advance(r);
      skipBrackets(r);
    } else if (name === 'extract' && r.kind === NAME && (peek(r) === 'from' || (peek(r) === '(' && index === 0))) {
      advance(r);
      skipBrackets(r);
    } else if ((name === 'if' || name === 'iff' || name === 'multiif') && index === 0 && r.useKind === 'identity') {
      const { aggregated } = r;
      noting(r, r.sink, 'conditional', () => expression(r));
      r.aggregated = aggregated;
    } else if (startsQuery(r, 0)) {
      r.subqueries.push(subquery(r, r.scope, false));
    } else if (is(r, 'table') && peekKind(r) === NAME) {
      advance(r);
      while (isPlainName(r)) {
        advance(r);
        if (!take(r, '.')) break;
      }
    } else if (!expression(r)) {
      if (is(r, ',')) problem(r, 'an argument');
      else if (!continues(r, name)) break;
    } else if (r.shape === 'star') starWords(r);
    afterArgument(r, name);
    if (!take(r, ',')) break;
    index++;
  }
  if (!closeBracket(r, open, ')')) {
    r.opaque = true;
    if (r.tokens.match[open]! < 0 || startsClause(r.word)) {
      if (r.tokens.unmatched.length > 0) problem(r, 'a closing bracket');
      const scope = r.scopes[r.scope];
      if (scope !== undefined) scope.incomplete = true;
    }
  }
}

/** DISTINCT, ALL, BOTH, LEADING, TRAILING before an argument. */
function leadingWords(r: Reader, name: string): void {
  for (let guard = 0; guard < 4; guard++) {
    const next = peek(r);
    if (is(r, 'distinct') && next !== ')' && next !== ',') advance(r);
    else if ((is(r, 'all') || is(r, 'unique')) && next !== ')' && next !== ',' && next !== '(' && next !== '.') advance(r);
    else if ((is(r, 'both') || is(r, 'leading') || is(r, 'trailing')) && (name === 'trim' || next !== '.') && next !== ')' && next !== ',') {
      advance(r);
      take(r, 'from');
    } else return;
  }
}

function isUnit(r: Reader, index: number): boolean {
  if (r.kind !== NAME) return false;
  const next = peek(r);
  if (next !== ',' && next !== ')' && next !== '(') return false;
  if (r.traits.dialect === 'bigquery' ? index === 0 : r.traits.dialect !== null && index > 0 && r.traits.dialect !== 'snowflake') return false;
  if (next === '(' && (peekKind(r, 2) !== NAME || peek(r, 3) !== ')' || !DATE_UNIT.test(textOf(r, r.i + 2)))) return false;
  return DATE_UNIT.test(textOf(r));
}

/** After `*` among arguments: `count(* exclude (a))`, `columns(* replace …)`, `object_construct(* ilike 'x')`. */
function starWords(r: Reader): void {
  while (!atClose(r) && !is(r, ',')) skipOne(r);
}

const BETWEEN_ARGUMENTS: ReadonlySet<Word> = new Set<Word>([
  'from', 'for', 'in', 'using', 'placing', 'separator', 'on', 'with', 'without', 'ignore', 'respect', 'returning', 'default', 'null', 'error', 'absent', 'partition', 'columns', 'format', 'limit', 'value', 'to', 'by',
  'distinct', 'order', 'having', 'as', 'nulls', 'where', 'key', 'keys', 'overflow', 'empty', 'at', 'offset', 'passing', 'array', 'object', 'scalar', 'unique', 'conditional', 'unconditional', 'wrapper', 'keep', 'strict', 'cross', 'path', 'match', 'mode', 'set',
]);

/** Whether a word that no expression starts with may still stand here, inside brackets. */
function continues(r: Reader, name: string): boolean {
  if (is(r, 'from') && !FROM_INSIDE.has(name) && r.tokens.unmatched.length > 0) return false;
  return BETWEEN_ARGUMENTS.has(r.word);
}

/** Reads on after an argument to the next comma or the closing bracket, whatever words the dialect puts between. */
function afterArgument(r: Reader, name: string): void {
  while (!atClose(r) && !is(r, ',')) {
    if (is(r, 'order') && peek(r) === 'by') {
      advance(r);
      advance(r);
      noting(r, r.sink, r.useKind === 'identity' ? 'sort' : r.useKind, () => orderList(r));
    } else if (is(r, 'partition') && peek(r) === 'by') {
      advance(r);
      advance(r);
      expression(r);
      return;
    } else if (is(r, 'as')) {
      advance(r);
      if (typeName(r) === null && r.kind !== HOLE && !atClose(r)) skipOne(r);
    } else if (is(r, ':')) {
      // `json_object('k': v)`
      advance(r);
      expression(r);
    } else if (is(r, 'columns')) {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'having') && peekKind(r) === NAME && /^m(?:ax|in)$/i.test(textOf(r, r.i + 1))) {
      // BigQuery: `any_value(a having max b)`.
      advance(r);
      advance(r);
      noting(r, r.sink, r.useKind === 'identity' ? 'sort' : r.useKind, () => expression(r));
    } else if (is(r, 'where')) {
      advance(r);
      noting(r, r.sink, r.useKind === 'identity' ? 'conditional' : r.useKind, () => expression(r));
    } else if (name.startsWith('json_') && r.kind === NAME && /^(omit|keep)$/i.test(nameOf(r))) {
      // `json_query(j, p omit quotes)`
      advance(r);
      if (r.kind === NAME && !atClose(r)) advance(r);
    } else if (BETWEEN_ARGUMENTS.has(r.word)) {
      if (is(r, 'from') && !FROM_INSIDE.has(name) && r.tokens.unmatched.length > 0) return;
      const jsonWord = is(r, 'null') || is(r, 'error') || is(r, 'absent') || is(r, 'with') || is(r, 'without') || is(r, 'format') || is(r, 'ignore') || is(r, 'respect');
      advance(r);
      if (jsonWord) skipOne(r);
      else expression(r);
    } else if (startsClause(r.word) && r.tokens.unmatched.length > 0) return;
    else if (r.kind === HOLE) {
      r.opaque = true;
      advance(r);
    } else {
      if (!expression(r)) skipOne(r);
      r.opaque = true;
    }
  }
}

/** What may follow a call's bracket. True if it is a window function here. */
export function suffixes(r: Reader, name: string): boolean {
  let window = WINDOW_ONLY.has(name) && !is(r, 'over');
  for (;;) {
    if (is(r, 'within') && peek(r) === 'group') {
      advance(r);
      advance(r);
      if (is(r, '(')) {
        const open = r.i;
        advance(r);
        if (take(r, 'order')) take(r, 'by');
        noting(r, r.sink, r.useKind === 'identity' && !ORDERED_SET.has(name) ? 'sort' : r.useKind, () => orderList(r));
        closeBracket(r, open, ')');
      }
    } else if (is(r, 'filter') && peek(r) === '(') {
      advance(r);
      const open = r.i;
      advance(r);
      take(r, 'where');
      const { aggregated } = r;
      noting(r, r.sink, r.useKind === 'identity' ? 'conditional' : r.useKind, () => expression(r));
      r.aggregated = aggregated;
      closeBracket(r, open, ')');
    } else if ((is(r, 'ignore') || is(r, 'respect')) && peek(r) === 'nulls') {
      advance(r);
      advance(r);
    } else if (is(r, 'from') && (peek(r) === 'first' || peek(r) === 'last') && peek(r, 2) === 'over') {
      advance(r);
      advance(r);
    } else if (is(r, 'over')) {
      advance(r);
      window = true;
      if (is(r, '(')) {
        const open = r.i;
        advance(r);
        windowSpecification(r, open);
      } else if (startsClause(r.word) || (identifier(r) === null && r.kind !== HOLE)) problem(r, 'a window in brackets, or its name, after OVER');
    } else if (is(r, 'keep') && peek(r) === '(') {
      advance(r);
      skipBrackets(r);
    } else return window;
  }
}

/** `[base] [partition by …] [order by …] [frame] )`: the opening bracket has been stepped over. */
export function windowSpecification(r: Reader, open: number): void {
  const { aggregated } = r;
  const kind: UseKind = r.useKind === 'identity' ? 'window' : r.useKind;
  noting(r, r.sink, kind, () => {
    if (isPlainName(r) && !is(r, 'partition') && !is(r, 'distribute') && !is(r, 'cluster') && !is(r, 'sort') && !is(r, 'range') && !is(r, 'rows') && !is(r, 'groups') && r.kind !== HOLE) advance(r);
    while (!atClose(r)) {
      if ((is(r, 'partition') || is(r, 'distribute') || is(r, 'cluster')) && peek(r) === 'by') {
        advance(r);
        advance(r);
        do {
          if (!expression(r)) {
            missing(r, 'an expression');
            break;
          }
        } while (take(r, ','));
      } else if ((is(r, 'order') || is(r, 'sort')) && peek(r) === 'by') {
        advance(r);
        advance(r);
        if (orderList(r) === 0) missing(r, 'an expression');
      } else if (is(r, 'partition') && peekKind(r) === NAME && r.tokens.ids[r.i + 1] === 0) {
        advance(r);
        problem(r, 'BY after PARTITION');
      } else if (r.kind === NUMBER || r.kind === STRING || r.kind === HOLE) advance(r);
      else if (startsClause(r.word) && (FLAGS[r.id]! & STOP) !== 0 && r.tokens.unmatched.length > 0) break;
      else skipOne(r);
    }
  });
  // What a window is ordered by is no part of the value.
  r.aggregated = aggregated;
  closeBracket(r, open, ')');
}
