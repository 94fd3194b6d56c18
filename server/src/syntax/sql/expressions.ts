import type { UseKind } from '../../model/query';
import { span, type Span } from '../../text/span';
import { call, startsQuery, suffixes } from './calls';
import { advance, atClose, atEnd, is, isGlued, isName, isPlainName, MAX_DEPTH, noting, peek, peekKind, type Reader, startOf, take, tokenSpan } from './cursor';
import { resultType, spelling } from './functions';
import { HOLE, HOLE_STRING, NAME, NUMBER, OPERATOR, PARAM, QUOTED, STRING } from './lexer';
import { identifier, nameOf, skipAngles, stringValue, textOf, typeName } from './names';
import { queryRest, subquery } from './query';
import { closeBracket, problem, skipBrackets, skipOne, startsClause } from './recover';
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
  if (is(r, ',') || is(r, ')') || atEnd(r) || startsClause(r.word) || is(r, 'then') || is(r, 'and') || is(r, 'or')) problem(r, what);
  r.opaque = true;
}

function clear(r: Reader): void {
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
  if (!is(r, '(')) return 'operand';
  if (startsQuery(r, 1)) return 'operand';
  const open = r.i;
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

/** One operand with what hangs on it: fields, subscripts, casts, JSON paths. */
function operand(r: Reader): boolean {
  if (!primary(r)) return false;
  for (;;) {
    switch (r.word) {
      case '::':
      case '?::': {
        advance(r);
        const type = typeName(r, r.traits.dialect === 'snowflake' || r.traits.dialect === 'databricks' || r.traits.dialect === null);
        const label = r.traits.functionNames ? r.label : null;
        const literal = r.literal;
        const wasHole = r.shape === 'hole';
        clear(r);
        r.type = type?.text ?? null;
        r.label = label;
        r.literal = literal;
        r.shape = literal !== null ? 'literal' : wasHole ? 'hole' : 'other';
        if (type === null) missing(r, 'a type');
        continue;
      }
      case '[':
        subscript(r);
        continue;
      case '.':
        if (!field(r)) return true;
        continue;
      case ':':
        if (!jsonPath(r)) return true;
        continue;
      case '(':
        // `(+)` of an old outer join.
        if (peek(r) !== '+' || peek(r, 2) !== ')') return true;
        advance(r);
        advance(r);
        advance(r);
        continue;
      default:
        return true;
    }
  }
}

function subscript(r: Reader): void {
  const open = r.i;
  advance(r);
  const { aggregated } = r;
  while (!atClose(r)) {
    if (is(r, ':') || is(r, ',') || is(r, '*')) advance(r);
    else if (!expression(r)) break;
  }
  closeBracket(r, open, ']');
  clear(r);
  r.aggregated ||= aggregated;
}

function field(r: Reader): boolean {
  const next = peekKind(r);
  if (peek(r) === '*') {
    advance(r);
    advance(r);
    r.opaque = true;
    clear(r);
    r.shape = 'star';
    return true;
  }
  if (next !== NAME && next !== QUOTED && next !== HOLE && next !== NUMBER && next !== STRING && next !== PARAM) {
    advance(r);
    r.opaque = true;
    if (atClose(r) || is(r, ',')) problem(r, 'a name after the dot');
    return false;
  }
  advance(r);
  // A dot at the end of a line of half-typed text: the clause that follows is not its field.
  if ((FLAGS[r.id]! & STOP) !== 0 && !isGlued(r)) {
    r.opaque = true;
    return false;
  }
  const label = { name: nameOf(r), span: tokenSpan(r), quoted: r.kind === QUOTED };
  if (r.kind === HOLE) r.opaque = true;
  const hole = r.kind === HOLE;
  advance(r);
  clear(r);
  if (is(r, '(')) call(r, label.name.toLowerCase(), label.span, 0, false);
  else if (!hole) r.label = label;
  return true;
}

/** `:a.b[0]` after a value, in dialects that have it. The dots and brackets after the first name are read as fields. */
function jsonPath(r: Reader): boolean {
  const { dialect } = r.traits;
  if (dialect !== null && dialect !== 'snowflake' && dialect !== 'databricks') return false;
  const next = peekKind(r);
  if ((next !== NAME && next !== QUOTED && next !== STRING && next !== HOLE && peek(r) !== '[') || (dialect === null && !isGlued(r))) return false;
  advance(r);
  if (!is(r, '[')) advance(r);
  clear(r);
  while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED || peekKind(r) === HOLE)) {
    advance(r);
    advance(r);
  }
  return true;
}

function primary(r: Reader): boolean {
  switch (r.kind) {
    case NUMBER:
      r.shape = 'literal';
      r.literal = textOf(r);
      r.type = spelling(/^\d+$/.test(r.literal) ? 'integer' : 'number', r.traits.dialect);
      advance(r);
      return true;
    case STRING: {
      const value = stringValue(r);
      advance(r);
      if (r.kind === NAME && /^uescape$/i.test(textOf(r))) {
        advance(r);
        if (r.kind === STRING) advance(r);
      }
      // Neighbouring strings are one in several dialects.
      let joined = value;
      while (r.kind === STRING) {
        joined += stringValue(r);
        advance(r);
      }
      r.shape = 'literal';
      r.literal = joined;
      r.type = spelling('string', r.traits.dialect);
      return true;
    }
    case HOLE_STRING:
      advance(r);
      r.opaque = true;
      r.type = spelling('string', r.traits.dialect);
      return true;
    case PARAM:
      return parameter(r);
    case HOLE:
      return hole(r);
    case NAME:
    case QUOTED:
      return name(r);
    default:
      return symbol(r);
  }
}

function parameter(r: Reader): boolean {
  const staged = r.text.charCodeAt(startOf(r)) === 36;
  advance(r);
  if (staged && is(r, '(')) call(r, '', tokenSpan(r), 0, false);
  clear(r);
  return true;
}

/** Text that is not known. What is glued on or follows without an operator belongs to it. */
function hole(r: Reader): boolean {
  r.opaque = true;
  const at = tokenSpan(r);
  advance(r);
  if (is(r, '(') && isGlued(r)) {
    call(r, '', at, 0, false);
    r.opaque = true;
    return true;
  }
  if (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
    while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
      advance(r);
      r.label = { name: nameOf(r), span: tokenSpan(r), quoted: r.kind === QUOTED };
      advance(r);
    }
    if (is(r, '(')) {
      call(r, '', at, 0, false);
      r.opaque = true;
    } else if (is(r, '.') && peek(r) === '*') {
      advance(r);
      advance(r);
      r.shape = 'star';
    }
    return true;
  }
  if (is(r, '.') && peek(r) === '*') {
    advance(r);
    advance(r);
    r.shape = 'star';
    return true;
  }
  if (is(r, 'over') || is(r, 'filter') || is(r, 'within')) {
    suffixes(r, '');
    clear(r);
    return true;
  }
  r.shape = 'hole';
  // `{{ distinct }} t.order_id`: the hole stands before an expression.
  if (holePrefixes(r)) {
    const read = operand(r);
    r.opaque = true;
    return read || true;
  }
  return true;
}

/** Whether an operand stands right after a hole, and it is more than an alias. */
function holePrefixes(r: Reader): boolean {
  if (r.kind === NUMBER || r.kind === STRING) return !r.traits.doubleQuotedStrings || r.kind === NUMBER;
  if (is(r, 'case') || is(r, 'cast')) return true;
  if (!isPlainName(r) || r.depth >= MAX_DEPTH - 1) return false;
  const next = peek(r);
  return next === '.' || next === '(' || next === '::' || next === 'as' || next === '||' || next === '+' || next === '-' || next === '/' || next === '=';
}

const UNITLESS: ReadonlySet<string> = new Set([
  'current_date', 'current_timestamp', 'current_time', 'localtime', 'localtimestamp', 'current_user', 'session_user', 'current_role', 'current_schema', 'current_catalog',
  'current_database', 'current_warehouse', 'system_user', 'sysdate', 'systimestamp', 'rownum', 'utc_date', 'utc_timestamp', 'utc_time', 'current_datetime', '$action', 'current_timezone',
]);

/** Types whose name before a string makes a literal of it. */
const LITERAL_TYPES: ReadonlySet<string> = new Set([
  'date', 'time', 'timestamp', 'timestamptz', 'timetz', 'datetime', 'timestamp_ntz', 'timestamp_ltz', 'timestamp_tz', 'numeric', 'decimal', 'bignumeric', 'bigdecimal', 'json', 'jsonb', 'uuid', 'inet',
  'cidr', 'point', 'box', 'polygon', 'circle', 'path', 'line', 'lseg', 'int', 'integer', 'bigint', 'smallint', 'float8', 'float4', 'float', 'real', 'bool', 'boolean', 'bytea', 'text', 'varchar', 'char',
  'ipaddress', 'regclass', 'oid', 'money', 'xml', 'bit', 'range', 'double', 'tinyint',
]);

function name(r: Reader): boolean {
  if (r.id === 0 || r.kind === QUOTED) return column(r);
  const next = peek(r);
  switch (r.word) {
    case '':
      break;
    case 'null':
    case 'true':
    case 'false':
    case 'default':
      if (next === '.' || next === '(') return column(r);
      r.shape = 'literal';
      r.literal = textOf(r).toLowerCase();
      if (!is(r, 'null') && !is(r, 'default')) r.type = spelling('boolean', r.traits.dialect);
      advance(r);
      return true;
    case 'case':
      if (next === '.' || next === ',' || next === ')' || next === '=') return column(r);
      return caseOf(r);
    case 'interval':
      return interval(r) || column(r);
    case 'array':
      return array(r);
    case 'map':
      if (next !== '{' && next !== '[') return column(r);
      advance(r);
      return next === '{' ? braces(r) : list(r);
    case 'struct':
      if (next !== '<' && next !== '<>') return column(r);
      advance(r);
      skipAngles(r);
      if (is(r, '(')) call(r, 'struct', tokenSpan(r), 0, false);
      return true;
    case 'lambda':
      return lambdaWord(r) || column(r);
    case 'left':
    case 'right':
    case 'replace':
    case 'if':
    case 'insert':
    case 'values':
    case 'truncate':
      return next === '(' || next === '.' || next === ',' || next === 'from' || next === 'as' || next === ')' || next === '=' ? column(r) : (FLAGS[r.id]! & STOP) === 0 && !is(r, 'left') && !is(r, 'right') ? column(r) : false;
    case 'next':
      // `next value for seq`
      if (next !== 'value') return column(r);
      advance(r);
      advance(r);
      take(r, 'for');
      while (isPlainName(r)) {
        advance(r);
        if (!take(r, '.')) break;
      }
      suffixes(r, '');
      return true;
    case 'asc':
    case 'desc':
      return next === '.' || next === 'as' || next === 'from' || next === '=' ? column(r) : false;
    case 'end':
      return next === '.' || next === '(' ? column(r) : false;
    case 'over':
    case 'filter':
    case 'distinct':
    case 'all':
      return next === '(' ? column(r) : false;
    default:
      break;
  }
  if ((FLAGS[r.id]! & STOP) !== 0) {
    // Some words are reserved in some dialects only: what follows shows that this one is a name.
    if (next === '(' && r.traits.dialect === 'clickhouse' && (is(r, 'and') || is(r, 'or'))) return column(r);
    if (SOMETIMES.has(r.word) && (next === 'as' || next === ',' || next === '.' || next === ')' || next === '=' || next === '::')) return column(r);
    // A reserved word may still be called or qualified where a dialect has such a function.
    if (next === '(' && (is(r, 'like') || is(r, 'set') || is(r, 'regexp') || is(r, 'ilike') || is(r, 'rlike') || is(r, 'collate') || is(r, 'window') || is(r, 'group') || is(r, 'full'))) return column(r);
    return false;
  }
  return column(r);
}

const SOMETIMES: ReadonlySet<Word> = new Set<Word>(['limit', 'window', 'fetch', 'returning', 'tablesample', 'prewhere', 'qualify', 'set', 'natural', 'full', 'regexp', 'rlike', 'ilike', 'similar', 'lateral', 'collate']);

/** A column, a path of fields, a function call, a typed literal, a lambda. */
function column(r: Reader): boolean {
  const first = r.i;
  const quotedFirst = r.kind === QUOTED;
  const flags = r.id;
  const next = peek(r);
  if (next === '(' && !(peek(r, 2) === '+' && peek(r, 3) === ')')) {
    if (!quotedFirst || r.traits.dialect !== null) {
      const lower = nameOf(r).toLowerCase();
      const at = tokenSpan(r);
      advance(r);
      call(r, lower, at, flags, true);
      return true;
    }
  } else if (next === '->' && lambdaAt(r)) return lambda(r);
  else if (!quotedFirst && (peekKind(r) === STRING || peekKind(r) === HOLE_STRING) && LITERAL_TYPES.has(textOf(r).toLowerCase())) {
    r.type = textOf(r).toLowerCase();
    advance(r);
    r.shape = 'literal';
    if (r.kind === STRING) r.literal = stringValue(r);
    else r.opaque = true;
    advance(r);
    return true;
  } else if (!quotedFirst && (is(r, 'timestamp') || is(r, 'time')) && (next === 'with' || next === 'without') && peek(r, 2) === 'time') {
    const type = typeName(r);
    if (type !== null && r.kind === STRING) {
      r.type = type.text;
      r.shape = 'literal';
      r.literal = stringValue(r);
      advance(r);
      return true;
    }
  } else if (peekKind(r) === NAME && peek(r, 2) === '->' && r.traits.lambda === 'yes') return typedLambda(r);
  else if (peekKind(r) === NAME && peek(r, 2) === '(' && !quotedFirst && /^approximate$/i.test(textOf(r))) {
    // Redshift: `approximate count(distinct a)`.
    advance(r);
    return column(r);
  }
  advance(r);
  let last = first;
  let qualifiers = 0;
  while (is(r, '.')) {
    const kind = peekKind(r);
    if (kind === NAME || kind === QUOTED) {
      // The dot of half-typed text before the next clause.
      if ((FLAGS[r.tokens.ids[r.i + 1]!]! & STOP) !== 0 && kind === NAME && r.tokens.starts[r.i + 1]! > r.tokens.ends[r.i]!) break;
      advance(r);
      last = r.i;
      qualifiers++;
      advance(r);
    } else break;
  }
  if (qualifiers > 0 && is(r, '(') && !(peek(r) === '+' && peek(r, 2) === ')')) {
    const lower = nameOf(r, last).toLowerCase();
    call(r, lower, tokenSpan(r, last), lower === 'safe' ? 0 : r.tokens.ids[last]!, false);
    return true;
  }
  if (is(r, '.') && peek(r) === '*') {
    r.label = null;
    starOf(r, first, last);
    return true;
  }
  if (is(r, '.') && (peekKind(r) === HOLE || peekKind(r) === PARAM)) {
    // The column's own name is not known.
    const unknown = peekKind(r) === HOLE;
    advance(r);
    // `t.$1` of a staged file is called `$1`.
    const position = { name: textOf(r), span: tokenSpan(r), quoted: false };
    advance(r);
    if (unknown) {
      r.opaque = true;
      r.shape = 'hole';
    } else r.label = position;
    return true;
  }
  const label = { name: nameOf(r, last), span: tokenSpan(r, last), quoted: r.tokens.kinds[last] === QUOTED };
  if (qualifiers === 0 && !quotedFirst && UNITLESS.has(label.name.toLowerCase())) {
    r.type = resultType(label.name.toLowerCase(), r.traits.dialect);
    return true;
  }
  note(r, first, last, qualifiers, label);
  r.shape = 'column';
  r.label = label;
  return true;
}

/** The qualifier of the star just read, for the select list; the star itself names no column. */
function starOf(r: Reader, first: number, last: number): void {
  const parts: string[] = [];
  for (let i = first; i <= last; i += 2) parts.push(nameOf(r, i));
  advance(r);
  advance(r);
  r.shape = 'star';
  r.starQualifier = parts;
}

function note(r: Reader, first: number, last: number, qualifiers: number, label: { name: string; span: Span; quoted: boolean }): void {
  if (r.bound.length > 0 && r.bound.includes(nameOf(r, first).toLowerCase())) return;
  if (qualifiers === 0) {
    r.sink.push({ qualifier: NONE, qualifierSpan: null, column: label.name, quoted: label.quoted, span: label.span, kind: r.useKind, scope: r.scope });
    return;
  }
  const qualifier: string[] = [];
  for (let i = first; i < last; i += 2) qualifier.push(nameOf(r, i));
  const qualifierSpan = span(r.tokens.starts[first]!, r.tokens.ends[last - 2]!);
  r.sink.push({ qualifier, qualifierSpan, column: label.name, quoted: label.quoted, span: label.span, kind: r.useKind, scope: r.scope });
}

const NONE: readonly string[] = [];

/** Whether the arrow after the current name makes a lambda rather than a JSON access. */
function lambdaAt(r: Reader): boolean {
  if (r.traits.lambda === 'yes') return true;
  if (r.traits.lambda === 'no') return false;
  const after = peekKind(r, 2);
  const before = r.i === 0 ? '' : peek(r, -1);
  return after !== STRING && after !== NUMBER && after !== HOLE_STRING && after !== PARAM && (before === ',' || before === '(' || before === '=>');
}

function lambda(r: Reader): boolean {
  return body(r, [nameOf(r).toLowerCase()], 2);
}

function typedLambda(r: Reader): boolean {
  return body(r, [nameOf(r).toLowerCase()], 3);
}

/** Reads the body of a lambda `skip` tokens further on with its parameters bound. */
function body(r: Reader, parameters: readonly string[], skip: number): boolean {
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
function lambdaWord(r: Reader): boolean {
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

function symbol(r: Reader): boolean {
  switch (r.word) {
    case '(':
      return round(r);
    case '[':
      return list(r);
    case '{':
      return braces(r);
    case '*':
      advance(r);
      r.shape = 'star';
      r.starQualifier = null;
      return true;
    case '?':
    case '$':
      advance(r);
      return true;
    default:
      return false;
  }
}

/** Brackets: a subquery, a tuple, the parameters of a lambda, or one expression that keeps its shape. */
function round(r: Reader): boolean {
  const open = r.i;
  if (startsQuery(r, 1)) {
    const scope = subquery(r, r.scope);
    r.subqueries.push(scope);
    clear(r);
    r.shape = 'subquery';
    return true;
  }
  const partner = r.tokens.match[open]!;
  if (partner > 0 && partner < r.tokens.count && peek(r, partner + 1 - open) === '->' && (r.traits.lambda === 'yes' || (r.traits.lambda === 'maybe' && r.tokens.kinds[open + 1] === NAME))) {
    const names: string[] = [];
    for (let k = open + 1; k < partner; k++) if (r.tokens.kinds[k] === NAME || r.tokens.kinds[k] === QUOTED) names.push(nameOf(r, k).toLowerCase());
    return body(r, names, partner + 2 - open);
  }
  advance(r);
  if (take(r, ')')) {
    clear(r);
    return true;
  }
  let count = 0;
  do {
    literalRun(r);
    if (atClose(r)) break;
    if (!expression(r)) {
      if (!is(r, ',')) break;
      problem(r, 'an expression');
    }
    count++;
    if (r.shape === 'subquery' && count === 1 && (is(r, 'union') || is(r, 'intersect') || is(r, 'except') || is(r, 'minus'))) {
      const scope = queryRest(r, r.subqueries.pop()!, r.scope);
      r.subqueries.push(scope);
      clear(r);
      r.shape = 'subquery';
    }
    if (is(r, 'as') || (is(r, 'for') && count > 0)) {
      // `(a as x, b as y)`: a named tuple.
      advance(r);
      identifier(r);
    }
  } while (take(r, ','));
  if (count === 0) missing(r, 'an expression');
  const closed = closeBracket(r, open, ')');
  if (!closed) r.opaque = true;
  if (count !== 1) clear(r);
  return true;
}

/** `[…]`: a list, or a comprehension whose variable is no column. */
function list(r: Reader): boolean {
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
function braces(r: Reader): boolean {
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

function array(r: Reader): boolean {
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
function interval(r: Reader): boolean {
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

function caseOf(r: Reader): boolean {
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
