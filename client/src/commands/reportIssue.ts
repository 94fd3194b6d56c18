import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ShapeResult } from '../../../server/src/lsp/protocol';

/**
 * Collects what helps to find a fault: versions, settings that differ from their defaults by name only, and the shape of
 * the project in numbers. Nothing leaves the machine: the text opens in an editor, for the user to read and to send.
 */
export async function reportIssue(context: vscode.ExtensionContext, client: LanguageClient): Promise<void> {
  const { version } = context.extension.packageJSON as { version: string };
  const shape = await client.sendRequest<ShapeResult>('pipewright/shape').catch((error: unknown): ShapeResult => ({ markdown: `The server did not answer: ${String(error)}\n` }));
  const changed = changedSettings(context);
  const content = [
    '# Report an issue', '', 'What happened, and what should have happened?', '', '', 'Which file or text shows it? (Leave out what is secret.)', '', '',
    '## Versions', '', `- Pipewright ${version}`, `- ${vscode.env.appName} ${vscode.version} (${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}${vscode.env.remoteName ? `, remote ${vscode.env.remoteName}` : ''})`, machine(),
    `- trusted workspace: ${vscode.workspace.isTrusted ? 'yes' : 'no'}, folders: ${vscode.workspace.workspaceFolders?.length ?? 0}`,
    `- settings changed: ${changed.length > 0 ? changed.join(', ') : 'none'}`, '', shape.markdown,
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}

/** The system, where there is one: in a browser its own words are all there is. */
function machine(): string {
  return typeof process === 'undefined' || !process.versions?.node ? '- in a browser' : `- ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** Names of settings that have a value of the user's; never the values. */
function changedSettings(context: vscode.ExtensionContext): string[] {
  const { contributes } = context.extension.packageJSON as { contributes?: { configuration?: { properties?: Record<string, unknown> } } };
  return Object.keys(contributes?.configuration?.properties ?? {}).filter(name => {
    const found = vscode.workspace.getConfiguration().inspect(name);
    return found?.globalValue !== undefined || found?.workspaceValue !== undefined || found?.workspaceFolderValue !== undefined;
  });
}
