import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BranchState, CreatedBranch, NoRepository, Repository } from '../model/branch';
import { branchNameProblem } from '../text/refName';
import { filterOverrides, type GitRun, runGit } from './gitRun';
import { decode, MAX_TEXT_BYTES, readTextSync } from './read';

/**
 * What Pipewright asks of git, and the one thing it changes: a new branch.
 *
 *   openGit(trusted) -> { branchState, createBranch, branches, user, defaultBranch, commit, mergeBase, refs, changes, tree, fileAt, versions, filesAt }
 *
 * Nothing runs while `trusted()` is false: every answer is then "none". Nothing throws: errors are values. Folders may be
 * any folder of a repository, also one that does not exist yet. `ref` is anything git can name a commit by.
 */
export interface Git {
  /** With `dirty: false` uncommitted files are not counted, which on a large repository saves most of the time. */
  branchState(folder: string, options?: { readonly dirty?: boolean }): Promise<BranchState>;
  /** Creates a branch where HEAD is and switches to it; staged, unstaged and untracked work stays as it is. */
  createBranch(folder: string, name: string): Promise<CreatedBranch>;
  /** Names in use: local branches, and remote ones without the remote's name. */
  branches(folder: string): Promise<readonly string[]>;
  /** `user.name` and `user.email` of the configuration. */
  user(folder: string): Promise<{ readonly name: string | null; readonly email: string | null }>;
  /** The branch others merge into: a ref to compare with, or null. Remote's HEAD first, then the usual names. */
  defaultBranch(folder: string): Promise<string | null>;
  /** Id of the commit that `ref` names, or null. */
  commit(folder: string, ref: string): Promise<string | null>;
  /** Names to choose a commit by: local branches, remote ones, tags; each the newest first. */
  refs(folder: string): Promise<readonly NamedRef[]>;
  /** How the files below the folder differ from a commit, uncommitted and untracked ones counted; null if it can't be told safely. */
  changes(folder: string, ref: string): Promise<FileChanges | null>;
  /** Commit id where HEAD and `ref` parted, or null. */
  mergeBase(folder: string, ref: string): Promise<string | null>;
  /** Plain files of a commit below the folder, paths relative to it. Links and submodules are left out. */
  tree(folder: string, ref: string): Promise<readonly TreeFile[] | null>;
  /** Text of one file, by its path relative to the folder; null if there is none, or none we would read from disk. */
  fileAt(folder: string, ref: string, file: string): Promise<string | null>;
  /** Texts that a file had in the commits that led to `ref`, the newest first, at most so many; texts equal to the one before are left out. Renames are not followed. */
  versions(folder: string, ref: string, file: string, most: number): Promise<readonly FileVersion[]>;
  /** Texts of all wanted files of a commit below the folder, by path relative to it. */
  filesAt(folder: string, ref: string, wanted: (path: string) => boolean): Promise<ReadonlyMap<string, string> | null>;
}

/** What a file was as of a commit that changed it. */
export interface FileVersion {
  readonly commit: string;
  readonly text: string;
}

export interface TreeFile {
  readonly path: string;
  /** Id of the contents: equal ids are equal bytes. */
  readonly id: string;
  readonly size: number;
}

export interface NamedRef {
  readonly name: string;
  readonly kind: 'branch' | 'remote' | 'tag';
}

/** Paths relative to the folder asked about, sorted. Links and submodules are left out. */
export interface FileChanges {
  /** In the commit and on disk, with other contents. */
  readonly changed: readonly string[];
  /** On disk only. */
  readonly added: readonly string[];
  /** In the commit only. */
  readonly deleted: readonly string[];
  /** The name before -> the name now, where git takes two files for one. They count as deleted and added too. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Objects asked for at once: command lines have a limit (32,767 characters on Windows). */
const BATCH_OBJECTS = 400;
const BATCH_BYTES = 64 * 1024 * 1024;

export function openGit(trusted: () => boolean): Git {
  const run = (folder: string, args: readonly string[], config?: readonly string[]): Promise<GitRun> =>
    trusted() ? runGit(nearestFolder(folder), args, config) : Promise.resolve({ code: 1, out: Buffer.alloc(0), error: 'untrusted', missing: false });
  const line = async (folder: string, args: readonly string[]): Promise<string | null> => {
    const { code, out } = await run(folder, args);
    const text = out.toString('utf8').replace(/\r?\n$/, '');
    return code === 0 && text !== '' ? text : null;
  };
  /** A commit's id: the one form of a ref that is passed on. No revision begins with `-`. */
  const commit = (folder: string, ref: string): Promise<string | null> =>
    ref === '' || ref.startsWith('-') || /[\0\r\n]/.test(ref) ? Promise.resolve(null) : line(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);

  async function branchState(folder: string, options: { readonly dirty?: boolean } = {}): Promise<BranchState> {
    if (!trusted()) return { kind: 'none', reason: 'untrusted', message: 'The workspace is not trusted, so git is not used.' };
    const place = await run(folder, ['rev-parse', '--is-inside-work-tree', '--show-toplevel', '--absolute-git-dir', '--show-superproject-working-tree']);
    if (place.code !== 0) return refusal(place);
    const [inside, root, gitFolder, outer] = place.out.toString('utf8').split(/\r?\n/);
    if (inside !== 'true' || !root || !gitFolder) return { kind: 'none', reason: 'bare', message: 'This repository has no working tree.' };
    const full = await line(folder, ['symbolic-ref', '--quiet', 'HEAD']);
    const branch = full === null ? null : full.replace(/^refs\/heads\//, '');
    const [head, upstream] = branch === null ? [await commit(folder, 'HEAD'), null] : await headOf(folder, full!);
    return {
      kind: branch === null ? 'detached' : head === null ? 'unborn' : 'branch',
      root: path.normalize(root),
      gitFolder: path.normalize(gitFolder),
      branch,
      head,
      upstream,
      operation: operationIn(gitFolder),
      worktree: existsSync(path.join(gitFolder, 'commondir')),
      submodule: outer !== undefined && outer !== '',
      dirty: options.dirty === false ? null : await countDirty(folder),
    };
  }

  async function headOf(folder: string, full: string): Promise<[string | null, string | null]> {
    const found = await line(folder, ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(upstream:short)', full]);
    const [name, head, upstream] = found?.split('\n').map(l => l.split('\0')).find(l => l[0] === full) ?? [];
    return name === undefined ? [null, null] : [head ?? null, upstream ? upstream : null];
  }

  async function countDirty(folder: string): Promise<number | null> {
    const config = await filterOverrides(nearestFolder(folder));
    if (config === null) return null;
    const status = await run(folder, ['status', '--porcelain=v1', '-z', '--untracked-files=normal', '--ignore-submodules=dirty'], config);
    if (status.code !== 0) return null;
    let count = 0;
    const entries = status.out.toString('utf8').split('\0');
    for (let i = 0; i < entries.length - 1; i++) {
      count++;
      // A rename is followed by the name it had.
      if (/^[RC]|^.[RC]/.test(entries[i]!)) i++;
    }
    return count;
  }

  async function createBranch(folder: string, name: string): Promise<CreatedBranch> {
    const no = (reason: Exclude<CreatedBranch, { ok: true }>['reason'], message: string): CreatedBranch => ({ ok: false, reason, message });
    const problem = branchNameProblem(name);
    if (problem !== null) return no('invalid', `"${name}" can't be the name of a branch: ${problem}.`);
    const state = await branchState(folder, { dirty: false });
    if (state.kind === 'none') return no('none', state.message);
    if (state.operation !== null) return no('operation', `A ${state.operation} is under way in this repository. Finish or abort it first.`);
    if ((await line(folder, ['check-ref-format', '--branch', name])) !== name) return no('invalid', `Git does not accept "${name}" as the name of a branch.`);
    const clash = clashOf(name, await localBranches(folder), state.branch !== null && state.kind === 'unborn' ? state.branch : null);
    if (clash === name) return no('exists', `A branch named "${name}" exists already.`);
    if (clash !== null) return no('blocked', `The branch "${clash}" exists, and git can't keep "${name}" beside it.`);
    if (existsSync(path.join(state.gitFolder, 'index.lock'))) return no('locked', 'Another git command is running in this repository (its index is locked). Try again when it has finished.');
    const config = (await filterOverrides(nearestFolder(folder))) ?? [];
    const made = await run(folder, ['checkout', '--quiet', ...(state.kind === 'unborn' ? [] : ['--no-track']), '-b', name], config);
    if (made.code === 0) return { ok: true, branch: name };
    if (/\.lock'?: File exists|unable to (create|lock)|cannot lock ref/i.test(made.error)) return no('locked', `Git could not get the lock it needs: ${plain(made.error)}`);
    if (/already exists/.test(made.error)) return no('exists', `A branch named "${name}" exists already.`);
    return no('failed', `Git could not create the branch: ${plain(made.error)}`);
  }

  const refs = async (folder: string, under: string): Promise<string[]> => (await line(folder, ['for-each-ref', '--format=%(refname)', under]))?.split('\n').map(r => r.slice(under.length + 1)) ?? [];
  const localBranches = (folder: string): Promise<string[]> => refs(folder, 'refs/heads');

  async function filesAt(folder: string, ref: string, wanted: (path: string) => boolean): Promise<ReadonlyMap<string, string> | null> {
    const files = (await tree(folder, ref))?.filter(f => f.size <= MAX_TEXT_BYTES && wanted(f.path));
    if (!files) return null;
    const texts = new Map<string, string | null>();
    const ids = new Map(files.map(f => [f.id, f.size]));
    for (const batch of batches(ids)) {
      const bytes = (await run(folder, ['show', '--no-textconv', ...batch, '--'])).out;
      const whole = batch.reduce((sum, id) => sum + ids.get(id)!, 0) === bytes.length;
      let at = 0;
      for (const id of batch) {
        const own = whole ? bytes.subarray(at, (at += ids.get(id)!)) : (await run(folder, ['cat-file', 'blob', id])).out;
        texts.set(id, decode(own)?.text ?? null);
      }
    }
    return new Map(files.flatMap(f => (typeof texts.get(f.id) === 'string' ? [[f.path, texts.get(f.id)!] as const] : [])));
  }

  async function tree(folder: string, ref: string): Promise<readonly TreeFile[] | null> {
    const id = await commit(folder, ref);
    if (id === null) return null;
    const list = await run(folder, ['ls-tree', '-r', '-z', '-l', id]);
    if (list.code !== 0) return null;
    return list.out
      .toString('utf8')
      .split('\0')
      .flatMap(entry => {
        const found = /^100[0-7]{3} blob ([0-9a-f]+) +(\d+)\t/.exec(entry);
        return found ? [{ path: entry.slice(found[0].length), id: found[1]!, size: Number(found[2]) }] : [];
      });
  }

  async function changes(folder: string, ref: string): Promise<FileChanges | null> {
    const id = await commit(folder, ref);
    const config = id === null ? null : await filterOverrides(nearestFolder(folder));
    if (id === null || config === null) return null;
    const diff = await run(folder, ['diff', '--raw', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv', '--no-color', '--relative', '--ignore-submodules=all', id, '--'], config);
    const untracked = await run(folder, ['ls-files', '-z', '--others', '--exclude-standard', '--'], config);
    if (diff.code !== 0 || untracked.code !== 0) return null;
    const added = new Set(untracked.out.toString('utf8').split('\0').filter(p => p !== '' && !p.endsWith('/')));
    return readRaw(diff.out.toString('utf8'), added);
  }

  return {
    branchState,
    createBranch,
    commit,
    changes,
    tree,
    filesAt,
    async refs(folder) {
      const list = await run(folder, ['for-each-ref', '--sort=-creatordate', '--format=%(refname)', 'refs/heads', 'refs/remotes', 'refs/tags']);
      const kinds = [['refs/heads/', 'branch'], ['refs/remotes/', 'remote'], ['refs/tags/', 'tag']] as const;
      const names = list.code === 0 ? list.out.toString('utf8').split('\n') : [];
      return kinds.flatMap(([under, kind]) => names.flatMap(n => (n.startsWith(under) && !(kind === 'remote' && n.endsWith('/HEAD')) ? [{ name: n.slice(under.length), kind }] : [])));
    },
    async branches(folder) {
      const remote = (await refs(folder, 'refs/remotes')).map(r => r.slice(r.indexOf('/') + 1)).filter(r => r !== 'HEAD');
      return [...new Set([...(await localBranches(folder)), ...remote])].sort();
    },
    async user(folder) {
      return { name: await line(folder, ['config', 'user.name']), email: await line(folder, ['config', 'user.email']) };
    },
    async defaultBranch(folder) {
      const remote = await line(folder, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']);
      const usual = ['main', 'master', 'develop', 'trunk'].flatMap(b => [`refs/remotes/origin/${b}`, `refs/heads/${b}`]);
      for (const ref of remote === null ? usual : [remote, ...usual]) {
        if ((await commit(folder, ref)) !== null) return ref.replace(/^refs\/(heads|remotes)\//, '');
      }
      return null;
    },
    async mergeBase(folder, ref) {
      const id = await commit(folder, ref);
      return id === null ? null : line(folder, ['merge-base', 'HEAD', id]);
    },
    async versions(folder, ref, file, most) {
      if (!isInside(file)) return [];
      const id = await commit(folder, ref);
      if (id === null) return [];
      const list = await run(folder, ['log', '--format=%H', `--max-count=${Math.max(1, Math.trunc(most))}`, '--no-color', '--no-renames', id, '--', `:(literal)${file}`]);
      if (list.code !== 0) return [];
      const out: FileVersion[] = [];
      for (const at of list.out.toString('utf8').split('\n').filter(l => /^[0-9a-f]{40,64}$/.test(l))) {
        const { code, out: bytes } = await run(folder, ['cat-file', 'blob', `${at}:./${file}`]);
        const text = code === 0 && bytes.length <= MAX_TEXT_BYTES ? decode(bytes)?.text : undefined;
        if (text !== undefined && out.at(-1)?.text !== text) out.push({ commit: at, text });
      }
      return out;
    },
    async fileAt(folder, ref, file) {
      if (!isInside(file)) return null;
      const id = await commit(folder, ref);
      if (id === null) return null;
      const { code, out } = await run(folder, ['cat-file', 'blob', `${id}:./${file}`]);
      return code === 0 && out.length <= MAX_TEXT_BYTES ? (decode(out)?.text ?? null) : null;
    },
  };
}

/** Whether a path is one below the folder asked about. */
function isInside(file: string): boolean {
  return file !== '' && !file.includes('\0') && !path.posix.isAbsolute(file) && !file.split('/').some(p => p === '..' || p === '.' || p === '');
}

/** The output of `git diff --raw -z`; `added` are files that git does not know of, which are on disk all the same. */
function readRaw(text: string, added: Set<string>): FileChanges {
  const fields = text.split('\0');
  const changed = new Set<string>();
  const deleted = new Set<string>();
  const renamed = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; ) {
    const head = /^:(\d{6}) (\d{6}) [0-9a-f]+ [0-9a-f]+ ([A-Z])/.exec(fields[i++]!);
    if (!head) break;
    const [, before, after, status] = head;
    const path = fields[i++]!;
    const to = status === 'R' || status === 'C' ? fields[i++]! : path;
    const was = before!.startsWith('100');
    const is = after!.startsWith('100');
    if (status === 'R' && was && is) renamed.set(path, to);
    if (was && is && to === path) changed.add(path);
    else {
      if (was && status !== 'C') deleted.add(path);
      if (is) added.add(to);
    }
  }
  // Taken out of the index but still on disk: changed, as far as anybody can see.
  for (const path of deleted) if (added.delete(path)) changed.add(path);
  for (const path of changed) deleted.delete(path);
  return { changed: [...changed].sort(), added: [...added].sort(), deleted: [...deleted].sort(), renamed };
}

function refusal({ error, missing }: GitRun): NoRepository {
  const none = (reason: NoRepository['reason'], message: string): NoRepository => ({ kind: 'none', reason, message });
  if (missing) return none('missing', 'Git was not found on this machine.');
  if (/dubious ownership|unsafe repository/.test(error)) return none('ownership', 'Git does not trust this repository because another user owns it. Add it to git’s safe.directory setting to use it.');
  if (/not a git repository/i.test(error)) return none('outside', 'This folder is not in a git repository.');
  if (/must be run in a work tree/.test(error)) return none('bare', 'This repository has no working tree.');
  return none('failed', `Git could not read the repository: ${plain(error)}`);
}

/** The first line of what git says, without its prefix. */
function plain(error: string): string {
  return (error.split('\n').find(l => l.trim() !== '') ?? 'no reason given').replace(/^(fatal|error): /, '').trim();
}

function operationIn(gitFolder: string): Repository['operation'] {
  const has = (name: string) => existsSync(path.join(gitFolder, name));
  if (has('rebase-merge') || has('rebase-apply')) return 'rebase';
  if (has('MERGE_HEAD')) return 'merge';
  if (has('CHERRY_PICK_HEAD')) return 'cherry-pick';
  if (has('REVERT_HEAD')) return 'revert';
  const steps = readTextSync(path.join(gitFolder, 'sequencer', 'todo'));
  if (steps.ok && steps.text !== '') return steps.text.startsWith('revert') ? 'revert' : 'cherry-pick';
  if (has('BISECT_LOG')) return 'bisect';
  return null;
}

/** The branch that leaves no room for `name`: itself, a folder of it, or one that has it as a folder; on most disks of Windows and macOS whatever the case. */
function clashOf(name: string, existing: readonly string[], unborn: string | null): string | null {
  if (existing.includes(name) || unborn === name) return name;
  const fold = (n: string) => (process.platform === 'linux' ? n : n.toLowerCase());
  const wished = fold(name);
  return existing.find(b => wished === fold(b) || wished.startsWith(`${fold(b)}/`) || fold(b).startsWith(`${wished}/`)) ?? null;
}

function* batches(sizes: ReadonlyMap<string, number>): Iterable<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const [id, size] of sizes) {
    if (batch.length > 0 && (batch.length >= BATCH_OBJECTS || bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(id);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The folder itself, or the nearest one above it that exists: an unsaved file may lie in a folder yet to be made. */
function nearestFolder(folder: string): string {
  for (let at = path.resolve(folder), i = 0; i < 64; i++) {
    try {
      if (statSync(at).isDirectory()) return at;
    } catch {
      // Not there: look above.
    }
    at = path.dirname(at);
  }
  return path.parse(path.resolve(folder)).root;
}
