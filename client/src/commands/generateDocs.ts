import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { DocsParams, DocsResult } from '../../../server/src/lsp/protocol';
import { rootOfEditor } from './place';

/** Writes the data dictionary or the runbook into a folder that the user names (or a keybinding's argument), and shows the first page. */
export async function generateDocs(client: LanguageClient, kind: 'dictionary' | 'runbook', given?: { readonly folder?: string }): Promise<void> {
  const root = rootOfEditor();
  if (!root) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: the pages describe what is in it.'));
    return;
  }
  const typed = given?.folder ?? await vscode.window.showInputBox({
    title: kind === 'dictionary' ? vscode.l10n.t('Generate Data Dictionary') : vscode.l10n.t('Generate Runbook'),
    prompt: vscode.l10n.t('Folder for the pages, relative to {0}. Pages that are there already are replaced.', root.name),
    value: 'docs/data',
    validateInput: value => (/^\/|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)/.test(value) ? vscode.l10n.t('The folder must lie in the workspace.') : undefined),
  });
  if (typed === undefined) return;
  const folder = vscode.Uri.joinPath(root.uri, ...typed.split(/[\\/]/).filter(p => p !== '' && p !== '.'));
  const params: DocsParams = { root: client.code2ProtocolConverter.asUri(root.uri), folder: client.code2ProtocolConverter.asUri(folder), kinds: [kind] };
  const { pages } = await client.sendRequest<DocsResult>('pipewright/docs', params);
  for (const page of pages) await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, ...page.path.split('/')), new TextEncoder().encode(page.markdown));
  const first = pages[0];
  if (first) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(folder, first.path));
}
