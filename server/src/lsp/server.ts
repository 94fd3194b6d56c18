import * as lsp from 'vscode-languageserver/node';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../model/workspace';
import { relativePath } from './convert';
import { Publisher } from './publisher';
import { describe, type Log, Root } from './root';
import { readSettings } from '../settings';
import { capabilities, registerRequests } from './table';

export interface Session {
  readonly connection: lsp.Connection;
  readonly log: Log;
  readonly roots: readonly Root[];
  readonly client: lsp.ClientCapabilities;
  /** The root a document lies in and its path there; a document outside all folders has none. */
  locate(uri: string): { readonly root: Root; readonly path: string } | null;
  publisher(root: Root): Publisher;
  /** Takes pending edits in, so that an answer is about the text the user sees. */
  flush(): void;
}

/** Wires a connection to workspaces: lifecycle, documents, files, settings. Requests are in `table.ts`. */
export function startServer(connection: lsp.Connection): void {
  const server = new Server(connection);
  server.listen();
}

class Server implements Session {
  roots: Root[] = [];
  client: lsp.ClientCapabilities = {};
  readonly log: Log;
  private readonly publishers = new Map<Root, Publisher>();
  private readonly documents = new Map<string, TextDocument>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Immediate | null = null;
  private readonly aborter = new AbortController();
  trusted = true;

  constructor(readonly connection: lsp.Connection) {
    this.log = { info: m => connection.console.info(m), error: m => connection.console.error(m) };
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize(params => this.initialize(params));
    connection.onInitialized(() => void this.initialized());
    connection.onShutdown(() => this.aborter.abort());
    connection.onDidOpenTextDocument(p => this.opened(p.textDocument));
    connection.onDidChangeTextDocument(p => this.edited(p));
    connection.onDidCloseTextDocument(p => this.closed(p.textDocument.uri));
    connection.onDidChangeWatchedFiles(p => this.filesChanged(p.changes));
    connection.onDidChangeConfiguration(() => void this.loadSettings());
    registerRequests(this);
    connection.listen();
  }

  private initialize(params: lsp.InitializeParams): lsp.InitializeResult {
    this.client = params.capabilities;
    const options = params.initializationOptions as { trusted?: boolean } | undefined;
    this.trusted = options?.trusted ?? true;
    const folders = params.workspaceFolders?.map(f => f.uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.roots = folders.map(uri => this.makeRoot(uri));
    return { capabilities: capabilities(params.capabilities), serverInfo: { name: 'pipewright' } };
  }

  private makeRoot(uri: string): Root {
    let folder: string | null = null;
    try {
      folder = uri.startsWith('file:') ? fileURLToPath(uri) : null;
    } catch {
      this.log.error(`Not a folder on this machine: ${uri}`);
    }
    const root = new Root(uri, folder, this.log);
    this.publishers.set(root, new Publisher(root, p => void this.connection.sendDiagnostics(p), () => this.sendStatus(root)));
    return root;
  }

  private async initialized(): Promise<void> {
    const { workspace } = this.client;
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) void this.connection.client.register(lsp.DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    if (workspace?.didChangeConfiguration?.dynamicRegistration) void this.connection.client.register(lsp.DidChangeConfigurationNotification.type, { section: 'pipewright' });
    if (workspace?.workspaceFolders) this.connection.workspace.onDidChangeWorkspaceFolders(e => void this.foldersChanged(e));
    await this.loadSettings();
    for (const root of this.roots) await this.scan(root);
  }

  private async scan(root: Root): Promise<void> {
    const progress = this.client.window?.workDoneProgress ? await this.connection.window.createWorkDoneProgress() : null;
    progress?.begin('Pipewright', 0, 'reading files', false);
    try {
      await root.scan((done, all) => progress?.report(Math.round((100 * done) / Math.max(1, all)), `${done} of ${all} files`), this.aborter.signal);
    } catch (error) {
      this.log.error(`The first scan failed: ${describe(error)}`);
    } finally {
      progress?.done();
    }
    this.publisher(root).all();
    if (this.client.workspace?.codeLens?.refreshSupport) this.connection.languages.semanticTokens.refresh();
  }

  private async foldersChanged(event: lsp.WorkspaceFoldersChangeEvent): Promise<void> {
    for (const gone of event.removed) {
      const root = this.roots.find(r => r.uri === gone.uri);
      if (!root) continue;
      this.roots = this.roots.filter(r => r !== root);
      for (const p of root.engine.workspace.store.peekPaths()) this.connection.sendDiagnostics({ uri: `${root.uri}/${p}`, diagnostics: [] });
    }
    for (const added of event.added) {
      const root = this.makeRoot(added.uri);
      this.roots.push(root);
      for (const d of this.documents.values()) {
        const at = this.locate(d.uri);
        if (at?.root === root) root.open(at.path, d.getText(), d.version);
      }
      await this.loadSettings();
      await this.scan(root);
    }
  }

  publisher(root: Root): Publisher {
    return this.publishers.get(root)!;
  }

  locate(uri: string): { root: Root; path: string } | null {
    let best: { root: Root; path: string } | null = null;
    for (const root of this.roots) {
      const path = relativePath(root.uri, uri);
      if (path !== null && (best === null || path.length < best.path.length)) best = { root, path };
    }
    return best;
  }

  // --- documents --------------------------------------------------------------------------------------------------

  private opened(item: lsp.TextDocumentItem): void {
    this.documents.set(item.uri, TextDocument.create(item.uri, item.languageId, item.version, item.text));
    this.dirty.add(item.uri);
    this.schedule();
  }

  private edited(params: lsp.DidChangeTextDocumentParams): void {
    const document = this.documents.get(params.textDocument.uri);
    if (!document) return;
    TextDocument.update(document, params.contentChanges, params.textDocument.version);
    this.dirty.add(document.uri);
    this.schedule();
  }

  private closed(uri: string): void {
    this.documents.delete(uri);
    this.dirty.delete(uri);
    const at = this.locate(uri);
    if (!at) return;
    at.root.close(at.path);
    this.publisher(at.root).changed([at.path]);
  }

  private schedule(): void {
    this.timer ??= setImmediate(() => this.flush());
  }

  flush(): void {
    if (this.timer) clearImmediate(this.timer);
    this.timer = null;
    if (this.dirty.size === 0) return;
    const changed = new Map<Root, string[]>();
    for (const uri of this.dirty) {
      const document = this.documents.get(uri);
      const at = document ? this.locate(uri) : null;
      if (!document || !at) continue;
      at.root.open(at.path, document.getText(), document.version);
      changed.set(at.root, [...(changed.get(at.root) ?? []), at.path]);
    }
    this.dirty.clear();
    for (const [root, paths] of changed) this.publisher(root).changed(paths);
  }

  private filesChanged(changes: readonly lsp.FileEvent[]): void {
    this.flush();
    const byRoot = new Map<Root, Set<string>>();
    let settings = false;
    for (const { uri } of changes) {
      const at = this.locate(uri);
      if (!at || at.path.startsWith('.git/') || at.path.includes('/.git/') || at.path.includes('node_modules/')) continue;
      if (/(^|\/)pipewright\.ya?ml$/.test(at.path)) settings = true;
      const set = byRoot.get(at.root) ?? new Set();
      set.add(at.path);
      byRoot.set(at.root, set);
    }
    for (const [root, paths] of byRoot) {
      root.changed([...paths]);
      this.publisher(root).changed([...paths]);
    }
    if (settings) void this.loadSettings();
  }

  // --- settings ---------------------------------------------------------------------------------------------------

  private async loadSettings(): Promise<void> {
    let values: unknown[] = this.roots.map(() => ({}));
    if (this.client.workspace?.configuration && this.roots.length > 0) {
      try {
        values = await this.connection.workspace.getConfiguration(this.roots.map(r => ({ scopeUri: r.uri, section: 'pipewright' })));
      } catch (error) {
        this.log.error(`Settings could not be read: ${describe(error)}`);
      }
    }
    this.roots.forEach((root, i) => {
      const settings: Settings = readSettings(values[i], root.engine.text('pipewright.yml') ?? root.engine.text('pipewright.yaml'));
      root.setSettings(settings);
      if (root.scanned) this.publisher(root).all();
    });
  }

  private sendStatus(root: Root): void {
    void this.connection.sendNotification('pipewright/status', { root: root.uri, counts: this.publisher(root).counts(), files: root.engine.workspace.store.size });
  }
}
