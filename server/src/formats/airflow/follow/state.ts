import type { Span } from '../../../text/span';
import type { Json } from '../../../model/key';
import type { Asset, Dag, Group, Label, Task } from '../objects';

/** A place where something of Airflow's is named: a variable, a connection, a pool. */
export interface Mention {
  readonly kind: 'variable' | 'connection';
  readonly name: string;
  readonly span: Span;
}

export interface Trouble {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly data?: { readonly [name: string]: Json };
}

/** A name in a dependency: hovers and definitions work on it. */
export interface Operand {
  readonly task: Task | Group;
  readonly span: Span;
}

/** A result given to a task before its DAG is known counts too. */
export type Context = { readonly kind: 'dag'; readonly dag: Dag } | { readonly kind: 'group'; readonly group: Group } | { readonly kind: 'setup'; readonly tasks: Task[]; readonly setups: readonly Task[]; readonly teardown: Task | null };

/** What was found while a file was followed. */
export interface State {
  readonly path: string;
  readonly dags: Dag[];
  /** Every task, those without a DAG too. */
  readonly tasks: Task[];
  readonly assets: Asset[];
  readonly labels: Label[];
  readonly mentions: Mention[];
  readonly troubles: Trouble[];
  readonly operands: Operand[];
  /** Arrows that are drawn from task to task: the later task, what it waits for, and where that is named. */
  readonly arrows: Map<Task, Map<Task, Span>>;
  /** DAGs and groups that are open, the innermost last. */
  readonly contexts: Context[];
}

export function newState(path: string): State {
  return { path, dags: [], tasks: [], assets: [], labels: [], mentions: [], troubles: [], operands: [], arrows: new Map(), contexts: [] };
}

export function currentDag(state: State): Dag | null {
  for (let i = state.contexts.length - 1; i >= 0; i--) {
    const c = state.contexts[i]!;
    if (c.kind === 'dag') return c.dag;
    if (c.kind === 'group' && c.group.dag) return c.group.dag;
  }
  return null;
}

/** The innermost group of a DAG that is open. */
export function currentGroup(state: State, dag: Dag | null): Group | null {
  for (let i = state.contexts.length - 1; i >= 0; i--) {
    const c = state.contexts[i]!;
    if (c.kind === 'group') return c.group.dag === dag || c.group.dag === null ? c.group : null;
    if (c.kind === 'dag') return null;
  }
  return null;
}

/** A trouble of the same rule at the same place is told once. */
export function tell(state: State, rule: string, span: Span, message: string, data?: { readonly [name: string]: Json }): void {
  if (state.troubles.some(t => t.rule === rule && t.span.start === span.start && t.span.end === span.end)) return;
  state.troubles.push({ rule, span, message, ...(data ? { data } : {}) });
}

/** Whether two places can never both be reached: they lie in different ways of one `if`. */
export function exclusive(a: readonly { readonly at: number; readonly way: number }[], b: readonly { readonly at: number; readonly way: number }[]): boolean {
  return a.some(x => b.some(y => x.at === y.at && x.way !== y.way));
}
