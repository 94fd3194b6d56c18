import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The workspace folder of the active editor, else the first. */
export function rootOfEditor(): vscode.WorkspaceFolder | undefined {
  const editor = vscode.window.activeTextEditor;
  return (editor && vscode.workspace.getWorkspaceFolder(editor.document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
}

/** The document and cursor of the active editor, as the server takes them; nothing without a file that is open. */
export function cursor(client: LanguageClient): { uri: string; position: { line: number; character: number } } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file') return undefined;
  const { line, character } = editor.selection.active;
  return { uri: client.code2ProtocolConverter.asUri(editor.document.uri), position: { line, character } };
}
