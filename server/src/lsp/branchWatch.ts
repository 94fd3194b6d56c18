import path from 'node:path';
import * as lsp from 'vscode-languageserver/node';
import { type BranchAction, type BranchGuard, branchStatus, createBranchGuard, type EditedFile } from '../features/branch';
import { suggestBranchNames } from '../features/branchNames';
import { type Git, openGit } from '../host/git';
import { openMemory } from '../host/memory';
import { readTextSync } from '../host/read';
import type { BranchState } from '../model/branch';
import type { BranchInfo, BranchParams, CreateBranchParams, CreateBranchResult, PickBranchNameParams } from './protocol';
import { describe, type Root } from './root';
import type { Located, Session } from './session';

/** Where git has no answer that holds (no repository, a merge under way), it is asked again this long after the last time. */
const ASK_AGAIN_MS = 5_000;
/** Groups of rules whose findings make an edit a repair of data quality. */
const QUALITY: ReadonlySet<string> = new Set(['testing', 'contracts', 'freshness']);

/** What is known of the repository a folder lies in. HEAD's text tells when the branch has changed, without running git. */
interface Known {
  readonly state: BranchState;
  readonly head: string | null;
  readonly at: number;
}

/**
 * Offers a feature branch on the first edit of a pipeline file on a protected branch, and answers `pipewright/branch` and
 * `pipewright/createBranch`. Git runs only in a trusted workspace, and not at every keystroke.
 */
export class BranchWatch {
  private readonly git: Git;
  private guard: BranchGuard | null = null;
  private readonly known = new Map<string, Known>();
  private readonly asking = new Set<string>();

  constructor(
    private readonly session: Session,
    private readonly storage: () => string | null,
    /** VS Code's own `git.branchProtection`. */
    private readonly patterns: (root: Root) => readonly string[],
  ) {
    this.git = openGit(() => session.trusted());
  }

  listen(): void {
    const { connection } = this.session;
    connection.onRequest('pipewright/branch', (p: BranchParams) => this.info(p));
    connection.onRequest('pipewright/createBranch', (p: CreateBranchParams) => this.create(p));
  }

  /** A branch may have been switched, made, or the settings may protect others now. */
  changed(): void {
    this.known.clear();
    if (this.session.options.status === true) void this.session.connection.sendNotification('pipewright/branchChanged');
  }

  /** A document has another text. A text that is the one on disk comes from there (a checkout, another program): nobody typed it. */
  edited(uri: string, text: () => string): void {
    const at = this.session.locate(uri);
    if (!at?.root.folder || !this.session.trusted() || !at.root.settings.branch.prompt) return;
    const file = path.join(at.root.folder, at.path);
    const folder = path.dirname(file);
    if (this.asking.has(folder) || this.isSettled(folder) || isOnDisk(file, text())) return;
    this.asking.add(folder);
    void this.consider(at, folder)
      .catch(error => this.session.log.error(`The branch could not be looked at: ${describe(error)}`))
      .finally(() => this.asking.delete(folder));
  }

  /** Whether git has been asked since HEAD last moved, and its answer still holds. */
  private isSettled(folder: string): boolean {
    const known = this.known.get(folder);
    if (!known) return false;
    const passing = known.state.kind !== 'branch' || known.state.operation !== null;
    return known.head === headOf(known.state) && !(passing && Date.now() - known.at > ASK_AGAIN_MS);
  }

  private async consider(at: Located, folder: string): Promise<void> {
    this.session.flush();
    const { root } = at;
    const document = root.engine.workspace.document(at.path);
    // Another file of the folder may be a pipeline file though this one is none, so nothing is remembered of it.
    if (!document) return;
    const state = await this.git.branchState(folder, { dirty: false });
    this.known.set(folder, { state, head: headOf(state), at: Date.now() });
    const file = await this.nameInput(at, folder);
    const decision = this.guardOf().decide({ state, settings: root.settings.branch, morePatterns: this.patterns(root), file });
    if (!decision.ask) return;
    const answer = await this.ask(decision.question, decision.actions, decision.names);
    if (answer === null || answer.id === 'later' || answer.id === 'never') return this.guardOf().settle(state, answer?.id ?? null);
    const branch = state.kind === 'none' ? '' : (state.branch ?? '');
    const name = answer.id === 'choose' ? await this.pick({ branch, suggestions: decision.names }) : (answer.name ?? null);
    if (name === null) return this.guardOf().settle(state, 'later');
    const made = await this.git.createBranch(folder, name);
    this.guardOf().settle(state, made.ok ? 'create' : 'failed');
    this.changed();
    if (made.ok) this.session.say(lsp.MessageType.Info, `You are now on ${made.branch}. Your uncommitted changes came along.`);
    else this.session.say(lsp.MessageType.Error, made.message);
  }

  /** The question, in any editor. Where the editor can't let a name be typed, every suggested name is an answer of its own. */
  private async ask(question: string, actions: readonly BranchAction[], names: readonly string[]): Promise<{ readonly id: BranchAction['id']; readonly name: string | undefined } | null> {
    const can = this.session.options.pickBranchName === true;
    const offered = actions.flatMap(({ id, title }): { title: string; id: BranchAction['id']; name: string | undefined }[] => {
      // A message that can be closed needs no answer for it, and long buttons need the room.
      if (id === 'later' && can) return [];
      if (id !== 'choose' || can) return [{ title, id, name: id === 'create' ? names[0] : undefined }];
      return names.slice(1).map(name => ({ title: `Create ${name}`, id: 'create', name }));
    });
    const chosen = await this.session.connection.sendRequest(lsp.ShowMessageRequest.type, { type: lsp.MessageType.Warning, message: question, actions: offered.map(({ title }) => ({ title })) });
    return offered.find(o => o.title === chosen?.title) ?? null;
  }

  private pick(params: PickBranchNameParams): Promise<string | null> {
    return this.session.connection.sendRequest<string | null>('pipewright/pickBranchName', params);
  }

  private async nameInput({ root, path: file }: Located, folder: string): Promise<EditedFile['file']> {
    const { workspace } = root.engine;
    const document = workspace.document(file);
    const [existing, user] = await Promise.all([this.git.branches(folder), this.git.user(folder)]);
    const problem = root.linter.last(file)?.find(f => QUALITY.has(root.linter.rule(f.finding.rule)?.group ?? ''));
    return {
      path: file,
      format: document?.format ?? null,
      entities: (document?.facts.declarations ?? []).filter(d => d.role === 'defines').map(d => ({ type: d.type, name: d.name })),
      problem: problem?.finding.rule ?? null,
      user: user.email?.split('@')[0] ?? user.name,
      existing,
    };
  }

  private async info({ uri, suggest }: BranchParams): Promise<BranchInfo> {
    const at = this.place(uri);
    if (!at?.root.folder) return { branch: null, protected: false, label: '', detail: '', message: 'This file is in no folder of the workspace.', suggestions: [] };
    const { root } = at;
    const folder = folderOf(at);
    const state = await this.git.branchState(folder, { dirty: suggest === true });
    const { label, detail, protected: guarded } = branchStatus(state, [...root.settings.branch.protected, ...this.patterns(root)]);
    const branch = state.kind === 'none' ? null : (state.branch ?? state.head?.slice(0, 7) ?? null);
    const message = state.kind === 'none' ? state.message : state.operation === null ? null : detail;
    if (suggest !== true || message !== null) return { branch, protected: guarded, label, detail, message, suggestions: [] };
    const file = await this.nameInput(at, folder);
    const suggestions = suggestBranchNames({ ...file, format: file.format ?? '', template: root.settings.branch.template, existing: [...(file.existing ?? []), ...(state.kind !== 'none' && state.branch ? [state.branch] : [])] });
    return { branch, protected: guarded, label, detail, message, suggestions };
  }

  private async create({ uri, name }: CreateBranchParams): Promise<CreateBranchResult> {
    const at = this.place(uri);
    if (!at?.root.folder) return { ok: false, reason: 'none', message: 'This file is in no folder of the workspace.' };
    const made = await this.git.createBranch(folderOf(at), String(name));
    this.changed();
    return made;
  }

  /** A workspace folder itself counts as a place in it. */
  private place(uri: string): Located | null {
    const root = this.session.roots.find(r => r.isAt(uri));
    return root ? { root, path: '' } : this.session.locate(uri);
  }

  private guardOf(): BranchGuard {
    const storage = this.storage();
    this.guard ??= createBranchGuard(openMemory(storage === null ? null : path.join(storage, 'branches.json')));
    return this.guard;
  }
}

function folderOf({ root, path: file }: Located): string {
  return file === '' ? root.folder! : path.dirname(path.join(root.folder!, file));
}

/** Whether a file holds this text; ends of lines count as equal, since editors make them so. */
function isOnDisk(file: string, text: string): boolean {
  const read = readTextSync(file);
  return read.ok && (read.text === text || read.text.replace(/\r\n?/g, '\n') === text.replace(/\r\n?/g, '\n'));
}

function headOf(state: BranchState): string | null {
  if (state.kind === 'none') return null;
  const head = readTextSync(path.join(state.gitFolder, 'HEAD'), 4_096);
  return head.ok ? head.text : null;
}
