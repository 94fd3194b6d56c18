/** The lineage of a workspace as plain data: what `pipewright lineage --format json` prints and every picture is drawn from. */
export interface LineageGraph {
  readonly version: 1;
  readonly root: string;
  readonly datasets: readonly LineageDataset[];
  readonly jobs: readonly LineageJob[];
  readonly edges: readonly LineageLink[];
  readonly checks: readonly LineageCheck[];
  readonly unresolved: readonly UnresolvedName[];
}

/** A dataset, or another thing that data flows into and that has a name: an exposure, a metric, a semantic model. */
export interface LineageDataset {
  readonly id: string;
  /** OpenLineage namespace and name where the files tell them, else those of the tool that owns it. */
  readonly namespace: string;
  readonly name: string;
  /** The name people use for it. */
  readonly label: string;
  /** Every other name it answers to, sorted: a dbt node's `unique_id`, shorter table names. */
  readonly names: readonly string[];
  /** In one word what it is: `table`, `view`, `topic`, `exposure`… */
  readonly kind: string;
  /** What declares it: `dbt.model`, `kafka.topic`. */
  readonly type: string;
  readonly system: string;
  /** True if no file here defines it: it is only described or referred to. */
  readonly external: boolean;
  readonly description: string | null;
  readonly owner: string | null;
  readonly declared: readonly DeclaredPlace[];
  readonly tags: readonly string[];
  /** Absent unless columns were asked for. */
  readonly columns?: readonly LineageColumn[];
  /** Whether `columns` are all it has, in its own order; false where anything about them is not certain. Absent unless columns were asked for. */
  readonly columnsComplete?: boolean;
}

/** A place in a file; `line` is 1-based. */
export interface DeclaredPlace {
  readonly file: string;
  readonly line: number;
  readonly role: 'defines' | 'describes';
}

export interface LineageColumn {
  readonly name: string;
  readonly type: string | null;
  readonly nullable: boolean | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** How sensitive it is, where that is known: by what is said of it, or along its lineage; and which of the two. */
  readonly classification?: string;
  readonly classifiedBy?: 'own' | 'contract' | 'copy' | 'made';
}

export interface LineageJob {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** The id of the job that contains it. */
  readonly parent: string | null;
  readonly file: string | null;
  /** 1-based; null where the file is. */
  readonly line: number | null;
  readonly schedule: string | null;
  readonly description: string | null;
  readonly owner: string | null;
  /** Ids of jobs that run before it. */
  readonly upstream: readonly string[];
  /** Ids of datasets. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface LineageLink {
  readonly from: string;
  readonly to: string;
  readonly job: string | null;
  readonly confidence: 'exact' | 'likely';
  readonly file: string;
  /** 1-based: where `file` names what is read. */
  readonly line: number;
  /** Absent unless columns were asked for. */
  readonly columns?: readonly ColumnLink[];
  readonly indirect?: readonly IndirectUse[];
}

export type DirectKind = 'identity' | 'transformation' | 'aggregation';
export type IndirectKind = 'join' | 'filter' | 'group_by' | 'sort' | 'window' | 'conditional';

export interface ColumnLink {
  readonly to: string;
  readonly from: readonly ColumnOf[];
  readonly kind: DirectKind;
}

export interface ColumnOf {
  readonly dataset: string;
  readonly column: string;
}

/** A column that decides which rows there are; with `to`, one that decides only the value of those columns. */
export interface IndirectUse {
  readonly dataset: string;
  readonly column: string;
  readonly kind: IndirectKind;
  readonly to?: readonly string[];
}

/** A data-quality check of a dataset that is shown, whatever tool runs it; checks that are switched off are left out. Sorted by id, then file and line. */
export interface LineageCheck {
  readonly id: string;
  /** Every other name it answers to, sorted: the `unique_id` of a dbt test or unit test. */
  readonly names: readonly string[];
  /** The id of the dataset it is about; null where it is about several, as a query of its own may be. */
  readonly dataset: string | null;
  /** The columns checked; [] for a check of the whole dataset. */
  readonly columns: readonly string[];
  /** The tool's own name for what is checked: `not_null`, `dbt_utils.accepted_range`; `singular` for a query of its own, `unit` for a unit test. */
  readonly test: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** A name that no entity, or more than one, answers to. */
export interface UnresolvedName {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Ids of the datasets that answer to it; [] if none does. */
  readonly candidates: readonly string[];
}

/** Orders by UTF-16 units, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isDirect(kind: string): kind is DirectKind {
  return kind === 'identity' || kind === 'transformation' || kind === 'aggregation';
}
