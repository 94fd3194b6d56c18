import type { Reference } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Entity, LineageEdge, Workspace } from '../../model/workspace';
import { LineIndex } from '../../text/lines';
import { byText } from './graph';
import { type Identity, identify, isNode } from './identity';

/** Reads the graph out of a workspace piece by piece, so that a selection costs what it shows and not what there is. */
export interface GraphReader {
  /** The entity, if it is part of the graph. */
  node(id: Key): Entity | undefined;
  /** All nodes in the order of their keys. */
  nodes(): readonly Entity[];
  identity(entity: Entity): Identity;
  /** Edges between datasets that end here. */
  into(id: Key): readonly LineageEdge[];
  /** Neighbours one step away. Jobs that run before or after one another count only if `order` is true. */
  next(id: Key, direction: 'up' | 'down', order: boolean): readonly Key[];
  job(id: Key): JobUse;
  /** The line (1-based) where `edge.file` names what the edge reads. */
  lineOf(edge: LineageEdge): number;
  /** The line (1-based) of an offset in a file; 1 if the file is not there. */
  line(file: string, offset: number): number;
}

/** Datasets that a job reads and writes, and jobs that run before it: sorted keys. */
export interface JobUse {
  readonly reads: readonly Key[];
  readonly writes: readonly Key[];
  readonly upstream: readonly Key[];
}

/** `columns`: whether edges carry theirs, which costs the resolution of every query. */
export function graphReader(ws: Workspace, columns: boolean): GraphReader {
  const indexes = new Map<string, LineIndex | null>();
  const readers = new Map<Key, Map<string, Reference[]>>();
  const byOrigin = new Map<string, Map<Key, Reference[]>>();
  const uses = new Map<Key, JobUse>();
  const identities = new Map<Key, Identity>();
  const edges = new Map<Key, readonly LineageEdge[]>();
  /** Where an edge was read that the workspace does not know of. */
  const spots = new Map<LineageEdge, number>();
  let flows: Map<Key, Key[]> | null = null;
  let all: readonly Entity[] | null = null;

  const node = (id: Key): Entity | undefined => {
    const entity = ws.entity(id);
    return entity !== undefined && isNode(entity) ? entity : undefined;
  };
  const identity = (entity: Entity): Identity => {
    let known = identities.get(entity.id);
    if (known === undefined) identities.set(entity.id, (known = identify(entity, k => ws.answering(k).length <= 1)));
    return known;
  };
  const isJob = (id: Key): boolean => node(id)?.kind === 'job';
  const isData = (id: Key): boolean => {
    const entity = node(id);
    return entity !== undefined && entity.kind !== 'job';
  };

  /** What an entity's own files say that it refers to. */
  function forward(id: Key): { target: Entity; reference: Reference; file: string }[] {
    const found: { target: Entity; reference: Reference; file: string }[] = [];
    const places = ws.places(id);
    // Entities that are in truth this one speak for it.
    const names = new Set([id, ...places.map(p => p.declaration.id)]);
    for (const file of new Set(places.map(p => p.file))) {
      let origins = byOrigin.get(file);
      if (origins === undefined) {
        origins = new Map();
        for (const reference of ws.document(file)?.facts.references ?? []) {
          if (reference.from !== null) push(origins, reference.from, reference);
        }
        byOrigin.set(file, origins);
      }
      for (const reference of [...names].flatMap(n => origins.get(n) ?? [])) {
        const resolution = ws.resolve(reference, file);
        if (resolution.kind === 'one' && resolution.entity.id !== id) found.push({ target: resolution.entity, reference, file });
      }
    }
    return found;
  }

  function into(id: Key): readonly LineageEdge[] {
    const known = edges.get(id);
    if (known !== undefined) return known;
    const direct = columns ? ws.upstream(id) : ws.inputs(id).map(input => ({ ...input, to: id, columns: [], indirect: [] }));
    const found = direct.filter(e => isData(e.from) && isData(e.to));
    if (node(id)?.kind === 'symbol') {
      const seen = new Set(found.map(e => e.from));
      for (const { target, reference, file } of forward(id)) {
        // A metric names a measure: what flows into it is the semantic model that holds the measure.
        const from = isData(target.id) ? target.id : target.parent;
        if ((reference.role !== 'reads' && reference.role !== 'uses') || from === null || from === id || !isData(from) || seen.has(from)) continue;
        seen.add(from);
        const edge: LineageEdge = { from, to: id, job: null, confidence: reference.certainty === 'likely' ? 'likely' : 'exact', file, columns: [], indirect: [] };
        found.push(edge);
        spots.set(edge, reference.fullSpan.start);
      }
    }
    edges.set(id, found);
    return found;
  }

  /** Symbols that an entity flows into. There are few symbols, so all are looked at once. */
  function symbolsFrom(id: Key): readonly Key[] {
    if (flows === null) {
      flows = new Map();
      for (const entity of nodes()) if (entity.kind === 'symbol') for (const e of into(entity.id)) push(flows, e.from, entity.id);
    }
    return flows.get(id) ?? [];
  }

  function nodes(): readonly Entity[] {
    if (all === null) {
      const byId = new Map<Key, Entity>();
      for (const type of ws.types()) for (const entity of ws.entitiesOf(type)) if (isNode(entity)) byId.set(entity.id, entity);
      all = [...byId.values()].sort((a, b) => byText(a.id, b.id));
    }
    return all;
  }

  function job(id: Key): JobUse {
    const known = uses.get(id);
    if (known !== undefined) return known;
    const reads = new Set(ws.inputs(id).map(i => i.from));
    const writes = new Set(ws.outputs(id).map(o => o.to));
    const upstream = new Set<Key>();
    for (const { target, reference } of forward(id)) {
      if (target.kind === 'job') {
        if (reference.role === 'uses' && target.id !== node(id)?.parent) upstream.add(target.id);
      } else if (reference.role === 'reads') reads.add(target.id);
      else if (reference.role === 'writes') writes.add(target.id);
    }
    const use = { reads: sorted(reads, isData), writes: sorted(writes, isData), upstream: sorted(upstream, isJob) };
    uses.set(id, use);
    return use;
  }

  function next(id: Key, direction: 'up' | 'down', order: boolean): readonly Key[] {
    const found = new Set<Key>();
    if (isJob(id)) {
      const use = job(id);
      for (const k of direction === 'up' ? use.reads : use.writes) found.add(k);
      if (order && direction === 'up') for (const k of use.upstream) found.add(k);
      if (order && direction === 'down') {
        for (const r of ws.referrers(id)) if (r.role === 'uses' && r.from !== null && isJob(r.from) && job(r.from).upstream.includes(id)) found.add(r.from);
      }
      return [...found].sort(byText);
    }
    if (direction === 'up') for (const e of into(id)) found.add(e.from);
    else for (const to of [...ws.outputs(id).map(o => o.to), ...symbolsFrom(id)]) if (isData(to)) found.add(to);
    for (const r of ws.referrers(id)) {
      if (r.from === null || r.from === id) continue;
      if (isJob(r.from) && r.role === (direction === 'up' ? 'writes' : 'reads')) found.add(r.from);
    }
    found.delete(id);
    return [...found].sort(byText);
  }

  function line(file: string, offset: number): number {
    let index = indexes.get(file);
    if (index === undefined) {
      const document = ws.document(file);
      index = document === undefined ? null : new LineIndex(document.text);
      indexes.set(file, index);
    }
    return index === null ? 1 : index.position(offset).line + 1;
  }

  function lineOf(edge: LineageEdge): number {
    const spot = spots.get(edge);
    if (spot !== undefined) return line(edge.file, spot);
    let files = readers.get(edge.from);
    if (files === undefined) {
      files = new Map();
      for (const p of ws.referencePlaces(edge.from)) push(files, p.file, p.reference);
      readers.set(edge.from, files);
    }
    const here = files.get(edge.file) ?? [];
    const fits = (r: Reference): boolean => r.from !== null && (r.from === edge.to || r.from === edge.job);
    const best = here.find(r => fits(r) && r.role === 'reads') ?? here.find(fits) ?? here.find(r => r.role === 'reads') ?? here[0];
    if (best !== undefined) return line(edge.file, best.fullSpan.start);
    const declared = ws.places(edge.to).find(p => p.file === edge.file);
    return declared === undefined ? 1 : line(edge.file, declared.declaration.span.start);
  }

  return {
    node,
    nodes,
    identity,
    into,
    next,
    job,
    lineOf,
    line,
  };
}

function push<K, V>(map: Map<K, V[]>, k: K, value: V): void {
  const list = map.get(k);
  if (list === undefined) map.set(k, [value]);
  else list.push(value);
}

function sorted(keys: Iterable<Key>, keep: (k: Key) => boolean): Key[] {
  return [...keys].filter(keep).sort(byText);
}
