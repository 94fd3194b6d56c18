import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LineageDetail } from '../../../server/src/features/lineage/detail';
import type { ImpactParams, ImpactResult, LineageAtParams, LineageAtResult, LineageDetailParams, LineageEdgeParams, PlaceAt } from '../../../server/src/lsp/protocol';
import { changesOf } from '../../../view/src/changes';
import type { FromHost, ToHost } from '../../../view/src/messages';
import { isReachable } from '../commands/place';
import { chooseBase } from '../commands/showImpact';
import type { Server } from '../serverState';
import { ENDINGS } from '../endings';
import { exportLineage, saveBytes } from './export';
import type { Maps } from './maps';
import { pageHtml } from './page';
import { openNode, showNodeReferences } from './places';

const TYPE = 'pipewright.lineage';
/** The cursor rests this long before the view follows. */
const FOLLOW_MS = 220;

export interface LineagePanel {
  /** Shows the lineage of an entity, of what stands at the cursor, or of everything where there is neither. */
  show(uri?: vscode.Uri, entity?: string): Promise<void>;
  /** Shows a node that is known already. */
  showNode(root: string, id: string): Promise<void>;
  command(command: 'export' | 'search' | 'lock' | 'changes'): Promise<void>;
}

/** The lineage view: one panel, which follows the cursor and the files. */
export function lineagePanel(context: vscode.ExtensionContext, client: LanguageClient, maps: Maps, server: Server): LineagePanel {
  let open: { panel: vscode.WebviewPanel; ready: Promise<void>; root: string | null } | null = null;
  let locked = false;
  let stale = false;
  /** The file that a click in the view opened: when it becomes active the picture stays. */
  let own: string | null = null;
  let lastFile: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The commit that the view compares with: `base` null for the usual one. Null while it does not compare. */
  let comparing: { base: string | null } | null = null;

  const post = (message: FromHost): void => void open?.panel.webview.postMessage(message);

  /** Sends the map of the folder that holds the file, if the page has another one or an old one. */
  async function sendMap(uri: string | undefined, force: boolean): Promise<void> {
    const map = await maps.get(uri ?? open?.root ?? undefined);
    if (open === null) return;
    if (map === null) {
      // No folder: the page says that there is nothing yet. Without a server it keeps what it shows.
      if (open.root === null && server.state() !== 'stopped') post({ type: 'map', map: { version: 1, title: '', nodes: [], edges: [] } });
      return;
    }
    if (map.root === open.root && !force) return;
    open.root = map.root;
    stale = false;
    post({ type: 'map', map: map.graph.map });
    if (comparing !== null) void sendChanges();
  }

  /** Asks what changed since the other commit, and sends it unless the view has turned to something else meanwhile. */
  async function sendChanges(): Promise<void> {
    const asked = comparing;
    const root = open?.root;
    if (asked === null || root == null) return;
    const params: ImpactParams = { base: asked.base, uri: root };
    const result: ImpactResult = vscode.workspace.isTrusted
      ? await client.sendRequest<ImpactResult>('pipewright/impact', params).catch((error: unknown) => ({ problem: String(error) }))
      : { problem: vscode.l10n.t('Git is not used in a workspace you do not trust.') };
    if (comparing !== asked || open?.root !== root) return;
    if ('problem' in result) {
      comparing = null;
      post({ type: 'changes', changes: null });
      post({ type: 'trouble', text: result.problem });
    } else post({ type: 'changes', changes: changesOf(result.impact, result.changed) });
  }

  function attach(panel: vscode.WebviewPanel): Promise<void> {
    const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, 'media', name);
    panel.iconPath = { light: icon('lineage-light.svg'), dark: icon('lineage-dark.svg') };
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')] };
    let isReady: () => void = () => {};
    const ready = new Promise<void>(done => {
      isReady = done;
    });
    open = { panel, ready, root: null };
    comparing = null;
    panel.webview.onDidReceiveMessage(async (message: ToHost) => {
      if (message.type === 'ready') {
        post({ type: 'state', state: server.state() });
        await sendMap(activeFile(), true);
        isReady();
      } else await answer(message).catch(error => post({ type: 'trouble', text: error instanceof Error ? error.message : String(error) }));
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible && stale) void sendMap(undefined, true);
    });
    panel.onDidDispose(() => {
      if (open?.panel === panel) open = null;
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'lineage.js', style: 'lineage.css', title: vscode.l10n.t('Lineage') });
    return ready;
  }

  async function answer(message: ToHost): Promise<void> {
    const root = open?.root;
    if (message.type === 'restart') {
      await vscode.commands.executeCommand('pipewright.restart');
      return;
    }
    if (root == null) return;
    switch (message.type) {
      case 'detail': {
        const params: LineageDetailParams = { root, ids: message.ids };
        post({ type: 'detail', turn: message.turn, detail: await client.sendRequest<LineageDetail>('pipewright/lineageDetail', params) });
        return;
      }
      case 'open': {
        const params = { root, id: message.id, ...(message.column === undefined ? {} : { column: message.column }) };
        if (message.references === true) {
          await showNodeReferences(client, params);
          return;
        }
        const uri = await openNode(client, params, beside(), false);
        own = uri?.toString() ?? null;
        return;
      }
      case 'edge': {
        const params: LineageEdgeParams = { root, from: message.from, to: message.to };
        const place = await client.sendRequest<PlaceAt | null>('pipewright/lineageEdge', params);
        const uri = place === null ? vscode.Uri.joinPath(client.protocol2CodeConverter.asUri(root), message.file) : client.protocol2CodeConverter.asUri(place.uri);
        own = uri.toString();
        const line = place?.range.start.line ?? 0;
        await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0), viewColumn: beside() });
        return;
      }
      case 'locked':
        locked = message.locked;
        return;
      case 'changes': {
        const chosen = message.choose ? await chooseBase(client, root) : null;
        if (message.choose && chosen === undefined) return;
        comparing = message.on ? { base: message.choose ? (chosen ?? null) : (comparing?.base ?? null) } : null;
        await sendChanges();
        return;
      }
      case 'save':
        return saveBytes(message.name, Uint8Array.from(atob(message.data), c => c.charCodeAt(0)), root);
      case 'export':
        return exportLineage(context, client, { root, ids: message.ids, format: message.format, columns: message.columns });
    }
  }

  /** Files open in another group than the view, so that both can be seen. */
  function beside(): vscode.ViewColumn {
    const at = open?.panel.viewColumn;
    const editors = vscode.window.visibleTextEditors.map(e => e.viewColumn).filter(c => c !== undefined && c !== at);
    return editors[0] ?? (at === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  }

  async function ensure(): Promise<void> {
    if (open !== null) {
      open.panel.reveal(undefined, true);
      await open.ready;
      return;
    }
    const column = vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
    await attach(vscode.window.createWebviewPanel(TYPE, vscode.l10n.t('Lineage'), { viewColumn: column, preserveFocus: true }, { retainContextWhenHidden: true }));
  }

  async function at(uri: string, position: vscode.Position | undefined, entity: string | undefined): Promise<LineageAtResult | null> {
    const params: LineageAtParams = { uri, ...(position === undefined ? {} : { position: { line: position.line, character: position.character } }), ...(entity === undefined ? {} : { entity }) };
    return client.sendRequest<LineageAtResult | null>('pipewright/lineageAt', params);
  }

  function follow(editor: vscode.TextEditor | undefined): void {
    if (open === null || locked || !open.panel.visible || editor === undefined || !isPipelineFile(editor.document)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
      const position = editor.selection.active;
      const found = await at(uri, position, undefined).catch(() => null);
      // Within a file the picture stays as long as it shows what the cursor is on; another file is another picture.
      const keep = own === editor.document.uri.toString() || lastFile === uri;
      if (own === editor.document.uri.toString()) own = null;
      lastFile = uri;
      if (found === null || locked || open === null) return;
      await sendMap(uri, false);
      post({ type: 'at', id: found.id, column: keep ? found.column : null, keep, asked: false });
    }, FOLLOW_MS);
  }

  context.subscriptions.push(
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeTextEditorSelection(e => {
      // An edit moves the cursor too; what it changes comes with the map.
      if (e.textEditor === vscode.window.activeTextEditor && e.kind !== undefined) follow(e.textEditor);
    }),
    server.onDidChange(state => post({ type: 'state', state })),
    maps.onDidChange(() => {
      stale = true;
      if (open?.panel.visible === true) void sendMap(undefined, true);
    }),
    vscode.window.registerWebviewPanelSerializer(TYPE, { deserializeWebviewPanel: async panel => void attach(panel) }),
  );

  return {
    async show(uri, entity) {
      const editor = vscode.window.activeTextEditor;
      const target = uri ?? editor?.document.uri;
      // A click on a file in the explorer means the file, not the place of the cursor in it.
      const position = editor !== undefined && target?.toString() === editor.document.uri.toString() ? editor.selection.active : undefined;
      await ensure();
      const asked = target === undefined || !isReachable(target) ? null : await at(client.code2ProtocolConverter.asUri(target), position, entity).catch(() => null);
      if (target !== undefined) await sendMap(client.code2ProtocolConverter.asUri(target), false);
      lastFile = target === undefined ? null : client.code2ProtocolConverter.asUri(target);
      if (asked === null) post({ type: 'all' });
      else post({ type: 'at', id: asked.id, column: asked.column, keep: false, asked: true });
    },
    async showNode(root, id) {
      await ensure();
      await sendMap(root, false);
      post({ type: 'at', id, column: null, keep: false, asked: true });
    },
    async command(command) {
      if (open === null) await this.show();
      else open.panel.reveal(undefined, false);
      post({ type: 'command', command });
    },
  };
}

function activeFile(): string | undefined {
  return vscode.window.activeTextEditor?.document.uri.toString();
}

function isPipelineFile(document: vscode.TextDocument): boolean {
  return isReachable(document.uri) && ENDINGS.includes(document.uri.path.slice(document.uri.path.lastIndexOf('.') + 1).toLowerCase());
}
