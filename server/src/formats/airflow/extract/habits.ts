import { argument, type Expression, expressionsIn, type FunctionDefinition, keyword, knownText, type Statement, statementsIn, truthOf, visitExpressions } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { importedNames, pathBy } from '../../shared/codePractice';
import { nameUses } from '../../shared/pythonFile';
import { setting } from '../follow/tasks';
import type { Dag, Task } from '../objects';
import { operatorFacts } from '../operators';
import type { Extraction } from './dags';

/** How DAGs are written: what teams agree on, most of it off until a team asks for it. */
export function adviseHabits(x: Extraction, dags: readonly Dag[]): void {
  for (const dag of dags) {
    checkMetadata(x, dag);
    checkContext(x, dag);
    checkNaive(x, dag);
  }
  const single = dags.filter(d => !d.many && d.maker !== '@asset' && d.branches.length === 0);
  for (const dag of single.slice(1)) x.draft.problem('many-dags-in-one-file', dag.nameSpan ?? dag.head, `This file makes ${single.length} DAGs; one a file is easier to find, and only that one is parsed again when it changes`);
  checkNames(x);
  checkPulls(x, dags);
  checkFunctions(x);
  checkHandoff(x, dags);
}

function checkMetadata(x: Extraction, dag: Dag): void {
  if (dag.args.open || dag.openDefaults || dag.maker === '@asset') return;
  const has = (name: string): boolean => keyword(dag.args, name) !== undefined || dag.defaults?.entries.some(e => e.key.kind === 'text' && e.key.text === name) === true;
  const missing = [
    ...(has('tags') ? [] : ['tags']),
    ...(has('description') || has('doc_md') || dag.function?.docstring ? [] : ['a description']),
    ...(has('owner') || dag.tasks.some(t => keyword(t.args, 'owner')) ? [] : ['an owner']),
  ];
  if (missing.length > 0) x.draft.problem('dag-metadata-missing', dag.nameSpan ?? dag.head, `This DAG has no ${missing.length > 1 ? `${missing.slice(0, -1).join(', ').replace(/\ban? /g, '')} and no ${missing[missing.length - 1]!.replace(/^an? /, '')}` : missing[0]!.replace(/^an? /, '')}`);
}

/** Tasks that are given their DAG one by one, where a `with` block would say it once. */
function checkContext(x: Extraction, dag: Dag): void {
  if (dag.function || dag.maker !== 'DAG' || dag.tasks.length === 0) return;
  if (dag.tasks.every(t => !t.function && keyword(t.args, 'dag'))) x.draft.problem('dag-without-context-manager', dag.nameSpan ?? dag.head, `Each of the ${dag.tasks.length} tasks is given its DAG by hand; in a 'with' block they find it themselves, and none can be forgotten`);
}

function checkNaive(x: Extraction, dag: Dag): void {
  const given = keyword(dag.args, 'start_date') ?? dag.defaults?.entries.findLast(e => e.key.kind === 'text' && e.key.text === 'start_date');
  const span = given?.span;
  if (!span || given.value.kind !== 'made' || !/^datetime(\.datetime)?$/.test(given.value.path) || given.value.args.open) return;
  if (keyword(given.value.args, 'tzinfo') || given.value.args.positional.length > 7) return;
  x.draft.problem('naive-start-date', span, 'This date has no time zone, so Airflow takes the one of its configuration: say tzinfo, or use pendulum.datetime(…, tz="UTC")');
}

/** `load = BashOperator(task_id="extract")`: who reads the arrows looks for the wrong task. */
function checkNames(x: Extraction): void {
  const uses = nameUses(x.file);
  const bySpan = new Map(x.tasks.filter(t => t.loops === 0 && !t.function).map(t => [t.span.start, t]));
  for (const s of statementsIn(x.file.body)) {
    const [target] = s.kind === 'assign' ? s.targets : [];
    if (s.kind !== 'assign' || s.targets.length !== 1 || target?.kind !== 'name' || s.value === null) continue;
    const task = bySpan.get(s.value.span.start);
    if (!task?.known || !task.nameSpan || task.label.text === target.name) continue;
    const places = uses.usesOf(target.name);
    const free = /^[A-Za-z_]\w*$/.test(task.label.text) && uses.usesOf(task.label.text)?.length === 0 && !uses.functions.has(task.label.text);
    x.draft.problem('task-variable-name-differs', target.span, `The variable is called '${target.name}', its task '${task.label.text}'`, places && free ? { to: task.label.text, places: places.flatMap(p => [p.start, p.end]) } : {});
  }
}

const PULL = /^\{\{\s*(?:ti|task_instance)\.xcom_pull\(\s*(?:task_ids\s*=\s*)?(?:'([\w.-]+)'|"([\w.-]+)")\s*\)\s*\}\}$/;

/** A template that is nothing but one result of another task: `.output` says the same, and makes the dependency. */
function checkPulls(x: Extraction, dags: readonly Dag[]): void {
  const variables = new Map<Task, string>();
  const bySpan = new Map(x.tasks.filter(t => t.loops === 0).map(t => [t.span.start, t]));
  const bound = nameUses(x.file);
  for (const s of statementsIn(x.file.body)) {
    const target = s.kind === 'assign' && s.targets.length === 1 ? s.targets[0] : undefined;
    const task = s.kind === 'assign' && s.value ? bySpan.get(s.value.span.start) : undefined;
    if (task && target?.kind === 'name' && bound.usesOf(target.name) !== undefined) variables.set(task, task.function ? target.name : `${target.name}.output`);
  }
  for (const task of dags.flatMap(d => d.tasks)) {
    for (const k of task.args.keywords) {
      if (k.value.kind !== 'text' || !k.value.known || !k.value.origin || !operatorFacts(task.family, task.path)?.templated?.includes(k.name)) continue;
      const match = PULL.exec(k.value.text.trim());
      if (!match) continue;
      const id = match[1] ?? match[2]!;
      const up = task.dag?.tasks.find(t => t.id === id && t.known && !t.mapped);
      if (!up || up === task) continue;
      const variable = variables.get(up);
      const whole = quoted(x.file.text, k.value.origin);
      x.draft.problem('xcom-pull-in-template', k.value.origin, `This template is the result of '${id}' and nothing else; its output as an argument says the same, and makes the one wait for the other`, variable && whole && up.span.end <= task.span.start ? { to: variable, start: whole.start, end: whole.end } : {});
    }
  }
}

/** The literal around its characters, if it is a plain one. */
function quoted(text: string, content: Span): Span | null {
  const quote = text[content.start - 1];
  const plain = (quote === '"' || quote === "'") && text[content.end] === quote && text[content.start - 2] !== quote && !/[A-Za-z]/.test(text[content.start - 2] ?? '');
  return plain ? { start: content.start - 1, end: content.end + 1 } : null;
}

const CLOCK = /^(datetime\.(datetime|date)\.(now|utcnow|today)|datetime\.(now|utcnow|today)|date\.today|pendulum\.(now|today))$/;

/** The functions of tasks: what they ask the clock for, and what they give. */
function checkFunctions(x: Extraction): void {
  const names = importedNames(x.file);
  const seen = new Set<FunctionDefinition>();
  for (const task of x.tasks) {
    const f = functionOf(task);
    if (!f || seen.has(f) || f.span.end > x.file.text.length) continue;
    seen.add(f);
    for (const e of callsIn(f.body)) {
      const path = pathBy(names, e.callee);
      if (path !== null && CLOCK.test(path)) x.draft.problem('wall-clock-in-task', e.callee.span, 'A run that is repeated tomorrow gets another time here: take the interval of the run (logical_date, data_interval_start, data_interval_end)');
    }
    if (task.operator === '@task') checkOutputs(x, task, f);
    if (isBranch(task)) checkShortCircuit(x, f);
  }
}

/** The function that a task runs: decorated, or given by name. */
export function functionOf(task: Task): FunctionDefinition | null {
  if (task.function) return task.function;
  const callable = keyword(task.args, 'python_callable')?.value;
  return callable?.kind === 'function' && callable.definition.kind === 'function' ? callable.definition : null;
}

export function isBranch(task: Task): boolean {
  return /^(@task\.branch(_\w+)?|Branch(Python|SQL|DateTime|DayOfWeek|ExternalPython|PythonVirtualenv)Operator|BranchSQLOperator)$/.test(task.function ? task.operator : task.family || task.operator);
}

/** What a function returns, its inner functions left aside. */
export function returnsOf(f: FunctionDefinition): (Expression | null)[] {
  return [...statementsIn(f.body, s => s.kind !== 'function' && s.kind !== 'class')].flatMap(s => (s.kind === 'return' ? [s.value] : []));
}

function* callsIn(body: readonly Statement[]): Iterable<Extract<Expression, { kind: 'call' }>> {
  for (const s of statementsIn(body)) {
    const out: Extract<Expression, { kind: 'call' }>[] = [];
    for (const root of expressionsIn(s)) visitExpressions(root, e => { if (e.kind === 'call') out.push(e); return true; });
    yield* out;
  }
}

function checkOutputs(x: Extraction, task: Task, f: FunctionDefinition): void {
  if (f.returns !== null || task.args.open || keyword(task.args, 'multiple_outputs')) return;
  const returned = returnsOf(f);
  const mappings = returned.filter(r => r?.kind === 'dict' && r.entries.length > 1 && r.entries.every(e => e.key?.kind === 'text'));
  if (mappings.length === 0 || mappings.length !== returned.length) return;
  const decorator = f.decorators.find(d => d.expression.kind === 'name' || d.expression.kind === 'attribute');
  x.draft.problem('implicit-multiple-outputs', f.nameSpan, `'${f.name}' returns a mapping that is kept as one value; multiple_outputs=True gives each key as a result of its own`, decorator ? { at: decorator.expression.span.end } : {});
}

function checkShortCircuit(x: Extraction, f: FunctionDefinition): void {
  const returned = returnsOf(f);
  const empty = (e: Expression | null): boolean => e === null || (e.kind === 'constant' && e.value === null) || (e.kind === 'list' && e.items.length === 0);
  const full = returned.filter(r => !empty(r));
  if (full.length === 1 && returned.length > 1 && (full[0]!.kind === 'text' || full[0]!.kind === 'list')) x.draft.problem('branch-used-as-short-circuit', f.nameSpan, `'${f.name}' goes one way or none at all: @task.short_circuit says so, and its answer is true or false`);
}

const LOCAL = /(?:^|[\s"'=])(\/(?:tmp|var\/tmp|home\/airflow|opt\/airflow\/(?:data|tmp))\/[\w./-]*\w\.[A-Za-z0-9]{2,8})(?=$|[\s"';|&)])/g;

/** A file on the disk of one worker that another task, perhaps on another worker, asks for. */
function checkHandoff(x: Extraction, dags: readonly Dag[]): void {
  const seen = new Set<number>();
  for (const dag of dags) {
    const first = new Map<string, Task>();
    for (const task of dag.tasks) {
      for (const [path, span] of localFiles(x, task)) {
        const other = first.get(path);
        if (other === undefined) first.set(path, task);
        else if (other !== task && other.known && (functionOf(other) === null || functionOf(other) !== functionOf(task)) && !seen.has(span.start)) {
          seen.add(span.start);
          x.draft.problem('fragile-task-handoff', span, `'${path}' is on the disk of the worker that runs '${other.id}'; this task may run on another one. Hand it over in a store that both reach`);
        }
      }
    }
  }
}

function localFiles(x: Extraction, task: Task): Map<string, Span> {
  const out = new Map<string, Span>();
  const add = (text: string, at: Span, verbatim: boolean): void => {
    for (const m of text.matchAll(LOCAL)) {
      const start = at.start + m.index + m[0].length - m[1]!.length;
      if (!out.has(m[1]!)) out.set(m[1]!, verbatim ? { start, end: start + m[1]!.length } : at);
    }
  };
  for (const k of task.args.keywords) {
    const text = knownText(k.value);
    if (text !== null && k.value.kind === 'text' && text.length < 10_000) add(text, k.value.origin ?? k.span, k.value.origin !== null && x.file.text.slice(k.value.origin.start, k.value.origin.end) === text);
  }
  const f = functionOf(task);
  if (f) for (const s of statementsIn(f.body)) for (const root of expressionsIn(s)) visitExpressions(root, e => { if (e.kind === 'text' && e.value.length < 1_000) add(e.value, e.content, e.verbatim); return true; });
  return out;
}

/**
 * A schedule without a start date. Airflow 2 refuses every DAG with one ("DAG is missing the start_date parameter"), Airflow 3
 * only one that is to catch up ("start_date is required when catchup=True"). Dates on tasks don't count for the DAG; they are
 * taken as a sign that somebody thought of it, for versions that looked there.
 */
export function checkStartGiven(x: Extraction, dag: Dag): void {
  if (dag.args.open || dag.openDefaults || dag.maker === 'DbtDag' || dag.maker === '@asset' || dag.many) return;
  const given = (name: string): boolean => keyword(dag.args, name) !== undefined || dag.defaults?.entries.some(e => e.key.kind === 'text' && e.key.text === name) === true;
  const schedule = keyword(dag.args, 'schedule') ?? keyword(dag.args, 'schedule_interval') ?? keyword(dag.args, 'timetable');
  const set = schedule && (schedule.value.kind === 'made' || (schedule.value.kind === 'text' && schedule.value.text !== ''));
  if (!set || given('start_date') || argument(dag.args, 'start_date', 3) || dag.tasks.some(t => setting(t, 'start_date') !== null)) return;
  const catchup = keyword(dag.args, 'catchup');
  const catches = catchup !== undefined && truthOf(catchup.value) === true;
  if (!catches && x.version === 3) return;
  const refused = catches || x.version === 2;
  const message = catches ? 'This DAG is to catch up on past runs, but does not say since when: Airflow refuses it without a start_date' : 'Airflow 2 refuses a DAG with a schedule and no start_date';
  x.draft.problem('dag-without-start-date', dag.nameSpan ?? dag.head, message, { severity: refused ? 'error' : 'information' });
}
