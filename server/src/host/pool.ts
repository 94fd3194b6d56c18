import { availableParallelism } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { attempt, type FromWorker, type Outcome, type ToWorker } from './serve';

/**
 * Spreads items over worker threads.
 *
 *   createPool({ file, inProcess }) -> { run(items, onBatch?), close() }
 *   run(items)    one outcome per item, in the order of the items; never rejects
 *   onBatch(first, outcomes)   told as soon as a batch is done; `first` is the index of its first item
 *
 * The file's program calls `serve(handle)`. Workers start with the first run. If none can be had, `inProcess` does the work in
 * this thread, giving the loop back every few milliseconds. An item that kills or stalls its worker is found by trying
 * the items of its batch one by one; it alone is reported, and a new worker goes on with the rest.
 */
export interface PoolOptions<In, Out> {
  /** Absolute path of the worker's program. */
  readonly file: string;
  readonly inProcess: (item: In) => Out;
  /** Number of workers; as many as there are processors, at most MAX_WORKERS, if absent. */
  readonly size?: number;
  readonly data?: unknown;
  /** How large an item is, in any unit; batches are filled up to BATCH_WEIGHT. 1 if absent. */
  readonly weight?: (item: In) => number;
  readonly batchWeight?: number;
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  readonly memory?: ResourceLimits;
  readonly onTrouble?: (message: string) => void;
}

export interface Pool<In, Out> {
  run(items: readonly In[], onBatch?: (first: number, outcomes: readonly Outcome<Out>[]) => void): Promise<readonly Outcome<Out>[]>;
  close(): Promise<void>;
}

export const MAX_WORKERS = 8;
/** Items of weight 1 in a batch: enough that messages cost little, few enough that all workers end at about one time. */
export const BATCH_WEIGHT = 64;
/** A batch that takes longer is tried item by item; an item that takes longer is given up. */
export const BATCH_TIMEOUT_MS = 30_000;
/** After so many crashes in one run its remaining items are reported, not tried. */
export const MAX_CRASHES = 64;
const MAX_FAILED_STARTS = 3;
const START_TIMEOUT_MS = 30_000;
const SLICE_MS = 8;

interface Task<In, Out> {
  readonly first: number;
  readonly items: readonly In[];
  readonly run: Run<Out>;
}

interface Run<Out> {
  readonly outcomes: Outcome<Out>[];
  left: number;
  crashes: number;
  readonly onBatch: ((first: number, outcomes: readonly Outcome<Out>[]) => void) | undefined;
  readonly done: () => void;
}

interface Seat<In, Out> {
  readonly worker: Worker;
  ready: boolean;
  task: Task<In, Out> | null;
  timer: NodeJS.Timeout | undefined;
  lost: 'crashed' | 'timeout';
  message: string;
}

export function createPool<In, Out>(options: PoolOptions<In, Out>): Pool<In, Out> {
  const size = Math.max(1, options.size ?? Math.min(MAX_WORKERS, availableParallelism()));
  const queue: Task<In, Out>[] = [];
  const seats = new Set<Seat<In, Out>>();
  let failedStarts = 0;
  let alone = false;
  let closed = false;
  let nextId = 0;

  function finish(task: Task<In, Out>, outcomes: readonly Outcome<Out>[]): void {
    for (const [n, outcome] of outcomes.entries()) task.run.outcomes[task.first + n] = outcome;
    task.run.left -= task.items.length;
    try {
      task.run.onBatch?.(task.first, outcomes);
    } catch (error) {
      options.onTrouble?.(`the receiver of a batch failed: ${String(error)}`);
    }
    if (task.run.left === 0) task.run.done();
  }

  const fail = (task: Task<In, Out>, reason: 'crashed' | 'timeout' | 'closed', message: string) => finish(task, task.items.map(() => ({ ok: false, reason, message })));

  function start(): void {
    let worker: Worker;
    try {
      worker = new Worker(options.file, { workerData: options.data, resourceLimits: { ...options.memory, ...(options.memoryMb === undefined ? {} : { maxOldGenerationSizeMb: options.memoryMb }) } });
    } catch (error) {
      startFailed(String(error));
      return;
    }
    const seat: Seat<In, Out> = { worker, ready: false, task: null, timer: undefined, lost: 'crashed', message: 'the worker ended' };
    seats.add(seat);
    seat.timer = setTimeout(() => {
      seat.message = `not ready within ${START_TIMEOUT_MS} ms`;
      void worker.terminate();
    }, options.timeoutMs ?? START_TIMEOUT_MS);
    worker.on('message', (message: FromWorker<Out>) => {
      if (message.kind === 'ready') {
        clearTimeout(seat.timer);
        seat.ready = true;
        failedStarts = 0;
      } else {
        const task = seat.task;
        clearTimeout(seat.timer);
        seat.task = null;
        if (task) finish(task, message.outcomes);
      }
      feed(seat);
    });
    worker.on('error', error => {
      seat.message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    });
    worker.on('messageerror', error => {
      seat.message = String(error);
      void worker.terminate();
    });
    worker.on('exit', () => leave(seat));
  }

  function leave(seat: Seat<In, Out>): void {
    seats.delete(seat);
    clearTimeout(seat.timer);
    if (closed) return;
    if (!seat.ready) startFailed(seat.message);
    else if (seat.task) lose(seat.task, seat.lost, seat.message);
    pump();
  }

  function startFailed(message: string): void {
    options.onTrouble?.(`a worker could not be started: ${message}`);
    failedStarts++;
  }

  function lose(task: Task<In, Out>, reason: 'crashed' | 'timeout', message: string): void {
    options.onTrouble?.(`a worker was lost (${reason}) with ${task.items.length} item${task.items.length === 1 ? '' : 's'}: ${message}`);
    task.run.crashes++;
    if (task.items.length === 1) fail(task, reason, message);
    else queue.unshift(...task.items.map((item, n) => ({ first: task.first + n, items: [item], run: task.run })));
  }

  function feed(seat: Seat<In, Out>): void {
    if (closed || !seat.ready || seat.task !== null) return;
    for (let task = queue.shift(); task; task = queue.shift()) {
      if (task.run.crashes >= MAX_CRASHES) {
        fail(task, 'crashed', 'too many workers were lost before');
        continue;
      }
      try {
        seat.worker.postMessage({ id: nextId++, items: task.items } satisfies ToWorker<In>);
      } catch (error) {
        // The items themselves can't be sent: they are done here.
        options.onTrouble?.(`items can't be sent to a worker: ${String(error)}`);
        finish(task, task.items.map(item => attempt(options.inProcess, item)));
        continue;
      }
      seat.task = task;
      seat.worker.ref();
      seat.timer = setTimeout(() => {
        seat.lost = 'timeout';
        seat.message = `no answer within ${options.timeoutMs ?? BATCH_TIMEOUT_MS} ms`;
        void seat.worker.terminate();
      }, options.timeoutMs ?? BATCH_TIMEOUT_MS);
      return;
    }
    // An idle worker must not keep the process alive.
    seat.worker.unref();
  }

  function pump(): void {
    for (const seat of seats) feed(seat);
    const idle = [...seats].filter(s => s.task === null).length;
    const wanted = seats.size + Math.min(size - seats.size, queue.length - idle);
    while (seats.size < wanted && failedStarts < MAX_FAILED_STARTS) start();
    if (seats.size > 0 || failedStarts < MAX_FAILED_STARTS) return;
    if (!alone) options.onTrouble?.('no workers: the work is done in this thread');
    alone = true;
    void drainHere();
  }

  let draining = false;
  async function drainHere(): Promise<void> {
    if (draining) return;
    draining = true;
    let sliceEnd = performance.now() + SLICE_MS;
    for (let task = queue.shift(); task && !closed; task = queue.shift()) {
      const outcomes: Outcome<Out>[] = [];
      for (const item of task.items) {
        outcomes.push(attempt(options.inProcess, item));
        if (performance.now() > sliceEnd) {
          await new Promise(resolve => setImmediate(resolve));
          sliceEnd = performance.now() + SLICE_MS;
        }
      }
      finish(task, outcomes);
    }
    draining = false;
  }

  return {
    run(items, onBatch) {
      return new Promise(resolve => {
        const outcomes: Outcome<Out>[] = new Array(items.length);
        const run: Run<Out> = { outcomes, left: items.length, crashes: 0, onBatch, done: () => resolve(outcomes) };
        if (items.length === 0) return resolve(outcomes);
        const tasks = batches(items, options.weight ?? (() => 1), options.batchWeight ?? BATCH_WEIGHT).map(b => ({ ...b, run }));
        if (closed) for (const task of tasks) fail(task, 'closed', 'the pool is closed');
        else {
          queue.push(...tasks);
          pump();
        }
      });
    },
    async close() {
      closed = true;
      const open = [...queue.splice(0), ...[...seats].flatMap(s => (s.task ? [s.task] : []))];
      const leaving = [...seats].map(s => {
        clearTimeout(s.timer);
        s.task = null;
        return s.worker.terminate();
      });
      for (const task of open) fail(task, 'closed', 'the pool was closed');
      await Promise.allSettled(leaving);
    },
  };
}

function batches<In>(items: readonly In[], weight: (item: In) => number, limit: number): { first: number; items: readonly In[] }[] {
  const out: { first: number; items: readonly In[] }[] = [];
  let first = 0;
  let sum = 0;
  for (const [n, item] of items.entries()) {
    const own = Math.max(0, weight(item)) || 0;
    if (n > first && sum + own > limit) {
      out.push({ first, items: items.slice(first, n) });
      first = n;
      sum = 0;
    }
    sum += own;
  }
  out.push({ first, items: items.slice(first) });
  return out;
}
