import type * as lsp from 'vscode-languageserver/node';
import { renameFile } from '../features/rename';
import type { FileChange } from '../model/rule';
import { workspaceEdit } from './changes';
import { normalUri } from './convert';
import type { Session } from './session';

/** An editor asks about the renames of a workspace edit as well, in the midst of applying it. They are known for this long. */
const OWN_MS = 30_000;

/** Remembers the renames in an edit of ours, so that what goes with them is not done twice. */
export function rememberRenames(session: Session, edit: lsp.WorkspaceEdit): void {
  for (const change of edit.documentChanges ?? []) {
    if (!('kind' in change) || change.kind !== 'rename') continue;
    const name = nameOf(change);
    session.ownRenames.add(name);
    setTimeout(() => session.ownRenames.delete(name), OWN_MS).unref();
  }
}

function nameOf({ oldUri, newUri }: { readonly oldUri: string; readonly newUri: string }): string {
  return `${normalUri(oldUri)}\n${normalUri(newUri)}`;
}

/** Edits that go with files about to be renamed: a model's file is its name, so refs and YAML entries follow. */
export function editsForRenames(session: Session, files: readonly lsp.FileRename[]): lsp.WorkspaceEdit | null {
  session.flush();
  const out: lsp.WorkspaceEdit[] = [];
  for (const root of session.roots) {
    const changes: FileChange[] = files.flatMap(({ oldUri, newUri }) => {
      if (session.ownRenames.has(nameOf({ oldUri, newUri }))) return [];
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
