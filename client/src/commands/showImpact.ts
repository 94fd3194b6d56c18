import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ImpactParams, ImpactResult, RefsParams, RefsResult } from '../../../server/src/lsp/protocol';

/** What the changes since the main branch break and touch, as a page whose links lead to the files. `root` is the URI of a folder, from a finding's light bulb. */
export async function showImpact(context: vscode.ExtensionContext, client: LanguageClient, root?: unknown, base: string | null = null): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Git is not used in a workspace you do not trust.'));
    return;
  }
  const folder = context.storageUri ?? context.globalStorageUri;
  const uri = typeof root === 'string' ? root : place(client);
  const params: ImpactParams = { base, page: client.code2ProtocolConverter.asUri(folder), ...(uri === undefined ? {} : { uri }) };
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Comparing with the other commit') }, () => client.sendRequest<ImpactResult>('pipewright/impact', params));
  if ('problem' in result) {
    const choose = vscode.l10n.t('Choose Another…');
    if ((await vscode.window.showWarningMessage(result.problem, choose)) === choose) await pickImpactBase(context, client);
    return;
  }
  const page = vscode.Uri.joinPath(folder, 'Pipewright Impact.md');
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.writeFile(page, new TextEncoder().encode(result.markdown));
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

/** Lets a branch, a tag or any commit be chosen, then shows what changed since. */
export async function pickImpactBase(context: vscode.ExtensionContext, client: LanguageClient): Promise<void> {
  if (!vscode.workspace.isTrusted) return showImpact(context, client);
  const uri = place(client);
  const name = await chooseBase(client, uri);
  if (name !== undefined) await showImpact(context, client, uri, name);
}

/** Lets a branch, a tag or any commit be chosen; undefined if none was. */
export async function chooseBase(client: LanguageClient, uri: string | undefined): Promise<string | undefined> {
  const params: RefsParams = uri === undefined ? {} : { uri };
  const { usual, refs } = await client.sendRequest<RefsResult>('pipewright/refs', params);
  return pickRef(usual, refs);
}

function place(client: LanguageClient): string | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const uri = active && vscode.workspace.getWorkspaceFolder(active) ? active : vscode.workspace.workspaceFolders?.[0]?.uri;
  return uri === undefined ? undefined : client.code2ProtocolConverter.asUri(uri);
}

const ICONS: { readonly [kind in RefsResult['refs'][number]['kind']]: string } = { branch: 'git-branch', remote: 'cloud', tag: 'tag' };

function pickRef(usual: string | null, refs: RefsResult['refs']): Promise<string | undefined> {
  return new Promise(resolve => {
    const pick = vscode.window.createQuickPick();
    pick.title = vscode.l10n.t('Show what changed since');
    pick.placeholder = vscode.l10n.t('Choose a branch or tag, or type the id of a commit');
    const known: vscode.QuickPickItem[] = [
      ...(usual === null ? [] : [{ label: usual, description: vscode.l10n.t('where this work left it'), iconPath: new vscode.ThemeIcon('git-merge') }]),
      { label: 'HEAD', description: vscode.l10n.t('only what is not committed'), iconPath: new vscode.ThemeIcon('git-commit') },
      ...refs.filter(r => r.name !== usual).map(r => ({ label: r.name, iconPath: new vscode.ThemeIcon(ICONS[r.kind]) })),
    ];
    pick.items = known;
    pick.onDidChangeValue(value => {
      pick.items = value && !known.some(k => k.label === value) ? [{ label: value, description: vscode.l10n.t('this commit'), iconPath: new vscode.ThemeIcon('git-commit'), alwaysShow: true }, ...known] : known;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label ?? (pick.value || undefined));
      pick.dispose();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}
