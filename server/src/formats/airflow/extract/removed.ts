import { type CallArguments, knownText } from '../../../syntax/python';
import { entry } from '../../../text/entry';
import type { Dag, Task } from '../objects';
import type { Extraction } from './dags';

interface Removed {
  /** What the argument is called since; null if nothing takes its place. */
  readonly to: string | null;
  /** Operators and sensors that had it; all if absent. */
  readonly of?: RegExp;
}

const OF_DAGS: { readonly [name: string]: Removed } = {
  concurrency: { to: 'max_active_tasks' }, fail_stop: { to: 'fail_fast' }, default_view: { to: null }, orientation: { to: null },
};

const OF_TASKS: { readonly [name: string]: Removed } = {
  task_concurrency: { to: 'max_active_tis_per_dag' }, execution_date: { to: 'logical_date', of: /^TriggerDagRunOperator$/ },
  use_task_execution_day: { to: 'use_task_logical_date', of: /^(BranchDayOfWeekOperator|DayOfWeekSensor)$/ }, use_task_execution_date: { to: 'use_task_logical_date', of: /^BranchDateTimeOperator$/ },
};

const RULES: { readonly [value: string]: string } = { none_failed_or_skipped: 'none_failed_min_one_success', dummy: 'always' };

/** Arguments of a DAG that Airflow 3 refuses. */
export function checkRemovedOfDag(x: Extraction, dag: Dag): void {
  if (dag.maker === 'DAG' || dag.maker === '@dag') checkArguments(x, dag.args, OF_DAGS, '');
}

/** Arguments of a task that Airflow 3 refuses, and the operator that it has no more. */
export function checkRemovedOfTask(x: Extraction, task: Task): void {
  if (task.operator === 'SubDagOperator' && task.path.startsWith('airflow.')) x.draft.problem('removed-subdag-operator', task.head, 'Airflow 3 has no SubDagOperator: put the tasks into a task group', { severity: x.version === 3 ? 'error' : 'warning' });
  // A class of the project may know the argument itself.
  if (!task.path.startsWith('airflow.')) return;
  checkArguments(x, task.args, OF_TASKS, task.operator);
  const rule = task.args.keywords.find(k => k.name === 'trigger_rule');
  const text = knownText(rule?.value);
  const to = text === null ? undefined : entry(RULES, text);
  if (rule?.value.kind !== 'text' || rule.value.origin === null || to === undefined) return;
  x.draft.problem('removed-airflow-argument', rule.value.origin, `Airflow 3 knows no trigger rule '${text}'; it is called '${to}' since 2.2`, { severity: severityOf(x, true), text: to });
}

function checkArguments(x: Extraction, args: CallArguments, removed: { readonly [name: string]: Removed }, operator: string): void {
  for (const k of args.keywords) {
    const found = entry(removed, k.name);
    if (!found || k.nameSpan === null || k.full.start > k.nameSpan.start || found.of?.test(operator) === false) continue;
    x.draft.problem('removed-airflow-argument', k.nameSpan, found.to === null ? `Airflow 3 refuses '${k.name}', and nothing takes its place` : `Airflow 3 refuses '${k.name}'; it is called '${found.to}' now`, {
      severity: severityOf(x, found.to !== null), ...(found.to === null ? { start: k.full.start, end: k.full.end } : { text: found.to }),
    });
  }
}

/** What has another name already is worth a word before the upgrade; what only has to go then is a hint. */
function severityOf(x: Extraction, renamed: boolean): string {
  return x.version === 3 ? 'error' : x.version === null && renamed ? 'information' : 'hint';
}
