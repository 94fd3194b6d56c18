import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Shows what feeds the dataset at the cursor and who reads it, in the editor's call hierarchy: incoming is downstream, outgoing upstream. */
export async function showLineage(client: LanguageClient, uri?: string, _entity?: string): Promise<void> {
  if (uri !== undefined && vscode.window.activeTextEditor?.document.uri.toString() !== uri) {
    await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(uri));
  }
  if (!vscode.window.activeTextEditor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a model, or put the cursor on a dataset, to see its lineage.'));
    return;
  }
  await vscode.commands.executeCommand('references-view.showCallHierarchy');
}
