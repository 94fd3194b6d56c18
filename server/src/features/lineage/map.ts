import type { Key } from '../../model/key';
import type { Severity } from '../../model/rule';
import type { Entity, Workspace } from '../../model/workspace';
import type { Span } from '../../text/span';
import { byText, type LineageGraph } from './graph';
import { identify, isLocation, isNode } from './identity';

/**
 * The whole graph without columns, as small as a picture of it allows: what the lineage view holds while it is open.
 * Sorted, the same for the same files.
 */
export interface LineageMap {
  readonly version: 1;
  /** What the picture is of: the name of the folder. */
  readonly title: string;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

export interface MapNode {
  /** As `LineageDataset.id` or `LineageJob.id`. */
  readonly id: string;
  readonly label: string;
  readonly job: boolean;
  /** In one word: `table`, `topic`, `exposure`; of a job its kind, `airflow.task`. */
  readonly kind: string;
  readonly system: string;
  /** What it stands in: database and schema, the DAG of a task. '' if nothing. */
  readonly schema: string;
  readonly project: string;
  readonly external: boolean;
  readonly tags: readonly string[];
  readonly file: string | null;
  /** 1-based; null where the file is, and in a brief map. */
  readonly line: number | null;
  readonly description: string | null;
  readonly owner: string | null;
  readonly schedule: string | null;
  /** Ids of the other names it can be found by. */
  readonly names: readonly string[];
  readonly marks: Marks;
}

export interface Marks {
  readonly errors: number;
  readonly warnings: number;
  readonly tests: number;
  /** Whether it or a declared column of it is tagged as personal. */
  readonly pii: boolean;
  /** How fresh it must be, in words; null if nothing says so. */
  readonly freshness: string | null;
  /** What the last freshness run found (`pass`, `warn`, `error`), if an artifact tells. */
  readonly freshnessState: string | null;
  /** How the last run ended, if an artifact tells. */
  readonly lastRun: LastRun | null;
}

export interface LastRun {
  /** As the tool writes it: `success`, `error`, `skipped`. */
  readonly status: string;
  /** When, as an ISO time; null if that is not known. */
  readonly at: string | null;
  readonly seconds: number | null;
}

/** Indexes into `nodes`. */
export interface MapEdge {
  readonly from: number;
  readonly to: number;
  /** The job that the data passes through; null if none does. */
  readonly job: number | null;
  /** `order`: one job merely runs before another. */
  readonly kind: 'exact' | 'likely' | 'order';
  readonly file: string | null;
  /** 1-based; null where the file is, and in a brief map. */
  readonly line: number | null;
}

/** Findings of a file as somebody else knows them. */
export type FindingsOf = (file: string) => readonly { readonly severity: Severity; readonly finding: { readonly span: Span } }[];

/** The map of a graph: `graph` decides what is on it and may be a selection, or brief. `entities` by the graph's ids, if they are known. */
export function mapOf(ws: Workspace, graph: LineageGraph, title: string, findings: FindingsOf, entities: ReadonlyMap<string, Entity> = entitiesById(ws)): LineageMap {
  const counts = findingCounts(ws, findings);
  const marks = (id: string): Marks => marksOf(ws, entities.get(id), counts);
  const projectOf = (file: string | null): string => (file === null ? '' : (ws.project(file)?.name ?? ''));

  const nodes: MapNode[] = graph.datasets.map(d => {
    const file = d.declared[0] ?? null;
    return {
      id: d.id, label: d.label, job: false, kind: d.kind, system: d.system, schema: schemaOf(d, entities.get(d.id)), project: projectOf(file?.file ?? null), external: d.external, tags: d.tags,
      file: file?.file ?? null, line: file?.line || null, description: brief(d.description), owner: d.owner, schedule: null, names: d.names, marks: marks(d.id),
    };
  });
  for (const j of graph.jobs) {
    nodes.push({
      id: j.id, label: j.name, job: true, kind: j.kind, system: j.kind.split('.')[0]!, schema: j.parent === null ? '' : j.parent.slice(j.parent.indexOf(':') + 1), project: projectOf(j.file), external: false,
      tags: entities.get(j.id)?.attributes.tags ?? [], file: j.file, line: j.line || null, description: brief(j.description), owner: j.owner, schedule: j.schedule, names: [], marks: marks(j.id),
    });
  }
  nodes.sort((a, b) => byText(a.id, b.id));
  return { version: 1, title, nodes, edges: edgesOf(graph, new Map(nodes.map((n, i) => [n.id, i]))) };
}

/** What a table's place tells, else what its files say of its schema. */
function schemaOf(d: LineageGraph['datasets'][number], entity: Entity | undefined): string {
  const dot = d.name.lastIndexOf('.');
  if (dot > 0 && isLocation(d.namespace)) return d.name.slice(0, dot);
  const { database, schema } = entity?.attributes ?? {};
  return [database, schema].filter(part => typeof part === 'string' && part !== '').join('.');
}

function edgesOf(graph: LineageGraph, index: ReadonlyMap<string, number>): MapEdge[] {
  const edges = new Map<string, MapEdge>();
  const add = (from: string, to: string, job: string | null, kind: MapEdge['kind'], file: string | null, line: number | null): void => {
    const [f, t] = [index.get(from), index.get(to)];
    if (f === undefined || t === undefined || f === t) return;
    const through = job === null ? null : (index.get(job) ?? null);
    const name = `${f} ${t} ${through ?? ''}`;
    const old = edges.get(name);
    if (old === undefined || (old.kind !== 'exact' && kind === 'exact')) edges.set(name, { from: f, to: t, job: through, kind, file, line: line || null });
  };
  const through = new Set<string>();
  for (const e of graph.edges) {
    add(e.from, e.to, e.job, e.confidence, e.file, e.line);
    if (e.job !== null) through.add(`${e.from}\n${e.job}`).add(`${e.job}\n${e.to}`);
  }
  for (const j of graph.jobs) {
    for (const id of j.reads) if (!through.has(`${id}\n${j.id}`)) add(id, j.id, null, 'exact', j.file, j.line);
    for (const id of j.writes) if (!through.has(`${j.id}\n${id}`)) add(j.id, id, null, 'exact', j.file, j.line);
    for (const id of j.upstream) add(id, j.id, null, 'order', j.file, j.line);
  }
  return [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to || (a.job ?? -1) - (b.job ?? -1));
}

/** Every node of the graph by its printed id. */
export function entitiesById(ws: Workspace): Map<string, Entity> {
  const found = new Map<string, Entity>();
  for (const type of ws.types()) for (const entity of ws.entitiesOf(type)) if (isNode(entity)) found.set(identify(entity, k => ws.answering(k).length <= 1).id, entity);
  return found;
}

interface Count {
  errors: number;
  warnings: number;
}

/** Findings by what they stand in: the innermost declaration around them, else the only thing the file makes. */
function findingCounts(ws: Workspace, findings: FindingsOf): Map<Key, Count> {
  const counts = new Map<Key, Count>();
  for (const path of ws.paths()) {
    const found = findings(path).filter(f => f.severity === 'error' || f.severity === 'warning');
    if (found.length === 0) continue;
    const declarations = (ws.document(path)?.facts.declarations ?? []).filter(d => d.kind !== 'symbol');
    const made = [...new Set(declarations.filter(d => d.role === 'defines').map(d => d.id))];
    for (const { severity, finding } of found) {
      const around = declarations.filter(d => d.span.start <= finding.span.start && finding.span.end <= d.span.end).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
      const declared = around[0]?.id ?? (made.length === 1 ? made[0] : undefined);
      if (declared === undefined) continue;
      const id = ws.entity(declared)?.id ?? declared;
      const count = counts.get(id) ?? { errors: 0, warnings: 0 };
      if (severity === 'error') count.errors++;
      else count.warnings++;
      counts.set(id, count);
    }
  }
  return counts;
}

const PERSONAL = /^(pii|personal|personal_data|sensitive|gdpr|phi)$/i;

/** Whether a tag says that data is about people. */
export function isPersonalTag(tag: string): boolean {
  return PERSONAL.test(tag.replace(/^.*[:.]/, ''));
}

function marksOf(ws: Workspace, entity: Entity | undefined, counts: ReadonlyMap<Key, Count>): Marks {
  if (entity === undefined) return { errors: 0, warnings: 0, tests: 0, pii: false, freshness: null, freshnessState: null, lastRun: null };
  const { tags, meta, more } = entity.attributes;
  const personal = (names: readonly string[] | undefined, data: { readonly [name: string]: unknown } | undefined): boolean =>
    (names ?? []).some(isPersonalTag) || Object.entries(data ?? {}).some(([name, value]) => value === true && /pii|personal/i.test(name));
  const pii = personal(tags, meta) || ws.places(entity.id).some(p => (p.declaration.columns ?? []).some(c => personal(c.tags, c.meta)));
  const tests = entity.kind === 'job' ? 0 : ws.checks(entity.id).filter(c => c.check.enabled).length;
  const state = record(more?.['freshnessState'])['status'];
  const count = counts.get(entity.id);
  return { errors: count?.errors ?? 0, warnings: count?.warnings ?? 0, tests, pii, freshness: freshnessText(more?.['freshness']), freshnessState: typeof state === 'string' ? state : null, lastRun: lastRunOf(more?.['lastRun']) };
}

function lastRunOf(value: unknown): LastRun | null {
  const { status, at, seconds } = record(value);
  return typeof status === 'string' ? { status, at: typeof at === 'string' ? at : null, seconds: typeof seconds === 'number' ? seconds : null } : null;
}

/** `{ warn_after: { count: 12, period: hour } }` as "warn after 12 hours". */
function freshnessText(value: unknown): string | null {
  const parts: string[] = [];
  for (const level of ['warn', 'error']) {
    const { count, period } = record(record(value)[`${level}_after`]);
    if (typeof count === 'number' && typeof period === 'string') parts.push(`${level} after ${count} ${period}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? null : parts.join(', ');
}

function record(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: unknown }) : {};
}

const LONGEST = 400;

function brief(text: string | null): string | null {
  return text === null ? null : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
