import { canAlias } from './aliases';
import { startsQuery } from './calls';
import { advance, atClose, type DraftInput, is, isName, isPlainName, MAX_DEPTH, noting, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan } from './cursor';
import { derivations } from './derive';
import { expression } from './expressions';
import { HOLE, HOLE_STRING, NAME, STRING } from './lexer';
import { type Identifier, identifier, nameList, nameOf, textOf } from './names';
import { queryRest, subquery } from './query';
import { closeBracket, problem, skipBrackets, skipOne, startsClause } from './recover';
import { arrayJoin, lateralView, offsets, suffixes } from './suffixes';
import { functionColumns } from './tableFunctions';
import { columnAliases, isTableHint, scopeInput, simple } from './tables';
import type { Word } from './words';

export type Join = DraftInput['join'];

/** Reads FROM and all its items and joins into the scope's inputs. The current word is FROM. */
export function fromClause(r: Reader, scope: number): void {
  advance(r);
  fromItems(r, scope, false);
}

/** Reads items and joins; `joined` if the current word is one of a join. False if nothing could be read. */
export function fromItems(r: Reader, scope: number, joined: boolean): boolean {
  const s = r.scopes[scope]!;
  const from = r.i;
  if (!joined && !fromItem(r, scope, 'from', false)) noTarget(r, scope, 'a table or subquery after FROM');
  for (;;) {
    const at = r.i;
    if (is(r, ',')) {
      advance(r);
      if (atClose(r) || (startsClause(r.word) && !is(r, 'with'))) {
        if (r.traits.dialect !== null && r.traits.dialect !== 'bigquery' && r.traits.dialect !== 'duckdb' && r.traits.dialect !== 'snowflake') problem(r, 'a table or subquery after the comma');
        s.incomplete ||= !startsClause(r.word);
      } else if (!fromItem(r, scope, 'from', false)) noTarget(r, scope, 'a table or subquery after the comma');
    } else if (is(r, 'lateral') && peek(r) === 'view') lateralView(r, scope);
    else if (r.kind === HOLE) {
      // A macro that may write joins.
      s.incomplete = true;
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'on') && s.inputs.length > 1) {
      // `a join b join c on … on …`
      condition(r, scope, s.inputs.at(-1)!);
    } else if (!joinItem(r, scope)) break;
    if (r.i === at) break;
  }
  return r.i > from;
}

export function noTarget(r: Reader, scope: number, what: string): void {
  r.scopes[scope]!.incomplete = true;
  if (atClose(r) || is(r, ',') || (startsClause(r.word) && !is(r, 'from') && !is(r, 'with')) || is(r, 'inner')) problem(r, what);
}

/** One join with its target and condition. False (nothing read) if no join begins here. */
function joinItem(r: Reader, scope: number): boolean {
  const kind = joinKind(r);
  if (kind === null) return false;
  if (kind.array) {
    arrayJoin(r, scope, kind.join);
    return true;
  }
  const count = r.scopes[scope]!.inputs.length;
  if (!fromItem(r, scope, kind.join, kind.natural)) {
    noTarget(r, scope, 'a table or subquery after JOIN');
    return true;
  }
  const added = r.scopes[scope]!.inputs[count];
  if (added === undefined) return true;
  condition(r, scope, added);
  return true;
}

/** ON, USING and MATCH_CONDITION, whichever stand here. */
export function condition(r: Reader, scope: number, input: DraftInput): void {
  const s = r.scopes[scope]!;
  for (;;) {
    if (is(r, 'on')) {
      advance(r);
      noting(r, s.indirect, 'join', () => {
        if (!expression(r) && (atClose(r) || startsClause(r.word) || is(r, 'and'))) problem(r, 'a join condition after ON');
      });
    } else if (is(r, 'using')) {
      advance(r);
      const names = nameList(r);
      if (names !== null) input.using = names.map(n => ({ name: n.name, span: n.span }));
      else if (isPlainName(r)) {
        const using = [];
        do {
          const one = identifier(r, false);
          if (one === null) break;
          using.push({ name: one.name, span: one.span });
        } while (r.traits.dialect === 'clickhouse' && take(r, ','));
        input.using = using;
      }
      if (is(r, 'as')) {
        advance(r);
        identifier(r);
      }
    } else if (is(r, 'match_condition')) {
      advance(r);
      noting(r, s.indirect, 'join', () => expression(r));
    } else if (is(r, 'within')) {
      // ksqlDB: how far apart the rows may be.
      advance(r);
      if (!skipBrackets(r)) while (!atClose(r) && !is(r, 'on')) advance(r);
      if (!is(r, 'on') && r.kind === NAME && r.id === 0) while (!atClose(r) && !is(r, 'on') && !startsClause(r.word)) skipOne(r);
    } else return;
  }
}

const JOIN_PREFIX: ReadonlySet<Word> = new Set<Word>([
  'natural', 'inner', 'left', 'right', 'full', 'outer', 'cross', 'semi', 'anti', 'any', 'all', 'asof', 'global', 'local', 'positional', 'paste', 'array', 'loop', 'merge', 'lateral',
]);

const JOIN_HINT = /^(?:hash|broadcast|shuffle|colocate|remote|temporal|reduce|redistribute|replicate|broadcast_left|shuffle_hash|directed)$/i;

/** Steps over the words of a join and tells its kind; null (nothing read) if none begins here. */
function joinKind(r: Reader): { join: Join; natural: boolean; array: boolean } | null {
  let n = 0;
  const words = new Set<Word>();
  for (; n < 6; n++) {
    const word = peek(r, n);
    if (word === 'join' || word === 'apply' || word === 'straight_join') break;
    if (JOIN_PREFIX.has(word)) words.add(word);
    else if (!(n > 0 && peekKind(r, n) === NAME && JOIN_HINT.test(textOf(r, r.i + n)))) return null;
  }
  const last = peek(r, n);
  if (last !== 'join' && last !== 'apply' && last !== 'straight_join') return null;
  for (let k = 0; k <= n; k++) advance(r);
  const join: Join = last === 'apply' ? 'lateral'
    : words.has('semi') ? 'semi'
    : words.has('anti') ? 'anti'
    : words.has('asof') ? 'asof'
    : words.has('left') ? 'left'
    : words.has('right') ? 'right'
    : words.has('full') || words.has('outer') ? 'full'
    : words.has('cross') || words.has('positional') || words.has('paste') ? 'cross'
    : 'inner';
  return { join, natural: words.has('natural'), array: words.has('array') };
}

/** One item of FROM with alias and suffixes. False (nothing read) if none begins here. */
export function fromItem(r: Reader, scope: number, join: Join, natural: boolean): boolean {
  const s = r.scopes[scope]!;
  const start = startOf(r);
  let kind = join;
  let lateral = join === 'lateral';
  while (is(r, 'lateral') && peek(r) !== 'view') {
    advance(r);
    lateral = true;
    if (kind === 'from' || kind === 'inner' || kind === 'cross') kind = 'lateral';
  }
  const before = s.inputs.length;
  if (is(r, '(')) {
    if (!bracketed(r, scope, kind, natural, lateral, start)) return false;
  } else {
    const input = simple(r, scope, kind, natural, start);
    if (input === null) return false;
    s.inputs.push(input);
  }
  if (s.inputs.length === before + 1) finishItem(r, scope, before, start);
  else if (is(r, 'as') || canAlias(r)) {
    // `(a join b) as x`: the alias hides the names inside; nothing is claimed about them.
    take(r, 'as');
    identifier(r);
    s.incomplete = true;
  }
  return true;
}

/** Alias, column names and suffixes of the input at `index`, in whatever order they come. */
function finishItem(r: Reader, scope: number, index: number, start: number): void {
  const s = r.scopes[scope]!;
  for (;;) {
    const input = s.inputs[index]!;
    const at = r.i;
    suffixes(r, scope, input);
    const derived = derivations(r, scope, input);
    if (derived !== null) s.inputs[index] = derived;
    else if (input.alias === null) alias(r, s.inputs[index]!);
    s.inputs[index]!.span = spanFrom(r, start);
    if (r.i === at) break;
  }
  offsets(r, scope, index);
  const input = s.inputs[index]!;
  if (input.source.kind === 'scope' && input.alias !== null && input.source.scope >= 0) {
    const inner = r.scopes[input.source.scope]!;
    if (!inner.cte && inner.name === null) {
      inner.name = input.alias.name;
      inner.nameSpan = input.alias.span;
    }
  }
}

export function alias(r: Reader, input: DraftInput): void {
  // The older place of a hint: `t (nolock) a`.
  if (isTableHint(r)) skipBrackets(r);
  const explicit = is(r, 'as');
  if (explicit) advance(r);
  if (explicit && is(r, '(')) {
    input.columnAliases = columnAliases(r);
    return;
  }
  let name: Identifier | null = null;
  if (explicit && (r.kind === STRING || r.kind === HOLE_STRING)) {
    name = { name: nameOf(r), quoted: true, span: tokenSpan(r) };
    advance(r);
  } else if (explicit ? isName(r) && !(startsClause(r.word) && r.kind === NAME) : canAlias(r)) name = identifier(r);
  else if (explicit && (atClose(r) || is(r, ',') || startsClause(r.word))) problem(r, 'an alias after AS');
  if (name === null) return;
  input.alias = { name: name.name, span: name.span };
  input.name = name.name;
  scalarColumns(r, input);
  if (is(r, '(') && !isTableHint(r)) input.columnAliases = columnAliases(r);
  else if (isTableHint(r)) skipBrackets(r);
}

const DECLARED: ReadonlySet<string> = new Set(['openjson', 'openxml', 'openrowset', 'json_table', 'xmltable']);

/** A function whose one column takes the alias: `generate_series(1, 9) as n`. */
function scalarColumns(r: Reader, input: DraftInput): void {
  if (input.source.kind !== 'function' || input.alias === null) return;
  // Its columns are written in its call.
  if (DECLARED.has(input.source.name) && input.source.columns !== null) return;
  const ordinality = input.source.columns?.filter(c => c.name === 'ordinality') ?? [];
  const columns = functionColumns(input.source.name, r.traits.dialect, input.alias.name);
  input.source = { ...input.source, columns: columns === null ? null : [...columns, ...ordinality] };
}

/** Brackets in FROM: a query, or items joined. */
function bracketed(r: Reader, scope: number, join: Join, natural: boolean, lateral: boolean, start: number): boolean {
  const s = r.scopes[scope]!;
  const outer = lateral ? scope : s.parent;
  if (startsQuery(r, 1) || (peekKind(r) === HOLE && (peek(r, 2) === ')' || peek(r, 2) === 'select' || peek(r, 2) === 'union')) || peek(r) === 'pivot' || peek(r) === 'unpivot' || peek(r) === 'describe' || peek(r) === 'show' || peek(r) === 'summarize' || r.depth >= MAX_DEPTH) {
    const inner = subquery(r, outer);
    s.inputs.push(scopeInput(inner, join, natural, spanFrom(r, start)));
    return true;
  }
  const open = r.i;
  const before = s.inputs.length;
  advance(r);
  r.depth++;
  if (!fromItem(r, scope, join, natural)) noTarget(r, scope, 'a table or subquery');
  // `((select …) union (select …))`
  const only = s.inputs[before];
  if ((is(r, 'union') || is(r, 'intersect') || is(r, 'except') || is(r, 'minus') || is(r, 'order') || is(r, 'limit')) && s.inputs.length === before + 1 && only?.source.kind === 'scope' && only.alias === null) {
    const whole = queryRest(r, only.source.scope, outer);
    s.inputs[before] = scopeInput(whole, join, natural, spanFrom(r, start));
  } else fromItems(r, scope, true);
  r.depth--;
  closeBracket(r, open, ')');
  return true;
}
