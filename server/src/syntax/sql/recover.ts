import type { Span } from '../../text/span';
import { advance, atEnd, is, moveTo, peek, type Reader, startOf, tokenSpan } from './cursor';
import { distance } from '../../text/fuzzy';
import { END, HOLE, HOLE_STRING, NAME, QUOTED } from './lexer';
import type { Dialect } from './types';
import type { Word } from './words';

/**
 * Notes that the text can't go on at the current token. Silent if the statement has a problem already, or if text that
 * is not known (Jinja) stands beside the place: then nobody can say.
 */
export function problem(r: Reader, expected: string, message?: string, at: Span = offender(r)): void {
  if (r.quiet || nearHole(r)) return;
  r.quiet = true;
  r.problems.push({ rule: 'sql-syntax', span: at, message: message ?? `Expected ${expected}, found ${found(r)}.`, expected });
}

/** Whether the dialect is one of these: for what they surely refuse, while others take it. */
export function strict(r: Reader, ...dialects: readonly Dialect[]): boolean {
  return r.traits.dialect !== null && dialects.includes(r.traits.dialect);
}

function found(r: Reader): string {
  if (r.kind === END) return 'the end of the statement';
  const s = tokenSpan(r);
  const text = r.text.slice(s.start, Math.min(s.end, s.start + 40));
  return `\`${text}\``;
}

/** The current token; at the end of the text the last token, so that there is something to underline. */
function offender(r: Reader): Span {
  if (r.kind !== END || r.i === 0) return tokenSpan(r);
  return tokenSpan(r, r.i - 1);
}

/** Whether one of the two tokens before or after, or a blank between them, comes from Jinja. */
export function nearHole(r: Reader): boolean {
  const { kinds, starts, ends, count } = r.tokens;
  const first = Math.max(0, r.i - 2);
  const last = Math.min(count, r.i + 1);
  for (let k = first; k <= last; k++) if (kinds[k] === HOLE || kinds[k] === HOLE_STRING) return true;
  if (r.holes.length === 0) return false;
  const from = first === 0 ? 0 : ends[first - 1]!;
  const to = last >= count ? Number.MAX_SAFE_INTEGER : starts[last + 1]!;
  let low = 0;
  let high = r.holes.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (r.holes[mid]!.end < from) low = mid + 1;
    else high = mid;
  }
  return low < r.holes.length && r.holes[low]!.start <= to;
}

/** Steps over the current token, and if it opens a bracket, over all up to its partner. */
export function skipOne(r: Reader): void {
  const partner = r.tokens.match[r.i]!;
  if (partner > r.i) moveTo(r, partner);
  advance(r);
}

/** Steps over brackets that open here; false if none do. */
export function skipBrackets(r: Reader): boolean {
  if (!is(r, '(') && !is(r, '[') && !is(r, '{')) return false;
  skipOne(r);
  return true;
}

/** Skips, over whole brackets, to a token for which `stop` holds, to a closing bracket or the end of the statement. */
export function skipTo(r: Reader, stop: (word: Word) => boolean): void {
  while (!atEnd(r) && !is(r, ')') && !is(r, ']') && !is(r, '}') && !stop(r.word)) skipOne(r);
}

/** Skips to the end of the statement, stray brackets included. */
export function skipStatement(r: Reader): void {
  while (!atEnd(r)) skipOne(r);
}

const CLAUSES: ReadonlySet<Word> = new Set<Word>(['from', 'where', 'group', 'having', 'order', 'qualify', 'union', 'intersect', 'except', 'limit', 'select', 'join', 'on', 'window', 'with']);

export function startsClause(word: Word): boolean {
  return CLAUSES.has(word);
}

/**
 * Closes the bracket opened at token `open` whose content has been read as far as it could. True if the closing bracket
 * stood right here. Otherwise skips to it; at the word of a clause nothing is skipped: there the bracket was left open.
 */
export function closeBracket(r: Reader, open: number, word: Word): boolean {
  if (r.word === word) {
    advance(r);
    return true;
  }
  const partner = r.tokens.match[open]!;
  if (partner >= r.i && !(startsClause(r.word) && r.tokens.unmatched.length > 0)) {
    moveTo(r, partner);
    advance(r);
  }
  return false;
}

const SLIPS: readonly string[] = ['from', 'where', 'group', 'order', 'having', 'limit', 'join', 'inner', 'union', 'qualify'];

/**
 * The current token fits nowhere, and the name before it, taken for an alias, is one slip away from the word of a
 * clause: then that word was meant.
 */
export function misspeltClause(r: Reader): void {
  const before = r.i - 1;
  const { kinds, ids } = r.tokens;
  if (before < 1 || kinds[before] !== NAME || ids[before] !== 0 || (kinds[r.i] !== NAME && kinds[r.i] !== QUOTED && r.word !== 'by') || r.word === 'as') return;
  const at = tokenSpan(r, before);
  const word = r.text.slice(at.start, at.end).toLowerCase();
  if (word.length > 8) return;
  const meant = SLIPS.find(s => distance(word, s, 1) === 1);
  if (meant !== undefined) problem(r, `\`${meant}\``, `\`${word}\` can't stand here: did you mean \`${meant.toUpperCase()}\`?`, at);
}



/** Whether the current token is the first on its line. */
export function startsLine(r: Reader): boolean {
  const from = r.i === 0 ? 0 : r.tokens.ends[r.i - 1]!;
  const gap = r.text.slice(from, startOf(r));
  return r.i === 0 || gap.includes('\n') || gap.includes('\r');
}

/** Statement words that may follow a statement without a semicolon, at the start of a line. */
const STARTS: ReadonlySet<Word> = new Set<Word>([
  'select', 'with', 'insert', 'update', 'delete', 'merge', 'create', 'alter', 'drop', 'truncate', 'declare', 'begin', 'end', 'if', 'else', 'while', 'exec', 'execute', 'use', 'go', 'return', 'print', 'grant', 'revoke', 'commit', 'rollback',
]);

export function startsStatement(r: Reader): boolean {
  if (!STARTS.has(r.word) || !startsLine(r)) return false;
  if (is(r, 'with')) return peek(r) === 'recursive' || (peek(r, 2) === 'as' && peek(r, 3) === '(') || (peek(r, 2) === '(' && peek(r) !== '(');
  return true;
}
