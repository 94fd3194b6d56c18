import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Applies the safe fixes of the file in the active editor, again until nothing more changes (a fix may make room for another). */
export async function fixAllInFile(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file first: its safe fixes are applied together.'));
    return;
  }
  report(await fixAll(client, client.code2ProtocolConverter.asUri(editor.document.uri)));
}

export async function fixAllInWorkspace(client: LanguageClient): Promise<void> {
  const go = vscode.l10n.t('Fix All');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Apply all safe fixes in the whole workspace? Changed files stay unsaved where they are open.'), { modal: true }, go);
  if (answer !== go) return;
  report(await fixAll(client, undefined));
}

async function fixAll(client: LanguageClient, uri: string | undefined): Promise<number> {
  let all = 0;
  for (let round = 0; round < 5; round++) {
    const { fixed } = await client.sendRequest<{ fixed: number }>('pipewright/fixAll', uri === undefined ? {} : { uri });
    all += fixed;
    if (fixed === 0) break;
  }
  return all;
}

function report(fixed: number): void {
  void vscode.window.showInformationMessage(fixed === 0 ? vscode.l10n.t('Nothing here has a safe fix.') : vscode.l10n.t('{0} fixes applied.', fixed));
}
