import type { FileChange, Fix } from '../model/rule';
import { applyEdits, type TextEdit } from '../text/span';
import type { OpenedWorkspace } from './io';

/** A file before and after all fixes; null where it is not there. */
export interface FixedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface FixResult {
  /** By path. */
  readonly files: readonly FixedFile[];
  readonly findings: number;
}

/** A fix may bring another to light; after so many rounds it is taken for a loop, and the rest stays as it is. */
const MOST_ROUNDS = 10;

/**
 * Applies the first safe fix of every finding in `paths`, in memory, round after round until none is left. Of fixes that
 * touch the same characters the first is applied and the others wait for the next round. A fix whose changes span files is
 * applied whole or not at all.
 */
export function applySafeFixes(opened: OpenedWorkspace, paths: () => readonly string[]): FixResult {
  const before = new Map<string, string | null>();
  // Texts after the rounds so far: a new file may be of no format, and then the workspace does not know it.
  const current = new Map<string, string | null>();
  const known = (path: string): string | null => (current.has(path) ? current.get(path)! : opened.text(path));
  let findings = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const texts = new Map<string, string | null>();
    const edits = new Map<string, TextEdit[]>();
    const textOf = (path: string): string | null => (texts.has(path) ? texts.get(path)! : known(path));
    let applied = 0;
    for (const path of paths()) {
      for (const { finding } of opened.lint(path)) {
        const fix = opened.fixes(path, finding).find(f => f.safe);
        if (fix !== undefined && take(opened, fix, texts, edits, textOf)) applied++;
      }
    }
    for (const [path, list] of edits) {
      const old = textOf(path);
      if (old !== null) texts.set(path, applyEdits(old, list));
    }
    const changed = [...texts].filter(([path, text]) => text !== known(path));
    if (changed.length === 0) break;
    for (const [path] of changed) if (!before.has(path)) before.set(path, known(path));
    for (const [path, text] of changed) current.set(path, text);
    findings += applied;
    opened.change(changed.map(([path, text]) => ({ path, text })));
  }
  const files = [...before].map(([path, old]) => ({ path, before: old, after: known(path) })).filter(f => f.before !== f.after);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), findings };
}

/** Adds a fix to this round if nothing it touches is touched already. */
function take(opened: OpenedWorkspace, fix: Fix, texts: Map<string, string | null>, edits: Map<string, TextEdit[]>, textOf: (path: string) => string | null): boolean {
  const wanted: { path: string; list: readonly TextEdit[] }[] = [];
  for (const change of fix.changes) {
    if (!possible(change, texts, edits, textOf)) return false;
    if (change.kind !== 'edit') continue;
    const list = opened.edits(change.file, change.operations);
    const taken = edits.get(change.file) ?? [];
    if (list.some(e => taken.some(t => clash(e, t)))) return false;
    wanted.push({ path: change.file, list });
  }
  if (wanted.every(w => w.list.length === 0) && fix.changes.every(c => c.kind === 'edit')) return false;
  for (const { path, list } of wanted) edits.set(path, [...(edits.get(path) ?? []), ...list]);
  for (const change of fix.changes) {
    if (change.kind === 'create') texts.set(change.file, change.text);
    if (change.kind === 'rename') {
      texts.set(change.to, textOf(change.file));
      texts.set(change.file, null);
    }
  }
  return true;
}

/** A file that is made, moved or gone in this round is left alone by the other fixes of the round. */
function possible(change: FileChange, texts: ReadonlyMap<string, string | null>, edits: ReadonlyMap<string, TextEdit[]>, textOf: (path: string) => string | null): boolean {
  if (texts.has(change.file)) return false;
  switch (change.kind) {
    case 'edit':
      return textOf(change.file) !== null;
    case 'create':
      return textOf(change.file) === null;
    case 'rename':
      return !edits.has(change.file) && !texts.has(change.to) && textOf(change.file) !== null && textOf(change.to) === null;
  }
}

function clash(a: TextEdit, b: TextEdit): boolean {
  if (a.span.start === b.span.start && a.span.end === b.span.end) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
