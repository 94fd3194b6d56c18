import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerBranch } from './branch';
import { registerCommands } from './commands';
import { registerLineage } from './lineage';
import { registerPreview } from './preview';
import { registerStatus } from './status';
import { registerTools } from './tools';

/** Commands and views, the same on a machine and in a browser. */
export function registerAll(context: vscode.ExtensionContext, client: LanguageClient, log: vscode.LogOutputChannel): void {
  const onStatus = registerStatus(context, client);
  registerCommands(context, client, log);
  registerBranch(context, client);
  registerPreview(context, client);
  registerTools(context, client);
  registerLineage(context, client, onStatus);
}
