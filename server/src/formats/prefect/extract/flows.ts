import type { Attributes } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { type CallArguments, isForeign, keyword, knownText, printedValue, truthOf } from '../../../syntax/python';
import type { Draft } from '../../shared/draft';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { functionKey } from '../../shared/names';
import { type Imports, moduleAt } from '../../shared/pythonImports';
import { pythonKey, pythonTargets } from '../../shared/pythonModules';
import { sqlCallsOf } from '../../shared/pythonSql';
import { assetsIn, type State } from '../follow';
import { assetKey, blockKey, entrypointKey, flowKey, taskKey, taskRunKey, variableKey } from '../names';
import type { AssetObject, Flow, Task } from '../objects';

/** What the extraction of one file goes by. */
export interface Extraction {
  readonly draft: Draft;
  readonly path: string;
  readonly text: string;
  readonly state: State;
  readonly imports: Imports;
}

export function keyOfFlow(flow: Flow, path: string): Key {
  return flowKey(flow.known ? flow.name : `${flow.name}@${path}`);
}

/** Flows with the tasks they run, tasks, and what they name. */
export function extractFlows(x: Extraction): void {
  const run = new Set(x.state.flows.flatMap(f => [...f.runs.values()].map(r => r.task.definition)));
  for (const task of x.state.tasks) extractTask(x, task, run.has(task.definition));
  for (const flow of x.state.flows) extractFlow(x, flow);
  for (const m of x.state.mentions) {
    if (m.kind === 'deployment') continue;
    const target = m.kind === 'block' ? blockKey(m.type, m.name) : variableKey(m.name);
    x.draft.describe(target, 'symbol', `prefect.${m.kind}`, m.name, m.span, []);
    x.draft.refer({ targets: [target], type: `prefect.${m.kind}`, name: m.name, span: m.span, fullSpan: m.span, from: null, role: 'names', certainty: 'likely' });
  }
}

function extractFlow(x: Extraction, flow: Flow): void {
  const id = keyOfFlow(flow, x.path);
  const bound = x.state.names.get(flow);
  x.draft.declare({
    id, kind: 'job', type: 'prefect.flow', role: 'defines', name: flow.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound), entrypointKey(x.path, bound)], nameSpan: flow.nameSpan, span: flow.definition.span, parent: null, path: null,
    attributes: flowAttributes(flow), columns: [], columnsComplete: false, ...adopted(x, flow),
  });
  for (const [name, run] of flow.runs) {
    const own = taskRunKey(id, name);
    const head = { start: run.span.start, end: run.span.start };
    x.draft.declare({ id: own, kind: 'job', type: 'prefect.task', role: 'defines', name, keys: [], nameSpan: head, span: head, parent: id, path: null, attributes: taskAttributes(run.task, run.mapped), columns: [], columnsComplete: false, ...adopted(x, run.task) });
    const path = fileOf(x, run.task);
    // A task of another file does its work there, as a job of its own; what runs it here comes after it.
    x.draft.refer({ targets: [taskKey(run.task.name, path)], type: 'prefect.task', name, span: run.span, fullSpan: run.span, from: own, role: path === x.path ? 'names' : 'uses', certainty: 'certain', implied: true });
    for (const up of run.upstream) x.draft.refer({ targets: [taskRunKey(id, up.name)], type: 'prefect.task', name: up.name, span: run.span, fullSpan: run.span, from: own, role: 'uses', certainty: 'certain', implied: true });
    if (path === x.path) extractWork(x, run.task, own);
  }
  for (const { flow: sub, span } of flow.subflows) x.draft.refer({ targets: [keyOfFlow(sub, fileOf(x, sub))], type: 'prefect.flow', name: sub.name, span, fullSpan: span, from: id, role: 'uses', certainty: 'certain', implied: true });
  for (const { path, span } of flow.foreign) {
    const targets = pythonTargets(x.path, path);
    if (targets.length > 0) x.draft.refer({ targets, type: 'prefect.task', name: path.slice(path.lastIndexOf('.') + 1), span, fullSpan: span, from: id, role: 'uses', certainty: 'likely', implied: true });
  }
  extractSql(x, flow, id);
}

/** The file that defines a task or flow. */
function fileOf(x: Extraction, of: Flow | Task): string {
  return moduleAt(x.imports, of.definition.span)?.path ?? x.path;
}

/** The function of a flow or task is what it does. */
function adopted(x: Extraction, of: Flow | Task): { readonly adopts?: readonly Key[] } {
  return isForeign(of.definition.span) ? {} : { adopts: [functionKey(x.path, of.definition.name), functionKey(x.path, of.definition.name, 'spark')] };
}

/** A task that no flow of the file runs stands on its own. */
function extractTask(x: Extraction, task: Task, isRun: boolean): void {
  const id = taskKey(task.name, x.path);
  const bound = x.state.names.get(task);
  x.draft.declare({
    id, kind: isRun ? 'symbol' : 'job', type: isRun ? 'prefect.task_function' : 'prefect.task', role: 'defines', name: task.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound)], nameSpan: task.nameSpan ?? { start: task.definition.nameSpan.start, end: task.definition.nameSpan.start },
    span: task.definition.span, parent: null, path: null, attributes: taskAttributes(task, false), columns: [], columnsComplete: false, ...(isRun ? {} : adopted(x, task)),
  });
  if (!isRun) extractWork(x, task, id);
}

/** What a task does: the SQL it runs, the assets it makes and reads. */
function extractWork(x: Extraction, task: Task, job: Key): void {
  for (const asset of task.makes) referToAsset(x, asset, job, 'writes');
  const deps = keyword(task.args, 'asset_deps');
  for (const asset of assetsIn(deps?.value, deps?.span ?? task.definition.nameSpan)) referToAsset(x, asset, job, 'reads');
  extractSql(x, task, job);
}

function referToAsset(x: Extraction, asset: AssetObject, job: Key, role: 'reads' | 'writes'): void {
  if (!asset.known) return;
  const id = assetKey(asset.uri);
  x.draft.describe(id, 'dataset', 'prefect.asset', asset.uri, asset.span, []);
  x.draft.refer({ targets: [id], type: 'prefect.asset', name: asset.uri, span: asset.span, fullSpan: asset.span, from: job, role, certainty: 'certain', implied: true });
}

function extractSql(x: Extraction, of: Flow | Task, job: Key): void {
  for (const call of sqlCallsOf(of.function)) extractJobSql(x.draft, x.text, { job, text: call.text.text, origin: call.text.origin, at: call.span, dialect: dialectOf(call.callee), place: 'prefect', schema: null, known: {} });
}

function flowAttributes(flow: Flow): Attributes {
  const { args, definition } = flow;
  const parameters = definition.parameters.filter(p => p.name !== '' && p.name !== 'self');
  const facts = [`${flow.runs.size} task${flow.runs.size === 1 ? '' : 's'}`, ...retriesOf(args)];
  if (flow.subflows.length > 0) facts.push(`runs ${flow.subflows.map(s => s.flow.name).join(', ')}`);
  if (parameters.length > 0) facts.push(`parameters ${parameters.map(p => `${p.star}${p.name}`).join(', ')}`);
  return {
    ...descriptionOf(args, definition.docstring?.value),
    more: {
      known: flow.known, facts, parameters: parameters.filter(p => p.star === '').map(p => ({ name: p.name, required: p.value === null })) as Json, open: parameters.some(p => p.star === '**'),
    },
  };
}

function taskAttributes(task: Task, mapped: boolean): Attributes {
  const tags = keyword(task.args, 'tags')?.value;
  const facts = [...(mapped ? ['mapped'] : []), ...retriesOf(task.args)];
  return {
    ...descriptionOf(task.args, task.definition.docstring?.value),
    ...(tags && (tags.kind === 'list' || tags.kind === 'set' || tags.kind === 'tuple') ? { tags: tags.items.flatMap(t => knownText(t) ?? []) } : {}),
    ...(facts.length > 0 ? { more: { facts } } : {}),
  };
}

function retriesOf(args: CallArguments): string[] {
  const retries = keyword(args, 'retries')?.value;
  const timeout = keyword(args, 'timeout_seconds')?.value;
  const prints = keyword(args, 'log_prints')?.value;
  return [
    ...(retries?.kind === 'constant' && typeof retries.value === 'number' ? [`retries ${retries.value}`] : []),
    ...(timeout?.kind === 'constant' && typeof timeout.value === 'number' ? [`at most ${printedValue(timeout).text} s`] : []),
    ...(prints && truthOf(prints) === true ? ['logs prints'] : []),
  ];
}

function descriptionOf(args: CallArguments, docstring: string | undefined): { readonly description?: string } {
  const text = knownText(keyword(args, 'description')?.value) ?? docstring;
  return text ? { description: text.trim() } : {};
}
