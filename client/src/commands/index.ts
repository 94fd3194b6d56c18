import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { QualityToolName } from '../../../server/src/lsp/protocol';
import { copyHandoff } from './copyHandoff';
import { fixAllInFile, fixAllInWorkspace } from './fixAll';
import { generateDocs } from './generateDocs';
import { newPipeline } from './newPipeline';
import { reportIssue } from './reportIssue';
import { pickImpactBase, showImpact } from './showImpact';
import { showCallHierarchy } from './showCallHierarchy';
import { commandsOf } from './run';
import { addDataQualityChecks, convertChecks, generateDataContract, profileData, syncDataContract } from './quality';
import { showReferences } from './showReferences';

/** Every command of the palette that the client carries out; each in a file of its own. */
export function registerCommands(context: vscode.ExtensionContext, client: LanguageClient, log: vscode.LogOutputChannel): void {
  const register = commandsOf(context, client);
  register('pipewright.fixAllFile', () => fixAllInFile(client));
  register('pipewright.fixAllWorkspace', () => fixAllInWorkspace(client));
  register('pipewright.showReferences', (uri: string, position: { line: number; character: number }, entity: string) => showReferences(client, uri, position, entity));
  register('pipewright.generateDataDictionary', (given?: { folder?: string }) => generateDocs(client, 'dictionary', given));
  register('pipewright.generateRunbook', (given?: { folder?: string }) => generateDocs(client, 'runbook', given));
  register('pipewright.copyHandoff', () => copyHandoff(client));
  register('pipewright.newPipeline', (given?: { template?: string; name?: string }) => newPipeline(client, given?.template ? given : undefined));
  register('pipewright.reportIssue', () => reportIssue(context, client));
  register('pipewright.showImpact', (root?: unknown) => showImpact(context, client, root));
  register('pipewright.showImpactAgainst', () => pickImpactBase(context, client));
  register('pipewright.showCallHierarchy', () => showCallHierarchy());
  register('pipewright.addDataQualityChecks', (given?: { tool?: QualityToolName }) => addDataQualityChecks(client, given?.tool));
  register('pipewright.convertChecks', (given?: { tool?: QualityToolName }) => convertChecks(client, given?.tool));
  register('pipewright.generateDataContract', () => generateDataContract(client));
  register('pipewright.syncDataContract', () => syncDataContract(client));
  register('pipewright.profileData', (uri?: vscode.Uri) => profileData(context, client, uri instanceof vscode.Uri ? uri : undefined));
  register('pipewright.showLog', () => log.show());
  register('pipewright.restart', async () => {
    if (client.isRunning()) await client.restart();
    else await client.start();
    void vscode.window.showInformationMessage(vscode.l10n.t('Pipewright was restarted.'));
  });
}
