import { span } from '../../text/span';
import { call, startsQuery } from './calls';
import {
  advance, atClose, type DraftInput, type DraftUse, is, isName, isPlainName, MAX_DEPTH, noting, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan,
} from './cursor';
import { derivations } from './derive';
import { expression } from './expressions';
import { END, HOLE, HOLE_STRING, NAME, NUMBER, OPERATOR, PARAM, QUOTED, STRING } from './lexer';
import { type Identifier, identifier, nameList, nameOf, tableName, textOf, typeName } from './names';
import { queryRest, sourceOf, subquery, values } from './query';
import { closeBracket, problem, skipBrackets, skipOne, startsClause } from './recover';
import { canAlias } from './select';
import { functionColumns } from './tableFunctions';
import { FLAGS, STOP, type Word } from './words';

type Join = DraftInput['join'];

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

function noTarget(r: Reader, scope: number, what: string): void {
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

function alias(r: Reader, input: DraftInput): void {
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

/** A function whose one column takes the alias: `generate_series(1, 9) as n`. */
function scalarColumns(r: Reader, input: DraftInput): void {
  if (input.source.kind !== 'function' || input.alias === null) return;
  const ordinality = input.source.columns?.filter(c => c.name === 'ordinality') ?? [];
  const columns = functionColumns(input.source.name, r.traits.dialect, input.alias.name);
  input.source = { ...input.source, columns: columns === null ? null : [...columns, ...ordinality] };
}

function columnAliases(r: Reader): string[] {
  const open = r.i;
  const names: string[] = [];
  advance(r);
  while (!atClose(r)) {
    const name = identifier(r);
    if (name === null) break;
    names.push(name.name);
    if (!is(r, ',') && !is(r, ')')) typeName(r);
    while (!atClose(r) && !is(r, ',')) skipOne(r);
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, ')');
  return names;
}

/** T-SQL's `t (nolock)`. */
function isTableHint(r: Reader): boolean {
  return is(r, '(') && peekKind(r) === NAME && peek(r, 2) === ')' && /^(?:nolock|readuncommitted|updlock|holdlock|tablock|rowlock|readpast|xlock|paglock|tablockx)$/i.test(textOf(r, r.i + 1));
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

function scopeInput(scope: number, join: Join, natural: boolean, at: { start: number; end: number }): DraftInput {
  return { name: null, alias: null, span: at, source: { kind: 'scope', scope }, columnAliases: null, join, using: [], natural };
}

/** A table, function, UNNEST, VALUES or hole. Null (nothing read) if none begins here. */
function simple(r: Reader, scope: number, join: Join, natural: boolean, start: number): DraftInput | null {
  const s = r.scopes[scope]!;
  const base = { name: null as string | null, alias: null, columnAliases: null, join, using: [], natural };
  if (is(r, 'values') && (peek(r) === '(' || peek(r) === 'row' || (peekKind(r) !== NAME && peekKind(r) !== OPERATOR && peekKind(r) !== END))) {
    const inner = values(r, s.parent);
    return { ...base, span: spanFrom(r, start), source: { kind: 'scope', scope: inner } };
  }
  if (is(r, 'table') && peek(r) === '(') return tableCall(r, scope, base, start);
  if (is(r, 'rows') && peek(r) === 'from' && peek(r, 2) === '(') {
    advance(r);
    advance(r);
    skipBrackets(r);
    return { ...base, span: spanFrom(r, start), source: { kind: 'function', name: 'rows from', columns: null, uses: [] } };
  }
  if (is(r, 'only') && (peekKind(r) === NAME || peekKind(r) === QUOTED || peek(r) === '(')) advance(r);
  if ((is(r, 'stream') || is(r, 'table')) && peekKind(r) === NAME && (FLAGS[r.tokens.ids[r.i + 1]!]! & STOP) === 0 && (r.traits.dialect === 'databricks' || is(r, 'table'))) advance(r);
  if (is(r, '{') || is(r, '[')) {
    skipBrackets(r);
    return { ...base, span: spanFrom(r, start), source: { kind: 'function', name: '', columns: null, uses: [] } };
  }
  const functionAt = functionName(r);
  if (functionAt >= 0) return functionInput(r, scope, base, start, functionAt);
  const hole = r.kind === HOLE;
  const table = tableName(r);
  if (table === null) return null;
  if (is(r, '(') && r.text.charCodeAt(table.span.start) === 64) skipBrackets(r);
  const last = table.parts.at(-1);
  let name = last === undefined ? null : last.name;
  if (name !== null && r.relationName !== null && name.startsWith('__pw_rel')) name = r.relationName(last!.span.start) ?? name;
  if (name?.includes('__pw_hole') === true || (hole && table.parts.length === 1)) name = null;
  if (table.parts.length > 1 && r.traits.arrayPaths) {
    const first = table.parts[0]!.name.toLowerCase();
    if (s.inputs.some(i => i.name?.toLowerCase() === first && i !== undefined)) return arrayPath(r, scope, { ...base, name }, table);
  }
  if (is(r, '*') ) advance(r);
  return { ...base, name, span: table.span, source: sourceOf(r, table) };
}

/** `from t, t.items as i`: the array of an earlier item. */
function arrayPath(r: Reader, scope: number, base: Omit<DraftInput, 'span' | 'source'>, table: NonNullable<ReturnType<typeof tableName>>): DraftInput {
  const parts = table.parts;
  const column = parts.at(-1)!;
  const use: DraftUse = {
    qualifier: parts.slice(0, -1).map(p => p.name), qualifierSpan: span(parts[0]!.span.start, parts.at(-2)!.span.end), column: column.name, quoted: column.quoted, span: column.span,
    kind: 'transformation', scope,
  };
  return { ...base, join: base.join === 'from' ? 'lateral' : base.join, span: table.span, source: { kind: 'function', name: r.traits.dialect === 'redshift' ? 'path' : 'unnest', columns: null, uses: [use] } };
}

/** The token index of the bracket if a function call begins here; else -1. */
function functionName(r: Reader): number {
  if (r.kind !== NAME && r.kind !== QUOTED && r.kind !== HOLE) return -1;
  if ((FLAGS[r.id]! & STOP) !== 0) return -1;
  let at = r.i;
  for (let parts = 0; parts < 5; parts++) {
    const next = peek(r, at + 1 - r.i);
    if (next === '(') {
      // `t (nolock)`, and `insert into t (a) …` never come here.
      const hint = r.tokens.kinds[at + 2] === NAME && peek(r, at + 3 - r.i) === ')' && /^(?:nolock|readuncommitted|updlock|holdlock|tablock|rowlock|readpast|xlock)$/i.test(textOf(r, at + 2));
      return hint ? -1 : at + 1;
    }
    if (next !== '.') return -1;
    const kind = r.tokens.kinds[at + 2];
    if (kind !== NAME && kind !== QUOTED && kind !== HOLE) return -1;
    at += 2;
  }
  return -1;
}

type Base = Omit<DraftInput, 'span' | 'source'>;

function functionInput(r: Reader, scope: number, base: Base, start: number, bracket: number): DraftInput {
  const name = r.tokens.kinds[bracket - 1] === HOLE ? '' : nameOf(r, bracket - 1).toLowerCase();
  const at = tokenSpan(r, bracket - 1);
  const flink = flinkWindow(r, base, name, bracket, start);
  if (flink !== null) return flink;
  while (r.i < bracket) advance(r);
  const uses: DraftUse[] = [];
  const { scope: outer } = r;
  r.scope = scope;
  noting(r, uses, 'transformation', () => call(r, name, at, 0, false));
  r.scope = outer;
  while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
    // `f(x).field`
    advance(r);
    advance(r);
    if (is(r, '(')) skipBrackets(r);
  }
  if (is(r, '[')) skipBrackets(r);
  if (is(r, 'with') && peek(r) === '(' && (name === 'openjson' || name === 'openxml' || name === 'openrowset')) {
    advance(r);
    return { ...base, columnAliases: columnAliases(r), name: null, span: spanFrom(r, start), source: { kind: 'function', name, columns: null, uses } };
  }
  return {
    ...base, name: name === '' ? null : name, span: spanFrom(r, start),
    source: { kind: 'function', name, columns: functionColumns(name, r.traits.dialect, null), uses },
  };
}

const FLINK_WINDOWS: ReadonlySet<string> = new Set(['tumble', 'hop', 'cumulate', 'session']);

/** `tumble(table t, descriptor(ts), …)`: all columns of the table and three more. */
function flinkWindow(r: Reader, base: Base, name: string, bracket: number, start: number): DraftInput | null {
  if (!FLINK_WINDOWS.has(name)) return null;
  let at = bracket + 1;
  if (peek(r, at + 1 - r.i) === '=>') at += 2;
  if (peek(r, at - r.i) !== 'table') return null;
  while (r.i <= at) advance(r);
  const table = tableName(r);
  while (r.i < bracket) advance(r);
  const close = r.tokens.match[bracket]!;
  if (table === null || close < r.i) return null;
  while (r.i < close) skipOne(r);
  advance(r);
  const whole = spanFrom(r, start);
  const over: DraftInput = { ...base, name: table.parts.at(-1)?.name ?? null, span: table.span, source: sourceOf(r, table) };
  const columns = ['window_start', 'window_end', 'window_time'].map(column => ({
    name: column, nameSpan: null, quoted: false, aliased: false, span: whole, expression: whole, star: null, kind: 'transformation' as const, uses: [], subqueries: [], type: 'timestamp', literal: null, literals: null, opaque: false,
  }));
  return { ...base, name: over.name, span: whole, source: { kind: 'derived', over, columns, keeps: 'all' } };
}

/** `table(flatten(…))`, `table(t)`, `table('t')`, `table(tumble(table t, …))`. */
function tableCall(r: Reader, scope: number, base: Base, start: number): DraftInput {
  advance(r);
  const open = r.i;
  advance(r);
  const bracket = functionName(r);
  let input: DraftInput;
  if (bracket >= 0) input = functionInput(r, scope, base, startOf(r), bracket);
  else if (startsQuery(r, 0)) {
    const inner = subquery(r, scope, false);
    input = { ...base, span: spanFrom(r, start), source: { kind: 'scope', scope: inner } };
  } else {
    const table = r.kind === PARAM ? null : tableName(r);
    input = table !== null && is(r, ')') ? { ...base, name: table.parts.at(-1)?.name ?? null, span: table.span, source: sourceOf(r, table) }
      : { ...base, span: spanFrom(r, start), source: { kind: 'function', name: 'table', columns: null, uses: [] } };
  }
  while (!atClose(r)) skipOne(r);
  closeBracket(r, open, ')');
  input.span = spanFrom(r, start);
  return input;
}

/** `lateral view [outer] explode(x) t as a, b`. */
function lateralView(r: Reader, scope: number): void {
  const start = startOf(r);
  advance(r);
  advance(r);
  take(r, 'outer');
  const bracket = functionName(r);
  if (bracket < 0) {
    noTarget(r, scope, 'a function after LATERAL VIEW');
    return;
  }
  const base = { name: null, alias: null, columnAliases: null, join: 'lateral' as const, using: [], natural: false };
  const input = functionInput(r, scope, base, start, bracket);
  input.name = null;
  if (isPlainName(r) && r.kind !== HOLE && !is(r, 'lateral')) {
    const name = identifier(r)!;
    input.name = name.name;
    input.alias = { name: name.name, span: name.span };
  }
  if (take(r, 'as')) {
    const columns: { name: string; type: null }[] = [];
    do {
      const column = identifier(r);
      if (column !== null) columns.push({ name: column.name, type: null });
    } while (take(r, ','));
    if (input.source.kind === 'function') input.source = { ...input.source, columns };
  }
  input.span = spanFrom(r, start);
  r.scopes[scope]!.inputs.push(input);
}

/** ClickHouse: `array join arr as a, other`. */
function arrayJoin(r: Reader, scope: number, join: Join): void {
  const s = r.scopes[scope]!;
  do {
    const start = startOf(r);
    const uses: DraftUse[] = [];
    let read = false;
    noting(r, uses, 'transformation', () => {
      read = expression(r);
    });
    if (!read) break;
    const label = r.shape === 'column' ? r.label : null;
    const name = take(r, 'as') || canAlias(r) ? identifier(r) : null;
    const column = name?.name ?? label?.name ?? null;
    s.inputs.push({
      name: null, alias: name === null ? null : { name: name.name, span: name.span }, span: spanFrom(r, start),
      source: { kind: 'function', name: 'array join', columns: column === null ? null : [{ name: column, type: null }], uses }, columnAliases: null, join: join === 'left' ? 'left' : 'lateral', using: [], natural: false,
    });
  } while (take(r, ','));
}

/** BigQuery's `with offset [as o]` and PostgreSQL's `with ordinality`. */
function offsets(r: Reader, scope: number, index: number): void {
  if (!is(r, 'with')) return;
  const input = r.scopes[scope]!.inputs[index]!;
  if (peek(r) === 'ordinality') {
    advance(r);
    advance(r);
    if (input.source.kind === 'function' && input.source.columns !== null) input.source = { ...input.source, columns: [...input.source.columns, { name: 'ordinality', type: 'bigint' }] };
    if (input.alias === null) alias(r, input);
    return;
  }
  if (peek(r) !== 'offset') return;
  const start = startOf(r);
  advance(r);
  advance(r);
  const name = take(r, 'as') || canAlias(r) ? identifier(r) : null;
  r.scopes[scope]!.inputs.push({
    name: null, alias: name === null ? null : { name: name.name, span: name.span }, span: spanFrom(r, start),
    source: { kind: 'function', name: 'offset', columns: [{ name: name?.name ?? 'offset', type: 'int64' }], uses: [] }, columnAliases: null, join: 'cross', using: [], natural: false,
  });
}

/** Words after a table that choose a version, a sample or a lock of it. */
function suffixes(r: Reader, scope: number, input: DraftInput): void {
  for (;;) {
    const next = peek(r);
    if (is(r, 'final') && (r.traits.dialect === 'clickhouse' || r.traits.dialect === null) && next !== '.') advance(r);
    else if ((is(r, 'tablesample') || is(r, 'sample') || (is(r, 'using') && next === 'sample')) && (is(r, 'tablesample') || is(r, 'using') || next === '(' || peekKind(r) === NUMBER || peek(r, 2) === '(')) sample(r);
    else if ((is(r, 'at') || is(r, 'before') || is(r, 'changes') || is(r, 'end')) && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'at') && input.source.kind === 'function' && input.alias !== null && peekKind(r) === NAME && next !== 'time' && r.traits.dialect !== 'snowflake') arrayPosition(r, scope);
    else if (is(r, 'for') && (next === 'system_time' || next === 'timestamp' || next === 'version' || next === 'system_version' || next === 'system')) timeTravel(r);
    else if ((is(r, 'version') || is(r, 'timestamp')) && next === 'as' && peek(r, 2) === 'of') timeTravel(r);
    else if (is(r, 'with') && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if (is(r, 'partition') && next === '(') {
      advance(r);
      skipBrackets(r);
    } else if ((is(r, 'use') || is(r, 'force') || is(r, 'ignore')) && (next === 'index' || next === 'key')) {
      advance(r);
      advance(r);
      if (is(r, 'for')) {
        advance(r);
        advance(r);
        take(r, 'by');
      }
      skipBrackets(r);
    } else if (is(r, 'with') && next === 'ordinality' && input.alias === null) {
      advance(r);
      advance(r);
      if (input.source.kind === 'function' && input.source.columns !== null) input.source = { ...input.source, columns: [...input.source.columns, { name: 'ordinality', type: 'bigint' }] };
    } else return;
  }
}

/** Redshift: `c.orders as o at i`, where `i` is the position in the array. */
function arrayPosition(r: Reader, scope: number): void {
  advance(r);
  const position = identifier(r)!;
  r.scopes[scope]!.inputs.push({
    name: null, alias: null, span: position.span, source: { kind: 'function', name: 'offset', columns: [{ name: position.name, type: 'bigint' }], uses: [] }, columnAliases: null, join: 'cross', using: [], natural: false,
  });
}

function timeTravel(r: Reader): void {
  if (take(r, 'for')) advance(r);
  else advance(r);
  while (r.kind === NAME && (is(r, 'as') || is(r, 'of') || is(r, 'from') || is(r, 'between') || is(r, 'all') || is(r, 'to') || is(r, 'time'))) advance(r);
  noting(r, [], 'filter', () => expression(r, true));
  while (is(r, 'and') || is(r, 'to')) {
    advance(r);
    noting(r, [], 'filter', () => expression(r, true));
  }
}

function sample(r: Reader): void {
  advance(r);
  take(r, 'sample');
  if (r.kind === NAME && peek(r) === '(') advance(r);
  if (!skipBrackets(r)) {
    while (r.kind === NUMBER || is(r, '/') || is(r, '%') || r.kind === HOLE || r.kind === PARAM || is(r, 'percent') || is(r, 'rows')) advance(r);
    skipBrackets(r);
  }
  if (is(r, 'offset') && peekKind(r) === NUMBER) {
    advance(r);
    while (r.kind === NUMBER || is(r, '/')) advance(r);
  }
  if ((is(r, 'repeatable') || (r.kind === NAME && /^seed$/i.test(textOf(r)))) && peek(r) === '(') {
    advance(r);
    skipBrackets(r);
  }
}

