import type { ColumnDeclaration } from '../../model/facts';
import type { OtherFiles } from '../../model/format';
import { type Imports, newImports } from '../shared/pythonImports';
import type { Json, Key } from '../../model/key';
import { type Expression, type FunctionDefinition, isForeign, type LambdaExpression, type Run, type TextValue, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { functionKey, scriptKey } from '../shared/names';
import type { Place } from '../shared/places';
import type { Naming } from '../shared/codeNames';
import { type Field, type Named, over, type Read, starOf, type Step, type Write } from './plan';

export interface Trouble {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly data?: { readonly [name: string]: Json };
}

/** A job: the script, or one of its functions. */
export interface Job {
  readonly key: Key;
  readonly name: string;
  readonly definition: FunctionDefinition | null;
}

/** What was found while a file was followed. */
export interface State {
  readonly naming: Naming & { readonly defaults: Map<string, string> };
  /** The text that positions lie in, and its length: what lies behind belongs to other files. */
  readonly text: string;
  readonly length: number;
  readonly files: OtherFiles | null;
  readonly notebook: boolean;
  readonly script: Job;
  readonly functions: Map<FunctionDefinition, Job>;
  /** The job that runs where no function of its own does. */
  base: Job;
  /** Functions that frameworks run as jobs of their own: tasks, flows, assets. */
  readonly tasks: Set<FunctionDefinition | LambdaExpression>;
  readonly entered: Set<FunctionDefinition | LambdaExpression>;
  readonly reads: { readonly read: Read; readonly job: Job }[];
  readonly writes: (Write & { readonly owner: Job })[];
  readonly described: { readonly place: Place; readonly columns: readonly ColumnDeclaration[]; readonly complete: boolean }[];
  readonly views: Map<string, Step>;
  readonly aliases: Map<string, Step>;
  /** Frames by the variables that hold them: DuckDB reads them by name. */
  readonly variables: Map<string, Step>;
  /** Tables that exist in the program only (Flink), and what is behind them. */
  readonly programTables: Map<string, { readonly place: Place; readonly behind: Place | null; readonly read: boolean }>;
  /** Steps in the order they were made, and those that others are made from. */
  readonly steps: Set<Step>;
  readonly used: Set<Step>;
  /** Columns that were looked up in a frame without making another. */
  readonly looks: Map<Step, Named[]>;
  /** Functions whose results are tables of a declarative pipeline. */
  readonly pipeline: { readonly definition: FunctionDefinition; readonly target: Value; readonly name: Value | null }[];
  readonly troubles: Trouble[];
  readonly systems: Set<string>;
  readonly imports: Imports;
}

export function newState(path: string, text: string, files: OtherFiles | null, notebook: boolean, system: 'spark' | 'python' | 'flink'): State {
  const script: Job = { key: scriptKey(path, system), name: path.slice(path.lastIndexOf('/') + 1), definition: null };
  return {
    naming: { path, defaults: new Map() }, text, length: text.length, files, notebook, script, functions: new Map(), base: script, tasks: new Set(), entered: new Set(), reads: [], writes: [], described: [],
    views: new Map(), aliases: new Map(), variables: new Map(), programTables: new Map(), steps: new Set(), used: new Set(), looks: new Map(), pipeline: [], troubles: [], systems: new Set(), imports: newImports(path, text.length, files, { root: 'workspace:/' }),
  };
}

/** The place in this file that stands for `span`: itself, or the call that led into another file. Null if there is none. */
export function here(state: State, span: Span, run: Run): Span | null {
  if (span.end <= state.length) return span;
  for (let i = run.frames.length - 1; i >= 0; i--) {
    const call = run.frames[i]!.call;
    if (call && call.end <= state.length) return call;
  }
  return state.imports.importing;
}

/** Whether a task or asset of another file does what happens here: it is a job there. */
function isDoneThere(state: State, run: Run): boolean {
  return run.frames.some(f => f.function !== null && state.tasks.has(f.function.definition) && isForeign(f.function.definition.span));
}

/** The job that runs at this point of a walk. */
export function jobAt(state: State, run: Run): Job {
  for (let i = run.frames.length - 1; i >= 0; i--) {
    const definition = run.frames[i]!.function?.definition;
    if (definition?.kind === 'function' && state.tasks.has(definition) && definition.span.end <= state.length) return jobOf(state, definition);
  }
  return state.base;
}

export function jobOf(state: State, definition: FunctionDefinition, within: string | null = null): Job {
  const known = state.functions.get(definition);
  if (known) return known;
  const name = within === null ? definition.name : `${within}.${definition.name}`;
  const job: Job = { key: functionKey(state.naming.path, name, state.script.key.startsWith('spark|') ? 'spark' : 'python'), name, definition };
  state.functions.set(definition, job);
  return job;
}

/** Whether what happens here surely happens: not in one of several ways, not in a loop over what nobody knows. */
export function isSure(run: Run): boolean {
  return run.branches.length === 0 && run.many === 0 && !run.exhausted;
}

/** A step that the walk made. */
export function note<S extends Step>(state: State, step: S): S {
  if (state.steps.size < 5_000) state.steps.add(step);
  if (step.kind === 'select') for (const i of step.inputs) state.used.add(i.step);
  if (step.kind === 'union') for (const i of step.inputs) state.used.add(i);
  return step;
}

/** Where a value is written: the characters of its literal, else the place of the argument. */
export function spotOf(state: State, value: Value, at: Span, run: Run): { readonly span: Span; readonly written: boolean } | null {
  const origin = value.kind === 'text' ? value.origin : null;
  if (origin && origin.end <= state.length) return { span: origin, written: true };
  const span = here(state, at, run);
  return span === null ? null : { span, written: false };
}

export interface Reading {
  readonly columns?: readonly Field[] | null;
  readonly envelope?: boolean;
  /** Options of the reader leave the columns as they are in the dataset. */
  readonly plain?: boolean;
}

/** Notes that a dataset is read, and gives the step that reads it; null if the place lies nowhere in this file. */
export function readPlace(state: State, place: Place, value: Value, at: Expression | Span, run: Run, options: Reading = {}): Step | null {
  const span = 'kind' in at ? at.span : at;
  const spot = spotOf(state, value, span, run);
  const full = here(state, span, run);
  if (!spot || !full || state.reads.length > 2_000) return null;
  const certain = place.type !== 'sql.table' && !place.name.includes('${') && isSure(run) && (options.plain ?? true);
  const job = jobAt(state, run);
  const known = state.reads.find(r => r.job === job && r.read.place.id === place.id && r.read.span.start === spot.span.start && r.read.span.end === spot.span.end && r.read.certain === certain && sameFields(r.read.columns, options.columns ?? null));
  if (known) return { kind: 'table', read: known.read };
  const read: Read = { place, span: spot.span, full, written: spot.written, columns: options.columns ?? null, envelope: options.envelope ?? false, certain };
  if (isDoneThere(state, run)) return { kind: 'table', read };
  state.reads.push({ read, job });
  return note(state, { kind: 'table', read });
}

function sameFields(a: readonly Field[] | null, b: readonly Field[] | null): boolean {
  return a === b || (a !== null && b !== null && a.length === b.length && a.every((f, i) => f.name === b[i]!.name));
}

/** Notes that a dataset is written; `step` null: nobody knows from what. */
export function writePlace(state: State, place: Place, value: Value, at: Span, run: Run, step: Step | null, targetColumns: readonly string[] | null = null): void {
  const spot = spotOf(state, value, at, run);
  const full = here(state, at, run);
  if (!spot || !full || state.writes.length > 2_000 || (state.imports.importing !== null && run.frames.length <= 1) || isDoneThere(state, run)) return;
  const owner = jobAt(state, run);
  if (step) state.used.add(step);
  if (state.writes.some(w => w.place.id === place.id && w.span.start === spot.span.start && w.step === step && w.owner === owner)) return;
  state.writes.push({ place, span: spot.span, full, written: spot.written, step, job: owner.key, owner, certain: place.type !== 'sql.table' && !place.name.includes('${'), targetColumns });
}

/** Notes that columns of a frame are looked at; they must exist if this is sure to run. */
export function look(state: State, step: Step, named: readonly Named[]): void {
  const list = state.looks.get(step);
  if (list) list.push(...named.slice(0, Math.max(0, 500 - list.length)));
  else state.looks.set(step, [...named]);
}

/** Steps that look at columns without making a frame, as frames. */
export function lookSteps(state: State): Step[] {
  return [...state.looks].filter(([, named]) => named.length > 0).map(([step, named]) => over(step, named[0]!.span, [starOf({ start: named[0]!.span.start, end: named[0]!.span.start })], named));
}

/** A trouble of the same rule at the same place is told once, and only if the place lies in this file. */
export function tell(state: State, run: Run, rule: string, span: Span, message: string, data?: { readonly [name: string]: Json }): void {
  if (span.end > state.length || (run.frames.length > 0 && state.imports.importing !== null)) return;
  if (state.troubles.some(t => t.rule === rule && t.span.start === span.start)) return;
  state.troubles.push({ rule, span, message, ...(data ? { data } : {}) });
}

/** The characters between the quotes, if the text stands in this file as it is. */
export function originOf(state: State, value: TextValue): Span | null {
  return value.origin && value.origin.end <= state.length ? value.origin : null;
}
