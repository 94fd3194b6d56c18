import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { HandoffParams, HandoffResult } from '../../../server/src/lsp/protocol';
import { cursor } from './place';

/** Puts what a colleague needs to know of the dataset at the cursor on the clipboard, as Markdown. */
export async function copyHandoff(client: LanguageClient): Promise<void> {
  const at = cursor(client);
  const params: HandoffParams | undefined = at;
  const result = params ? await client.sendRequest<HandoffResult>('pipewright/handoff', params) : null;
  if (!result || result.name === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no dataset here. Put the cursor on the name of one, or open the file that makes it.'));
    return;
  }
  await vscode.env.clipboard.writeText(result.markdown);
  const show = vscode.l10n.t('Show');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The summary of {0} is on the clipboard.', result.name), show);
  if (answer !== show) return;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: result.markdown });
  await vscode.window.showTextDocument(document);
}
