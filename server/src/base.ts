import { isThere } from './host/files';
import type { FileChanges, FileVersion, Git } from './host/git';
import type { Workspace } from './model/workspace';
import { readIgnore } from './text/ignore';
import { isProtected } from './features/branch';
import type { Change, Engine } from './workspace/engine';
import { isCandidate } from './workspace/extract';
import type { Format } from './model/format';

/** The workspace as it was at a commit, beside the one that is now. The working tree is not touched. */
export interface Base {
  readonly ref: string;
  readonly commit: string;
  readonly workspace: Workspace;
  /** The name of a file before -> its name now, as far as git tells. */
  readonly renames: ReadonlyMap<string, string>;
  /** Runs a computation that asks `workspace` for columns: a circle among them is found out on the way. */
  guarded<T>(work: () => T): T;
  /**
   * Has the texts of files at hand that the two workspaces read differently now: call it before they are compared. False if
   * files differ that git knows nothing of, so that this base is out of date.
   */
  ready(paths: readonly string[]): Promise<boolean>;
  /** Versions that the schemas among the paths had up to this commit, where the settings ask to compare with all of them. */
  earlier(paths: readonly string[]): Promise<ReadonlyMap<string, readonly FileVersion[]>>;
}

/** Schemas whose history is read, and how far back. */
const MOST_HISTORIES = 200;
const MOST_VERSIONS = 50;

/** What to compare with: the commit where the work parted from `ref`. */
export interface BasePoint {
  readonly ref: string;
  readonly commit: string;
}

export type BaseProblem = { readonly problem: string };

/**
 * Finds the commit to compare with. Without `ref` it is where HEAD left the branch that others merge into: the remote's
 * default branch, or the first branch that the settings protect. With it, where HEAD and `ref` parted; if they share no
 * history, `ref` itself.
 */
export async function findBase(git: Git, folder: string, ref: string | null, protectedBranches: readonly string[]): Promise<BasePoint | BaseProblem> {
  const state = await git.branchState(folder, { dirty: false });
  if (state.kind === 'none') return { problem: state.message };
  if (state.kind === 'unborn') return { problem: 'This repository has no commit yet, so there is nothing to compare with.' };
  if (ref !== null) {
    const id = await git.commit(folder, ref);
    if (id === null) return { problem: `There is no commit, branch or tag '${ref}' here.${/^origin\//.test(ref) ? ' Fetch it first.' : ''}` };
    return { ref, commit: (await git.mergeBase(folder, ref)) ?? id };
  }
  const usual = await git.defaultBranch(folder);
  const names = usual === null ? (await git.branches(folder)).filter(b => isProtected(b, protectedBranches)) : [usual];
  for (const name of names) {
    for (const candidate of [name, `origin/${name}`]) {
      const commit = await git.mergeBase(folder, candidate);
      if (commit !== null) return { ref: candidate, commit };
      if ((await git.commit(folder, candidate)) !== null) return { problem: `HEAD and ${candidate} share no commit that is known here. A clone without history has to fetch more of it (fetch-depth: 0 in a GitHub workflow), or name another commit with --base.` };
    }
  }
  return state.head === null ? { problem: 'There is no commit to compare with.' } : { ref: 'HEAD', commit: state.head };
}

/** Folders that the scan never enters: files of theirs in the commit are not of the workspace. */
const NEVER = /(^|\/)(\.git|\.hg|\.svn|node_modules|\.terraform|__pycache__|site-packages)\//;

/** How often git is asked anew because files changed while it was answering. */
const ROUNDS = 8;

/**
 * Reads the files that differ at the commit and forks the engine with them, in turns if there is a `pause`. Null if git can't
 * tell the differences, or if files keep changing while it is asked.
 */
export async function readBase(git: Git, folder: string, engine: Engine, formats: readonly Format[], point: BasePoint, pause: (() => Promise<void>) | null = null): Promise<Base | null> {
  for (let round = 0; round < ROUNDS; round++) {
    const seen = snapshot(engine);
    const found = await readDiffering(git, folder, engine, formats, point);
    if (!found) return null;
    // What the engine was told meanwhile must not be taken for the text of the commit.
    if (!movedSince(engine, seen).every(path => found.texts.has(path))) continue;
    const base = await forkAt(git, folder, engine, point, found, pause);
    if (base) return base;
  }
  return null;
}

interface Differing {
  /** Texts at the commit of files that may be others now; null: not there. */
  readonly texts: Map<string, string | null>;
  readonly differing: FileChanges;
  /**
   * Files of the commit that git sees unchanged and the engine knows nothing of. Most are never listed (ignored, though
   * tracked); others were deleted and are there again, which the engine has not heard yet.
   */
  readonly unheard: ReadonlySet<string>;
}

interface Snapshot {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly open: ReadonlySet<string>;
}

function snapshot(engine: Engine): Snapshot {
  const { store } = engine.workspace;
  return { entries: new Map([...store.peekPaths()].map(p => [p, store.peek(p)])), open: new Set(engine.openPaths()) };
}

/** Files that were read anew, came, went, were opened or closed since; not those that were open all the time, which git was asked about. */
function movedSince(engine: Engine, { entries, open }: Snapshot): readonly string[] {
  const { store } = engine.workspace;
  const out = [...store.peekPaths()].filter(p => store.peek(p) !== entries.get(p) && !(open.has(p) && engine.isOpen(p)));
  for (const p of entries.keys()) if (!store.peek(p)) out.push(p);
  for (const p of engine.openPaths()) if (!open.has(p)) out.push(p);
  for (const p of open) if (!engine.isOpen(p)) out.push(p);
  return out;
}

async function readDiffering(git: Git, folder: string, engine: Engine, formats: readonly Format[], point: BasePoint): Promise<Differing | null> {
  const differing = await git.changes(folder, point.commit);
  if (!differing) return null;
  const excluded = exclusion(engine.workspace.settings.filesExclude);
  const open = new Set(engine.openPaths());
  const added = new Set(differing.added.filter(p => engine.knows(p)));
  const old = new Set([...differing.deleted.filter(p => isCandidate(formats, p) && !NEVER.test(p) && !excluded(p)), ...[...differing.changed, ...open].filter(p => engine.knows(p))]);
  const unheard = new Set<string>();
  const found = (await git.filesAt(folder, point.commit, p => {
    if (!old.has(p) && !engine.knows(p) && isCandidate(formats, p) && !NEVER.test(p) && !excluded(p)) unheard.add(p);
    return old.has(p);
  })) ?? new Map<string, string>();
  const texts = new Map<string, string | null>(found);
  for (const path of added) if (!texts.has(path)) texts.set(path, null);
  // An open document that git knows nothing of and does not ignore is new; one that it ignores was there before, as far as we know.
  for (const path of open) if (!texts.has(path) && differing.changed.includes(path)) texts.set(path, null);
  return { texts, differing, unheard };
}

async function forkAt(git: Git, folder: string, engine: Engine, point: BasePoint, { texts, differing, unheard }: Differing, pause: (() => Promise<void>) | null): Promise<Base | null> {
  /** Files that were taken from the disk, since git saw no difference: the disk may have moved on by then. */
  const taken = new Set<string>();
  const read = (path: string): string | null => {
    const text = texts.get(path);
    if (text !== undefined) return text;
    taken.add(path);
    return engine.diskText(path);
  };
  const movedOn = async (): Promise<boolean> => {
    if (taken.size === 0) return false;
    const now = await git.changes(folder, point.commit);
    const moved = now !== null && [...now.changed, ...now.deleted].some(p => taken.has(p) && !texts.has(p));
    taken.clear();
    return moved;
  };
  const changes: Change[] = [...texts].map(([path, text]) => ({ path, text }));
  const base = await (pause ? engine.forkInTurns({ tracking: false, read }, changes, pause) : engine.fork({ tracking: false, read }, changes));
  if (await movedOn()) return null;
  const histories = new Map<string, readonly FileVersion[]>();
  let told = new Set([...differing.changed, ...differing.added, ...differing.deleted]);
  return {
    ...point,
    workspace: base.workspace,
    renames: differing.renamed,
    guarded: work => base.workspace.guarded(work),
    async earlier(paths) {
      if (!/_TRANSITIVE$/.test(engine.workspace.settings.schemaCompatibility)) return histories;
      const former = new Map([...differing.renamed].map(([from, to]) => [to, from]));
      for (const path of paths) {
        if (histories.size >= MOST_HISTORIES) break;
        if (histories.has(path) || engine.workspace.reader(path)?.compatible === undefined) continue;
        histories.set(path, await git.versions(folder, point.commit, former.get(path) ?? path, MOST_VERSIONS));
      }
      return histories;
    },
    async ready(paths) {
      if (paths.some(p => unheard.has(p) && engine.knows(p))) return false;
      const gone = [...unheard].filter(p => !engine.knows(p) && !isThere(folder, p));
      if (gone.length > 0) {
        const deleted = (await git.changes(folder, point.commit))?.deleted ?? [];
        if (gone.some(p => deleted.includes(p))) return false;
      }
      const strange = () => paths.some(p => !told.has(p) && !engine.isOpen(p));
      if (strange()) {
        const again = await git.changes(folder, point.commit);
        told = new Set([...told, ...(again?.changed ?? []), ...(again?.added ?? []), ...(again?.deleted ?? [])]);
        // Something came or went that git does not look at (packages were installed), or was changed back.
        if (paths.some(p => !told.has(p) && !engine.isOpen(p) && engine.knows(p) !== (base.workspace.store.peek(p) !== undefined))) return false;
      }
      const missing = new Set([...paths].filter(p => !texts.has(p) && base.workspace.store.peek(p) !== undefined));
      if (missing.size === 0) return true;
      // The facts were taken over because git saw no difference: but the engine may not have heard yet what git saw.
      const found = (await git.filesAt(folder, point.commit, p => missing.has(p))) ?? new Map<string, string>();
      for (const [path, text] of found) texts.set(path, text);
      taken.clear();
      for (const [path, text] of found) {
        base.apply([{ path, text }]);
        if (pause) await pause();
      }
      return !(await movedOn()) && [...missing].every(p => texts.has(p));
    },
  };
}

function exclusion(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const rules = readIgnore(patterns.join('\n'), true);
  return path => {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (rules.test(path.slice(0, at), true)) return true;
    return rules.test(path, false) === true;
  };
}
