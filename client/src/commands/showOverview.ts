import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** What was found in the workspace, as a Markdown page beside the editor. */
export async function showOverview(client: LanguageClient): Promise<void> {
  const { markdown } = await client.sendRequest<{ markdown: string }>('pipewright/overview', {});
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown });
  await vscode.window.showTextDocument(document, { preview: true });
  await vscode.commands.executeCommand('markdown.showPreview', document.uri);
}
