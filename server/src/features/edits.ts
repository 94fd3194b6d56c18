import type { EditOperation } from '../model/format';
import type { Workspace } from '../model/workspace';
import type { TextEdit } from '../text/span';
import type { Action } from './codeActions';

/**
 * Text edits for structural edits of one file, computed against its present text. Operations the file's format can't do
 * give nothing; plain text operations work in any file.
 */
export function fileEdits(workspace: Workspace, path: string, operations: readonly EditOperation[]): readonly TextEdit[] {
  const document = workspace.document(path);
  const format = workspace.reader(path);
  if (document && format?.edit) return format.edit({ path, text: document.text }, operations);
  return operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []));
}

/** An action that changes characters of one file. */
export function refactoring(file: string, title: string, edits: readonly TextEdit[]): Action {
  return { title, kind: 'refactor', preferred: false, finding: null, changes: [{ kind: 'edit', file, operations: edits.map(e => ({ op: 'text', ...e })) }] };
}
