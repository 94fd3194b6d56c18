import * as lsp from 'vscode-languageserver/node';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setDocs } from '../docs';
import { openBlackBox } from '../host/blackBox';
import { cacheFolder, openCache } from '../host/cache';
import { readable } from '../host/log';
import { fileUri, folderUri, normalUri, relativePath } from './convert';
import { Documents } from './documents';
import { BranchWatch } from './branchWatch';
import { ImpactWatch } from './impactWatch';
import { DiskEvents } from './diskEvents';
import type { ClientOptions } from './protocol';
import { Publisher } from './publisher';
import { type ChangeNotice, changeNotice, Refresher } from './refresh';
import type { RemoteFiles } from './remoteFiles';
import { describe, type Log, Root } from './root';
import type { Located, Session } from './session';
import { capabilities, registerRequests } from './table';
import { type EditorSettings, NO_EDITOR_SETTINGS, readEditorSettings } from './editorSettings';

/** What is different where the server does not run on a machine. */
export interface ServerHost {
  readonly files?: RemoteFiles;
}

/** Wires a connection to workspaces: lifecycle, folders, settings. Documents, files and requests have modules of their own. */
export function startServer(connection: lsp.Connection, host: ServerHost = {}): void {
  new Server(connection, host).listen();
}

class Server implements Session {
  roots: Root[] = [];
  client: lsp.ClientCapabilities = {};
  options: ClientOptions = {};
  readonly log: Log;
  private readonly publishers = new Map<Root, Publisher>();
  private readonly documents: Documents;
  private readonly disk: DiskEvents;
  private readonly branches: BranchWatch;
  private readonly refresher: Refresher;
  private readonly impacts: ImpactWatch;
  private readonly changes: ChangeNotice;
  private readonly editorSettings = new Map<Root, EditorSettings>();
  private isTrusted = true;
  private storage: string | null = null;
  private readonly suspects: string[] = [];
  readonly ownRenames = new Set<string>();

  constructor(
    readonly connection: lsp.Connection,
    private readonly host: ServerHost,
  ) {
    // Names from repositories stand in messages: they can't command whoever reads the log.
    this.log = { info: m => connection.console.info(readable(m)), error: m => connection.console.error(readable(m)) };
    this.documents = new Documents(this, (uri, text) => this.branches.edited(uri, text));
    this.disk = new DiskEvents(this, { settings: () => this.loadSettings(), branch: () => this.headMoved() });
    this.branches = new BranchWatch(this, () => this.storage, root => this.editor(root).branchProtection);
    this.refresher = new Refresher(this);
    this.impacts = new ImpactWatch(this);
    this.changes = changeNotice(root => {
      if (this.options.status === true && !root.closed) void this.connection.sendNotification('pipewright/changed', { root: root.uri });
    });
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize(params => this.initialize(params));
    connection.onInitialized(() => void this.initialized());
    connection.onShutdown(() => {
      for (const root of this.roots) root.close();
    });
    connection.onDidChangeConfiguration(() => void this.loadSettings());
    connection.onNotification('pipewright/trusted', () => {
      this.isTrusted = true;
      this.headMoved();
    });
    this.documents.listen();
    this.disk.listen();
    this.branches.listen();
    this.impacts.listen();
    registerRequests(this);
    connection.listen();
  }

  private initialize(params: lsp.InitializeParams): lsp.InitializeResult {
    this.client = params.capabilities;
    this.options = typeof params.initializationOptions === 'object' && params.initializationOptions !== null ? (params.initializationOptions as ClientOptions) : {};
    this.isTrusted = this.options.trusted !== false;
    if (typeof this.options.docs === 'string') setDocs(this.options.docs);
    this.storage = typeof this.options.storage === 'string' ? this.options.storage : cacheFolder(process.platform, process.env, homedir());
    const old = params.rootUri ?? (params.rootPath ? folderUri(params.rootPath) : null);
    const folders = params.workspaceFolders ?? (old === null ? [] : [{ uri: old, name: '' }]);
    for (const folder of folders) this.addRoot(folder);
    return { capabilities: capabilities(params.capabilities), serverInfo: { name: 'pipewright' } };
  }

  private addRoot({ uri, name }: { uri: string; name: string }): Root | null {
    if (this.roots.some(r => normalUri(r.uri) === normalUri(uri))) return null;
    let folder: string | null = null;
    try {
      folder = uri.startsWith('file:') || this.host.files ? fileURLToPath(uri) : null;
    } catch {
      this.log.error(`Not a folder on this machine: ${uri}`);
    }
    const box = openBlackBox(folder === null ? null : this.storage, uri);
    const cache = folder === null ? null : openCache(this.storage, folder);
    const root = new Root(uri, name || path.basename(folder ?? uri), folder, this.log, box, cache, this.host.files ?? null);
    for (const file of box.suspects) {
      this.suspects.push(`Pipewright stopped while it was reading ${file}. The file is left out until its text changes.`);
      this.log.error(`An earlier process ended while working on ${file}; it is left out until its text changes.`);
    }
    this.roots.push(root);
    this.publishers.set(root, new Publisher(root, path => this.owns(root, path), p => this.publish(p), others => this.settled(root, others)));
    return root;
  }

  private async initialized(): Promise<void> {
    const { workspace } = this.client;
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) void this.connection.client.register(lsp.DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    if (workspace?.didChangeConfiguration?.dynamicRegistration) void this.connection.client.register(lsp.DidChangeConfigurationNotification.type, { section: ['pipewright', 'git.branchProtection'] });
    if (workspace?.workspaceFolders) this.connection.workspace.onDidChangeWorkspaceFolders(e => void this.foldersChanged(e));
    for (const message of this.suspects.splice(0)) this.say(lsp.MessageType.Warning, message);
    await this.loadSettings();
    for (const root of this.roots) await this.scan(root);
  }

  private async scan(root: Root): Promise<void> {
    if (root.closed) return;
    const progress = this.client.window?.workDoneProgress ? await this.connection.window.createWorkDoneProgress() : null;
    if (root.closed) return progress?.done();
    progress?.begin('Pipewright', 0, `reading ${root.name}`, false);
    this.sendStatus(root, true);
    try {
      if (this.host.files) {
        await root.load((done, all) => progress?.report(Math.round((50 * done) / Math.max(1, all)), `${done} of ${all} files fetched`));
        // Only now the folder's own settings are known.
        await this.loadSettings();
      }
      await root.scan((done, all) => progress?.report(Math.round((100 * done) / Math.max(1, all)), `${done} of ${all} files`));
    } catch (error) {
      this.log.error(`The first scan failed: ${describe(error)}`);
    } finally {
      progress?.done();
    }
    if (root.closed) return;
    this.publisher(root).all();
    this.refresher.soon();
    this.branches.changed();
  }

  private async foldersChanged(event: lsp.WorkspaceFoldersChangeEvent): Promise<void> {
    this.flush();
    for (const gone of event.removed) {
      const root = this.roots.find(r => normalUri(r.uri) === normalUri(gone.uri));
      if (!root) continue;
      const publisher = this.publisher(root);
      root.close();
      this.roots = this.roots.filter(r => r !== root);
      publisher.clear();
      this.publishers.delete(root);
      this.editorSettings.delete(root);
    }
    const added = event.added.flatMap(f => this.addRoot(f) ?? []);
    // Of nested folders each document belongs to the innermost: it may have another root now.
    this.documents.reopen();
    if (added.length > 0) await this.loadSettings();
    for (const root of this.roots) if (!added.includes(root)) this.publisher(root).all();
    for (const root of added) await this.scan(root);
    this.branches.changed();
  }

  // --- what others ask --------------------------------------------------------------------------------------------

  publisher(root: Root): Publisher {
    return this.publishers.get(root)!;
  }

  locate(uri: string): Located | null {
    let best: Located | null = null;
    for (const root of this.roots) {
      const found = relativePath(root.uri, uri);
      if (found !== null && (best === null || found.length < best.path.length)) best = { root, path: found };
    }
    return best;
  }

  flush(): void {
    this.documents.flush();
  }

  trusted(): boolean {
    return this.isTrusted;
  }

  say(type: lsp.MessageType, message: string): void {
    void this.connection.sendNotification(lsp.ShowMessageNotification.type, { type, message });
  }

  editor(root: Root): EditorSettings {
    return this.editorSettings.get(root) ?? NO_EDITOR_SETTINGS;
  }

  /** Folders may lie in one another: a file belongs to the innermost. */
  private owns(root: Root, file: string): boolean {
    return this.roots.length < 2 || this.locate(fileUri(root.uri, file))?.root === root;
  }

  private publish(params: lsp.PublishDiagnosticsParams): void {
    // A client without this capability asks for findings instead.
    if (this.client.textDocument?.publishDiagnostics === undefined && this.client.textDocument?.diagnostic !== undefined) return;
    void this.connection.sendDiagnostics(params);
  }

  private settled(root: Root, others: boolean): void {
    this.impacts.soon(root);
    // A document that is open may be looked at before the first scan has begun.
    this.sendStatus(root, root.engine.workspace.scanning);
    this.changes.soon(root);
    if (others) this.refresher.soon();
  }

  private headMoved(): void {
    this.branches.changed();
    this.impacts.soonEverywhere();
  }

  private sendStatus(root: Root, scanning: boolean): void {
    if (this.options.status !== true || root.closed) return;
    void this.connection.sendNotification('pipewright/status', { root: root.uri, name: root.name, scanning, counts: this.publisher(root).counts(), files: root.engine.workspace.store.size });
  }

  // --- settings ---------------------------------------------------------------------------------------------------

  private async loadSettings(): Promise<void> {
    const roots = [...this.roots];
    let values: unknown[] = [];
    if (this.client.workspace?.configuration && roots.length > 0) {
      try {
        values = await this.connection.workspace.getConfiguration(roots.flatMap(r => [{ scopeUri: r.uri, section: 'pipewright' }, { scopeUri: r.uri, section: 'git.branchProtection' }]));
      } catch (error) {
        this.log.error(`Settings could not be read: ${describe(error)}`);
      }
    }
    for (const [i, root] of roots.entries()) {
      if (root.closed) continue;
      const { editor, settings } = readEditorSettings(values[2 * i], values[2 * i + 1], root.text('pipewright.yml') ?? root.text('pipewright.yaml'));
      this.editorSettings.set(root, editor);
      const exclude = JSON.stringify(root.settings.filesExclude);
      root.setSettings(settings);
      this.impacts.forget(root);
      if (!root.scanned) continue;
      if (exclude !== JSON.stringify(settings.filesExclude)) {
        const paths = await root.relist();
        this.documents.reopen();
        this.publisher(root).changed(paths);
      }
      this.publisher(root).all();
      this.impacts.soon(root);
    }
    this.refresher.soon();
    this.branches.changed();
  }
}
