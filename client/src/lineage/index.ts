import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LineageAtParams, LineageAtResult, Status } from '../../../server/src/lsp/protocol';
import { isReachable } from '../commands/place';
import { overviewPanel } from '../commands/showOverview';
import { commandsOf } from '../commands/run';
import { followServer } from '../serverState';
import { openMaps } from './maps';
import { lineagePanel } from './panel';
import { openNode, showNodeReferences } from './places';
import { nodeOf, registerTrees, type Row } from './trees';

/** All that shows lineage: the view, the trees of the side bar, their commands; and the overview, which leads there. */
export function registerLineage(context: vscode.ExtensionContext, client: LanguageClient, onStatus: vscode.Event<Status>): void {
  const server = followServer(context, client, onStatus);
  const maps = openMaps(context, client, server);
  const panel = lineagePanel(context, client, maps, server);
  const overview = overviewPanel(context, client, panel, onStatus);
  const trees = registerTrees(context, client, maps);
  const register = commandsOf(context, client);

  knowWhereLineageIs(context, client, onStatus);

  register('pipewright.showOverview', () => overview.show());
  // A code lens gives a string, the explorer and the title of an editor a URI.
  register('pipewright.showLineage', (uri?: string | vscode.Uri, entity?: unknown) => panel.show(typeof uri === 'string' ? client.protocol2CodeConverter.asUri(uri) : uri instanceof vscode.Uri ? uri : undefined, typeof entity === 'string' ? entity : undefined));
  register('pipewright.exportLineage', () => panel.command('export'));
  register('pipewright.showLineageChanges', () => panel.command('changes'));
  register('pipewright.showNodeLineage', (row: Row) => ('node' in row ? panel.showNode(row.map.root, nodeOf(row).id) : undefined));
  register('pipewright.openNode', (row: Row) => ('node' in row ? openNode(client, placeOf(row), undefined, false) : undefined));
  register('pipewright.showNodeReferences', (row: Row) => ('node' in row ? showNodeReferences(client, placeOf(row)) : undefined));
  register('pipewright.filterCatalogue', async (given?: { text?: string }) => {
    const text = given?.text ?? await vscode.window.showInputBox({ title: vscode.l10n.t('Search the data catalogue'), prompt: vscode.l10n.t('A part of a name, tag, owner or description'), value: trees.filterText() ?? '' });
    if (text !== undefined) trees.filter(text.trim() === '' ? null : text.trim());
  });
  register('pipewright.clearCatalogueFilter', () => trees.filter(null));
}

/** Tells the editor's menus that we are at work, and whether the file in front has lineage. */
function knowWhereLineageIs(context: vscode.ExtensionContext, client: LanguageClient, onStatus: vscode.Event<Status>): void {
  const set = (key: string, value: boolean): void => void vscode.commands.executeCommand('setContext', `pipewright.${key}`, value);
  let turn = 0;
  const look = async (): Promise<void> => {
    const now = ++turn;
    const uri = vscode.window.activeTextEditor?.document.uri;
    const params: LineageAtParams | undefined = uri && isReachable(uri) && client.isRunning() ? { uri: client.code2ProtocolConverter.asUri(uri) } : undefined;
    const found = params ? await client.sendRequest<LineageAtResult | null>('pipewright/lineageAt', params).catch(() => null) : null;
    if (now === turn) set('hasLineage', found !== null);
  };
  set('active', true);
  context.subscriptions.push(vscode.window.onDidChangeActiveTextEditor(look), onStatus(look));
  void look();
}

function placeOf(row: Extract<Row, { node: number }>): { root: string; id: string; column?: string } {
  return { root: row.map.root, id: nodeOf(row).id, ...(row.kind === 'column' ? { column: row.column.name } : {}) };
}
