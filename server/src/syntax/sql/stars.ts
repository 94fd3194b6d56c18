import type { Star } from '../../model/query';
import type { Span } from '../../text/span';
import { aliasOf, canAlias } from './aliases';
import { advance, atClose, type DraftOutput, type DraftScope, is, isGlued, isName, peek, peekKind, type Reader, spanFrom, take, tokenSpan } from './cursor';
import { expression } from './expressions';
import { item } from './items';
import { HOLE, HOLE_STRING, NAME, QUOTED, STRING } from './lexer';
import { identifier, nameOf, stringValue, textOf } from './names';
import { closeBracket, problem, skipBrackets, strict } from './recover';

/** A star with its modifiers. */
export function star(r: Reader, s: DraftScope, start: number, at: Span): void {
  const qualifier = r.starQualifier;
  const { opaque } = r;
  r.starQualifier = null;
  const except: { name: string; span: Span }[] = [];
  const replace: DraftOutput[] = [];
  const rename: { from: string; to: string }[] = [];
  let unknown = opaque;
  let like: Star['like'];
  for (;;) {
    const next = peek(r);
    if ((is(r, 'except') || is(r, 'exclude')) && (next === '(' || is(r, 'exclude')) && !isQueryAfter(r)) {
      if (strict(r, 'postgres', 'mysql', 'tsql', 'trino')) problem(r, 'a comma or FROM', 'This dialect can leave no columns out of a star: list those that are wanted.');
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
      // A filter on names.
      const not = take(r, 'not');
      const caseless = is(r, 'ilike');
      const simple = caseless || is(r, 'like');
      advance(r);
      while (r.kind === NAME && !is(r, '') && (is(r, 'like') || is(r, 'ilike') || is(r, 'to'))) advance(r);
      const pattern = simple && r.kind === STRING ? stringValue(r) : null;
      const at = r.i;
      expression(r);
      // Anything but one plain pattern: some of the columns, nobody knows which.
      if (pattern !== null && r.i === at + 1 && like === undefined && pattern.length < 200) like = { pattern, not, caseless };
      else unknown = true;
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
    name: null, nameSpan: null, quoted: false, aliased: false, span: spanFrom(r, start), expression: at, star: { qualifier, except, replace, rename, ...(like === undefined ? {} : { like }) }, kind: 'identity', uses: [], subqueries: [],
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
