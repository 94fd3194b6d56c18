import type { Json, Key } from '../../../model/key';
import { argument, type CallArguments, isSequence, keyword, knownText, type Value } from '../../../syntax/python';
import { cronFault, CRON_PRESETS, cronWords } from '../../../text/cron';
import type { Span } from '../../../text/span';
import { closest } from '../../../text/fuzzy';
import { deploymentKey, poolKey } from '../names';
import type { Deployment, Flow } from '../objects';
import { entrypointTargets } from './entrypoint';
import { type Extraction, keyOfFlow } from './flows';

/** Deployments that code makes: `serve`, `deploy`, `to_deployment`; and the places that run one by its name. */
export function extractDeployments(x: Extraction): void {
  for (const d of x.state.deployments) extractDeployment(x, d);
  for (const m of x.state.mentions) {
    if (m.kind !== 'deployment' || !m.name.includes('/')) continue;
    const [flow, ...name] = m.name.split('/');
    x.draft.refer({ targets: [deploymentKey(flow!, name.join('/'))], type: 'prefect.deployment', name: m.name, span: m.span, fullSpan: m.span, from: null, role: 'names', certainty: 'likely', implied: true });
  }
}

function extractDeployment(x: Extraction, d: Deployment): void {
  const flow = d.flow.is === 'flow' ? d.flow : null;
  const crons = cronsOf(d.args);
  for (const { text, span } of crons) {
    const fault = scheduleFault(text);
    if (fault) x.draft.problem('invalid-schedule', span, fault);
  }
  const id = deploymentKey(flow?.name ?? `{flow}@${x.path}`, d.name);
  const at = d.nameSpan ?? { start: d.span.start, end: d.span.start };
  const pool = keyword(d.args, 'work_pool_name')?.value;
  const poolName = knownText(pool);
  x.draft.declare({
    id, kind: 'symbol', type: 'prefect.deployment', role: 'defines', name: d.name, keys: [], nameSpan: at, span: d.span, parent: flow ? keyOfFlow(flow, x.path) : null, path: null,
    attributes: { schedule: crons[0]?.text ?? null, more: { facts: factsOf(crons.map(c => c.text), poolName) as Json } }, columns: [], columnsComplete: false,
  });
  const target: readonly Key[] = flow ? [keyOfFlow(flow, x.path)] : d.flow.is === 'remote' && d.flow.entrypoint ? entrypointTargets(x.path, d.flow.entrypoint.text) : [];
  const span: Span = d.flow.is === 'remote' && d.flow.entrypoint ? d.flow.entrypoint.span : at;
  if (target.length > 0) {
    const parameters = parametersIn(d.args);
    x.draft.refer({
      targets: target, type: 'prefect.entrypoint', name: d.flow.is === 'remote' ? (d.flow.entrypoint?.text ?? '') : d.flow.name, span, fullSpan: span, from: id, role: 'names', certainty: 'likely', implied: true,
      ...(flow ? {} : { data: { parameters: parameters.map(p => ({ name: p.name, start: p.span.start, end: p.span.end })) as Json } }),
    });
  }
  if (flow) checkParameters(x, flow, d.args);
  if (poolName !== null && pool?.kind === 'text' && pool.origin) {
    x.draft.describe(poolKey(poolName), 'symbol', 'prefect.work_pool', poolName, pool.origin, []);
    x.draft.refer({ targets: [poolKey(poolName)], type: 'prefect.work_pool', name: poolName, span: pool.origin, fullSpan: pool.origin, from: null, role: 'names', certainty: 'likely' });
  }
}

/** For hovers: when, and where it runs. */
export function factsOf(crons: readonly string[], pool: string | null): string[] {
  return [...crons.map(c => `runs ${cronWords(c) ?? c}`), ...(pool === null ? [] : [`work pool ${pool}`])];
}

/** What is wrong with a cron expression of Prefect: five or six fields, or a shorthand. */
export function scheduleFault(text: string): string | null {
  if (text.trim().startsWith('@')) return CRON_PRESETS[text.trim()] === undefined || text.trim() === '@quarterly' ? `'${text}' is no schedule` : null;
  if (/(^|[\s,])[rh](\(|[\s,/]|$)/i.test(text)) return 'Prefect takes no random or hashed values in cron expressions';
  return cronFault(text);
}

function cronsOf(args: CallArguments): { readonly text: string; readonly span: Span }[] {
  const out: { text: string; span: Span }[] = [];
  const add = (value: Value, span: Span, depth: number): void => {
    if (depth > 3) return;
    if (isSequence(value)) for (const v of value.items) add(v, span, depth + 1);
    else if (value.kind === 'text' && value.known) out.push({ text: value.text, span: value.origin ?? span });
    else if (value.kind === 'made' && /\.(Cron|CronSchedule)$/.test(value.path)) {
      const cron = argument(value.args, 'cron', 0);
      if (cron) add(cron.value, cron.span, depth + 1);
    }
  };
  for (const name of ['cron', 'schedule', 'schedules']) {
    const given = keyword(args, name);
    if (given) add(given.value, given.span, 0);
  }
  return out;
}

function parametersIn(args: CallArguments): { readonly name: string; readonly span: Span }[] {
  const given = keyword(args, 'parameters')?.value;
  return given?.kind === 'dict' ? given.entries.flatMap(e => (e.key.kind === 'text' && e.key.known && e.keySpan ? [{ name: e.key.text, span: e.key.origin ?? e.keySpan }] : [])) : [];
}

function checkParameters(x: Extraction, flow: Flow, args: CallArguments): void {
  const own = flow.definition.parameters;
  if (own.some(p => p.star === '**')) return;
  const names = own.filter(p => p.star === '').map(p => p.name);
  for (const { name, span } of parametersIn(args)) {
    if (names.includes(name)) continue;
    x.draft.problem('deployment-flow-mismatch', span, `The flow '${flow.name}' has no parameter '${name}'`, { near: closest(name, names) });
  }
}
