import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface Status {
  readonly root: string;
  readonly files: number;
  readonly counts: { readonly error: number; readonly warning: number; readonly information: number; readonly hint: number };
}

/** The entry in the status bar: how many findings there are, and a click to the overview. */
export function registerStatus(context: vscode.ExtensionContext, client: LanguageClient): void {
  const item = vscode.window.createStatusBarItem('pipewright.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Pipewright';
  item.command = 'pipewright.showOverview';
  item.text = '$(loading~spin) Pipewright';
  item.tooltip = vscode.l10n.t('Pipewright is reading the workspace');
  item.show();
  const roots = new Map<string, Status>();
  context.subscriptions.push(
    item,
    client.onNotification('pipewright/status', (status: Status) => {
      roots.set(status.root, status);
      const sum = (pick: (s: Status) => number) => [...roots.values()].reduce((n, s) => n + pick(s), 0);
      const [errors, warnings, files] = [sum(s => s.counts.error), sum(s => s.counts.warning), sum(s => s.files)];
      item.text = errors + warnings === 0 ? '$(pass) Pipewright' : `Pipewright $(error) ${errors} $(warning) ${warnings}`;
      item.tooltip = vscode.l10n.t('{0} files read: {1} errors, {2} warnings, {3} hints. Click for the overview.', files, errors, warnings, sum(s => s.counts.information + s.counts.hint));
    }),
  );
}
