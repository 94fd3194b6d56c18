import type { Statement } from '../../model/query';
import { span, type Span } from '../../text/span';
import { traits } from './dialects';
import { HOLE_STRING, NAME, NUMBER, PARAM, QUOTED, STRING, COMMENT, emptyTokens, tokenize, type Tokens } from './lexer';
import { readSql } from './index';
import type { Dialect } from './types';
import { type Word, WORDS } from './words';

/** What may stand at an offset. `replace` is the name being typed there, empty if none is. */
export interface CompletionContext {
  readonly kind: 'column' | 'table' | 'insert_column' | 'alias' | 'statement' | 'none' | 'keyword';
  readonly replace: Span;
  /** Names before the dot that precedes the offset; null if there is no dot. */
  readonly qualifier: readonly string[] | null;
  readonly clause: 'select' | 'from' | 'join' | 'on' | 'where' | 'group_by' | 'having' | 'order_by' | 'qualify' | 'set' | 'insert' | 'values' | 'limit' | null;
  /** Index into the statements of `readSql` over the same text; -1 if there is none. */
  readonly statement: number;
  /** The scope whose inputs (and, where that is allowed, aliases) a column may come from; -1 if there is none. */
  readonly scope: number;
}

/**
 * What may stand at `offset` of the SQL in [start, end), however half-typed it is. The scope refers to the query that
 * `readSql` gives for the same text and dialect.
 */
export function completionContext(text: string, start: number, end: number, offset: number, dialect: Dialect | null): CompletionContext {
  const t = emptyTokens(1024);
  tokenize(text, start, end, traits(dialect), t, true);
  const at = Math.max(start, Math.min(offset, end));
  let last = lastBefore(t, at);
  const inside = last >= 0 && t.ends[last]! >= at && t.starts[last]! < at;
  const none: CompletionContext = { kind: 'none', replace: span(at, at), qualifier: null, clause: null, statement: -1, scope: -1 };
  if (inside) {
    const kind = t.kinds[last];
    if ((kind === COMMENT || kind === STRING || kind === HOLE_STRING) && (t.ends[last]! > at || kind === COMMENT)) return none;
    if (kind === NUMBER || kind === PARAM) return none;
  }
  let replace = span(at, at);
  if (inside && (t.kinds[last] === NAME || t.kinds[last] === QUOTED)) {
    replace = span(t.starts[last]!, t.ends[last]!);
    last--;
  }
  while (last >= 0 && t.kinds[last] === COMMENT) last--;
  const qualifier: string[] = [];
  let dotted = false;
  while (last >= 0 && word(t, last) === '.') {
    dotted = true;
    last--;
    if (last < 0 || (t.kinds[last] !== NAME && t.kinds[last] !== QUOTED)) break;
    qualifier.unshift(unquoted(text, t, last));
    last--;
  }
  const found = clauseBefore(t, last);
  const { statements } = readSql(text, start, end, { dialect });
  const statement = statementAt(statements, at);
  const scope = statement < 0 ? -1 : scopeAt(statements[statement]!, at, found.select < 0 ? at : t.starts[found.select]!);
  return { kind: is(t, last, 'as') ? 'alias' : kindOf(found, dotted, last), replace, qualifier: dotted ? qualifier : null, clause: found.clause, statement, scope };
}

function word(t: Tokens, i: number): Word {
  return i < 0 ? '' : WORDS[t.ids[i]!]!;
}

function is(t: Tokens, i: number, wanted: Word): boolean {
  return word(t, i) === wanted;
}

function unquoted(text: string, t: Tokens, i: number): string {
  const raw = text.slice(t.starts[i]!, t.ends[i]!);
  return t.kinds[i] === QUOTED ? raw.slice(1, -1) : raw;
}

/** The last token that starts before the offset. */
function lastBefore(t: Tokens, at: number): number {
  let low = 0;
  let high = t.count;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (t.starts[mid]! < at) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

type Clause = CompletionContext['clause'];

const CLAUSE_OF: { readonly [word: string]: Clause } = {
  select: 'select', from: 'from', join: 'join', apply: 'join', on: 'on', where: 'where', prewhere: 'where', group: 'group_by', having: 'having', order: 'order_by', qualify: 'qualify', set: 'set', values: 'values', into: 'insert', update: 'from', using: 'on', limit: 'limit', offset: 'limit', fetch: 'limit',
};

/** Walks back over whole brackets to the word of the clause the offset is in. */
function clauseBefore(t: Tokens, from: number): { clause: Clause; expects: 'start' | 'operand' | 'after' | 'comma'; select: number; list: boolean } {
  let clause: Clause = null;
  let list = false;
  const before = word(t, from);
  const expects = from < 0 || before === ';' ? 'start' : before === ',' ? 'comma' : isOperand(t, from) ? 'after' : 'operand';
  let select = -1;
  let steps = 0;
  for (let i = from; i >= 0 && steps < 20_000; i--, steps++) {
    const w = word(t, i);
    if (w === ';') break;
    if (w === ')' || w === ']' || w === '}') {
      const partner = t.match[i]!;
      if (partner >= 0 && partner < i) i = partner;
      continue;
    }
    if (w === '(' && clause === null && insertList(t, i)) {
      clause = 'insert';
      list = true;
      break;
    }
    if (w === '(' && (word(t, i - 1) === 'using' || word(t, i + 1) === 'select' || word(t, i + 1) === 'with')) {
      if (clause === null && word(t, i - 1) === 'using') clause = 'on';
      if (clause !== null) break;
    }
    if (clause === null && t.kinds[i] === NAME && Object.hasOwn(CLAUSE_OF, w) && !(w === 'on' && word(t, i - 1) === 'distinct') && !(w === 'from' && word(t, i - 1) === 'distinct')) clause = CLAUSE_OF[w]!;
    if (w === 'select') {
      select = i;
      break;
    }
  }
  return { clause, expects, select, list };
}

/** Whether the bracket at `i` opens the column list of an INSERT: `insert into a.b (`. */
function insertList(t: Tokens, i: number): boolean {
  let k = i - 1;
  while (k >= 0 && (t.kinds[k] === NAME || t.kinds[k] === QUOTED) && word(t, k) !== 'into') {
    k--;
    if (word(t, k) !== '.') break;
    k--;
  }
  return k < i - 1 && word(t, k) === 'into' && (word(t, k - 1) === 'insert' || word(t, k - 1) === 'overwrite' || word(t, k - 1) === 'ignore' || word(t, k - 1) === 'replace');
}

/** Whether the token ends an operand, so that an operator, alias or clause comes next. */
function isOperand(t: Tokens, i: number): boolean {
  const kind = t.kinds[i];
  const w = word(t, i);
  if (kind === QUOTED || kind === STRING || kind === NUMBER || kind === PARAM) return true;
  return kind === NAME ? w === '' : w === ')' || w === ']' || w === '}';
}

function kindOf(found: ReturnType<typeof clauseBefore>, dotted: boolean, last: number): CompletionContext['kind'] {
  const { clause, expects, list } = found;
  if (!dotted && (expects === 'start' || last < 0)) return 'statement';
  if (!dotted && expects === 'after') return 'keyword';
  switch (clause) {
    case 'from':
    case 'join':
      return 'table';
    case 'insert':
      return list ? 'insert_column' : 'table';
    case 'limit':
      return 'none';
    case null:
      return 'keyword';
    default:
      return 'column';
  }
}

/** The last statement that begins before the offset and whose text it may belong to. */
function statementAt(statements: readonly Statement[], at: number): number {
  let found = -1;
  for (let k = 0; k < statements.length; k++) if (statements[k]!.span.start <= at) found = k;
  return found;
}

/** The innermost scope around the offset; of those that begin at the SELECT before it, that one. */
function scopeAt(statement: Statement, at: number, select: number): number {
  const scopes = statement.query?.scopes ?? [];
  let best = -1;
  for (let k = 0; k < scopes.length; k++) {
    const s = scopes[k]!;
    if (s.kind !== 'select') continue;
    if (s.span.start === select) return k;
    if (s.span.start <= at && at <= s.span.end && (best < 0 || s.span.start >= scopes[best]!.span.start)) best = k;
  }
  if (best >= 0) return best;
  return statement.query === null ? -1 : statement.query.root;
}
