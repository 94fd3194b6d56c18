import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './create';
import { registerAll } from './register';

let client: LanguageClient | undefined;

/** Starts the language server and registers the commands; nothing else happens here. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Pipewright', { log: true });
  context.subscriptions.push(log);
  client = createClient(context, log);
  registerAll(context, client, log);
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
  return new LanguageClient('pipewright', 'Pipewright', server, clientOptions(context, log, 'file', {}));
}
