import { advance, atClose, is, isGlued, isName, peek, peekKind, type Reader, tokenSpan } from './cursor';
import { HOLE, HOLE_STRING, NAME, NUMBER, PARAM, QUOTED, STRING } from './lexer';
import { type Identifier, identifier, stringValue, textOf } from './names';
import { problem, startsClause, startsLine } from './recover';
import { FLAGS, STOP, type Word } from './words';

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
  // T-SQL: `delete t output deleted.a`.
  if (is(r, '')) return r.traits.dialect !== 'tsql' || peekKind(r) !== NAME || !/^output$/i.test(textOf(r)) || !/^(?:inserted|deleted)$/i.test(textOf(r, r.i + 1));
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
