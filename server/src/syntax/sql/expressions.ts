import { startsQuery } from './calls';
import { advance, atClose, atEnd, is, isGlued, isName, MAX_DEPTH, moveTo, peek, peekKind, type Reader, take } from './cursor';
import { spelling } from './functions';
import { HOLE, NAME, NUMBER, OPERATOR, QUOTED, STRING } from './lexer';
import { textOf } from './names';
import { operand } from './operands';
import { closeBracket, problem, skipBrackets, skipOne, startsClause, strict } from './recover';
import { FLAGS, INFIX, operatorId, PREFIX, STOP, type Word } from './words';

/**
 * Reads an expression and notes the columns it names in `r.sink`. False if none starts here (nothing is read then).
 * `alone` stops before AND and OR: for the lower bound of BETWEEN. Operators of one level make a flat chain, so that
 * only brackets, calls and CASE take stack.
 */
export function expression(r: Reader, alone = false): boolean {
  clear(r);
  if (r.depth >= MAX_DEPTH) return skipDeep(r);
  r.depth++;
  const read = chain(r, alone);
  r.depth--;
  return read;
}

/** Reads an expression where there must be one; if there is none, that is a problem. */
export function required(r: Reader, what = 'an expression'): boolean {
  if (expression(r)) return true;
  missing(r, what);
  return false;
}

/** Reports a missing expression if what stands here can't be one in any dialect. */
export function missing(r: Reader, what: string): void {
  if (is(r, ',') || is(r, ')') || (is(r, '=') && peek(r, -1) === '=' && !isGlued(r)) || atEnd(r) || startsClause(r.word) || is(r, 'then') || is(r, 'and') || is(r, 'or')) problem(r, what);
  r.opaque = true;
}

export function clear(r: Reader): void {
  r.shape = 'other';
  r.type = null;
  r.literal = null;
  r.literals = null;
  r.label = null;
}

function skipDeep(r: Reader): boolean {
  if (atClose(r) || is(r, ',')) return false;
  while (!atClose(r) && !is(r, ',') && !startsClause(r.word)) skipOne(r);
  r.opaque = true;
  return true;
}

function chain(r: Reader, alone: boolean): boolean {
  let operators = 0;
  let logical = false;
  let sign = '';
  for (;;) {
    while ((FLAGS[r.id]! & PREFIX) !== 0 && !(is(r, 'prior') && peekKind(r) !== NAME && peekKind(r) !== QUOTED)) {
      if (is(r, 'not')) logical = true;
      sign = operators === 0 && (is(r, '-') || is(r, '+')) && peekKind(r) === NUMBER ? r.word : '';
      if (sign === '') operators++;
      advance(r);
    }
    if (!operand(r)) {
      if (operators === 0) return false;
      missing(r, 'an expression');
      break;
    }
    if (sign === '-' && r.literal !== null) r.literal = `-${r.literal}`;
    if (r.shape === 'star' && operators === 0) return true;
    let more = false;
    while ((FLAGS[r.id]! & INFIX) !== 0 || (is(r, ':') && r.traits.dialect === 'clickhouse')) {
      const word = r.word;
      const step = infix(r, word, alone);
      if (step === 'none') break;
      operators++;
      if (step === 'predicate' || word === 'and' || word === 'or' || isComparison(word)) logical = true;
      if (step === 'operand') {
        more = true;
        break;
      }
    }
    if (!more) break;
  }
  if (operators > 0) {
    clear(r);
    if (logical) r.type = spelling('boolean', r.traits.dialect);
  }
  return true;
}

function isComparison(word: Word): boolean {
  return word === '=' || word === '<' || word === '>' || word === '<=' || word === '>=' || word === '<>' || word === '!=' || word === '==' || word === '<=>' || word === 'like' || word === 'ilike';
}

/** Steps over an operator. `operand`: another operand follows; `predicate`: the operator was complete in itself; `none`: it was no operator here. */
function infix(r: Reader, word: Word, alone: boolean): 'operand' | 'predicate' | 'none' {
  switch (word) {
    case 'and':
    case 'or':
      if (alone) return 'none';
      advance(r);
      return 'operand';
    case 'is':
      advance(r);
      return isPredicate(r);
    case '->':
      advance(r);
      // ksqlDB: a field of a struct, by its bare name.
      if (!(r.traits.dialect === null || r.traits.dialect === 'ksqldb') || !(r.kind === NAME || r.kind === QUOTED) || peek(r) === '(' || peek(r) === '.') return 'operand';
      advance(r);
      return 'predicate';
    case 'not': {
      const next = peek(r);
      if (next === 'in' || next === 'like' || next === 'ilike' || next === 'between' || next === 'rlike' || next === 'regexp' || next === 'similar' || next === 'glob' || next === 'member' || next === 'overlaps') {
        advance(r);
        return infix(r, next, alone);
      }
      if (next === 'null') {
        advance(r);
        advance(r);
        return 'predicate';
      }
      return 'none';
    }
    case 'between':
      advance(r);
      take(r, 'symmetric');
      take(r, 'asymmetric');
      if (!expression(r, true)) missing(r, 'a lower bound after BETWEEN');
      if (take(r, 'and')) return 'operand';
      if (r.kind !== HOLE && atClose(r)) problem(r, 'AND and an upper bound');
      return 'predicate';
    case 'in':
      advance(r);
      return membership(r);
    case 'global':
      if (peek(r) !== 'in' && peek(r) !== 'not') return 'none';
      advance(r);
      take(r, 'not');
      advance(r);
      return membership(r);
    case 'isnull':
    case 'notnull':
      advance(r);
      return 'predicate';
    case 'like':
    case 'ilike':
    case 'rlike':
    case 'regexp':
      advance(r);
      if (is(r, 'any') || is(r, 'all') || is(r, 'some')) advance(r);
      return 'operand';
    case 'similar':
    case 'member':
      if (peek(r) !== 'to' && peek(r) !== 'of') return 'none';
      advance(r);
      advance(r);
      return 'operand';
    case 'sounds':
      if (peek(r) !== 'like') return 'none';
      advance(r);
      advance(r);
      return 'operand';
    case 'at':
      return atZone(r);
    case 'collate':
      advance(r);
      while (isName(r) || r.kind === STRING) {
        advance(r);
        if (!take(r, '.')) break;
      }
      return 'predicate';
    case 'escape':
    case 'overlaps':
    case 'glob':
    case 'div':
    case 'mod':
      if (atClose(r) || peek(r) === ',' || peek(r) === ')' || (word !== 'escape' && peek(r) === 'from')) return 'none';
      advance(r);
      return 'operand';
    case 'operator':
      if (peek(r) !== '(') return 'none';
      advance(r);
      skipBrackets(r);
      return 'operand';
    case '%':
      advance(r);
      // DuckDB: `limit 10%`.
      return atClose(r) || is(r, 'offset') ? 'predicate' : 'operand';
    case '!':
      // PostgreSQL's old factorial, and DuckDB's.
      advance(r);
      return 'predicate';
    case '*':
      // `select 2 * from t` has no right side; a star before a clause is the sign of a missing operand.
      advance(r);
      return 'operand';
    default:
      advance(r);
      // Operators that an extension adds are spelt with the same characters: `<<->>`, `&&&`.
      while (r.kind === OPERATOR && isGlued(r) && (FLAGS[r.id]! & (INFIX | PREFIX)) !== 0) advance(r);
      return 'operand';
  }
}

/** After IS. */
function isPredicate(r: Reader): 'operand' | 'predicate' {
  take(r, 'not');
  if (is(r, 'distinct')) {
    advance(r);
    take(r, 'from');
    return 'operand';
  }
  if (is(r, 'null') || is(r, 'true') || is(r, 'false') || is(r, 'unknown')) {
    advance(r);
    return 'predicate';
  }
  // `is nfkc normalized`
  if (r.kind === NAME && r.id === 0 && peekKind(r) === NAME && /^normalized$/i.test(textOf(r, r.i + 1)) && /^nfk?[cd]$/i.test(textOf(r))) {
    advance(r);
    advance(r);
    return 'predicate';
  }
  if (is(r, 'json') || is(r, 'of')) {
    advance(r);
    while (r.kind === NAME && (FLAGS[r.id]! & (STOP | INFIX)) === 0) advance(r);
    skipBrackets(r);
    if ((is(r, 'with') || is(r, 'without')) && peek(r) === 'unique') {
      advance(r);
      advance(r);
      take(r, 'keys');
    }
    return 'predicate';
  }
  return 'operand';
}

/** After IN: a list, a subquery, UNNEST, a table, an array or a parameter. */
function membership(r: Reader): 'operand' | 'predicate' {
  if (!is(r, '(')) {
    if ((r.kind === NUMBER || r.kind === STRING) && strict(r, 'postgres', 'redshift', 'mysql', 'trino', 'tsql', 'bigquery')) problem(r, 'a list in brackets after IN');
    return 'operand';
  }
  if (startsQuery(r, 1)) return 'operand';
  const open = r.i;
  if (peek(r) === ')' && strict(r, 'postgres', 'redshift', 'mysql', 'trino', 'tsql', 'bigquery') && r.text.slice(r.tokens.ends[open]!, r.tokens.starts[open + 1]!).trim() === '') {
    advance(r);
    problem(r, 'a value in the list of IN');
    moveTo(r, open);
  }
  advance(r);
  literalRun(r);
  while (!atClose(r)) {
    if (!expression(r)) {
      if (!is(r, ',')) break;
      problem(r, 'a value');
    }
    if (!take(r, ',')) break;
    literalRun(r);
  }
  closeBracket(r, open, ')');
  return 'predicate';
}

/** Steps over `1, 2, 'x', …` quickly: long lists of constants are common and say nothing about columns. */
export function literalRun(r: Reader): void {
  const { kinds, ids } = r.tokens;
  let i = r.i;
  while ((kinds[i] === STRING || kinds[i] === NUMBER) && ids[i + 1] === COMMA) i += 2;
  if (i > r.i) {
    r.i = i - 1;
    advance(r);
  }
}

const COMMA = operatorId(',');

/** AT TIME ZONE, AT LOCAL; nothing else after an operand is an operator. */
function atZone(r: Reader): 'operand' | 'predicate' | 'none' {
  if (peek(r) === 'time') {
    advance(r);
    advance(r);
    if (r.kind === NAME && is(r, 'zone')) advance(r);
    return 'operand';
  }
  if (peek(r) === 'local') {
    advance(r);
    advance(r);
    return 'predicate';
  }
  return 'none';
}

/** Reads expressions separated by commas. */
export function expressionList(r: Reader): number {
  let count = 0;
  do {
    literalRun(r);
    if (atClose(r)) break;
    if (!expression(r)) {
      if (!is(r, ',')) break;
      problem(r, 'an expression');
    }
    count++;
  } while (take(r, ','));
  return count;
}

/** `expr [asc|desc] [nulls first|last] [with fill …]`, separated by commas. */
export function orderList(r: Reader): number {
  let count = 0;
  do {
    if (is(r, 'all') && peek(r) !== '(') advance(r);
    else if (!expression(r)) break;
    count++;
    if (is(r, 'asc') || is(r, 'desc')) advance(r);
    if (is(r, 'using')) {
      advance(r);
      if (!isName(r)) advance(r);
      // `~<~` and its kin: several tokens here, one operator there.
      while (r.kind === OPERATOR && isGlued(r) && !is(r, ',') && !is(r, ')') && !is(r, ';')) advance(r);
    }
    if (is(r, 'nulls')) {
      advance(r);
      if (is(r, 'first') || is(r, 'last')) advance(r);
    }
    if (is(r, 'with') && peek(r) === 'fill') withFill(r);
    while (r.kind === HOLE && (peek(r) === ',' || peek(r) === ')')) advance(r);
  } while (take(r, ','));
  return count;
}

function withFill(r: Reader): void {
  advance(r);
  advance(r);
  while (is(r, 'from') || is(r, 'to') || is(r, 'step')) {
    advance(r);
    expression(r);
  }
}
