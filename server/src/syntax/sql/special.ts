import type { UseKind } from '../../model/query';
import { call, startsQuery } from './calls';
import { advance, atClose, is, isPlainName, MAX_DEPTH, noting, peek, peekKind, type Reader, take, tokenSpan } from './cursor';
import { clear, expression, literalRun, missing } from './expressions';
import { HOLE, HOLE_STRING, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { identifier, nameOf, skipAngles, textOf } from './names';
import { column, operand } from './operands';
import { subquery } from './query';
import { closeBracket, problem, skipBrackets } from './recover';
import { FLAGS, INFIX, STOP } from './words';

/** Whether the arrow after the current name makes a lambda rather than a JSON access. */
export function lambdaAt(r: Reader): boolean {
  if (r.traits.lambda === 'yes') return true;
  if (r.traits.lambda === 'no') return false;
  const after = peekKind(r, 2);
  const before = r.i === 0 ? '' : peek(r, -1);
  return after !== STRING && after !== NUMBER && after !== HOLE_STRING && after !== PARAM && (before === ',' || before === '(' || before === '=>');
}

export function lambda(r: Reader): boolean {
  return body(r, [nameOf(r).toLowerCase()], 2);
}

export function typedLambda(r: Reader): boolean {
  return body(r, [nameOf(r).toLowerCase()], 3);
}

/** Reads the body of a lambda `skip` tokens further on with its parameters bound. */
export function body(r: Reader, parameters: readonly string[], skip: number): boolean {
  for (let k = 0; k < skip; k++) advance(r);
  const size = r.bound.length;
  r.bound.push(...parameters);
  const read = expression(r);
  r.bound.length = size;
  if (!read) missing(r, 'the body of the lambda');
  clear(r);
  return true;
}

/** DuckDB's `lambda x, y: …`. */
export function lambdaWord(r: Reader): boolean {
  let at = r.i + 1;
  const names: string[] = [];
  while (r.tokens.kinds[at] === NAME || r.tokens.kinds[at] === QUOTED) {
    names.push(nameOf(r, at).toLowerCase());
    at++;
    if (peek(r, at - r.i) !== ',') break;
    at++;
  }
  if (names.length === 0 || peek(r, at - r.i) !== ':') return false;
  return body(r, names, at - r.i + 1);
}

/** `[…]`: a list, or a comprehension whose variable is no column. */
export function list(r: Reader): boolean {
  const open = r.i;
  advance(r);
  const from = r.sink.length;
  while (!atClose(r)) {
    literalRun(r);
    if (!expression(r)) break;
    if (is(r, 'for')) {
      advance(r);
      const names = new Set<string>();
      do {
        const variable = identifier(r);
        if (variable !== null) names.add(variable.name.toLowerCase());
      } while (take(r, ','));
      if (take(r, 'in')) expression(r);
      if (take(r, 'if')) expression(r);
      dropNames(r, from, names);
    }
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, ']');
  clear(r);
  return true;
}

function dropNames(r: Reader, from: number, names: ReadonlySet<string>): void {
  const keep = r.sink.slice(from).filter(u => !names.has((u.qualifier[0] ?? u.column).toLowerCase()));
  r.sink.length = from;
  for (const use of keep) r.sink.push(use);
}

/** `{'a': 1, b: 2}`. */
export function braces(r: Reader): boolean {
  const open = r.i;
  advance(r);
  while (!atClose(r)) {
    if (peek(r) === ':' && r.kind !== HOLE) {
      advance(r);
      advance(r);
    }
    if (!expression(r)) break;
    if (take(r, ':')) expression(r);
    if (r.kind === STRING || isPlainName(r)) continue;
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, '}');
  clear(r);
  return true;
}

export function array(r: Reader): boolean {
  const next = peek(r);
  if (next === '<') {
    advance(r);
    skipAngles(r);
    if (is(r, '[')) return list(r);
    if (is(r, '(')) call(r, 'array', tokenSpan(r), 0, false);
    return true;
  }
  if (next === '[') {
    advance(r);
    return list(r);
  }
  if (next === '(' && startsQuery(r, 2)) {
    advance(r);
    const scope = subquery(r, r.scope);
    r.subqueries.push(scope);
    clear(r);
    return true;
  }
  return column(r);
}

const UNIT = /^(?:(?:micro|milli|nano)?seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|millenni(?:um|a)|(?:day|hour|minute|year|second)_\w+|us|ms|s|m|h|d|mins?|secs?|yrs?|mons?)$/i;

/** `interval '1' day`, `interval 3 months`, `interval x hour to second`; false if it is a name here. */
export function interval(r: Reader): boolean {
  const next = peekKind(r);
  const word = peek(r);
  const starts = next === STRING || next === NUMBER || next === HOLE || next === HOLE_STRING || next === PARAM || word === '-' || word === '(' || ((next === NAME || next === QUOTED) && (FLAGS[r.tokens.ids[r.i + 1]!]! & (STOP | INFIX)) === 0);
  if (!starts || (word === '-' && peekKind(r, 2) !== NUMBER && peekKind(r, 2) !== STRING) || r.depth >= MAX_DEPTH - 2) return false;
  advance(r);
  while (is(r, '-') || is(r, '+')) advance(r);
  r.depth++;
  let pieces = 0;
  while (pieces === 0 || r.kind === NUMBER || (r.kind === STRING && pieces < 50 && r.traits.dialect === 'databricks')) {
    pieces++;
    if (!operand(r)) break;
    // `interval n * 2 day` and the like: the amount may be computed.
    while ((is(r, '*') || is(r, '+') || is(r, '-') || is(r, '/')) && r.kind !== NAME && amountContinues(r)) {
      advance(r);
      operand(r);
    }
    if (r.kind !== NAME || !UNIT.test(textOf(r))) break;
    advance(r);
    if (is(r, '(') && peekKind(r) === NUMBER) skipBrackets(r);
    if (is(r, 'to')) {
      advance(r);
      advance(r);
      skipBrackets(r);
    }
    // Spark: `interval 2 hour + 30 minute`.
    if (is(r, '+') && (peekKind(r) === NUMBER || peekKind(r) === STRING) && peekKind(r, 2) === NAME && UNIT.test(textOf(r, r.i + 2))) {
      advance(r);
      advance(r);
      advance(r);
    }
  }
  r.depth--;
  clear(r);
  r.type = 'interval';
  return true;
}

/** Whether an arithmetic operator inside an interval's amount is followed by an operand and then a unit. */
function amountContinues(r: Reader): boolean {
  const k = r.i + 2;
  return k < r.tokens.count && r.tokens.kinds[k] === NAME && UNIT.test(r.text.slice(r.tokens.starts[k]!, r.tokens.ends[k]!)) && peek(r, -1) !== '' === false && (r.tokens.kinds[r.i - 1] === NUMBER || r.tokens.kinds[r.i - 1] === NAME);
}

export function caseOf(r: Reader): boolean {
  const at = tokenSpan(r);
  advance(r);
  const conditions: UseKind = r.useKind === 'identity' ? 'conditional' : r.useKind;
  const { aggregated } = r;
  if (!is(r, 'when')) noting(r, r.sink, conditions, () => expression(r));
  // An aggregate inside a condition does not pass into the value.
  r.aggregated = aggregated;
  let literals: string[] | null = [];
  let type: string | null | undefined;
  const result = (): void => {
    if (!expression(r)) missing(r, 'a value');
    if (r.shape === 'literal' && r.literal !== null) {
      if (r.literal !== 'null') literals?.push(r.literal);
    } else literals = null;
    if (r.literal !== 'null' || r.shape !== 'literal') type = type === undefined || type === r.type ? r.type : null;
  };
  let whens = 0;
  for (;;) {
    if (r.kind === HOLE) {
      r.opaque = true;
      literals = null;
      type = null;
      advance(r);
      continue;
    }
    if (!take(r, 'when')) break;
    whens++;
    const before = r.aggregated;
    if (!noting(r, r.sink, conditions, () => expression(r))) missing(r, 'a condition');
    r.aggregated = before;
    // ClickHouse and others let a list of values follow.
    while (take(r, ',')) noting(r, r.sink, conditions, () => expression(r));
    if (!take(r, 'then')) {
      if (!r.opaque) missing(r, 'THEN');
      literals = null;
      if (!is(r, 'when') && !is(r, 'else') && !is(r, 'end')) break;
      continue;
    }
    result();
  }
  if (whens === 0 && !r.opaque && (is(r, 'then') || r.kind === NUMBER || r.kind === STRING)) problem(r, 'WHEN');
  if (take(r, 'else')) result();
  const found: string[] | null = literals;
  if (is(r, 'end')) advance(r);
  else if (whens > 0 && (atClose(r) || is(r, 'from') || is(r, ',')) && !r.opaque) problem(r, 'END');
  const kind = type ?? null;
  clear(r);
  r.type = kind;
  r.literals = found !== null && (found as string[]).length > 0 ? dedupe(found) : null;
  if (r.traits.functionNames) r.label = { name: 'case', span: at, quoted: false };
  return true;
}

function dedupe(values: string[]): string[] {
  return [...new Set(values)];
}
