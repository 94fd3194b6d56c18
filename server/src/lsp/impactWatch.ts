import { type Base, findBase, readBase } from '../base';
import { changesBetween, differingFiles, impactAndKeys, impactMarkdown, impactNotes } from '../features/impact';
import { formats } from '../formats';
import { type Git, openGit } from '../host/git';
import { relativeLink } from './convert';
import type { ImpactParams, ImpactResult, RefsParams, RefsResult } from './protocol';
import { describe, type Root } from './root';
import type { Session } from './session';

/** How long nothing may have been edited or saved before the changes are looked at. */
const IDLE_MS = 2_000;
/** How long making the base may hold the thread before others get their turn. */
const SLICE_MS = 8;
const RULES = ['breaking-change', 'risky-change'] as const;

/**
 * Compares the workspace with another commit: when somebody asks (`pipewright/impact`), and for the findings of
 * `breaking-change` when nothing has been edited for a while. The base is kept as long as its commit is the one to compare
 * with. Git runs only in trusted workspaces.
 */
export class ImpactWatch {
  private readonly git: Git;
  private readonly bases = new Map<Root, Base>();
  private readonly timers = new Map<Root, NodeJS.Timeout>();
  private readonly working = new Map<Root, Promise<unknown>>();

  constructor(private readonly session: Session) {
    this.git = openGit(() => session.trusted());
  }

  listen(): void {
    const { connection } = this.session;
    connection.onRequest('pipewright/impact', (p: ImpactParams | null) => this.answer(p ?? {}));
    connection.onRequest('pipewright/refs', (p: RefsParams | null) => this.refs(p ?? {}));
  }

  /** Another commit may be checked out. */
  soonEverywhere(): void {
    for (const root of this.session.roots) this.soon(root);
  }

  /** Something was edited, saved or changed on disk: findings follow when it is quiet. */
  soon(root: Root): void {
    clearTimeout(this.timers.get(root));
    if (root.closed || root.folder === null || !root.scanned || !this.session.trusted()) return;
    if (RULES.every(id => this.isOff(root, id))) return;
    const timer = setTimeout(() => void this.look(root), IDLE_MS);
    timer.unref();
    this.timers.set(root, timer);
  }

  /** The base made with other settings or before a scan holds no more. */
  forget(root: Root): void {
    this.bases.delete(root);
  }

  private isOff(root: Root, id: string): boolean {
    const rule = root.linter.rule(id);
    return !rule || root.linter.severityOf(rule) === 'off';
  }

  private async look(root: Root): Promise<void> {
    try {
      const result = await this.compare(root, null, null);
      if (root.closed) return;
      const notes = 'problem' in result ? new Map() : impactNotes(root.engine.workspace, result.impact, result.keys);
      const changed = root.engine.workspace.setNotes(notes);
      if (changed.length > 0) this.session.publisher(root).changed(changed);
    } catch (error) {
      this.session.log.error(`The changes could not be looked at: ${describe(error)}`);
    }
  }

  /** One comparison of a root at a time: the second finds the base that the first has made. */
  private compare(root: Root, ref: string | null, shown: string | null): Promise<ReturnType<typeof impactAndKeys> | { readonly problem: string }> {
    const next = (this.working.get(root) ?? Promise.resolve()).then(() => this.compareNow(root, ref, shown));
    this.working.set(root, next.catch(() => {}));
    return next;
  }

  private async compareNow(root: Root, ref: string | null, shown: string | null): Promise<ReturnType<typeof impactAndKeys> | { readonly problem: string }> {
    const { folder } = root;
    if (folder === null) return { problem: 'This folder is not on this machine, so git can not be asked about it.' };
    if (!root.scanned) return { problem: 'The workspace is still being read. Try again in a moment.' };
    const point = await findBase(this.git, folder, ref, root.settings.branch.protected);
    if ('problem' in point) return point;
    for (let round = 0; round < 2; round++) {
      let base = this.bases.get(root);
      if (!base || base.commit !== point.commit) {
        const made = await readBase(this.git, folder, root.engine, formats, point, pauses());
        if (!made) return { problem: 'Git could not tell which files differ.' };
        base = made;
        // The base of the findings is the one that is asked for again and again.
        if (ref === null || !this.bases.has(root)) this.bases.set(root, base);
      }
      this.session.flush();
      if (!(await base.ready(differingFiles(base.workspace, root.engine.workspace)))) {
        this.bases.delete(root);
        continue;
      }
      this.session.flush();
      const { workspace } = root.engine;
      const against = base;
      return workspace.guarded(() => against.guarded(() => impactAndKeys(against.workspace, workspace, { root: shown ?? folder, base: { ref: point.ref, commit: point.commit }, renames: against.renames })));
    }
    return { problem: 'Files change faster than they can be compared. Try again in a moment.' };
  }

  private async answer({ uri, base, page }: ImpactParams): Promise<ImpactResult> {
    const root = this.rootOf(uri);
    if (!root) return { problem: 'No folder is open.' };
    const result = await this.compare(root, base ?? null, null);
    if ('problem' in result) return result;
    const { impact } = result;
    const link = (file: string, line: number | null): string | null => {
      const target = page === undefined ? null : relativeLink(page, root.uriOf(file));
      return target === null ? null : `${target}${line === null ? '' : `#L${line}`}`;
    };
    return { impact, changed: changesBetween(impact), markdown: impactMarkdown(impact, { fold: false, heading: `Impact of the changes in ${root.name}`, link }) };
  }

  private async refs({ uri }: RefsParams): Promise<RefsResult> {
    const root = this.rootOf(uri);
    if (!root?.folder) return { usual: null, refs: [] };
    const point = await findBase(this.git, root.folder, null, root.settings.branch.protected);
    return { usual: 'problem' in point ? null : point.ref, refs: await this.git.refs(root.folder) };
  }

  private rootOf(uri: string | undefined): Root | undefined {
    if (uri === undefined) return this.session.roots[0];
    return this.session.roots.find(r => r.isAt(uri)) ?? this.session.locate(uri)?.root ?? this.session.roots[0];
  }
}

function pauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await new Promise<void>(resolve => setImmediate(resolve));
    since = performance.now();
  };
}
