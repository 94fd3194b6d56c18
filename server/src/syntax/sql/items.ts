import type { Span } from '../../text/span';
import { aliasOf, canAlias } from './aliases';
import { advance, atClose, type DraftOutput, type DraftScope, type DraftUse, is, isName, isPlainName, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan } from './cursor';
import { expression, missing } from './expressions';
import { HOLE, hasHole, NAME, QUOTED } from './lexer';
import { type Identifier, identifier } from './names';
import { closeBracket, misspeltClause, problem, skipTo, startsClause, startsStatement } from './recover';
import { star } from './stars';
import { FLAGS, STOP } from './words';

/** The select list. */
export function items(r: Reader, s: DraftScope): void {
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
