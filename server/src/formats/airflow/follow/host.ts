import { alternatives, argument, type CallArguments, type ClassValue, type Expression, type FunctionDefinition, type Host, knownText, keyword, listValue, NO_ARGUMENTS, type Run, textValue, truthOf, UNKNOWN, unknownValue, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { lastName, looksLikeOperator } from '../operators';
import { type AirflowObject, type Decorator, hosted, objectOf, type Task, type TaskFunction } from '../objects';
import { assetsIn, isAssetClass, isAssetSetClass, joinAssets, makeAsset, referToAsset } from './assets';
import { callDag, callGroup, inContext, makeDag, makeGroup } from './dags';
import { chainTasks, crossTasks, endsOf, linkAt, operateShift, setRelatives } from './edges';
import { noteParseTimeWork } from './parseTime';
import { currentDag, type State, tell } from './state';
import { callTask, makeTask, mergeArguments } from './tasks';

/** Modules whose functions make no tasks. */
const HARMLESS = /^(builtins|os|sys|re|json|math|datetime|dateutil|pendulum|pathlib|logging|textwrap|typing|functools|itertools|collections|copy|string|time|uuid|random|hashlib|enum|dataclasses|inspect|glob|yaml|pytz|zoneinfo|warnings|importlib|tempfile|shutil|io|csv|abc|contextlib|airflow|kubernetes|requests|pandas|numpy|boto3|google|sqlalchemy|cosmos)(\.|$)/;

const DECORATOR = /^airflow\.(?:sdk|decorators)(?:\.\w+)*?\.?(dag|task_group|task|setup|teardown|asset)(?:\.(\w+))?$/;

/** Gives Airflow's names their meaning while a file is followed; what is found goes into `state`. */
export function airflowHost(state: State): Host {
  return {
    call: (path, args, at, run) => callPath(state, path, args, at, run),
    constant: path => triggerRule(path),
    construct: (of, args, at, run) => constructOwn(state, of, args, at, run),
    callObject: (object, args, at, run) => callObject(state, objectOf({ kind: 'host', object }), args, at, run),
    member: (object, name) => memberOf(objectOf({ kind: 'host', object }), name),
    method: (object, name, args, at, run) => callMethod(state, object, name, args, at, run),
    index: object => indexOf(objectOf({ kind: 'host', object })),
    operate: (left, right, at, run) => operateShift(state, left, right, at, run) ?? joinAssets(left, right, at.operator),
    decorate: (decorator, target, definition, _at, run) => decorate(state, decorator, target, definition, run),
    enter: (value, block) => enter(state, value, block),
    leave: (value, run) => leave(state, value, run),
    called: (callee, args, at, run) => unknownCall(state, callee, args, at, run),
  };
}

function decoratorPath(path: string): { readonly of: Decorator['of']; readonly variant: string } | null {
  const match = DECORATOR.exec(path);
  if (!match) return null;
  const of = match[1] === 'task_group' ? 'group' : (match[1] as Decorator['of']);
  if (match[2] !== undefined && of !== 'task' && !(of === 'asset' && match[2] === 'multi')) return null;
  return { of, variant: match[2] ?? '' };
}

function isDagClass(path: string): boolean {
  return /(^|\.)(DAG|DbtDag)$/.test(path) && /^(airflow|cosmos)\b/.test(path);
}

function isGroupClass(path: string): boolean {
  return /^airflow\..*\.TaskGroup$/.test(path);
}

function callPath(state: State, path: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const name = lastName(path);
  const head = at.kind === 'call' ? at.callee.span : at.span;
  if (path.startsWith('airflow.') || path.startsWith('cosmos.')) {
    if (isDagClass(path)) return hosted(newDag(state, name, args, at, run, head));
    if (isGroupClass(path)) return hosted(makeGroup(state, args, at, run, { definition: null, suffix: false }));
    if (path.startsWith('cosmos.') && name === 'DbtTaskGroup') return hosted(dbtGroup(state, path, args, at, run, head));
    const decorator = decoratorPath(path);
    if (decorator) return callDecorator(state, decorator, args, run);
    if (isAssetClass(path)) return hosted(makeAsset(state, path, args, at));
    if (isAssetSetClass(path)) return hosted({ is: 'assets', assets: args.positional.flatMap(p => [...(assetsIn(p.value)?.assets ?? [])]), operator: path.endsWith('Any') ? '|' : '&' });
    if (/\.(Asset|Dataset)\.ref$/.test(path)) return hosted(referToAsset(args, at));
    if (name === 'Label') return hosted({ is: 'label', upstream: [], downstream: [] });
    if (name === 'chain') return done(chainTasks(state, args, run));
    if (name === 'cross_downstream' || name === 'chain_linear') return done(crossTasks(state, args, run));
    if (/\.Variable\.get$/.test(path)) return readVariable(state, args, at, run);
  }
  if (name === 'partial' && looksLikeOperator(lastName(path.slice(0, -'.partial'.length)))) {
    const of = path.slice(0, -'.partial'.length);
    return hosted({ is: 'partial', path: of, operator: lastName(of), family: lastName(of), args, head });
  }
  if (!makesTask(path, name, args)) return undefined;
  return hosted(makeTask(state, { operator: name, path, family: name, args, at, head, function: null, mapped: false, role: null, passed: null }, run));
}

function done(_: void): Value {
  return UNKNOWN;
}

function makesTask(path: string, name: string, args: CallArguments): boolean {
  if (path.startsWith('builtins.') || /\.hooks\./.test(path) || /(Hook|Builder|Config|Factory|Helper)$/.test(name)) return false;
  if (looksLikeOperator(name)) return !/^(airflow\.models\.(baseoperator|BaseOperator)|typing)/.test(path) || keyword(args, 'task_id') !== undefined;
  return /^[A-Z]/.test(name) && keyword(args, 'task_id') !== undefined;
}

function newDag(state: State, maker: string, args: CallArguments, at: Expression, run: Run, head: Span): ReturnType<typeof makeDag> {
  const dag = makeDag(state, args, at, run, { maker, definition: null, head });
  if (maker === 'DbtDag') dag.open = true;
  return dag;
}

/** Cosmos makes a group of tasks from a dbt project, which are not seen: the group stands as one task. */
function dbtGroup(state: State, path: string, args: CallArguments, at: Expression, run: Run, head: Span): Task {
  const id = argument(args, 'group_id', 0)?.value ?? textValue('dbt_task_group');
  const span = keyword(args, 'group_id')?.span ?? head;
  const named: CallArguments = { ...args, keywords: [...args.keywords, { name: 'task_id', value: id, span, nameSpan: null, full: span }] };
  const task = makeTask(state, { operator: 'DbtTaskGroup', path, family: 'DbtTaskGroup', args: named, at, head, function: null, mapped: true, role: null, passed: null }, run);
  if (task.dag) task.dag.open = true;
  return task;
}

function callDecorator(state: State, of: { readonly of: Decorator['of']; readonly variant: string }, args: CallArguments, run: Run): Value {
  const first = args.positional[0]?.value;
  const decorator: Decorator = { is: 'decorator', of: of.of, variant: of.variant, args: first?.kind === 'function' || objectOf(first)?.is === 'taskFunction' ? { ...args, positional: args.positional.slice(1) } : args, dag: null };
  if (first?.kind === 'function' && first.definition.kind === 'function') return applied(state, decorator, first, first.definition, run) ?? UNKNOWN;
  // `setup(task_function)` without a definition of its own.
  if (objectOf(first)?.is === 'taskFunction' && first) return withRole(decorator, first) ?? UNKNOWN;
  return hosted(decorator);
}

function decorate(state: State, decorator: Value, target: Value, definition: FunctionDefinition, run: Run): Value | undefined {
  if (decorator.kind === 'external') {
    const of = decoratorPath(decorator.path);
    return of ? applied(state, { is: 'decorator', ...of, args: NO_ARGUMENTS, dag: null }, target, definition, run) : undefined;
  }
  // `@dag.task`, as methods of a DAG object.
  if (decorator.kind === 'method') {
    const owner = objectOf(decorator.object);
    if (owner?.is === 'dag' && decorator.name === 'task') return applied(state, { is: 'decorator', of: 'task', variant: '', args: NO_ARGUMENTS, dag: owner }, target, definition, run);
  }
  const object = objectOf(decorator);
  if (object?.is === 'decorator') return applied(state, object, target, definition, run);
  return undefined;
}

/** What a decorator makes of a function. */
function applied(state: State, decorator: Decorator, target: Value, definition: FunctionDefinition, run: Run): Value | undefined {
  if (decorator.of === 'setup' || decorator.of === 'teardown') return withRole(decorator, target) ?? plainTask(decorator, target, definition);
  if (target.kind !== 'function') return undefined;
  switch (decorator.of) {
    case 'dag': return hosted({ is: 'dagFunction', function: target, definition, args: decorator.args });
    case 'group': return hosted({ is: 'groupFunction', function: target, definition, args: decorator.args });
    case 'asset': return assetFunction(state, decorator, definition, run);
    default: return hosted({ is: 'taskFunction', function: target, definition, variant: decorator.variant, args: ofDag(decorator), given: NO_ARGUMENTS, role: null });
  }
}

/** The arguments of a decorator; one that is a method of a DAG names that DAG. */
function ofDag({ args, dag }: Decorator): CallArguments {
  if (dag === null) return args;
  return { ...args, keywords: [...args.keywords, { name: 'dag', value: hosted(dag), span: dag.head, nameSpan: null, full: dag.head }] };
}

function withRole(decorator: Decorator, target: Value): Value | undefined {
  const object = objectOf(target);
  const role = decorator.of === 'teardown' ? 'teardown' : 'setup';
  return object?.is === 'taskFunction' ? hosted({ ...object, role }) : undefined;
}

function plainTask(decorator: Decorator, target: Value, definition: FunctionDefinition): Value | undefined {
  if (target.kind !== 'function') return undefined;
  return hosted({ is: 'taskFunction', function: target, definition, variant: '', args: decorator.args, given: NO_ARGUMENTS, role: decorator.of === 'teardown' ? 'teardown' : 'setup' });
}

/** `@asset`: a DAG with one task that writes the asset. Parameters name the assets it reads. */
function assetFunction(state: State, decorator: Decorator, definition: FunctionDefinition, run: Run): Value {
  const dag = makeDag(state, { ...decorator.args, positional: [] }, { kind: 'name', span: definition.nameSpan, name: definition.name }, run, { maker: '@asset', definition, head: definition.nameSpan });
  const uri = keyword(decorator.args, 'uri')?.value;
  const outlets = keyword(decorator.args, 'outlets');
  const name = keyword(decorator.args, 'name')?.value;
  const nameText = name?.kind === 'text' ? name : textValue(definition.name);
  const own: AirflowObject = { is: 'asset', name: nameText, uri: uri?.kind === 'text' ? uri : null, nameSpan: nameText.origin ?? definition.nameSpan, span: definition.span, group: null, refers: false };
  const written = decorator.variant === 'multi' && outlets ? outlets.value : hosted(own);
  if (decorator.variant !== 'multi') state.assets.push(own);
  const read = definition.parameters.filter(p => p.star === '' && !['self', 'context', 'inlet_events', 'outlet_events'].includes(p.name) && p.value === null)
    .map(p => hosted({ is: 'asset', name: textValue(p.name), uri: null, nameSpan: p.nameSpan, span: p.nameSpan, group: null, refers: true }));
  const span = definition.nameSpan;
  const args: CallArguments = { positional: [], open: false, keywords: [
    ...decorator.args.keywords.filter(k => !['uri', 'schedule', 'outlets', 'name', 'group', 'extra', 'watchers', 'dag_id', 'display_name'].includes(k.name)),
    { name: 'outlets', value: written, span, nameSpan: null, full: span }, { name: 'inlets', value: listValue(read), span, nameSpan: null, full: span },
  ] };
  inContext(state, { kind: 'dag', dag }, () => makeTask(state, { operator: '@asset', path: '', family: '', args, at: { kind: 'name', span: definition.span, name: definition.name }, head: span, function: definition, mapped: false, role: null, passed: null }, run));
  return hosted(own);
}

/** Members of the enumeration of trigger rules are texts: `ALL_DONE` is `all_done`. */
function triggerRule(path: string): Value | undefined {
  const match = /^airflow\..*\bTriggerRule\.([A-Z_]+)$/.exec(path);
  return match ? textValue(match[1]!.toLowerCase()) : undefined;
}

/** A class of this file that is made from an operator. */
function constructOwn(state: State, of: ClassValue, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const base = baseOf(of);
  if (base === null) return undefined;
  const head = at.kind === 'call' ? at.callee.span : at.span;
  if (isDagClass(base)) return hosted(newDag(state, of.definition.name, args, at, run, head));
  if (isGroupClass(base)) return hosted(makeGroup(state, args, at, run, { definition: null, suffix: false }));
  if (!looksLikeOperator(lastName(base))) return undefined;
  return hosted(makeTask(state, { operator: of.definition.name, path: '', family: lastName(base), args, at, head, function: null, mapped: false, role: null, passed: null }, run));
}

function baseOf(of: ClassValue, depth = 0): string | null {
  for (const base of of.bases) {
    if (base.kind === 'external') {
      if (looksLikeOperator(lastName(base.path)) || isDagClass(base.path) || isGroupClass(base.path)) return base.path;
    } else if (base.kind === 'class' && depth < 8) {
      const found = baseOf(base, depth + 1);
      if (found) return found;
    }
  }
  return null;
}

function callObject(state: State, object: AirflowObject | null, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (object?.is) {
    case 'taskFunction': return callTask(state, object, args, at, run, false);
    case 'dagFunction': return callDag(state, object, args, at, run);
    case 'groupFunction': return callGroup(state, object, args, at, run);
    case 'decorator': {
      const first = args.positional[0]?.value;
      return first?.kind === 'function' && first.definition.kind === 'function' ? applied(state, object, first, first.definition, run) : undefined;
    }
    default: return undefined;
  }
}

function memberOf(object: AirflowObject | null, name: string): Value | undefined {
  switch (object?.is) {
    case 'task':
      if (name === 'output') return hosted({ is: 'output', tasks: [object] });
      if (name === 'task_id') return textValue(object.id, object.known);
      if (name === 'dag' && object.dag) return hosted(object.dag);
      return undefined;
    case 'output':
      if (name === 'operator' && object.tasks[0]) return hosted(object.tasks[0]);
      return undefined;
    case 'dag':
      if (name === 'tasks') return listValue(object.tasks.map(hosted), object.open);
      if (name === 'dag_id') return object.id;
      return undefined;
    case 'group':
      if (name === 'group_id') return textValue(object.fullId, object.known);
      return undefined;
    case 'asset':
      if (name === 'uri') return object.uri ?? UNKNOWN;
      if (name === 'name') return object.name ?? UNKNOWN;
      return undefined;
    case 'taskFunction':
      if (name === 'function' && object.function) return object.function;
      return undefined;
    default: return undefined;
  }
}

function indexOf(object: AirflowObject | null): Value | undefined {
  return object?.is === 'output' || object?.is === 'group' ? hosted(object) : undefined;
}

function callMethod(state: State, value: Value, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const object = objectOf(value);
  if (value.kind === 'class' && name === 'partial') {
    const base = baseOf(value);
    return base === null ? undefined : hosted({ is: 'partial', path: '', operator: value.definition.name, family: lastName(base), args, head: at.kind === 'call' ? at.callee.span : at.span });
  }
  if (object === null) {
    noteParseTimeWork(state, { kind: 'method', object: value, name }, args, at, run);
    return undefined;
  }
  switch (object.is) {
    case 'taskFunction': return functionMethod(state, object, name, args, at, run);
    case 'dagFunction': case 'groupFunction':
      if (name === 'override') return hosted({ ...object, args: mergeArguments(object.args, args) });
      if (object.is === 'groupFunction' && (name === 'partial' || name === 'expand' || name === 'expand_kwargs')) return name === 'partial' ? value : callMappedGroup(state, value, args, at, run);
      return undefined;
    case 'partial':
      if (name !== 'expand' && name !== 'expand_kwargs') return undefined;
      return hosted(makeTask(state, { operator: object.operator, path: object.path, family: object.family, args: mergeArguments(object.args, args), at, head: object.head, function: null, mapped: true, role: null, passed: null }, run));
    case 'task': case 'output': case 'group': case 'label': return relativeMethod(state, object, name, args, at, run);
    case 'dag': return dagMethod(object, name, args);
    default: return UNKNOWN;
  }
}

function callMappedGroup(state: State, value: Value, args: CallArguments, at: Expression, run: Run): Value | undefined {
  const object = objectOf(value);
  if (object?.is !== 'groupFunction') return undefined;
  // Arguments become one of many values; what they come from runs before every task that takes them.
  return callGroup(state, object, args, at, run);
}

function functionMethod(state: State, f: TaskFunction, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (name) {
    case 'override': return hosted({ ...f, args: mergeArguments(f.args, args) });
    case 'partial': return hosted({ ...f, given: mergeArguments(f.given, args) });
    case 'expand': case 'expand_kwargs': return callTask(state, f, args, at, run, true);
    default: return undefined;
  }
}

function relativeMethod(state: State, object: AirflowObject, name: string, args: CallArguments, at: Expression, run: Run): Value | undefined {
  switch (name) {
    case 'set_upstream': case 'set_downstream':
      setRelatives(state, object, args, name === 'set_upstream', at, run);
      return UNKNOWN;
    case 'as_setup': case 'as_teardown': return asRole(state, object, name, args, at, run);
    case 'map': case 'zip': case 'concat': {
      if (object.is !== 'output') return UNKNOWN;
      const others = args.positional.flatMap(p => alternatives(p.value).flatMap(v => { const o = objectOf(v); return o?.is === 'output' ? [...o.tasks] : []; }));
      return hosted({ is: 'output', tasks: [...object.tasks, ...others] });
    }
    case 'add_task': case 'add_inlets': case 'add_outlets': return UNKNOWN;
    default: return object.is === 'label' ? undefined : UNKNOWN;
  }
}

function asRole(state: State, object: AirflowObject, name: string, args: CallArguments, at: Expression, run: Run): Value {
  const tasks = object.is === 'task' ? [object] : object.is === 'output' ? object.tasks : [];
  if (name === 'as_setup') {
    for (const t of tasks) t.role = 'setup';
    return hosted(object);
  }
  const setupsValue = keyword(args, 'setups') ?? (args.positional[0] ? { value: args.positional[0].value, span: args.positional[0].expression.span } : undefined);
  const setups = (setupsValue ? (endsOf(setupsValue.value) ?? []) : []).filter((e): e is Task => e.is === 'task');
  for (const teardown of tasks) {
    teardown.role = 'teardown';
    for (const setup of setups) {
      setup.role = 'setup';
      linkAt(state, setup, teardown, setupsValue?.span ?? at.span, setupsValue?.span ?? at.span, run);
    }
  }
  return hosted(object);
}

function dagMethod(dag: Extract<AirflowObject, { is: 'dag' }>, name: string, args: CallArguments): Value | undefined {
  const first = args.positional[0]?.value;
  switch (name) {
    case 'add_task': case 'add_tasks':
      for (const e of (first ? endsOf(first) : null) ?? []) {
        if (e.is === 'task' && e.dag === null) {
          e.dag = dag;
          dag.tasks.push(e);
        }
      }
      return UNKNOWN;
    case 'get_task': {
      const id = knownText(first);
      const task = dag.tasks.find(t => t.id === id);
      return task ? hosted(task) : UNKNOWN;
    }
    // `@dag.task(…)` makes a decorator.
    case 'task': return hosted({ is: 'decorator', of: 'task', variant: '', args, dag });
    default: return UNKNOWN;
  }
}

function enter(state: State, value: Value, block: Span): Value | undefined {
  for (const one of alternatives(value)) {
    const object = objectOf(one);
    if ((object?.is === 'dag' || object?.is === 'group') && block.start <= object.span.start && object.span.end <= block.end) object.span = block;
    if (object?.is === 'dag') state.contexts.push({ kind: 'dag', dag: object });
    else if (object?.is === 'group') state.contexts.push({ kind: 'group', group: object });
    else if (object?.is === 'task' || object?.is === 'output') {
      const tasks = object.is === 'task' ? [object] : object.tasks;
      const teardown = tasks.find(t => t.role === 'teardown') ?? null;
      const setups = teardown ? [...teardown.upstream.keys()].filter(t => t.role === 'setup') : tasks.filter(t => t.role === 'setup');
      state.contexts.push({ kind: 'setup', tasks: [], setups, teardown });
    } else continue;
    return one;
  }
  return undefined;
}

function leave(state: State, value: Value, run: Run): void {
  const object = alternatives(value).map(objectOf).find(o => o?.is === 'dag' || o?.is === 'group' || o?.is === 'task' || o?.is === 'output');
  if (!object) return;
  const context = state.contexts.pop();
  if (context?.kind === 'dag' && run.exhausted) context.dag.open = true;
  if (context?.kind !== 'setup') return;
  const inside = context.tasks.filter(t => t.role === null);
  if (inside.length === 0) return;
  const roots = inside.filter(t => t.upstream.size === 0);
  const leaves = inside.filter(t => t.downstream.size === 0);
  for (const setup of context.setups) for (const t of roots.length > 0 ? roots : inside.slice(0, 1)) linkAt(state, setup, t, t.head, t.span, run);
  if (context.teardown) for (const t of leaves.length > 0 ? leaves : inside.slice(-1)) linkAt(state, t, context.teardown, t.head, t.span, run);
}

function readVariable(state: State, args: CallArguments, at: Expression, run: Run): Value {
  const id = argument(args, 'key', 0);
  const name = knownText(id?.value);
  const span = at.kind === 'call' ? at.callee.span : at.span;
  if (name !== null && id?.value.kind === 'text' && id.value.origin) state.mentions.push({ kind: 'variable', name, span: id.value.origin });
  const json = truthOf(keyword(args, 'deserialize_json')?.value ?? { kind: 'constant', value: false }) === true;
  if (run.branches.every(b => b.way === 0)) tell(state, 'variable-read-at-parse-time', span, `The variable${name === null ? '' : ` '${name}'`} is read from Airflow's database whenever the scheduler parses this file; read it in a task, or in a template: {{ var.${json ? 'json' : 'value'}.${name ?? 'name'} }}`);
  const fallback = keyword(args, 'default_var') ?? keyword(args, 'default');
  if (fallback && !(fallback.value.kind === 'constant' && fallback.value.value === null)) return fallback.value;
  return unknownValue(name ?? 'variable');
}

/** A function that is not seen may make tasks in the DAG that is open, or in one it is given. */
function unknownCall(state: State, callee: Value, args: CallArguments, at: Expression, run: Run): void {
  noteParseTimeWork(state, callee, args, at, run);
  const given = [...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)];
  for (const v of given) {
    const object = objectOf(v);
    if (object?.is === 'dag') object.open = true;
    if (object?.is === 'group' && object.dag) object.dag.open = true;
  }
  const path = callee.kind === 'external' ? callee.path : null;
  const strange = path !== null ? !HARMLESS.test(path) : callee.kind === 'unknown';
  const dag = currentDag(state);
  if (strange && dag) dag.open = true;
}
