import { argument, type CallArguments, callFunction, type Expression, type FunctionDefinition, isForeign, keyword, knownText, type Run, type TextValue, textValue, truthOf, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { type Dag, type DagFunction, type Group, type GroupFunction, hosted, objectOf } from '../objects';
import { currentDag, currentGroup, type State, tell } from './state';
import { childId, defaultsIn, labelOf } from './tasks';

/** A DAG from a call of its class or of a `@dag` function. */
export function makeDag(state: State, args: CallArguments, at: Expression, run: Run, of: { readonly maker: string; readonly definition: FunctionDefinition | null; readonly head: Span }): Dag {
  const given = argument(args, 'dag_id', 0);
  const id: TextValue = given?.value.kind === 'text' ? given.value : given === undefined && of.definition ? textValue(of.definition.name) : textValue(nameOf(given?.value), false);
  const defaults = keyword(args, 'default_args');
  const dict = defaultsIn(args);
  // A function of another module makes its DAG where it is called.
  const own = of.definition && !isForeign(of.definition.span) ? of.definition : null;
  const dag: Dag = {
    is: 'dag', id, nameSpan: id.origin ?? (given === undefined ? (own?.nameSpan ?? null) : null), args, span: own?.span ?? at.span, head: given?.span ?? (isForeign(of.head) ? at.span : of.head),
    defaults: dict, openDefaults: (defaults !== undefined && dict === null && !(defaults.value.kind === 'constant' && defaults.value.value === null)) || dict?.open === true || args.open,
    tasks: [], groups: [], function: of.definition, branches: [...run.branches], many: run.many > 0, maker: of.maker, open: false,
  };
  state.dags.push(dag);
  return dag;
}

function nameOf(value: Value | undefined): string {
  return value?.kind === 'unknown' && value.name ? `{${value.name}}` : '{dag_id}';
}

/** Follows the body of a `@dag` function. */
export function callDag(state: State, f: DagFunction, args: CallArguments, at: Expression, run: Run): Value {
  const dag = makeDag(state, f.args, at, run, { maker: '@dag', definition: f.definition, head: f.definition.nameSpan });
  inContext(state, { kind: 'dag', dag }, () => callFunction(f.function, args, at, run));
  if (run.exhausted) dag.open = true;
  return hosted(dag);
}

/** A task group, in the group and DAG that are open. `suffix` is set for `@task_group` functions, whose repeated calls get other ids. */
export function makeGroup(state: State, args: CallArguments, at: Expression, run: Run, of: { readonly definition: FunctionDefinition | null; readonly suffix: boolean }): Group {
  const parentArgument = objectOf(keyword(args, 'parent_group')?.value);
  const dagArgument = objectOf(keyword(args, 'dag')?.value);
  const dag = dagArgument?.is === 'dag' ? dagArgument : parentArgument?.is === 'group' ? parentArgument.dag : currentDag(state);
  const parent = parentArgument?.is === 'group' ? parentArgument : currentGroup(state, dag);
  const given = argument(args, 'group_id', 0);
  let id = labelOf(given?.value, of.definition?.name ?? null);
  const taken = new Set([...(dag?.groups ?? []).map(g => g.fullId), ...(dag?.tasks ?? []).map(t => t.id)]);
  const explicit = keyword(args, 'add_suffix_on_collision');
  const suffix = explicit ? truthOf(explicit.value) === true : of.suffix;
  const own = (label: string): string => childId(parent, label);
  const span = given?.span ?? (at.kind === 'call' ? at.callee.span : at.span);
  if (taken.has(own(id.text)) && id.known) {
    if (suffix) {
      const base = id.text.replace(/__\d+$/, '');
      let n = 1;
      while (taken.has(own(`${base}__${n}`))) n++;
      id = textValue(`${base}__${n}`);
    } else if (run.many === 0 && run.branches.length === 0) {
      tell(state, 'duplicate-task-id', span, `The DAG has a task or task group '${own(id.text)}' already`);
    }
  }
  const prefix = keyword(args, 'prefix_group_id');
  const group: Group = {
    is: 'group', dag, parent, id, fullId: own(id.text), known: id.known && (parent === null || !parent.prefixes || parent.known), prefixes: prefix === undefined || truthOf(prefix.value) !== false,
    nameSpan: id.origin ?? (given === undefined && of.definition && !isForeign(of.definition.span) && id.text === of.definition.name ? of.definition.nameSpan : null), span: at.span,
    defaults: defaultsIn(args), members: [], tooltip: knownText(keyword(args, 'tooltip')?.value) ?? of.definition?.docstring?.value ?? null,
  };
  dag?.groups.push(group);
  parent?.members.push(group);
  return group;
}

/** Follows the body of a `@task_group` function. What it returns can be used downstream, and so can the group. */
export function callGroup(state: State, f: GroupFunction, args: CallArguments, at: Expression, run: Run): Value {
  const group = makeGroup(state, f.args, at, run, { definition: f.definition, suffix: true });
  const returned = inContext(state, { kind: 'group', group }, () => callFunction(f.function, args, at, run));
  // A function that returns a task's result gives that, as in Airflow; a dependency on it is one on that task.
  const object = objectOf(returned);
  return object?.is === 'output' || object?.is === 'task' || returned.kind === 'dict' || returned.kind === 'list' || returned.kind === 'tuple' ? returned : hosted(group);
}

export function inContext<T>(state: State, context: State['contexts'][number], work: () => T): T {
  state.contexts.push(context);
  try {
    return work();
  } finally {
    state.contexts.pop();
  }
}
