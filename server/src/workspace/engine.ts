import type { Format, OtherFiles, ProjectContext } from '../model/format';
import { sameValue } from '../model/same';
import type { Settings } from '../model/workspace';
import { type Contexts, extractFacts, HEAD, type ReadText, recognise } from './extract';
import { projectId, readProjects } from './projects';
import type { FileEntry } from './store';
import { type KeptText, TextMemory } from './texts';
import { JoinedWorkspace } from './workspace';

export interface EngineOptions {
  readonly formats: readonly Format[];
  readonly tracking: boolean;
  readonly settings?: Settings;
  /** The text of a file on disk, null if it is not there or no text. Texts of open documents are known to the engine. */
  read(path: string): string | null;
  readonly onFault?: (path: string, error: unknown) => void;
}

export interface Change {
  readonly path: string;
  /** Null: the file is gone. */
  readonly text: string | null;
}

/**
 * Turns texts into facts and keeps the workspace in step with them: which projects there are, which file is of which
 * format, what it says. Texts are kept only of open documents; others are read when somebody asks.
 */
export class Engine {
  readonly workspace: JoinedWorkspace;
  private readonly open = new Map<string, string>();
  /** Texts of open documents as they were read last, so that an edit need not have all of it read again. */
  private readonly lastRead = new Map<string, ReadText>();
  /** Paths that exist, whether or not a format knows them. */
  private readonly known = new Set<string>();
  /** Names of the known files by their folder; made when asked for. */
  private folders: Map<string, string[]> | null = null;
  /** Texts of the change that is being taken in. */
  private changing: ReadonlyMap<string, string> = new Map();
  /** Texts of closed files that were needed lately: rules look at most of what the first scan has read. */
  private texts = new TextMemory(0);
  private contextsByFormat: Map<string, readonly ProjectContext[]> = new Map();
  /** Files by the paths that were looked at while they were read: they are read again when one of those changes. */
  private readonly readers = new Map<string, Set<string>>();
  private readonly looked = new Map<string, Set<string>>();
  private readonly markers: ReadonlyMap<string, readonly Format[]>;

  constructor(private readonly options: EngineOptions) {
    this.workspace = new JoinedWorkspace({
      formats: options.formats,
      tracking: options.tracking,
      ...(options.settings ? { settings: options.settings } : {}),
      text: path => this.text(path) ?? '',
    });
    const markers = new Map<string, Format[]>();
    for (const f of options.formats) for (const m of f.project?.markers ?? []) markers.set(m, [...(markers.get(m) ?? []), f]);
    this.markers = markers;
  }

  get contexts(): Contexts {
    return this.contextsByFormat;
  }

  text(path: string): string | null {
    const open = this.open.get(path);
    if (open !== undefined) return open;
    const changed = this.changing.get(path);
    if (changed !== undefined) return changed;
    if (!this.known.has(path)) return null;
    const kept = this.texts.get(path);
    if (kept !== undefined) return kept;
    const text = this.options.read(path);
    if (text !== null) this.texts.set(path, { length: text.length, text: () => text });
    return text;
  }

  /**
   * How much text of closed files is kept from now on, by length; what was kept goes. With 0, as in the beginning, it is read
   * whenever it is asked for: somebody may change it and we are told later.
   */
  keepTexts(limit: number): void {
    this.texts = new TextMemory(limit);
  }

  /** The text on disk, also of an open document. */
  diskText(path: string): string | null {
    return this.options.read(path);
  }

  /** Whether a file of that name is there, whether or not a format knows it. */
  knows(path: string): boolean {
    return this.known.has(path);
  }

  openPaths(): Iterable<string> {
    return this.open.keys();
  }

  isOpen(path: string): boolean {
    return this.open.has(path);
  }

  /** Announces files before their contents are read, so that projects are known first. Gives the paths that must be read. */
  announce(paths: readonly string[]): void {
    for (const p of paths) this.meet(p);
    // Documents that were opened before their project was known are read again with it.
    for (const p of this.refreshProjects()) if (this.open.has(p)) this.readFile(p, this.open.get(p)!);
  }

  /** Adds a file whose facts were made elsewhere (a worker, the cache); its text may come along. Call `settle` after the last one. */
  admit(entry: FileEntry, text: KeptText | null = null): void {
    this.meet(entry.path);
    this.texts.delete(entry.path);
    if (text !== null) this.texts.set(entry.path, text);
    if (this.open.has(entry.path)) return;
    this.forget(entry.path);
    for (const other of entry.looked ?? []) this.remember(entry.path, other);
    this.workspace.setFile(entry);
    // It was read with what was on disk: the editor's texts count.
    if (entry.looked?.some(other => this.open.has(other))) this.readFile(entry.path, this.text(entry.path));
  }

  /** The file is there, but no format knows it (any more). */
  dismiss(path: string): void {
    this.meet(path);
    this.texts.delete(path);
    if (!this.open.has(path)) this.workspace.removeFile(path);
  }

  settle(): void {
    this.workspace.settle();
  }

  /** Files are about to be admitted or dismissed that may have changed on disk: what is remembered of their texts goes. */
  expect(paths: Iterable<string>): void {
    for (const path of paths) this.texts.delete(path);
  }

  /**
   * All of these files were admitted or dismissed, each for itself. Files that looked at one of them while they were read are
   * read again: documents in the editor, and files that are not among these (those were read when all of these lay on disk).
   */
  joined(paths: readonly string[]): void {
    const own = new Set(paths);
    const folders = new Set(paths.map(p => `${folderOf(p)}/`));
    const dependent = new Set([...paths, ...folders].flatMap(p => [...(this.readers.get(p) ?? [])]));
    for (const path of dependent) if ((!own.has(path) || this.open.has(path)) && this.known.has(path)) this.readFile(path, this.text(path));
  }

  /** The other files as `path` sees them while it is read. What it looks at is remembered, whether or not it is there. */
  private filesFor(path: string): OtherFiles {
    this.forget(path);
    return {
      text: other => {
        if (other === path) return null;
        this.remember(path, other);
        return this.text(other);
      },
      list: folder => {
        this.remember(path, `${folder}/`);
        return this.namesIn(folder);
      },
    };
  }

  /** Names of the known files directly in a folder, sorted. */
  private namesIn(folder: string): readonly string[] {
    if (this.folders === null) {
      this.folders = new Map();
      for (const p of this.known) {
        const at = folderOf(p);
        const names = this.folders.get(at);
        if (names) names.push(nameOf(p));
        else this.folders.set(at, [nameOf(p)]);
      }
      for (const names of this.folders.values()) names.sort();
    }
    return this.folders.get(folder) ?? [];
  }

  /** Notes that a file is there; true if it was not before. */
  private meet(path: string): boolean {
    if (this.known.has(path)) return false;
    this.known.add(path);
    this.folders = null;
    return true;
  }

  private remember(path: string, other: string): void {
    const looked = this.looked.get(path);
    if (looked) looked.add(other);
    else this.looked.set(path, new Set([other]));
    const readers = this.readers.get(other);
    if (readers) readers.add(path);
    else this.readers.set(other, new Set([path]));
  }

  private forget(path: string): void {
    for (const other of this.looked.get(path) ?? []) {
      const readers = this.readers.get(other);
      readers?.delete(path);
      if (readers?.size === 0) this.readers.delete(other);
    }
    this.looked.delete(path);
  }

  /**
   * Another engine that knows the same files but for `changes`, for a workspace that goes on changing while this one stays as
   * it is, or that shows how it was. `options.read` must give the changed texts too: projects are read through it.
   */
  fork(options: Partial<EngineOptions>, changes: readonly Change[] = []): Engine {
    const other = new Engine({ ...this.options, settings: this.workspace.settings, ...options });
    const changed = new Set(changes.map(c => c.path));
    other.announce([...this.known]);
    for (const path of this.workspace.store.peekPaths()) if (!changed.has(path)) other.admit(this.workspace.store.peek(path)!);
    if (changes.length > 0) other.apply(changes);
    else other.settle();
    return other;
  }

  /**
   * The same in turns: `pause` is waited for now and then, so that others get theirs. What this engine is told meanwhile does
   * not get into the other one. What everything depends on (names, direct inputs) has been worked out when it is done.
   */
  async forkInTurns(options: Partial<EngineOptions>, changes: readonly Change[], pause: () => Promise<void>): Promise<Engine> {
    const other = new Engine({ ...this.options, settings: this.workspace.settings, ...options });
    const changed = new Set(changes.map(c => c.path));
    const entries = [...this.workspace.store.peekPaths()].map(p => this.workspace.store.peek(p)!);
    other.announce([...this.known]);
    for (const [i, entry] of entries.entries()) {
      if (!changed.has(entry.path)) other.admit(entry);
      if (i % 50 === 0) await pause();
    }
    other.take(changes);
    for (const _ of other.workspace.settling()) await pause();
    for (const id of [...other.workspace.store.ids()]) {
      other.workspace.guarded(() => other.workspace.inputs(id));
      await pause();
    }
    return other;
  }

  /** An editor opened or changed a document. */
  openDocument(path: string, text: string): void {
    this.open.set(path, text);
    this.apply([{ path, text }]);
  }

  /** An editor closed a document: from now on the file on disk counts. */
  closeDocument(path: string): void {
    if (!this.open.delete(path)) return;
    this.lastRead.delete(path);
    this.apply([{ path, text: this.options.read(path) }]);
  }

  /** Files changed on disk or in an editor. Changes on disk of open documents are ignored: the editor's text counts. */
  apply(changes: readonly Change[]): void {
    this.take(changes);
    this.workspace.settle();
  }

  private take(changes: readonly Change[]): void {
    let projects = false;
    const texts = new Map<string, string>();
    const listed = new Set<string>();
    for (const { path, text } of changes) {
      this.texts.delete(path);
      const now = this.open.get(path) ?? text;
      if (now === null) {
        if (this.known.delete(path)) listed.add(`${folderOf(path)}/`);
        this.folders = null;
      } else {
        if (this.meet(path)) listed.add(`${folderOf(path)}/`);
        texts.set(path, now);
      }
      if (this.touchesProject(path)) projects = true;
    }
    this.changing = texts;
    const again = projects ? this.refreshProjects(texts) : [];
    for (const { path } of changes) this.readFile(path, texts.get(path) ?? null);
    const dependent = new Set([...again, ...[...changes.map(c => c.path), ...listed].flatMap(p => [...(this.readers.get(p) ?? [])])]);
    for (const path of dependent) if (!texts.has(path) && this.known.has(path)) this.readFile(path, this.text(path));
    this.changing = new Map();
  }

  setSettings(settings: Settings): void {
    this.workspace.setSettings(settings);
    for (const path of this.refreshProjects()) this.readFile(path, this.text(path));
    this.workspace.settle();
  }

  private readFile(path: string, text: string | null): void {
    const recognised = text === null ? null : recognise(this.options.formats, path, () => text.slice(0, HEAD), this.contextsByFormat);
    if (!recognised || text === null) {
      this.forget(path);
      this.workspace.removeFile(path);
      return;
    }
    const old = this.workspace.store.peek(path);
    let failed = false;
    const onFault = this.options.onFault;
    const fault = (at: string, error: unknown) => {
      failed = true;
      onFault?.(at, error);
    };
    const facts = extractFacts(recognised, { path, text }, old?.facts ?? null, onFault ? fault : null, this.filesFor(path), this.lastRead.get(path));
    if (!failed && recognised.format.reread && this.open.has(path)) this.lastRead.set(path, { ...recognised, text, facts });
    else this.lastRead.delete(path);
    // A fork has to know what was looked at, too.
    const looked = this.looked.get(path);
    this.workspace.setFile({ path, format: recognised.format.id, facts, project: recognised.project ? projectId(recognised.project.format, recognised.project.root) : null, ...(looked ? { looked: [...looked] } : {}) });
  }

  private touchesProject(path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (this.markers.has(name)) return true;
    return this.options.formats.some(f =>
      (f.project?.companions ?? []).some(c => (path === c || path.endsWith(`/${c}`)) && (this.contextsByFormat.get(f.id) ?? []).some(p => (p.root === '' ? c : `${p.root}/${c}`) === path)),
    );
  }

  /** Reads all project contexts anew; gives the files that must be read again because theirs changed. */
  private refreshProjects(texts: ReadonlyMap<string, string> = new Map()): string[] {
    const changed: { format: Format; root: string }[] = [];
    const next = new Map<string, readonly ProjectContext[]>();
    for (const format of this.options.formats) {
      if (!format.project && !format.fromSettings) continue;
      const roots = new Set<string>();
      for (const path of format.project ? this.known : []) {
        const slash = path.lastIndexOf('/');
        if (format.project?.markers.includes(path.slice(slash + 1))) roots.add(slash < 0 ? '' : path.slice(0, slash));
      }
      const contexts = readProjects(format, [...roots], path => texts.get(path) ?? this.text(path));
      if (format.fromSettings && !contexts.some(c => c.root === '')) contexts.push(format.fromSettings(this.workspace.settings));
      const before = this.contextsByFormat.get(format.id) ?? [];
      for (const c of contexts) {
        if (sameValue(before.find(b => b.root === c.root), c)) continue;
        changed.push({ format, root: c.root });
        this.workspace.setProject(projectId(format.id, c.root), c);
      }
      for (const b of before)
        if (!contexts.some(c => c.root === b.root)) {
          changed.push({ format, root: b.root });
          this.workspace.setProject(projectId(format.id, b.root), null);
        }
      next.set(format.id, contexts);
    }
    this.contextsByFormat = next;
    if (changed.length === 0) return [];
    return [...this.known].filter(path => changed.some(c => c.root === '' || path.startsWith(`${c.root}/`)));
  }
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
