import { keyword, knownText, truthOf } from '../../../syntax/python';
import { defaultsIn, setting } from '../follow/tasks';
import type { Dag, Task } from '../objects';
import { isSensor } from '../operators';
import { behindArguments, behindEntries } from '../../shared/pythonFile';
import type { Extraction } from './dags';

/** What is wrong, or unwise, with the tasks of a DAG as a whole. */
export function checkDag(x: Extraction, dag: Dag): void {
  checkCycle(x, dag);
  checkRetries(x, dag);
  for (const task of dag.tasks) {
    checkSensor(x, task);
    checkSla(x, task);
  }
}

/** Airflow refuses a DAG that goes in circles. Dependencies that may never stand together are left out. */
function checkCycle(x: Extraction, dag: Dag): void {
  const state = new Map<Task, 'open' | 'done'>();
  const sure = (task: Task): Task[] => [...task.upstream].filter(([up, e]) => e.branches.length === 0 && !e.many && up.known && task.known && !up.many && !task.many).map(([up]) => up);
  for (const start of dag.tasks) {
    if (state.has(start)) continue;
    const path: { task: Task; rest: Task[] }[] = [{ task: start, rest: sure(start) }];
    state.set(start, 'open');
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.task, 'done');
        path.pop();
      } else if (state.get(next) === 'open') {
        tellCircle(x, path.slice(path.findIndex(p => p.task === next)).map(p => p.task).reverse());
        return;
      } else if (!state.has(next)) {
        state.set(next, 'open');
        path.push({ task: next, rest: sure(next) });
      }
    }
  }
}

/** Told where the last of the dependencies is written that close the circle. `circle` is in the order in which the tasks would run. */
function tellCircle(x: Extraction, circle: readonly Task[]): void {
  const edges = circle.flatMap((task, i) => task.upstream.get(circle[(i + circle.length - 1) % circle.length]!) ?? []);
  const last = edges.reduce<(typeof edges)[number] | null>((a, b) => (a === null || b.span.start > a.span.start ? b : a), null);
  const ids = circle.map(t => t.id);
  if (last) x.draft.problem('task-dependency-cycle', last.span, `These tasks wait for each other: ${[...ids.slice(0, 6), ...(ids.length > 6 ? ['…'] : []), ids[0]!].join(' → ')}`);
}

/** One hint for a DAG none of whose tasks is tried again. */
function checkRetries(x: Extraction, dag: Dag): void {
  if (dag.open || dag.openDefaults || dag.tasks.length === 0 || dag.maker === '@asset') return;
  const work = dag.tasks.filter(t => !/^(Empty|Dummy)Operator$/.test(t.operator) && !isSensor(t.family || t.operator, t.path));
  if (work.length === 0 || !work.every(t => setting(t, 'retries') === null)) return;
  x.draft.problem('task-without-retries', dag.nameSpan ?? dag.head, 'No task of this DAG is tried again when it fails: set retries in default_args, or on the tasks that call other systems', retriesAt(x, dag));
}

/** Where retries can be written: behind the other defaults, else as the only one. */
function retriesAt(x: Extraction, dag: Dag): { readonly at: number; readonly text: string } | undefined {
  const given = keyword(dag.args, 'default_args');
  const at = given === undefined ? behindArguments(x.file.text, dag.args) : given.value.kind === 'dict' ? behindEntries(x.file.text, given.value) : null;
  return at === null ? undefined : { at, text: given === undefined ? ', default_args={"retries": 2}' : ', "retries": 2' };
}

/** A sensor in its default mode keeps a worker busy as long as it waits. */
function checkSensor(x: Extraction, task: Task): void {
  const family = task.family || task.operator;
  if (!isSensor(family, task.path) || /Async$/.test(family) || task.args.open) return;
  const mode = setting(task, 'mode');
  const deferrable = keyword(task.args, 'deferrable');
  if (mode === 'unknown' || (deferrable && truthOf(deferrable.value) !== false)) return;
  if (mode !== null && knownText(mode.value) !== 'poke') return;
  if (defaultsIn(task.args)?.open) return;
  x.draft.problem('sensor-holds-worker-slot', mode?.own ? mode.span : task.head, 'This sensor occupies a worker as long as it waits: use mode="reschedule", or deferrable=True where the sensor has it', mode?.own ? { mode: true } : mode === null ? added(x, task, ', mode="reschedule"') : {});
}

/** Where a further argument of a task can be written, as data for a fix. */
export function added(x: Extraction, task: Task, text: string): { readonly at?: number; readonly text?: string } {
  const at = behindArguments(x.file.text, task.args);
  return at === null ? {} : { at, text };
}

/** `sla=` is gone in Airflow 3: the parameter is ignored there with a warning. */
function checkSla(x: Extraction, task: Task): void {
  const sla = keyword(task.args, 'sla');
  if (sla) x.draft.problem('airflow-sla-removed', sla.span, 'Airflow 3 has no SLAs: use a deadline alert of the DAG', { severity: x.version === 3 ? 'warning' : 'information' });
}
