import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { OverviewResult } from '../../../server/src/lsp/protocol';

const SCHEME = 'pipewright-overview';

/** The page that `showOverview` shows: made by the server, read-only, without a file. */
export function registerOverview(context: vscode.ExtensionContext, client: LanguageClient): () => Promise<void> {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uri = vscode.Uri.from({ scheme: SCHEME, path: '/Pipewright Overview.md' });
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async () => (await client.sendRequest<OverviewResult>('pipewright/overview', {})).markdown,
    }),
  );
  return async () => {
    changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  };
}
