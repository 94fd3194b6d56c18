import type { OtherFiles } from '../../model/format';
import {
  alternatives, attributeOf, callFunction, type CallArguments, type ClassValue, evaluate, type Expression, followModule, type Host, type InstanceValue, isSequence, keyword, knownText, listValue, NO_ARGUMENTS, newRun, type PythonFile, type Run, textValue, UNKNOWN, unknownValue, type Value,
} from '../../syntax/python';
import type { Span } from '../../text/span';
import { importing } from '../shared/pythonForeign';
import { type Imports, newImports } from '../shared/pythonImports';
import { hosted, objectOf, type Target } from './objects';

/** A class of the file that Luigi would run. */
export interface TaskClass {
  readonly of: ClassValue;
  /** The class of Luigi that it comes from, by its path; null if only its methods tell that it is one. */
  readonly root: string | null;
}

/** What was found while a file was followed. */
export interface Followed {
  readonly tasks: readonly TaskClass[];
  readonly imports: Imports;
  /** Where an object of a task was made. */
  readonly made: WeakMap<InstanceValue, Span>;
  readonly host: Host;
}

const TASK = /^luigi(\.\w+)*\.(\w*Task|CopyToTable|\w+CopyToTable|CopyToIndex|\w*Query|RunAnythingTarget)$/;
const SETTINGS = /^luigi(\.\w+)*\.Config$/;
const TARGET = /^luigi(\.\w+)*\.(\w*Target|ReadableS3File)$/;
const PARAMETER = /^luigi(\.\w+)*\.(\w*Parameter)$/;
/** Steps for each method that is followed. */
const METHOD_STEPS = 8_000;
const MOST_BASES = 12;

/** Follows a file that defines tasks. Nothing is executed; methods of tasks are followed when `methodOf` asks for what they give. */
export function followTasks(file: PythonFile, path: string, files: OtherFiles | null): Followed {
  const made = new WeakMap<InstanceValue, Span>();
  const imports = newImports(path, file.text.length, files);
  const host = importing(luigiHost(made), imports);
  const { scope } = followModule(file, host, [['__file__', textValue(path)]]);
  const tasks: TaskClass[] = [];
  for (const value of scope.names.values()) {
    if (value.kind !== 'class' || value.definition.span.start >= file.text.length || tasks.some(t => t.of === value)) continue;
    const root = rootOf(value);
    if (root === null ? isLikely(value) : TASK.test(root)) tasks.push({ of: value, root });
  }
  return { tasks, imports, made, host };
}

/** The class of Luigi that a class comes from, by its path; null if none is known. */
export function rootOf(of: ClassValue, depth = 0): string | null {
  if (depth > MOST_BASES) return null;
  for (const base of of.bases) {
    const path = base.kind === 'external' && /^luigi\./.test(base.path) ? base.path : base.kind === 'class' ? rootOf(base, depth + 1) : null;
    if (path !== null) return path;
  }
  return null;
}

/** A class over one that we can't see is a task if it has what tasks have. */
function isLikely(of: ClassValue): boolean {
  if (!of.bases.some(b => b.kind === 'external' && !b.path.startsWith('builtins.'))) return false;
  const names = of.members.names;
  const parameters = [...names.values()].some(v => objectOf(v)?.is === 'parameter');
  return names.get('output')?.kind === 'function' && (names.get('run')?.kind === 'function' || names.get('requires')?.kind === 'function' || parameters);
}

interface Decorated {
  readonly by: 'inherits' | 'requires' | 'copies';
  readonly classes: readonly Value[];
  readonly span: Span;
}

/** A class is what it is once its file was followed: what was found out about it is kept. */
const decorations = new WeakMap<ClassValue, readonly Decorated[]>();
const parameters = new WeakMap<ClassValue, ReadonlyMap<string, Value>>();

/** The classes whose parameters a class takes over by a decorator of `luigi.util`, with the place that says so. */
export function decoratedWith(of: ClassValue, run: Run): readonly Decorated[] {
  let found = decorations.get(of);
  if (!found) decorations.set(of, (found = findDecorations(of, run)));
  return found;
}

function findDecorations(of: ClassValue, run: Run): readonly Decorated[] {
  return of.definition.decorators.flatMap(d => {
    if (d.expression.kind !== 'call') return [];
    const callee = evaluate(d.expression.callee, of.members, run);
    const by = callee.kind === 'external' ? /^luigi\.util\.(inherits|requires|copies)$/.exec(callee.path)?.[1] : undefined;
    if (by === undefined) return [];
    const values = d.expression.args.map(a => evaluate(a.value, of.members, run));
    return [{ by: by as Decorated['by'], classes: values.filter(v => v.kind === 'class' || v.kind === 'external'), span: d.span }];
  });
}

/** Parameters of a task in their order, those of its bases first. */
export function parametersOf(of: ClassValue, run: Run, depth = 0): ReadonlyMap<string, Value> {
  let found = parameters.get(of);
  if (!found) {
    found = findParameters(of, run, depth);
    if (depth === 0) parameters.set(of, found);
  }
  return found;
}

function findParameters(of: ClassValue, run: Run, depth: number): ReadonlyMap<string, Value> {
  const out = new Map<string, Value>();
  if (depth > MOST_BASES) return out;
  for (const base of of.bases) if (base.kind === 'class') for (const [name, value] of parametersOf(base, run, depth + 1)) out.set(name, value);
  for (const { classes } of decoratedWith(of, run)) for (const c of classes) if (c.kind === 'class') for (const [name, value] of parametersOf(c, run, depth + 1)) out.set(name, value);
  for (const [name, value] of of.members.names) {
    if (objectOf(value)?.is === 'parameter') out.set(name, value);
    else out.delete(name);
  }
  return out;
}

/** A task whose parameters have the values that are given, else their defaults, else are symbols. */
export function taskOf(of: ClassValue, args: CallArguments, run: Run, made: WeakMap<InstanceValue, Span>, span: Span | null): InstanceValue {
  const task: InstanceValue = { kind: 'instance', of, attributes: new Map() };
  if (span) made.set(task, span);
  let position = 0;
  for (const [name, parameter] of parametersOf(of, run)) {
    const object = objectOf(parameter);
    const own = object?.is === 'parameter' ? object.args : NO_ARGUMENTS;
    const positional = !isFalse(keyword(own, 'positional')?.value);
    const given = keyword(args, name)?.value ?? (positional ? args.positional[position++]?.value : undefined);
    task.attributes.set(name, isTold(given) ? given : given === undefined && !args.open ? defaultOf(own, name) : unknownValue(name));
  }
  for (const method of ['input', 'clone', 'clone_parent'] as const) task.attributes.set(method, hosted({ is: 'bound', method, task }));
  for (const method of ['requires', 'output'] as const) if (memberOf(of, method) === undefined) task.attributes.set(method, hosted({ is: 'bound', method, task }));
  return task;
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === false;
}

/** Whether a value says something: what is handed on from task to task has the parameter's own name wherever it is used. */
function isTold(value: Value | undefined): value is Value {
  return value !== undefined && (value.kind === 'constant' || (value.kind === 'text' && value.known));
}

function defaultOf(args: CallArguments, name: string): Value {
  const given = keyword(args, 'default')?.value ?? args.positional[0]?.value;
  return isTold(given) ? given : unknownValue(name);
}

export function memberOf(of: ClassValue, name: string, depth = 0): Value | undefined {
  const own = of.members.names.get(name);
  if (own || depth > MOST_BASES) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? memberOf(base, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What an attribute, property or method of a task gives; undefined if the task has none that the files show. */
export function methodOf(task: InstanceValue, name: string, host: Host, run: Run = methodRun(host)): Value | undefined {
  if (memberOf(task.of, name) === undefined && !task.attributes.has(name)) return undefined;
  const { definition } = task.of;
  const at: Expression = { kind: 'name', span: definition.nameSpan, name };
  const value = attributeOf(task, name, at, run);
  if (value.kind === 'function') return callFunction(value, NO_ARGUMENTS, at, run);
  return value.kind === 'host' ? (run.host.callObject?.(value.object, NO_ARGUMENTS, at, run) ?? value) : value;
}

export function methodRun(host: Host): Run {
  const run = newRun(host, METHOD_STEPS);
  run.frames.push({ function: null, returned: [], yielded: [], call: null });
  return run;
}

/** Tasks in what `requires` gives: one, a list, a dict, what it yields. What other packages make is given as its path. */
export function tasksIn(value: Value | undefined, depth = 0): (InstanceValue | Extract<Value, { kind: 'made' }>)[] {
  if (value === undefined || depth > 5) return [];
  return alternatives(value).flatMap((one): (InstanceValue | Extract<Value, { kind: 'made' }>)[] => {
    if (one.kind === 'instance') return [one];
    if (one.kind === 'made') return /\.[A-Z]\w*$/.test(one.path) ? [one] : one.args.positional.slice(0, 20).flatMap(p => tasksIn(p.value, depth + 1));
    if (isSequence(one)) return one.items.slice(0, 300).flatMap(i => tasksIn(i, depth + 1));
    return one.kind === 'dict' ? one.entries.slice(0, 300).flatMap(e => tasksIn(e.value, depth + 1)) : [];
  });
}

/** Targets in what `output` gives. */
export function targetsIn(value: Value | undefined, depth = 0): Target[] {
  if (value === undefined || depth > 5) return [];
  return alternatives(value).flatMap((one): Target[] => {
    const object = objectOf(one);
    if (object?.is === 'target') return [object];
    if (isSequence(one)) return one.items.slice(0, 300).flatMap(i => targetsIn(i, depth + 1));
    return one.kind === 'dict' ? one.entries.slice(0, 300).flatMap(e => targetsIn(e.value, depth + 1)) : [];
  });
}

function luigiHost(made: WeakMap<InstanceValue, Span>): Host {
  const host: Host = {
    call(path, args, at) {
      if (PARAMETER.test(path)) return hosted({ is: 'parameter', type: path.slice(path.lastIndexOf('.') + 1), args });
      if (TARGET.test(path) || /^luigi\.contrib\.bigquery\.BigQueryTarget\.from_bqtable$/.test(path)) return hosted({ is: 'target', path: path.replace(/\.from_bqtable$/, ''), args, span: at.span });
      // A task whose `run` is taken away is the same otherwise.
      return /^luigi\.(task\.)?externalize$/.test(path) || /^luigi\.(task\.)?flatten$/.test(path) ? args.positional[0]?.value : undefined;
    },
    construct(of, args, at, run) {
      const root = rootOf(of);
      if (root === null ? !isLikely(of) : !TASK.test(root) && !SETTINGS.test(root)) {
        return root !== null && TARGET.test(root) && memberOf(of, '__init__') === undefined ? hosted({ is: 'target', path: root, args, span: at.span }) : undefined;
      }
      return taskOf(of, args, run, made, at.kind === 'call' ? at.callee.span : at.span);
    },
    member(object, name) {
      const own = objectOf({ kind: 'host', object });
      if (own?.is !== 'target') return undefined;
      const first = own.args.positional[0]?.value;
      return name === 'path' ? (keyword(own.args, 'path')?.value ?? first) : name === 'table' ? keyword(own.args, 'table')?.value : undefined;
    },
    callObject(object, args, at, run) {
      const own = objectOf({ kind: 'host', object });
      if (own?.is !== 'bound') return undefined;
      switch (own.method) {
        case 'input': return outputsOf(methodOf(own.task, 'requires', run.host, run), run, 0);
        case 'requires': return requiredByDecorator(own.task, run, made);
        case 'output': return UNKNOWN;
        case 'clone': case 'clone_parent': {
          const of = own.method === 'clone' ? (args.positional[0]?.value ?? keyword(args, 'cls')?.value ?? own.task.of) : decoratedWith(own.task.of, run)[0]?.classes[0];
          if (of?.kind === 'external') return { kind: 'made', path: of.path, args, span: at.span };
          return of?.kind === 'class' ? cloned(own.task, of, args, run, made, at.kind === 'call' ? at.callee.span : at.span) : UNKNOWN;
        }
      }
    },
  };
  return host;
}

/** `self.clone(Other)`: the parameters that both have are handed on. */
function cloned(task: InstanceValue, of: ClassValue, args: CallArguments, run: Run, made: WeakMap<InstanceValue, Span>, span: Span): InstanceValue {
  const shared = [...parametersOf(of, run).keys()].flatMap(name => {
    const value = task.attributes.get(name);
    return value && !args.keywords.some(k => k.name === name) ? [{ name, value, span, nameSpan: null, full: span }] : [];
  });
  return taskOf(of, { positional: [], keywords: [...shared, ...args.keywords], open: args.open }, run, made, span);
}

function requiredByDecorator(task: InstanceValue, run: Run, made: WeakMap<InstanceValue, Span>): Value {
  const found = decoratedWith(task.of, run).filter(d => d.by !== 'inherits').flatMap(d => d.classes.map((c): Value => (c.kind === 'class' ? cloned(task, c, NO_ARGUMENTS, run, made, d.span) : c.kind === 'external' ? { kind: 'made', path: c.path, args: NO_ARGUMENTS, span: d.span } : UNKNOWN)));
  return found.length === 1 ? found[0]! : listValue(found);
}

/** What `self.input()` gives: the targets of what is required, in its shape. */
function outputsOf(value: Value | undefined, run: Run, depth: number): Value {
  if (value === undefined || depth > 5) return UNKNOWN;
  if (value.kind === 'instance') return methodOf(value, 'output', run.host, run) ?? UNKNOWN;
  if (isSequence(value)) return listValue(value.items.map(i => outputsOf(i, run, depth + 1)), value.open, value.kind);
  return value.kind === 'dict' ? { ...value, entries: value.entries.map(e => ({ ...e, value: outputsOf(e.value, run, depth + 1) })) } : UNKNOWN;
}

/** The name of a task as Luigi's command line knows it. */
export function familyOf(task: InstanceValue): string {
  const space = knownText(memberOf(task.of, 'task_namespace'));
  return space ? `${space}.${task.of.definition.name}` : task.of.definition.name;
}

