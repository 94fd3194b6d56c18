import type { BranchState } from '../model/branch';
import type { Settings } from '../model/workspace';
import { glob } from '../text/glob';
import { type NameInput, suggestBranchNames } from './branchNames';

/**
 * Decides whether to offer a feature branch when a pipeline file is edited. Pure but for what it remembers.
 *
 *   createBranchGuard(store) -> { decide, settle }
 *   isProtected(branch, patterns)
 *   branchStatus(state, patterns)     what a status bar says, whatever git's state
 *
 * It asks once per repository and branch in a session, and never again where the user said so. It does not ask while a
 * merge, rebase or the like is under way, on a detached HEAD (there is no branch to protect), or before the first commit
 * (there is nothing to branch off); the status says what is the case.
 */
export interface BranchGuard {
  /** Asking is remembered at once, so edits in quick succession ask once. */
  decide(edit: EditedFile): BranchDecision;
  /** What the user answered. `failed`: a branch was wanted but could not be made, so the next edit may ask again. */
  settle(state: BranchState, answer: BranchAction['id'] | 'failed' | null): void;
}

export interface EditedFile {
  readonly state: BranchState;
  readonly settings: Settings['branch'];
  /** Patterns from elsewhere: VS Code's `git.branchProtection`. */
  readonly morePatterns?: readonly string[];
  /** `format` null: no pipeline file. The rest is what a name is made of. */
  readonly file: Omit<NameInput, 'template' | 'format'> & { readonly format: string | null };
}

export type BranchDecision =
  | { readonly ask: true; readonly question: string; readonly names: readonly string[]; readonly actions: readonly BranchAction[] }
  | { readonly ask: false; readonly reason: 'off' | 'no pipeline file' | 'untrusted' | 'no repository' | 'no commit' | 'detached' | 'under way' | 'not protected' | 'asked before' | 'never' };

export interface BranchAction {
  readonly id: 'create' | 'choose' | 'later' | 'never';
  readonly title: string;
}

/** Remembers across sessions. */
export interface BranchStore {
  has(key: string): boolean;
  add(key: string): void;
}

export function createBranchGuard(store: BranchStore): BranchGuard {
  const asked = new Set<string>();
  return {
    decide({ state, settings, morePatterns = [], file }) {
      const no = (reason: Extract<BranchDecision, { ask: false }>['reason']): BranchDecision => ({ ask: false, reason });
      if (!settings.prompt) return no('off');
      if (file.format === null) return no('no pipeline file');
      if (state.kind === 'none') return no(state.reason === 'untrusted' ? 'untrusted' : 'no repository');
      if (state.operation !== null) return no('under way');
      if (state.kind === 'unborn') return no('no commit');
      if (state.kind === 'detached' || state.branch === null) return no('detached');
      if (!isProtected(state.branch, [...settings.protected, ...morePatterns])) return no('not protected');
      const key = keyOf(state.root, state.branch);
      if (store.has(key)) return no('never');
      if (asked.has(key)) return no('asked before');
      asked.add(key);
      const names = suggestBranchNames({ ...file, format: file.format, template: settings.template, existing: [...(file.existing ?? []), state.branch] });
      return { ask: true, question: `You're currently on ${state.branch}. Create a feature branch for this data pipeline work?`, names, actions: actionsFor(names) };
    },
    settle(state, answer) {
      if (state.kind === 'none' || state.branch === null) return;
      const key = keyOf(state.root, state.branch);
      if (answer === 'never') store.add(key);
      if (answer === 'failed') asked.delete(key);
    },
  };
}

function actionsFor(names: readonly string[]): BranchAction[] {
  return [
    ...(names[0] === undefined ? [] : [{ id: 'create', title: `Create ${names[0]}` } as const]),
    { id: 'choose', title: 'Other…' },
    { id: 'later', title: 'Not Now' },
    { id: 'never', title: 'Never Ask' },
  ];
}

function keyOf(root: string, branch: string): string {
  return `${root}\n${branch}`;
}

/** Whether a branch matches one of the names or globs (`release/*`; `*` does not cross a slash, `**` does). A `!` before a pattern takes branches out again. */
export function isProtected(branch: string, patterns: readonly string[]): boolean {
  let verdict = false;
  for (const pattern of patterns) {
    const trimmed = pattern.trim();
    const takesOut = trimmed.startsWith('!');
    const positive = takesOut ? trimmed.slice(1) : trimmed;
    if (positive !== '' && glob(positive)(branch)) verdict = !takesOut;
  }
  return verdict;
}

export interface BranchStatus {
  /** A few words; '' where there is nothing to show. */
  readonly label: string;
  /** One or two sentences. */
  readonly detail: string;
  readonly protected: boolean;
}

export function branchStatus(state: BranchState, patterns: readonly string[]): BranchStatus {
  if (state.kind === 'none') return { label: '', detail: state.message, protected: false };
  const where = state.submodule ? ' This is a submodule with branches of its own.' : state.worktree ? ' This is a linked working tree.' : '';
  const short = state.head?.slice(0, 7) ?? '';
  if (state.operation !== null) {
    const on = state.branch === null ? '' : ` on ${state.branch}`;
    return { label: `${state.branch ?? short} (${state.operation})`, detail: `A ${state.operation} is under way${on}. A branch can be created when it is finished.${where}`, protected: false };
  }
  if (state.kind === 'detached' || state.branch === null)
    return { label: `detached at ${short}`, detail: `No branch is checked out: HEAD is at commit ${short}. New commits belong to no branch until you create one.${where}`, protected: false };
  if (state.kind === 'unborn') return { label: `${state.branch} (no commit yet)`, detail: `The branch ${state.branch} has no commit yet.${where}`, protected: false };
  const guarded = isProtected(state.branch, patterns);
  const changes = state.dirty === null || state.dirty === 0 ? '' : ` ${state.dirty} uncommitted ${state.dirty === 1 ? 'file' : 'files'} would come along to a new branch.`;
  return { label: state.branch, detail: guarded ? `${state.branch} is protected: pipeline work belongs on a feature branch.${changes}${where}` : `On branch ${state.branch}.${where}`, protected: guarded };
}
