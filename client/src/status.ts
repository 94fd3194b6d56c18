import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { Status } from '../../server/src/lsp/protocol';

/** The entry in the status bar: how many findings there are, and a click to the overview. Tells others of each new state: a notification can have one listener. */
export function registerStatus(context: vscode.ExtensionContext, client: LanguageClient): vscode.Event<Status> {
  const changed = new vscode.EventEmitter<Status>();
  const item = vscode.window.createStatusBarItem('pipewright.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Pipewright';
  item.command = 'pipewright.showOverview';
  const roots = new Map<string, Status>();
  starting(item);
  item.show();
  context.subscriptions.push(
    item,
    changed,
    client.onNotification('pipewright/status', (status: Status) => {
      roots.set(status.root, status);
      changed.fire(status);
      show(item, [...roots.values()].filter(s => vscode.workspace.workspaceFolders?.some(f => client.code2ProtocolConverter.asUri(f.uri) === s.root)));
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (client.state !== State.Running) return;
      if ((vscode.workspace.workspaceFolders ?? []).length === 0) noFolder(item);
      else show(item, [...roots.values()].filter(s => vscode.workspace.workspaceFolders?.some(f => client.code2ProtocolConverter.asUri(f.uri) === s.root)));
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        if ((vscode.workspace.workspaceFolders ?? []).length === 0) noFolder(item);
        return;
      }
      roots.clear();
      if (newState === State.Stopped) stopped(item);
      else starting(item);
    }),
  );
  return changed.event;
}

function starting(item: vscode.StatusBarItem): void {
  item.text = '$(loading~spin) Pipewright';
  item.tooltip = vscode.l10n.t('Pipewright is reading the workspace');
  item.backgroundColor = undefined;
}

function noFolder(item: vscode.StatusBarItem): void {
  item.text = '$(circle-slash) Pipewright';
  item.tooltip = vscode.l10n.t('No folder is open: there is nothing to read.');
  item.backgroundColor = undefined;
}

function stopped(item: vscode.StatusBarItem): void {
  item.text = '$(warning) Pipewright';
  item.tooltip = vscode.l10n.t('The language server is not running. The command "Pipewright: Restart" starts it again.');
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
}

function show(item: vscode.StatusBarItem, all: readonly Status[]): void {
  if (all.some(s => s.scanning)) {
    starting(item);
    return;
  }
  const sum = (pick: (s: Status) => number) => all.reduce((n, s) => n + pick(s), 0);
  const [errors, warnings, hints] = [sum(s => s.counts.error), sum(s => s.counts.warning), sum(s => s.counts.information + s.counts.hint)];
  const found = [errors > 0 ? `$(error) ${errors}` : '', warnings > 0 ? `$(warning) ${warnings}` : ''].filter(t => t !== '');
  item.text = found.length === 0 ? '$(pass) Pipewright' : `Pipewright ${found.join(' ')}`;
  item.tooltip = tooltip(all, errors, warnings, hints);
}

function tooltip(all: readonly Status[], errors: number, warnings: number, hints: number): vscode.MarkdownString {
  const lines = all.map(s => vscode.l10n.t('{0}: {1} pipeline files', s.name, s.files));
  lines.push(errors + warnings + hints === 0 ? vscode.l10n.t('No findings') : vscode.l10n.t('{0} errors, {1} warnings, {2} hints', errors, warnings, hints));
  lines.push(vscode.l10n.t('Click for the overview'));
  const out = new vscode.MarkdownString();
  for (const line of lines) out.appendText(line).appendMarkdown('\n\n');
  return out;
}
