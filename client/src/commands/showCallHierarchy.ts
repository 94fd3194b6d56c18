import * as vscode from 'vscode';

/** Shows what feeds the dataset at the cursor and who reads it, in the editor's call hierarchy: incoming is downstream, outgoing upstream. */
export async function showCallHierarchy(): Promise<void> {
  if (!vscode.window.activeTextEditor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a model, or put the cursor on a dataset, to see its lineage.'));
    return;
  }
  await vscode.commands.executeCommand('references-view.showCallHierarchy');
}
