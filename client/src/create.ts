import { crashHandler } from './crashes';
import { ENDINGS } from './endings';
import { yieldingToOthers } from './otherYaml';
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient/node';
import type { ClientOptions } from '../../server/src/lsp/protocol';

/** What the client says to the server, wherever that runs. `scheme`: of the documents it is about; all if absent. */
export function clientOptions(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, scheme: string | undefined, more: Partial<ClientOptions>): LanguageClientOptions {
  // A function: after a restart the workspace may be trusted.
  const initializationOptions = (): ClientOptions => ({ trusted: vscode.workspace.isTrusted, status: true, pickBranchName: true, preview: true, commands: true, storage: context.globalStorageUri.fsPath, ...more });
  return {
    // By name, not by language: SQL with Jinja may be of any of several language ids, depending on what else is installed.
    documentSelector: [{ ...(scheme === undefined ? {} : { scheme }), pattern: `**/*.{${ENDINGS.join(',')}}` }],
    outputChannel: log,
    errorHandler: crashHandler(),
    initializationOptions,
    middleware: yieldingToOthers(context),
    markdown: { isTrusted: false, supportHtml: false },
  };
}
