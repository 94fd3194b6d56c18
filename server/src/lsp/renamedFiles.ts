import type * as lsp from 'vscode-languageserver/node';
import { renameFile } from '../features/rename';
import type { FileChange } from '../model/rule';
import { workspaceEdit } from './changes';
import type { Session } from './session';

/** Edits that go with files about to be renamed: a model's file is its name, so refs and YAML entries follow. */
export function editsForRenames(session: Session, files: readonly lsp.FileRename[]): lsp.WorkspaceEdit | null {
  session.flush();
  const out: lsp.WorkspaceEdit[] = [];
  for (const root of session.roots) {
    const changes: FileChange[] = files.flatMap(({ oldUri, newUri }) => {
      const from = session.locate(oldUri);
      const to = session.locate(newUri);
      return from?.root === root && to?.root === root ? [...renameFile(root.engine.workspace, from.path, to.path)] : [];
    });
    const edit = changes.length > 0 ? workspaceEdit(session, root, changes) : null;
    if (edit) out.push(edit);
  }
  if (out.length === 0) return null;
  if (out.every(e => e.documentChanges)) return { documentChanges: out.flatMap(e => e.documentChanges!) };
  return { changes: Object.assign({}, ...out.map(e => e.changes ?? {})) };
}
