import { argument, type CallArguments, callValue, type Expression, isSequence, keyword, knownText, listValue, type Run, textValue, UNKNOWN, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { asExpr, exprsIn, polarsFunction } from './exprs';
import { writeMethod } from './io';
import { asMade, type Expr, expr, type Frame, frameOf, type Grouped, hosted, newFrame, objectOf, usesIn } from './objects';
import { literalFrame } from './pandas';
import { columnsOf, from, kept, type Made, made, type Named, opened, over, starOf, type Step } from './plan';
import { joinKind, joinNames, keyUses, renamedBy } from './spark';
import { here, isSure, look, note, originOf, type State } from './state';

const SAME = new Set([
  'head', 'tail', 'limit', 'sample', 'sort', 'unique', 'drop_nulls', 'drop_nans', 'fill_null', 'fill_nan', 'lazy', 'collect', 'clone', 'rechunk', 'cache', 'cast', 'slice', 'reverse', 'shift', 'top_k', 'bottom_k', 'set_sorted', 'shrink_to_fit', 'gather_every', 'fetch', 'interpolate', 'explode', 'collect_async', 'collect_batches', 'filter', 'remove',
]);

export function polarsMember(frame: Frame, name: string): Value | undefined {
  if (name === 'columns') {
    const list = columnsOf(frame.step);
    return list ? listValue(list.map(c => textValue(c.name))) : listValue([], true);
  }
  return name === 'schema' || name === 'shape' || name === 'height' || name === 'width' || name === 'dtypes' || name === 'plot' ? UNKNOWN : undefined;
}

export function polarsIndex(state: State, frame: Frame, index: Value | null, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  if (index?.kind === 'text' && index.known) {
    const span = originOf(state, index) ?? at.span;
    const named: Named = { column: index.text, span, kind: 'identity', of: frame.step, sure: index.origin !== null && isSure(run) };
    if (named.sure && span.end <= state.length) look(state, frame.step, [{ ...named, of: null }]);
    return hosted(expr('polars', span, { name: index.text, kind: 'identity', uses: [named] }));
  }
  if (index && isSequence(index) && index.kind === 'list') {
    const names = index.items.map(knownText);
    if (!index.open && names.every(n => n !== null)) return newFrame('polars', note(state, over(frame.step, place, index.items.map((v, i) => kept(names[i]!, (v.kind === 'text' ? originOf(state, v) : null) ?? place, isSure(run))))));
  }
  return index === null || index.kind === 'constant' ? newFrame('polars', frame.step) : newFrame('polars', note(state, opened([frame.step], place)));
}

/** Columns given one by one, in lists, or by keyword. */
function columnsIn(state: State, args: CallArguments, run: Run, step: Step): { readonly list: readonly Made[]; readonly open: boolean } {
  const list: Expr[] = exprsIn(state, 'polars', args, run, step);
  const named = args.keywords.map((k): Made => asMade(asExpr(state, 'polars', k.value, k.span, run, step), k.name, k.nameSpan && k.nameSpan.end <= state.length ? k.nameSpan : null));
  return { list: [...list.map(e => asMade(e)), ...named], open: args.open || list.some(e => e.name === null && e.star === null) };
}

/** A step with further columns, or others in the place of those of the same name. */
function extended(step: Step, columns: readonly Made[], place: Span, open: boolean): Step {
  const before = columnsOf(step);
  const named = columns.filter(c => c.name !== null && c.star === null);
  if (before) {
    const replace = named.filter(c => before.some(b => b.name === c.name));
    return over(step, place, [starOf(place, { replace }), ...named.filter(c => !replace.includes(c))], [], { open });
  }
  return over(step, place, [starOf(place, { except: named.map(c => ({ name: c.name!, span: place })) }), ...named], [], { open });
}

export function polarsMethod(state: State, frame: Frame, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const { step } = frame;
  const next = (s: Step): Value => newFrame('polars', note(state, s));
  const first = args.positional[0];
  if (writeMethod(state, frame, name, args, run)) return UNKNOWN;
  if (SAME.has(name)) {
    const kind = name === 'sort' || name === 'unique' ? 'sort' : 'filter';
    const uses = name === 'filter' || name === 'remove' || name === 'sort' ? [...exprsIn(state, 'polars', args, run, step).flatMap(e => e.uses), ...args.keywords.flatMap(k => (name === 'filter' ? [] : usesIn(k.value)))].map((u): Named => ({ ...u, kind })) : [];
    return next(over(step, place, [starOf(place)], uses));
  }
  switch (name) {
    case 'select': case 'with_columns': case 'select_seq': case 'with_columns_seq': {
      const { list, open } = columnsIn(state, args, run, step);
      return next(name.startsWith('select') ? over(step, place, list, [], { open: open && list.length === 0 }) : extended(step, list, place, open));
    }
    case 'with_row_index': case 'with_row_count': {
      const label = argument(args, 'name', 0);
      const text = label ? knownText(label.value) : name === 'with_row_index' ? 'index' : 'row_nr';
      return next(text === null ? opened([step], place) : over(step, place, [made(text, label?.span ?? place, label ? {} : { nameSpan: null }), starOf(place)]));
    }
    case 'rename': return next(renamedBy(step, first?.value ?? keyword(args, 'mapping')?.value, place));
    case 'drop': {
      const given: { name: string; span: Span; written: boolean }[] = [];
      let open = args.open;
      for (const p of args.positional) {
        const object = objectOf(p.value);
        const names = object?.is === 'expr' && object.name !== null && !object.several ? [{ name: object.name, span: object.span, written: false }] : joinNames(state, { value: p.value, span: p.expression.span });
        if (names) given.push(...names);
        else open = true;
      }
      if (!keyword(args, 'strict')) look(state, step, given.filter(n => n.written && isSure(run)).map((n): Named => ({ column: n.name, span: n.span, kind: 'filter', of: null, sure: true })));
      return next(over(step, place, [starOf(place, { except: given.map(g => ({ name: g.name, span: g.span })) })], [], { open }));
    }
    case 'group_by': case 'groupby': case 'group_by_dynamic': case 'rolling': {
      const { list, open } = columnsIn(state, { ...args, keywords: name.startsWith('group_by') && name !== 'group_by_dynamic' ? args.keywords.filter(k => k.name !== 'maintain_order') : [] }, run, step);
      return hosted({ is: 'grouped', frame, keys: list, open: open || name === 'group_by_dynamic' || name === 'rolling', columns: null, one: false, asIndex: false, pivoted: false });
    }
    case 'join': return joined(state, frame, args, run, place);
    case 'vstack': case 'extend': case 'hstack': case 'union': {
      const other = frameOf(first?.value);
      return next(other && name !== 'hstack' ? { kind: 'union', inputs: [step, other.step], byName: false, open: false, span: place } : opened(other ? [step, other.step] : [step], place));
    }
    case 'pipe': {
      if (!first) return hosted(frame);
      const given = callValue(first.value, { positional: [{ value: hosted(frame), expression: first.expression }, ...args.positional.slice(1)], keywords: args.keywords, open: args.open }, at, run);
      return frameOf(given) ? given : next(opened([step], place));
    }
    case 'to_pandas': return newFrame('pandas', step);
    case 'to_dict': case 'to_dicts': case 'to_numpy': case 'rows': case 'iter_rows': case 'row': case 'item': case 'glimpse': case 'describe': case 'show': case 'is_empty': case 'to_arrow': case 'explain': case 'estimated_size': case 'equals': case 'collect_schema': case 'null_count': case 'to_series': case 'get_column': case 'show_graph':
      state.used.add(step);
      return name === 'get_column' && first ? polarsIndex(state, frame, first.value, at, run) : UNKNOWN;
    case 'sql': return next(opened([step], place));
    default: return next(opened([step, ...args.positional.flatMap(p => frameOf(p.value)?.step ?? [])], place));
  }
}

function joined(state: State, frame: Frame, args: CallArguments, run: Run, place: Span): Value {
  const other = frameOf(args.positional[0]?.value ?? keyword(args, 'other')?.value);
  if (!other) return newFrame('polars', note(state, over(frame.step, place, [starOf(place)], [], { open: true })));
  const how = argument(args, 'how', 2);
  const kind = how && how.value.kind !== 'text' ? 'full' : joinKind(how?.value);
  const right = other.step === frame.step ? note(state, over(other.step, place, [starOf(place)])) : other.step;
  const on = argument(args, 'on', 1);
  const names = on ? joinNames(state, on) : null;
  const [leftOn, rightOn] = [keyword(args, 'left_on'), keyword(args, 'right_on')];
  const [ln, rn] = [leftOn ? joinNames(state, leftOn) : names, rightOn ? joinNames(state, rightOn) : names];
  const indirect = [...(ln ? keyUses(ln, [frame.step], run) : []), ...(rn ? keyUses(rn, [right], run) : [])];
  const inputs = [from(frame.step), { step: right, join: kind, using: [] }] as const;
  if (kind === 'semi' || kind === 'anti') return newFrame('polars', note(state, { kind: 'select', inputs, outputs: [starOf(place)], indirect, span: place, open: false, through: false }));
  const [l, r] = [columnsOf(frame.step), columnsOf(right)];
  const coalesce = keyword(args, 'coalesce');
  // The right side's keys are dropped, save by a full join, and its other columns get a suffix where the left has them.
  const suffix = knownText(keyword(args, 'suffix')?.value) ?? '_right';
  if (ln && rn && l && r && !coalesce) {
    const dropped = kind === 'full' || kind === 'cross' ? [] : kind === 'right' ? [] : rn.map(n => n.name);
    if (kind === 'right') return newFrame('polars', note(state, { kind: 'select', inputs, outputs: [starOf(place)], indirect, span: place, open: true, through: false }));
    const column = (name: string, of: Step, to: string): Made => made(to, place, { kind: 'identity', nameSpan: null, uses: [{ column: name, span: place, kind: 'identity', of, sure: false }] });
    const outputs = [...l.map(c => column(c.name, frame.step, c.name)), ...r.filter(c => !dropped.includes(c.name)).map(c => column(c.name, right, l.some(x => x.name === c.name) ? `${c.name}${suffix}` : c.name))];
    return newFrame('polars', note(state, { kind: 'select', inputs, outputs, indirect, span: place, open: false, through: false }));
  }
  if (names && kind !== 'full' && kind !== 'right' && !coalesce) return newFrame('polars', note(state, { kind: 'select', inputs: [from(frame.step), { step: right, join: kind, using: names.map(n => ({ name: n.name, span: n.span })) }], outputs: [starOf(place)], indirect, span: place, open: args.open, through: false, suffixes: ['', suffix] }));
  const using = names && kind !== 'full' ? names.map(n => ({ name: n.name, span: n.span })) : [];
  return newFrame('polars', note(state, { kind: 'select', inputs: [from(frame.step), { step: right, join: kind, using }], outputs: [starOf(place)], indirect, span: place, open: true, through: false }));
}

export function polarsGroupMethod(state: State, grouped: Grouped, name: string, args: CallArguments, at: Expression, run: Run): Value {
  const place = here(state, at.span, run) ?? at.span;
  const { frame, keys } = grouped;
  const indirect = keys.flatMap(k => k.uses.map((u): Named => ({ ...u, kind: 'group_by', sure: false })));
  if (name === 'agg') {
    const { list, open } = columnsIn(state, args, run, frame.step);
    return newFrame('polars', note(state, over(frame.step, place, [...keys, ...list], indirect, { open: grouped.open || open })));
  }
  if (name === 'len' || name === 'count') {
    const label = knownText(argument(args, 'name', 0)?.value);
    return newFrame('polars', note(state, over(frame.step, place, [...keys, made(label ?? name, place, { kind: 'aggregation', nameSpan: null })], indirect, { open: grouped.open })));
  }
  return newFrame('polars', note(state, over(frame.step, place, [starOf(place)], indirect, { open: true })));
}

/** Functions of Polars that make frames or expressions. */
export function polarsTop(state: State, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const place = here(state, at.span, run) ?? at.span;
  const first = args.positional[0]?.value;
  if (name === 'DataFrame' || name === 'LazyFrame' || name === 'from_dict' || name === 'from_dicts' || name === 'from_pandas' || name === 'from_arrow' || name === 'from_records') return newFrame('polars', note(state, literalFrame(state, args, place)));
  if (name === 'concat') {
    const steps = first && isSequence(first) ? first.items.flatMap(v => frameOf(v)?.step ?? []) : [];
    const how = knownText(keyword(args, 'how')?.value);
    if (steps.length === 0) return newFrame('polars', note(state, { kind: 'rows', columns: null, span: place }));
    const vertical = how === null ? !keyword(args, 'how') : /^(vertical|diagonal)/.test(how);
    const whole = first && isSequence(first) && !first.open && steps.length === first.items.length && vertical;
    return newFrame('polars', note(state, whole ? { kind: 'union', inputs: steps, byName: how?.startsWith('diagonal') ?? false, open: false, span: place } : opened(steps, place)));
  }
  return polarsFunction(state, name, args, at, run);
}
