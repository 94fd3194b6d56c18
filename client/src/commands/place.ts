import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The workspace folder of the active editor, else the first. */
export function rootOfEditor(): vscode.WorkspaceFolder | undefined {
  const editor = vscode.window.activeTextEditor;
  return (editor && vscode.workspace.getWorkspaceFolder(editor.document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
}

/** Whether the server can know of a document: it lies on the machine's disk, or in a folder of the workspace. */
export function isReachable(uri: vscode.Uri): boolean {
  return uri.scheme === 'file' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The document and cursor of the active editor, as the server takes them; nothing without a file that is open. */
export function cursor(client: LanguageClient): { uri: string; position: { line: number; character: number } } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isReachable(editor.document.uri)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: client.code2ProtocolConverter.asUri(editor.document.uri), position: { line, character } };
}
