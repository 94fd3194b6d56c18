import { proposeChecks } from '../features/addChecks';
import { safeFixes } from '../features/fixAll';
import { health } from '../features/health';
import { entitiesById } from '../features/lineage/map';
import { lineage, lineageAround, type LineageResult } from '../features/lineage';
import { seedsAt } from '../features/callHierarchy';
import { overview } from '../features/overview';
import { overviewMarkdown } from '../features/overviewMarkdown';
import { workspaceEdit } from './changes';
import { relativeLink } from './convert';
import { registerQualityRequests } from './quality';
import type { AddChecksParams, AddChecksResult, FixAllParams, FixAllResult, HealthResult, LineageParams, OverviewParams, OverviewResult, PlaceAt, ReferencesParams } from './protocol';
import { registerLineageView } from './lineageView';
import type { Root } from './root';
import type { Session } from './session';

/** Requests of our own, prefixed `pipewright/`; those about branches are in `branchWatch.ts`. */
export function registerOwnRequests(session: Session): void {
  const { connection } = session;
  registerLineageView(session);
  registerQualityRequests(session);
  connection.onRequest('pipewright/fixAll', (p: FixAllParams | null) => fixAll(session, p?.uri));
  connection.onRequest('pipewright/references', (p: ReferencesParams): PlaceAt[] => {
    session.flush();
    const at = session.locate(p.uri);
    if (!at) return [];
    return at.root.engine.workspace.referencePlaces(p.entity).map(r => ({ uri: at.root.uriOf(r.file), range: at.root.positionsOf(r.file).range(r.reference.span) }));
  });
  connection.onRequest('pipewright/overview', (p: OverviewParams | null): OverviewResult => {
    session.flush();
    const roots = session.roots.filter(r => p?.root === undefined || r.isAt(p.root));
    if (roots.length === 0) return { markdown: '# Pipewright\n\nNo folder is open.\n' };
    return { markdown: roots.map(r => overviewOf(session, r, p?.page)).join('\n') };
  });
  connection.onRequest('pipewright/health', (): HealthResult => {
    session.flush();
    return {
      roots: session.roots.map(root => {
        const { workspace } = root.engine;
        const context = { name: root.name, root: root.folder ?? root.uri, rules: root.linter.rules, findings: root.scanned ? session.publisher(root).everything() : null };
        return { root: root.uri, health: workspace.guarded(() => health(workspace, context)) };
      }),
    };
  });
  connection.onRequest('pipewright/addChecks', (p: AddChecksParams) => addChecks(session, p));
  connection.onRequest('pipewright/lineage', (p: LineageParams | null): LineageResult => {
    session.flush();
    const at = p?.uri === undefined ? null : session.locate(p.uri);
    const root = at?.root ?? session.roots[0];
    if (!p || !root) return { problems: ['No folder is open.'] };
    const { workspace } = root.engine;
    const options = { root: root.folder ?? root.uri, columns: p.columns === true };
    if (p.selectors || !at) return lineage(workspace, p.selectors ?? [], options);
    const offset = p.position ? root.positionsOf(at.path).offset(p.position) : null;
    const seeds = seedsAt(workspace, at.path, offset);
    if (seeds.length === 0) return { problems: ['There is no dataset or job here.'] };
    return { graph: lineageAround(workspace, seeds, depth(p.upstream), depth(p.downstream), options) };
  });
}

function depth(steps: number | undefined): number {
  return typeof steps === 'number' && steps >= 0 ? Math.floor(steps) : Number.POSITIVE_INFINITY;
}

function overviewOf(session: Session, root: Root, page: string | undefined): string {
  const { workspace } = root.engine;
  return workspace.guarded(() => overviewMarkdown(workspace, overview(workspace, root.folder ?? root.uri), {
    name: root.name,
    findings: root.scanned ? session.publisher(root).counts() : null,
    link: path => (page === undefined ? null : relativeLink(page, root.uriOf(path))),
  }));
}

async function addChecks(session: Session, p: AddChecksParams): Promise<AddChecksResult> {
  session.flush();
  const root = session.roots.find(r => r.isAt(p.root));
  if (!root) return { added: 0 };
  const { workspace } = root.engine;
  const proposed = workspace.guarded(() => {
    const entity = entitiesById(workspace).get(p.id);
    return entity === undefined ? null : proposeChecks(workspace, root.linter.rules, entity.id);
  });
  const edit = proposed === null ? null : workspaceEdit(session, root, proposed.changes);
  if (proposed === null || !edit) return { added: 0 };
  const { applied } = await session.connection.workspace.applyEdit({ label: 'Pipewright: add checks', edit });
  return { added: applied ? proposed.reasons.length : 0 };
}

async function fixAll(session: Session, uri: string | undefined): Promise<FixAllResult> {
  session.flush();
  let fixed = 0;
  const files = new Set<string>();
  for (const root of session.roots) {
    const at = uri === undefined ? null : session.locate(uri);
    if (uri !== undefined && at?.root !== root) continue;
    const { workspace } = root.engine;
    const round = workspace.guarded(() => safeFixes(root.linter, workspace, at ? [at.path] : [...workspace.store.peekPaths()]));
    if (round.changes.length === 0) continue;
    const edit = workspaceEdit(session, root, round.changes);
    if (!edit) continue;
    const result = await session.connection.workspace.applyEdit({ label: 'Pipewright: fix all', edit });
    if (!result.applied) continue;
    fixed += round.fixed;
    for (const change of round.changes) files.add(root.uriOf(change.file));
  }
  return { fixed, files: files.size };
}
