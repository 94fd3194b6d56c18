import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';
import type { Asset, Assets, CheckSpec, DagsterObject, Job, Op, Schedule, Step } from '../objects';

export interface Trouble {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly data?: { readonly [name: string]: Json };
}

/** Something named by its key in a `resources` dict, or asked for by it. */
export interface ResourceMention {
  readonly name: string;
  readonly span: Span;
  readonly defines: boolean;
  /** What it is: `DuckDBResource`. */
  readonly of: string | null;
}

/** What was found while a file was followed. */
export interface State {
  readonly path: string;
  readonly assets: Asset[];
  readonly groups: Assets[];
  readonly checks: CheckSpec[];
  readonly ops: Op[];
  readonly jobs: Job[];
  readonly schedules: Schedule[];
  readonly resources: ResourceMention[];
  readonly troubles: Trouble[];
  /** The name of the module that an object is bound to. */
  readonly names: Map<DagsterObject, string>;
  /** Jobs and graphs whose bodies are followed, the innermost last. */
  readonly bodies: { readonly steps: Step[]; readonly names: Map<string, number> }[];
  /** Why the file may make assets that are not seen; null if it doesn't. */
  open: string | null;
}

export function newState(path: string): State {
  return { path, assets: [], groups: [], checks: [], ops: [], jobs: [], schedules: [], resources: [], troubles: [], names: new Map(), bodies: [], open: null };
}

/** A trouble of the same rule at the same place is told once. */
export function tell(state: State, rule: string, span: Span, message: string, data?: Trouble['data']): void {
  if (state.troubles.some(t => t.rule === rule && t.span.start === span.start && t.span.end === span.end)) return;
  state.troubles.push({ rule, span, message, ...(data ? { data } : {}) });
}
