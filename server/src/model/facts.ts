import type { Span } from '../text/span';
import type { Json, Key } from './key';
import type { Query } from './query';

/** What one file says. A plain value: no syntax tree, no link to other files. Every span lies inside the file's text. */
export interface Facts {
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
  readonly checks: readonly Check[];
  readonly queries: readonly QueryFact[];
  readonly edges: readonly EdgeFact[];
  readonly calls: readonly Call[];
  readonly problems: readonly Problem[];
  readonly suppressions: readonly Suppression[];
  /** Places that can be folded. */
  readonly folds: readonly Span[];
}

export const NO_FACTS: Facts = { declarations: [], references: [], checks: [], queries: [], edges: [], calls: [], problems: [], suppressions: [], folds: [] };

/** `dataset` has columns and lineage; `job` reads and writes datasets; `symbol` is anything else with a name: macro, variable, group, docs block, exposure… */
export type EntityKind = 'dataset' | 'job' | 'symbol';

/** A place that defines an entity (there is one in a sound project) or describes it (there may be many). */
export interface Declaration {
  /** Declarations with one id are one entity. */
  readonly id: Key;
  readonly kind: EntityKind;
  /** `dbt.model`, `dbt.source`, `dbt.macro`, `airflow.dag`, `kafka.topic`, …: for display and for rules that are about one tool. */
  readonly type: string;
  readonly role: 'defines' | 'describes';
  /** The name people use for it. */
  readonly name: string;
  /** Further names it answers to. The id itself need not be repeated. */
  readonly keys: readonly Key[];
  /** Exactly the characters that a rename replaces; null where the file's name is the name. */
  readonly nameSpan: Span | null;
  readonly span: Span;
  /** The entity that contains it: source of a source table, DAG of a task, model of a unit test. */
  readonly parent: Key | null;
  /** Where it stands in a structured file, for edits by path: `['models', 3]`. */
  readonly path: Path | null;
  readonly attributes: Attributes;
  /** Of a closed file they are fetched when asked for, so `{ ...declaration }` lacks them: name them in a copy. */
  readonly columns: readonly ColumnDeclaration[];
  /** Whether `columns` is the whole list: the table can have no others (DDL, a seed's header, a contract). */
  readonly columnsComplete: boolean;
  /** Ids of entities that are in truth this one (the file of a model version): theirs stop answering. */
  readonly adopts?: readonly Key[];
  /**
   * Set where something is only mentioned (a table in a job's SQL): the entity stands as long as all its declarations say so
   * and no other entity answers to its id or to a key that all of them list. Such a declaration derives no further names.
   */
  readonly yieldsTo?: readonly Key[];
  /** Set where a statement makes or changes the table (DDL): its columns are those after all steps in their order. */
  readonly step?: TableStep;
}

/**
 * When a statement runs: files of one sequence (the migrations of a folder; a file by itself) run in the order of the texts
 * `order`, statements of a file in that of `index`. Nothing is known of the order between sequences.
 */
export interface Moment {
  readonly sequence: string;
  /** '' for a file that is a sequence by itself. */
  readonly order: string;
  readonly index: number;
}

/** What one statement does to a table. `columns` of the declaration are those that it creates or adds. */
export interface TableStep {
  readonly moment: Moment;
  readonly does: readonly TableChange[];
}

export type TableChange =
  /** `query`: its columns are those of the query that fills it. `like`: it begins with those of another table. */
  | { readonly op: 'create'; readonly ifNotExists: boolean; readonly replaces: boolean; readonly query: boolean; readonly like: Key | null }
  | { readonly op: 'add'; readonly ifNotExists: boolean }
  | { readonly op: 'remove'; readonly column: string; readonly ifExists: boolean }
  | { readonly op: 'rename'; readonly column: string; readonly to: string }
  | { readonly op: 'alter'; readonly column: string; readonly type?: string; readonly nullable?: boolean; readonly comment?: string }
  | { readonly op: 'drop' }
  /** The table is another one under a new name. */
  | { readonly op: 'takes'; readonly from: Key }
  /** From here on not all of its columns are known. */
  | { readonly op: 'opens'; readonly why: string };

export type Path = readonly (string | number)[];

/** What is known of an entity besides its names. Free-form values go to `config` and `meta`; the named ones are the field's common words. */
export interface Attributes {
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly owner?: string;
  readonly materialized?: string;
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly identifier?: string;
  readonly enabled?: boolean;
  readonly access?: string;
  readonly group?: string;
  readonly contract?: boolean;
  readonly uniqueKey?: readonly string[];
  /** Why its table may have columns beyond those that files tell (a snapshot keeps old ones); absent if it can't. */
  readonly columnsOpen?: string;
  readonly version?: string;
  readonly latestVersion?: string;
  readonly deprecationDate?: string;
  readonly schedule?: string | null;
  readonly url?: string;
  readonly config?: { readonly [name: string]: Json };
  readonly meta?: { readonly [name: string]: Json };
  /** Whatever else the owning format wants to show or its rules to read. */
  readonly more?: { readonly [name: string]: Json };
}

export interface ColumnDeclaration {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly path: Path | null;
  readonly type: string | null;
  readonly typeSpan?: Span;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly descriptionSpan?: Span;
  readonly tags?: readonly string[];
  readonly meta?: { readonly [name: string]: Json };
  readonly constraints?: readonly string[];
}

/** A place that names an entity. */
export interface Reference {
  /** Tried in order: the first key that an enabled entity answers to decides. Several entities under that key: unresolved, all candidates shown. */
  readonly targets: readonly Key[];
  /** What it is meant to be, for messages and completion: `dbt.ref`, `dbt.source`, `dbt.macro`, `sql.table`… */
  readonly type: string;
  /** The name as written. */
  readonly name: string;
  /** The characters of the name itself, without quotes: what a rename replaces. */
  readonly span: Span;
  /** The whole construct: `ref('orders')`. */
  readonly fullSpan: Span;
  /** The entity that refers: the model whose file this is. Null if none. */
  readonly from: Key | null;
  /** `reads` and `writes` make lineage; `uses` is any other dependency; `names` a mere mention (docs, selectors, descriptions). */
  readonly role: 'reads' | 'writes' | 'uses' | 'names';
  /** `certain`: the real tool fails if nothing answers. `likely`: names matched across systems; never an error. */
  readonly certainty: 'certain' | 'likely';
  /** A column of the target that is named here, where one is. */
  readonly column?: { readonly name: string; readonly span: Span };
  /** True if the entity is not written here (only its column is, or a macro's argument names it): a rename of the entity passes over this place. */
  readonly implied?: boolean;
  readonly path?: Path;
  /** When the statement it stands in runs: columns of the target are those of that moment. */
  readonly moment?: Moment;
  /** For rules of the owning format: arguments, version, place (`config`, `relationships`…). */
  readonly data?: { readonly [name: string]: Json };
}

/** A data-quality check, whatever tool wrote it. */
export interface Check {
  readonly id: Key;
  /** The dataset checked, by the keys of a reference. */
  readonly targets: readonly Key[];
  /** The columns checked; [] for a check on the whole dataset. */
  readonly columns: readonly string[];
  /** `not_null`, `unique`, `accepted_values`, `relationships`, `unique_combination`, else the tool's own name. */
  readonly assertion: string;
  /** The tool's own name for it: `dbt_utils.accepted_range`, `ExpectColumnValuesToNotBeNull`. */
  readonly test: string;
  readonly tool: string;
  readonly name: string | null;
  readonly arguments: { readonly [name: string]: Json };
  readonly config: { readonly [name: string]: Json };
  readonly span: Span;
  readonly testSpan: Span;
  readonly path: Path | null;
  readonly enabled: boolean;
}

/** A query whose result is a dataset, or that a job runs. Its table names are joined to `references` by span. */
export interface QueryFact {
  /** The dataset it fills (id), or null for a query whose result goes nowhere we know. */
  readonly dataset: Key | null;
  readonly job: Key | null;
  readonly query: Query;
  readonly dialect: string;
  /** `start` of a table's span in the query -> index into `Facts.references`. */
  readonly tables: { readonly [start: number]: number };
  /** `start` of tables that are others too, in another run or in the next round of a loop: their columns are never all known. */
  readonly doubtful?: readonly number[];
  /** Spans that stand for Jinja whose meaning another file decides: index into `Facts.calls`. */
  readonly holes: readonly { readonly span: Span; readonly call: number }[];
  /** INSERT column list: names of the target's columns by position. */
  readonly targetColumns: readonly string[] | null;
  /** Set if the query only adds rows to a dataset (INSERT, MERGE, UPDATE): which columns there are is not its business. Its outputs go to columns by position or by name. */
  readonly adds?: 'position' | 'name';
  /** Of a query that a CREATE statement runs. */
  readonly moment?: Moment;
}

/** A lineage edge that the file states itself (a connector's source and sink, a task's inlets), without a query. */
export interface EdgeFact {
  readonly from: number;
  readonly to: number;
  readonly job: Key | null;
  readonly span: Span;
  readonly confidence: 'exact' | 'likely';
}

/** A call of something another file defines (a macro) whose arguments matter for lineage and rules. */
export interface Call {
  /** Index into `references` of the thing called. */
  readonly reference: number;
  readonly arguments: readonly Argument[];
  readonly from: Key | null;
  readonly span: Span;
}

export interface Argument {
  readonly name: string | null;
  readonly span: Span;
  /** The literal value; undefined if it is not a literal. */
  readonly value?: Json;
  /** Index into `references` if the argument is itself a reference call (`ref('x')`). */
  readonly reference?: number;
}

/** Something wrong that the file alone shows. `rule` is the id of the rule that owns it: severity, page and fixes are there. */
export interface Problem {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly path?: Path;
  readonly data?: { readonly [name: string]: Json };
}

export interface Suppression {
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  readonly span: Span;
  /** `file`, or the line (0-based) it covers besides its own. */
  readonly scope: 'file' | 'line';
  readonly reason: string | null;
}
