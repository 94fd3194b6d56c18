import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commandsOf } from './commands/run';
import type { BranchInfo, BranchParams, CreateBranchParams, CreateBranchResult, PickBranchNameParams } from '../../server/src/lsp/protocol';

/**
 * The branch of the file in the active editor in the status bar, with a lock where it is protected, and the command that
 * leaves it. The question on the first edit comes from the server; it asks back here only to have a name typed.
 */
export function registerBranch(context: vscode.ExtensionContext, client: LanguageClient): void {
  const item = vscode.window.createStatusBarItem('pipewright.branch', vscode.StatusBarAlignment.Left, 9);
  item.name = vscode.l10n.t('Pipewright Branch');
  item.command = 'pipewright.createFeatureBranch';
  let turn = 0;
  commandsOf(context, client)('pipewright.createFeatureBranch', () => createFeatureBranch(client));
  const refresh = async () => {
    const now = ++turn;
    const info = await branchOf(client);
    if (now === turn) show(item, info);
  };
  context.subscriptions.push(
    item,
    vscode.workspace.onDidGrantWorkspaceTrust(() => void client.sendNotification('pipewright/trusted', {})),
    vscode.window.onDidChangeActiveTextEditor(() => void refresh()),
    vscode.window.onDidChangeWindowState(state => state.focused && void refresh()),
    client.onNotification('pipewright/branchChanged', () => void refresh()),
    client.onRequest('pipewright/pickBranchName', async (p: PickBranchNameParams) => (await pickName(p.branch, p.suggestions)) ?? null),
  );
}

function show(item: vscode.StatusBarItem, info: BranchInfo | null): void {
  // VS Code shows the branch itself; this entry is there for what it does not say.
  if (!info?.protected) {
    item.hide();
    return;
  }
  item.text = `$(lock) ${info.label}`;
  item.tooltip = new vscode.MarkdownString().appendText(`${info.detail}\n\n${vscode.l10n.t('Click to create a feature branch.')}`);
  item.show();
}

/** The branch where the active editor's file lies, else where the first folder is. Null if there is nothing to ask about. */
async function branchOf(client: LanguageClient, suggest = false): Promise<BranchInfo | null> {
  const uri = place();
  if (!uri || !client.isRunning()) return null;
  const params: BranchParams = { uri: client.code2ProtocolConverter.asUri(uri), suggest };
  try {
    return await client.sendRequest<BranchInfo>('pipewright/branch', params);
  } catch {
    return null;
  }
}

function place(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return active && vscode.workspace.getWorkspaceFolder(active) ? active : vscode.workspace.workspaceFolders?.[0]?.uri;
}

async function createFeatureBranch(client: LanguageClient): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Git is not used in a workspace you do not trust.'));
    return;
  }
  if (!client.isRunning()) throw new Error('not running');
  const uri = place();
  const info = await branchOf(client, true);
  if (!uri || !info || info.message !== null) {
    void vscode.window.showWarningMessage(info?.message || vscode.l10n.t('There is no git branch here.'));
    return;
  }
  const name = await pickName(info.branch ?? info.label, info.suggestions);
  if (!name) return;
  const params: CreateBranchParams = { uri: client.code2ProtocolConverter.asUri(uri), name };
  const created = await client.sendRequest<CreateBranchResult>('pipewright/createBranch', params);
  if (created.ok) void vscode.window.showInformationMessage(vscode.l10n.t('You are now on {0}. Your uncommitted changes came along.', created.branch));
  else void vscode.window.showErrorMessage(created.message);
}

/** A suggested name, or whatever is typed instead. */
function pickName(branch: string, suggestions: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    const pick = vscode.window.createQuickPick();
    pick.title = vscode.l10n.t('Create a feature branch from {0}', branch);
    pick.placeholder = vscode.l10n.t('Choose a name or type another');
    const suggested = suggestions.map((label): vscode.QuickPickItem => ({ label, iconPath: new vscode.ThemeIcon('git-branch') }));
    pick.items = suggested;
    pick.onDidChangeValue(value => {
      pick.items = value && !suggestions.includes(value) ? [{ label: value, description: vscode.l10n.t('this name'), iconPath: new vscode.ThemeIcon('git-branch'), alwaysShow: true }, ...suggested] : suggested;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label ?? (pick.value || undefined));
      pick.dispose();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}
