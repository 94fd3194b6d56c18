import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Status } from '../../../server/src/lsp/protocol';
import { overviewPanel } from '../commands/showOverview';
import { openMaps } from './maps';
import { lineagePanel } from './panel';
import { openNode, showNodeReferences } from './places';
import { nodeOf, registerTrees, type Row } from './trees';

/** All that shows lineage: the view, the trees of the side bar, their commands; and the overview, which leads there. */
export function registerLineage(context: vscode.ExtensionContext, client: LanguageClient, onStatus: vscode.Event<Status>): void {
  const maps = openMaps(context, client);
  const panel = lineagePanel(context, client, maps);
  const overview = overviewPanel(context, client, panel, onStatus);
  const trees = registerTrees(context, client, maps);
  const register = (id: string, run: (...args: never[]) => unknown) => context.subscriptions.push(vscode.commands.registerCommand(id, run));

  register('pipewright.showOverview', () => overview.show());
  // A code lens gives a string, the explorer and the title of an editor a URI.
  register('pipewright.showLineage', (uri?: string | vscode.Uri, entity?: unknown) => panel.show(typeof uri === 'string' ? client.protocol2CodeConverter.asUri(uri) : uri instanceof vscode.Uri ? uri : undefined, typeof entity === 'string' ? entity : undefined));
  register('pipewright.exportLineage', () => panel.command('export'));
  register('pipewright.showLineageChanges', () => panel.command('changes'));
  register('pipewright.showNodeLineage', (row: Row) => ('node' in row ? panel.showNode(row.map.root, nodeOf(row).id) : undefined));
  register('pipewright.openNode', (row: Row) => ('node' in row ? openNode(client, placeOf(row), undefined, false) : undefined));
  register('pipewright.showNodeReferences', (row: Row) => ('node' in row ? showNodeReferences(client, placeOf(row)) : undefined));
  register('pipewright.filterCatalogue', async () => {
    const text = await vscode.window.showInputBox({ title: vscode.l10n.t('Search the data catalogue'), prompt: vscode.l10n.t('A part of a name, tag, owner or description'), value: trees.filterText() ?? '' });
    if (text !== undefined) trees.filter(text.trim() === '' ? null : text.trim());
  });
  register('pipewright.clearCatalogueFilter', () => trees.filter(null));
}

function placeOf(row: Extract<Row, { node: number }>): { root: string; id: string; column?: string } {
  return { root: row.map.root, id: nodeOf(row).id, ...(row.kind === 'column' ? { column: row.column.name } : {}) };
}
