import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LineagePlaceParams, LineagePlaceResult, PlaceAt } from '../../../server/src/lsp/protocol';

/** Where a node of the lineage, or a column of it, is declared. */
export async function placesOf(client: LanguageClient, params: LineagePlaceParams): Promise<LineagePlaceResult> {
  return client.sendRequest<LineagePlaceResult>('pipewright/lineagePlace', params);
}

/** Opens the file that declares a node, at the declaration; beside the view, where a file is open already. */
export async function openNode(client: LanguageClient, params: LineagePlaceParams, column: vscode.ViewColumn | undefined, preserveFocus: boolean): Promise<vscode.Uri | null> {
  const place = (await placesOf(client, params)).declared[0];
  if (place === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No file here declares it.'));
    return null;
  }
  const { uri, range } = locationOf(client, place);
  await vscode.window.showTextDocument(uri, { selection: range, preserveFocus, ...(column === undefined ? {} : { viewColumn: column }) });
  return uri;
}

/** All references of a node in the editor's references view. */
export async function showNodeReferences(client: LanguageClient, params: LineagePlaceParams): Promise<void> {
  const { declared, references } = await placesOf(client, params);
  const start = declared[0] ?? references[0];
  if (start === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing refers to it.'));
    return;
  }
  const at = locationOf(client, start);
  await vscode.commands.executeCommand('editor.action.showReferences', at.uri, at.range.start, references.map(r => locationOf(client, r)));
}

function locationOf(client: LanguageClient, { uri, range }: PlaceAt): vscode.Location {
  return new vscode.Location(client.protocol2CodeConverter.asUri(uri), new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character));
}
