import type { Entity, Workspace } from '../../model/workspace';
import { code } from '../../text/markdown';
import { byText } from '../lineage/graph';
import { listed, typeName } from '../words';
import { containers, neighbours, ownerOf, scheduleOf } from './about';

/**
 * What to do when a job fails, in order, as Markdown lines: what to look at first, how the tool runs it again, whether that
 * is safe, what to check afterwards and whom to tell. Only steps that the files give a reason for.
 */
export function recoverySteps(ws: Workspace, job: Entity, tasks: readonly Entity[], writes: readonly Entity[]): readonly string[] {
  const steps: string[] = [];
  const inputs = upstreamJobs(ws, job, tasks);
  if (inputs.length > 0) steps.push(`See whether what it waits for has run: ${listed(inputs.map(j => `${typeName(j.type)} ${code(j.name)}${when(ws, j)}`), 6)}.`);
  const again = AGAIN.find(([type]) => job.type.startsWith(type));
  if (again) steps.push(again[1](job));
  const checked = writes.filter(w => ws.checks(w.id).some(c => c.check.enabled));
  if (checked.length > 0) steps.push(`Run the checks on what it fills: ${listed(checked.map(w => `${code(w.name)} (${ws.checks(w.id).filter(c => c.check.enabled).length})`), 8)}.`);
  const users = new Map<string, string | null>();
  const own = new Set([job.id, ...tasks.map(t => t.id), ...writes.map(w => w.id)]);
  for (const w of writes) for (const e of neighbours(ws, w.id, 'down')) {
    if (own.has(e.id)) continue;
    const whole = containers(ws, e).at(-1) ?? e;
    if (!own.has(whole.id)) users.set(whole.name, ownerOf(ws, whole));
  }
  if (users.size > 0) steps.push(`Tell those who use the results: ${listed([...users].sort(([a], [b]) => byText(a, b)).map(([name, owner]) => `${code(name)}${owner ? ` (${owner.replace(/[|<>]/g, '')})` : ''}`), 10)}.`);
  return steps;
}

function when(ws: Workspace, job: Entity): string {
  const schedule = scheduleOf(ws, job);
  return schedule ? ` (${schedule.replace(/[|<>`]/g, '')})` : '';
}

/** Jobs of other pipelines that fill what this one reads. */
function upstreamJobs(ws: Workspace, job: Entity, tasks: readonly Entity[]): readonly Entity[] {
  const own = new Set([job.id, ...tasks.map(t => t.id)]);
  const out = new Map<string, Entity>();
  for (const id of own) {
    for (const input of ws.inputs(id)) {
      const up = ws.entity(input.from);
      if (up?.kind === 'job' && !own.has(up.id) && !(up.parent !== null && own.has(up.parent))) out.set(up.id, up);
      if (up?.kind === 'dataset') for (const i of ws.inputs(up.id)) {
        const filler = i.job === null ? undefined : ws.entity(i.job);
        if (filler && !own.has(filler.id)) out.set(filler.id, filler);
      }
    }
  }
  return [...out.values()].sort((a, b) => byText(a.name, b.name));
}

/** How each tool runs a failed job again, by the beginning of the job's type. */
const AGAIN: readonly (readonly [string, (job: Entity) => string])[] = [
  ['airflow.', job => `Read the log of the first failed task, repair the cause, and clear it with all that comes after it: ${code(`airflow tasks clear ${job.name} --start-date DATE --end-date DATE --only-failed --downstream`)}.`],
  ['dagster.', job => `Materialize it again from the first failed step on: ${code(`dagster asset materialize --select ${job.name}`)}, or "Re-execute from failure" in its interface.`],
  ['prefect.', job => `Run it again from its failed tasks on: ${code('prefect flow-run retry FLOW_RUN_ID')}; a deployment starts with ${code(`prefect deployment run ${job.name}/DEPLOYMENT`)}.`],
  ['kafka-connect.', job => `Look at its trace in the status, then restart what failed: ${code(`curl -s CONNECT/connectors/${job.name}/status`)}, ${code(`curl -X POST "CONNECT/connectors/${job.name}/restart?includeTasks=true&onlyFailed=true"`)}.`],
  ['flink.', () => `Start it from its last savepoint or checkpoint: ${code('flink run -s SAVEPOINT …')}.`],
  ['spark.', () => 'Read the failed stage in its log, then submit it again; a streaming query goes on from its checkpoint.'],
];
