import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { OverviewParams, OverviewResult } from '../../../server/src/lsp/protocol';

/** What was found in the workspace, as a page. It is a file in the extension's own storage, so that its links lead to the files. */
export async function showOverview(context: vscode.ExtensionContext, client: LanguageClient): Promise<void> {
  const folder = context.storageUri ?? context.globalStorageUri;
  const params: OverviewParams = { page: client.code2ProtocolConverter.asUri(folder) };
  const { markdown } = await client.sendRequest<OverviewResult>('pipewright/overview', params);
  const page = vscode.Uri.joinPath(folder, 'Pipewright Overview.md');
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.writeFile(page, new TextEncoder().encode(markdown));
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
