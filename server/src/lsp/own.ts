import type * as lsp from 'vscode-languageserver/node';
import { safeFixes } from '../features/codeActions';
import type { FileChange } from '../model/rule';
import { workspaceEdit } from './changes';
import { fileUri } from './convert';
import type { Session } from './server';

/** Requests of our own, prefixed `pipewright/`. */
export function registerOwnRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest('pipewright/fixAll', async (p: { uri?: string }): Promise<{ fixed: number }> => {
    session.flush();
    let fixed = 0;
    for (const root of session.roots) {
      const at = p.uri ? session.locate(p.uri) : null;
      if (p.uri && at?.root !== root) continue;
      const paths = at ? [at.path] : [...root.engine.workspace.store.peekPaths()];
      const changes: FileChange[] = paths.flatMap(path => [...safeFixes(root.linter, root.engine.workspace, path)]);
      if (changes.length === 0) continue;
      const result = await connection.workspace.applyEdit({ label: 'Pipewright: fix all', edit: workspaceEdit(session, root, changes) });
      if (result.applied) fixed += changes.length;
    }
    return { fixed };
  });
  connection.onRequest('pipewright/references', (p: { uri: string; entity: string }): lsp.Location[] => {
    session.flush();
    const at = session.locate(p.uri);
    if (!at) return [];
    return at.root.engine.workspace.referencePlaces(p.entity).map(r => ({ uri: fileUri(at.root.uri, r.file), range: at.root.positionsOf(r.file).range(r.reference.span) }));
  });
}
