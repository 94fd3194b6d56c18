import { span, type Span } from '../../text/span';
import { windowSpecification } from './calls';
import {
  advance, atClose, type DraftOutput, type DraftScope, type DraftUse, is, isGlued, isName, isPlainName, newScope, noting, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan,
} from './cursor';
import { expression, expressionList, missing } from './expressions';
import { fromClause, fromItems } from './from';
import { HOLE, HOLE_STRING, hasHole, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { type Identifier, identifier, nameOf, stringValue, tableName, textOf } from './names';
import { inScope } from './query';
import { closeBracket, misspeltClause, problem, skipBrackets, skipTo, startsClause, startsLine, startsStatement } from './recover';
import { FLAGS, STOP, type Word } from './words';


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

/** The select list. */
function items(r: Reader, s: DraftScope): void {
  let count = 0;
  for (;;) {
    if (endsList(r)) {
      if (count > 0) trailingComma(r, s);
      else if (r.traits.dialect !== 'postgres' && r.traits.dialect !== null) {
        problem(r, 'a column or expression after SELECT');
        s.incomplete = true;
      }
      return;
    }
    if (is(r, ',')) {
      problem(r, 'a column or expression', 'Expected a column or expression before this comma.');
      s.incomplete = true;
      advance(r);
      continue;
    }
    count++;
    item(r, s);
    while (r.kind === HOLE && !endsList(r)) {
      // A macro after an item: perhaps more items, with their own commas.
      s.outputs.push(unknownItem(tokenSpan(r)));
      s.incomplete = true;
      advance(r);
      if (isPlainName(r) && r.kind !== HOLE && canAlias(r)) identifier(r);
    }
    if (take(r, ',')) continue;
    if (endsList(r) || endsSelect(r) || ((r.traits.dialect === null || r.traits.dialect === 'tsql') && startsStatement(r))) return;
    // Something that fits nowhere: keep what comes after the next comma.
    s.incomplete = true;
    misspeltClause(r);
    missingComma(r);
    const stuck = r.i;
    skipTo(r, w => w === ',' || startsClause(w) || w === 'into');
    if (r.i === stuck && !is(r, ',')) return;
    if (!take(r, ',')) return;
  }
}

/** Three plain names in a row: an item, its alias, and one more that no dialect has a meaning for. */
function missingComma(r: Reader): void {
  const { kinds, ids } = r.tokens;
  const plain = (k: number): boolean => k >= 0 && ids[k] === 0 && (kinds[k] === NAME || kinds[k] === QUOTED);
  const next = peek(r);
  if (plain(r.i) && plain(r.i - 1) && plain(r.i - 2) && (next === ',' || next === 'from')) problem(r, 'a comma or FROM');
}

function endsList(r: Reader): boolean {
  if (atClose(r) || is(r, 'from') || is(r, '|>')) return true;
  if ((FLAGS[r.id]! & STOP) === 0 || r.kind !== NAME) return false;
  switch (r.word) {
    case 'where':
    case 'group':
    case 'having':
    case 'order':
    case 'union':
    case 'intersect':
    case 'except':
    case 'limit':
    case 'qualify':
    case 'into':
    case 'window':
    case 'fetch':
    case 'prewhere':
      if (peek(r) === 'as' || peek(r) === ',' || peek(r) === '.') return false;
      return peek(r) !== '(' || is(r, 'where') || is(r, 'except') || is(r, 'union') || is(r, 'intersect');
    default:
      return false;
  }
}

/** Words that end a select without FROM, besides those that end any list. */
function endsSelect(r: Reader): boolean {
  if ((is(r, 'left') || is(r, 'full') || is(r, 'inner')) && (peek(r) === 'union' || peek(r) === 'except' || peek(r) === 'intersect' || peek(r, 2) === 'union')) return true;
  return is(r, 'minus') || is(r, 'offset') || is(r, 'for') || is(r, 'settings') || is(r, 'format') || is(r, 'option') || is(r, 'emit') || is(r, 'go') || is(r, 'connect') || is(r, 'start') || is(r, 'bulk') || is(r, 'sort') || is(r, 'cluster') || is(r, 'distribute') || is(r, 'lateral') || is(r, 'returning') || is(r, 'on') || is(r, 'insert');
}

function trailingComma(r: Reader, s: DraftScope): void {
  if (is(r, 'from') || atClose(r) || startsClause(r.word)) {
    if (!r.traits.trailingComma || (!is(r, 'from') && atClose(r) && r.kind !== 0 && r.traits.dialect === null)) {
      const comma = r.i - 1;
      problem(r, 'a column or expression', `Expected a column or expression after the comma${is(r, 'from') ? ', before FROM' : ''}.`, tokenSpan(r, comma));
    }
    if (!is(r, 'from')) s.incomplete = true;
  }
}

function unknownItem(at: Span): DraftOutput {
  return {
    name: null, nameSpan: null, quoted: false, aliased: false, span: at, expression: at, star: null, kind: 'transformation', uses: [], subqueries: [], type: null, literal: null, literals: null, opaque: true,
  };
}

/** One item with its alias. */
export function item(r: Reader, s: DraftScope): void {
  const start = startOf(r);
  const uses: DraftUse[] = [];
  const subqueries: number[] = [];
  r.sink = uses;
  r.useKind = 'identity';
  r.subqueries = subqueries;
  r.aggregated = false;
  r.opaque = false;
  r.expands = false;
  let before: Identifier | null = null;
  if ((r.traits.dialect === 'tsql' && peek(r) === '=') || (r.traits.dialect === 'duckdb' && peek(r) === ':' && peekKind(r, 2) !== 0)) {
    if (isName(r)) {
      before = identifier(r);
      advance(r);
    }
  }
  const from = startOf(r);
  if (!expression(r)) {
    missing(r, 'a column or expression');
    const at = r.i;
    skipTo(r, w => w === ',' || startsClause(w));
    s.incomplete = true;
    if (r.i === at && !is(r, ',')) {
      restore(r, s);
      return;
    }
    const out = unknownItem(spanFrom(r, start));
    s.outputs.push(out);
    restore(r, s);
    return;
  }
  const expressionSpan = spanFrom(r, from);
  const { shape, type, literal, literals, label, aggregated } = r;
  if (shape === 'star') {
    star(r, s, start, expressionSpan);
    restore(r, s);
    return;
  }
  const kind = aggregated ? 'aggregation' : shape === 'column' && uses.length === 1 && !r.opaque ? 'identity' : 'transformation';
  if (kind !== 'identity') for (const use of uses) if (use.kind === 'identity') use.kind = 'transformation';
  const opaque = r.opaque;
  const pureHole = shape === 'hole' && uses.length === 0 && label === null;
  if (is(r, 'as') && peek(r) === '(') {
    several(r, s, start, expressionSpan, kind, uses, subqueries);
    restore(r, s);
    return;
  }
  const explicit = is(r, 'as');
  const alias = before ?? aliasOf(r);
  if ((alias === null || !explicit) && pureHole) s.incomplete = true;
  if (r.expands && alias === null) s.incomplete = true;
  const name = alias ?? (shape === 'column' || label !== null ? label : null);
  const dynamic = name !== null && hasHole(name.name);
  s.outputs.push({
    name: dynamic ? null : (name?.name ?? null),
    nameSpan: name === null || dynamic ? null : alias === null && shape !== 'column' && label !== null && !encloses(label.span, expressionSpan) ? null : name.span,
    quoted: name?.quoted ?? false,
    aliased: alias !== null,
    span: spanFrom(r, start),
    expression: expressionSpan,
    star: null,
    kind,
    uses,
    subqueries,
    type,
    literal: shape === 'literal' && !opaque ? literal : null,
    literals: opaque ? null : literals,
    opaque: opaque || dynamic,
  });
  restore(r, s);
}

function encloses(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function restore(r: Reader, s: DraftScope): void {
  r.sink = s.indirect;
  r.useKind = 'filter';
  r.subqueries = [];
}

/** `explode(m) as (k, v)`: one expression, several columns. */
function several(r: Reader, s: DraftScope, start: number, at: Span, kind: DraftOutput['kind'], uses: DraftUse[], subqueries: number[]): void {
  advance(r);
  const open = r.i;
  advance(r);
  do {
    const name = identifier(r);
    if (name === null) break;
    s.outputs.push({
      name: name.name, nameSpan: name.span, quoted: name.quoted, aliased: true, span: spanFrom(r, start), expression: at, star: null, kind, uses: uses.map(u => ({ ...u })), subqueries: [...subqueries],
      type: null, literal: null, literals: null, opaque: false,
    });
  } while (take(r, ','));
  closeBracket(r, open, ')');
}

/** An alias with or without AS; null (nothing read) if there is none. */
export function aliasOf(r: Reader): Identifier | null {
  if (is(r, 'as')) {
    advance(r);
    if (r.kind === STRING || r.kind === HOLE_STRING) return stringAlias(r);
    if (isName(r) && !(startsClause(r.word) && !isGlued(r) && (is(r, 'from') || is(r, 'where') || is(r, 'select')))) return identifier(r);
    if (atClose(r) || is(r, ',') || is(r, 'from') || is(r, 'where')) problem(r, 'an alias after AS');
    return null;
  }
  if (r.kind === STRING && (r.traits.dialect === 'mysql' || r.traits.dialect === 'tsql' || r.traits.dialect === null || r.traits.dialect === 'duckdb')) {
    if (peek(r) === ',' || peek(r) === 'from' || peekKind(r) === 0 || peek(r) === ')') return stringAlias(r);
  }
  return canAlias(r) ? identifier(r) : null;
}

function stringAlias(r: Reader): Identifier {
  const id = { name: stringValue(r), quoted: true, span: tokenSpan(r) };
  advance(r);
  return id;
}

const JOIN_WORDS: ReadonlySet<Word> = new Set<Word>(['join', 'outer', 'inner', 'left', 'right', 'full', 'cross', 'semi', 'anti', 'any', 'all', 'asof', 'array', 'apply', 'natural', 'global', 'positional']);

/** Whether the current word may be an alias without AS: it is no word with which a clause goes on here. */
export function canAlias(r: Reader): boolean {
  if (r.kind === QUOTED) return true;
  if (r.kind !== NAME) return false;
  if (is(r, '')) return true;
  if ((FLAGS[r.id]! & STOP) !== 0) return false;
  const next = peek(r);
  const nextKind = peekKind(r);
  switch (r.word) {
    case 'left':
    case 'right':
    case 'end':
    case 'asc':
    case 'desc':
    case 'by':
    case 'for':
    case 'over':
    case 'match_condition':
    case 'match_recognize':
    case 'nulls':
    case 'escape':
    case 'straight_join':
      return false;
    case 'final':
      return r.traits.dialect !== null && r.traits.dialect !== 'clickhouse';
    case 'pivot':
    case 'unpivot':
      return next !== '(' && next !== 'include' && next !== 'exclude';
    case 'sample':
      return next !== '(' && nextKind !== NUMBER && peek(r, 2) !== '(';
    case 'format':
      return !(nextKind === NAME && peekKind(r, 2) === 0) && !(nextKind === NAME && peek(r, 2) === ';');
    case 'settings':
      return !(nextKind === NAME && peek(r, 2) === '=');
    case 'asof':
    case 'semi':
    case 'anti':
    case 'any':
    case 'all':
    case 'array':
    case 'global':
    case 'positional':
    case 'outer':
    case 'paste':
    case 'apply':
      return !JOIN_WORDS.has(next);
    case 'at':
    case 'before':
    case 'changes':
    case 'option':
    case 'interpolate':
      return next !== '(' && next !== 'time';
    case 'version':
    case 'timestamp':
      return next !== 'as' || peek(r, 2) !== 'of';
    case 'offset':
      return nextKind !== NUMBER && nextKind !== PARAM && nextKind !== HOLE && next !== '(' && nextKind !== NAME;
    case 'use':
    case 'force':
    case 'ignore':
      return next !== 'index' && next !== 'key' && next !== 'nulls';
    case 'respect':
      return next !== 'nulls';
    case 'connect':
    case 'cluster':
    case 'distribute':
    case 'sort':
      return next !== 'by';
    case 'start':
      return next !== 'with';
    case 'minus':
      return next !== 'select' && next !== '(' && next !== 'all' && next !== 'distinct' && next !== 'with' && nextKind !== HOLE;
    case 'emit':
      return nextKind !== NAME;
    case 'partition':
      return next !== 'by' && next !== '(';
    case 'within':
      return nextKind !== NUMBER && next !== '(' && next !== 'group';
    case 'filter':
      return next !== '(';
    case 'lock':
      return next !== 'in';
    case 'values':
      return next !== '(';
    case 'go':
      return !startsLine(r);
    case 'insert':
      return next !== 'into' && next !== 'overwrite' && next !== 'or';
    case 'merge':
      return next !== 'into';
    case 'update':
      return peek(r, 2) !== 'set';
    case 'delete':
      return next !== 'from';
    case 'create':
    case 'alter':
    case 'drop':
    case 'truncate':
      return nextKind !== NAME || !startsLine(r);
    case 'declare':
    case 'exec':
    case 'execute':
    case 'begin':
    case 'while':
    case 'if':
    case 'return':
    case 'print':
      return !startsLine(r);
    case 'do':
      return next !== 'update' && next !== 'nothing';
    case 'rollup':
    case 'cube':
    case 'log':
      return next !== '(';
    case 'search':
    case 'cycle':
      return nextKind !== NAME;
    case 'bulk':
      return nextKind !== NAME;
    default:
      return true;
  }
}

/** A star with its modifiers. */
function star(r: Reader, s: DraftScope, start: number, at: Span): void {
  const qualifier = r.starQualifier;
  const { opaque } = r;
  r.starQualifier = null;
  const except: { name: string; span: Span }[] = [];
  const replace: DraftOutput[] = [];
  const rename: { from: string; to: string }[] = [];
  let unknown = opaque;
  for (;;) {
    const next = peek(r);
    if ((is(r, 'except') || is(r, 'exclude')) && (next === '(' || is(r, 'exclude')) && !isQueryAfter(r)) {
      advance(r);
      unknown = exceptList(r, except) || unknown;
    } else if (is(r, 'replace') && next === '(') {
      advance(r);
      replaceList(r, replace);
    } else if (is(r, 'replace') && r.traits.dialect === 'clickhouse') {
      // `replace a + 1 as a` without brackets.
      advance(r);
      const holder: DraftScope = { ...s, outputs: replace, incomplete: false };
      item(r, holder);
    } else if (is(r, 'rename') && (next === '(' || peekKind(r) === NAME || peekKind(r) === QUOTED)) {
      advance(r);
      renameList(r, rename);
    } else if ((is(r, 'ilike') || is(r, 'like') || is(r, 'similar') || is(r, 'glob') || is(r, 'not')) && r.kind === NAME) {
      // A filter on names: some of the columns, nobody knows which.
      advance(r);
      while (r.kind === NAME && !is(r, '') && (is(r, 'like') || is(r, 'ilike') || is(r, 'to'))) advance(r);
      expression(r);
      unknown = true;
    } else if (r.kind === NAME && next === '(' && /^(?:apply|transform)$/i.test(textOf(r))) {
      advance(r);
      skipBrackets(r);
    } else break;
  }
  if (r.kind === HOLE && !isGlued(r) && (peek(r) === ',' || peek(r) === 'from')) {
    advance(r);
    unknown = true;
  }
  if (unknown) s.incomplete = true;
  s.outputs.push({
    name: null, nameSpan: null, quoted: false, aliased: false, span: spanFrom(r, start), expression: at, star: { qualifier, except, replace, rename }, kind: 'identity', uses: [], subqueries: [],
    type: null, literal: null, literals: null, opaque: unknown,
  });
  if (is(r, 'as') || canAlias(r)) aliasOf(r);
}

/** `* except (select …)` is a set operation. */
function isQueryAfter(r: Reader): boolean {
  const after = peek(r, 2);
  return is(r, 'except') && (after === 'select' || after === 'with' || after === '(' || after === 'from');
}

/** Names to leave out, in brackets or one without. True if some are not known. */
function exceptList(r: Reader, except: { name: string; span: Span }[]): boolean {
  if (!is(r, '(')) {
    if (r.kind === HOLE) {
      advance(r);
      return true;
    }
    const one = qualified(r);
    if (one !== null) except.push(one);
    return false;
  }
  const open = r.i;
  let unknown = false;
  advance(r);
  while (!atClose(r)) {
    if (r.kind === HOLE || r.kind === HOLE_STRING) {
      unknown = true;
      advance(r);
    } else if (r.kind === STRING) {
      except.push({ name: stringValue(r), span: tokenSpan(r) });
      advance(r);
    } else {
      const one = qualified(r);
      if (one === null) break;
      except.push(one);
    }
    if (!take(r, ',') && r.kind !== HOLE) break;
  }
  closeBracket(r, open, ')');
  return unknown;
}

function qualified(r: Reader): { name: string; span: Span } | null {
  if (!isName(r)) return null;
  let last = { name: nameOf(r), span: tokenSpan(r) };
  advance(r);
  while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
    advance(r);
    last = { name: nameOf(r), span: tokenSpan(r) };
    advance(r);
  }
  return last;
}

function replaceList(r: Reader, replace: DraftOutput[]): void {
  const open = r.i;
  advance(r);
  const holder: DraftScope = { ...r.scopes[r.scope]!, outputs: replace, incomplete: false };
  while (!atClose(r)) {
    const at = r.i;
    item(r, holder);
    if (!take(r, ',') || r.i === at) break;
  }
  closeBracket(r, open, ')');
}

function renameList(r: Reader, rename: { from: string; to: string }[]): void {
  const open = r.i;
  const brackets = take(r, '(');
  while (!atClose(r)) {
    const from = qualified(r);
    if (from === null || !take(r, 'as')) break;
    const to = identifier(r);
    if (to === null) break;
    rename.push({ from: from.name, to: to.name });
    if (!brackets || !take(r, ',')) break;
  }
  if (brackets) closeBracket(r, open, ')');
}

/** The clauses of one select after its list. */
function clauses(r: Reader, scope: number, s: DraftScope): void {
  for (;;) {
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
      advance(r);
      count++;
      continue;
    }
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
