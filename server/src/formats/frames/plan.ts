import type { Key } from '../../model/key';
import type { Output, UseKind } from '../../model/query';
import type { Query } from '../../model/query';
import type { Span } from '../../text/span';
import type { Place } from '../shared/places';

/**
 * What a data frame is made of: a graph of steps, each of which reads datasets or other steps. `compile.ts` turns a step
 * with all below it into a query. Steps never change; a frame moves on to a new step.
 */
export type Step = TableStep | RowsStep | SelectStep | UnionStep | SqlStep;

/** A dataset that is read. */
export interface TableStep {
  readonly kind: 'table';
  readonly read: Read;
}

/** A frame whose rows are written in the code or come from where nobody can look; `columns` null: not known. */
export interface RowsStep {
  readonly kind: 'rows';
  readonly columns: readonly string[] | null;
  readonly span: Span;
}

/** Columns chosen and made from one step, or from several that are joined. */
export interface SelectStep {
  readonly kind: 'select';
  readonly inputs: readonly StepInput[];
  readonly outputs: readonly Made[];
  readonly indirect: readonly Named[];
  readonly span: Span;
  /** The frame may have other columns than those that are told. */
  readonly open: boolean;
  /** Names may also mean what the step below reads (Spark's filter and sort behind a select). */
  readonly through: boolean;
  /** What is added to names that both sides of a join have. */
  readonly suffixes?: readonly [string, string];
}

export interface StepInput {
  readonly step: Step;
  readonly join: 'from' | 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';
  /** Columns of both sides that become one. */
  readonly using: readonly { readonly name: string; readonly span: Span }[];
}

export interface UnionStep {
  readonly kind: 'union';
  readonly inputs: readonly Step[];
  readonly byName: boolean;
  readonly open: boolean;
  readonly span: Span;
}

/** SQL over tables and views. */
export interface SqlStep {
  readonly kind: 'sql';
  readonly query: Query;
  /** Whether its positions are those of the file; if not, they lie in a text that was put together. */
  readonly written: boolean;
  /** By the start of a table's span in the query: the dataset it is, or the view. */
  readonly tables: ReadonlyMap<number, Read | Step>;
  readonly span: Span;
}

/** A place where a dataset is read. */
export interface Read {
  readonly place: Place;
  readonly span: Span;
  readonly full: Span;
  /** Whether the name is written at `span`. */
  readonly written: boolean;
  /** Columns that the reader is told (a schema), null if it takes those of the dataset. */
  readonly columns: readonly Field[] | null;
  /** What the reader gives are not the dataset's columns (a topic's key and value). */
  readonly envelope: boolean;
  readonly certain: boolean;
}

export interface Field {
  readonly name: string;
  readonly type: string | null;
  readonly span: Span | null;
  readonly fields: readonly Field[] | null;
}

/** A column that an expression names. `of`: the step that it was taken from, null for that of the frame at hand. */
export interface Named {
  readonly column: string;
  readonly span: Span;
  readonly kind: UseKind;
  readonly of: Step | null;
  /** Whether the name is sure to be looked up by the tool: only then may it be called unknown. */
  readonly sure: boolean;
}

/** A column that a step gives, or a star. */
export interface Made {
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly uses: readonly Named[];
  readonly kind: Output['kind'];
  readonly type: string | null;
  readonly literal: string | null;
  readonly fields: readonly Field[] | null;
  readonly opaque: boolean;
  readonly star: { readonly except: readonly { readonly name: string; readonly span: Span }[]; readonly rename: readonly { readonly from: string; readonly to: string }[]; readonly replace: readonly Made[] } | null;
}

export const STAR: NonNullable<Made['star']> = { except: [], rename: [], replace: [] };

export function starOf(span: Span, star: Partial<NonNullable<Made['star']>> = {}): Made {
  return { name: null, nameSpan: null, span, uses: [], kind: 'identity', type: null, literal: null, fields: null, opaque: false, star: { ...STAR, ...star } };
}

/** A column under its own name. */
export function kept(name: string, span: Span, sure = true): Made {
  return { name, nameSpan: null, span, uses: [{ column: name, span, kind: 'identity', of: null, sure }], kind: 'identity', type: null, literal: null, fields: null, opaque: false, star: null };
}

export function made(name: string, span: Span, parts: Partial<Made> = {}): Made {
  return { name, nameSpan: span, span, uses: [], kind: 'transformation', type: null, literal: null, fields: null, opaque: false, star: null, ...parts };
}

export function from(step: Step): StepInput {
  return { step, join: 'from', using: [] };
}

/** A step over one other. */
export function over(step: Step, span: Span, outputs: readonly Made[], indirect: readonly Named[] = [], options: { open?: boolean; through?: boolean } = {}): SelectStep {
  return { kind: 'select', inputs: [from(step)], outputs, indirect, span, open: options.open ?? false, through: options.through ?? false };
}

/** A step of which only is known what it is made from. */
export function opened(steps: readonly Step[], span: Span): Step {
  const inputs = steps.map((step, i): StepInput => ({ step, join: i === 0 ? 'from' : 'cross', using: [] }));
  return inputs.length === 0 ? { kind: 'rows', columns: null, span } : { kind: 'select', inputs, outputs: [starOf(span)], indirect: [], span, open: true, through: false };
}

/** Datasets that flow into a step, each once, in the order of the code. */
export function readsIn(step: Step): readonly Read[] {
  const out = new Set<Read>();
  const seen = new Set<Step>();
  const todo: Step[] = [step];
  for (let s = todo.pop(); s !== undefined; s = todo.pop()) {
    if (seen.has(s)) continue;
    seen.add(s);
    switch (s.kind) {
      case 'table': out.add(s.read); break;
      case 'select': for (const i of s.inputs) todo.push(i.step); for (const n of namedIn(s)) if (n.of) todo.push(n.of); break;
      case 'union': todo.push(...s.inputs); break;
      case 'sql': for (const t of s.tables.values()) if ('place' in t) out.add(t); else todo.push(t); break;
      case 'rows': break;
    }
  }
  return [...out].sort((a, b) => a.span.start - b.span.start);
}

export function* namedIn(step: SelectStep): Iterable<Named> {
  for (const o of step.outputs) {
    yield* o.uses;
    for (const r of o.star?.replace ?? []) yield* r.uses;
  }
  yield* step.indirect;
}

const lists = new WeakMap<Step, readonly Column[] | 'open'>();

export interface Column {
  readonly name: string;
  readonly fields: readonly Field[] | null;
}

/** The columns of a step as far as the code alone tells them all, in order; null if it does not. */
export function columnsOf(step: Step, depth = 0): readonly Column[] | null {
  const known = lists.get(step);
  if (known !== undefined) return known === 'open' ? null : known;
  if (depth > 300) return null;
  const found = computed(step, depth);
  lists.set(step, found ?? 'open');
  return found;
}

function computed(step: Step, depth: number): readonly Column[] | null {
  switch (step.kind) {
    case 'table': return step.read.columns;
    case 'rows': return step.columns?.map(name => ({ name, fields: null })) ?? null;
    case 'sql': return null;
    case 'union': {
      if (step.open) return null;
      const lists = step.inputs.map(i => columnsOf(i, depth + 1));
      const first = lists[0];
      if (!first || lists.some(l => l === null)) return null;
      if (!step.byName) return first;
      return uniqueNames(lists.flatMap(l => l ?? []));
    }
    case 'select': {
      if (step.open) return null;
      const out: Column[] = [];
      for (const o of step.outputs) {
        if (!o.star) {
          if (o.name === null) return null;
          out.push({ name: o.name, fields: o.fields });
          continue;
        }
        const list = starColumns(step, depth);
        if (list === null) return null;
        const { except, rename, replace } = o.star;
        for (const c of list) {
          if (except.some(e => e.name === c.name)) continue;
          const other = replace.find(r => r.name === c.name);
          const named = rename.find(r => r.from === c.name);
          out.push(other ? { name: c.name, fields: other.fields } : named ? { ...c, name: named.to } : c);
        }
      }
      return out;
    }
  }
}

function starColumns(step: SelectStep, depth: number): readonly Column[] | null {
  const out: Column[] = [];
  const { suffixes } = step;
  if (suffixes && step.inputs.length === 2) {
    const [l, r] = step.inputs.map(i => columnsOf(i.step, depth + 1));
    if (!l || !r) return null;
    const using = new Set(step.inputs.flatMap(i => i.using.map(u => u.name)));
    const suffixed = (list: readonly Column[], others: readonly Column[], suffix: string): Column[] => list.map(c => (!using.has(c.name) && others.some(o => o.name === c.name) ? { ...c, name: `${c.name}${suffix}` } : c));
    return [...suffixed(l, r, suffixes[0]), ...suffixed(r.filter(c => !using.has(c.name)), l, suffixes[1])];
  }
  for (const input of step.inputs) {
    if (input.join === 'semi' || input.join === 'anti') continue;
    const list = columnsOf(input.step, depth + 1);
    if (list === null) return null;
    const using = new Set(input.using.map(u => u.name));
    out.push(...list.filter(c => !using.has(c.name)));
  }
  return out;
}

function uniqueNames(columns: readonly Column[]): readonly Column[] {
  const seen = new Set<string>();
  return columns.filter(c => !seen.has(c.name) && seen.add(c.name));
}

/** A column of a step by name, looked for through stars: what it was made as; undefined if it can't be told. */
export function madeAs(step: Step, name: string, depth = 0): { readonly made: Made; readonly step: SelectStep } | { readonly field: Field; readonly read: Read } | undefined {
  if (depth > 300) return undefined;
  if (step.kind === 'table') {
    const field = step.read.columns?.find(f => f.name === name);
    return field ? { field, read: step.read } : undefined;
  }
  if (step.kind !== 'select') return undefined;
  for (const o of step.outputs) {
    if (!o.star) {
      if (o.name === name) return { made: o, step };
      continue;
    }
    const other = o.star.replace.find(r => r.name === name);
    if (other) return { made: other, step };
    if (o.star.except.some(e => e.name === name)) continue;
    const before = o.star.rename.find(r => r.to === name)?.from ?? name;
    for (const i of step.inputs) {
      const found = madeAs(i.step, before, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** The kinds of value a column's uses have when it is made in this way. */
export function asKind(uses: readonly Named[], kind: UseKind): readonly Named[] {
  return uses.map(u => (u.kind === kind || u.kind === 'aggregation' || u.kind === 'window' ? u : { ...u, kind }));
}

export interface Write {
  readonly place: Place;
  readonly span: Span;
  readonly full: Span;
  readonly written: boolean;
  readonly step: Step | null;
  readonly job: Key;
  readonly certain: boolean;
  /** Columns of the target by position, where the tool writes by position. */
  readonly targetColumns: readonly string[] | null;
}
