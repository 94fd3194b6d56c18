import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import type { ClientOptions } from '../../server/src/lsp/protocol';
import { registerBranch } from './branch';
import { registerCommands } from './commands';
import { ENDINGS } from './endings';
import { registerLineage } from './lineage';
import { registerStatus } from './status';
import { registerTools } from './tools';

let client: LanguageClient | undefined;

/** Starts the language server and registers the commands; nothing else happens here. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Pipewright', { log: true });
  context.subscriptions.push(log);
  client = createClient(context, log);
  registerStatus(context, client);
  registerCommands(context, client, log);
  registerBranch(context, client);
  registerTools(context, client);
  registerLineage(context, client);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function createClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath(path.join('dist', 'server.js'));
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6099'] } },
  };
  // A function: after a restart the workspace may be trusted.
  const initializationOptions = (): ClientOptions => ({ trusted: vscode.workspace.isTrusted, status: true, pickBranchName: true, commands: true, storage: context.globalStorageUri.fsPath });
  const options: LanguageClientOptions = {
    // By name, not by language: SQL with Jinja may be of any of several language ids, depending on what else is installed.
    documentSelector: [{ scheme: 'file', pattern: `**/*.{${ENDINGS.join(',')}}` }],
    outputChannel: log,
    initializationOptions,
    markdown: { isTrusted: false, supportHtml: false },
  };
  return new LanguageClient('pipewright', 'Pipewright', server, options);
}
