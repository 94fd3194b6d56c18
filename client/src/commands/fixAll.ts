import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FixAllParams, FixAllResult } from '../../../server/src/lsp/protocol';

/** A fix may make room for another; after so many rounds it is taken for a loop. */
const MOST_ROUNDS = 5;

/** Applies the safe fixes of the file in the active editor. */
export async function fixAllInFile(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file first: its safe fixes are applied together.'));
    return;
  }
  await fixAll(client, { uri: client.code2ProtocolConverter.asUri(editor.document.uri) });
}

/** Applies the safe fixes of every file, after asking: files that are not open are changed too. */
export async function fixAllInWorkspace(client: LanguageClient): Promise<void> {
  const go = vscode.l10n.t('Fix All');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Apply all safe fixes in the whole workspace?'), { modal: true, detail: vscode.l10n.t('They change no behaviour. Changed files are opened and left unsaved, so that you can look at them and undo.') }, go);
  if (answer === go) await fixAll(client, {});
}

async function fixAll(client: LanguageClient, params: FixAllParams): Promise<void> {
  let all = 0;
  let files = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = await client.sendRequest<FixAllResult>('pipewright/fixAll', params);
    if (result.fixed === 0) break;
    all += result.fixed;
    files = Math.max(files, result.files);
  }
  void vscode.window.showInformationMessage(
    all === 0 ? vscode.l10n.t('Nothing here has a safe fix.') : all === 1 ? vscode.l10n.t('One finding was fixed.') : files > 1 ? vscode.l10n.t('{0} findings were fixed in {1} files.', all, files) : vscode.l10n.t('{0} findings were fixed.', all),
  );
}
