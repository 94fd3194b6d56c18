import { setting } from '../follow/tasks';
import { knownText } from '../../../syntax/python';
import type { Dag, Task } from '../objects';
import type { Extraction } from './dags';
import { functionOf, isBranch, returnsOf } from './habits';

/**
 * Tasks where the ways of a branch meet again. A branch skips the ways that it does not take, and a task that waits for all of
 * them is skipped with them unless its trigger rule says otherwise. A branch that may take several ways at once is left alone.
 * Source: Airflow, core concepts, branching.
 */
export function checkBranchJoins(x: Extraction, dag: Dag): void {
  if (dag.many) return;
  for (const branch of dag.tasks) {
    if (!isBranch(branch) || !branch.known || branch.many || mayTakeSeveral(branch)) continue;
    const ways = [...branch.downstream].filter(t => t.known && !t.many);
    if (ways.length < 2 || ways.length > 30 || ways.length !== branch.downstream.size) continue;
    const reached = new Map<Task, number>();
    ways.forEach((way, i) => spread(way, 1 << i, reached));
    for (const [task, mask] of reached) {
      if (!severalBits(mask) || task.role !== null || !task.known || ways.includes(task)) continue;
      const waits = [...task.upstream.keys()].map(up => reached.get(up) ?? 0);
      // The task itself is where ways meet if what it waits for lies on different ones.
      if (!waits.some((a, i) => waits.some((b, j) => i < j && a !== 0 && b !== 0 && (a & b) === 0))) continue;
      const rule = setting(task, 'trigger_rule');
      if (rule !== null && (rule === 'unknown' || knownText(rule.value) !== 'all_success')) continue;
      const last = task.args.keywords.filter(k => k.nameSpan !== null && k.full.start >= task.span.start && k.full.end <= task.span.end).map(k => k.full.end);
      x.draft.problem('branch-join-skipped', task.nameSpan ?? task.head, `'${branch.id}' skips the ways it does not take, and this task, which waits for more than one of them, is skipped too; set trigger_rule="none_failed_min_one_success"`, rule === null && !task.function && last.length > 0 ? { at: Math.max(...last) } : {});
    }
  }
}

/** Marks all that comes after a task with a bit; each task is passed on once a new bit. */
function spread(from: Task, bit: number, reached: Map<Task, number>): void {
  const todo = [from];
  for (let task = todo.pop(); task !== undefined; task = todo.pop()) {
    const mask = reached.get(task) ?? 0;
    if ((mask & bit) !== 0) continue;
    reached.set(task, mask | bit);
    todo.push(...task.downstream);
  }
}

function severalBits(mask: number): boolean {
  return (mask & (mask - 1)) !== 0;
}

/** Whether the function may name several tasks: a list, or anything that is not plainly one id. */
function mayTakeSeveral(branch: Task): boolean {
  const f = functionOf(branch);
  if (f === null) return false;
  return returnsOf(f).some(r => r !== null && r.kind !== 'text' && !(r.kind === 'constant' && r.value === null) && !(r.kind === 'list' && r.items.length < 2) && !(r.kind === 'conditional' && r.value.kind === 'text' && r.otherwise.kind === 'text'));
}
