import type { FileChange, Fix } from '../model/rule';
import type { Workspace } from '../model/workspace';
import type { TextEdit } from '../text/span';
import type { Linter } from '../workspace/lint';
import { usable } from './codeActions';
import { fileEdits } from './edits';

export interface SafeFixes {
  /** To be applied together, to the texts as they are now. */
  readonly changes: readonly FileChange[];
  /** How many findings they settle. */
  readonly fixed: number;
}

/**
 * The safe fixes of all findings in `paths` that can be applied together: of fixes that touch the same characters the first
 * counts, the others wait for the next round. With `only`, fixes that change any other file are left out. Fixes that make
 * or rename files are for a person to choose.
 */
export function safeFixes(linter: Linter, ws: Workspace, paths: Iterable<string>, only: string | null = null): SafeFixes {
  const edits = new Map<string, TextEdit[]>();
  let fixed = 0;
  for (const path of paths) {
    for (const { finding } of linter.lint(path)) {
      const fix = usable(linter.fixes(path, finding), ws).find(f => f.safe);
      if (fix && take(ws, fix, edits, only)) fixed++;
    }
  }
  const changes = [...edits].map(([file, list]): FileChange => ({ kind: 'edit', file, operations: list.map(e => ({ op: 'text', ...e })) }));
  return { changes, fixed };
}

function take(ws: Workspace, fix: Fix, edits: Map<string, TextEdit[]>, only: string | null): boolean {
  const wanted: { file: string; list: readonly TextEdit[] }[] = [];
  for (const change of fix.changes) {
    if (change.kind !== 'edit' || (only !== null && change.file !== only)) return false;
    const list = fileEdits(ws, change.file, change.operations);
    const taken = [...(edits.get(change.file) ?? []), ...wanted.filter(w => w.file === change.file).flatMap(w => w.list)];
    if (list.some(e => taken.some(t => clash(e, t)))) return false;
    wanted.push({ file: change.file, list });
  }
  for (const { file, list } of wanted) edits.set(file, [...(edits.get(file) ?? []), ...list]);
  return true;
}

/** Two insertions at one place clash too: which comes first could matter. */
function clash(a: TextEdit, b: TextEdit): boolean {
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
