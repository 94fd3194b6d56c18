import type { Json } from '../../../model/key';
import { isSequence, knownText, type Value } from '../../../syntax/python';
import { deltaText } from '../schedule';

/**
 * How a task or DAG behaves when something goes wrong, for `more.operations` of its declaration: `retries`, `retryDelay`
 * (`0:05:00`), `backoff`, `timeout`, `alerts` (what is called or written to on failure), `catchup`, `maxActiveRuns`.
 * `value` gives the value a parameter has, undefined if it is not given or not known. Null if nothing is said.
 */
export function operationsOf(value: (name: string) => Value | undefined): { readonly [name: string]: Json } | null {
  const out: { [name: string]: Json } = {};
  const retries = numberOf(value('retries'));
  if (retries !== null) out['retries'] = retries;
  const delay = value('retry_delay');
  const waits = delay?.kind === 'made' ? deltaText(delay) : null;
  if (waits !== null) out['retryDelay'] = waits;
  if (isTrue(value('retry_exponential_backoff'))) out['backoff'] = true;
  const limit = value('execution_timeout') ?? value('dagrun_timeout');
  const timeout = limit?.kind === 'made' ? deltaText(limit) : null;
  if (timeout !== null) out['timeout'] = timeout;
  const alerts = alertsOf(value);
  if (alerts.length > 0) out['alerts'] = alerts;
  if (isTrue(value('catchup'))) out['catchup'] = true;
  const runs = numberOf(value('max_active_runs'));
  if (runs !== null) out['maxActiveRuns'] = runs;
  return Object.keys(out).length > 0 ? out : null;
}

function alertsOf(value: (name: string) => Value | undefined): string[] {
  const out: string[] = [];
  const callbacks = value('on_failure_callback');
  for (const c of callbacks === undefined ? [] : isSequence(callbacks) ? callbacks.items : [callbacks]) {
    const name = calledName(c);
    if (name !== null) out.push(name);
  }
  const failure = value('email_on_failure');
  const to = value('email');
  if (to !== undefined && !(failure?.kind === 'constant' && failure.value === false)) for (const t of isSequence(to) ? to.items : [to]) {
    const address = knownText(t);
    if (address !== null) out.push(`mail to ${address}`);
  }
  return out;
}

function calledName(value: Value): string | null {
  if (value.kind === 'function') return value.definition.kind === 'function' ? value.definition.name : 'a function';
  if (value.kind === 'external' || value.kind === 'made') return value.path.slice(value.path.lastIndexOf('.') + 1);
  return null;
}

function numberOf(value: Value | undefined): number | null {
  return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : null;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === true;
}
