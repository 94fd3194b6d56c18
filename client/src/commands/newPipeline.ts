import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { NewPipelineParams, NewPipelineResult, TemplatesResult } from '../../../server/src/lsp/protocol';
import { cursor } from './place';

/** Asks for a template and a name (a keybinding's arguments may give them), makes its files and opens the first. */
export async function newPipeline(client: LanguageClient, given?: { readonly template?: string; readonly name?: string }): Promise<void> {
  const at = cursor(client);
  const { root, templates } = await client.sendRequest<TemplatesResult>('pipewright/templates', at ? { uri: at.uri } : {});
  if (root === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: the new pipeline needs a place.'));
    return;
  }
  const named = templates.find(t => t.id === given?.template);
  const picked = named ? { template: named } : await vscode.window.showQuickPick(templates.map(t => ({ label: t.title, description: t.folder === '' ? '.' : t.folder, detail: t.detail, template: t })), {
    title: vscode.l10n.t('New Pipeline from Template'), placeHolder: vscode.l10n.t('What should it be?'), matchOnDetail: true,
  });
  if (!picked) return;
  const { template } = picked;
  const ask = (name: string, validate: boolean): Promise<NewPipelineResult> => {
    const params: NewPipelineParams = { root, template: template.id, name, folder: template.folder, ...(at ?? {}), ...(validate ? { validate } : {}) };
    return client.sendRequest<NewPipelineResult>('pipewright/newPipeline', params);
  };
  const name = given?.name ?? await vscode.window.showInputBox({
    title: template.title, prompt: vscode.l10n.t('Name of the new pipeline'), placeHolder: template.example,
    validateInput: async value => (value === '' ? undefined : ((await ask(value, true)).problem ?? undefined)),
  });
  if (!name) return;
  const made = await ask(name, false);
  if (made.problem !== null) {
    void vscode.window.showErrorMessage(made.problem);
    return;
  }
  const first = made.files[0];
  if (first !== undefined) await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(first));
}
