import { distance } from '../../../text/fuzzy';
import { advance, atEnd, is, MAX_DEPTH, moveTo, newScope, peek, peekKind, type Reader, startOf, tokenSpan } from '../cursor';
import { startsQuery } from '../calls';
import { fromClause } from '../from';
import { HOLE, NAME, PARAM, QUOTED, STRING } from '../lexer';
import { textOf } from '../names';
import { inScope, query } from '../query';
import { withClause } from '../with';
import { misspeltClause, nearHole, problem, skipOne, skipStatement, startsLine, startsStatement, strict } from '../recover';
import type { Word } from '../words';
import { alter, comment, drop, truncate, use } from './alter';
import { create } from './create';
import { emit, queryOf } from './emit';
import { insert, multiInsertFrom } from './insert';
import { deleteFrom, merge, update } from './modify';
import { copy, exportData, unload } from './copy';

/** Reads one statement, and the rest up to its end. The current token is its first. */
export function statement(r: Reader): void {
  r.scopes = [];
  r.ctes = null;
  r.openCte = null;
  r.scope = -1;
  r.into = null;
  r.bound = [];
  r.bodyFollows = false;
  const first = r.i;
  const count = r.statements.length;
  const problems = r.problems.length;
  read(r);
  if (r.i === first && !atEnd(r)) skipOne(r);
  rest(r, count);
  brackets(r, first, count);
  backticks(r, first);
  if (r.statements[count]?.kind === 'other') {
    // What is only skimmed reports nothing, except that its first word is misspelt.
    r.problems.length = problems;
    misspelt(r, first);
  }
}

/** Clauses of CREATE that follow its query. */
const TRAILING: ReadonlySet<Word> = new Set<Word>(['with', 'distributed', 'primary', 'unique', 'on', 'comment', 'option', 'without', 'in']);

/** What is left before the semicolon was not understood: the query may lack something. */
function rest(r: Reader, count: number): void {
  // END closes a block around the statement.
  if (atEnd(r) || r.bodyFollows || is(r, 'end')) return;
  const { dialect } = r.traits;
  if ((dialect === null || dialect === 'tsql') && r.i > 0 && startsStatement(r)) return;
  const { query, kind } = r.statements[count] ?? {};
  const root = query === null || query === undefined ? undefined : r.scopes[query.root];
  misspeltClause(r);
  const trailing = kind?.startsWith('create') === true && TRAILING.has(r.word);
  if (root !== undefined && r.kind !== HOLE && !trailing) root.incomplete = true;
  while (!atEnd(r)) {
    if ((dialect === null || dialect === 'tsql') && startsStatement(r)) return;
    skipOne(r);
  }
}

/** Reports a bracket without partner in a statement that was understood otherwise. */
function brackets(r: Reader, first: number, count: number): void {
  const read = r.statements[count];
  if (r.quiet || r.tokens.unmatched.length === 0 || read === undefined || read.kind === 'other' || read.kind === 'create_other') return;
  let low = 0;
  let high = r.tokens.unmatched.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (r.tokens.unmatched[mid]! < first) low = mid + 1;
    else high = mid;
  }
  const at = r.tokens.unmatched[low];
  if (at === undefined || at >= r.i) return;
  const here = r.i;
  moveTo(r, at);
  const bracket = textOf(r, at);
  const opens = bracket === '(' || bracket === '[' || bracket === '{';
  // The partner of this bracket stands in the statement before (the body of a rule): that one tells.
  const before = r.tokens.unmatched[low - 1];
  const partner = !opens && before !== undefined && ['(', '[', '{'].includes(textOf(r, before));
  if (!partner && !nearHole(r) && !writesBrackets(r, first)) problem(r, opens ? 'a closing bracket' : 'an opening bracket before', opens ? `This \`${bracket}\` is never closed.` : `This \`${bracket}\` closes nothing.`);
  moveTo(r, here);
}

/** Names between backticks, in dialects where the character starts no name. */
function backticks(r: Reader, first: number): void {
  if (r.quiet || !strict(r, 'postgres', 'redshift', 'snowflake', 'duckdb')) return;
  const { kinds, starts } = r.tokens;
  for (let k = first; k < r.i; k++) {
    if (kinds[k] !== QUOTED || r.text[starts[k]!] !== '`') continue;
    const here = r.i;
    moveTo(r, k);
    problem(r, 'a name', 'This dialect writes names between double quotes, not backticks.');
    moveTo(r, here);
    return;
  }
}

/** Whether a macro stands in the statement, which may write one half of a pair. Names of models are no macros. */
function writesBrackets(r: Reader, first: number): boolean {
  const { kinds, count } = r.tokens;
  for (let k = first; k < count && k < first + MOST_LOOKED; k++) if (kinds[k] === HOLE) return true;
  return false;
}

/** So many tokens of a statement are looked at. */
const MOST_LOOKED = 20_000;

function read(r: Reader): void {
  while (r.kind === HOLE && (peek(r) === 'select' || peek(r) === 'with' || peek(r) === 'create' || peek(r) === 'insert' || peekKind(r) === HOLE)) advance(r);
  const known = READERS.get(r.word);
  if (known !== undefined && known(r) !== false) return;
  if (r.kind === HOLE) holeStatement(r);
  else other(r);
}

/** What reads a statement by its first word; false (nothing read) if the word begins no statement here. */
type StatementReader = (r: Reader) => false | void;

const READERS: ReadonlyMap<Word, StatementReader> = new Map<Word, StatementReader>([
  ['select', queryStatement],
  ['values', queryStatement],
  ['table', queryStatement],
  ['(', queryStatement],
  ['pivot', r => (startsQuery(r, 0) ? queryStatement(r) : false)],
  ['unpivot', r => (startsQuery(r, 0) ? queryStatement(r) : false)],
  ['with', withStatement],
  ['from', fromStatement],
  ['create', create],
  ['insert', insert],
  ['replace', r => (peek(r) === 'into' ? insert(r) : peek(r) === 'table' || peek(r) === 'view' ? create(r) : false)],
  ['merge', merge],
  ['update', update],
  ['delete', deleteFrom],
  ['copy', copy],
  ['unload', unload],
  ['export', exportData],
  ['alter', alter],
  ['drop', drop],
  ['undrop', drop],
  ['truncate', truncate],
  ['use', use],
  ['comment', comment],
  ['explain', explain],
  ['begin', begin],
  ['if', skipCondition],
  ['elseif', skipCondition],
  ['elsif', skipCondition],
  ['while', skipCondition],
  ['when', skipCondition],
  ['for', forLoop],
  ['end', endOfBlock],
  ['exception', between],
  ['go', between],
  ['else', between],
  ['loop', between],
  ['repeat', between],
  ['then', between],
]);

/** A word of procedures between statements: another may follow on the same line. */
function between(r: Reader): void {
  advance(r);
  r.bodyFollows = true;
  if (atEnd(r) || startsLine(r) || r.depth >= MAX_DEPTH) return;
  r.depth++;
  read(r);
  r.depth--;
}

/** END, with the word of the block it ends. */
function endOfBlock(r: Reader): void {
  advance(r);
  r.bodyFollows = true;
  while (is(r, 'if') || is(r, 'loop') || is(r, 'while') || is(r, 'for') || is(r, 'case') || is(r, 'repeat') || (r.kind === NAME && r.id === 0 && !startsLine(r))) advance(r);
}

function queryStatement(r: Reader): void {
  const root = query(r, null);
  emitQuery(r, root);
}

function emitQuery(r: Reader, root: number): void {
  if (r.into !== null && r.traits.dialect !== 'mysql') emit(r, 'create_table', { target: r.into, query: queryOf(r, root) });
  else emit(r, 'select', { query: queryOf(r, root) });
}

/** WITH before a query or before INSERT, UPDATE, DELETE, MERGE. */
function withStatement(r: Reader): void {
  withClause(r);
  if (is(r, 'insert') || is(r, 'update') || is(r, 'delete') || is(r, 'merge') || is(r, 'create')) {
    READERS.get(r.word)?.(r);
    return;
  }
  if (atEnd(r) && r.kind !== HOLE) problem(r, 'a query after the CTEs');
  emitQuery(r, query(r, null));
}

/** FROM first: a query, or Hive's `from t insert into a select … insert into b select …`. */
function fromStatement(r: Reader): void {
  if (!insertFollows(r)) {
    queryStatement(r);
    return;
  }
  const scope = newScope(r, 'select', null, startOf(r));
  inScope(r, scope, () => fromClause(r, scope));
  multiInsertFrom(r, scope);
}

function insertFollows(r: Reader): boolean {
  const { match, count } = r.tokens;
  for (let at = r.i + 1, steps = 0; at < count && steps < 4000; steps++) {
    const word = peek(r, at - r.i);
    if (word === 'insert') return true;
    if (word === ';' || word === 'select') return false;
    at = match[at]! > at ? match[at]! + 1 : at + 1;
  }
  return false;
}

function holeStatement(r: Reader): void {
  const root = query(r, null);
  emit(r, 'select', { query: queryOf(r, root) });
}

function explain(r: Reader): void {
  skipStatement(r);
  emit(r, 'other');
}

/** BEGIN of a transaction, or of a block whose statements are read one by one. */
function begin(r: Reader): void {
  advance(r);
  if (atEnd(r) || is(r, 'transaction') || is(r, 'work') || (r.kind === NAME && /^(?:tran|immediate|deferred|exclusive|isolation|read)$/i.test(textOf(r)))) {
    skipStatement(r);
    emit(r, 'other');
    return;
  }
  r.bodyFollows = true;
  if (is(r, 'try') || is(r, 'catch')) advance(r);
}

/** IF, WHILE, WHEN with their condition, up to where the statements inside begin. */
function skipCondition(r: Reader): void {
  advance(r);
  while (!atEnd(r)) {
    if (is(r, 'then') || is(r, 'do') || is(r, 'loop')) {
      advance(r);
      r.bodyFollows = true;
      return;
    }
    if (is(r, 'begin') || startsStatement(r)) {
      r.bodyFollows = true;
      return;
    }
    skipOne(r);
  }
  emit(r, 'other');
}

function forLoop(r: Reader): void {
  while (!atEnd(r)) {
    if (is(r, 'do') || is(r, 'loop')) {
      advance(r);
      r.bodyFollows = true;
      return;
    }
    skipOne(r);
  }
  emit(r, 'other');
}

/** Anything else: skipped to its end. SQL in a dollar-quoted block is not looked into. */
function other(r: Reader): void {
  const { dialect } = r.traits;
  const label = (r.kind === NAME || r.kind === PARAM) && peek(r) === ':' && startsLine(r);
  if (label) {
    advance(r);
    advance(r);
    return;
  }
  const start = r.i;
  while (!atEnd(r)) {
    if (r.i > start && is(r, 'begin') && (r.word as Word) === 'begin') break;
    if (r.i > start && (dialect === null || dialect === 'tsql') && startsStatement(r) && r.kind !== STRING) break;
    skipOne(r);
  }
  emit(r, 'other');
}

const LEADING: readonly string[] = ['select', 'insert', 'update', 'delete', 'create', 'with', 'merge', 'alter', 'truncate'];

/**
 * A first word that is none in any dialect, one slip away from a statement's word, and followed by what that statement
 * goes on with.
 */
function misspelt(r: Reader, first: number): void {
  const { kinds, starts, ends } = r.tokens;
  if (kinds[first] !== NAME || r.tokens.ids[first] !== 0) return;
  const word = r.text.slice(starts[first]!, ends[first]!).toLowerCase();
  const meant = LEADING.find(w => w.length > 3 && word.length > 3 && distance(word, w, 2) <= (w.length > 5 ? 2 : 1) && word[0] === w[0]);
  if (meant === undefined || !follows(r, first, meant)) return;
  const here = r.i;
  moveTo(r, first);
  r.quiet = false;
  problem(r, `\`${meant}\``, `\`${textOf(r, first)}\` is no statement: did you mean \`${meant.toUpperCase()}\`?`, tokenSpan(r, first));
  moveTo(r, here);
}

function follows(r: Reader, first: number, meant: string): boolean {
  const at = first - r.i;
  const next = peek(r, at + 1);
  switch (meant) {
    case 'select':
      return has(r, first, 'from');
    case 'insert':
      return next === 'into' || next === 'overwrite';
    case 'update':
      return has(r, first, 'set');
    case 'delete':
      return next === 'from';
    case 'merge':
      return next === 'into';
    case 'with':
      return peek(r, at + 2) === 'as' && peek(r, at + 3) === '(';
    case 'create':
    case 'alter':
    case 'truncate':
      return next === 'table' || next === 'view' || (next === 'or' && peek(r, at + 2) === 'replace');
    default:
      return false;
  }
}

function has(r: Reader, first: number, word: Word): boolean {
  const { match } = r.tokens;
  for (let at = first + 1; at < r.i; at = match[at]! > at ? match[at]! + 1 : at + 1) if (peek(r, at - r.i) === word) return true;
  return false;
}

