import * as lsp from 'vscode-languageserver/node';
import type { Action } from '../features/codeActions';
import { fileEdits } from '../features/edits';
import type { FileChange } from '../model/rule';
import { fileUri } from './convert';
import type { Root } from './root';
import type { Session } from './server';

/** Changes as a workspace edit; with versions, so that an editor refuses them on newer text. */
export function workspaceEdit(session: Session, root: Root, changes: readonly FileChange[]): lsp.WorkspaceEdit {
  const edits = new Map<string, lsp.TextEdit[]>();
  const operations: (lsp.CreateFile | lsp.RenameFile | lsp.TextDocumentEdit)[] = [];
  const renames: lsp.RenameFile[] = [];
  for (const change of changes) {
    const uri = fileUri(root.uri, change.file);
    if (change.kind === 'edit') edits.set(change.file, [...(edits.get(change.file) ?? []), ...fileEdits(root.engine.workspace, change.file, change.operations).map(e => root.positionsOf(change.file).edit(e))]);
    if (change.kind === 'create') {
      operations.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
      operations.push({ textDocument: { uri, version: null }, edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: change.text }] });
    }
    if (change.kind === 'rename') renames.push({ kind: 'rename', oldUri: uri, newUri: fileUri(root.uri, change.to) });
  }
  if (!session.client.workspace?.workspaceEdit?.documentChanges) return { changes: Object.fromEntries([...edits].map(([file, list]) => [fileUri(root.uri, file), list])) };
  for (const [file, list] of edits) operations.push({ textDocument: { uri: fileUri(root.uri, file), version: root.versions.get(file) ?? null }, edits: list });
  return { documentChanges: [...operations, ...renames] };
}

/** An action as the editor shows it; null where the editor asked for another kind. */
export function actionOf(session: Session, root: Root, path: string, action: Action, context: lsp.CodeActionContext): lsp.CodeAction | null {
  const kind = action.kind === 'refactor' ? lsp.CodeActionKind.Refactor : lsp.CodeActionKind.QuickFix;
  if (context.only && !context.only.some(o => kind === o || kind.startsWith(`${o}.`))) return null;
  const range = action.finding ? root.positionsOf(path).range(action.finding.span) : null;
  const diagnostics = context.diagnostics.filter(d => range && d.code === action.finding?.rule && d.range.start.line === range.start.line && d.range.start.character === range.start.character);
  return {
    title: action.title,
    kind,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(action.preferred && action.kind === 'quickfix' ? { isPreferred: true } : {}),
    edit: workspaceEdit(session, root, action.changes),
  };
}
