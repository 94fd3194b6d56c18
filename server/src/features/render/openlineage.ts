import { byText, type ColumnLink, type IndirectUse, type LineageDataset, type LineageGraph, type LineageJob, type LineageLink } from '../lineage/graph';

export interface OpenLineageOptions {
  /** Identifies this program, as a URI. */
  readonly producer: string;
  /** ISO 8601. The files tell no time, and the same files give the same bytes: so one that means nothing, unless somebody sets it. */
  readonly eventTime: string;
}

export const NO_TIME = '1970-01-01T00:00:00Z';

type Facet = { readonly _producer: string; readonly _schemaURL: string } & Record<string, unknown>;
type Facets = Record<string, Facet>;
interface EventDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Facets;
}

export interface OpenLineageEvent {
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly job?: { readonly namespace: string; readonly name: string; readonly facets: Facets };
  readonly inputs?: readonly EventDataset[];
  readonly outputs?: readonly EventDataset[];
  readonly dataset?: EventDataset;
}

/**
 * The graph as OpenLineage 2-0-2 events of design time: a JobEvent for each job, and for each dataset that is made
 * without one (a dbt model is its own job), and a DatasetEvent for each dataset that nothing here makes.
 * Facets: schema, columnLineage, documentation, ownership, datasetType, tags, symlinks; for jobs jobType, documentation,
 * ownership. Quality assertions are left out, since their facet is the result of a run.
 */
export function openLineage(graph: LineageGraph, options: OpenLineageOptions): readonly OpenLineageEvent[] {
  const write = writer(graph, options);
  const datasets = new Map(graph.datasets.map(d => [d.id, d]));
  const jobs = new Map(graph.jobs.map(j => [j.id, j]));
  const runs = new Map<string, { job: LineageJob | null; output: LineageDataset | null; reads: Set<string>; writes: Map<string, LineageLink[]> }>();
  const run = (job: LineageJob | null, output: LineageDataset | null) => {
    const name = job === null ? `dataset\n${output!.id}` : `job\n${job.id}`;
    let found = runs.get(name);
    if (found === undefined) {
      found = { job, output, reads: new Set(), writes: new Map() };
      runs.set(name, found);
    }
    return found;
  };
  for (const job of graph.jobs) {
    const found = run(job, null);
    for (const id of job.reads) found.reads.add(id);
    for (const id of job.writes) found.writes.set(id, []);
  }
  for (const edge of graph.edges) {
    const job = edge.job === null ? undefined : jobs.get(edge.job);
    const found = run(job ?? null, job === undefined ? datasets.get(edge.to)! : null);
    found.reads.add(edge.from);
    found.writes.set(edge.to, [...(found.writes.get(edge.to) ?? []), edge]);
  }
  const made = new Set<string>();
  const events: OpenLineageEvent[] = [];
  const head = { eventTime: options.eventTime, producer: options.producer };
  for (const [, { job, output, reads, writes }] of [...runs].sort(([a], [b]) => byText(a, b))) {
    for (const id of writes.keys()) made.add(id);
    events.push({
      ...head,
      schemaURL: `${SPEC}#/$defs/JobEvent`,
      job: job === null ? write.builder(output!) : write.job(job),
      inputs: [...reads].sort(byText).map(id => write.dataset(datasets.get(id)!, [])),
      outputs: [...writes].sort(([a], [b]) => byText(a, b)).map(([id, edges]) => write.dataset(datasets.get(id)!, edges)),
    });
  }
  for (const dataset of graph.datasets) {
    if (!made.has(dataset.id)) events.push({ ...head, schemaURL: `${SPEC}#/$defs/DatasetEvent`, dataset: write.dataset(dataset, []) });
  }
  return events;
}

const SPEC = 'https://openlineage.io/spec/2-0-2/OpenLineage.json';

/** Facet names and the versions of their schemas that the events follow. */
const VERSIONS = {
  SchemaDatasetFacet: '1-2-0',
  ColumnLineageDatasetFacet: '1-2-0',
  DocumentationDatasetFacet: '1-1-0',
  DocumentationJobFacet: '1-1-0',
  OwnershipDatasetFacet: '1-0-1',
  OwnershipJobFacet: '1-0-1',
  DatasetTypeDatasetFacet: '1-0-1',
  TagsDatasetFacet: '1-0-0',
  SymlinksDatasetFacet: '1-0-1',
  JobTypeJobFacet: '2-0-4',
} as const;

/** The `unique_id` of a dbt node. */
function dbtNodeId(d: LineageDataset): string | null {
  return d.names.find(n => /^(model|seed|snapshot|source|exposure|metric|semantic_model|saved_query)\.[^.]+\.[^.]/.test(n)) ?? null;
}

function writer(graph: LineageGraph, options: OpenLineageOptions) {
  const locations = new Map(graph.datasets.map(d => [d.id, { namespace: d.namespace, name: d.name }]));
  const facet = (type: keyof typeof VERSIONS, content: Record<string, unknown>): Facet => ({
    _producer: options.producer,
    _schemaURL: `https://openlineage.io/spec/facets/${VERSIONS[type]}/${type}.json#/$defs/${type}`,
    ...content,
  });

  const inputFields = (uses: readonly { dataset: string; column: string; type: 'DIRECT' | 'INDIRECT'; kind: string }[]) => {
    const fields = new Map<string, { namespace: string; name: string; field: string; transformations: Map<string, object> }>();
    for (const use of uses) {
      const at = locations.get(use.dataset);
      if (at === undefined) continue;
      const name = `${use.dataset}\n${use.column}`;
      const field = fields.get(name) ?? { ...at, field: use.column, transformations: new Map() };
      field.transformations.set(`${use.type} ${use.kind}`, { type: use.type, subtype: use.kind.toUpperCase() });
      fields.set(name, field);
    }
    return [...fields].sort(([a], [b]) => byText(a, b)).map(([, f]) => ({ ...f, transformations: [...f.transformations].sort(([a], [b]) => byText(a, b)).map(([, t]) => t) }));
  };

  const columnLineage = (edges: readonly LineageLink[]): Facet | null => {
    const direct: ColumnLink[] = edges.flatMap(e => e.columns ?? []);
    const indirect: IndirectUse[] = edges.flatMap(e => e.indirect ?? []);
    if (direct.length === 0 && indirect.length === 0) return null;
    const names = new Set([...direct.map(c => c.to), ...indirect.flatMap(u => u.to ?? [])]);
    const fieldOf = (to: string) => ({
      inputFields: inputFields([
        ...direct.filter(c => c.to === to).flatMap(c => c.from.map(f => ({ ...f, type: 'DIRECT' as const, kind: c.kind }))),
        ...indirect.filter(u => u.to?.includes(to)).map(u => ({ dataset: u.dataset, column: u.column, type: 'INDIRECT' as const, kind: u.kind })),
      ]),
    });
    const fields = Object.fromEntries([...names].sort(byText).map(to => [to, fieldOf(to)]));
    const whole = inputFields(indirect.filter(u => u.to === undefined).map(u => ({ dataset: u.dataset, column: u.column, type: 'INDIRECT' as const, kind: u.kind })));
    return facet('ColumnLineageDatasetFacet', { fields, ...(whole.length === 0 ? {} : { dataset: whole }) });
  };

  const dataset = (d: LineageDataset, edges: readonly LineageLink[]): EventDataset => {
    const facets: Facets = { datasetType: facet('DatasetTypeDatasetFacet', { datasetType: d.kind.toUpperCase() }) };
    const columns = d.columns ?? [];
    if (columns.length > 0) facets['schema'] = facet('SchemaDatasetFacet', { fields: columns.map((c, i) => ({ name: c.name, ...(c.type === null ? {} : { type: c.type }), ...(c.description === null ? {} : { description: c.description }), ordinal_position: i + 1 })) });
    const lineage = columnLineage(edges);
    if (lineage !== null) facets['columnLineage'] = lineage;
    if (d.description !== null) facets['documentation'] = facet('DocumentationDatasetFacet', { description: d.description, contentType: 'text/markdown' });
    if (d.owner !== null) facets['ownership'] = facet('OwnershipDatasetFacet', { owners: [{ name: d.owner }] });
    const tags = [...d.tags.map(key => ({ key, value: 'true', source: 'USER' })), ...columns.flatMap(c => c.tags.map(key => ({ key, value: 'true', source: 'USER', field: c.name })))];
    if (tags.length > 0) facets['tags'] = facet('TagsDatasetFacet', { tags });
    const nodeId = dbtNodeId(d);
    if (nodeId !== null && nodeId !== d.name) facets['symlinks'] = facet('SymlinksDatasetFacet', { identifiers: [{ namespace: 'dbt', name: nodeId, type: 'DBT_NODE' }] });
    return { namespace: d.namespace, name: d.name, facets };
  };

  return {
    dataset,
    /** The job that makes a dataset where the tool has no other word for it, as OpenLineage does for dbt models. */
    builder: (d: LineageDataset) => {
      const tool = d.type.split('.')[0]!;
      return { namespace: tool, name: dbtNodeId(d) ?? d.name, facets: { jobType: facet('JobTypeJobFacet', { processingType: 'BATCH', integration: tool.toUpperCase(), jobType: d.type.slice(tool.length + 1).toUpperCase() || 'JOB' }) } as Facets };
    },
    job: (j: LineageJob) => {
      const tool = j.kind.split('.')[0]!;
      const streaming = tool === 'kafka-connect' || tool === 'flink' || tool === 'kafka' || tool === 'debezium' || j.kind.includes('stream');
      const facets: Facets = { jobType: facet('JobTypeJobFacet', { processingType: streaming ? 'STREAMING' : 'BATCH', integration: tool.toUpperCase(), jobType: j.kind.slice(tool.length + 1).toUpperCase() || 'JOB' }) };
      if (j.description !== null) facets['documentation'] = facet('DocumentationJobFacet', { description: j.description, contentType: 'text/markdown' });
      if (j.owner !== null) facets['ownership'] = facet('OwnershipJobFacet', { owners: [{ name: j.owner }] });
      const colon = j.id.indexOf(':');
      return { namespace: j.id.slice(0, colon), name: j.id.slice(colon + 1), facets };
    },
  };
}
