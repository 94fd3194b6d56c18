import type { EditOperation, Format } from '../model/format';
import type { Workspace } from '../model/workspace';
import type { TextEdit } from '../text/span';

/** A workspace that can say which format a file is of: the joined workspace is one. */
export interface WithFormats extends Workspace {
  format(id: string): Format | undefined;
}

/**
 * Text edits for structural edits of one file, computed against its present text. Operations the file's format can't do
 * give nothing; plain text operations work in any file.
 */
export function fileEdits(workspace: WithFormats, path: string, operations: readonly EditOperation[]): readonly TextEdit[] {
  const document = workspace.document(path);
  const format = document ? workspace.format(document.format) : undefined;
  if (document && format?.edit) return format.edit({ path, text: document.text }, operations);
  return operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []));
}
