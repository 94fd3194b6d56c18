import { formats } from '../formats';
import type { Settings } from '../model/workspace';
import { DEFAULT_SETTINGS } from '../model/workspace';
import { rules } from '../rules';
import { createEngine, scan, textOf } from '../scan';
import type { Engine } from '../workspace/engine';
import { Linter } from '../workspace/lint';
import { Positions } from './convert';

export interface Log {
  info(message: string): void;
  error(message: string): void;
}

/** One workspace folder: its own workspace, its own findings. */
export class Root {
  readonly engine: Engine;
  readonly linter: Linter;
  /** Versions of the documents open in the editor, by path. */
  readonly versions = new Map<string, number>();
  private readonly positions = new Map<string, Positions>();
  settings: Settings = DEFAULT_SETTINGS;
  scanned = false;

  constructor(
    readonly uri: string,
    /** The folder on disk, null for a file system we can't reach: then only open documents are known. */
    readonly folder: string | null,
    private readonly log: Log,
  ) {
    this.engine = createEngine(folder ?? '', formats, true, DEFAULT_SETTINGS, (path, error) => log.error(`Reading ${path} failed: ${describe(error)}`));
    this.linter = new Linter(this.engine.workspace, rules, (rule, path, error) => log.error(`Rule ${rule} failed on ${path}: ${describe(error)}`));
  }

  /** Reads the whole folder. Findings about missing names wait until it is done. */
  async scan(onProgress: (done: number, all: number) => void, signal: AbortSignal): Promise<void> {
    const start = performance.now();
    this.engine.workspace.setScanning(true);
    try {
      if (this.folder !== null) {
        const listing = await scan(this.engine, this.folder, formats, { exclude: this.settings.filesExclude, yields: true, onProgress, signal, onFault: (path, error) => this.log.error(`Reading ${path} failed: ${describe(error)}`) });
        for (const s of listing.skipped) this.log.info(`Left out ${s.path}: ${s.reason}`);
        this.log.info(`${this.folder}: ${this.engine.workspace.store.size} of ${listing.files.length} files read in ${Math.round(performance.now() - start)} ms${listing.truncated ? '; there were more files than can be read' : ''}`);
      }
    } finally {
      this.engine.workspace.setScanning(false);
      this.scanned = true;
    }
  }

  setSettings(settings: Settings): void {
    this.settings = settings;
    this.engine.setSettings(settings);
  }

  open(path: string, text: string, version: number): void {
    this.versions.set(path, version);
    this.positions.delete(path);
    this.engine.openDocument(path, text);
  }

  close(path: string): void {
    this.versions.delete(path);
    this.positions.delete(path);
    this.engine.closeDocument(path);
  }

  /** Files changed on disk. */
  changed(paths: readonly string[]): void {
    for (const p of paths) this.positions.delete(p);
    this.engine.apply(paths.map(path => ({ path, text: this.folder === null ? null : textOf(this.folder, path) })));
  }

  positionsOf(path: string): Positions {
    const known = this.positions.get(path);
    if (known) return known;
    const made = new Positions(this.engine.text(path) ?? '');
    if (this.positions.size > 200) this.positions.clear();
    this.positions.set(path, made);
    return made;
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
