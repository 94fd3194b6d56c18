import { type Base, findBase, readBase } from './base';
import { type Compared, differingFiles, impactAndKeys } from './features/impact';
import { formats } from './formats';
import type { Git } from './host/git';
import type { Engine } from './workspace/engine';

/** How long making the base may hold the thread before others get their turn. */
const SLICE_MS = 8;

/** Compares a living workspace with other commits. The base is kept as long as its commit is the one that is asked for. */
export interface Comparer {
  /** Null: the commit where the work left the main branch. One comparison at a time: the next finds the base that one made. */
  compare(ref: string | null): Promise<Compared | { readonly problem: string }>;
  /** The base does not hold any more: other settings, another scan. */
  forget(): void;
}

export interface ComparerOptions {
  readonly git: Git;
  readonly folder: string;
  readonly engine: Engine;
  protectedBranches(): readonly string[];
  /** Takes pending edits in. */
  flush(): void;
}

export function createComparer({ git, folder, engine, protectedBranches, flush }: ComparerOptions): Comparer {
  let base: Base | null = null;
  /** Rises with each `forget`: a base that was being made meanwhile does not hold either. */
  let made = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function compare(ref: string | null): Promise<Compared | { readonly problem: string }> {
    const point = await findBase(git, folder, ref, protectedBranches());
    if ('problem' in point) return point;
    for (let round = 0; round < 4; round++) {
      const age = made;
      const against = base?.commit === point.commit ? base : await readBase(git, folder, engine, formats, point, pauses());
      if (!against) return { problem: 'Git could not tell which files differ, or they change faster than it can tell.' };
      if (age !== made) continue;
      base = against;
      flush();
      if (!(await against.ready(differingFiles(against.workspace, engine.workspace)))) {
        base = null;
        continue;
      }
      if (age !== made) continue;
      const earlier = await against.earlier(differingFiles(against.workspace, engine.workspace));
      if (age !== made) continue;
      flush();
      const { workspace } = engine;
      return workspace.guarded(() => against.guarded(() => impactAndKeys(against.workspace, workspace, { root: folder, base: { ref: point.ref, commit: point.commit }, renames: against.renames, earlier })));
    }
    return { problem: 'Files change faster than they can be compared. Try again in a moment.' };
  }

  return {
    compare(ref) {
      const next = turn.then(() => compare(ref));
      turn = next.catch(() => {});
      return next;
    },
    forget() {
      made++;
      base = null;
    },
  };
}

function pauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await new Promise<void>(resolve => setImmediate(resolve));
    since = performance.now();
  };
}
