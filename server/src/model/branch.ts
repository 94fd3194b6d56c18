/** What git says of the folder a file lies in. Shared by the host, the branch guard and the client. */
export type BranchState = NoRepository | Repository;

export interface NoRepository {
  readonly kind: 'none';
  /**
   * `untrusted`: the workspace is not trusted, so git was not run. `missing`: there is no git. `outside`: no repository here.
   * `ownership`: git refuses the repository because someone else owns it. `bare`: it has no files. `failed`: anything else.
   */
  readonly reason: 'untrusted' | 'missing' | 'outside' | 'ownership' | 'bare' | 'failed';
  /** For people, one or two sentences. */
  readonly message: string;
}

export interface Repository {
  /** `unborn`: no commit yet. `detached`: HEAD is a commit, not a branch. */
  readonly kind: 'unborn' | 'branch' | 'detached';
  /** Top folder of the working tree, absolute: of the submodule if the folder lies in one. */
  readonly root: string;
  /** Where git keeps its data of this working tree, absolute: `HEAD` in it changes with the branch. */
  readonly gitFolder: string;
  /** Short name; null if detached. */
  readonly branch: string | null;
  /** Id of the commit; null if unborn. */
  readonly head: string | null;
  readonly upstream: string | null;
  readonly operation: 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | null;
  /** A linked working tree (`git worktree add`). */
  readonly worktree: boolean;
  readonly submodule: boolean;
  /** Files with uncommitted changes, untracked ones counted; null if it was not asked for or can't be told safely. */
  readonly dirty: number | null;
}

export type CreatedBranch =
  | { readonly ok: true; readonly branch: string }
  | {
      readonly ok: false;
      /** `blocked`: another branch's name leaves no room for this one (`feature` for `feature/x`). */
      readonly reason: 'exists' | 'blocked' | 'invalid' | 'operation' | 'locked' | 'none' | 'failed';
      readonly message: string;
    };
