import { parentPort } from 'node:worker_threads';

/** What a pool and its workers say to each other. */
export type ToWorker<In> = { readonly id: number; readonly items: readonly In[] };
export type FromWorker<Out> = { readonly kind: 'ready' } | { readonly kind: 'done'; readonly id: number; readonly outcomes: readonly Outcome<Out>[] };

export type Outcome<Out> =
  | { readonly ok: true; readonly value: Out }
  /** `failed`: it threw. `crashed`: it took its worker with it. `timeout`: it did not end. `closed`: the pool was closed first. */
  | { readonly ok: false; readonly reason: 'failed' | 'crashed' | 'timeout' | 'closed'; readonly message: string };

/**
 * The worker's side of a pool: answers each batch with one outcome per item. Called once, by a worker's file.
 * An item whose handler throws, or whose value can't be sent between threads, fails alone.
 */
export function serve<In, Out>(handle: (item: In) => Out): void {
  const port = parentPort;
  if (port === null) return;
  port.on('message', ({ id, items }: ToWorker<In>) => {
    const outcomes = items.map(item => attempt(handle, item));
    try {
      port.postMessage({ kind: 'done', id, outcomes } satisfies FromWorker<Out>);
    } catch {
      port.postMessage({ kind: 'done', id, outcomes: outcomes.map(sendable) } satisfies FromWorker<Out>);
    }
  });
  port.postMessage({ kind: 'ready' } satisfies FromWorker<Out>);
}

/** Runs the handler on one item; what it throws becomes an outcome. */
export function attempt<In, Out>(handle: (item: In) => Out, item: In): Outcome<Out> {
  try {
    return { ok: true, value: handle(item) };
  } catch (error) {
    return { ok: false, reason: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function sendable<Out>(outcome: Outcome<Out>): Outcome<Out> {
  try {
    structuredClone(outcome);
    return outcome;
  } catch (error) {
    return { ok: false, reason: 'failed', message: `the result can't be sent between threads: ${(error as Error).message}` };
  }
}
