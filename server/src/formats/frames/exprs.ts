import { entry } from '../../text/entry';
import { type CallArguments, type Expression, isSequence, keyword, knownText, type Run, type TextValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { type Expr, expr, hosted, type Library, objectOf, usesIn } from './objects';
import { asKind, type Field, madeAs, type Named, STAR, type Step } from './plan';
import { sqlExpressions } from './sqlText';
import { isSure, originOf, type State } from './state';
import { typesOf } from './types';

/** Functions whose result is made of many rows. */
const AGGREGATES = new Set([
  'sum', 'avg', 'mean', 'min', 'max', 'count', 'countDistinct', 'count_distinct', 'approx_count_distinct', 'approxCountDistinct', 'collect_list', 'collect_set', 'first', 'last', 'stddev', 'stddev_pop', 'stddev_samp', 'std', 'variance', 'var', 'var_pop',
  'var_samp', 'percentile_approx', 'percentile', 'median', 'mode', 'sum_distinct', 'sumDistinct', 'any_value', 'max_by', 'min_by', 'bool_and', 'bool_or', 'every', 'some', 'corr', 'covar_pop', 'covar_samp', 'kurtosis', 'skewness', 'product', 'count_if', 'array_agg', 'n_unique', 'nunique', 'quantile', 'len', 'size', 'prod',
]);

/** Aggregates whose column Spark names `f(x)`. */
const NAMED_AGGREGATES: { readonly [name: string]: string } = { sum: 'sum', avg: 'avg', mean: 'avg', min: 'min', max: 'max', count: 'count' };

/** Functions all of whose text arguments are columns, or those from an index on. Of others only the first is. */
const ALL_COLUMNS: { readonly [name: string]: number } = {
  coalesce: 0, concat: 0, struct: 0, array: 0, greatest: 0, least: 0, countDistinct: 0, count_distinct: 0, create_map: 0, hash: 0, xxhash64: 0, concat_ws: 1, datediff: 0, date_diff: 0, months_between: 0, arrays_zip: 0, map_from_arrays: 0, format_string: 1, nvl: 0, nvl2: 0, ifnull: 0, nullif: 0, corr: 0,
  covar_pop: 0, covar_samp: 0, map_concat: 0, array_union: 0, array_intersect: 0, array_except: 0, atan2: 0, hypot: 0, pow: 0, power: 0, grouping_id: 0, stack: 0, max_by: 0, min_by: 0, levenshtein: 0, arrays_overlap: 0,
};
const NO_COLUMNS = new Set(['lit', 'rand', 'randn', 'current_timestamp', 'current_date', 'now', 'monotonically_increasing_id', 'row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'input_file_name', 'spark_partition_id', 'uuid', 'ntile', 'typedLit', 'make_date', 'sequence', 'broadcast']);

/** Types of results that do not hang on their arguments. */
const RESULTS: { readonly [name: string]: string } = {
  count: 'bigint', countDistinct: 'bigint', count_distinct: 'bigint', approx_count_distinct: 'bigint', current_timestamp: 'timestamp', current_date: 'date', to_date: 'date', to_timestamp: 'timestamp', year: 'int', month: 'int', dayofmonth: 'int', hour: 'int', minute: 'int', second: 'int', upper: 'string', lower: 'string',
  concat: 'string', concat_ws: 'string', trim: 'string', date_format: 'string', md5: 'string', sha2: 'string', regexp_replace: 'string', regexp_extract: 'string', length: 'int', row_number: 'int', rank: 'int', dense_rank: 'int', monotonically_increasing_id: 'bigint', datediff: 'int', dayofweek: 'int', weekofyear: 'int',
};

/** A column by the name in a text: `x`, `*`, `data.*`, `data.x` of a struct or `o.x` of an alias. */
export function namedColumn(state: State, library: Library, value: TextValue, at: Span, run: Run, step: Step | null): Expr {
  const span = originOf(state, value) ?? at;
  const text = value.text;
  if (!value.known) return expr(library, span, { opaque: true });
  if (text === '*') return expr(library, span, { star: STAR, kind: 'identity' });
  const sure = isSure(run) && value.origin !== null;
  if (library !== 'spark' || !text.includes('.') || text.startsWith('`')) {
    const column = text.replace(/^`(.*)`$/, '$1');
    return expr(library, span, { name: column, kind: 'identity', uses: [{ column, span, kind: 'identity', of: null, sure }] });
  }
  const parts = text.split('.');
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const alias = state.aliases.get(first);
  const holder = alias ? parts[1]! : first;
  const use: Named = { column: holder, span, kind: 'identity', of: alias ?? null, sure: false };
  if (last === '*') {
    if (alias && parts.length === 2) return expr(library, span, { opaque: true, kind: 'identity' });
    const found = step ? madeAs(step, holder) : undefined;
    const fields = found ? ('field' in found ? found.field.fields : found.made.fields) : null;
    if (!fields) return expr(library, span, { opaque: true, uses: [use] });
    const uses = found && 'made' in found ? found.made.uses.map(u => ({ ...u, of: u.of ?? found.step, sure: false })) : [];
    return expr(library, span, { several: fields.map(f => expr(library, span, { name: f.name, kind: 'identity', type: f.type, fields: f.fields, uses: uses.length > 0 ? [{ ...use, kind: 'transformation' }] : [use] })) });
  }
  const deep = alias ? parts.length > 2 : parts.length > 1;
  return expr(library, span, { name: last, kind: deep ? 'transformation' : 'identity', uses: [deep ? { ...use, kind: 'transformation' } : use] });
}

/** A value where a column is expected: texts name columns (or are literals), constants are literals. */
export function asExpr(state: State, library: Library, value: Value | undefined, at: Span, run: Run, step: Step | null, texts: 'columns' | 'literals' = 'columns'): Expr {
  const object = objectOf(value);
  if (object?.is === 'expr') return object;
  if (object?.is === 'frame' && object.series !== null) return expr(object.library, at, { name: object.series, uses: usesIn(value) });
  if (value?.kind === 'text') return texts === 'columns' ? namedColumn(state, library, value, at, run, step) : expr(library, at, { literal: value.known ? value.text : null, type: 'string' });
  if (value?.kind === 'constant') return expr(library, at, { literal: value.value === null ? null : String(value.value), type: typeof value.value === 'boolean' ? 'boolean' : typeof value.value === 'number' ? (Number.isInteger(value.value) ? 'int' : 'double') : null });
  return expr(library, at, { uses: asKind(usesIn(value), 'transformation'), opaque: value === undefined || value.kind !== 'either' });
}

/** Several columns given one by one or in lists. */
export function exprsIn(state: State, library: Library, args: CallArguments, run: Run, step: Step | null, firstIndex = 0): Expr[] {
  const out: Expr[] = [];
  const add = (value: Value, at: Span, depth: number): void => {
    if ((isSequence(value) || value.kind === 'either') && depth < 4) {
      if (value.kind === 'either') out.push(expr(library, at, { opaque: true, uses: asKind(usesIn(value), 'transformation') }));
      else {
        for (const v of value.items) add(v, at, depth + 1);
        if (value.open) out.push(expr(library, at, { opaque: true }));
      }
      return;
    }
    const e = asExpr(state, library, value, at, run, step);
    if (e.several) out.push(...e.several);
    else out.push(e);
  };
  for (const p of args.positional.slice(firstIndex)) add(p.value, p.expression.span, 0);
  if (args.open) out.push(expr(library, { start: 0, end: 0 }, { opaque: true }));
  return out;
}

/** An expression made of others. */
export function combined(library: Library, span: Span, uses: readonly Named[], parts: Partial<Expr> = {}): Expr {
  return expr(library, span, { uses: asKind(uses, parts.kind === 'aggregation' ? 'aggregation' : 'transformation'), ...parts });
}

/** A call of one of Spark's functions on columns. */
export function sparkFunction(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const first = args.positional[0]?.value ?? keyword(args, 'col')?.value;
  const firstSpan = args.positional[0]?.expression.span ?? at.span;
  switch (name) {
    case 'col': case 'column':
      return hosted(first?.kind === 'text' ? namedColumn(state, 'spark', first, firstSpan, run, null) : asExpr(state, 'spark', first, firstSpan, run, null));
    case 'lit': return hosted(asExpr(state, 'spark', first, firstSpan, run, null, 'literals'));
    case 'expr': return first?.kind === 'text' ? hosted(sqlExpressions(state, first, firstSpan, run)[0] ?? expr('spark', at.span, { opaque: true })) : hosted(expr('spark', at.span, { opaque: true }));
    case 'broadcast': return first;
    case 'udf': case 'pandas_udf': return hosted({ is: 'udf', type: null });
    case 'from_json': case 'from_avro': case 'from_csv': {
      const holder = asExpr(state, 'spark', first, firstSpan, run, null);
      const fields = args.positional[1] ? typesOf(state, args.positional[1].value, args.positional[1].expression.span) : null;
      return hosted(combined('spark', at.span, holder.uses, { fields }));
    }
    case 'when': return hosted(combined('spark', at.span, args.positional.flatMap((p, i) => asExpr(state, 'spark', p.value, p.expression.span, run, null, 'literals').uses.map(u => (i === 0 ? { ...u, kind: 'conditional' as const } : u)))));
    case 'struct': {
      const parts = exprsIn(state, 'spark', args, run, null);
      const fields = parts.every(p => p.name !== null) ? parts.map((p): Field => ({ name: p.name!, type: p.type, span: null, fields: p.fields })) : null;
      return hosted(combined('spark', at.span, parts.flatMap(p => p.uses), { fields }));
    }
    default: break;
  }
  const from = ALL_COLUMNS[name] ?? (NO_COLUMNS.has(name) ? Number.POSITIVE_INFINITY : 0);
  const all = ALL_COLUMNS[name] !== undefined;
  const parts = args.positional.map((p, i) => asExpr(state, 'spark', p.value, p.expression.span, run, null, i >= from && (all || i === 0) ? 'columns' : 'literals'));
  for (const k of args.keywords) if (objectOf(k.value) || /^(col|cols|column)\d?$/.test(k.name)) parts.push(asExpr(state, 'spark', k.value, k.span, run, null));
  const aggregate = AGGREGATES.has(name);
  const [one] = parts;
  const label = aggregate && parts.length === 1 && one?.kind === 'identity' && one.star === null && NAMED_AGGREGATES[name] !== undefined && one.name !== null ? `${NAMED_AGGREGATES[name]}(${one.name})` : null;
  const flat = parts.flatMap(p => (p.several ? p.several.flatMap(x => x.uses) : p.uses));
  return hosted(combined('spark', at.span, flat, { kind: aggregate ? 'aggregation' : 'transformation', name: label, type: entry(RESULTS, name) ?? null, opaque: parts.some(p => p.opaque && p.uses.length === 0 && p.literal === null && p.star !== null) }));
}

/** A call of one of Polars' functions that make expressions; undefined for others. */
export function polarsFunction(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const [first] = args.positional;
  switch (name) {
    case 'col': {
      const parts = exprsIn(state, 'polars', args, run, null);
      if (parts.some(p => p.name !== null && /^\^.*\$$/.test(p.name))) return hosted(expr('polars', at.span, { opaque: true }));
      return hosted(parts.length === 1 ? { ...parts[0]!, span: at.span } : expr('polars', at.span, { several: parts }));
    }
    case 'lit': return hosted({ ...asExpr(state, 'polars', first?.value, first?.expression.span ?? at.span, run, null, 'literals'), name: 'literal' });
    case 'all': case 'exclude': return hosted(name === 'all' && args.positional.length === 0 ? expr('polars', at.span, { star: STAR, kind: 'identity' }) : expr('polars', at.span, { opaque: true }));
    case 'len': return hosted(expr('polars', at.span, { name: 'len', kind: 'aggregation' }));
    case 'count': if (args.positional.length === 0) return hosted(expr('polars', at.span, { name: 'count', kind: 'aggregation' })); break;
    case 'when': return hosted(expr('polars', at.span, { uses: args.positional.flatMap(p => asExpr(state, 'polars', p.value, p.expression.span, run, null).uses.map(u => ({ ...u, kind: 'conditional' as const }))) }));
    case 'concat_str': case 'coalesce': case 'max_horizontal': case 'min_horizontal': case 'sum_horizontal': case 'mean_horizontal': case 'struct': case 'concat_list': case 'any_horizontal': case 'all_horizontal': case 'format': case 'arange': case 'int_range': {
      const parts = exprsIn(state, 'polars', args, run, null, name === 'format' ? 1 : 0);
      return hosted(combined('polars', at.span, parts.flatMap(p => p.uses), { name: name === 'format' || name === 'arange' || name === 'int_range' ? null : (parts[0]?.name ?? null) }));
    }
    default: break;
  }
  if (['sum', 'mean', 'min', 'max', 'median', 'std', 'var', 'first', 'last', 'n_unique', 'count', 'quantile', 'head', 'tail', 'implode'].includes(name)) {
    const parts = exprsIn(state, 'polars', args, run, null);
    const [one] = parts;
    return hosted(parts.length === 1 && one ? combined('polars', at.span, one.uses, { name: one.name, kind: 'aggregation' }) : expr('polars', at.span, { several: parts.map(p => ({ ...p, kind: 'aggregation' as const })) }));
  }
  return undefined;
}

/** A method of an expression. Whatever is not known keeps what the expression and its arguments are made of. */
export function exprMethod(state: State, e: Expr, name: string, args: CallArguments, at: Expression, run: Run): Value {
  if (e.several) return hosted({ ...e, several: e.several.map(one => objectOf(exprMethod(state, one, name, args, at, run)) as Expr) });
  const [first] = args.positional;
  switch (name) {
    case 'alias': case 'name': {
      const value = first?.value ?? keyword(args, 'name')?.value;
      if (value?.kind !== 'text' || !value.known || args.positional.length > 1) return hosted({ ...e, name: null, span: at.span, opaque: true });
      return hosted({ ...e, name: value.text, nameSpan: originOf(state, value), span: at.span, ...(e.library === 'pandas' ? {} : { kind: e.kind }) });
    }
    case 'cast': case 'astype': {
      const type = first ? (knownText(first.value) ?? typeName(first.value)) : null;
      return hosted({ ...e, uses: asKind(e.uses, e.kind === 'aggregation' ? 'aggregation' : 'transformation'), kind: e.kind === 'aggregation' ? e.kind : 'transformation', type, nameSpan: e.nameSpan, span: at.span, literal: null });
    }
    case 'over': {
      const uses = [...e.uses, ...(e.library === 'polars' ? exprsIn(state, 'polars', args, run, null).flatMap(x => x.uses) : args.positional.flatMap(p => usesIn(p.value))).map(u => ({ ...u, kind: 'window' as const }))];
      return hosted({ ...e, uses, name: e.library === 'polars' ? e.name : null, kind: 'transformation', span: at.span });
    }
    case 'asc': case 'desc': case 'asc_nulls_first': case 'asc_nulls_last': case 'desc_nulls_first': case 'desc_nulls_last': return hosted(e);
    case 'then': return hosted({ ...e, name: thenName(first?.value, e.name), uses: [...e.uses, ...operandUses(args)], span: at.span });
    case 'otherwise': return hosted({ ...e, uses: [...e.uses, ...operandUses(args)], span: at.span });
    case 'when': return hosted({ ...e, uses: [...e.uses, ...operandUses(args).map((u, i) => (e.library === 'polars' || i === 0 ? { ...u, kind: 'conditional' as const } : u))], span: at.span });
    default: break;
  }
  const aggregate = e.library !== 'spark' && AGGREGATES.has(name) && !(e.library === 'pandas' && e.condition);
  const condition = /^(is|eq|ne|lt|le|gt|ge|between|contains|startswith|endswith|starts_with|ends_with|like|rlike|isin|not|str|notna|notnull|duplicated|equals)/.test(name);
  const renames = e.library === 'polars' && /^(suffix|prefix|map|to_lowercase|to_uppercase|map_fields)$/.test(name);
  return hosted({
    ...e, uses: asKind([...e.uses, ...operandUses(args)], aggregate ? 'aggregation' : 'transformation'), kind: aggregate ? 'aggregation' : 'transformation', name: renames ? null : e.library === 'spark' ? null : e.name, opaque: e.opaque || renames, nameSpan: null, span: at.span, type: null, literal: null, fields: null,
    condition, member: null,
  });
}

function thenName(value: Value | undefined, before: string | null): string | null {
  if (before !== null) return before;
  const object = objectOf(value);
  return object?.is === 'expr' ? object.name : value?.kind === 'text' ? value.text : 'literal';
}

function operandUses(args: CallArguments): readonly Named[] {
  // Texts given to methods are values and no names.
  return [...args.positional.flatMap(p => usesIn(p.value)), ...args.keywords.flatMap(k => usesIn(k.value))];
}

function typeName(value: Value): string | null {
  const object = objectOf(value);
  if (object?.is === 'type') return object.name;
  return value.kind === 'external' ? value.path.slice(value.path.lastIndexOf('.') + 1).toLowerCase().replace(/type$/, '') : null;
}

/** What an operator makes of expressions. */
export function operated(left: Value, right: Value, at: { readonly span: Span; readonly operator: string }): Value | undefined {
  const l = objectOf(left);
  const r = objectOf(right);
  const series = (o: ReturnType<typeof objectOf>) => o?.is === 'frame' && o.series !== null;
  const e = l?.is === 'expr' ? l : r?.is === 'expr' ? r : null;
  if (!e && !series(l) && !series(r)) return undefined;
  const library = e?.library ?? (l?.is === 'frame' ? l.library : 'pandas');
  const uses = asKind([...usesIn(left), ...usesIn(right)], 'transformation');
  const condition = /^(==|!=|<|>|<=|>=|&|\||in|not in|is|is not)$/.test(at.operator);
  const named = l?.is === 'expr' ? l.name : r?.is === 'expr' ? r.name : null;
  const aggregation = (l?.is === 'expr' && l.kind === 'aggregation') || (r?.is === 'expr' && r.kind === 'aggregation');
  return hosted(expr(library, at.span, { uses, name: library === 'spark' ? null : library === 'polars' && l?.is !== 'expr' && r?.is === 'expr' ? 'literal' : named, kind: aggregation ? 'aggregation' : 'transformation', condition }));
}
