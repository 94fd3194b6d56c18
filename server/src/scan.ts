import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type FactCache, openFactCache } from './factCache';
import type { Cache } from './host/cache';
import { type FoundFile, type Listing, walk } from './host/files';
import { createPool } from './host/pool';
import { isSampled, readSampleSync, readTextSync } from './host/read';
import type { Outcome } from './host/serve';
import type { Format } from './model/format';
import type { Settings } from './model/workspace';
import { entryHere, entryOf, findText, type ReadOrder, readToSend, type SentFile, sentOf, textOfSent } from './reading';
import type { WorkerData } from './worker';
import { Engine } from './workspace/engine';
import { isCandidate } from './workspace/extract';

/** How long the scan may hold the thread before others get their turn. */
const SLICE_MS = 10;
/** How much of the texts it reads a scan keeps (bytes). */
const TEXT_MEMORY = 48_000_000;
/** Fewer files are read sooner than threads are started. */
const MOST_ALONE = 400;
const MAX_THREADS = 8;
/** Space for new objects in a thread: a larger one is no quicker. */
const WORKER_YOUNG_MB = 24;
/** Bytes of files in a batch: enough that messages cost little, few enough that all threads end at about one time. */
const BATCH_BYTES = 100_000;

export interface ScanOptions {
  readonly exclude: readonly string[];
  /** Gives way to other work now and then (in a server); a command line need not. */
  readonly yields: boolean;
  readonly signal?: AbortSignal;
  readonly onFault?: (path: string, error: unknown) => void;
  readonly onProgress?: (done: number, all: number) => void;
  /** The engine keeps the texts for rules, which look at most files once more; tell it to let go of them afterwards. */
  readonly keepTexts?: boolean;
  /** Does the work on a file that is read in this thread; may leave it out. */
  readonly around?: (path: string, text: string, work: () => void) => void;
  /** Where facts are kept for the next start; save it afterwards. */
  readonly cache?: Cache | null;
  /** The program of reading threads; without it all is read in this one. */
  readonly worker?: string | null;
  /** How many threads read; as many as there are processors if absent. 1 reads in this thread. */
  readonly threads?: number | null;
}

/** An engine over a folder on disk. */
export function createEngine(root: string, formats: readonly Format[], tracking: boolean, settings: Settings, onFault?: (path: string, error: unknown) => void): Engine {
  return new Engine({ formats, tracking, settings, read: p => textOf(root, p), ...(onFault ? { onFault } : {}) });
}

/** The program of reading threads, which stands beside the running one; null if it is not there, as in tests. */
export function workerFile(): string | null {
  const file = path.join(__dirname, 'worker.js');
  return existsSync(file) ? file : null;
}

/** The text of a file below the root, null if it is gone, too large or no text. Links that lead out of the root were left out by the walk. */
export function textOf(root: string, relative: string): string | null {
  const absolute = path.join(root, relative);
  const sample = isSampled(relative) ? readSampleSync(absolute) : null;
  if (sample !== null) return sample;
  const read = readTextSync(absolute);
  return read.ok ? read.text : null;
}

/** Lists the files of a root, reads those that a format knows, and joins what they say. Files open in an editor keep their text. */
export async function scan(engine: Engine, root: string, formats: readonly Format[], options: ScanOptions): Promise<Listing> {
  const listing = await list(engine, root, formats, options);
  await readFiles(engine, root, formats, listing.files, options);
  return listing;
}

/** Takes what the cache has of a file, or the editor; false if it is to be read. */
function isKnown(engine: Engine, file: FoundFile, cache: FactCache | null): boolean {
  if (engine.isOpen(file.path)) return true;
  const cached = cache?.get(file);
  if (cached === undefined) return false;
  if (cached === null) engine.dismiss(file.path);
  else engine.admit(cached);
  return true;
}

/** Lists the files of a root and finds out which projects there are; reads nothing else. */
export async function list(engine: Engine, root: string, formats: readonly Format[], options: Pick<ScanOptions, 'exclude' | 'signal'>): Promise<Listing> {
  const listing = await walk(root, { wanted: p => isCandidate(formats, p), exclude: options.exclude, ...(options.signal ? { signal: options.signal } : {}) });
  engine.announce(listing.files.map(f => f.path));
  return listing;
}

/** Takes files as the cache has them, and reads here and now those it has not. */
export function readAtOnce(engine: Engine, root: string, formats: readonly Format[], files: readonly FoundFile[], cache: Cache, program: string | null): void {
  const facts = openFactCache(cache, formats, engine.contexts, program);
  for (const file of files) if (!isKnown(engine, file, facts)) admitFile(engine, root, formats, file, facts, { exclude: [], yields: false });
  engine.joined(files.map(f => f.path));
  engine.settle();
}

/** Reads files, in several threads if they are many, and joins what they say. The engine knows of them already. */
export async function readFiles(engine: Engine, root: string, formats: readonly Format[], files: readonly FoundFile[], options: ScanOptions): Promise<void> {
  if (options.keepTexts) engine.keepTexts(TEXT_MEMORY);
  const paths = files.map(f => f.path);
  engine.expect(paths);
  const threads = options.threads ?? Math.min(MAX_THREADS, availableParallelism());
  // So few files are read anew sooner than the cache is.
  const cache = options.cache && files.length > MOST_ALONE ? openFactCache(options.cache, formats, engine.contexts, options.worker ?? null) : null;
  const missing: FoundFile[] = [];
  await inSlices(files, options, file => {
    if (!isKnown(engine, file, cache)) missing.push(file);
  });
  if (options.worker && threads > 1 && missing.length > MOST_ALONE) await readInThreads(engine, root, formats, missing, cache, options, options.worker, threads);
  else await readHere(engine, root, formats, missing, cache, options);
  engine.joined(paths);
  engine.settle();
}

async function readHere(engine: Engine, root: string, formats: readonly Format[], files: readonly FoundFile[], cache: FactCache | null, options: ScanOptions): Promise<void> {
  await inSlices(files, options, file => {
    if (!engine.isOpen(file.path)) admitFile(engine, root, formats, file, cache, options);
  });
}

/** Does something with each file, giving way to other work where that is wanted. */
async function inSlices(files: readonly FoundFile[], options: ScanOptions, work: (file: FoundFile) => void): Promise<void> {
  let since = performance.now();
  let done = 0;
  for (const file of files) {
    if (options.signal?.aborted) return;
    work(file);
    done++;
    if (performance.now() - since < SLICE_MS) continue;
    options.onProgress?.(done, files.length);
    if (options.yields) await new Promise<void>(resolve => setImmediate(resolve));
    since = performance.now();
  }
}

function admitFile(engine: Engine, root: string, formats: readonly Format[], file: FoundFile, cache: FactCache | null, options: ScanOptions): void {
  const found = findText(root, file.path, formats, engine.contexts);
  if (!found) {
    cache?.put(file, null);
    engine.dismiss(file.path);
    return;
  }
  const { text } = found;
  const work = (): void => {
    let sound = true;
    const fault = (path: string, error: unknown): void => {
      sound = false;
      options.onFault?.(path, error);
    };
    const entry = entryHere(root, found, options.onFault ? fault : null);
    engine.admit(entry, options.keepTexts ? { length: text.length, text: () => text } : null);
    if (cache && sound) cache.put(file, sentOf(entry));
  };
  if (options.around) options.around(file.path, text, work);
  else work();
}

async function readInThreads(engine: Engine, root: string, formats: readonly Format[], files: readonly FoundFile[], cache: FactCache | null, options: ScanOptions, worker: string, threads: number): Promise<void> {
  const withText = options.keepTexts ?? false;
  const wanted = files.filter(f => !engine.isOpen(f.path));
  const { contexts } = engine;
  const sizes = new Map(wanted.map(f => [f.path, f.size]));
  const pool = createPool<ReadOrder, SentFile | null>({
    file: worker,
    size: threads,
    memory: { maxYoungGenerationSizeMb: WORKER_YOUNG_MB },
    data: { root, withText } satisfies WorkerData,
    inProcess: order => readToSend(root, order, formats, withText),
    weight: order => sizes.get(order.path) ?? 0,
    batchWeight: BATCH_BYTES,
    onTrouble: message => options.onFault?.(root, message),
  });
  let done = 0;
  const receive = (first: number, outcomes: readonly Outcome<SentFile | null>[]): void => {
    if (options.signal?.aborted) return;
    for (const [n, outcome] of outcomes.entries()) {
      const file = wanted[first + n]!;
      if (!outcome.ok) {
        options.onFault?.(file.path, outcome.message);
        continue;
      }
      const sent = outcome.value;
      if (sent?.fault) options.onFault?.(file.path, sent.fault);
      else cache?.put(file, sent);
      if (sent) engine.admit(entryOf(file.path, sent), textOfSent(sent));
      else engine.dismiss(file.path);
    }
    done += outcomes.length;
    options.onProgress?.(done, wanted.length);
  };
  const stop = (): void => void pool.close();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    await pool.run(wanted.map(f => ({ path: f.path, contexts })), receive);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await pool.close();
  }
}
