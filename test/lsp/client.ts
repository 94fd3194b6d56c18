import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type * as lsp from 'vscode-languageserver-protocol';

/** A small LSP client for tests: it talks to the bundled server over stdio and keeps what the server says. */
export interface Client {
  readonly root: string;
  readonly capabilities: lsp.ServerCapabilities;
  uri(file: string): string;
  request<T>(method: string, params?: unknown): Promise<T>;
  notify(method: string, params?: unknown): void;
  open(file: string, text: string, version?: number): void;
  /** Replaces the whole text. */
  change(file: string, text: string, version: number): void;
  close(file: string): void;
  /** The findings last published, by path below the root (or URI outside it). */
  readonly findings: ReadonlyMap<string, lsp.PublishDiagnosticsParams>;
  /** Findings of a file once `wanted` holds; by default once any were published. */
  published(file: string, wanted?: (p: lsp.PublishDiagnosticsParams) => boolean): Promise<lsp.PublishDiagnosticsParams>;
  /** Waits until `look` gives something; looked at after every message of the server. */
  until<T>(what: string, look: () => T | undefined | null | false): Promise<T>;
  readonly log: string[];
  readonly questions: lsp.ShowMessageRequestParams[];
  readonly messages: lsp.ShowMessageParams[];
  readonly progress: unknown[];
  readonly applied: lsp.WorkspaceEdit[];
  /** Waits for the end of the first scan: the server says so when the status comes. */
  scanned(): Promise<void>;
  shutdown(): Promise<number | null>;
  kill(): void;
  readonly process: ChildProcess;
}

export interface ClientSettings {
  readonly root: string;
  readonly folders?: readonly string[];
  readonly capabilities?: lsp.ClientCapabilities;
  readonly options?: unknown;
  /** Values of `workspace/configuration`, by section. */
  readonly settings?: { [section: string]: unknown };
  /** Picks an answer of a question; undefined for none. */
  readonly answer?: (question: lsp.ShowMessageRequestParams) => string | undefined;
  /** Answers of the client to requests of our own, by method. */
  readonly replies?: { readonly [method: string]: unknown };
  readonly env?: { readonly [name: string]: string };
}

export const FULL: lsp.ClientCapabilities = {
  workspace: {
    applyEdit: true, configuration: true, workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    fileOperations: { willRename: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  window: { workDoneProgress: true, showMessage: {} },
};

let bundle: Promise<string> | null = null;

/** The server as the build makes it, once for all tests of a file. */
export function serverFile(folder: string): Promise<string> {
  const outfile = path.join(folder, 'server.js');
  bundle ??= build({ entryPoints: ['server/src/main.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'silent', loader: { '.md': 'text', '.css': 'text' } }).then(() => outfile);
  return bundle;
}

const WAIT_MS = 30_000;

export async function startClient(server: string, given: ClientSettings): Promise<Client> {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...given.env } });
  const connection: MessageConnection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const findings = new Map<string, lsp.PublishDiagnosticsParams>();
  const rootUri = pathToFileURL(given.root).toString();
  const name = (uri: string) => (uri.startsWith(`${rootUri}/`) ? decodeURIComponent(uri.slice(rootUri.length + 1)) : uri);
  const waiting = new Set<() => void>();
  const told = () => {
    for (const look of [...waiting]) look();
  };
  const client = { log: [] as string[], questions: [] as lsp.ShowMessageRequestParams[], messages: [] as lsp.ShowMessageParams[], progress: [] as unknown[], applied: [] as lsp.WorkspaceEdit[] };
  let scans = 0;
  const status = new Map<string, boolean>();
  connection.onNotification((method: string, params: unknown) => {
    if (method === 'textDocument/publishDiagnostics') {
      const p = params as lsp.PublishDiagnosticsParams;
      findings.set(name(p.uri), p);
    }
    if (method === 'window/logMessage') client.log.push((params as lsp.LogMessageParams).message);
    if (method === 'window/showMessage') client.messages.push(params as lsp.ShowMessageParams);
    if (method === 'pipewright/status') {
      const s = params as { root: string; scanning: boolean };
      if (status.get(s.root) === true && !s.scanning) scans++;
      status.set(s.root, s.scanning);
    }
    told();
  });
  connection.onUnhandledProgress(p => void client.progress.push(p.value));
  connection.onRequest((method: string, params: unknown) => {
    if (method === 'workspace/configuration') return (params as lsp.ConfigurationParams).items.map(i => given.settings?.[i.section ?? ''] ?? null);
    if (method === 'window/showMessageRequest') {
      const p = params as lsp.ShowMessageRequestParams;
      client.questions.push(p);
      const title = given.answer?.(p);
      told();
      return p.actions?.find(a => a.title === title) ?? null;
    }
    if (method === 'workspace/applyEdit') {
      client.applied.push((params as lsp.ApplyWorkspaceEditParams).edit);
      return { applied: true };
    }
    return given.replies?.[method] ?? null;
  });
  connection.onClose(() => told());
  connection.onError(() => {});
  connection.listen();

  const folders = [given.root, ...(given.folders ?? [])].map(f => ({ uri: pathToFileURL(f).toString(), name: path.basename(f) }));
  const result = await connection.sendRequest<lsp.InitializeResult>('initialize', {
    processId: process.pid, rootUri, workspaceFolders: folders, capabilities: given.capabilities ?? FULL,
    initializationOptions: { status: true, storage: path.join(given.root, '..', 'storage'), ...(given.options as object | undefined) },
  });
  await connection.sendNotification('initialized', {});

  const until = <T>(what: string, look: () => T | undefined | null | false): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new Error(`waited in vain for ${what}; the log says:\n${client.log.join('\n')}`))), WAIT_MS);
      const end = (how: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        how();
      };
      const check = () => {
        const found = look();
        if (found) end(() => resolve(found));
      };
      waiting.add(check);
      check();
    });
  const uri = (file: string) => (file.includes('://') || file.startsWith('untitled:') ? file : `${rootUri}/${file.split('/').map(encodeURIComponent).join('/')}`);
  const notify = (method: string, params?: unknown) => void connection.sendNotification(method, params);
  return {
    ...client,
    root: given.root,
    capabilities: result.capabilities,
    process: child,
    findings,
    uri,
    until,
    notify,
    request: (method, params) => connection.sendRequest(method, params),
    open: (file, text, version = 1) => notify('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'sql', version, text } }),
    change: (file, text, version) => notify('textDocument/didChange', { textDocument: { uri: uri(file), version }, contentChanges: [{ text }] }),
    close: file => notify('textDocument/didClose', { textDocument: { uri: uri(file) } }),
    published: (file, wanted = () => true) =>
      until(`findings of ${file}`, () => {
        const p = findings.get(file);
        return p && wanted(p) ? p : undefined;
      }),
    scanned: async () => void (await until('the scan', () => scans > 0)),
    async shutdown() {
      const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
      await connection.sendRequest('shutdown');
      notify('exit');
      return ended;
    },
    kill: () => {
      connection.dispose();
      child.kill('SIGKILL');
    },
  };
}

/** The start of the n-th occurrence of a piece of text, `shift` characters on, as an LSP position. */
export function positionOf(text: string, piece: string, shift = 0): lsp.Position {
  const offset = text.indexOf(piece) + shift;
  if (offset < shift) throw new Error(`there is no ${piece}`);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before[before.length - 1]!.length };
}

/** A text after edits, as an editor applies them. */
export function applied(text: string, edits: readonly lsp.TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(m => m.index + m[0].length)];
  const at = (p: lsp.Position) => starts[p.line]! + p.character;
  return [...edits].map((e, i) => ({ e, i })).sort((a, b) => at(b.e.range.start) - at(a.e.range.start) || b.i - a.i).reduce((t, { e }) => t.slice(0, at(e.range.start)) + e.newText + t.slice(at(e.range.end)), text);
}
