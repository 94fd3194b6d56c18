import { formats } from '../../server/src/formats';
import { type Change, type Compared, type Impact, impactAndKeys, impactNotes } from '../../server/src/features/impact';
import { DEFAULT_SETTINGS, type Note, type Settings } from '../../server/src/model/workspace';
import { Engine } from '../../server/src/workspace/engine';
import { fixture } from '../fixture';

/** Files of a workspace by path; null: the file is gone. */
export type Edits = { readonly [path: string]: string | null };

/** The impact of edits on a fixture. The base is a fork, as in the product; `renames` are those that git would tell. */
export function between(before: string, edits: Edits, renames: { readonly [from: string]: string } = {}, settings: Partial<Settings> = {}): Impact {
  return compared(before, edits, renames, settings).impact;
}

/** The same, with the notes that the editor makes findings of, by file. */
export function compared(before: string, edits: Edits, renames: { readonly [from: string]: string } = {}, settings: Partial<Settings> = {}): Compared & { readonly notes: ReadonlyMap<string, readonly Note[]> } {
  const old = new Map(fixture(before).files);
  const now = new Map(old);
  for (const [path, text] of Object.entries(edits)) {
    if (text === null) now.delete(path);
    else now.set(path, text);
  }
  const head = new Engine({ formats, tracking: true, settings: { ...DEFAULT_SETTINGS, ...settings }, read: p => now.get(p) ?? null });
  head.announce([...now.keys()]);
  head.apply([...now].map(([path, text]) => ({ path, text })));
  const changes = [...new Set([...old.keys(), ...now.keys()])].filter(p => old.get(p) !== now.get(p)).map(path => ({ path, text: old.get(path) ?? null }));
  const base = head.fork({ tracking: false, read: p => old.get(p) ?? null }, changes);
  return head.workspace.guarded(() =>
    base.workspace.guarded(() => {
      const found = impactAndKeys(base.workspace, head.workspace, { root: '/repo', base: { ref: 'main', commit: 'c'.repeat(40) }, renames: new Map(Object.entries(renames)) });
      return { ...found, notes: impactNotes(head.workspace, found) };
    }),
  );
}

/** A change in one line: "breaking removed column stg_orders.email". */
export function line(c: Change): string {
  return `${c.verdict} ${c.kind} ${c.aspect} ${c.subject.name}${c.column === null ? '' : `.${c.column}`}`;
}

export function lines(result: Impact): string[] {
  return result.changes.map(line);
}

/** What a change reaches: "breaks orders". */
export function reachOf(c: Change | undefined): string[] {
  return (c?.reach ?? []).map(r => `${r.effect} ${r.name}`);
}
