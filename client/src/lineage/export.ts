import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LineageExportParams } from '../../../server/src/lsp/protocol';

const ENDINGS: { readonly [format in LineageExportParams['format']]: string } = { json: 'json', openlineage: 'openlineage.json', mermaid: 'mmd', dot: 'dot', svg: 'svg', html: 'html' };

/** Has the server write nodes in a format, and saves that where the user says. Mermaid and DOT can be copied instead. */
export async function exportLineage(context: vscode.ExtensionContext, client: LanguageClient, params: Omit<LineageExportParams, 'page'>): Promise<void> {
  const page = params.format === 'html' ? await pageParts(context) : undefined;
  const full: LineageExportParams = { ...params, ...(page === undefined ? {} : { page }) };
  const text = await client.sendRequest<string | null>('pipewright/lineageExport', full);
  if (text === null) throw new Error(vscode.l10n.t('There is nothing to export.'));
  await saveBytes(`lineage.${ENDINGS[params.format]}`, new TextEncoder().encode(text), params.root);
}

async function pageParts(context: vscode.ExtensionContext): Promise<{ script: string; style: string }> {
  const read = async (name: string): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview', name)));
  return { script: await read('lineage.js'), style: await read('lineage.css') };
}

/** Asks where to, writes, and offers to open what was written. */
export async function saveBytes(name: string, bytes: Uint8Array, root: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(root), name), saveLabel: vscode.l10n.t('Export') });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('{0} was written.', vscode.workspace.asRelativePath(target)), open);
  if (answer !== open) return;
  if (/\.(png|html)$/.test(target.path)) await vscode.env.openExternal(target);
  else await vscode.window.showTextDocument(target);
}
