import { span, type Span } from '../../text/span';
import { call, startsQuery, suffixes } from './calls';
import { advance, atClose, is, isGlued, isPlainName, MAX_DEPTH, peek, peekKind, type Reader, startOf, take, tokenSpan } from './cursor';
import { clear, expression, literalRun, missing } from './expressions';
import { resultType, spelling } from './functions';
import { HOLE, HOLE_STRING, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { identifier, nameOf, skipAngles, stringValue, textOf, typeName } from './names';
import { queryRest, subquery } from './query';
import { closeBracket, problem } from './recover';
import { array, body, braces, caseOf, interval, lambda, lambdaAt, lambdaWord, list, typedLambda } from './special';
import { FLAGS, STOP, type Word } from './words';

/** One operand with what hangs on it: fields, subscripts, casts, JSON paths. */
export function operand(r: Reader): boolean {
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
      case '->':
        // ksqlDB: a field of a struct.
        if (r.traits.dialect !== 'ksqldb' || (peekKind(r) !== NAME && peekKind(r) !== QUOTED)) return true;
        advance(r);
        advance(r);
        clear(r);
        r.label = { name: nameOf(r, r.i - 1), span: tokenSpan(r, r.i - 1), quoted: r.tokens.kinds[r.i - 1] === QUOTED };
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
  const whole = r.shape === 'column' && peek(r, -2) === ')' ? r.sink.at(-1) : undefined;
  advance(r);
  clear(r);
  // `(t).a`, `(payload).a`: what stands in brackets qualifies the field.
  if (whole !== undefined && whole.qualifier.length === 0 && !is(r, '(')) Object.assign(whole, { qualifier: [whole.column], qualifierSpan: whole.span, column: label.name, span: label.span, quoted: label.quoted });
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

export function name(r: Reader): boolean {
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
export function column(r: Reader): boolean {
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
  else if (next === '=>' && r.traits.dialect === 'ksqldb') return lambda(r);
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
    // T-SQL: a method of an XML column.
    if (r.traits.dialect === 'tsql' && XML_METHOD.test(lower)) note(r, first, last - 2, qualifiers - 1, { name: nameOf(r, last - 2), span: tokenSpan(r, last - 2), quoted: r.tokens.kinds[last - 2] === QUOTED });
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

const XML_METHOD = /^(?:value|query|exist|nodes)$/;

const NONE: readonly string[] = [];

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
  const arrow = r.traits.dialect === 'ksqldb' ? '=>' : '->';
  if (partner > 0 && partner < r.tokens.count && peek(r, partner + 1 - open) === arrow && (arrow === '=>' || r.traits.lambda === 'yes' || (r.traits.lambda === 'maybe' && r.tokens.kinds[open + 1] === NAME))) {
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
