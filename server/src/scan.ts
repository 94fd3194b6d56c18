import path from 'node:path';
import { type FoundFile, type Listing, walk } from './host/files';
import { isSampled, readSampleSync, readTextSync } from './host/read';
import { NO_FACTS } from './model/facts';
import type { Format } from './model/format';
import type { Settings } from './model/workspace';
import { Engine } from './workspace/engine';
import { extractFacts, HEAD, isCandidate, recognise } from './workspace/extract';
import { projectId } from './workspace/projects';

/** How long the scan may hold the thread before others get their turn. */
const SLICE_MS = 10;

export interface ScanOptions {
  readonly exclude: readonly string[];
  /** Gives way to other work now and then (in a server); a command line need not. */
  readonly yields: boolean;
  readonly signal?: AbortSignal;
  readonly onFault?: (path: string, error: unknown) => void;
  readonly onProgress?: (done: number, all: number) => void;
  /** Does the work on a file; may leave it out. */
  readonly around?: (path: string, text: string, work: () => void) => void;
}

/** An engine over a folder on disk. */
export function createEngine(root: string, formats: readonly Format[], tracking: boolean, settings: Settings, onFault?: (path: string, error: unknown) => void): Engine {
  return new Engine({ formats, tracking, settings, read: p => textOf(root, p), ...(onFault ? { onFault } : {}) });
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
  const listing = await walk(root, { wanted: p => isCandidate(formats, p), exclude: options.exclude, ...(options.signal ? { signal: options.signal } : {}) });
  engine.announce(listing.files.map(f => f.path));
  await readFiles(engine, root, formats, listing.files, options);
  engine.settle();
  return listing;
}

async function readFiles(engine: Engine, root: string, formats: readonly Format[], files: readonly FoundFile[], options: ScanOptions): Promise<void> {
  let since = performance.now();
  let done = 0;
  for (const { path: file } of files) {
    if (options.signal?.aborted) return;
    done++;
    if (!engine.isOpen(file)) admitFile(engine, root, formats, file, options);
    if (performance.now() - since < SLICE_MS) continue;
    options.onProgress?.(done, files.length);
    if (options.yields) await new Promise<void>(resolve => setImmediate(resolve));
    since = performance.now();
  }
}

function admitFile(engine: Engine, root: string, formats: readonly Format[], file: string, options: ScanOptions): void {
  let text: string | null | undefined;
  const read = () => (text === undefined ? (text = textOf(root, file)) : text);
  const recognised = recognise(formats, file, () => (read() ?? '').slice(0, HEAD), engine.contexts);
  if (!recognised) return;
  const whole = read();
  if (whole === null) return;
  const work = (): void => {
    const facts = extractFacts(recognised, { path: file, text: whole }, null, options.onFault ?? null, engine.filesFor(file));
    engine.admit({ path: file, format: recognised.format.id, facts: facts ?? NO_FACTS, project: recognised.project ? projectId(recognised.format.id, recognised.project.root) : null });
  };
  if (options.around) options.around(file, whole, work);
  else work();
}
