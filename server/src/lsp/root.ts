import { formats } from '../formats';
import type { BlackBox } from '../host/blackBox';
import type { Cache } from '../host/cache';
import { type FoundFile, walk } from '../host/files';
import { changedSince, changesRules, fileEvents, type PathEvent } from '../host/watch';
import type { Settings } from '../model/workspace';
import { DEFAULT_SETTINGS } from '../model/workspace';
import { rules } from '../rules';
import { createEngine, readFiles, type ScanOptions, scan, textOf, workerFile } from '../scan';
import { type IgnoreRules, readIgnore } from '../text/ignore';
import type { Engine } from '../workspace/engine';
import { isCandidate } from '../workspace/extract';
import { Linter } from '../workspace/lint';
import { fileUri, normalUri, Positions, relativePath } from './convert';
import type { RemoteFiles } from './remoteFiles';

export interface Log {
  info(message: string): void;
  error(message: string): void;
}

/** More events at once than this, and the whole folder is listed again instead: it is quicker, and nothing is missed. */
const MOST_EVENTS = 500;
/** More changed files than this are taken in as a scan is: findings about missing names wait until all are read. */
const MOST_AT_ONCE = 200;
const MOST_POSITIONS = 200;
/** After the first findings have gone out. */
const NAMES_AFTER_MS = 300;

/** One workspace folder: its own workspace, its own findings. */
export class Root {
  readonly engine: Engine;
  readonly linter: Linter;
  /** Versions of the documents open in the editor, by path. */
  readonly versions = new Map<string, number>();
  settings: Settings = DEFAULT_SETTINGS;
  scanned = false;
  private readonly uris = new Map<string, string>();
  private readonly positions = new Map<string, Positions>();
  private readonly aborter = new AbortController();
  private known = new Map<string, FoundFile>();
  private excluded: { readonly patterns: readonly string[]; readonly rules: IgnoreRules } | null = null;
  /** Work that reads the disk is done in turn. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly uri: string,
    readonly name: string,
    /** The folder on disk, null for a file system we can't reach: then only open documents are known. */
    readonly folder: string | null,
    readonly log: Log,
    readonly box: BlackBox,
    /** What was read of closed files, for the next start. */
    private readonly cache: Cache | null = null,
    private readonly remote: RemoteFiles | null = null,
  ) {
    this.engine = createEngine(folder ?? '', formats, true, DEFAULT_SETTINGS, (path, error) => log.error(`Reading ${path} failed: ${describe(error)}`));
    // Nothing can be said of missing names before the first scan has ended.
    this.engine.workspace.setScanning(true);
    this.linter = new Linter(this.engine.workspace, rules, (rule, path, error) => log.error(`Rule ${rule} failed on ${path}: ${describe(error)}`));
  }

  get closed(): boolean {
    return this.aborter.signal.aborted;
  }

  /** Stops whatever is under way. */
  close(): void {
    this.aborter.abort();
    this.box.close();
  }

  /** Fetches the files, where they are not on a disk. */
  async load(onProgress: (done: number, all: number) => void): Promise<void> {
    if (this.folder !== null) await this.remote?.load(this.uri, this.folder, onProgress);
  }

  /** Reads the whole folder. Findings about missing names wait until it is done. */
  scan(onProgress: (done: number, all: number) => void): Promise<void> {
    return this.inTurn(async () => {
      const start = performance.now();
      try {
        if (this.folder === null) return;
        const listing = await scan(this.engine, this.folder, formats, { ...this.reading(), onProgress });
        this.known = new Map(listing.files.map(f => [f.path, f]));
        void this.cache?.save();
        for (const s of listing.skipped) this.log.info(`Left out ${s.path}: ${s.reason}`);
        this.log.info(`${this.folder}: ${this.engine.workspace.store.size} of ${listing.files.length} files read in ${Math.round(performance.now() - start)} ms${listing.truncated ? '; there were more files than can be read' : ''}`);
      } finally {
        this.engine.workspace.setScanning(false);
        this.scanned = true;
        // The first completion need not wait for the names of the workspace to be put together.
        setTimeout(() => this.engine.workspace.names(''), NAMES_AFTER_MS).unref();
      }
    });
  }

  /** How files are read. A file that brings its thread down is left out; one that is read in this thread is remembered by the black box. */
  private reading(): ScanOptions {
    return {
      exclude: this.settings.filesExclude,
      yields: true,
      keepTexts: true,
      worker: workerFile(),
      cache: this.cache,
      signal: this.aborter.signal,
      around: (path, text, work) => this.box.during(path, text, work, undefined),
      onFault: (path, error) => this.log.error(`Reading ${path} failed: ${describe(error)}`),
    };
  }

  setSettings(settings: Settings): void {
    this.settings = settings;
    this.engine.setSettings(settings);
  }

  // --- open documents ---------------------------------------------------------------------------------------------

  /** `uri` as the editor writes it: findings are published under the same spelling. */
  openDocument(path: string, uri: string, text: string, version: number): void {
    if (this.isExcluded(path)) return;
    this.versions.set(path, version);
    this.uris.set(path, uri);
    this.positions.delete(path);
    this.box.during(path, text, () => this.engine.openDocument(path, text), undefined);
  }

  /** From now on the file on disk counts, if it is one that the folder's listing has. */
  async closeDocument(path: string): Promise<void> {
    if (!this.versions.delete(path)) return;
    this.uris.delete(path);
    this.positions.delete(path);
    this.engine.closeDocument(path);
    if (!this.known.has(path)) await this.filesChanged([{ path, type: 'changed' }]);
  }

  /** The text in the editor, else on disk; also of a file that no format knows. Null if there is none. */
  text(path: string): string | null {
    return this.versions.has(path) ? this.engine.text(path) : this.folder === null ? null : textOf(this.folder, path);
  }

  /** Whether the URI is the folder itself. */
  isAt(uri: string): boolean {
    return normalUri(uri).replace(/\/+$/, '') === normalUri(this.uri).replace(/\/+$/, '');
  }

  pathOf(uri: string): string | null {
    return relativePath(this.uri, uri);
  }

  uriOf(path: string): string {
    return this.uris.get(path) ?? fileUri(this.uri, path);
  }

  positionsOf(path: string): Positions {
    const known = this.positions.get(path);
    if (known) return known;
    const made = new Positions(this.engine.text(path) ?? '');
    if (this.positions.size > MOST_POSITIONS) this.positions.clear();
    this.positions.set(path, made);
    return made;
  }

  /** Runs work on a file unless the file is known to bring the process down. */
  during<T>(path: string, work: () => T, otherwise: T): T {
    // A file that is not open is not read for this: its size and time tell whether it has changed.
    const file = this.known.get(path);
    const state = this.versions.has(path) ? this.engine.text(path) : file ? `${file.size} ${file.mtimeMs}` : null;
    return this.box.during(path, state ?? '', work, otherwise);
  }

  isExcluded(path: string): boolean {
    const { filesExclude } = this.settings;
    if (filesExclude.length === 0) return false;
    if (this.excluded?.patterns !== filesExclude) this.excluded = { patterns: filesExclude, rules: readIgnore(filesExclude.join('\n'), true) };
    const excluded = this.excluded.rules;
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (excluded.test(path.slice(0, at), true)) return true;
    return excluded.test(path, false) === true;
  }

  // --- files on disk ----------------------------------------------------------------------------------------------

  /** Something changed on disk: files or folders, created, changed, renamed or gone. Gives the paths whose facts may differ now. */
  filesChanged(events: readonly PathEvent[]): Promise<readonly string[]> {
    return this.inTurn(async () => {
      const { folder } = this;
      if (folder === null || !this.scanned) return [];
      await this.remote?.refresh(this.uri, folder, events.map(e => e.path));
      if (events.length > MOST_EVENTS || events.some(changesRules)) return this.list(events);
      const found = await fileEvents(folder, events, this.known, this.walking());
      const changed = [...found.created, ...found.changed];
      for (const f of changed) this.known.set(f.path, f);
      for (const path of found.deleted) this.known.delete(path);
      // A document that is open under a name the listing leaves out keeps its text.
      const unlisted = events.map(e => e.path).filter(p => this.engine.workspace.store.peek(p) !== undefined && !this.known.has(p) && !this.versions.has(p));
      return this.take([...changed.map(f => f.path), ...found.deleted, ...unlisted]);
    });
  }

  /** Compares the folder with what is known of it: for events that were lost, branches that were switched, new exclusions. */
  relist(): Promise<readonly string[]> {
    return this.inTurn(() => (this.scanned ? this.list([]) : Promise.resolve([])));
  }

  private async list(events: readonly PathEvent[]): Promise<readonly string[]> {
    if (this.folder === null) return [];
    const listing = await walk(this.folder, this.walking());
    if (this.closed) return [];
    const { created, changed, deleted } = changedSince([...this.known.values()], listing.files);
    this.known = new Map(listing.files.map(f => [f.path, f]));
    const told = events.map(e => e.path).filter(p => this.known.has(p));
    return this.take([...new Set([...created.map(f => f.path), ...changed.map(f => f.path), ...told, ...deleted])]);
  }

  private walking(): { wanted: (path: string) => boolean; exclude: readonly string[]; signal: AbortSignal } {
    return { wanted: p => isCandidate(formats, p), exclude: this.settings.filesExclude, signal: this.aborter.signal };
  }

  /** Reads files again. Marker files of projects come first, so that the others are read once. */
  private async take(paths: readonly string[]): Promise<readonly string[]> {
    const markers = new Set(formats.flatMap(f => [...(f.project?.markers ?? []), ...(f.project?.companions ?? [])]));
    const ordered = [...paths].sort((a, b) => Number(markers.has(nameOf(b))) - Number(markers.has(nameOf(a))));
    if (ordered.length > MOST_AT_ONCE) await this.takeMany(ordered, path => markers.has(nameOf(path)));
    else for (const path of ordered) this.read(path);
    return ordered;
  }

  /** A branch was switched: files are read as in a scan, in several threads, and joined once. */
  private async takeMany(paths: readonly string[], isMarker: (path: string) => boolean): Promise<void> {
    const { workspace } = this.engine;
    workspace.setScanning(true);
    try {
      this.engine.apply(paths.flatMap(path => (this.known.has(path) ? [] : [{ path, text: null }])));
      for (const path of paths) {
        if (isMarker(path) && this.known.has(path)) this.read(path);
        if (!this.versions.has(path)) this.positions.delete(path);
      }
      const files = paths.flatMap(path => (isMarker(path) ? [] : (this.known.get(path) ?? [])));
      this.engine.announce(files.map(f => f.path));
      await readFiles(this.engine, this.folder!, formats, files, this.reading());
    } finally {
      workspace.setScanning(false);
    }
  }

  private read(path: string): void {
    if (!this.versions.has(path)) this.positions.delete(path);
    const text = this.known.has(path) ? textOf(this.folder!, path) : null;
    this.box.during(path, text ?? '', () => this.engine.apply([{ path, text }]), undefined);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work);
    this.turn = next.catch(() => {});
    return next;
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
