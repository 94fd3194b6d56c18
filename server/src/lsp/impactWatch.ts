import { findBase } from '../base';
import { type Comparer, createComparer } from '../comparer';
import { changesBetween, type Impact, impactMarkdown, impactNotes } from '../features/impact';
import { type ToolAnswer, type ToolContext, runTool } from '../features/tools';
import { type Git, openGit } from '../host/git';
import type { Note } from '../model/workspace';
import { relativeLink } from './convert';
import type { ImpactParams, ImpactResult, RefsParams, RefsResult, ToolParams } from './protocol';
import { describe, type Root } from './root';
import type { Session } from './session';

/** How long nothing may have been edited or saved before the changes are looked at. */
const IDLE_MS = 2_000;
const RULES = ['breaking-change', 'risky-change', 'schema-incompatible'] as const;

/**
 * Compares the workspace with another commit: when somebody asks (`pipewright/impact`), and for the findings of
 * `breaking-change` and its kin when nothing has been edited for a while. Answers the questions of assistants too (`pipewright/tool`).
 * Git runs only in trusted workspaces.
 */
export class ImpactWatch {
  private readonly git: Git;
  private readonly comparers = new Map<Root, Comparer>();
  private readonly timers = new Map<Root, NodeJS.Timeout>();

  constructor(private readonly session: Session) {
    this.git = openGit(() => session.trusted());
  }

  listen(): void {
    const { connection } = this.session;
    connection.onRequest('pipewright/impact', (p: ImpactParams | null) => this.answer(p ?? {}));
    connection.onRequest('pipewright/refs', (p: RefsParams | null) => this.refs(p ?? {}));
    connection.onRequest('pipewright/tool', (p: ToolParams) => this.tool(p));
  }

  /** Another commit may be checked out. */
  soonEverywhere(): void {
    for (const root of this.session.roots) this.soon(root);
  }

  /** Something was edited, saved or changed on disk: findings follow when it is quiet. */
  soon(root: Root): void {
    clearTimeout(this.timers.get(root));
    if (root.closed || root.folder === null || !root.scanned || !this.session.trusted()) return;
    if (RULES.every(id => isOff(root, id))) return;
    const timer = setTimeout(() => void this.look(root), IDLE_MS);
    timer.unref();
    this.timers.set(root, timer);
  }

  /** The base made with other settings or before a scan holds no more. */
  forget(root: Root): void {
    this.comparers.get(root)?.forget();
  }

  private async look(root: Root): Promise<void> {
    try {
      const result = await this.compare(root, null);
      if (root.closed) return;
      const notes = 'problem' in result ? new Map<string, readonly Note[]>() : impactNotes(root.engine.workspace, result);
      const changed = root.engine.workspace.setNotes(notes);
      if (changed.length > 0) this.session.publisher(root).changed(changed);
    } catch (error) {
      this.session.log.error(`The changes could not be looked at: ${describe(error)}`);
    }
  }

  private compare(root: Root, ref: string | null): ReturnType<Comparer['compare']> {
    const { folder } = root;
    if (folder === null) return Promise.resolve({ problem: 'This folder is not on this machine, so git can not be asked about it.' });
    if (!root.scanned) return Promise.resolve({ problem: 'The workspace is still being read. Try again in a moment.' });
    let comparer = this.comparers.get(root);
    if (!comparer) {
      comparer = createComparer({ git: this.git, folder, engine: root.engine, protectedBranches: () => root.settings.branch.protected, flush: () => this.session.flush() });
      this.comparers.set(root, comparer);
    }
    return comparer.compare(ref);
  }

  private async answer({ uri, base, page }: ImpactParams): Promise<ImpactResult> {
    const root = this.rootOf(uri);
    if (!root) return { problem: 'No folder is open.' };
    const result = await this.compare(root, base ?? null);
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

  private tool({ name, input, uri }: ToolParams): Promise<ToolAnswer> {
    this.session.flush();
    const root = this.rootOf(uri);
    if (!root) return Promise.resolve({ problem: 'No folder is open.' });
    return runTool(toolContext(root, ref => this.compare(root, ref)), name, input, error => this.session.log.error(`The tool ${name} failed: ${describe(error)}`));
  }

  private rootOf(uri: string | undefined): Root | undefined {
    if (uri === undefined) return this.session.roots[0];
    return this.session.roots.find(r => r.isAt(uri)) ?? this.session.locate(uri)?.root ?? this.session.roots[0];
  }
}

/** What a tool may look at, of a root that is kept in step with the disk. */
export function toolContext(root: Root, compare: (ref: string | null) => Promise<{ readonly impact: Impact } | { readonly problem: string }>): ToolContext {
  const { workspace } = root.engine;
  return {
    workspace,
    root: root.folder ?? root.uri,
    guarded: work => workspace.guarded(work),
    lint: path => root.during(path, () => root.linter.lint(path), []),
    async impact(base) {
      const result = await compare(base);
      return 'problem' in result ? result : result.impact;
    },
  };
}

function isOff(root: Root, id: string): boolean {
  const rule = root.linter.rule(id);
  return !rule || root.linter.severityOf(rule) === 'off';
}
