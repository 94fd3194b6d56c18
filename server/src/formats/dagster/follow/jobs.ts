import { alternatives, argument, callFunction, type CallArguments, type Expression, type FunctionDefinition, isSequence, keyword, knownText, NO_ARGUMENTS, type Run, UNKNOWN, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { type Dependency, hosted, type Job, objectOf, type Op, type Schedule, type Selection, type Step } from '../objects';
import { checkCronText } from './assets';
import { argumentOf, dependenciesIn, keyOf } from './keys';
import type { State } from './state';

/** A use of an op, graph or imported function in the body of a job. A further use gets another name: `add_2`. */
export function makeStep(state: State, op: Op | null, path: string | null, name: string, args: CallArguments, at: Expression): Value {
  const body = state.bodies[state.bodies.length - 1];
  if (!body) return UNKNOWN;
  const uses = (body.names.get(name) ?? 0) + 1;
  body.names.set(name, uses);
  const step: Step = { name: uses > 1 && op?.alias == null ? `${name}_${uses}` : name, op, path, span: at.kind === 'call' ? at.callee.span : at.span, upstream: new Set() };
  for (const v of [...args.positional.map(p => p.value), ...args.keywords.map(k => k.value)]) for (const up of stepsIn(v, 0)) step.upstream.add(up);
  body.steps.push(step);
  return hosted({ is: 'result', steps: [step] });
}

function stepsIn(value: Value, depth: number): readonly Step[] {
  if (depth > 5) return [];
  return alternatives(value).flatMap((one): readonly Step[] => {
    const object = objectOf(one);
    if (object?.is === 'result') return object.steps;
    return isSequence(one) ? one.items.flatMap(i => stepsIn(i, depth + 1)) : one.kind === 'dict' ? one.entries.flatMap(e => stepsIn(e.value, depth + 1)) : [];
  });
}

/** The steps of a function whose body puts ops together. */
export function followBody(state: State, f: Extract<Value, { kind: 'function' }>, at: Expression, run: Run): Step[] {
  const steps: Step[] = [];
  if (state.bodies.length > 4) return steps;
  state.bodies.push({ steps, names: new Map() });
  callFunction(f, { ...NO_ARGUMENTS, open: true }, at, run);
  state.bodies.pop();
  return steps;
}

/** `@job`. */
export function makeJob(state: State, args: CallArguments, definition: FunctionDefinition, f: Extract<Value, { kind: 'function' }>, run: Run): Job {
  const name = keyword(args, 'name')?.value;
  const job: Job = {
    is: 'job', kind: 'ops', name: name?.kind === 'text' ? name.text : definition.name, known: name === undefined || (name.kind === 'text' && name.known), nameSpan: name === undefined ? definition.nameSpan : name.kind === 'text' ? name.origin : null,
    span: definition.span, args, definition, steps: [], selection: null,
  };
  state.jobs.push(job);
  job.steps.push(...followBody(state, f, { kind: 'name', span: definition.nameSpan, name: definition.name }, run));
  return job;
}

/** `graph.to_job(…)`. */
export function graphJob(state: State, op: Op, args: CallArguments, at: Expression, run: Run): Job {
  const name = argument(args, 'name', 0)?.value;
  const job: Job = { is: 'job', kind: 'ops', name: name?.kind === 'text' ? name.text : op.name, known: name === undefined || name.kind === 'text', nameSpan: name?.kind === 'text' ? name.origin : null, span: at.span, args, definition: null, steps: [], selection: null };
  state.jobs.push(job);
  job.steps.push(...followBody(state, op.function, at, run));
  return job;
}

/** `define_asset_job(…)`. */
export function makeAssetJob(state: State, args: CallArguments, at: Expression): Job {
  const name = argument(args, 'name', 0);
  const selection = argument(args, 'selection', 1);
  const job: Job = {
    is: 'job', kind: 'assets', name: name?.value.kind === 'text' ? name.value.text : '{job}', known: name?.value.kind === 'text' && name.value.known, nameSpan: name?.value.kind === 'text' ? name.value.origin : null,
    span: at.span, args, definition: null, steps: [], selection: selection ? selectionOf(selection.value, argumentOf(at, 'selection', 1), selection.span) : null,
  };
  state.jobs.push(job);
  return job;
}

/** What a value selects: an expression as a text, keys and assets, or what `AssetSelection` made. */
export function selectionOf(value: Value, expression: Expression | null, at: Span): Selection | null {
  const object = objectOf(value);
  if (object?.is === 'selection') return object;
  if (object?.is === 'job') return object.selection;
  if (value.kind === 'text') return { is: 'selection', text: value.text, keys: value.known ? keysInText(value.text, value.origin, at) : [] };
  if (isSequence(value) && value.items.length > 0 && value.items.every(i => i.kind === 'text')) {
    const parts = value.items.map((i, n) => selectionOf(i, null, expression && (expression.kind === 'list' || expression.kind === 'tuple') ? (expression.items[n]?.span ?? at) : at));
    return { is: 'selection', text: parts.map(p => p?.text ?? '?').join(' or '), keys: parts.flatMap(p => p?.keys ?? []) };
  }
  const keys = dependenciesIn(value, expression, at);
  return keys.length === 0 ? null : { is: 'selection', text: wordsOf(keys), keys };
}

function wordsOf(keys: readonly Dependency[]): string {
  return keys.map(k => (k.of.kind === 'key' ? k.of.key.parts.join('/') : k.of.path.slice(k.of.path.lastIndexOf('.') + 1))).join(', ');
}

/** Keys in a selection's text: `key:"shop/orders"`, `+key:orders`, and the short form `+shop/orders`. What follows a pattern or another attribute names none. */
function keysInText(text: string, origin: Span | null, at: Span): Dependency[] {
  const out: Dependency[] = [];
  const add = (name: string, start: number): void => {
    if (name === '' || /[*<>]/.test(name)) return;
    const parts = name.split('/');
    const last = parts[parts.length - 1]!;
    const end = start + name.length;
    const span = origin ? { start: origin.start + end - last.length, end: origin.start + end } : at;
    out.push({ of: { kind: 'key', key: { is: 'key', parts, known: true, span: origin ? span : null, dbt: null } }, span, parameter: false, sure: false });
  };
  const short = /^\s*[+*]*([A-Za-z0-9_./-]+)[+*]*\s*$/.exec(text);
  if (short && !/^(all|roots|sinks)$/.test(short[1]!)) {
    add(short[1]!, text.indexOf(short[1]!));
    return out;
  }
  for (const m of text.matchAll(/\bkey:(?:"([^"]*)"|([A-Za-z0-9_./-]+))/g)) add(m[1] ?? m[2]!, m.index + (m[1] === undefined ? 4 : 5));
  return out;
}

/** A method of `AssetSelection`: `assets`, `keys`, `groups`, … */
export function selectionMethod(method: string, args: CallArguments, at: Expression): Selection {
  const written = at.kind === 'call' ? at.args : [];
  const spread = args.positional.length === written.length && written.every(a => a.star === '');
  if (method === 'assets' || method === 'keys') {
    const keys = args.positional.flatMap((p, i) => {
      const at = spread ? written[i]!.value.span : p.expression.span;
      // Of a key as a list of texts the whole list is one key.
      if (isSequence(p.value) && p.value.items.every(x => x.kind === 'text')) return dependenciesIn({ kind: 'host', object: keyOf(p.value) }, null, at);
      return dependenciesIn(p.value, spread ? written[i]!.value : null, at);
    });
    return { is: 'selection', text: wordsOf(keys), keys };
  }
  const words = args.positional.map(p => knownText(p.value) ?? '?');
  if (method === 'from_string' && args.positional[0]) return selectionOf(args.positional[0].value, null, args.positional[0].expression.span) ?? { is: 'selection', text: words.join(', '), keys: [] };
  const text = method === 'all' ? 'all assets' : method === 'groups' ? `group${words.length > 1 ? 's' : ''} ${words.join(', ')}` : method === 'tag' ? `tag ${words.join('=')}` : `${method.replace(/_/g, ' ')} ${words.join(', ')}`.trim();
  return { is: 'selection', text, keys: [] };
}

export function joinSelections(left: Value, right: Value, operator: string): Value | undefined {
  const a = objectOf(left);
  const b = objectOf(right);
  const one = a?.is === 'selection' ? a : null;
  const other = b?.is === 'selection' ? b : null;
  if ((!one && !other) || !'|&-'.includes(operator)) return undefined;
  const sign = operator === '|' ? 'and' : operator === '&' ? 'within' : 'without';
  return hosted({ is: 'selection', text: `${one?.text ?? '?'} ${sign} ${other?.text ?? '?'}`, keys: [...(one?.keys ?? []), ...(other?.keys ?? [])] });
}

/** A schedule or sensor, by its class or around a function. */
export function makeSchedule(state: State, kind: Schedule['kind'], args: CallArguments, at: Expression, definition: FunctionDefinition | null): Schedule {
  const named = keyword(args, 'name') ?? (definition === null && args.positional[0]?.value.kind === 'text' ? { value: args.positional[0].value, span: args.positional[0].expression.span } : undefined);
  const job = jobOf(keyword(args, 'job')) ?? jobOf(keyword(args, 'job_name')) ?? jobOf(keyword(args, 'target')) ?? jobOf(keyword(args, 'request_job'));
  const target = keyword(args, 'target') ?? keyword(args, 'asset_selection') ?? keyword(args, 'asset_key') ?? keyword(args, 'monitored_assets');
  const asset = keyword(args, 'asset_key');
  const selection = target && job?.is !== 'job' ? (asset ? keySelection(asset.value, asset.span) : selectionOf(target.value, argumentOf(at, target.name), target.span)) : null;
  const cron = argument(args, 'cron_schedule', definition ? 0 : -1);
  const lines = cron ? (isSequence(cron.value) ? cron.value.items : [cron.value]).flatMap(v => (v.kind === 'text' && v.known ? [{ text: v.text, span: v.origin ?? cron.span }] : [])) : [];
  const fallback = job?.is === 'job' || job?.is === 'name' ? `${job.name}_schedule` : null;
  const schedule: Schedule = {
    is: 'schedule', kind, name: named?.value.kind === 'text' ? named.value.text : (definition?.name ?? fallback ?? `{${kind}}`), nameSpan: named ? (named.value.kind === 'text' ? named.value.origin : null) : (definition?.nameSpan ?? null),
    span: definition?.span ?? at.span, head: definition?.nameSpan ?? (at.kind === 'call' ? at.callee.span : at.span), args, cron: lines, timezone: knownText(keyword(args, 'execution_timezone')?.value), job, selection, definition,
  };
  state.schedules.push(schedule);
  if (kind === 'schedule') for (const line of lines) checkCronText(state, line.text, line.span);
  return schedule;
}

function keySelection(value: Value, at: Span): Selection {
  const keys = dependenciesIn(isSequence(value) ? { kind: 'host', object: keyOf(value) } : value, null, at);
  return { is: 'selection', text: wordsOf(keys), keys };
}

function jobOf(given: { readonly name: string; readonly value: Value; readonly span: Span } | undefined): Schedule['job'] {
  if (!given) return null;
  const object = objectOf(given.value);
  if (object?.is === 'job') return object;
  if (given.name === 'job_name' && given.value.kind === 'text' && given.value.known) return { is: 'name', name: given.value.text, span: given.value.origin ?? given.span };
  if (given.name !== 'target' && given.value.kind === 'external') return { is: 'symbol', path: given.value.path, span: given.span };
  return null;
}
