import {
  advance, atClose, type DraftInput, type DraftOutput, type DraftUse, is, isName, noting, peek, peekKind, type Reader, spanFrom, startOf, take,
} from './cursor';
import { expression, orderList } from './expressions';
import { HOLE, HOLE_STRING, NAME, QUOTED, STRING } from './lexer';
import { type Identifier, identifier, nameOf, stringValue } from './names';
import { closeBracket, skipOne } from './recover';
import { aliasOf, canAlias } from './aliases';

/** PIVOT, UNPIVOT or MATCH_RECOGNIZE after an input: the input that results. Null (nothing read) if none stands here. */
export function derivations(r: Reader, scope: number, input: DraftInput): DraftInput | null {
  if (is(r, 'pivot') && peek(r) === '(') return wrap(r, input, () => pivot(r, scope));
  if (is(r, 'unpivot') && (peek(r) === '(' || peek(r) === 'include' || peek(r) === 'exclude')) return wrap(r, input, () => unpivot(r, scope));
  if (is(r, 'match_recognize') && peek(r) === '(') return wrap(r, input, () => matchRecognize(r, scope));
  return null;
}

type Derivation = { columns: DraftOutput[] | null; keeps: 'all' | 'none' | { readonly except: readonly string[] } };

function wrap(r: Reader, over: DraftInput, read: () => Derivation): DraftInput {
  const start = over.span.start;
  const { columns, keeps } = read();
  return {
    name: null, alias: null, span: spanFrom(r, start), columnAliases: null, join: over.join, using: [], natural: over.natural,
    source: { kind: 'derived', over: { ...over, span: over.span }, columns, keeps },
  };
}

function output(name: string, at: Identifier['span'], uses: DraftUse[], kind: DraftOutput['kind'], type: string | null = null): DraftOutput {
  return {
    name, nameSpan: at, quoted: false, aliased: true, span: at, expression: at, star: null, kind, uses, subqueries: [], type, literal: null, literals: null, opaque: false,
  };
}

interface Aggregate {
  readonly name: string | null;
  readonly uses: DraftUse[];
}

/** `pivot (sum(x) [as a], … for c in ('v' [as v], …) [default on null (…)])`. */
function pivot(r: Reader, scope: number): Derivation {
  advance(r);
  const open = r.i;
  advance(r);
  const aggregates: Aggregate[] = [];
  let unknown = false;
  inValue(r, scope, () => {
    do {
      const uses: DraftUse[] = [];
      r.sink = uses;
      if (!expression(r)) break;
      for (const use of uses) if (use.kind === 'identity') use.kind = 'aggregation';
      const name = is(r, 'as') || (!is(r, 'for') && canAlias(r)) ? aliasOf(r) : null;
      aggregates.push({ name: name?.name ?? null, uses });
    } while (take(r, ','));
  });
  const keys: DraftUse[] = [];
  const values: { name: string; given: boolean; span: Identifier['span'] }[] = [];
  if (take(r, 'for')) {
    noting(r, keys, 'conditional', () => {
      if (is(r, '(')) expression(r);
      else keyColumn(r, scope, keys);
    });
    if (take(r, 'in') && is(r, '(')) unknown = pivotValues(r, values);
    else unknown = true;
  } else unknown = true;
  while (!atClose(r)) {
    if (r.kind === HOLE) unknown = true;
    skipOne(r);
  }
  closeBracket(r, open, ')');
  const gone = new Set([...aggregates.flatMap(a => a.uses), ...keys].map(u => u.column));
  const keeps = { except: [...gone] };
  // Dialects put the names of values and aggregates together in different ways.
  if (unknown || values.length === 0 || aggregates.length === 0 || (r.traits.dialect === null && aggregates.some(a => a.name !== null))) return { columns: null, keeps };
  const columns = values.flatMap(v =>
    aggregates.map(a => output(pivotName(r, v, a, aggregates.length), v.span, [...a.uses.map(u => ({ ...u })), ...keys.map(u => ({ ...u }))], 'aggregation')),
  );
  return { columns, keeps };
}

function keyColumn(r: Reader, scope: number, keys: DraftUse[]): void {
  if (!isName(r)) return;
  const at = r.i;
  let last = identifier(r)!;
  const qualifier: string[] = [];
  while (is(r, '.') && (peekKind(r) === NAME || peekKind(r) === QUOTED)) {
    qualifier.push(last.name);
    advance(r);
    last = identifier(r)!;
  }
  keys.push({
    qualifier, qualifierSpan: qualifier.length > 0 ? { start: r.tokens.starts[at]!, end: last.span.start - 1 } : null, column: last.name, quoted: last.quoted, span: last.span, kind: 'conditional', scope,
  });
}

/** The listed values with their names; true if some are not known. */
function pivotValues(r: Reader, values: { name: string; given: boolean; span: Identifier['span'] }[]): boolean {
  const open = r.i;
  let unknown = false;
  advance(r);
  while (!atClose(r)) {
    const start = startOf(r);
    const at = r.i;
    let name: string | null = r.kind === STRING ? stringValue(r) : r.kind === HOLE || r.kind === HOLE_STRING ? null : nameOf(r);
    if (is(r, 'any') || is(r, 'select') || r.kind === HOLE || r.kind === HOLE_STRING) unknown = true;
    if (is(r, '(')) name = null;
    skipOne(r);
    const plain = r.i === at + 1;
    if (!plain) name = null;
    const alias = is(r, 'as') || canAlias(r) ? aliasOf(r) : null;
    if (alias !== null) values.push({ name: alias.name, given: true, span: alias.span });
    else if (name !== null) values.push({ name, given: false, span: spanFrom(r, start) });
    else unknown = true;
    while (!atClose(r) && !is(r, ',')) {
      unknown = true;
      skipOne(r);
    }
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, ')');
  return unknown;
}

/** How dialects name the column of one value and one aggregate. */
function pivotName(r: Reader, value: { name: string; given: boolean }, aggregate: Aggregate, count: number): string {
  const { dialect } = r.traits;
  const plain = dialect === 'snowflake' && !value.given ? `'${value.name}'` : value.name;
  if (aggregate.name === null) return plain;
  if (dialect === 'bigquery') return `${aggregate.name}_${plain}`;
  return count === 1 && dialect !== 'duckdb' && dialect !== 'redshift' && dialect !== 'snowflake' ? plain : `${plain}_${aggregate.name}`;
}

/** Reads with values noted in sinks of their own. */
function inValue(r: Reader, scope: number, read: () => void): void {
  const { scope: outer, aggregated, opaque } = r;
  r.scope = scope;
  noting(r, [], 'identity', read);
  r.scope = outer;
  r.aggregated = aggregated;
  r.opaque = opaque;
}

/** `unpivot [include nulls] (value for name in (a [as 'x'], b, …))`. */
function unpivot(r: Reader, scope: number): Derivation {
  advance(r);
  if (!is(r, '(')) {
    advance(r);
    take(r, 'nulls');
  }
  const open = r.i;
  advance(r);
  const values = namesOrOne(r);
  take(r, 'for');
  const labels = namesOrOne(r);
  const sources: DraftUse[][] = values.map(() => []);
  let unknown = values.length === 0 || labels.length === 0;
  if (take(r, 'in') && is(r, '(')) {
    const inner = r.i;
    advance(r);
    while (!atClose(r)) {
      if (r.kind === HOLE) unknown = true;
      const names = namesOrOne(r);
      names.forEach((n, k) => {
        sources[Math.min(k, sources.length - 1)]?.push({ qualifier: [], qualifierSpan: null, column: n.name, quoted: n.quoted, span: n.span, kind: 'transformation', scope });
      });
      if (names.length === 0) break;
      while (!atClose(r) && !is(r, ',')) skipOne(r);
      if (!take(r, ',')) break;
    }
    closeBracket(r, inner, ')');
  } else unknown = true;
  while (!atClose(r)) skipOne(r);
  closeBracket(r, open, ')');
  const except = sources.flat().map(u => u.column);
  if (unknown) return { columns: null, keeps: { except } };
  const columns = [
    ...labels.map(l => output(l.name, l.span, [], 'transformation', 'varchar')),
    ...values.map((v, k) => output(v.name, v.span, sources[k] ?? [], 'transformation')),
  ];
  return { columns, keeps: { except } };
}

function namesOrOne(r: Reader): Identifier[] {
  if (!is(r, '(')) {
    const one = is(r, 'for') || is(r, 'in') ? null : identifier(r);
    if (one === null) return [];
    let last = one;
    while (take(r, '.')) last = identifier(r) ?? last;
    return [last];
  }
  const open = r.i;
  const names: Identifier[] = [];
  advance(r);
  while (!atClose(r)) {
    const name = identifier(r);
    if (name === null) break;
    names.push(name);
    if (!take(r, ',')) break;
  }
  closeBracket(r, open, ')');
  return names;
}

/** `match_recognize (partition by … order by … measures e as n, … one row per match … pattern (…) define …)`. */
function matchRecognize(r: Reader, scope: number): Derivation {
  advance(r);
  const open = r.i;
  const close = r.tokens.match[open]!;
  advance(r);
  const columns: DraftOutput[] = [];
  let keeps: Derivation['keeps'] = 'none';
  const limit = close > 0 ? close : r.tokens.count;
  inValue(r, scope, () => {
    while (!atClose(r) && r.i < limit) {
      if (is(r, 'partition') && peek(r) === 'by') {
        advance(r);
        advance(r);
        do {
          const uses: DraftUse[] = [];
          r.sink = uses;
          const start = startOf(r);
          if (!expression(r)) break;
          if (r.label !== null) columns.push(output(r.label.name, r.label.span, uses, 'identity'));
          else columns.push({ ...output('', spanFrom(r, start), uses, 'transformation'), name: null });
        } while (take(r, ','));
      } else if (is(r, 'order') && peek(r) === 'by') {
        advance(r);
        advance(r);
        r.sink = [];
        orderList(r);
      } else if (is(r, 'measures')) {
        advance(r);
        do {
          const uses: DraftUse[] = [];
          r.sink = uses;
          r.aggregated = false;
          while (r.kind === NAME && (is(r, 'final') || is(r, 'running')) && peek(r) !== 'as') advance(r);
          if (!expression(r)) break;
          const kind = r.aggregated ? 'aggregation' : 'transformation';
          for (const use of uses) {
            // `a.price`: the pattern variable is no table.
            if (use.qualifier.length === 1) {
              use.qualifier = [];
              use.qualifierSpan = null;
            }
            if (use.kind === 'identity') use.kind = kind;
          }
          const name = is(r, 'as') || canAlias(r) ? aliasOf(r) : null;
          if (name !== null) columns.push(output(name.name, name.span, uses, kind));
        } while (take(r, ','));
      } else if (is(r, 'all') && peek(r) === 'rows') {
        keeps = 'all';
        skipOne(r);
      } else skipOne(r);
    }
  });
  closeBracket(r, open, ')');
  return { columns, keeps };
}

