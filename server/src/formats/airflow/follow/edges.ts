import type { Span } from '../../../text/span';
import { alternatives, type BinaryExpression, type CallArguments, type Expression, isSequence, type Run, type Value } from '../../../syntax/python';
import { type AirflowObject, type Group, hosted, type Label, objectOf, type Task } from '../objects';
import { type State, tell } from './state';

/** What stands at one end of a dependency. */
type End = Task | Group | Label;

/** How many values are looked at in one argument. */
const MOST_VALUES = 5_000;

/** The tasks, groups and labels that a value stands for, lists flattened; null if there is none. */
export function endsOf(value: Value): End[] | null {
  const out: End[] = [];
  let budget = MOST_VALUES;
  const add = (v: Value, depth: number): void => {
    if (depth > 8 || budget-- <= 0) return;
    for (const one of alternatives(v)) {
      const object = objectOf(one);
      if (object) out.push(...endsOfObject(object));
      else if (isSequence(one)) for (const item of one.items) add(item, depth + 1);
    }
  };
  add(value, 0);
  return out.length > 0 ? out : null;
}

function endsOfObject(object: AirflowObject): readonly End[] {
  switch (object.is) {
    case 'task': case 'group': case 'label': return [object];
    case 'output': case 'tasks': return object.tasks;
    case 'setupContext': return object.teardown ? [object.teardown] : object.setups;
    default: return [];
  }
}

/** `>>` and `<<`. The value is the right side, as in Airflow. */
export function operateShift(state: State, left: Value, right: Value, at: BinaryExpression, run: Run): Value | undefined {
  if (at.operator !== '>>' && at.operator !== '<<') return undefined;
  const lefts = endsOf(left);
  const rights = endsOf(right);
  if (!lefts && !rights) return undefined;
  if (left.kind === 'list' && right.kind === 'list' && lefts && rights) {
    tell(state, 'list-to-list-dependency', at.span, 'Two lists can\'t be joined by an arrow: Python lists have no such operator', { chain: at.left.kind === 'list' || at.left.kind === 'name' });
    return right;
  }
  const forward = at.operator === '>>';
  if (lefts && rights && at.left.kind === 'binary' && (at.left.operator === '>>' || at.left.operator === '<<') && at.left.operator !== at.operator) tell(state, 'mixed-dependency-directions', { start: at.operatorSpan.start, end: at.right.span.end }, 'Arrows of one statement point both ways: who reads it must follow each to its end');
  const leftAt = operandOf(at.left);
  if (lefts && rights) connect(state, forward ? lefts : rights, forward ? rights : lefts, forward ? leftAt : at.right, forward ? at.right : leftAt, run);
  return right;
}

/** In `a >> b >> c` the second arrow starts from `b`. */
function operandOf(e: Expression): Expression {
  return e.kind === 'binary' && (e.operator === '>>' || e.operator === '<<') ? e.right : e;
}

/** Makes every end on the one side run before every end on the other. */
export function connect(state: State, from: readonly End[], to: readonly End[], fromAt: Expression, toAt: Expression, run: Run): void {
  note(state, from, fromAt);
  note(state, to, toAt);
  for (const a of from) {
    for (const b of to) {
      if (a.is === 'label' || b.is === 'label') joinLabel(state, a, b, fromAt, run);
      else {
        if (a.is === 'task' && b.is === 'task') noteRepeated(state, a, b, fromAt, toAt, run);
        for (const up of leavesOf(a)) for (const down of rootsOf(b)) link(state, up, down, fromAt, a, run);
      }
    }
  }
}

/** The same arrow drawn a second time elsewhere. What loops and functions repeat by themselves is left alone. */
function noteRepeated(state: State, up: Task, down: Task, fromAt: Expression, toAt: Expression, run: Run): void {
  const known = down.upstream.get(up);
  const at = fromAt.span.start < toAt.span.start ? fromAt.span : toAt.span;
  const arrow = state.arrows.get(down)?.get(up);
  const before = state.arrows.get(down) ?? new Map<Task, Span>();
  if (!arrow && !known) state.arrows.set(down, before.set(up, fromAt.span));
  if (!arrow || run.loops > 0 || run.many > 0 || run.branches.length > 0 || run.frames.length > (up.dag?.function ? 2 : 1) || up.loops > 0 || down.loops > 0 || !known || known.branches.length > 0) return;
  if (arrow.start === fromAt.span.start && arrow.end === fromAt.span.end) return;
  tell(state, 'duplicate-task-dependency', at, `'${down.id}' waits for '${up.id}' already`);
}

function note(state: State, ends: readonly End[], at: Expression): void {
  const single = ends[0];
  if (ends.length === 1 && single && single.is !== 'label' && (at.kind === 'name' || at.kind === 'attribute' || at.kind === 'subscript')) state.operands.push({ task: single, span: at.span });
  if ((at.kind === 'list' || at.kind === 'tuple') && at.items.length === ends.length) {
    at.items.forEach((item, i) => {
      const end = ends[i]!;
      if (end.is !== 'label' && (item.kind === 'name' || item.kind === 'attribute')) state.operands.push({ task: end, span: item.span });
    });
  }
}

function joinLabel(state: State, a: End, b: End, at: Expression, run: Run): void {
  if (b.is === 'label' && a.is !== 'label') {
    b.upstream.push(...leavesOf(a));
    for (const up of leavesOf(a)) for (const down of b.downstream) link(state, up, down, at, a, run);
  } else if (a.is === 'label' && b.is !== 'label') {
    a.downstream.push(...rootsOf(b));
    for (const up of a.upstream) for (const down of rootsOf(b)) link(state, up, down, at, up, run);
  }
  if (a.is === 'label' && !state.labels.includes(a)) state.labels.push(a);
}

/** One dependency. A task without a DAG joins that of the other. */
export function link(state: State, up: Task, down: Task, at: Expression, named: End, run: Run): void {
  linkAt(state, up, down, spanIn(at, named), at.span, run);
}

export function linkAt(state: State, up: Task, down: Task, span: Span, full: Span, run: Run): void {
  if (up === down) return;
  if (up.dag === null && down.dag) adopt(state, up, down.dag);
  else if (down.dag === null && up.dag) adopt(state, down, up.dag);
  if (up.dag !== down.dag) return;
  if (!down.upstream.has(up)) down.upstream.set(up, { span, full, branches: [...run.branches], many: run.many > 0 });
  up.downstream.add(down);
}

/** In a list the item that names the task, else the whole. */
function spanIn(at: Expression, named: End): Span {
  if (named.is === 'label') return at.span;
  if ((at.kind === 'list' || at.kind === 'tuple') && at.items.length > 0) return at.items.find(i => i.kind === 'name' && i.name === (named.is === 'task' ? named.label.text : named.id.text))?.span ?? at.span;
  return at.span;
}

function adopt(state: State, task: Task, dag: NonNullable<Task['dag']>): void {
  task.dag = dag;
  if (!state.tasks.includes(task)) state.tasks.push(task);
  if (!dag.tasks.includes(task)) dag.tasks.push(task);
}

export function tasksIn(group: Group): Task[] {
  return group.members.flatMap(m => (m.is === 'task' ? [m] : tasksIn(m)));
}

/** The tasks of a group that nothing in the group runs before. */
export function rootsOf(end: Task | Group): readonly Task[] {
  if (end.is === 'task') return [end];
  const tasks = tasksIn(end);
  const inside = new Set(tasks);
  return tasks.filter(t => ![...t.upstream.keys()].some(u => inside.has(u)));
}

/** The tasks of a group that nothing in the group runs after; behind a teardown the group ends with what comes before it. */
export function leavesOf(end: Task | Group): readonly Task[] {
  if (end.is === 'task') return [end];
  const tasks = tasksIn(end);
  const inside = new Set(tasks);
  const out = new Set<Task>();
  const works = (task: Task, except: Task): boolean => [...task.downstream].some(d => d !== except && inside.has(d) && d.role !== 'teardown');
  const behind = (teardown: Task, depth: number): void => {
    for (const up of teardown.upstream.keys()) {
      if (!inside.has(up) || depth > 50) continue;
      if (up.role === 'teardown') behind(up, depth + 1);
      else if (up.role !== 'setup' && !works(up, teardown)) out.add(up);
    }
  };
  for (const t of tasks) {
    if ([...t.downstream].some(d => inside.has(d))) continue;
    if (t.role === 'teardown') behind(t, 0);
    else out.add(t);
  }
  return [...out];
}

/** `chain(a, [b, c], d)`: neighbouring lists pair up item by item. */
export function chainTasks(state: State, args: CallArguments, run: Run): void {
  for (let i = 0; i + 1 < args.positional.length; i++) {
    const a = args.positional[i]!;
    const b = args.positional[i + 1]!;
    const lists = isSequence(a.value) && isSequence(b.value);
    if (lists && isSequence(a.value) && isSequence(b.value)) {
      if (a.value.open || b.value.open) continue;
      if (a.value.items.length !== b.value.items.length) {
        tell(state, 'chain-length-mismatch', b.expression.span, `chain() pairs neighbouring lists item by item, but there are ${a.value.items.length} items before these ${b.value.items.length}`);
        continue;
      }
      a.value.items.forEach((item, n) => {
        const from = endsOf(item);
        const other = b.value;
        const to = isSequence(other) ? endsOf(other.items[n]!) : null;
        if (from && to) connect(state, from, to, itemOf(a.expression, n), itemOf(b.expression, n), run);
      });
    } else {
      const from = endsOf(a.value);
      const to = endsOf(b.value);
      if (from && to) connect(state, from, to, a.expression, b.expression, run);
    }
  }
}

function itemOf(e: Expression, n: number): Expression {
  return (e.kind === 'list' || e.kind === 'tuple') && e.items[n] ? e.items[n] : e;
}

/** `cross_downstream` and `chain_linear`: all of one to all of the next. */
export function crossTasks(state: State, args: CallArguments, run: Run): void {
  const parts = [...args.positional.map(p => ({ value: p.value, at: p.expression })), ...args.keywords.map((k): { value: Value; at: Expression } => ({ value: k.value, at: { kind: 'unknown', span: k.span } }))];
  for (let i = 0; i + 1 < parts.length; i++) {
    const from = endsOf(parts[i]!.value);
    const to = endsOf(parts[i + 1]!.value);
    if (from && to) connect(state, from, to, parts[i]!.at, parts[i + 1]!.at, run);
  }
}

/** `set_upstream` and `set_downstream`; the receiver is named by the call's callee. */
export function setRelatives(state: State, self: AirflowObject, args: CallArguments, upstream: boolean, at: Expression, run: Run): void {
  const receiver = at.kind === 'call' && at.callee.kind === 'attribute' ? at.callee.value : at;
  const own = endsOf(hosted(self));
  const first = args.positional[0];
  const other = first ?? (args.keywords[0] ? { value: args.keywords[0].value, expression: { kind: 'unknown' as const, span: args.keywords[0].span } } : undefined);
  const ends = other ? endsOf(other.value) : null;
  if (!own || !ends || !other) return;
  if (upstream) connect(state, ends, own, other.expression, receiver, run);
  else connect(state, own, ends, receiver, other.expression, run);
}

/** The results of tasks inside a value, which make those tasks run first. */
export function outputsIn(value: Value): readonly Task[] {
  const out = new Set<Task>();
  let budget = MOST_VALUES;
  const look = (v: Value, depth: number): void => {
    if (depth > 8 || budget-- <= 0) return;
    const object = objectOf(v);
    if (object?.is === 'output') for (const t of object.tasks) out.add(t);
    else if (v.kind === 'either') for (const one of v.values) look(one, depth);
    else if (isSequence(v)) for (const item of v.items) look(item, depth + 1);
    else if (v.kind === 'dict') for (const e of v.entries) look(e.value, depth + 1);
    else if (v.kind === 'made') for (const a of [...v.args.positional, ...v.args.keywords]) look(a.value, depth + 1);
  };
  look(value, 0);
  return [...out];
}
