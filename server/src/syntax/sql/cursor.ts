import type { Input, Output, Scope, Statement, TableName, Use, UseKind } from '../../model/query';
import { span, type Span } from '../../text/span';
import type { Traits } from './dialects';
import { emptyTokens, END, HOLE, NAME, QUOTED, type Tokens, tokenize } from './lexer';
import type { SqlProblem } from './types';
import { FLAGS, STOP, type Word, WORDS } from './words';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type DraftUse = Mutable<Use>;
export type DraftInput = Mutable<Input>;
export type DraftOutput = Mutable<Output>;
export interface DraftScope extends Mutable<Omit<Scope, 'inputs' | 'outputs' | 'indirect' | 'branches'>> {
  inputs: DraftInput[];
  outputs: DraftOutput[];
  indirect: DraftUse[];
  branches: number[];
}

/** CTEs in view, innermost first. `selves` are sources that name the CTE whose body is still being read. */
export interface Ctes {
  readonly outer: Ctes | null;
  readonly names: Map<string, CteEntry>;
}
export interface CteEntry {
  scope: number;
  /** Whether a name in its own body means itself. */
  visible: boolean;
  readonly selves: { kind: 'scope'; scope: number }[];
}

/** How deep brackets and subqueries may nest; what lies deeper is skipped by matching brackets. */
export const MAX_DEPTH = 200;

/**
 * The state of one reading. `kind`, `word` and `id` are those of the token at `i`. The fields from `shape` on tell
 * about the expression just read; `sink`, `useKind` and `scope` say where the columns it names are noted, and as what.
 */
export interface Reader {
  readonly text: string;
  readonly traits: Traits;
  readonly tokens: Tokens;
  readonly relationName: ((start: number) => string | null) | null;
  readonly holes: readonly Span[];
  i: number;
  kind: number;
  word: Word;
  id: number;
  depth: number;

  scopes: DraftScope[];
  ctes: Ctes | null;
  /** The CTE whose body is being read. */
  openCte: CteEntry | null;
  scope: number;
  sink: DraftUse[];
  useKind: UseKind;
  subqueries: number[];
  /** Names bound by lambdas around here, in lower case. */
  bound: string[];

  shape: 'column' | 'literal' | 'subquery' | 'hole' | 'star' | 'other';
  type: string | null;
  literal: string | null;
  literals: string[] | null;
  /** The name an engine would give the expression, where it is certain: a column's own, a struct field's. */
  label: { name: string; span: Span; quoted: boolean } | null;
  /** What stood before the dot of a star; null for a bare one. */
  starQualifier: string[] | null;
  /** The value passes through an aggregate. */
  aggregated: boolean;
  /** Text that is not known, or was not understood, is inside. */
  opaque: boolean;
  /** The expression stands for any number of columns: `columns('x.*')`, `(s).*`. */
  expands: boolean;

  /** The statement just read ends where another, its body, begins without a semicolon. */
  bodyFollows: boolean;
  /** The table that a SELECT … INTO writes. */
  into: TableName | null;

  readonly statements: Statement[];
  readonly problems: SqlProblem[];
  /** At most one problem is noted for a statement: the first is the cause of the rest. */
  quiet: boolean;
  /** Where the statement being read begins. */
  statementStart: number;
}

let spare: Tokens | null = emptyTokens(1 << 14);

/** Runs `work` with the tokens of [start, end); their memory is used again by the next call. */
export function withTokens<T>(text: string, start: number, end: number, traits: Traits, work: (tokens: Tokens) => T): T {
  const tokens = spare ?? emptyTokens(1 << 12);
  spare = null;
  try {
    tokenize(text, start, end, traits, tokens);
    return work(tokens);
  } finally {
    // A huge text must not pin its memory for ever.
    if (tokens.kinds.length <= 1 << 20) spare = tokens;
    else spare ??= emptyTokens(1 << 14);
  }
}

export function reader(
  text: string, traits: Traits, tokens: Tokens, holes: readonly Span[], relationName: ((start: number) => string | null) | null,
): Reader {
  const r: Reader = {
    text, traits, tokens, relationName, holes,
    i: 0, kind: END, word: '', id: 0, depth: 0,
    scopes: [], ctes: null, openCte: null, scope: -1, sink: [], useKind: 'identity', subqueries: [], bound: [],
    shape: 'other', type: null, literal: null, literals: null, label: null, starQualifier: null, aggregated: false, opaque: false, expands: false, bodyFollows: false, into: null,
    statements: [], problems: [], quiet: false, statementStart: 0,
  };
  moveTo(r, 0);
  return r;
}

export function moveTo(r: Reader, index: number): void {
  r.i = index;
  r.kind = r.tokens.kinds[index]!;
  r.id = r.tokens.ids[index]!;
  r.word = WORDS[r.id]!;
}

/** Steps to the next token; the END token is never passed. */
export function advance(r: Reader): void {
  if (r.i < r.tokens.count) {
    const i = ++r.i;
    r.kind = r.tokens.kinds[i]!;
    r.id = r.tokens.ids[i]!;
    r.word = WORDS[r.id]!;
  }
}

/** Whether the current word is this one. (A comparison with `r.word` itself would stay narrowed after `advance`.) */
export function is(r: Reader, word: Word): boolean {
  return r.word === word;
}

/** The word `ahead` tokens further on; '' if it is no keyword or operator. */
export function peek(r: Reader, ahead = 1): Word {
  const at = r.i + ahead;
  return at > r.tokens.count ? '' : WORDS[r.tokens.ids[at]!]!;
}

export function peekKind(r: Reader, ahead = 1): number {
  const at = r.i + ahead;
  return at > r.tokens.count ? END : r.tokens.kinds[at]!;
}

/** Steps over the word if it is the current one. */
export function take(r: Reader, word: Word): boolean {
  if (r.word !== word) return false;
  advance(r);
  return true;
}

export function startOf(r: Reader): number {
  return r.tokens.starts[r.i]!;
}

/** The end of the token before the current one. */
export function endBefore(r: Reader): number {
  return r.i === 0 ? r.tokens.starts[0]! : r.tokens.ends[r.i - 1]!;
}

export function tokenSpan(r: Reader, index = r.i): Span {
  return span(r.tokens.starts[index]!, r.tokens.ends[index]!);
}

/** From a token's start to the end of the last token read. */
export function spanFrom(r: Reader, start: number): Span {
  return span(start, Math.max(start, endBefore(r)));
}

/** No blank between the current token and the one before. */
export function isGlued(r: Reader): boolean {
  return r.i > 0 && r.tokens.ends[r.i - 1] === r.tokens.starts[r.i];
}

/** A name of any form, keywords included. */
export function isName(r: Reader): boolean {
  return r.kind === NAME || r.kind === QUOTED || r.kind === HOLE;
}

/** A name that no grammar reserves: fit to be a bare alias or the start of an expression. */
export function isPlainName(r: Reader): boolean {
  return isName(r) && (FLAGS[r.id]! & STOP) === 0;
}

/** Whether the statement ends here. */
export function atEnd(r: Reader): boolean {
  return r.kind === END || r.word === ';';
}

/** The end of a nested piece too: of brackets or of the statement. */
export function atClose(r: Reader): boolean {
  return r.kind === END || r.word === ';' || r.word === ')' || r.word === ']' || r.word === '}';
}

export function newScope(r: Reader, kind: Scope['kind'], parent: number | null, start: number): number {
  r.scopes.push({
    kind, name: null, nameSpan: null, span: span(start, start), cte: false, parent,
    inputs: [], outputs: [], indirect: [], branches: [], byName: false, distinct: false, incomplete: false,
  });
  return r.scopes.length - 1;
}

/** Reads with columns noted in `sink` as `kind`; what the reader noted before is put back. */
export function noting<T>(r: Reader, sink: DraftUse[], kind: UseKind, read: () => T): T {
  const { sink: oldSink, useKind } = r;
  r.sink = sink;
  r.useKind = kind;
  const result = read();
  r.sink = oldSink;
  r.useKind = useKind;
  return result;
}
