import { span } from '../../text/span';
import { call, startsQuery } from './calls';
import { advance, atClose, type DraftInput, type DraftUse, is, moveTo, noting, peek, peekKind, type Reader, spanFrom, startOf, take, tokenSpan } from './cursor';
import type { Join } from './from';
import { END, HOLE, NAME, OPERATOR, PARAM, QUOTED } from './lexer';
import { identifier, nameOf, tableName, textOf, typeName } from './names';
import { sourceOf, subquery } from './query';
import { closeBracket, skipBrackets, skipOne } from './recover';
import { functionColumns } from './tableFunctions';
import { values } from './values';
import { FLAGS, STOP } from './words';

export function columnAliases(r: Reader): string[] {
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
export function isTableHint(r: Reader): boolean {
  return is(r, '(') && peekKind(r) === NAME && peek(r, 2) === ')' && /^(?:nolock|readuncommitted|updlock|holdlock|tablock|rowlock|readpast|xlock|paglock|tablockx)$/i.test(textOf(r, r.i + 1));
}

export function scopeInput(scope: number, join: Join, natural: boolean, at: { start: number; end: number }): DraftInput {
  return { name: null, alias: null, span: at, source: { kind: 'scope', scope }, columnAliases: null, join, using: [], natural };
}

/** A table, function, UNNEST, VALUES or hole. Null (nothing read) if none begins here. */
export function simple(r: Reader, scope: number, join: Join, natural: boolean, start: number): DraftInput | null {
  const s = r.scopes[scope]!;
  const base = { name: null as string | null, alias: null, columnAliases: null, join, using: [], natural };
  if (is(r, 'values') && (peek(r) === '(' || peek(r) === 'row' || (peekKind(r) !== NAME && peekKind(r) !== OPERATOR && peekKind(r) !== END))) {
    const inner = values(r, s.parent);
    return { ...base, span: spanFrom(r, start), source: { kind: 'scope', scope: inner } };
  }
  if (is(r, 'table') && peek(r) === '(') return tableCall(r, scope, base, start);
  if (is(r, 'stream') && peek(r) === '(' && (r.traits.dialect === 'databricks' || r.traits.dialect === null)) return tableCall(r, scope, base, start);
  if (is(r, 'unpivot') && peekKind(r) === NAME && peek(r, 2) === '.' && r.traits.arrayPaths && r.traits.dialect !== 'bigquery') {
    // Redshift: `unpivot o.details as v at k`.
    advance(r);
    const object = tableName(r);
    return object === null ? null : arrayPath(r, scope, { ...base, name: object.parts.at(-1)?.name ?? null }, object);
  }
  if (is(r, 'rows') && peek(r) === 'from' && peek(r, 2) === '(') {
    advance(r);
    advance(r);
    skipBrackets(r);
    return { ...base, span: spanFrom(r, start), source: { kind: 'function', name: 'rows from', columns: null, uses: [] } };
  }
  if (is(r, 'only') && (peekKind(r) === NAME || peekKind(r) === QUOTED || peek(r) === '(')) advance(r);
  if ((is(r, 'stream') || is(r, 'table')) && peekKind(r) === NAME && (FLAGS[r.tokens.ids[r.i + 1]!]! & STOP) === 0 && (r.traits.dialect === 'databricks' || is(r, 'table') || (r.traits.dialect === null && peek(r, 2) === '(' && /^read_(files|kafka|kinesis|pubsub|pulsar)$/i.test(r.text.slice(r.tokens.starts[r.i + 1]!, r.tokens.ends[r.i + 1]!))))) advance(r);
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
export function functionName(r: Reader): number {
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

export function functionInput(r: Reader, scope: number, base: Base, start: number, bracket: number): DraftInput {
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
  if (name === 'nodes' && r.traits.dialect === 'tsql') methodOwner(r, scope, bracket, uses);
  const declared = name === 'json_table' || name === 'xmltable' ? declaredColumns(r, bracket) : null;
  if (declared !== null) return { ...base, name, span: spanFrom(r, start), source: { kind: 'function', name, columns: declared.columns, uses: uses.filter(u => u.span.start < declared.start) } };
  while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
    // `f(x).field`
    advance(r);
    advance(r);
    if (is(r, '(')) skipBrackets(r);
  }
  if (is(r, '[')) skipBrackets(r);
  if (is(r, 'with') && peek(r) === '(' && (name === 'openjson' || name === 'openxml' || name === 'openrowset')) {
    advance(r);
    const columns = typedColumns(r);
    return { ...base, name: null, span: spanFrom(r, start), source: { kind: 'function', name, columns, uses } };
  }
  return {
    ...base, name: name === '' ? null : name, span: spanFrom(r, start),
    source: { kind: 'function', name, columns: functionColumns(name, r.traits.dialect, null), uses },
  };
}

/** The column before `.nodes(…)`, whose call opens at `bracket`. */
function methodOwner(r: Reader, scope: number, bracket: number, uses: DraftUse[]): void {
  const at = bracket - 3;
  if (at < 0 || r.tokens.kinds[at] !== NAME && r.tokens.kinds[at] !== QUOTED) return;
  const qualified = at >= 2 && peek(r, at - 1 - r.i) === '.';
  uses.push({
    qualifier: qualified ? [nameOf(r, at - 2)] : [], qualifierSpan: qualified ? tokenSpan(r, at - 2) : null, column: nameOf(r, at), quoted: r.tokens.kinds[at] === QUOTED, span: tokenSpan(r, at), kind: 'transformation', scope,
  });
}

/** `(sku nvarchar(10) '$.sku', qty int)`: names with their types. */
function typedColumns(r: Reader): { name: string; type: string | null }[] {
  const open = r.i;
  const columns: { name: string; type: string | null }[] = [];
  advance(r);
  while (!atClose(r)) {
    const name = identifier(r);
    if (name === null) break;
    columns.push({ name: name.name, type: typeName(r)?.text ?? null });
    while (!atClose(r) && !is(r, ',')) skipOne(r);
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, ')');
  return columns;
}

/** The columns of COLUMNS in a call of JSON_TABLE or XMLTABLE that opens at `bracket`; null if there are none or not all are known. */
function declaredColumns(r: Reader, bracket: number): { readonly columns: { name: string; type: string | null }[]; readonly start: number } | null {
  const here = r.i;
  const close = r.tokens.match[bracket]!;
  if (close < 0) return null;
  moveTo(r, bracket + 1);
  while (r.i < close && !is(r, 'columns')) skipOne(r);
  const columns: { name: string; type: string | null }[] = [];
  const from = startOf(r);
  const known = is(r, 'columns') && columnList(r, close, columns, 0);
  moveTo(r, here);
  return known ? { columns, start: from } : null;
}

/** Reads from COLUMNS on; false if something between is not known. */
function columnList(r: Reader, close: number, columns: { name: string; type: string | null }[], depth: number): boolean {
  advance(r);
  const bracketed = take(r, '(');
  while (r.i < close && !atClose(r)) {
    if (r.kind === NAME && /^nested$/i.test(textOf(r))) {
      while (r.i < close && !atClose(r) && !is(r, 'columns')) advance(r);
      if (!is(r, 'columns') || depth > 20 || !columnList(r, close, columns, depth + 1)) return false;
    } else {
      if (r.kind === HOLE) return false;
      const name = identifier(r);
      if (name === null) return false;
      const counted = is(r, 'for');
      columns.push({ name: name.name, type: counted ? 'bigint' : (typeName(r)?.text ?? null) });
      while (r.i < close && !atClose(r) && !is(r, ',')) skipOne(r);
    }
    if (!take(r, ',')) break;
  }
  if (bracketed) take(r, ')');
  return columns.length > 0;
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
  const times: DraftUse[] = [];
  while (r.i < close) {
    // `descriptor(ts)`: the windows are made from that column.
    if (r.kind === NAME && /^descriptor$/i.test(textOf(r)) && peek(r) === '(' && times.length === 0) {
      times.push({ qualifier: [], qualifierSpan: null, column: nameOf(r, r.i + 2), quoted: r.tokens.kinds[r.i + 2] === QUOTED, span: tokenSpan(r, r.i + 2), kind: 'transformation', scope: r.scope });
    }
    skipOne(r);
  }
  advance(r);
  const whole = spanFrom(r, start);
  const over: DraftInput = { ...base, name: table.parts.at(-1)?.name ?? null, span: table.span, source: sourceOf(r, table) };
  const columns = ['window_start', 'window_end', 'window_time'].map(column => ({
    name: column, nameSpan: null, quoted: false, aliased: false, span: whole, expression: whole, star: null, kind: 'transformation' as const, uses: times.map(u => ({ ...u })), subqueries: [], type: 'timestamp', literal: null, literals: null, opaque: false,
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

/** Redshift: `c.orders as o at i`, where `i` is the position in the array. */
export function arrayPosition(r: Reader, scope: number): void {
  advance(r);
  const position = identifier(r)!;
  r.scopes[scope]!.inputs.push({
    name: null, alias: null, span: position.span, source: { kind: 'function', name: 'offset', columns: [{ name: position.name, type: 'bigint' }], uses: [] }, columnAliases: null, join: 'cross', using: [], natural: false,
  });
}
