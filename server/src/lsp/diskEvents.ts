import * as lsp from 'vscode-languageserver/node';
import type { PathEvent } from '../host/watch';
import { describe, type Root } from './root';
import type { Session } from './session';

/** How long events are gathered: tools write many files at once, and a file's old and new name come apart. */
const GATHER_MS = 50;
/** A switched branch writes many files, some after the last event comes. */
const SETTLE_MS = 500;

/**
 * What the editor's watcher says, taken into the workspaces. Watchers lose events (limits of the system, a busy disk, a
 * branch that is switched), so a folder is compared with the disk as well when HEAD moves; and when a file is saved, where
 * the editor has no watcher at all.
 */
export class DiskEvents {
  private readonly events = new Map<Root, Map<string, PathEvent>>();
  private readonly lists = new Map<Root, NodeJS.Timeout>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly session: Session,
    private readonly told: { readonly settings: () => Promise<void>; readonly branch: () => void },
  ) {}

  listen(): void {
    const { connection } = this.session;
    connection.onDidChangeWatchedFiles(p => this.changed(p.changes));
    connection.onDidSaveTextDocument(p => {
      if (this.session.client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) this.changed([{ uri: p.textDocument.uri, type: lsp.FileChangeType.Changed }]);
    });
  }

  private changed(changes: readonly lsp.FileEvent[]): void {
    for (const { uri, type } of changes) {
      for (const root of this.session.roots) {
        const path = root.pathOf(uri);
        if (path === null) continue;
        if (/(^|\/)\.git(\/|$)/.test(path)) {
          if (/\.git\/(HEAD|index|MERGE_HEAD|rebase-merge|rebase-apply)$/.test(path)) this.headMoved(root);
          continue;
        }
        if (/(^|\/)(node_modules|__pycache__|\.venv)\//.test(path)) continue;
        const events = this.events.get(root) ?? new Map<string, PathEvent>();
        events.set(path, { path, type: type === lsp.FileChangeType.Created ? 'created' : type === lsp.FileChangeType.Deleted ? 'deleted' : 'changed' });
        this.events.set(root, events);
      }
    }
    if (this.events.size > 0) this.timer ??= setTimeout(() => void this.take(), GATHER_MS);
  }

  private async take(): Promise<void> {
    this.timer = null;
    const taken = [...this.events];
    this.events.clear();
    this.session.flush();
    let settings = false;
    for (const [root, events] of taken) {
      if (root.closed) continue;
      if (events.has('pipewright.yml') || events.has('pipewright.yaml')) settings = true;
      try {
        const paths = await root.filesChanged([...events.values()]);
        if (!root.closed) this.session.publisher(root).changed(paths);
      } catch (error) {
        this.session.log.error(`Changed files could not be read: ${describe(error)}`);
      }
    }
    if (settings) await this.told.settings();
  }

  private headMoved(root: Root): void {
    this.told.branch();
    clearTimeout(this.lists.get(root));
    const timer = setTimeout(async () => {
      this.lists.delete(root);
      if (root.closed) return;
      const paths = await root.relist();
      if (!root.closed && paths.length > 0) this.session.publisher(root).changed(paths);
    }, SETTLE_MS);
    timer.unref();
    this.lists.set(root, timer);
  }
}
