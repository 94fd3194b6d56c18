import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface BranchInfo {
  readonly branch: string | null;
  readonly protected: boolean;
  readonly message: string | null;
  readonly suggestions: readonly string[];
}

type Created = { readonly ok: true; readonly branch: string } | { readonly ok: false; readonly message: string };

/** The command that leaves a protected branch, and the server told when the workspace becomes trusted. The prompt itself comes from the server. */
export function registerBranch(context: vscode.ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('pipewright.createFeatureBranch', () => createFeatureBranch(client)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void client.sendNotification('pipewright/trusted', {})),
  );
}

async function createFeatureBranch(client: LanguageClient): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Git is not used in a workspace you do not trust.'));
    return;
  }
  const active = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!active) return;
  const uri = client.code2ProtocolConverter.asUri(active);
  const info = await client.sendRequest<BranchInfo>('pipewright/branch', { uri });
  if (info.branch === null) {
    void vscode.window.showWarningMessage(info.message ?? vscode.l10n.t('There is no git branch here.'));
    return;
  }
  const name = await pickName(info);
  if (!name) return;
  const created = await client.sendRequest<Created>('pipewright/createBranch', { uri, name });
  if (created.ok) void vscode.window.showInformationMessage(vscode.l10n.t("You are now on '{0}'. Uncommitted changes came along.", created.branch));
  else void vscode.window.showErrorMessage(created.message);
}

/** A suggested name, or whatever is typed instead. */
function pickName(info: BranchInfo): Promise<string | undefined> {
  return new Promise(resolve => {
    const pick = vscode.window.createQuickPick();
    pick.title = vscode.l10n.t('Create a feature branch from {0}', info.branch ?? '');
    pick.placeholder = vscode.l10n.t('Choose a name or type another');
    const suggestions = info.suggestions.map(label => ({ label }));
    pick.items = suggestions;
    pick.onDidChangeValue(value => {
      pick.items = value && !suggestions.some(s => s.label === value) ? [{ label: value, description: vscode.l10n.t('this name') }, ...suggestions] : suggestions;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label ?? pick.value);
      pick.dispose();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}
