import type { DetailLink, DetailNode, LineageDetail } from '../../server/src/features/lineage/detail';

/** The columns that are known so far. */
export interface Details {
  node(id: string): DetailNode | undefined;
  link(from: string, to: string): DetailLink | undefined;
  links(): Iterable<DetailLink>;
  add(detail: LineageDetail): void;
  /** Forgets all: the files have changed. */
  clear(): void;
  /** Which of these ids were not asked for together with all the others yet. */
  covers(ids: readonly string[]): boolean;
  cover(ids: readonly string[]): void;
}

export function detailStore(): Details {
  const nodes = new Map<string, DetailNode>();
  const links = new Map<string, DetailLink>();
  let covered = new Set<string>();
  const nameOf = (from: string, to: string): string => `${from}\n${to}`;
  return {
    node: id => nodes.get(id),
    link: (from, to) => links.get(nameOf(from, to)),
    links: () => links.values(),
    add: detail => {
      for (const n of detail.nodes) nodes.set(n.id, n);
      for (const l of detail.links) links.set(nameOf(l.from, l.to), l);
    },
    clear: () => {
      nodes.clear();
      links.clear();
      covered = new Set();
    },
    covers: ids => ids.every(id => covered.has(id)),
    cover: ids => {
      covered = new Set(ids);
    },
  };
}

/** A column, by the id of its dataset and its name in lower case. */
export interface ColumnName {
  readonly id: string;
  readonly column: string;
}

export interface TracedEdge {
  readonly from: ColumnName;
  readonly to: ColumnName;
  readonly kind: string;
}

export interface Trace {
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly edges: readonly TracedEdge[];
}

/** All that a column is made of and all that is made of it, as far as the links known go. */
export function traceColumn(links: Iterable<DetailLink>, start: ColumnName): Trace {
  const up = new Map<string, TracedEdge[]>();
  const down = new Map<string, TracedEdge[]>();
  const push = (map: Map<string, TracedEdge[]>, key: string, edge: TracedEdge): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [edge]);
    else list.push(edge);
  };
  for (const link of links) {
    for (const c of link.columns) {
      const edge = { from: { id: link.from, column: c.from.toLowerCase() }, to: { id: link.to, column: c.to.toLowerCase() }, kind: c.kind };
      push(up, columnKey(edge.to), edge);
      push(down, columnKey(edge.from), edge);
    }
  }
  const columns = new Map<string, Set<string>>();
  const edges = new Set<TracedEdge>();
  const add = ({ id, column }: ColumnName): void => {
    const known = columns.get(id);
    if (known === undefined) columns.set(id, new Set([column]));
    else known.add(column);
  };
  add(start);
  for (const [ways, end] of [[up, 'from'], [down, 'to']] as const) {
    const seen = new Set([columnKey(start)]);
    const queue: ColumnName[] = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const edge of ways.get(columnKey(at)) ?? []) {
        edges.add(edge);
        const other = edge[end];
        if (seen.has(columnKey(other))) continue;
        seen.add(columnKey(other));
        add(other);
        queue.push(other);
      }
    }
  }
  return { columns, edges: [...edges] };
}

function columnKey({ id, column }: ColumnName): string {
  return `${id}\n${column}`;
}
