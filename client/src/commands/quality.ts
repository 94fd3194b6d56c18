import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ProfileParams, ProfileResult, QualityParams, QualityResult, QualityToolName } from '../../../server/src/lsp/protocol';

const TOOLS: readonly { readonly label: string; readonly tool: QualityToolName | undefined }[] = [
  { label: vscode.l10n.t('The tool the project uses'), tool: undefined },
  { label: 'dbt', tool: 'dbt' },
  { label: 'Great Expectations', tool: 'great_expectations' },
  { label: 'Soda', tool: 'soda' },
  { label: 'Open Data Contract Standard', tool: 'odcs' },
];

/** Adds the checks that a dataset should have, in the tool that is picked. */
export async function addDataQualityChecks(client: LanguageClient): Promise<void> {
  const picked = await vscode.window.showQuickPick(TOOLS, { title: vscode.l10n.t('Add Data-Quality Checks'), placeHolder: vscode.l10n.t('Where are the checks to be written?') });
  if (picked) await ask(client, 'add', picked.tool);
}

/** Writes the checks that other tools make for the tool that is picked. */
export async function convertChecks(client: LanguageClient): Promise<void> {
  const picked = await vscode.window.showQuickPick(TOOLS.filter(t => t.tool !== undefined), { title: vscode.l10n.t('Convert Checks'), placeHolder: vscode.l10n.t('Write them for') });
  if (picked) await ask(client, 'convert', picked.tool);
}

export async function generateDataContract(client: LanguageClient): Promise<void> {
  await ask(client, 'contract', undefined);
}

export async function syncDataContract(client: LanguageClient): Promise<void> {
  await ask(client, 'sync', undefined);
}

async function ask(client: LanguageClient, action: QualityParams['action'], tool: QualityToolName | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a model, or put the cursor on a dataset.'));
    return;
  }
  const { line, character } = editor.selection.active;
  const params: QualityParams = { uri: client.code2ProtocolConverter.asUri(editor.document.uri), position: { line, character }, action, ...(tool ? { tool } : {}) };
  const result = await client.sendRequest<QualityResult>('pipewright/quality', params);
  if (result.notes.length > 0) void vscode.window.showInformationMessage(result.notes.slice(0, 4).join(' '));
  else if (!result.applied) void vscode.window.showInformationMessage(result.dataset === null ? vscode.l10n.t('There is no dataset here.') : vscode.l10n.t("Nothing was changed for '{0}'.", result.dataset));
}

/** Profiles the data file in the active editor, or the one that was chosen in the explorer, and shows the result as a page. */
export async function profileData(context: vscode.ExtensionContext, client: LanguageClient, chosen?: vscode.Uri): Promise<void> {
  const uri = chosen ?? vscode.window.activeTextEditor?.document.uri;
  if (!uri) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a CSV, JSON or JSON lines file first.'));
    return;
  }
  const params: ProfileParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  const result = await client.sendRequest<ProfileResult>('pipewright/profile', params);
  if (result.markdown === null) {
    void vscode.window.showInformationMessage(result.notes[0] ?? vscode.l10n.t('There are no rows that can be read.'));
    return;
  }
  const page = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'Pipewright Profile.md');
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(page, '..'));
  await vscode.workspace.fs.writeFile(page, new TextEncoder().encode(result.markdown));
  await vscode.commands.executeCommand('markdown.showPreview', page);
  if (result.proposals.length === 0) return;
  const add = vscode.l10n.t('Add Checks');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('{0} checks hold for all rows that were read.', result.proposals.length), add);
  if (answer !== add) return;
  const added = await client.sendRequest<ProfileResult>('pipewright/profile', { ...params, add: true } satisfies ProfileParams);
  if (added.notes.length > 0) void vscode.window.showInformationMessage(added.notes.slice(0, 4).join(' '));
}
