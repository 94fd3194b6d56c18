import { byText, type LineageDataset, type LineageGraph, type LineageJob } from '../lineage/graph';

/** What a drawing of a lineage graph shows, whatever draws it. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly links: readonly PictureLink[];
}

export interface PictureNode {
  readonly id: string;
  readonly shape: 'table' | 'view' | 'topic' | 'file' | 'report' | 'job';
  readonly label: string;
  /** `table · snowflake`. */
  readonly caption: string;
  readonly system: string;
  /** What it stands in: the schema of a table, the DAG of a task. */
  readonly group: string;
  readonly external: boolean;
  readonly columns: readonly string[];
}

export interface PictureLink {
  readonly from: string;
  readonly to: string;
  /** `likely` where names were matched across systems, `order` where one job merely runs before another. */
  readonly kind: 'exact' | 'likely' | 'order';
  readonly columns: readonly { readonly from: string; readonly to: string; readonly computed: boolean }[];
}

/**
 * Jobs stand between what they read and write; those that do neither and wait for nothing are left out.
 * An edge whose columns are known goes straight from dataset to dataset.
 */
export function pictureOf(graph: LineageGraph): Picture {
  const links = new Map<string, PictureLink>();
  const add = (from: string, to: string, kind: PictureLink['kind'], columns: PictureLink['columns'] = []): void => {
    const name = `${from}\n${to}`;
    const old = links.get(name);
    if (old === undefined) links.set(name, { from, to, kind, columns });
    else links.set(name, { ...old, kind: old.kind === 'exact' || kind === 'exact' ? 'exact' : old.kind, columns: [...old.columns, ...columns] });
  };
  const jobs = new Set(graph.jobs.map(j => j.id));
  const through = new Set<string>();
  const direct = new Set<string>();
  for (const edge of graph.edges) {
    const columns = (edge.columns ?? []).flatMap(c => c.from.map(f => ({ from: f.column, to: c.to, computed: c.kind !== 'identity' })));
    if (edge.job === null || columns.length > 0 || !jobs.has(edge.job)) {
      add(edge.from, edge.to, edge.confidence, columns);
      if (edge.job !== null) direct.add(`${edge.from}\n${edge.job}`).add(`${edge.job}\n${edge.to}`);
      continue;
    }
    add(edge.from, edge.job, edge.confidence);
    add(edge.job, edge.to, edge.confidence);
    through.add(edge.job);
  }
  for (const job of graph.jobs) {
    for (const id of job.reads) if (!direct.has(`${id}\n${job.id}`) && !links.has(`${id}\n${job.id}`)) add(id, job.id, 'exact');
    for (const id of job.writes) if (!direct.has(`${job.id}\n${id}`) && !links.has(`${job.id}\n${id}`)) add(job.id, id, 'exact');
    for (const id of job.upstream) add(id, job.id, 'order');
  }
  const linked = new Set([...links.values()].flatMap(l => [l.from, l.to]));
  const nodes = [...graph.datasets.map(datasetNode), ...graph.jobs.filter(j => linked.has(j.id) || through.has(j.id)).map(jobNode)];
  return {
    nodes: nodes.sort((a, b) => byText(a.id, b.id)),
    links: [...links.values()].sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to)),
  };
}

function datasetNode(d: LineageDataset): PictureNode {
  const dot = d.name.lastIndexOf('.');
  const placed = d.namespace.includes('://');
  return {
    id: d.id,
    shape: shapeOf(d.kind),
    label: d.label,
    caption: `${d.kind.replace(/_/g, ' ')} · ${d.system}`,
    system: d.system,
    group: placed ? (dot > 0 ? `${d.namespace}/${d.name.slice(0, dot)}` : d.namespace) : d.namespace,
    external: d.external,
    columns: (d.columns ?? []).map(c => c.name),
  };
}

function jobNode(job: LineageJob): PictureNode {
  const system = job.kind.split('.')[0]!;
  return { id: job.id, shape: 'job', label: job.name, caption: job.kind.replace('.', ' '), system, group: job.parent ?? system, external: false, columns: [] };
}

function shapeOf(kind: string): PictureNode['shape'] {
  switch (kind) {
    case 'view':
    case 'materialized_view':
    case 'ephemeral':
      return 'view';
    case 'topic':
    case 'stream':
    case 'queue':
      return 'topic';
    case 'file':
    case 'object':
    case 'path':
      return 'file';
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
    case 'dashboard':
      return 'report';
    default:
      return 'table';
  }
}

/** Nodes by group, both in the order of their names. */
export function byGroup(nodes: readonly PictureNode[]): [string, readonly PictureNode[]][] {
  const groups = new Map<string, PictureNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.group);
    if (group === undefined) groups.set(node.group, [node]);
    else group.push(node);
  }
  return [...groups].sort(([a], [b]) => byText(a, b));
}

/** Control and text-direction characters become blanks: a name can't break a line or turn what follows it around. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
