import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { LanguageClient as AnyClient } from 'vscode-languageclient/node';
import type { FileEntry, ListFolderParams, ListFolderResult, ReadFileParams, ReadFileResult } from '../../server/src/lsp/protocol';
import { clientOptions } from './create';
import { registerAll } from './register';

declare const Worker: new (url: string) => ConstructorParameters<typeof LanguageClient>[3];

let client: LanguageClient | undefined;

/** The same in an editor that runs in a browser: the server is a worker, and reads files through this side. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Pipewright', { log: true });
  context.subscriptions.push(log);
  const at = (...parts: string[]): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, ...parts);
  const worker = new Worker(at('dist', 'browser', 'server.js').toString(true));
  client = new LanguageClient('pipewright', 'Pipewright', clientOptions(context, log, undefined, { docs: at('docs', 'rules').toString() }), worker);
  const { protocol2CodeConverter: convert } = client;
  context.subscriptions.push(
    client.onRequest('pipewright/listFolder', ({ uri }: ListFolderParams) => listFolder(convert.asUri(uri))),
    client.onRequest('pipewright/readFile', ({ uri, limit }: ReadFileParams) => readFile(convert.asUri(uri), limit)),
  );
  // The two clients differ in how they reach the server, and in nothing that our commands use.
  registerAll(context, client as unknown as AnyClient, log);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function listFolder(uri: vscode.Uri): Promise<ListFolderResult> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.flatMap(([name, type]): FileEntry[] => (type & vscode.FileType.Directory ? (type & vscode.FileType.SymbolicLink ? [] : [{ name, kind: 'folder' }]) : type & vscode.FileType.File ? [{ name, kind: 'file' }] : []));
  } catch {
    return null;
  }
}

/** A file in a folder of the workspace; the server is given no other. */
async function readFile(uri: vscode.Uri, limit: number): Promise<ReadFileResult> {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return null;
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return size > limit ? null : { bytes: await vscode.workspace.fs.readFile(uri), mtime };
  } catch {
    return null;
  }
}
