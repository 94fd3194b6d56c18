import * as vscode from 'vscode';
import type { ErrorHandler } from 'vscode-languageclient/node';

const MOST_IN_A_ROW = 4;
const WITHIN_MS = 3 * 60 * 1000;
// The numbers of the client's `ErrorAction` and `CloseAction`, whose module differs between a machine and a browser.
const [CONTINUE, SHUTDOWN, DO_NOT_RESTART, RESTART] = [1, 2, 1, 2];

/** A server that ends is started again, four times in three minutes at most; then the user is told, and may try again. */
export function crashHandler(): ErrorHandler {
  let ended: number[] = [];
  return {
    error: (_error, _message, count) => ({ action: count !== undefined && count <= 3 ? CONTINUE : SHUTDOWN }),
    closed() {
      const now = Date.now();
      ended = [...ended.filter(t => now - t < WITHIN_MS), now];
      if (ended.length <= MOST_IN_A_ROW) return { action: RESTART, handled: true };
      ended = [];
      void tell();
      return { action: DO_NOT_RESTART, handled: true };
    },
  };
}

async function tell(): Promise<void> {
  const [restart, log, report] = [vscode.l10n.t('Restart'), vscode.l10n.t('Show Log'), vscode.l10n.t('Report Issue')];
  const answer = await vscode.window.showErrorMessage(vscode.l10n.t('The language server of Pipewright ended five times within three minutes and is not started again. Your files are as you left them.'), restart, log, report);
  if (answer === restart) await vscode.commands.executeCommand('pipewright.restart');
  if (answer === log) await vscode.commands.executeCommand('pipewright.showLog');
  if (answer === report) await vscode.commands.executeCommand('pipewright.reportIssue');
}
