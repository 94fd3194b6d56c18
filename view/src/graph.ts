import type { LineageMap, MapEdge, MapNode } from '../../server/src/features/lineage/map';

/** A map with the ways through it. Nodes are named by their index in `map.nodes`. */
export interface Graph {
  readonly map: LineageMap;
  readonly index: ReadonlyMap<string, number>;
  /** Jobs stand between what they read and write. */
  readonly whole: Ways;
  /** Jobs that pass data on are folded into the edges between the data. */
  readonly folded: Ways;
}

export interface Ways {
  readonly edges: readonly Way[];
  /** Edges (indexes into `edges`) that start and end at a node. */
  readonly out: readonly (readonly number[])[];
  readonly into: readonly (readonly number[])[];
  /** Whether a node has a place in this picture. */
  readonly shown: readonly boolean[];
}

export interface Way {
  readonly from: number;
  readonly to: number;
  readonly kind: MapEdge['kind'];
  /** Jobs folded into it. */
  readonly jobs: readonly number[];
  readonly file: string | null;
  readonly line: number | null;
}

export function graphOf(map: LineageMap): Graph {
  return { map, index: new Map(map.nodes.map((n, i) => [n.id, i])), whole: waysOf(map, false), folded: waysOf(map, true) };
}

function waysOf(map: LineageMap, fold: boolean): Ways {
  const ways = new Map<string, Way>();
  const add = (from: number, to: number, kind: MapEdge['kind'], job: number | null, e: MapEdge): void => {
    const name = `${from} ${to}`;
    const old = ways.get(name);
    const jobs = job === null || old?.jobs.includes(job) ? (old?.jobs ?? []) : [...(old?.jobs ?? []), job];
    ways.set(name, old === undefined ? { from, to, kind, jobs, file: e.file, line: e.line } : { ...old, kind: old.kind === 'exact' || kind === 'exact' ? 'exact' : old.kind, jobs });
  };
  const folded = new Set<number>();
  const linked = new Set<number>();
  for (const e of map.edges) {
    if (e.job !== null) folded.add(e.job);
    for (const i of [e.from, e.to]) linked.add(i);
  }
  for (const e of map.edges) {
    if (e.job === null) add(e.from, e.to, e.kind, null, e);
    else if (fold) add(e.from, e.to, e.kind, e.job, e);
    else {
      add(e.from, e.job, e.kind, null, e);
      add(e.job, e.to, e.kind, null, e);
    }
  }
  if (fold) for (const [from, to, job, e] of throughFolded(map, folded)) add(from, to, e.kind, job, e);
  const shown = map.nodes.map((n, i) => !n.job || (fold ? !folded.has(i) && linked.has(i) && !onlyOrder(map, i) : linked.has(i) || folded.has(i)));
  const edges = [...ways.values()].filter(w => shown[w.from] && shown[w.to]);
  const out: number[][] = map.nodes.map(() => []);
  const into: number[][] = map.nodes.map(() => []);
  for (const [i, w] of edges.entries()) {
    out[w.from]!.push(i);
    into[w.to]!.push(i);
  }
  return { edges, out, into, shown };
}

/** More ways than this through one job say nothing any more. */
const MOST_THROUGH = 100;

/** What a folded job reads or writes besides what its edges say: it is tied to all that the job writes or reads. */
function throughFolded(map: LineageMap, folded: ReadonlySet<number>): [number, number, number, MapEdge][] {
  const jobs = new Map<number, { ins: Set<number>; outs: Set<number>; loose: MapEdge[] }>();
  const of = (job: number): { ins: Set<number>; outs: Set<number>; loose: MapEdge[] } => {
    const known = jobs.get(job) ?? { ins: new Set(), outs: new Set(), loose: [] };
    jobs.set(job, known);
    return known;
  };
  for (const e of map.edges) {
    if (e.job !== null) {
      of(e.job).ins.add(e.from);
      of(e.job).outs.add(e.to);
    } else if (e.kind !== 'order') {
      if (folded.has(e.to)) of(e.to).loose.push(e);
      if (folded.has(e.from)) of(e.from).loose.push(e);
    }
  }
  return [...jobs].flatMap(([job, { ins, outs, loose }]) => {
    if (loose.length === 0 || loose.length * Math.max(ins.size, outs.size) > MOST_THROUGH) return [];
    return loose.flatMap(e => (e.to === job ? [...outs].map((to): [number, number, number, MapEdge] => [e.from, to, job, e]) : [...ins].map((from): [number, number, number, MapEdge] => [from, e.to, job, e])));
  });
}

/** Whether a job only waits for others: where jobs are folded it would stand beside the data without a tie to it. */
function onlyOrder(map: LineageMap, job: number): boolean {
  return orderOnly(map).has(job);
}

const known = new WeakMap<LineageMap, ReadonlySet<number>>();

function orderOnly(map: LineageMap): ReadonlySet<number> {
  const cached = known.get(map);
  if (cached !== undefined) return cached;
  const data = new Set<number>();
  for (const e of map.edges) if (e.kind !== 'order') for (const i of [e.from, e.to]) data.add(i);
  const found = new Set(map.nodes.flatMap((n, i) => (n.job && !data.has(i) ? [i] : [])));
  known.set(map, found);
  return found;
}

/** Nodes one step away. */
export function next(ways: Ways, node: number, direction: 'up' | 'down'): number[] {
  return direction === 'up' ? ways.into[node]!.map(e => ways.edges[e]!.from) : ways.out[node]!.map(e => ways.edges[e]!.to);
}

/** Nodes within so many steps of the seeds, the seeds not included unless a loop leads back. */
export function reach(ways: Ways, seeds: readonly number[], direction: 'up' | 'down', steps: number): Set<number> {
  const seen = new Set<number>();
  let frontier: readonly number[] = seeds;
  for (let step = 0; step < steps && frontier.length > 0; step++) {
    const found: number[] = [];
    for (const at of frontier) {
      for (const n of next(ways, at, direction)) {
        if (seen.has(n)) continue;
        seen.add(n);
        found.push(n);
      }
    }
    frontier = found;
  }
  return seen;
}

/** The folder a node's file lies in; '' for the root or where there is no file. */
export function folderOf(node: MapNode): string {
  const slash = node.file?.lastIndexOf('/') ?? -1;
  return slash < 0 ? '' : node.file!.slice(0, slash);
}
