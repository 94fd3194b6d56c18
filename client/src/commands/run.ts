import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Registers commands. Where one fails because the server is gone, the user is told that, and how to get it back. */
export function commandsOf(context: vscode.ExtensionContext, client: LanguageClient): (id: string, run: (...args: never[]) => unknown) => void {
  return (id, run) => {
    const carried = async (...args: never[]): Promise<unknown> => {
      try {
        return await run(...args);
      } catch (error) {
        if (client.isRunning()) throw error;
        void notRunning();
        return undefined;
      }
    };
    context.subscriptions.push(vscode.commands.registerCommand(id, carried));
  };
}

async function notRunning(): Promise<void> {
  const [restart, log] = [vscode.l10n.t('Restart'), vscode.l10n.t('Show Log')];
  const answer = await vscode.window.showErrorMessage(vscode.l10n.t('The language server of Pipewright is not running, so there is no answer.'), restart, log);
  if (answer === restart) await vscode.commands.executeCommand('pipewright.restart');
  if (answer === log) await vscode.commands.executeCommand('pipewright.showLog');
}
