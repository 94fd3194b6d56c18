import { span } from '../../text/span';
import { aliasOf, canAlias } from './aliases';
import { windowSpecification } from './calls';
import { advance, type DraftScope, is, isName, isPlainName, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take } from './cursor';
import { expression, expressionList, missing } from './expressions';
import { fromClause, fromItems } from './from';
import { items } from './items';
import { END, HOLE, NAME, NUMBER, PARAM } from './lexer';
import { identifier, tableName, textOf } from './names';
import { inScope } from './query';
import { closeBracket, problem, skipBrackets, skipTo, startsClause, strict } from './recover';
import type { Word } from './words';

/**
 * Reads a SELECT from its keyword to the last clause that belongs to it alone (not ORDER BY and LIMIT).
 * `existing` is the scope of a FROM clause that was written first. Gives the index of its scope.
 */
export function select(r: Reader, parent: number | null, existing = -1): number {
  const start = existing >= 0 ? r.scopes[existing]!.span.start : startOf(r);
  const scope = existing >= 0 ? existing : newScope(r, 'select', parent, start);
  if (existing >= 0) r.scopes[scope]!.span = span(start, start);
  advance(r);
  inScope(r, scope, () => {
    const s = r.scopes[scope]!;
    modifiers(r, s);
    items(r, s);
    clauses(r, scope, s);
  });
  r.scopes[scope]!.span = spanFrom(r, start);
  return scope;
}

/** DISTINCT, ALL, TOP, AS STRUCT and the like between SELECT and the first item. */
function modifiers(r: Reader, s: DraftScope): void {
  for (;;) {
    const next = peek(r);
    if (is(r, 'distinct') || is(r, 'distinctrow')) {
      s.distinct = true;
      advance(r);
      if (is(r, 'on') && peek(r) === '(') {
        advance(r);
        const open = r.i;
        advance(r);
        noting(r, s.indirect, 'group_by', () => expressionList(r));
        closeBracket(r, open, ')');
      }
    } else if (is(r, 'all') && next !== '(' && next !== '.' && next !== ',') advance(r);
    else if (is(r, 'top') && (peekKind(r) === NUMBER || next === '(' || peekKind(r) === PARAM || peekKind(r) === HOLE)) {
      advance(r);
      if (!skipBrackets(r)) advance(r);
      take(r, 'percent');
      if (is(r, 'with') && peek(r) === 'ties') {
        advance(r);
        advance(r);
      }
    } else if (is(r, 'as') && (next === 'struct' || next === 'value')) {
      advance(r);
      advance(r);
    } else if (is(r, 'with') && isName(r) && peekKind(r) === NAME && (r.traits.dialect === 'bigquery' || r.traits.dialect === null) && r.tokens.ids[r.i + 1] === 0) {
      // `select with differential_privacy options (…)`
      advance(r);
      advance(r);
      if (take(r, 'options')) skipBrackets(r);
    } else if (is(r, 'straight_join') || is(r, 'high_priority')) advance(r);
    else if (is(r, 'stream') && r.traits.dialect !== null && peekKind(r) === NAME && r.traits.dialect === 'ksqldb') advance(r);
    else if (r.kind === NAME && r.id === 0 && r.traits.dialect !== 'snowflake' && (peekKind(r) === NAME || next === '*') && /^sql_(?:calc_found_rows|no_cache|cache|small_result|big_result|buffer_result)$/i.test(textOf(r))) advance(r);
    else return;
  }
}

const ONCE: ReadonlySet<Word> = new Set<Word>(['from', 'where', 'group', 'having', 'qualify']);

/** The clauses of one select after its list. */
function clauses(r: Reader, scope: number, s: DraftScope): void {
  const seen = new Set<Word>();
  for (;;) {
    if (ONCE.has(r.word)) {
      // The branches of a template may each have the clause.
      if (seen.has(r.word) && r.holes.length === 0) problem(r, 'another clause', `A query has one ${r.word.toUpperCase()} only.`);
      seen.add(r.word);
    }
    switch (r.word) {
      case 'into':
        if (!intoClause(r)) return;
        break;
      case 'from':
        fromClause(r, scope);
        break;
      case 'where':
      case 'prewhere':
      case 'having':
      case 'qualify': {
        const clause = r.word;
        if (clause === 'qualify' && peekKind(r) === NAME && peek(r, 2) === '(' && strict(r, 'postgres', 'mysql', 'tsql')) problem(r, 'another clause', 'This dialect has no QUALIFY: filter an outer query.');
        advance(r);
        r.useKind = 'filter';
        if (is(r, 'current') && peek(r) === 'of') {
          advance(r);
          advance(r);
        }
        if (!expression(r)) missing(r, `a condition after ${clause.toUpperCase()}`);
        break;
      }
      case 'group':
        if (!groupBy(r, s)) return;
        break;
      case 'window':
        windows(r, s);
        break;
      case 'connect':
      case 'start':
        if (peek(r) !== 'by' && peek(r) !== 'with') return;
        advance(r);
        advance(r);
        if (r.kind === NAME && /^nocycle$/i.test(textOf(r))) advance(r);
        r.useKind = 'filter';
        expression(r);
        break;
      case 'using':
        if (peek(r) !== 'sample') return;
        skipTo(r, w => startsClause(w) || w === 'offset');
        break;
      case 'partition':
        if (peek(r) !== 'by') return;
        advance(r);
        advance(r);
        r.useKind = 'group_by';
        expressionList(r);
        break;
      case 'join':
      case 'left':
      case 'lateral':
        // A join after something that could not be read as one.
        if (s.inputs.length === 0 && is(r, 'left')) return;
        if (!fromItems(r, scope, true)) return;
        break;
      default:
        if (r.kind === HOLE) {
          advance(r);
          break;
        }
        return;
    }
  }
}

function intoClause(r: Reader): boolean {
  if (peek(r) === 'outfile' || peek(r) === 'dumpfile') return false;
  advance(r);
  while (is(r, 'temp') || is(r, 'temporary') || is(r, 'unlogged') || is(r, 'table') || is(r, 'strict')) advance(r);
  const first = r.kind === PARAM;
  const table = tableName(r);
  while (take(r, ',')) tableName(r);
  if (table !== null && !first) r.into = table;
  return true;
}

function groupBy(r: Reader, s: DraftScope): boolean {
  if (peek(r) !== 'by') {
    if (!isPlainName(r) && peekKind(r) !== NAME) return false;
    advance(r);
    problem(r, 'BY after GROUP');
    s.incomplete = true;
    return true;
  }
  advance(r);
  advance(r);
  r.useKind = 'group_by';
  let count = 0;
  do {
    if (is(r, 'all') && peek(r) !== '(') {
      s.groupedOutputs = 'all';
      advance(r);
      count++;
      continue;
    }
    if (r.kind === NUMBER) groupByPosition(r, s);
    take(r, 'distinct');
    if (is(r, 'grouping') && peek(r) === 'sets') {
      advance(r);
      advance(r);
    }
    if (!expression(r)) break;
    if (is(r, 'as') || (canAlias(r) && is(r, ''))) aliasOf(r);
    count++;
  } while (take(r, ','));
  if (count === 0) missing(r, 'a column or expression to group by');
  while (is(r, 'grouping') && peek(r) === 'sets') {
    advance(r);
    advance(r);
    expression(r);
  }
  while (is(r, 'with') && (peek(r) === 'rollup' || peek(r) === 'cube' || peek(r) === 'totals')) {
    advance(r);
    advance(r);
  }
  return true;
}

/** `group by 1`: remembers the output at the token here, if nothing but the number stands there. */
function groupByPosition(r: Reader, s: DraftScope): void {
  const position = Number(textOf(r));
  const next = peek(r);
  const alone = next === ',' || next === ')' || next === ';' || next === 'having' || next === 'order' || next === 'limit' || next === 'qualify' || next === 'union' || next === 'with' || next === 'window' || peekKind(r) === END;
  if (alone && Number.isInteger(position) && position > 0 && s.groupedOutputs !== 'all') s.groupedOutputs = [...(s.groupedOutputs ?? []), position - 1];
}

function windows(r: Reader, s: DraftScope): void {
  advance(r);
  do {
    if (!isName(r)) break;
    identifier(r);
    if (is(r, '(')) {
      // ksqlDB: `window tumbling (size 1 hour)`.
      skipBrackets(r);
      break;
    }
    if (!take(r, 'as')) break;
    if (is(r, '(')) {
      const open = r.i;
      advance(r);
      noting(r, s.indirect, 'window', () => windowSpecification(r, open));
    } else identifier(r);
  } while (take(r, ','));
}
