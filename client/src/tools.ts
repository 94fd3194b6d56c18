import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ToolParams, ToolResult } from '../../server/src/lsp/protocol';

interface Declared {
  readonly name: string;
  readonly displayName: string;
}

/** The tools that assistants in the editor may call: those the manifest declares, answered by the server. They only read. */
export function registerTools(context: vscode.ExtensionContext, client: LanguageClient): void {
  const contributes = (context.extension.packageJSON as { contributes?: { languageModelTools?: readonly Declared[] } }).contributes;
  for (const { name, displayName } of contributes?.languageModelTools ?? []) {
    context.subscriptions.push(
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Asking Pipewright: {0}', displayName) }),
        async invoke({ input }, token) {
          const active = vscode.window.activeTextEditor?.document.uri;
          const params: ToolParams = { name: name.replace(/^pipewright_/, ''), input, ...(active ? { uri: client.code2ProtocolConverter.asUri(active) } : {}) };
          const answer = await client.sendRequest<ToolResult>('pipewright/tool', params, token);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart('problem' in answer ? answer.problem : answer.text)]);
        },
      }),
    );
  }
}
