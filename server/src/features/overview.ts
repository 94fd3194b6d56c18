import type { Workspace } from '../model/workspace';
import { byText } from './lineage/graph';
import { isNode } from './lineage/identity';
import { graphReader } from './lineage/reader';

/** What a workspace is made of: what `pipewright overview --format json` prints. */
export interface Overview {
  readonly version: 1;
  readonly root: string;
  readonly projects: readonly ProjectOverview[];
  readonly systems: readonly SystemOverview[];
  readonly files: { readonly total: number; readonly formats: readonly { readonly format: string; readonly files: number }[] };
  readonly entities: readonly { readonly type: string; readonly count: number }[];
  readonly counts: { readonly datasets: number; readonly jobs: number; readonly edges: number; readonly checks: number; readonly unresolved: number };
}

/** A project as its tool sees it: `root` is its folder, '' for the root. */
export interface ProjectOverview {
  readonly format: string;
  readonly name: string;
  readonly root: string;
  readonly package: boolean;
  readonly files: number;
}

/** A system and the files that say most of it, at most three. */
export interface SystemOverview {
  readonly system: string;
  readonly datasets: number;
  readonly jobs: number;
  readonly files: readonly string[];
}

/** Counts what lies in `folder` (relative to the root, '' for all): files by their path, entities by where they are declared. */
export function overview(ws: Workspace, root: string, folder = ''): Overview {
  const inside = (path: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);
  const reader = graphReader(ws, false);
  const formats = new Map<string, number>();
  const projectFiles = new Map<string, number>();
  let files = 0;
  let checks = 0;
  let unresolved = 0;
  for (const path of ws.paths()) {
    if (!inside(path)) continue;
    const document = ws.document(path);
    if (document === undefined) continue;
    files++;
    for (const format of document.formats) add(formats, format);
    if (document.project !== null) add(projectFiles, projectName(document.project));
    checks += document.facts.checks.length;
    for (const r of document.facts.references) if ((r.role === 'reads' || r.role === 'writes') && ws.resolve(r, path).kind !== 'one') unresolved++;
  }

  const systems = new Map<string, { datasets: number; jobs: number; files: Map<string, number> }>();
  const types = new Map<string, number>();
  let edges = 0;
  let datasets = 0;
  let jobs = 0;
  for (const type of ws.types()) {
    for (const entity of ws.entitiesOf(type)) {
      if (!entity.enabled || !entity.roles.some(r => inside(r.file))) continue;
      add(types, type);
      if (!isNode(entity)) continue;
      const name = entity.kind === 'job' ? type.split('.')[0]! : reader.identity(entity).system;
      const system = systems.get(name) ?? { datasets: 0, jobs: 0, files: new Map() };
      systems.set(name, system);
      if (entity.kind === 'job') {
        jobs++;
        system.jobs++;
      } else {
        datasets++;
        system.datasets++;
        edges += reader.into(entity.id).length;
      }
      for (const file of new Set(entity.roles.map(r => r.file))) if (inside(file)) add(system.files, file);
    }
  }
  return {
    version: 1,
    root,
    projects: ws
      .projects()
      .filter(p => folder === '' || inside(p.root) || folder.startsWith(`${p.root}/`) || p.root === '')
      .map(p => ({ format: p.format, name: p.name, root: p.root, package: p.owner !== p.root, files: projectFiles.get(projectName(p)) ?? 0 }))
      .sort((a, b) => byText(a.root, b.root) || byText(a.format, b.format)),
    systems: [...systems]
      .map(([system, s]) => ({ system, datasets: s.datasets, jobs: s.jobs, files: most(s.files).slice(0, 3) }))
      .sort((a, b) => b.datasets + b.jobs - a.datasets - a.jobs || byText(a.system, b.system)),
    files: { total: files, formats: most(formats).map(format => ({ format, files: formats.get(format)! })) },
    entities: most(types).map(type => ({ type, count: types.get(type)! })),
    counts: { datasets, jobs, edges, checks, unresolved },
  };
}

function projectName(p: { readonly format: string; readonly root: string }): string {
  return `${p.format}\n${p.root}`;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Names by how often they occur, then by name. */
function most(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || byText(a, b)).map(([name]) => name);
}
