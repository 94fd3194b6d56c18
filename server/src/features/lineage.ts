import { likelyMeant } from './addAlias';
import { type Classifier, classifier, classOf } from '../model/classification';
import type { Key } from '../model/key';
import type { Column, Entity, LineageEdge, Workspace } from '../model/workspace';
import { checksOf } from './lineage/checks';
import { columnTrace } from './lineage/columns';
import { byText, type ColumnLink, type DirectKind, type IndirectKind, type IndirectUse, isDirect, type LineageColumn, type LineageDataset, type LineageGraph, type LineageJob, type LineageLink, type UnresolvedName } from './lineage/graph';
import { isExternal, kindOf } from './lineage/identity';
import { entitiesById, type FindingsOf, type LineageMap, mapOf } from './lineage/map';
import { type GraphReader, graphReader } from './lineage/reader';
import { nameFinder, parseSelector, type Selector } from './lineage/selectors';

export { columnTrace } from './lineage/columns';
export type { LineageGraph } from './lineage/graph';

export interface LineageOptions {
  /** Shown as the graph's `root`. */
  readonly root: string;
  /** Whether datasets list their columns, and edges which column is made of which. */
  readonly columns: boolean;
  /** True leaves out what takes long in a large workspace and no picture shows: lines (0 in their place), checks, unresolved names. */
  readonly brief?: boolean;
}

export type LineageResult = { readonly graph: LineageGraph } | { readonly problems: readonly string[] };

/**
 * The graph, whole for no selector, else what the selectors name together with what their plus signs reach.
 * Problems are selectors that name nothing or more than one thing, in plain words with names like them.
 * The same files give the same value, sorted throughout; columns keep the order of their table.
 */
export function lineage(ws: Workspace, selectors: readonly string[], options: LineageOptions): LineageResult {
  const parsed = selectors.map(parseSelector);
  const reader = graphReader(ws, options.columns || parsed.some(s => s.method === 'column'));
  if (selectors.length === 0) return { graph: graphOf(ws, reader, everything(reader), options) };
  const find = nameFinder(ws, reader);
  const selection = emptySelection();
  const problems: string[] = [];
  for (const selector of parsed) {
    const named = find(selector);
    if ('problem' in named) problems.push(named.problem);
    else if (named.column !== null) addColumn(ws, selection, named.seeds[0]!, named.column, selector);
    else addNodes(reader, selection, named.seeds, selector.up, selector.down);
  }
  if (problems.length > 0) return { problems };
  return { graph: graphOf(ws, reader, selection, options) };
}

/** The graph around entities that are already known, such as the one under the cursor: `up` and `down` steps from them. */
export function lineageAround(ws: Workspace, seeds: readonly Key[], up: number, down: number, options: LineageOptions): LineageGraph {
  const reader = graphReader(ws, options.columns);
  const selection = emptySelection();
  addNodes(reader, selection, seeds.filter(k => reader.node(k) !== undefined), up, down);
  return graphOf(ws, reader, selection, options);
}

/** The graph of exactly these nodes, by the ids that graphs print, and what lies between them. Ids of nothing are left out. */
export function lineageOf(ws: Workspace, ids: readonly string[], options: LineageOptions): LineageGraph {
  const reader = graphReader(ws, options.columns);
  const byId = entitiesById(ws);
  const selection = emptySelection();
  for (const id of ids) {
    const entity = byId.get(id);
    if (entity !== undefined) selection.nodes.add(entity.id);
  }
  return graphOf(ws, reader, selection, options);
}

/** The map of everything, made anew after each edit while the lineage view is open: it costs as little as it can. */
export function lineageMap(ws: Workspace, title: string, findings: FindingsOf): LineageMap {
  const reader = graphReader(ws, false);
  const graph = graphOf(ws, reader, everything(reader), { root: '', columns: false, brief: true });
  return mapOf(ws, graph, title, findings, new Map(reader.nodes().map(e => [reader.identity(e).id, e])));
}

/** What is shown. A dataset that stands only in `columns` shows those columns alone. */
interface Selection {
  /** Shown in full. */
  readonly nodes: Set<Key>;
  /** Columns (lower case) of datasets that are there because of a column. */
  readonly columns: Map<Key, Set<string>>;
  /** Edges that a column took: `from`, `to`, job and file. */
  readonly traced: Set<string>;
  readonly all: boolean;
}

function emptySelection(): Selection {
  return { nodes: new Set(), columns: new Map(), traced: new Set(), all: false };
}

function everything(reader: GraphReader): Selection {
  return { ...emptySelection(), nodes: new Set(reader.nodes().map(e => e.id)), all: true };
}

function addNodes(reader: GraphReader, selection: Selection, seeds: readonly Key[], up: number, down: number): void {
  for (const seed of seeds) selection.nodes.add(seed);
  // Jobs that run before a job are of interest only to somebody who asked about a job.
  for (const order of [false, true]) {
    const start = seeds.filter(k => (reader.node(k)?.kind === 'job') === order);
    walk(reader, selection, start, 'up', up, order);
    walk(reader, selection, start, 'down', down, order);
  }
}

function walk(reader: GraphReader, selection: Selection, seeds: readonly Key[], direction: 'up' | 'down', depth: number, order: boolean): void {
  const seen = new Set(seeds);
  let frontier: readonly Key[] = seeds;
  for (let step = 0; step < depth && frontier.length > 0; step++) {
    const next: Key[] = [];
    for (const id of frontier) {
      for (const other of reader.next(id, direction, order)) {
        if (seen.has(other)) continue;
        seen.add(other);
        selection.nodes.add(other);
        next.push(other);
      }
    }
    frontier = next;
  }
}

function addColumn(ws: Workspace, selection: Selection, dataset: Key, column: string, selector: Selector): void {
  for (const [direction, depth] of [['up', selector.up], ['down', selector.down]] as const) {
    const trace = columnTrace(ws, dataset, column, direction, depth);
    for (const traced of trace.columns) {
      const columns = selection.columns.get(traced.dataset);
      if (columns === undefined) selection.columns.set(traced.dataset, new Set([traced.column.toLowerCase()]));
      else columns.add(traced.column.toLowerCase());
    }
    for (const step of trace.steps) selection.traced.add(edgeName(step.edge));
  }
}

function edgeName(edge: LineageEdge): string {
  return `${edge.from}\n${edge.to}\n${edge.job ?? ''}\n${edge.file}`;
}

function graphOf(ws: Workspace, reader: GraphReader, selection: Selection, options: LineageOptions): LineageGraph {
  const shown = new Map<Key, Entity>();
  for (const id of [...selection.nodes, ...selection.columns.keys()]) {
    const entity = reader.node(id);
    if (entity !== undefined) shown.set(id, entity);
  }
  const edges: LineageEdge[] = [];
  for (const [id, entity] of shown) {
    if (entity.kind === 'job') continue;
    for (const edge of reader.into(id)) {
      if (!shown.has(edge.from)) continue;
      const whole = selection.nodes.has(edge.from) && selection.nodes.has(edge.to);
      if (whole || selection.traced.has(edgeName(edge))) edges.push(edge);
    }
  }
  for (const edge of edges) showJob(reader, shown, edge.job);
  for (const entity of [...shown.values()]) if (entity.kind === 'job') showJob(reader, shown, entity.parent);

  const line = options.brief ? () => 0 : reader.line;
  const columns = options.columns || selection.columns.size > 0;
  const ids = new Map<Key, string>();
  for (const [id, entity] of shown) ids.set(id, reader.identity(entity).id);
  // An edge may name its job by the id of something that is in truth another job (the file of its SQL).
  for (const { job } of edges) {
    const entity = job === null || ids.has(job) ? undefined : reader.node(job);
    if (job !== null && entity !== undefined) ids.set(job, reader.identity(entity).id);
  }
  const visible = (dataset: Key): ((column: string) => boolean) => {
    const only = selection.nodes.has(dataset) ? undefined : selection.columns.get(dataset);
    return only === undefined ? () => true : column => only.has(column.toLowerCase());
  };
  const entities = [...shown.values()];
  return {
    version: 1,
    root: options.root,
    datasets: entities.filter(e => e.kind !== 'job').map(e => datasetOf(ws, reader, e, columns ? visible(e.id) : null, line)).sort((a, b) => byText(a.id, b.id)),
    jobs: entities.filter(e => e.kind === 'job').map(e => jobOf(ws, reader, e, ids, line)).sort((a, b) => byText(a.id, b.id)),
    edges: linksOf(edges, ids, columns ? visible : null, options.brief ? () => 0 : reader.lineOf),
    checks: options.brief ? [] : checksOf(ws, reader, ids, selection.all),
    unresolved: options.brief ? [] : unresolvedOf(ws, reader, selection.all ? null : shown),
  };
}

/** Adds a job and the jobs it is part of. */
function showJob(reader: GraphReader, shown: Map<Key, Entity>, id: Key | null): void {
  while (id !== null && !shown.has(id)) {
    const job = reader.node(id);
    if (job?.kind !== 'job' || shown.has(job.id)) return;
    shown.set(job.id, job);
    id = job.parent;
  }
}

function datasetOf(ws: Workspace, reader: GraphReader, entity: Entity, visible: ((column: string) => boolean) | null, line: GraphReader['line']): LineageDataset {
  const { id, namespace, name, names, system } = reader.identity(entity);
  const { description, owner, tags } = entity.attributes;
  const declared = ws.places(entity.id).map(p => ({ file: p.file, line: line(p.file, p.declaration.span.start), role: p.declaration.role }));
  return {
    id,
    namespace,
    name,
    label: entity.name,
    names,
    kind: kindOf(entity),
    type: entity.type,
    system,
    external: isExternal(entity),
    description: description ?? null,
    owner: owner ?? null,
    declared: declared.sort((a, b) => byText(a.file, b.file) || a.line - b.line || byText(a.role, b.role)),
    tags: [...new Set(tags ?? [])].sort(byText),
    ...(visible === null ? {} : columnsShown(ws, entity.id, visible)),
  };
}

function columnsShown(ws: Workspace, id: Key, visible: (column: string) => boolean): { columns: LineageColumn[]; columnsComplete: boolean } {
  const set = ws.columns(id);
  const classes = classifier(ws);
  const shown = set.columns.filter(c => visible(c.name));
  return { columns: shown.map(c => columnOf(classes, id, c)), columnsComplete: set.complete && shown.length === set.columns.length };
}

function columnOf(classes: Classifier, id: Key, column: Column): LineageColumn {
  const found = classOf(classes, id, column.name);
  const { name, type, nullable, description } = column;
  return { name, type, nullable, description, tags: [...new Set(column.tags)].sort(byText), ...(found && !found.open ? { classification: found.label, classifiedBy: found.by } : {}) };
}

function jobOf(ws: Workspace, reader: GraphReader, entity: Entity, ids: ReadonlyMap<Key, string>, line: GraphReader['line']): LineageJob {
  const use = reader.job(entity.id);
  const place = ws.places(entity.id)[0];
  const known = (keys: readonly Key[]): string[] => keys.flatMap(k => ids.get(k) ?? []).sort(byText);
  return {
    id: reader.identity(entity).id,
    name: entity.name,
    kind: entity.type,
    parent: (entity.parent === null ? undefined : ids.get(entity.parent)) ?? null,
    file: place?.file ?? null,
    line: place === undefined ? null : line(place.file, place.declaration.span.start),
    schedule: entity.attributes.schedule ?? null,
    description: entity.attributes.description ?? null,
    owner: entity.attributes.owner ?? null,
    upstream: known(use.upstream),
    reads: known(use.reads),
    writes: known(use.writes),
  };
}

/** Edges that agree in all but their columns are one. `visible` null leaves columns out. */
function linksOf(edges: readonly LineageEdge[], ids: ReadonlyMap<Key, string>, visible: ((dataset: Key) => (column: string) => boolean) | null, lineOf: GraphReader['lineOf']): LineageLink[] {
  const groups = new Map<string, { first: Omit<LineageLink, 'columns' | 'indirect'>; edges: LineageEdge[] }>();
  for (const edge of edges) {
    const first = {
      from: ids.get(edge.from)!,
      to: ids.get(edge.to)!,
      job: (edge.job === null ? undefined : ids.get(edge.job)) ?? null,
      confidence: edge.confidence,
      file: edge.file,
      line: lineOf(edge),
    };
    const name = JSON.stringify(Object.values(first));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { first, edges: [edge] });
    else group.edges.push(edge);
  }
  const links = [...groups.values()].map(({ first, edges: same }) => (visible === null ? first : { ...first, ...columnsOf(same, first.from, visible(same[0]!.from), visible(same[0]!.to)) }));
  return links.sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.job ?? '', b.job ?? '') || byText(a.file, b.file) || a.line - b.line || byText(a.confidence, b.confidence));
}

function columnsOf(edges: readonly LineageEdge[], dataset: string, fromVisible: (c: string) => boolean, toVisible: (c: string) => boolean): { columns: ColumnLink[]; indirect: IndirectUse[] } {
  const direct = new Map<string, { to: string; kind: DirectKind; from: Set<string> }>();
  const indirect = new Map<string, { column: string; kind: IndirectKind; to: Set<string> | null }>();
  for (const edge of edges) {
    for (const { column, kind } of edge.indirect) if (!isDirect(kind)) indirect.set(`${column}\n${kind}\n`, { column, kind, to: null });
    for (const { to, from } of edge.columns) {
      if (!toVisible(to)) continue;
      for (const { column, kind } of from) {
        if (isDirect(kind)) {
          if (!fromVisible(column)) continue;
          const link = direct.get(`${to}\n${kind}`) ?? { to, kind, from: new Set() };
          link.from.add(column);
          direct.set(`${to}\n${kind}`, link);
        } else {
          const use = indirect.get(`${column}\n${kind}\nto`) ?? { column, kind, to: new Set() };
          use.to?.add(to);
          indirect.set(`${column}\n${kind}\nto`, use);
        }
      }
    }
  }
  return {
    columns: [...direct.values()]
      .map(l => ({ to: l.to, from: [...l.from].sort(byText).map(column => ({ dataset, column })), kind: l.kind }))
      .sort((a, b) => byText(a.to, b.to) || byText(a.kind, b.kind)),
    indirect: [...indirect.values()]
      .map(u => ({ dataset, column: u.column, kind: u.kind, ...(u.to === null ? {} : { to: [...u.to].sort(byText) }) }))
      .sort((a, b) => byText(a.column, b.column) || byText(a.kind, b.kind) || (a.to === undefined ? 0 : 1) - (b.to === undefined ? 0 : 1)),
  };
}

/** Reads and writes that lead nowhere, or to more than one entity, and topics that nothing fills beside one of almost that name; of a selection only those its nodes make. */
function unresolvedOf(ws: Workspace, reader: GraphReader, shown: ReadonlyMap<Key, Entity> | null): UnresolvedName[] {
  const files = shown === null ? [...ws.paths()] : [...new Set([...shown.keys()].flatMap(k => ws.places(k).map(p => p.file)))];
  const found = new Map<string, UnresolvedName>();
  for (const file of files) {
    for (const reference of ws.document(file)?.facts.references ?? []) {
      if (reference.role !== 'reads' && reference.role !== 'writes') continue;
      if (shown !== null && (reference.from === null || !shown.has(reference.from))) continue;
      const resolution = ws.resolve(reference, file);
      const meant = resolution.kind === 'one' && reference.role === 'reads' ? likelyMeant(ws, resolution.entity, reference.type) : [];
      if (resolution.kind === 'one' && meant.length === 0) continue;
      const candidates = resolution.kind === 'one' ? meant.map(e => reader.identity(e).id).sort(byText) : resolution.kind === 'many' ? resolution.entities.map(e => reader.identity(e).id).sort(byText) : [];
      const unresolved = { name: reference.name, file, line: reader.line(file, reference.fullSpan.start), candidates };
      found.set(JSON.stringify(unresolved), unresolved);
    }
  }
  return [...found.values()].sort((a, b) => byText(a.file, b.file) || a.line - b.line || byText(a.name, b.name));
}
