import { argument, type CallArguments, type Expression, type FunctionDefinition, isForeign, keyword, type KeywordValue, type MappingValue, type Run, type TextValue, textValue, truthOf, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { isTemplated } from '../operators';
import { type Dag, type Group, hosted, objectOf, type Task, type TaskFunction } from '../objects';
import { linkAt, outputsIn } from './edges';
import { currentDag, currentGroup, exclusive, type State, tell } from './state';

/** What a call that makes a task says. */
export interface NewTask {
  readonly operator: string;
  readonly path: string;
  readonly family: string;
  readonly args: CallArguments;
  readonly at: Expression;
  readonly head: Span;
  /** Set for `@task` functions: their name is the id, and repeated calls get a suffix. */
  readonly function: FunctionDefinition | null;
  readonly mapped: boolean;
  readonly role: Task['role'];
  /** Values handed to the function, besides the decorator's own arguments. */
  readonly passed: CallArguments | null;
  readonly dag?: Dag | null;
}

/** Adds a task to the DAG and group it belongs to, with the dependencies that its arguments make. */
export function makeTask(state: State, made: NewTask, run: Run): Task {
  const groupArgument = objectOf(keyword(made.args, 'task_group')?.value);
  const dagArgument = objectOf(keyword(made.args, 'dag')?.value);
  const givenGroup = groupArgument?.is === 'group' ? groupArgument : null;
  const dag = dagArgument?.is === 'dag' ? dagArgument : (made.dag ?? givenGroup?.dag ?? currentDag(state));
  const group = givenGroup ?? currentGroup(state, dag);
  const given = keyword(made.args, 'task_id') ?? (made.function ? undefined : firstText(made.args));
  const wanted = labelOf(given?.value, made.function?.name ?? null);
  const label = made.function && dag ? unused(wanted, dag, group) : wanted;
  const id = childId(group, label.text);
  const known = label.known && (group === null || !group.prefixes || group.known);
  const literal = label.text === wanted.text ? label.origin : null;
  const task: Task = {
    is: 'task', dag, group, label, id, known, nameSpan: literal ?? (made.function && !isForeign(made.function.span) && given === undefined && label.text === made.function.name ? made.function.nameSpan : null),
    span: made.function && !isForeign(made.function.span) && label.text === made.function.name && run.loops === 0 ? made.function.span : made.at.span, head: made.head, operator: made.operator, path: made.path, family: made.family, args: made.args, function: made.function, mapped: made.mapped,
    branches: [...run.branches], many: run.many > 0, loops: run.loops, role: made.role, upstream: new Map(), downstream: new Set(),
  };
  state.tasks.push(task);
  checkId(state, task, given?.span ?? made.head);
  if (dag) {
    checkDuplicate(state, dag, task, given?.span ?? made.head);
    dag.tasks.push(task);
    if (!given && !made.function && made.args.open) dag.open = true;
  }
  (group ?? null)?.members.push(task);
  for (const c of state.contexts) if (c.kind === 'setup') c.tasks.push(task);
  dependOnArguments(state, task, made, run);
  return task;
}

function firstText(args: CallArguments): { readonly value: Value; readonly span: Span } | undefined {
  const first = argument(args, 'task_id', 0);
  return first?.value.kind === 'text' ? first : undefined;
}

export function labelOf(value: Value | undefined, fallback: string | null): TextValue {
  if (value?.kind === 'text') return value;
  if (value?.kind === 'unknown' && value.name) return textValue(`{${value.name}}`, false);
  if (value === undefined && fallback !== null) return textValue(fallback);
  return textValue('{task_id}', false);
}

/** A group puts its id before those of what is in it. */
export function childId(group: Group | null, label: string): string {
  if (group === null) return label;
  return group.prefixes && group.fullId !== '' ? `${group.fullId}.${label}` : label;
}

/** The id of a further call of a `@task` function: `extract__1`, `extract__2`. */
function unused(wanted: TextValue, dag: Dag, group: Group | null): TextValue {
  const taken = new Set(dag.tasks.map(t => t.id));
  if (!taken.has(childId(group, wanted.text))) return wanted;
  const core = wanted.text.replace(/__\d+$/, '');
  const prefix = `${childId(group, core)}__`;
  let last = 0;
  for (const id of taken) {
    if (!id.startsWith(prefix)) continue;
    const number = Number(id.slice(prefix.length));
    if (Number.isInteger(number) && number > last) last = number;
  }
  return textValue(`${core}__${last + 1}`, wanted.known);
}

function checkId(state: State, task: Task, span: Span): void {
  if (!task.label.known || task.label.text.includes('{{')) return;
  if (!/^[\p{L}\p{N}_.-]+$/u.test(task.label.text)) tell(state, 'invalid-task-id', span, task.label.text === '' ? 'A task id can\'t be empty' : `'${task.label.text}' is no task id: only letters, digits, dashes, dots and underscores are allowed`, idLike(task));
  else if (task.id.length > 250) tell(state, 'invalid-task-id', span, `A task id may have 250 characters; this one has ${task.id.length}`);
}

/** A task id that Airflow takes, as near as can be. */
function idLike(task: Task): { readonly text: string } | undefined {
  const text = task.label.text.trim().replace(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^_+|_+$/g, '');
  return text === '' || task.nameSpan === null ? undefined : { text };
}

function checkDuplicate(state: State, dag: Dag, task: Task, span: Span): void {
  if (!task.known || task.many || task.function) return;
  const twin = dag.tasks.find(t => t.id === task.id && t.known && !t.many && !exclusive(t.branches, task.branches));
  if (twin) tell(state, 'duplicate-task-id', span, `The DAG has a task '${task.id}' already`);
  else if (dag.groups.some(g => g.known && g.fullId === task.id && g.prefixes)) tell(state, 'duplicate-task-id', span, `The DAG has a task group '${task.id}' already`);
}

function dependOnArguments(state: State, task: Task, made: NewTask, run: Run): void {
  const use = (value: Value, span: Span): void => {
    for (const up of outputsIn(value)) linkAt(state, up, task, span, span, run);
  };
  for (const k of made.args.keywords) if (made.function || isTemplated(made.family, k.name)) use(k.value, k.span);
  for (const p of [...made.args.positional, ...(made.passed?.positional ?? [])]) use(p.value, p.expression.span);
  for (const k of made.passed?.keywords ?? []) use(k.value, k.span);
}

/** Arguments of which the later win. */
export function mergeArguments(a: CallArguments, b: CallArguments): CallArguments {
  return { positional: b.positional.length > 0 ? b.positional : a.positional, keywords: [...a.keywords, ...b.keywords], open: a.open || b.open };
}

/** A call of a `@task` function: a new task, whose result is the value. */
export function callTask(state: State, f: TaskFunction, passed: CallArguments, at: Expression, run: Run, mapped: boolean): Value {
  const kind = f.variant === '' ? '@task' : `@task.${f.variant}`;
  const head = at.kind === 'call' ? at.callee.span : at.span;
  const task = makeTask(state, {
    operator: kind, path: '', family: '', args: f.args, at, head, function: f.definition, mapped: mapped || f.given.keywords.length > 0, role: f.role,
    passed: mergePassed(f.given, passed),
  }, run);
  return hosted({ is: 'output', tasks: [task] });
}

function mergePassed(a: CallArguments, b: CallArguments): CallArguments {
  return { positional: [...a.positional, ...b.positional], keywords: [...a.keywords, ...b.keywords], open: a.open || b.open };
}

/** A keyword of a task: its own, else that of the groups' and the DAG's default arguments. `unknown` if they are not all known. */
export function setting(task: Task, name: string): { readonly value: Value; readonly span: Span; readonly own: boolean } | 'unknown' | null {
  const own = keyword(task.args, name);
  if (own) return { value: own.value, span: own.span, own: true };
  if (task.args.open) return 'unknown';
  const defaults: (MappingValue | null)[] = [defaultsIn(task.args)];
  for (let g = task.group; g !== null; g = g.parent) defaults.push(g.defaults);
  defaults.push(task.dag?.defaults ?? null);
  for (const d of defaults) {
    const entry = d?.entries.findLast(e => e.key.kind === 'text' && e.key.text === name);
    if (entry) return { value: entry.value, span: entry.span ?? task.head, own: false };
  }
  if (defaults.some(d => d?.open) || task.dag?.openDefaults || task.dag === null) return 'unknown';
  return null;
}

export function defaultsIn(args: CallArguments): MappingValue | null {
  const value = keyword(args, 'default_args')?.value;
  return value?.kind === 'dict' ? value : null;
}

export function isTrue(k: KeywordValue | undefined): boolean {
  return k !== undefined && truthOf(k.value) === true;
}
