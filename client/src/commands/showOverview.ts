import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { AddChecksParams, AddChecksResult, HealthResult, Status } from '../../../server/src/lsp/protocol';
import { OVERVIEW_COMMANDS, type FromOverview, type OverviewCommand, type ToOverview } from '../../../view/src/overviewMessages';
import type { LineagePanel } from '../lineage/panel';
import { pageHtml } from '../lineage/page';
import { openNode } from '../lineage/places';

const TYPE = 'pipewright.overview';
/** The page is made anew this long after the last change. */
const QUIET_MS = 400;

const COMMANDS: { readonly [command in OverviewCommand]: string } = {
  problems: 'workbench.actions.view.problems', fixAll: 'pipewright.fixAllWorkspace', newPipeline: 'pipewright.newPipeline', dictionary: 'pipewright.generateDataDictionary', runbook: 'pipewright.generateRunbook', lineage: 'pipewright.showLineage',
  impact: 'pipewright.showImpact', restart: 'pipewright.restart', log: 'pipewright.showLog', openFolder: 'vscode.openFolder', trust: 'workbench.trust.manage',
};

/**
 * The overview: what was found in the workspace, how well it is looked after, and buttons that mend what is not. A page under
 * the same strict policy as the lineage view; it can ask for the commands above and for files of the workspace, nothing else.
 */
export function overviewPanel(context: vscode.ExtensionContext, client: LanguageClient, lineage: LineagePanel, onStatus: vscode.Event<Status>): { show(): void } {
  let open: vscode.WebviewPanel | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const scanning = new Map<string, boolean>();

  async function send(): Promise<void> {
    const panel = open;
    if (panel === null) return;
    const message = await look().catch((): ToOverview => ({ type: 'health', state: 'stopped', trusted: true, roots: [] }));
    if (open === panel) void panel.webview.postMessage(message);
  }

  async function look(): Promise<ToOverview> {
    const trusted = vscode.workspace.isTrusted;
    const as = (state: ToOverview['state'], roots: ToOverview['roots'] = []): ToOverview => ({ type: 'health', state, trusted, roots });
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) return as('noFolder');
    if (client.state === State.Starting) return as('reading');
    if (!client.isRunning()) return as('stopped');
    const { roots } = await client.sendRequest<HealthResult>('pipewright/health');
    return roots.some(r => scanning.get(r.root) === true || r.health.findings === null) ? as('reading') : as('ready', roots);
  }

  function sendSoon(): void {
    if (open === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void send(), QUIET_MS);
  }

  function attach(panel: vscode.WebviewPanel): void {
    open = panel;
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')] };
    panel.webview.onDidReceiveMessage((message: FromOverview) => void answer(message).catch(error => vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error))));
    panel.onDidChangeViewState(() => {
      if (panel.visible) sendSoon();
    });
    panel.onDidDispose(() => {
      if (open === panel) open = null;
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'overview.js', style: 'overview.css', title: vscode.l10n.t('Pipewright Overview') });
  }

  async function answer(message: FromOverview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return send();
      case 'command':
        if (OVERVIEW_COMMANDS.includes(message.command)) await vscode.commands.executeCommand(COMMANDS[message.command]);
        return;
      case 'open':
        await openNode(client, { root: message.root, id: message.id }, vscode.ViewColumn.Beside, false);
        return;
      case 'lineage':
        return lineage.showNode(message.root, message.id);
      case 'checks': {
        const params: AddChecksParams = { root: message.root, id: message.id };
        const { added } = await client.sendRequest<AddChecksResult>('pipewright/addChecks', params);
        const text = added === 0 ? vscode.l10n.t('There is no check to add any more.') : added === 1 ? vscode.l10n.t('One check was added. The file is left unsaved.') : vscode.l10n.t('{0} checks were added. The file is left unsaved.', added);
        void vscode.window.showInformationMessage(text);
        return;
      }
      case 'file': {
        const root = client.protocol2CodeConverter.asUri(message.root);
        const uri = vscode.Uri.joinPath(root, message.file);
        // A path can't lead out of the folder that it is said to lie in.
        if (!uri.path.startsWith(root.path.replace(/\/*$/, '/'))) return;
        await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
      }
    }
  }

  context.subscriptions.push(
    onStatus(status => {
      scanning.set(status.root, status.scanning);
      sendSoon();
    }),
    client.onDidChangeState(sendSoon),
    vscode.workspace.onDidChangeWorkspaceFolders(sendSoon),
    vscode.workspace.onDidGrantWorkspaceTrust(sendSoon),
    vscode.window.registerWebviewPanelSerializer(TYPE, { deserializeWebviewPanel: async panel => attach(panel) }),
  );
  return {
    show() {
      if (open === null) attach(vscode.window.createWebviewPanel(TYPE, vscode.l10n.t('Pipewright Overview'), vscode.ViewColumn.Active));
      else open.reveal();
    },
  };
}
