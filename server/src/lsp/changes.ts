import * as lsp from 'vscode-languageserver/node';
import type { Action } from '../features/codeActions';
import { fileEdits } from '../features/edits';
import type { FileChange } from '../model/rule';
import { fileUri } from './convert';
import type { Root } from './root';
import type { Session } from './session';

/**
 * Changes as a workspace edit; with versions, so that an editor refuses them on newer text. Null where the editor can't do
 * what is needed (make or rename files): half a change would break the project.
 */
export function workspaceEdit(session: Session, root: Root, changes: readonly FileChange[]): lsp.WorkspaceEdit | null {
  const can = session.client.workspace?.workspaceEdit;
  // Some editors name the operations they can do on files, and forget to say that they know the form these come in.
  const files = changes.filter(c => c.kind !== 'edit');
  if (files.some(c => !can?.resourceOperations?.includes(c.kind))) return null;
  const edits = new Map<string, lsp.TextEdit[]>();
  const created: (lsp.CreateFile | lsp.TextDocumentEdit)[] = [];
  const renames: lsp.RenameFile[] = [];
  for (const change of changes) {
    const uri = root.uriOf(change.file);
    if (change.kind === 'edit') {
      const list = fileEdits(root.engine.workspace, change.file, change.operations).map(e => root.positionsOf(change.file).edit(e));
      if (list.length > 0) edits.set(change.file, [...(edits.get(change.file) ?? []), ...list]);
    }
    if (change.kind === 'create') {
      created.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
      created.push({ textDocument: { uri, version: null }, edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: change.text }] });
    }
    if (change.kind === 'rename') renames.push({ kind: 'rename', oldUri: uri, newUri: fileUri(root.uri, change.to) });
  }
  if (!can?.documentChanges && files.length === 0) return { changes: Object.fromEntries([...edits].map(([file, list]) => [root.uriOf(file), list])) };
  const edited = [...edits].map(([file, list]): lsp.TextDocumentEdit => ({ textDocument: { uri: root.uriOf(file), version: root.versions.get(file) ?? null }, edits: list }));
  return { documentChanges: [...created, ...edited, ...renames] };
}

/** An action as the editor shows it; null where the editor asked for another kind, or can't do what the action needs. */
export function actionOf(session: Session, root: Root, path: string, action: Action, context: lsp.CodeActionContext): lsp.CodeAction | null {
  const kind = action.kind === 'refactor' ? lsp.CodeActionKind.Refactor : lsp.CodeActionKind.QuickFix;
  if (!isWanted(kind, context)) return null;
  const edit = workspaceEdit(session, root, action.changes);
  if (!edit) return null;
  const range = action.finding ? root.positionsOf(path).range(action.finding.span) : null;
  const diagnostics = context.diagnostics.filter(d => range && d.code === action.finding?.rule && d.range.start.line === range.start.line && d.range.start.character === range.start.character);
  return {
    title: action.title,
    kind,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(action.preferred && action.kind === 'quickfix' ? { isPreferred: true } : {}),
    edit,
  };
}

/** Whether the editor asked for this kind; if it named none, it wants all but source actions. */
export function isWanted(kind: string, context: lsp.CodeActionContext): boolean {
  if (!context.only) return !kind.startsWith('source');
  return context.only.some(o => o === '' || kind === o || kind.startsWith(`${o}.`));
}
