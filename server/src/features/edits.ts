import type { EditOperation } from '../model/format';
import type { Workspace } from '../model/workspace';
import type { TextEdit } from '../text/span';

/**
 * Text edits for structural edits of one file, computed against its present text. Operations the file's format can't do
 * give nothing; plain text operations work in any file.
 */
export function fileEdits(workspace: Workspace, path: string, operations: readonly EditOperation[]): readonly TextEdit[] {
  const document = workspace.document(path);
  const format = document ? workspace.format(document.format) : undefined;
  if (document && format?.edit) return format.edit({ path, text: document.text }, operations);
  return operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []));
}
