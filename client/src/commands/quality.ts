import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ProfileParams, ProfileResult, QualityParams, QualityResult, QualityToolName } from '../../../server/src/lsp/protocol';
import { cursor } from './place';

const TOOLS: readonly { readonly label: string; readonly tool: QualityToolName | undefined }[] = [
  { label: vscode.l10n.t('The tool the project uses'), tool: undefined },
  { label: 'dbt', tool: 'dbt' },
  { label: 'Great Expectations', tool: 'great_expectations' },
  { label: 'Soda', tool: 'soda' },
  { label: 'Open Data Contract Standard', tool: 'odcs' },
];

/** Adds the checks that a dataset should have, in the tool that is picked (or a keybinding's argument names). */
export async function addDataQualityChecks(client: LanguageClient, given?: QualityToolName): Promise<void> {
  const picked = TOOLS.find(t => t.tool !== undefined && t.tool === given) ?? (await vscode.window.showQuickPick(TOOLS, { title: vscode.l10n.t('Add Data-Quality Checks'), placeHolder: vscode.l10n.t('Where are the checks to be written?') }));
  if (picked) await ask(client, 'add', picked.tool);
}

/** Writes the checks that other tools make for the tool that is picked. */
export async function convertChecks(client: LanguageClient, given?: QualityToolName): Promise<void> {
  const tools = TOOLS.filter(t => t.tool !== undefined);
  const picked = tools.find(t => t.tool === given) ?? (await vscode.window.showQuickPick(tools, { title: vscode.l10n.t('Convert Checks'), placeHolder: vscode.l10n.t('Write them for') }));
  if (picked) await ask(client, 'convert', picked.tool);
}

export async function generateDataContract(client: LanguageClient): Promise<void> {
  await ask(client, 'contract', undefined);
}

export async function syncDataContract(client: LanguageClient): Promise<void> {
  await ask(client, 'sync', undefined);
}

async function ask(client: LanguageClient, action: QualityParams['action'], tool: QualityToolName | undefined): Promise<void> {
  const at = cursor(client);
  if (!at) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a model, or put the cursor on a dataset.'));
    return;
  }
  const params: QualityParams = { ...at, action, ...(tool ? { tool } : {}) };
  const result = await client.sendRequest<QualityResult>('pipewright/quality', params);
  if (result.dataset === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no dataset here. Put the cursor on the name of one, or open the file that makes it.'));
    return;
  }
  const said = [outcome(action, result.dataset, result), ...result.notes.slice(0, 4)].filter(t => t !== '');
  if (said.length > 0) void vscode.window.showInformationMessage(said.join(' '));
}

/** What was done, in a sentence; why nothing was; nothing where the user decided so, or a file that opened says it. */
function outcome(action: QualityParams['action'], dataset: string, { applied, written, notes }: QualityResult): string {
  if (applied) {
    if (action === 'contract') return '';
    if (action === 'sync') return vscode.l10n.t("The entry of '{0}' says what the contract says. The file is left unsaved.", dataset);
    return written.length === 1 ? vscode.l10n.t("One check was added for '{0}'. The file is left unsaved.", dataset) : vscode.l10n.t("{0} checks were added for '{1}'. The file is left unsaved.", written.length, dataset);
  }
  if (written.length > 0 || notes.length > 0) return '';
  switch (action) {
    case 'add': return vscode.l10n.t("'{0}' has every check that its files give a reason for.", dataset);
    case 'convert': return vscode.l10n.t("'{0}' has no checks of another tool that are not written already.", dataset);
    case 'sync': return vscode.l10n.t("No data contract says anything of '{0}' that its entry does not say.", dataset);
    case 'contract': return '';
  }
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
  const said = [added.applied ? vscode.l10n.t('The checks were added. The file is left unsaved.') : '', ...added.notes.slice(0, 4)].filter(t => t !== '');
  if (said.length > 0) void vscode.window.showInformationMessage(said.join(' '));
}
