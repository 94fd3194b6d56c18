import { argument, type CallArguments, callValue, type Expression, isSequence, keyword, knownText, listValue, NONE, type Run, textValue, truthOf, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { asExpr, combined } from './exprs';
import { isTrue, writeMethod } from './io';
import { asMade, expr, type Frame, frameOf, type Grouped, hosted, type Library, newFrame, objectOf, usesIn } from './objects';
import { columnsOf, from, kept, type Made, made, type Named, opened, over, starOf, type Step } from './plan';
import { joinKind, joinNames, keyUses, renamedBy } from './spark';
import { here, isSure, look, note, originOf, type State, tell } from './state';

/** Methods that give the same columns. */
const SAME = new Set([
  'head', 'tail', 'sample', 'sort_values', 'sort_index', 'drop_duplicates', 'dropna', 'fillna', 'ffill', 'bfill', 'copy', 'astype', 'convert_dtypes', 'infer_objects', 'replace', 'round', 'clip', 'where', 'mask', 'nlargest', 'nsmallest', 'interpolate', 'compute', 'persist', 'repartition', 'to_dask_dataframe', 'applymap', 'truncate', 'between_time', 'shift',
  'diff', 'abs', 'cumsum', 'reindex', 'sort_index', 'squeeze', 'pipe_same', 'tz_localize', 'tz_convert', 'map_partitions_same', 'to_pandas', 'optimize',
]);
const REDUCES = new Set(['sum', 'mean', 'min', 'max', 'count', 'median', 'std', 'var', 'nunique', 'first', 'last', 'prod', 'any', 'all', 'quantile', 'mode', 'idxmax', 'idxmin']);
const LIBRARY_MEMBERS = new Set(['loc', 'iloc', 'at', 'iat', 'columns', 'index', 'values', 'shape', 'dtypes', 'T', 'size', 'empty', 'str', 'dt', 'cat', 'plot', 'ndim', 'axes', 'attrs', 'name', 'npartitions', 'divisions']);

export function pandasMember(frame: Frame, name: string): Value | undefined {
  if (name === 'columns') {
    const list = columnsOf(frame.step);
    return list ? listValue(list.filter(c => !frame.hidden.includes(c.name)).map(c => textValue(c.name))) : listValue([], true);
  }
  if (name === 'loc' || name === 'at' || name === 'iloc' || name === 'iat') return hosted({ is: 'located', frame, by: name });
  if (name === 'str' || name === 'dt' || name === 'cat') return hosted(frame);
  return LIBRARY_MEMBERS.has(name) ? UNKNOWN : undefined;
}

/** `df["x"]`, `df[["a", "b"]]`, `df[df.x > 1]`. */
export function pandasIndex(state: State, frame: Frame, index: Value | null, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  const { library } = frame;
  if (frame.series !== null) return hosted(frame);
  if (index === null) return newFrame(library, frame.step, { hidden: frame.hidden });
  const object = objectOf(index);
  if (object?.is === 'expr' || object?.is === 'frame') {
    const uses = usesIn(index).map((u): Named => ({ ...u, kind: 'filter' }));
    return newFrame(library, note(state, over(frame.step, place, [starOf(place)], uses, { open: object.is === 'expr' && !object.condition && object.uses.length === 0 })), { hidden: frame.hidden, slice: true });
  }
  if (index.kind === 'text') {
    const span = originOf(state, index) ?? at.span;
    if (!index.known) return hosted(expr(library, span, { opaque: true }));
    const named: Named = { column: index.text, span, kind: 'identity', of: frame.step, sure: index.origin !== null && isSure(run) && !frame.hidden.includes(index.text) };
    if (named.sure && span.end <= state.length) look(state, frame.step, [{ ...named, of: null }]);
    return hosted(expr(library, span, { name: index.text, kind: 'identity', uses: [named] }));
  }
  if (isSequence(index)) {
    if (index.kind === 'tuple') return hosted(expr(library, place, { opaque: true }));
    const names = index.items.map(knownText);
    if (index.open || names.some(n => n === null)) return newFrame(library, note(state, over(frame.step, place, [starOf(place)], [], { open: true })), { hidden: frame.hidden });
    const outputs = index.items.map((v, i) => kept(names[i]!, v.kind === 'text' ? (originOf(state, v) ?? place) : place, v.kind === 'text' && v.origin !== null && isSure(run)));
    return newFrame(library, note(state, over(frame.step, place, [...outputs, ...frame.hidden.filter(h => !names.includes(h)).map(h => kept(h, place, false))])), { hidden: frame.hidden, slice: true });
  }
  return newFrame(library, note(state, opened([frame.step], place)), { hidden: frame.hidden });
}

/** `df.loc[rows, columns]`. */
export function located(state: State, frame: Frame, by: string, index: Value | null, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  const columns = index?.kind === 'tuple' ? index.items[1] : undefined;
  const rows = index?.kind === 'tuple' ? index.items[0] : index;
  if (by === 'iloc' || by === 'iat' || index === null) return newFrame(frame.library, note(state, opened([frame.step], place)), { hidden: frame.hidden });
  const filter = usesIn(rows ?? undefined).map((u): Named => ({ ...u, kind: 'filter' }));
  const kind = objectOf(rows ?? undefined)?.is;
  if (columns === undefined && kind !== 'expr') return newFrame(frame.library, note(state, opened([frame.step], place)));
  const filtered: Frame = { is: 'frame', library: frame.library, step: note(state, over(frame.step, place, [starOf(place)], filter)), stream: false, series: null, hidden: frame.hidden, slice: true };
  return columns === undefined ? hosted(filtered) : pandasIndex(state, filtered, columns, at, run);
}

/** `df["x"] = …`, `df[["a", "b"]] = …`: the frame itself has another column from now on. */
export function pandasAssign(state: State, frame: Frame, index: Value | null, value: Value, at: Expression, run: Run, uses: readonly Named[] = []): void {
  const place = here(state, at.span, run) ?? at.span;
  const names = index?.kind === 'text' ? [index] : index && isSequence(index) ? index.items : [];
  if (names.length === 0 || names.some(n => n.kind !== 'text' || !n.known)) {
    frame.step = note(state, opened([frame.step, ...(frameOf(value) ? [frameOf(value)!.step] : [])], place));
    return;
  }
  for (const n of names) if (n.kind === 'text') frame.step = note(state, withColumn(state, frame, n.text, originOf(state, n) ?? place, value, at, run, uses, place));
  // What one of several ways assigns may not be there, and what it had before may.
  if (!isSure(run) && run.branches.length > 0) frame.step = note(state, over(frame.step, place, [starOf(place)], [], { open: true }));
}

function withColumn(state: State, frame: Frame, name: string, span: Span, value: Value, at: Expression, run: Run, uses: readonly Named[], place: Span): Step {
  const e = asExpr(state, frame.library, value, at.kind === 'subscript' ? at.span : at.span, run, frame.step, 'literals');
  const other = frameOf(value);
  const all = [...e.uses, ...(other && other.series === null && other.step !== frame.step ? [] : []), ...uses];
  const m: Made = { ...asMade({ ...e, uses: all, opaque: false }, name, span), kind: e.kind === 'identity' && e.uses.length === 1 ? 'identity' : e.kind === 'aggregation' ? 'aggregation' : 'transformation', star: null };
  const before = columnsOf(frame.step);
  if (before?.some(c => c.name === name)) return over(frame.step, place, [starOf(place, { replace: [m] })]);
  return over(frame.step, place, [starOf(place, before ? {} : { except: [{ name, span: place }] }), m]);
}

export function pandasMethod(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const spot = at.kind === 'call' && at.callee.kind === 'attribute' ? at.callee.nameSpan : at.span;
  const before = frame.step;
  const result = pandasResult(state, frame, name, args, at, run, spot);
  if (!isTrue(args, 'inplace')) return result;
  const inplace = keyword(args, 'inplace')!;
  tell(state, run, 'inplace-argument', inplace.full, 'inplace=True saves no memory and breaks chains of calls; assign what the method gives', inplaceFix(state, at));
  const made = frameOf(result);
  if (made && made !== frame) {
    frame.step = made.step;
    frame.hidden = made.hidden;
    if (!isSure(run) && run.branches.length > 0) frame.step = note(state, over(frame.step, at.span, [starOf(at.span)], [], { open: true }));
  } else frame.step = before;
  return NONE;
}

/** `df.drop(…, inplace=True)` on a line of its own can become `df = df.drop(…)`. */
function inplaceFix(state: State, at: Expression): { readonly [name: string]: string | number } {
  if (at.kind !== 'call' || at.callee.kind !== 'attribute' || at.callee.value.kind !== 'name' || at.span.end > state.length) return {};
  const start = state.text.lastIndexOf('\n', at.span.start - 1) + 1;
  const after = state.text.slice(at.span.end).match(/^[ \t]*(#[^\n]*)?(?=\r?\n|$)/);
  return state.text.slice(start, at.span.start).trim() === '' && after ? { name: at.callee.value.name, start: at.span.start } : {};
}

function pandasResult(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, run: Run, spot: Span): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const { step, library, hidden } = frame;
  const next = (s: Step, parts: Partial<Frame> = {}): Value => newFrame(library, note(state, s), { hidden, ...parts });
  const first = args.positional[0];
  if (writeMethod(state, frame, name, args, run)) return UNKNOWN;
  if (frame.series !== null) return seriesMethod(state, frame, name, args, at, place);
  if (SAME.has(name)) {
    const by = keyword(args, 'by') ?? keyword(args, 'subset') ?? (name === 'sort_values' && first ? { value: first.value, span: first.expression.span } : undefined);
    const names = by ? joinNames(state, by) : null;
    if (names) look(state, step, names.filter(n => n.written && isSure(run) && !hidden.includes(n.name)).map((n): Named => ({ column: n.name, span: n.span, kind: 'sort', of: null, sure: true })));
    const turned = name === 'dropna' && keyword(args, 'axis') !== undefined;
    return turned ? next(opened([step], place)) : next(over(step, place, [starOf(place)], []));
  }
  switch (name) {
    case 'query': case 'eval': return next(over(step, place, [starOf(place)], [], { open: name === 'eval' }));
    case 'rename': {
      const map = keyword(args, 'columns') ?? (keyword(args, 'axis') ? first : undefined);
      if (!map) return keyword(args, 'index') || args.positional.length === 0 ? next(over(step, place, [starOf(place)])) : next(opened([step], place));
      return next(renamedBy(step, map.value, place));
    }
    case 'drop': {
      const axis = keyword(args, 'axis')?.value;
      const columns = keyword(args, 'columns') ?? (axis && (knownText(axis) === 'columns' || (axis.kind === 'constant' && axis.value === 1)) ? (keyword(args, 'labels') ?? (first ? { value: first.value, span: first.expression.span } : undefined)) : undefined);
      if (!columns) return axis || keyword(args, 'index') || first ? next(over(step, place, [starOf(place)])) : hosted(frame);
      const names = joinNames(state, columns);
      if (!names) return next(over(step, place, [starOf(place)], [], { open: true }));
      const lenient = knownText(keyword(args, 'errors')?.value) === 'ignore';
      if (!lenient) look(state, step, names.filter(n => n.written && isSure(run)).map((n): Named => ({ column: n.name, span: n.span, kind: 'filter', of: null, sure: true })));
      return next(over(step, place, [starOf(place, { except: names.map(n => ({ name: n.name, span: n.span })) })]));
    }
    case 'assign': {
      const copy: Frame = { ...frame };
      for (const k of args.keywords) {
        const value = k.value.kind === 'function' ? callValue(k.value, { positional: [{ value: hosted({ ...copy }), expression: at }], keywords: [], open: false }, at, run) : k.value;
        copy.step = note(state, withColumn(state, copy, k.name, k.nameSpan && k.nameSpan.end <= state.length ? k.nameSpan : place, value, at, run, [], place));
      }
      return next(args.open ? opened([copy.step], place) : copy.step);
    }
    case 'filter': {
      const items = keyword(args, 'items') ?? (first ? { value: first.value } : undefined);
      return items && isSequence(items.value) ? pandasIndex(state, frame, items.value, at, run) : next(opened([step], place));
    }
    case 'set_index': {
      const names = joinNames(state, argument(args, 'keys', 0));
      if (!names) return next(opened([step], place));
      look(state, step, names.filter(n => n.written && isSure(run)).map((n): Named => ({ column: n.name, span: n.span, kind: 'group_by', of: null, sure: true })));
      return next(over(step, place, [starOf(place)]), { hidden: names.map(n => n.name) });
    }
    case 'reset_index': {
      if (isTrue(args, 'drop')) return next(over(step, place, [starOf(place, { except: hidden.map(h => ({ name: h, span: place })) })]), { hidden: [] });
      if (hidden.length === 0) return next(over(step, place, [made('index', place, { nameSpan: null }), starOf(place)]), { hidden: [] });
      return next(over(step, place, [...hidden.map(h => kept(h, place, false)), starOf(place, { except: hidden.map(h => ({ name: h, span: place })) })]), { hidden: [] });
    }
    case 'groupby': {
      const names = joinNames(state, argument(args, 'by', 0));
      const sure = isSure(run);
      if (names) look(state, step, names.filter(n => n.written && sure && !hidden.includes(n.name)).map((n): Named => ({ column: n.name, span: n.span, kind: 'group_by', of: null, sure: true })));
      const as = keyword(args, 'as_index');
      return hosted({ is: 'grouped', frame, keys: (names ?? []).map(n => kept(n.name, n.span, false)), open: names === null, columns: null, one: false, asIndex: !(as && truthOf(as.value) === false), pivoted: false });
    }
    case 'merge': case 'join': return merged(state, [frame, frameOf(first?.value ?? keyword(args, 'right')?.value ?? keyword(args, 'other')?.value)], args, 1, at, run, name === 'join');
    case 'pop': {
      const text = knownText(first?.value);
      const taken = first ? pandasIndex(state, frame, first.value, at, run) : UNKNOWN;
      if (text !== null) frame.step = note(state, over(step, place, [starOf(place, { except: [{ name: text, span: place }] })]));
      return taken;
    }
    case 'insert': {
      const label = argument(args, 'column', 1);
      const value = argument(args, 'value', 2);
      if (label && value) pandasAssign(state, frame, label.value, value.value, at, run);
      return NONE;
    }
    case 'pipe': {
      if (!first) return hosted(frame);
      const given = callValue(first.value, { positional: [{ value: hosted(frame), expression: first.expression }, ...args.positional.slice(1)], keywords: args.keywords, open: args.open }, at, run);
      return frameOf(given) ? given : next(opened([step], place));
    }
    case 'apply': {
      const f = first?.value;
      const axis = keyword(args, 'axis')?.value;
      if (f?.kind === 'function' && axis) {
        const given = callValue(f, { positional: [{ value: hosted({ ...frame }), expression: at }], keywords: [], open: false }, at, run);
        return hosted(combined(library, place, usesIn(given).map(u => ({ ...u, sure: false }))));
      }
      return hosted(expr(library, place, { opaque: true }));
    }
    case 'iterrows':
      tell(state, run, 'row-iteration', spot, 'iterrows() makes an object of every row, which is hundreds of times slower than working with whole columns; compute on columns, or use itertuples()');
      return listValue([listValue([UNKNOWN, hosted({ ...frame })], false, 'tuple')], true);
    case 'append': {
      tell(state, run, 'removed-frame-append', spot, 'DataFrame.append() was removed in pandas 2.0: use pd.concat([…])');
      const other = frameOf(first?.value);
      return next(other ? { kind: 'union', inputs: [step, other.step], byName: true, open: false, span: place } : opened([step], place));
    }
    case 'explode': return next(over(step, place, [starOf(place)]));
    case 'items': case 'itertuples': case 'to_dict': case 'to_numpy': case 'to_records': case 'info': case 'describe': case 'plot': case 'hist': case 'equals': case 'memory_usage': case 'keys': case 'to_string': case 'to_list': case 'get':
      state.used.add(step);
      return name === 'get' && first ? hosted(expr(library, place, { opaque: true, name: knownText(first.value) })) : UNKNOWN;
    case 'isna': case 'isnull': case 'notna': case 'notnull': case 'duplicated': return hosted(expr(library, place, { condition: true }));
    default:
      if (REDUCES.has(name)) return hosted(expr(library, place, { kind: 'aggregation', opaque: true }));
      return next(opened([step, ...[...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)].flatMap(v => frameOf(v)?.step ?? [])], place));
  }
}

/** Methods of what a grouped column became: one column, with the keys as index. */
function seriesMethod(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, place: Span): Value {
  const { step, library, hidden } = frame;
  const series = frame.series!;
  if (name === 'reset_index' || name === 'to_frame') {
    const label = argument(args, 'name', name === 'to_frame' ? 0 : 99);
    const to = label ? knownText(label.value) : series === '' ? '0' : series;
    if (to === null) return newFrame(library, note(state, opened([step], place)));
    const renamed = over(step, place, [...hidden.map(h => kept(h, place, false)), to === series ? kept(series, place, false) : { ...kept(series, label?.span ?? place, false), name: to }]);
    return newFrame(library, note(state, renamed), { hidden: name === 'to_frame' ? hidden : [] });
  }
  if (name === 'sort_values' || name === 'head' || name === 'tail' || name === 'nlargest' || name === 'nsmallest' || name === 'sort_index' || name === 'fillna' || name === 'dropna' || name === 'round' || name === 'astype' || name === 'rename') {
    const to = name === 'rename' ? knownText(args.positional[0]?.value) : null;
    if (to !== null) return newFrame(library, note(state, over(step, place, [...hidden.map(h => kept(h, place, false)), { ...kept(series, place, false), name: to }])), { series: to, hidden });
    return newFrame(library, step, { series, hidden });
  }
  return hosted(expr(library, at.span, { name: series, uses: [{ column: series, span: place, kind: 'transformation', of: step, sure: false }], kind: REDUCES.has(name) ? 'aggregation' : 'transformation' }));
}

/** `groupby("k")["v"]`, `groupby("k")[["a", "b"]]`. */
export function pandasGroupIndex(state: State, grouped: Grouped, index: Value | null, at: Expression, run: Run): Value {
  const names = index === null ? null : joinNames(state, { value: index, span: at.span });
  if (!names) return hosted({ ...grouped, open: true });
  look(state, grouped.frame.step, names.filter(n => n.written && isSure(run)).map((n): Named => ({ column: n.name, span: n.span, kind: 'aggregation', of: null, sure: true })));
  return hosted({ ...grouped, columns: names.map(n => ({ name: n.name, span: n.span })), one: index?.kind === 'text' });
}

export function pandasGroupMethod(state: State, grouped: Grouped, name: string, args: CallArguments, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  const { frame, keys } = grouped;
  const hidden = grouped.asIndex ? keys.map(k => k.name!).filter(n => n !== null) : [];
  const indirect = keys.flatMap(k => k.uses.map((u): Named => ({ ...u, kind: 'group_by', sure: false })));
  const give = (outputs: readonly Made[], open: boolean, series: string | null = null): Value => newFrame(frame.library, note(state, over(frame.step, place, [...keys, ...outputs], indirect, { open: open || grouped.open })), { hidden, series: grouped.asIndex ? series : null });
  const summary = (column: string, span: Span, label: string | null = column, labelSpan: Span = span): Made => ({ ...made(label ?? column, labelSpan, { kind: 'aggregation', uses: [{ column, span, kind: 'aggregation', of: null, sure: false }] }), name: label });
  const one = grouped.one ? (grouped.columns?.[0]?.name ?? null) : null;
  if (name === 'size') return give([made(grouped.asIndex ? '' : 'size', place, { kind: 'aggregation', nameSpan: null })], false, '');
  if (name === 'agg' || name === 'aggregate') {
    const first = args.positional[0]?.value;
    if (args.keywords.length > 0 && !first) {
      const outputs = args.keywords.flatMap((k): Made[] => {
        const pair = k.value.kind === 'tuple' ? k.value.items : k.value.kind === 'made' && /NamedAgg$/.test(k.value.path) ? [k.value.args.positional[0]?.value ?? keyword(k.value.args, 'column')?.value] : one !== null ? [textValue(one)] : [];
        const text = knownText(pair[0]);
        const span = pair[0]?.kind === 'text' ? originOf(state, pair[0]) : null;
        if (text !== null && span && isSure(run)) look(state, frame.step, [{ column: text, span, kind: 'aggregation', of: null, sure: true }]);
        return [text === null ? made(k.name, k.nameSpan ?? place, { kind: 'aggregation' }) : summary(text, span ?? place, k.name, k.nameSpan && k.nameSpan.end <= state.length ? k.nameSpan : place)];
      });
      return give(outputs, args.open);
    }
    if (first?.kind === 'dict') {
      // A list of functions makes columns of two levels.
      const simple = !first.open && first.entries.every(e => !isSequence(e.value) && knownText(e.key) !== null);
      for (const e of first.entries) if (e.key.kind === 'text' && originOf(state, e.key) && isSure(run)) look(state, frame.step, [{ column: e.key.text, span: originOf(state, e.key)!, kind: 'aggregation', of: null, sure: true }]);
      return give(simple ? first.entries.map(e => summary(knownText(e.key)!, (e.key.kind === 'text' ? originOf(state, e.key) : null) ?? place)) : [], !simple);
    }
    if (first?.kind === 'text' && grouped.columns) return give(grouped.columns.map(c => summary(c.name, c.span)), false, one);
    return give([], true);
  }
  if (REDUCES.has(name)) {
    if (!grouped.columns) return give([], true);
    return give(grouped.columns.map(c => summary(c.name, c.span)), false, one);
  }
  if (name === 'transform' || name === 'cumsum' || name === 'rank' || name === 'cumcount' || name === 'shift' || name === 'diff') {
    const uses = (grouped.columns ?? []).map((c): Named => ({ column: c.name, span: c.span, kind: 'transformation', of: frame.step, sure: false }));
    return hosted(combined(frame.library, place, [...uses, ...indirect.map(u => ({ ...u, of: frame.step }))], { name: one }));
  }
  if (name === 'head' || name === 'tail' || name === 'first' || name === 'nth' || name === 'filter') return newFrame(frame.library, note(state, over(frame.step, place, [starOf(place)], indirect)));
  return newFrame(frame.library, note(state, opened([frame.step], place)));
}

/** `pd.merge(a, b, …)`, `a.merge(b, …)`; `at index` for `join`, whose keys are the index. */
export function merged(state: State, frames: readonly (Frame | null)[], args: CallArguments, skip: number, at: Expression, run: Run, byIndex: boolean): Value {
  const place = here(state, at.span, run) ?? at.span;
  const [left, right] = frames;
  const library: Library = left?.library ?? right?.library ?? 'pandas';
  if (!left || !right) return newFrame(library, note(state, over(left?.step ?? right?.step ?? { kind: 'rows', columns: null, span: place }, place, [starOf(place)], [], { open: true })));
  const how = keyword(args, 'how') ?? (args.positional[skip] ? { value: args.positional[skip]!.value } : undefined);
  const kind = how && how.value.kind !== 'text' ? 'full' : joinKind(how?.value);
  const on = byIndex ? undefined : argument(args, 'on', skip + 1);
  const [leftOn, rightOn] = [keyword(args, 'left_on'), keyword(args, 'right_on')];
  const names = on ? joinNames(state, on) : null;
  const rightStep = left.step === right.step ? note(state, over(right.step, place, [starOf(place)])) : right.step;
  const join = kind;
  const plain = names !== null && !isTrue(args, 'left_index') && !isTrue(args, 'right_index') && !keyword(args, 'indicator') && left.hidden.length === 0 && right.hidden.length === 0;
  const [l, r] = [columnsOf(left.step), columnsOf(rightStep)];
  if (plain && names) {
    const indirect = keyUses(names, [left.step, rightStep], run);
    const inputs = [from(left.step), { step: rightStep, join, using: names.map(n => ({ name: n.name, span: n.span })) }] as const;
    const suffixes = keyword(args, 'suffixes');
    const [x, y] = suffixes && isSequence(suffixes.value) ? suffixes.value.items.map(v => knownText(v) ?? '') : ['_x', '_y'];
    return newFrame(library, note(state, { kind: 'select', inputs, outputs: [starOf(place)], indirect, span: place, open: (suffixes !== undefined && !isSequence(suffixes.value)) || args.open, through: false, suffixes: [x ?? '', y ?? ''] }));
  }
  const [ln, rn] = [leftOn ? joinNames(state, leftOn) : null, rightOn ? joinNames(state, rightOn) : null];
  const indirect = [...(ln ? keyUses(ln, [left.step], run) : []), ...(rn ? keyUses(rn, [rightStep], run) : [])];
  const apart = ln !== null && rn !== null && l !== null && r !== null && !l.some(c => r.some(x => x.name === c.name)) && left.hidden.length === 0 && right.hidden.length === 0 && !keyword(args, 'indicator');
  return newFrame(library, note(state, { kind: 'select', inputs: [from(left.step), { step: rightStep, join, using: [] }], outputs: [starOf(place)], indirect, span: place, open: !apart, through: false }));
}

/** Functions of pandas and Dask themselves; undefined for those that make no frame. */
export function pandasFunction(state: State, library: Library, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const first = args.positional[0];
  switch (name) {
    case 'DataFrame': return newFrame(library, note(state, literalFrame(state, args, place)));
    case 'concat': {
      const list = first?.value ?? keyword(args, 'objs')?.value ?? keyword(args, 'dfs')?.value;
      const steps = list && isSequence(list) ? list.items.flatMap(v => frameOf(v)?.step ?? []) : [];
      const axis = keyword(args, 'axis')?.value;
      if (steps.length === 0) return newFrame(library, note(state, { kind: 'rows', columns: null, span: place }));
      const whole = list && isSequence(list) && !list.open && steps.length === list.items.length && !(axis && !(axis.kind === 'constant' && axis.value === 0)) && !keyword(args, 'keys');
      return newFrame(library, note(state, whole ? { kind: 'union', inputs: steps, byName: true, open: false, span: place } : opened(steps, place)));
    }
    case 'merge': return merged(state, [frameOf(first?.value ?? keyword(args, 'left')?.value), frameOf(args.positional[1]?.value ?? keyword(args, 'right')?.value)], args, 2, at, run, false);
    case 'merge_asof': case 'merge_ordered': case 'pivot_table': case 'melt': case 'get_dummies': case 'crosstab': case 'json_normalize': case 'from_pandas': case 'wide_to_long': {
      const steps = args.positional.flatMap(p => frameOf(p.value)?.step ?? []);
      return newFrame(library, name === 'from_pandas' && steps[0] ? steps[0] : note(state, opened(steps, place)));
    }
    case 'to_datetime': case 'to_numeric': case 'to_timedelta': case 'cut': case 'qcut': case 'isna': case 'isnull': case 'notna': case 'Series': case 'where': case 'select': case 'factorize': return hosted(combined(library, place, [...args.positional.flatMap(p => usesIn(p.value)), ...args.keywords.flatMap(k => usesIn(k.value))], { name: expressionName(first?.value) }));
    default: return undefined;
  }
}

function expressionName(value: Value | undefined): string | null {
  const object = objectOf(value);
  return object?.is === 'expr' ? object.name : null;
}

/** `pd.DataFrame({"a": …})`, `pd.DataFrame(rows, columns=[…])`. */
export function literalFrame(state: State, args: CallArguments, place: Span): Step {
  const data = args.positional[0]?.value ?? keyword(args, 'data')?.value;
  const columns = keyword(args, 'columns') ?? keyword(args, 'schema');
  if (columns) {
    const names = isSequence(columns.value) && !columns.value.open ? columns.value.items.map(knownText) : null;
    return { kind: 'rows', columns: names?.every(n => n !== null) ? (names as string[]) : null, span: place };
  }
  if (data?.kind === 'dict') {
    const names = data.entries.map(e => knownText(e.key));
    if (data.open || names.some(n => n === null)) return { kind: 'rows', columns: null, span: place };
    const rows: Step = { kind: 'rows', columns: names as string[], span: place };
    const uses = data.entries.map(e => usesIn(e.value));
    if (uses.every(u => u.length === 0)) return rows;
    const steps = [...new Set(uses.flat().flatMap(u => u.of ?? []))];
    const base = opened(steps, place);
    return over(base, place, data.entries.map((e, i): Made => made(names[i]!, (e.key.kind === 'text' ? originOf(state, e.key) : null) ?? place, { uses: uses[i]!.map(u => ({ ...u, sure: false })) })));
  }
  if (data && isSequence(data) && !data.open && data.items.length > 0 && data.items.every(i => i.kind === 'dict' && !i.open)) {
    const names = new Set<string>();
    for (const item of data.items) if (item.kind === 'dict') for (const e of item.entries) names.add(knownText(e.key) ?? '');
    return { kind: 'rows', columns: names.has('') ? null : [...names], span: place };
  }
  const frame = frameOf(data);
  return frame ? frame.step : { kind: 'rows', columns: null, span: place };
}

/** `df.columns = […]`. */
export function setColumns(state: State, frame: Frame, value: Value, at: Expression, run: Run): void {
  const place = here(state, at.span, run) ?? at.span;
  const names = isSequence(value) && !value.open ? value.items.map(knownText) : null;
  const before = columnsOf(frame.step);
  if (!names || names.some(n => n === null)) frame.step = note(state, opened([frame.step], place));
  else if (before?.length === names.length) frame.step = note(state, over(frame.step, place, names.map((n, i): Made => ({ ...kept(before[i]!.name, place, false), name: n }))));
  else frame.step = note(state, over(opened([frame.step], place), place, names.map((n): Made => made(n!, place))));
}
