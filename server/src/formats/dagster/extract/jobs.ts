import type { Json, Key } from '../../../model/key';
import { keyword, knownText } from '../../../syntax/python';
import { cronWords } from '../../../text/cron';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { pythonKey, pythonTargets } from '../../shared/pythonModules';
import { sqlCallsOf } from '../../shared/pythonSql';
import { jobKey, opKey, scheduleKey, sensorKey, stepKey } from '../names';
import type { Job, Op, Schedule } from '../objects';
import { adopted } from './assets';
import type { Extraction } from './index';
import { referTo } from './refer';

/** Ops, jobs with their steps, schedules and sensors. */
export function extractJobs(x: Extraction): void {
  for (const op of x.state.ops) extractOp(x, op);
  for (const job of x.state.jobs) extractJob(x, job);
  for (const schedule of x.state.schedules) extractSchedule(x, schedule);
}

function extractOp(x: Extraction, op: Op): void {
  const bound = x.state.names.get(op);
  x.draft.declare({
    id: opKey(op.name), kind: 'symbol', type: `dagster.${op.kind}`, role: 'defines', name: op.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound)], nameSpan: op.nameSpan ?? { start: op.definition.nameSpan.start, end: op.definition.nameSpan.start }, span: op.definition.span, parent: null, path: null,
    attributes: described(op.definition.docstring?.value ?? knownText(keyword(op.args, 'description')?.value)), columns: [], columnsComplete: false,
  });
}

function described(text: string | null | undefined): { readonly description?: string } {
  return text ? { description: text.trim() } : {};
}

function keyOfJob(job: Job, path: string): Key {
  return jobKey(job.known ? job.name : `${job.name}@${path}`);
}

function extractJob(x: Extraction, job: Job): void {
  const id = keyOfJob(job, x.path);
  const bound = x.state.names.get(job);
  const schedules = x.state.schedules.filter(s => s.kind === 'schedule' && (s.job === job || (s.job?.is === 'name' && s.job.name === job.name)));
  const cron = schedules.flatMap(s => s.cron.map(c => c.text));
  const zone = schedules.find(s => s.timezone !== null)?.timezone ?? null;
  const facts: string[] = [];
  if (job.selection) facts.push(`materializes ${job.selection.text}`);
  if (job.kind === 'ops') facts.push(`${job.steps.length} op${job.steps.length === 1 ? '' : 's'}`);
  for (const c of cron) facts.push(`runs ${cronWords(c) ?? c}`);
  x.draft.declare({
    id, kind: 'job', type: 'dagster.job', role: 'defines', name: job.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound)], nameSpan: job.nameSpan, span: job.span, parent: null, path: null,
    attributes: { ...described(job.definition?.docstring?.value ?? knownText(keyword(job.args, 'description')?.value)), schedule: cron.length > 0 ? cron.join(', ') : null, more: { known: job.known, facts: facts as Json, ...(zone ? { timezone: zone } : {}) } }, columns: [], columnsComplete: false,
  });
  for (const d of job.selection?.keys ?? []) referTo(x, d, id, 'names', 'dagster.selection');
  const steps = new Map(job.steps.map(s => [s, stepKey(job.name, s.name)] as const));
  for (const [step, own] of steps) {
    const head = { start: step.span.start, end: step.span.start };
    x.draft.declare({ id: own, kind: 'job', type: 'dagster.step', role: 'defines', name: step.name, keys: [], nameSpan: head, span: head, parent: id, path: null, attributes: step.op ? described(step.op.definition.docstring?.value) : {}, columns: [], columnsComplete: false, ...adopted(x, step.op?.kind === 'op' ? step.op.definition : null) });
    for (const up of step.upstream) {
      const key = steps.get(up);
      if (key) x.draft.refer({ targets: [key], type: 'dagster.step', name: up.name, span: step.span, fullSpan: step.span, from: own, role: 'uses', certainty: 'certain', implied: true });
    }
    const targets = step.op ? [opKey(step.op.name)] : step.path ? pythonTargets(x.path, step.path) : [];
    if (targets.length > 0) x.draft.refer({ targets, type: 'dagster.op', name: step.op?.name ?? step.name, span: step.span, fullSpan: step.span, from: own, role: 'names', certainty: 'likely', implied: true });
    if (step.op && step.op.kind === 'op') for (const call of sqlCallsOf(step.op.function)) extractJobSql(x.draft, x.text, { job: own, text: call.text.text, origin: call.text.origin, at: call.span, dialect: dialectOf(call.callee), place: 'dagster', schema: null, known: {} });
  }
}

function extractSchedule(x: Extraction, s: Schedule): void {
  const id = (s.kind === 'schedule' ? scheduleKey : sensorKey)(s.name);
  const cron = s.cron.map(c => c.text);
  const facts = [...cron.map(c => `runs ${cronWords(c) ?? c}${s.timezone ? ` (${s.timezone})` : ''}`), ...(s.selection ? [`materializes ${s.selection.text}`] : [])];
  const bound = x.state.names.get(s);
  x.draft.declare({
    id, kind: 'symbol', type: `dagster.${s.kind}`, role: 'defines', name: s.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound)], nameSpan: s.nameSpan ?? { start: s.head.start, end: s.head.start }, span: s.span, parent: null, path: null,
    attributes: { ...described(s.definition?.docstring?.value), schedule: cron.length > 0 ? cron.join(', ') : null, more: { facts, ...(s.timezone ? { timezone: s.timezone } : {}), ...(cron.length > 0 && !s.args.open && !keyword(s.args, 'execution_timezone') ? { zoneless: true } : {}) } }, columns: [], columnsComplete: false,
  });
  for (const d of s.selection?.keys ?? []) referTo(x, d, id, 'names', s.kind === 'schedule' ? 'dagster.selection' : 'dagster.asset');
  const { job } = s;
  if (job === null || job.is === 'job') return;
  const targets = job.is === 'name' ? [jobKey(job.name)] : pythonTargets(x.path, job.path);
  const name = job.is === 'name' ? job.name : job.path.slice(job.path.lastIndexOf('.') + 1);
  if (targets.length > 0) x.draft.refer({ targets, type: 'dagster.job', name, span: job.span, fullSpan: job.span, from: id, role: 'names', certainty: 'likely', ...(x.text.slice(job.span.start, job.span.end) === name ? {} : { implied: true }) });
}
