import { alternatives, argument, callFunction, type CallArguments, type Expression, followModule, type FunctionDefinition, type Host, isSequence, keyword, knownText, NO_ARGUMENTS, type PythonFile, type Run, textValue, UNKNOWN, type Value } from '../../../syntax/python';
import type { OtherFiles } from '../../../model/format';
import { importing } from '../../shared/pythonForeign';
import { type Imports, newImports } from '../../shared/pythonImports';
import type { Span } from '../../../text/span';
import { type AssetObject, type Decorator, type Deployment, type Flow, hosted, objectOf, type PrefectObject, type Task, type TaskRun } from '../objects';

/** Something named by its id: a block, a variable, a deployment to run. */
export interface Mention {
  readonly kind: 'block' | 'variable' | 'deployment';
  readonly type: string;
  readonly name: string;
  readonly span: Span;
}

/** What was found while a file was followed. */
export interface State {
  readonly path: string;
  readonly flows: Flow[];
  readonly tasks: Task[];
  readonly deployments: Deployment[];
  readonly mentions: Mention[];
  /** The name of the module that an object is bound to. */
  readonly names: Map<PrefectObject, string>;
  /** Flows whose bodies are followed, the innermost last. */
  readonly open: Flow[];
}

/** Follows a file that defines flows and tasks. Nothing is executed; the bodies of flows are followed once the module is. */
export function followFlows(file: PythonFile, path: string, files: OtherFiles | null): { readonly state: State; readonly imports: Imports } {
  const state: State = { path, flows: [], tasks: [], deployments: [], mentions: [], names: new Map(), open: [] };
  const imports = newImports(path, file.text.length, files, { apart: follow => apart(state, follow) });
  const { run } = followModule(file, importing(prefectHost(state), imports), [['__file__', textValue(path)], ['__name__', textValue('__main__')]]);
  for (const flow of state.flows) {
    state.open.push(flow);
    callFunction(flow.function, { ...NO_ARGUMENTS, open: true }, { kind: 'name', span: flow.definition.nameSpan, name: flow.definition.name }, run);
    state.open.pop();
  }
  return { state, imports };
}

/** What another module makes when it is imported is its own: here its flows and tasks are run. */
function apart(state: State, follow: () => void): void {
  const lists = [state.flows, state.tasks, state.deployments, state.mentions];
  const before = lists.map(l => l.length);
  const open = state.open.splice(0);
  follow();
  lists.forEach((l, i) => l.splice(before[i]!));
  state.open.splice(0, state.open.length, ...open);
}

/** Modules whose functions are no tasks. */
const PLAIN = /^(builtins|os|sys|re|json|math|datetime|dateutil|pendulum|pathlib|logging|textwrap|typing|functools|itertools|collections|copy|string|time|uuid|random|hashlib|enum|dataclasses|inspect|glob|yaml|pytz|zoneinfo|warnings|tempfile|shutil|io|csv|contextlib|asyncio|requests|httpx|pandas|polars|numpy|boto3|google|sqlalchemy|duckdb|pydantic|subprocess)(\.|$)/;

function prefectHost(state: State): Host {
  return {
    call: (path, args, at) => callPath(state, path, args, at),
    callObject: (object, args, at) => callObject(state, objectOf({ kind: 'host', object }), args, at),
    index: object => (object.is === 'future' ? { kind: 'host', object } : undefined),
    method: (object, name, args, at) => callMethod(state, objectOf(object), name, args, at),
    decorate: (decorator, target, definition, _at, run) => decorate(state, decorator, target, definition, run),
    assigned: (name, value, _at, run) => {
      const object = objectOf(value);
      if (object && run.frames.length === 1 && state.open.length === 0 && !state.names.has(object)) state.names.set(object, name);
    },
  };
}

function decoratorOf(path: string): Decorator['of'] | null {
  const match = /^prefect(?:\.(?:flows|tasks|assets|assets\.\w+))?\.(flow|task|materialize)$/.exec(path);
  return match ? (match[1] as Decorator['of']) : null;
}

function callPath(state: State, path: string, args: CallArguments, at: Expression): Value | undefined {
  const of = decoratorOf(path);
  if (of) {
    const first = args.positional[0]?.value;
    if (of !== 'materialize' && first?.kind === 'function' && first.definition.kind === 'function') return make(state, { is: 'decorator', of, args: { ...args, positional: args.positional.slice(1) } }, first, first.definition);
    return hosted({ is: 'decorator', of, args });
  }
  if (/^prefect(\.\w+)*\.(flow|Flow)\.from_source$/.test(path)) return remote(args);
  if (/^prefect(\.\w+)*\.Asset$/.test(path)) return asset(argument(args, 'key', 0));
  if (/^prefect(\.\w+)*\.run_deployment$/.test(path)) mention(state, 'deployment', '', argument(args, 'name', 0));
  const block = /^prefect\w*(?:\.\w+)*\.(\w+)\.(a?load|get|a?get)$/.exec(path);
  if (block) mention(state, block[1] === 'Variable' ? 'variable' : 'block', block[1]!, argument(args, 'name', 0));
  const flow = state.open[state.open.length - 1];
  if (flow && path.includes('.') && !PLAIN.test(path) && !/^prefect(_\w+)?\./.test(path)) {
    const plain = path.replace(/\.(submit|map|delay|apply_async|with_options)$/, '');
    const span = at.kind === 'call' ? nameSpanOf(at.callee, path !== plain) : at.span;
    if (!flow.foreign.some(f => f.span.start === span.start)) flow.foreign.push({ path: plain, span });
  }
  return undefined;
}

/** The characters of what is called, without a method behind it. */
function nameSpanOf(callee: Expression, method: boolean): Span {
  return method && callee.kind === 'attribute' ? callee.value.span : callee.span;
}

function mention(state: State, kind: Mention['kind'], type: string, given: { readonly value: Value; readonly span: Span } | undefined): void {
  if (given?.value.kind === 'text' && given.value.known && given.value.origin) state.mentions.push({ kind, type, name: given.value.text, span: given.value.origin });
}

function remote(args: CallArguments): Value {
  const entrypoint = argument(args, 'entrypoint', 1);
  const source = argument(args, 'source', 0)?.value;
  const text = source?.kind === 'text' ? source.text : '';
  return hosted({ is: 'remote', entrypoint: entrypoint?.value.kind === 'text' && entrypoint.value.known ? { text: entrypoint.value.text, span: entrypoint.value.origin ?? entrypoint.span } : null, local: source?.kind === 'text' && !text.includes('://') && !text.includes('@') });
}

function asset(given: { readonly value: Value; readonly span: Span } | undefined): Value {
  return given?.value.kind === 'text' ? hosted({ is: 'asset', uri: given.value.text, known: given.value.known, span: given.value.origin ?? given.span }) : UNKNOWN;
}

/** Assets in a value: `Asset(…)`, URIs, lists of them. */
export function assetsIn(value: Value | undefined, span: Span): AssetObject[] {
  if (!value) return [];
  if (isSequence(value)) return value.items.flatMap(v => assetsIn(v, span));
  const object = objectOf(value);
  if (object?.is === 'asset') return [object];
  return value.kind === 'text' && value.text.includes('://') ? [{ is: 'asset', uri: value.text, known: value.known, span: value.origin ?? span }] : [];
}

function decorate(state: State, decorator: Value, target: Value, definition: FunctionDefinition, run: Run): Value | undefined {
  if (target.kind !== 'function') return undefined;
  const object = objectOf(decorator);
  const of = decorator.kind === 'external' ? decoratorOf(decorator.path) : null;
  const given: Decorator | null = object?.is === 'decorator' ? object : of ? { is: 'decorator', of, args: NO_ARGUMENTS } : null;
  const made = given ? make(state, given, target, definition) : undefined;
  const own = objectOf(made);
  if (own && run.frames.length === 1 && state.open.length === 0) state.names.set(own, definition.name);
  return made;
}

function make(state: State, { of, args }: Decorator, f: Extract<Value, { kind: 'function' }>, definition: FunctionDefinition): Value {
  const name = keyword(args, 'name')?.value;
  const given = name?.kind === 'text' ? name : null;
  const base = { nameSpan: name === undefined ? definition.nameSpan : (given?.origin ?? null), known: name === undefined || given?.known === true, args, definition, function: f };
  if (of === 'flow') {
    // A flow without a name is called after its function, with dashes.
    const flow: Flow = { is: 'flow', name: given?.text ?? definition.name.replace(/_/g, '-'), ...base, runs: new Map(), subflows: [], foreign: [] };
    state.flows.push(flow);
    return hosted(flow);
  }
  const task: Task = { is: 'task', name: given?.text ?? definition.name, ...base, makes: of === 'materialize' ? args.positional.flatMap(p => assetsIn(p.value, p.expression.span)) : [] };
  state.tasks.push(task);
  return hosted(task);
}

function callObject(state: State, object: PrefectObject | null, args: CallArguments, at: Expression): Value | undefined {
  const span = at.kind === 'call' ? nameSpanOf(at.callee, false) : at.span;
  if (object?.is === 'task') return runTask(state, object, args, span, false);
  if (object?.is === 'flow') return runFlow(state, object, span);
  if (object?.is === 'decorator') {
    const first = args.positional[0]?.value;
    return first?.kind === 'function' && first.definition.kind === 'function' ? make(state, object, first, first.definition) : undefined;
  }
  return undefined;
}

function runFlow(state: State, flow: Flow, span: Span): Value {
  const around = state.open[state.open.length - 1];
  if (around && around !== flow && !around.subflows.some(s => s.span.start === span.start)) around.subflows.push({ flow, span });
  return UNKNOWN;
}

/** A task that is run: within a flow it becomes part of it. What it is given, or told to wait for, runs before. */
function runTask(state: State, task: Task, args: CallArguments, span: Span, mapped: boolean): Value {
  const flow = state.open[state.open.length - 1];
  if (!flow) return UNKNOWN;
  let run = flow.runs.get(task.name);
  if (!run) {
    run = { task, name: task.name, span, upstream: new Set(), mapped };
    flow.runs.set(task.name, run);
  }
  run.mapped ||= mapped;
  for (const v of [...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)]) for (const up of runsIn(v, 0)) if (up !== run) run.upstream.add(up);
  return hosted({ is: 'future', runs: [run] });
}

function runsIn(value: Value, depth: number): readonly TaskRun[] {
  if (depth > 5) return [];
  return alternatives(value).flatMap((one): readonly TaskRun[] => {
    const object = objectOf(one);
    if (object?.is === 'future') return object.runs;
    if (isSequence(one)) return one.items.slice(0, 200).flatMap(i => runsIn(i, depth + 1));
    if (one.kind === 'dict') return one.entries.slice(0, 200).flatMap(e => runsIn(e.value, depth + 1));
    return one.kind === 'made' ? one.args.positional.flatMap(p => runsIn(p.value, depth + 1)) : [];
  });
}

function callMethod(state: State, object: PrefectObject | null, name: string, args: CallArguments, at: Expression): Value | undefined {
  const span = at.kind === 'call' ? nameSpanOf(at.callee, true) : at.span;
  switch (object?.is) {
    case 'future': return hosted(object);
    case 'task':
      if (name === 'submit' || name === 'map' || name === 'delay' || name === 'apply_async') return runTask(state, object, args, span, name === 'map');
      if (name === 'with_options') {
        const other = knownText(keyword(args, 'name')?.value);
        return hosted(other === null ? object : { ...object, name: other });
      }
      return undefined;
    case 'flow': case 'remote':
      if (name === 'with_options' || name === 'from_source') return name === 'from_source' ? remote(args) : hosted(object);
      if (name === 'serve' || name === 'deploy' || name === 'to_deployment') deployment(state, object, name, args, at);
      return UNKNOWN;
    default: return undefined;
  }
}

function deployment(state: State, flow: Deployment['flow'], by: string, args: CallArguments, at: Expression): void {
  const name = argument(args, 'name', 0);
  state.deployments.push({
    name: name?.value.kind === 'text' ? name.value.text : flow.is === 'flow' ? flow.definition.name : '{deployment}', nameSpan: name?.value.kind === 'text' ? name.value.origin : null,
    span: at.span, flow, args, by,
  });
}
