import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { DetailColumn, LineageDetail } from '../../../server/src/features/lineage/detail';
import type { LineageAtParams, LineageAtResult, LineageDetailParams } from '../../../server/src/lsp/protocol';
import { next, type Ways } from '../../../view/src/graph';
import type { MapNode } from '../../../server/src/features/lineage/map';
import { isReachable } from '../commands/place';
import type { Maps, OpenMap } from './maps';

/** What a row of either tree is. */
export type Row =
  | { readonly kind: 'system'; readonly map: OpenMap; readonly system: string; readonly nodes: readonly number[] }
  | { readonly kind: 'side'; readonly map: OpenMap; readonly node: number; readonly direction: 'up' | 'down'; readonly count: number }
  /** `direction` null: in the catalogue. `path` are the nodes above it, so that a loop ends. */
  | { readonly kind: 'node'; readonly map: OpenMap; readonly node: number; readonly direction: 'up' | 'down' | null; readonly path: readonly number[] }
  | { readonly kind: 'column'; readonly map: OpenMap; readonly node: number; readonly column: DetailColumn };

/** The two trees of the side bar: what is up and down of the active dataset, and all there is, by system. */
export function registerTrees(context: vscode.ExtensionContext, client: LanguageClient, maps: Maps): { readonly lineage: vscode.TreeView<Row>; filter(text: string | null): void; readonly filterText: () => string | null } {
  const lineage = lineageTree(client, maps);
  const catalogue = catalogueTree(client, maps);
  const lineageView = vscode.window.createTreeView('pipewright.lineage', { treeDataProvider: lineage.data });
  const catalogueView = vscode.window.createTreeView('pipewright.catalogue', { treeDataProvider: catalogue.data, showCollapseAll: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!lineageView.visible) return;
      const label = await lineage.follow();
      lineageView.description = label ?? '';
    }, 250);
  };
  context.subscriptions.push(lineageView, catalogueView, vscode.window.onDidChangeActiveTextEditor(follow), vscode.window.onDidChangeTextEditorSelection(follow), lineageView.onDidChangeVisibility(follow), maps.onDidChange(() => {
    catalogue.refresh();
    follow();
  }));
  follow();
  return {
    lineage: lineageView,
    filterText: catalogue.filterText,
    filter(text) {
      catalogue.filter(text);
      catalogueView.description = text === null ? '' : `“${text}”`;
      void vscode.commands.executeCommand('setContext', 'pipewright.catalogueFiltered', text !== null);
    },
  };
}

function lineageTree(client: LanguageClient, maps: Maps): { data: vscode.TreeDataProvider<Row>; follow(): Promise<string | null> } {
  const changed = new vscode.EventEmitter<void>();
  let at: { map: OpenMap; node: number } | null = null;
  return {
    async follow() {
      const editor = vscode.window.activeTextEditor;
      if (editor && isReachable(editor.document.uri) && client.isRunning()) {
        const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
        const { line, character } = editor.selection.active;
        const params: LineageAtParams = { uri, position: { line, character } };
        const [found, map] = await Promise.all([client.sendRequest<LineageAtResult | null>('pipewright/lineageAt', params).catch(() => null), maps.get(uri)]);
        const node = found === null ? undefined : map?.graph.index.get(found.id);
        at = node === undefined || map === null ? null : { map, node };
        changed.fire();
      }
      return at === null ? null : nodeOf(at).label;
    },
    data: {
      onDidChangeTreeData: changed.event,
      getTreeItem: rowItem,
      getChildren(row) {
        if (row === undefined) {
          if (at === null) return [];
          const { map, node } = at;
          const sides = (['up', 'down'] as const).map((direction): Row => ({ kind: 'side', map, node, direction, count: next(ways(map), node, direction).length }));
          return sides;
        }
        if (row.kind === 'side') return neighbours(row.map, row.node, row.direction, [row.node]);
        if (row.kind === 'node' && row.direction !== null) return neighbours(row.map, row.node, row.direction, row.path);
        return [];
      },
    },
  };
}

function catalogueTree(client: LanguageClient, maps: Maps): { data: vscode.TreeDataProvider<Row>; refresh(): void; filter(text: string | null): void; filterText(): string | null } {
  const changed = new vscode.EventEmitter<void>();
  let wanted: string | null = null;
  const passes = (n: MapNode): boolean => wanted === null || `${n.label} ${n.id} ${n.tags.join(' ')} ${n.owner ?? ''} ${n.description ?? ''}`.toLowerCase().includes(wanted.toLowerCase());
  async function roots(): Promise<Row[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(folders.map(f => maps.get(client.code2ProtocolConverter.asUri(f.uri))));
    return found.flatMap(map => (map === null ? [] : systems(map, passes)));
  }
  return {
    refresh: () => changed.fire(),
    filterText: () => wanted,
    filter(text) {
      wanted = text;
      changed.fire();
    },
    data: {
      onDidChangeTreeData: changed.event,
      getTreeItem: row => {
        const item = rowItem(row);
        if (row.kind === 'system' && wanted !== null) {
          item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
          // The editor remembers what was folded by id: what is searched for is another list, and unfolded.
          item.id += `\n${wanted}`;
        }
        return item;
      },
      async getChildren(row) {
        if (row === undefined) return roots();
        if (row.kind === 'system') return row.nodes.map((node): Row => ({ kind: 'node', map: row.map, node, direction: null, path: [] }));
        if (row.kind !== 'node' || nodeOf(row).job) return [];
        const params: LineageDetailParams = { root: row.map.root, ids: [nodeOf(row).id] };
        const detail = await client.sendRequest<LineageDetail>('pipewright/lineageDetail', params);
        return (detail.nodes[0]?.columns ?? []).map((column): Row => ({ kind: 'column', map: row.map, node: row.node, column }));
      },
    },
  };
}

function systems(map: OpenMap, passes: (n: MapNode) => boolean): Row[] {
  const found = new Map<string, number[]>();
  for (const [i, n] of map.graph.map.nodes.entries()) {
    if ((n.job && !map.graph.whole.shown[i]) || !passes(n)) continue;
    found.set(n.system, [...(found.get(n.system) ?? []), i]);
  }
  const label = (i: number): string => map.graph.map.nodes[i]!.label.toLowerCase();
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([system, nodes]): Row => ({ kind: 'system', map, system, nodes: nodes.sort((a, b) => (label(a) < label(b) ? -1 : 1)) }));
}

export function nodeOf(row: { readonly map: OpenMap; readonly node: number }): MapNode {
  return row.map.graph.map.nodes[row.node]!;
}

function ways(map: OpenMap): Ways {
  return map.graph.whole;
}

function neighbours(map: OpenMap, node: number, direction: 'up' | 'down', path: readonly number[]): Row[] {
  return next(ways(map), node, direction).filter(n => !path.includes(n)).map((n): Row => ({ kind: 'node', map, node: n, direction, path: [...path, n] }));
}

const KIND_ICONS: { readonly [kind: string]: string } = {
  view: 'eye', materialized_view: 'eye', ephemeral: 'eye', topic: 'broadcast', stream: 'broadcast', queue: 'broadcast', path: 'file-directory', file: 'file', object: 'file', exposure: 'graph', dashboard: 'graph', metric: 'symbol-numeric',
  semantic_model: 'symbol-structure', saved_query: 'save', asset: 'package',
};

function rowItem(row: Row): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (row.kind) {
    case 'system': {
      const item = new vscode.TreeItem(row.system, Collapsed);
      item.iconPath = new vscode.ThemeIcon('server');
      item.description = `${row.nodes.length}`;
      item.id = `${row.map.root}\n${row.system}`;
      return item;
    }
    case 'side': {
      const item = new vscode.TreeItem(row.direction === 'up' ? vscode.l10n.t('Upstream') : vscode.l10n.t('Downstream'), row.count === 0 ? None : Expanded);
      item.iconPath = new vscode.ThemeIcon(row.direction === 'up' ? 'arrow-left' : 'arrow-right');
      item.description = row.count === 0 ? vscode.l10n.t('nothing') : `${row.count}`;
      return item;
    }
    case 'node':
      return nodeItem(row);
    case 'column': {
      const { column } = row;
      const item = new vscode.TreeItem(column.name, None);
      item.iconPath = new vscode.ThemeIcon(column.tags.some(t => /^pii$/i.test(t)) ? 'shield' : 'symbol-field');
      item.description = column.type ?? '';
      item.tooltip = textTip([column.name, column.description, column.expression, column.tests.join(', ')]);
      item.contextValue = 'pipewrightColumn';
      item.command = { command: 'pipewright.openNode', title: vscode.l10n.t('Open'), arguments: [row] };
      return item;
    }
  }
}

function nodeItem(row: Extract<Row, { kind: 'node' }>): vscode.TreeItem {
  const node = nodeOf(row);
  const { marks } = node;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const further = row.direction === null ? !node.job : next(ways(row.map), row.node, row.direction).some(n => !row.path.includes(n));
  const item = new vscode.TreeItem(node.label, further ? Collapsed : None);
  const colour = marks.errors > 0 ? new vscode.ThemeColor('list.errorForeground') : marks.warnings > 0 ? new vscode.ThemeColor('list.warningForeground') : undefined;
  item.iconPath = new vscode.ThemeIcon(node.job ? 'run-all' : (KIND_ICONS[node.kind] ?? 'table'), colour);
  item.description = [node.kind.replace(/^[^.]*\./, '').replace(/_/g, ' '), node.schema].filter(t => t !== '').join(' · ');
  const found = [marks.errors > 0 ? vscode.l10n.t('{0} errors', marks.errors) : '', marks.warnings > 0 ? vscode.l10n.t('{0} warnings', marks.warnings) : '', marks.tests > 0 ? vscode.l10n.t('{0} tests', marks.tests) : '', marks.pii ? vscode.l10n.t('personal data') : ''];
  item.tooltip = textTip([node.id, node.description, found.filter(t => t !== '').join(', '), node.file]);
  item.contextValue = 'pipewrightNode';
  item.command = { command: 'pipewright.openNode', title: vscode.l10n.t('Open'), arguments: [row] };
  return item;
}

/** Lines of plain text: nothing in a name is read as Markdown. */
function textTip(lines: readonly (string | null)[]): vscode.MarkdownString {
  const out = new vscode.MarkdownString();
  for (const line of lines) if (line !== null && line !== '') out.appendText(line).appendMarkdown('\n\n');
  return out;
}
