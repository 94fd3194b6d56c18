import type { CallArguments, FunctionDefinition, FunctionValue, Value } from '../../syntax/python';
import type { Span } from '../../text/span';

/** What stands for Prefect's objects while a file is followed. */
export type PrefectObject = Flow | Task | Future | Decorator | RemoteFlow | AssetObject;

export interface Flow {
  readonly is: 'flow';
  readonly name: string;
  readonly known: boolean;
  readonly nameSpan: Span | null;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition;
  readonly function: FunctionValue;
  /** Uses of tasks, by the tasks' names. */
  readonly runs: Map<string, TaskRun>;
  /** Flows that it runs, and calls of what other modules define. */
  readonly subflows: { readonly flow: Flow; readonly span: Span }[];
  readonly foreign: { readonly path: string; readonly span: Span }[];
}

export interface Task {
  readonly is: 'task';
  readonly name: string;
  readonly known: boolean;
  readonly nameSpan: Span | null;
  readonly args: CallArguments;
  readonly definition: FunctionDefinition;
  readonly function: FunctionValue;
  /** URIs of the assets that it makes (`@materialize`). */
  readonly makes: readonly AssetObject[];
}

/** A task in a flow; several calls of it are one. */
export interface TaskRun {
  readonly task: Task;
  readonly name: string;
  readonly span: Span;
  readonly upstream: Set<TaskRun>;
  mapped: boolean;
}

/** What a task gives: its result, or a promise of it. */
export interface Future {
  readonly is: 'future';
  readonly runs: readonly TaskRun[];
}

/** A decorator with arguments, before it meets its function. */
export interface Decorator {
  readonly is: 'decorator';
  readonly of: 'flow' | 'task' | 'materialize';
  readonly args: CallArguments;
}

/** `flow.from_source(…)`: a flow by its entrypoint. */
export interface RemoteFlow {
  readonly is: 'remote';
  readonly entrypoint: { readonly text: string; readonly span: Span } | null;
  /** The source is a folder of this project, as far as that can be told. */
  readonly local: boolean;
}

export interface AssetObject {
  readonly is: 'asset';
  readonly uri: string;
  readonly known: boolean;
  readonly span: Span;
}

const KINDS: ReadonlySet<string> = new Set<PrefectObject['is']>(['flow', 'task', 'future', 'decorator', 'remote', 'asset']);

export function objectOf(value: Value | undefined): PrefectObject | null {
  return value?.kind === 'host' && KINDS.has(value.object.is) ? (value.object as PrefectObject) : null;
}

export function hosted(object: PrefectObject): Value {
  return { kind: 'host', object };
}

/** A deployment that code makes. */
export interface Deployment {
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly flow: Flow | RemoteFlow;
  readonly args: CallArguments;
  /** `serve`, `deploy`, `to_deployment`. */
  readonly by: string;
}
