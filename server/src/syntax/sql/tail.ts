import { advance, atClose, is, isName, isPlainName, peek, peekKind, type Reader, take } from './cursor';
import { expression, expressionList, orderList } from './expressions';
import { HOLE, NAME, NUMBER, PARAM } from './lexer';
import { inScope, SET_WORDS } from './query';
import { problem, skipBrackets, skipOne, skipTo } from './recover';

/** ORDER BY, LIMIT, OFFSET, FETCH, FOR, SETTINGS and whatever else may end a query. */
export function tail(r: Reader, scope: number): void {
  const s = r.scopes[scope]!;
  for (;;) {
    switch (r.word) {
      case 'order':
      case 'sort':
      case 'cluster':
      case 'distribute': {
        const next = peek(r);
        if (next !== 'by' && next !== 'siblings' && !(is(r, 'order') && !isPlainName(r))) return;
        if (next !== 'by' && peek(r, 2) !== 'by') {
          advance(r);
          problem(r, 'BY after ORDER');
          s.incomplete = true;
          break;
        }
        advance(r);
        if (!take(r, 'by')) {
          advance(r);
          advance(r);
        }
        inScope(r, scope, () => {
          r.useKind = 'sort';
          if (orderList(r) === 0 && r.kind !== HOLE) {
            problem(r, 'an expression to order by');
            s.incomplete = true;
          }
          if (is(r, 'interpolate')) {
            advance(r);
            skipBrackets(r);
          }
          if (is(r, 'with') && peek(r) === 'fill') skipTo(r, w => w === 'limit' || w === 'union');
        });
        break;
      }
      case 'limit':
        advance(r);
        inScope(r, scope, () => limit(r));
        break;
      case 'offset':
        if (peekKind(r) === HOLE || peekKind(r) === NUMBER || peekKind(r) === PARAM || peek(r) === '(' || peekKind(r) === NAME) {
          advance(r);
          inScope(r, scope, () => {
            r.sink = [];
            expression(r);
          });
          if (is(r, 'row') || is(r, 'rows')) advance(r);
          break;
        }
        return;
      case 'fetch':
        if (peek(r) !== 'first' && peek(r) !== 'next' && peekKind(r) !== NUMBER && peekKind(r) !== PARAM) return;
        advance(r);
        if (is(r, 'first') || is(r, 'next')) advance(r);
        while (r.kind === NUMBER || r.kind === PARAM || r.kind === HOLE || is(r, 'row') || is(r, 'rows') || is(r, 'percent') || is(r, 'only') || is(r, '(')) skipOne(r);
        if (is(r, 'with') && peek(r) === 'ties') {
          advance(r);
          advance(r);
        }
        break;
      case 'for':
        if (!forTail(r)) return;
        break;
      case 'settings':
        if (peekKind(r) !== NAME || peek(r, 2) !== '=') return;
        settings(r);
        break;
      case 'format':
        if (peekKind(r) !== NAME || !(peek(r, 2) === ';' || r.tokens.kinds[r.i + 2] === 0 || peek(r, 2) === ')' || peek(r, 2) === 'settings')) return;
        advance(r);
        advance(r);
        break;
      case 'into':
        if (peek(r) !== 'outfile' && peek(r) !== 'dumpfile' && !(peekKind(r) === PARAM && r.traits.dialect === 'mysql')) return;
        skipTo(r, w => w === 'format' || w === 'settings');
        break;
      case 'option':
        if (peek(r) !== '(') return;
        advance(r);
        skipBrackets(r);
        break;
      case 'with':
        if (peek(r) !== 'ur' && peek(r) !== 'ties' && peek(r) !== 'no' && peek(r) !== 'data') return;
        advance(r);
        take(r, 'no');
        advance(r);
        break;
      case 'emit':
        if (peekKind(r) !== NAME) return;
        advance(r);
        advance(r);
        break;
      case 'using':
        if (peek(r) !== 'sample') return;
        skipTo(r, w => w === 'union' || w === 'limit');
        break;
      case 'lock':
        if (peek(r) !== 'in') return;
        for (let k = 0; k < 4 && !atClose(r); k++) advance(r);
        break;
      default:
        return;
    }
  }
}

function limit(r: Reader): void {
  r.sink = [];
  if (take(r, 'all')) return;
  if (!expression(r)) {
    if (atClose(r) && r.kind !== HOLE) problem(r, 'a number of rows after LIMIT');
    return;
  }
  take(r, 'percent');
  if (is(r, ',')) {
    advance(r);
    expression(r);
  }
  if (is(r, 'offset')) {
    advance(r);
    expression(r);
  }
  if (is(r, 'with') && peek(r) === 'ties') {
    advance(r);
    advance(r);
  }
  if (take(r, 'by')) {
    r.sink = r.scopes[r.scope]!.indirect;
    r.useKind = 'group_by';
    expressionList(r);
  }
}

/** FOR UPDATE, FOR SHARE, FOR XML …, FOR JSON …, FOR READ ONLY. */
function forTail(r: Reader): boolean {
  const next = peek(r);
  if (next !== 'update' && next !== 'share' && next !== 'no' && next !== 'key' && next !== 'xml' && next !== 'json' && next !== 'browse' && next !== 'read' && next !== 'fetch') return false;
  advance(r);
  while (!atClose(r) && !SET_WORDS.has(r.word) && !is(r, 'order') && !is(r, 'limit') && !is(r, 'for') && !is(r, 'option')) skipOne(r);
  return true;
}

function settings(r: Reader): void {
  advance(r);
  do {
    if (!isName(r)) break;
    advance(r);
    if (take(r, '=')) expression(r);
  } while (take(r, ','));
}
