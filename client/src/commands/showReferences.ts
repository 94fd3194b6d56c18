import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PlaceAt, ReferencesParams } from '../../../server/src/lsp/protocol';

/** Behind the code lens: all references of an entity in the editor's own references view. */
export async function showReferences(client: LanguageClient, uri: string, position: { line: number; character: number }, entity: string): Promise<void> {
  const params: ReferencesParams = { uri, entity };
  const places = await client.sendRequest<PlaceAt[]>('pipewright/references', params);
  const at = client.protocol2CodeConverter;
  const locations = places.map(p => new vscode.Location(at.asUri(p.uri), new vscode.Range(p.range.start.line, p.range.start.character, p.range.end.line, p.range.end.character)));
  await vscode.commands.executeCommand('editor.action.showReferences', at.asUri(uri), new vscode.Position(position.line, position.character), locations);
}
