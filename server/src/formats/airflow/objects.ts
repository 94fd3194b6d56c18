import type { Span } from '../../text/span';
import type { Branch, CallArguments, FunctionDefinition, FunctionValue, MappingValue, TextValue, Value } from '../../syntax/python';

/** What stands for Airflow's objects while a file is followed. */
export type AirflowObject = Dag | Task | Group | Output | TaskFunction | DagFunction | GroupFunction | Decorator | Partial | Label | Asset | AssetSet | Tasks | SetupContext;

export interface Dag {
  readonly is: 'dag';
  readonly id: TextValue;
  /** Where the id is written: a literal's characters, a function's name; null if it was put together. */
  readonly nameSpan: Span | null;
  readonly args: CallArguments;
  /** The call, the decorated function, or the `with` block around the call. */
  span: Span;
  /** What to underline where the id is not written. */
  readonly head: Span;
  readonly defaults: MappingValue | null;
  /** Default arguments are given, but not all of them are known. */
  readonly openDefaults: boolean;
  readonly tasks: Task[];
  readonly groups: Group[];
  readonly function: FunctionDefinition | null;
  readonly branches: readonly Branch[];
  readonly many: boolean;
  /** Class that made it: `DAG`, `DbtDag`. */
  readonly maker: string;
  /** True if it may hold tasks that are not seen. */
  open: boolean;
}

export interface Group {
  readonly is: 'group';
  readonly dag: Dag | null;
  readonly parent: Group | null;
  readonly id: TextValue;
  /** With the ids of the groups around it. */
  readonly fullId: string;
  readonly known: boolean;
  readonly prefixes: boolean;
  readonly nameSpan: Span | null;
  span: Span;
  readonly defaults: MappingValue | null;
  readonly members: (Task | Group)[];
  readonly tooltip: string | null;
}

export interface Task {
  readonly is: 'task';
  dag: Dag | null;
  readonly group: Group | null;
  /** The id without the groups. */
  readonly label: TextValue;
  readonly id: string;
  readonly known: boolean;
  readonly nameSpan: Span | null;
  /** The call that makes it. */
  readonly span: Span;
  /** What is called, to be underlined. */
  readonly head: Span;
  /** Class or `@task.<kind>`. */
  readonly operator: string;
  /** Dotted path of the class, '' for a class of this file. */
  readonly path: string;
  /** Class whose parameters it has: for a class of this file the known class it is made from. */
  readonly family: string;
  readonly args: CallArguments;
  readonly function: FunctionDefinition | null;
  readonly mapped: boolean;
  readonly branches: readonly Branch[];
  readonly many: boolean;
  readonly loops: number;
  role: 'setup' | 'teardown' | null;
  readonly upstream: Map<Task, Edge>;
  readonly downstream: Set<Task>;
}

/** Where a dependency is written. */
export interface Edge {
  /** What names the upstream task. */
  readonly span: Span;
  readonly full: Span;
  readonly branches: readonly Branch[];
  readonly many: boolean;
}

/** The result of a task, passed on or indexed. */
export interface Output {
  readonly is: 'output';
  readonly tasks: readonly Task[];
}

/** Several tasks at once, such as all tasks of a DAG. */
export interface Tasks {
  readonly is: 'tasks';
  readonly tasks: readonly Task[];
}

export interface TaskFunction {
  readonly is: 'taskFunction';
  readonly function: FunctionValue | null;
  readonly definition: FunctionDefinition | null;
  /** '' for `@task`, `bash` for `@task.bash`. */
  readonly variant: string;
  readonly args: CallArguments;
  /** Arguments of `partial`. */
  readonly given: CallArguments;
  readonly role: Task['role'];
}

export interface DagFunction {
  readonly is: 'dagFunction';
  readonly function: FunctionValue;
  readonly definition: FunctionDefinition;
  readonly args: CallArguments;
}

export interface GroupFunction {
  readonly is: 'groupFunction';
  readonly function: FunctionValue;
  readonly definition: FunctionDefinition;
  readonly args: CallArguments;
}

/** A decorator with arguments, before it meets its function. */
export interface Decorator {
  readonly is: 'decorator';
  readonly of: 'dag' | 'task' | 'group' | 'asset' | 'setup' | 'teardown';
  readonly variant: string;
  readonly args: CallArguments;
  readonly dag: Dag | null;
}

/** `Operator.partial(…)`, before `expand`. */
export interface Partial {
  readonly is: 'partial';
  readonly path: string;
  readonly family: string;
  readonly operator: string;
  readonly args: CallArguments;
  readonly head: Span;
}

/** A label between two tasks. */
export interface Label {
  readonly is: 'label';
  readonly upstream: Task[];
  readonly downstream: Task[];
}

export interface Asset {
  readonly is: 'asset';
  readonly name: TextValue | null;
  readonly uri: TextValue | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly group: string | null;
  /** `Asset.ref(…)` and plain texts only name an asset. */
  readonly refers: boolean;
}

/** Assets joined by `&` and `|`, or in a list. */
export interface AssetSet {
  readonly is: 'assets';
  readonly assets: readonly Asset[];
  readonly operator: '&' | '|';
}

/** `with teardown.as_teardown(…)`: tasks made inside run between. */
export interface SetupContext {
  readonly is: 'setupContext';
  readonly setups: readonly Task[];
  readonly teardown: Task | null;
}

const KINDS: ReadonlySet<string> = new Set(['dag', 'task', 'group', 'output', 'taskFunction', 'dagFunction', 'groupFunction', 'decorator', 'partial', 'label', 'asset', 'assets', 'tasks', 'setupContext']);

/** The Airflow object a value is; null if it is none. Every object of this reader's host is one of ours. */
export function objectOf(value: Value | undefined): AirflowObject | null {
  return value?.kind === 'host' && KINDS.has(value.object.is) ? (value.object as AirflowObject) : null;
}

export function hosted(object: AirflowObject): Value {
  return { kind: 'host', object };
}
