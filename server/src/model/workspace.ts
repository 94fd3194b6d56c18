import type { Span } from '../text/span';
import type { Attributes, Check, ColumnDeclaration, Declaration, EntityKind, Facts, Moment, Path, QueryFact, Reference } from './facts';
import type { CompatibilityLevel } from './compatibility';
import type { Format, ProjectContext } from './format';
import type { Json, Key } from './key';
import type { Use, UseKind } from './query';

/**
 * The whole workspace as rules and features see it. Synchronous. Reading through it is recorded, so a file is looked at
 * again exactly when something it read has changed; that is why nothing here gives positions in *other* files
 * (`places` does, and is not recorded: for features and for showing, never for deciding a finding).
 */
export interface Workspace {
  readonly settings: Settings;
  document(path: string): DocumentView | undefined;
  paths(): Iterable<string>;
  entity(id: Key): Entity | undefined;
  /** Every enabled entity that answers to the key, in the order of their ids. */
  answering(k: Key): readonly Entity[];
  /** `path` is the file the reference stands in: it decides whether an unknown name may be known elsewhere. */
  resolve(reference: Reference, path?: string): Resolution;
  /** All entities of a type, by id; disabled ones too. */
  entitiesOf(type: string): readonly Entity[];
  types(): readonly string[];
  /** Names of the entities of a type that stand as words anywhere in files that a format reads, or are referred to in others, each with those files. */
  spelled(type: string, format: string): ReadonlyMap<string, readonly string[]>;
  /** Who refers to an entity, by the referring entity or file. No positions. */
  referrers(id: Key): readonly Referrer[];
  checks(id: Key): readonly CheckView[];
  columns(id: Key): ColumnSet;
  column(id: Key, name: string): Column | undefined;
  /** A table as its DDL makes it, at the end or before a moment; null if no statement in the workspace creates or changes it. */
  table(id: Key, before: Moment | null): TableState | null;
  /** What a `Use` in a query means. `query` is the fact it stands in. */
  resolveUse(path: string, query: QueryFact, use: Use): ColumnTarget;
  /** Columns a scope's input, or the scope itself, has. */
  scopeColumns(path: string, query: QueryFact, scope: number): ScopeColumns;
  inputColumns(path: string, query: QueryFact, scope: number, input: number): ScopeColumns;
  upstream(id: Key): readonly LineageEdge[];
  downstream(id: Key): readonly LineageEdge[];
  /** Direct inputs of an entity, without columns: cheaper than `upstream`. */
  inputs(id: Key): readonly DirectInput[];
  outputs(id: Key): readonly { readonly to: Key; readonly job: Key | null }[];
  /** A shortest circle of exact dependencies from the entity back to itself, each feeding the one before it; [] if there is none. */
  cycle(id: Key): readonly Key[];
  /** What reads a file: its format, or several formats as one. */
  reader(path: string): Format | undefined;
  /** Names in a namespace, in order, and the entities that answer to them. Not recorded: for completion. */
  names(namespace: string): readonly { readonly name: string; readonly id: Key }[];
  project(path: string): ProjectContext | null;
  projects(): readonly ProjectContext[];
  /** Places of an entity's declarations, the defining one first. Not recorded. */
  places(id: Key): readonly Place[];
  /** Places of all references to an entity. Not recorded. */
  referencePlaces(id: Key): readonly ReferencePlace[];
  /** What was found out about a file by other means than reading the files: how it differs from another commit. */
  notes(path: string): readonly Note[];
  /** True while the first scan runs: findings about missing names must wait. */
  readonly scanning: boolean;
}

export interface DocumentView {
  readonly path: string;
  readonly text: string;
  /** Id of its own format: the first of `formats`. */
  readonly format: string;
  /** Ids of all formats that read it. */
  readonly formats: readonly string[];
  readonly facts: Facts;
  readonly project: ProjectContext | null;
}

export interface Entity {
  readonly id: Key;
  readonly kind: EntityKind;
  readonly type: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly parent: Key | null;
  readonly attributes: Attributes;
  /** All keys it answers to, the id first. */
  readonly keys: readonly Key[];
  /** How many declarations define it: more than one is a duplicate. */
  readonly definitions: number;
  readonly descriptions: number;
  readonly roles: readonly { readonly role: 'defines' | 'describes'; readonly file: string; readonly type: string; readonly path: Path | null; readonly enabled: boolean }[];
}

export type Resolution =
  | { readonly kind: 'one'; readonly entity: Entity }
  /** `disabled`: entities that would answer but are disabled. `open`: the name may exist where we can't look (a package that is not installed). */
  | { readonly kind: 'none'; readonly disabled: readonly Entity[]; readonly open: boolean }
  | { readonly kind: 'many'; readonly entities: readonly Entity[] };

/** Something to be said at a place, which a rule of that name turns into a finding. */
export interface Note {
  readonly rule: string;
  readonly message: string;
  /** Where it stood when the note was made. */
  readonly span: Span;
  /** The characters at `span` then: found again after an edit. */
  readonly anchor: string;
}

export interface Referrer {
  readonly file: string;
  readonly from: Key | null;
  readonly role: Reference['role'];
  readonly type: string;
  readonly column: string | null;
  readonly data: { readonly [name: string]: Json } | null;
}

export interface CheckView {
  readonly file: string;
  readonly check: Omit<Check, 'span' | 'testSpan'>;
}

export interface ColumnSet {
  readonly columns: readonly Column[];
  /** Whether the list is the whole truth: only then may a rule say that a column does not exist. */
  readonly complete: boolean;
  /** Why it is not complete, for hovers: "an input's columns are not known: source raw.orders". */
  readonly reason: string | null;
}

/** What statements have made of a table. */
export interface TableState {
  readonly exists: boolean;
  /** Of a table that is gone, the columns it had at last. */
  readonly columns: readonly ColumnDeclaration[];
  readonly complete: boolean;
  readonly reason: string | null;
  /** The sequences that create it. */
  readonly sequences: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly type: string | null;
  readonly nullable: boolean | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly meta: { readonly [name: string]: Json } | null;
  /** Said by a declaration (YAML, DDL), found in the query, or read from an artifact. */
  readonly origin: 'declared' | 'query' | 'both' | 'artifact';
  /** Direct sources in other datasets, and indirect ones are on the edge. */
  readonly from: readonly ColumnSource[];
}

export interface ColumnSource {
  readonly dataset: Key;
  readonly column: string;
  readonly kind: 'identity' | 'transformation' | 'aggregation';
}

export type ColumnTarget =
  /** A column of a dataset. */
  | { readonly kind: 'column'; readonly dataset: Key; readonly column: string }
  /** An output of another scope of the same query (CTE, subquery) or an alias of this select. */
  | { readonly kind: 'output'; readonly scope: number; readonly output: number }
  /** It can't exist: every input's columns are known and none has it. `near` are names like it. */
  | { readonly kind: 'unknown'; readonly near: readonly string[]; readonly inputs: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly inputs: readonly string[] }
  /** Not decidable: some input's columns are not all known. */
  | { readonly kind: 'open' };

export interface ScopeColumns {
  readonly columns: readonly { readonly name: string; readonly type: string | null; readonly dataset: Key | null; readonly scope: number | null; readonly output: number | null }[];
  readonly complete: boolean;
}

export interface LineageEdge {
  readonly from: Key;
  readonly to: Key;
  readonly job: Key | null;
  readonly confidence: 'exact' | 'likely';
  readonly file: string;
  readonly columns: readonly { readonly to: string; readonly from: readonly { readonly column: string; readonly kind: UseKind }[] }[];
  readonly indirect: readonly { readonly column: string; readonly kind: UseKind }[];
}

export interface DirectInput {
  readonly from: Key;
  /** The job that reads `from` and writes this entity; null if the entity's own definition reads it. */
  readonly job: Key | null;
  readonly confidence: 'exact' | 'likely';
  readonly file: string;
}

export interface Place {
  readonly file: string;
  readonly declaration: Declaration;
}

export interface ReferencePlace {
  readonly file: string;
  readonly reference: Reference;
}

export interface ColumnPlace {
  readonly file: string;
  readonly span: Span;
  readonly column: ColumnDeclaration | null;
}

/** `pipewright.*` settings and `pipewright.yml`, merged. */
export interface Settings {
  readonly rules: { readonly [idOrGroup: string]: 'error' | 'warning' | 'information' | 'hint' | 'off' };
  readonly filesExclude: readonly string[];
  readonly dialect: string | null;
  readonly defaultDatabase: string | null;
  readonly defaultSchema: string | null;
  readonly aliases: { readonly [dataset: string]: readonly string[] };
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly branch: { readonly protected: readonly string[]; readonly prompt: boolean; readonly template: string | null };
  readonly piiPatterns: readonly string[];
  /** Tests that columns must have, by a regular expression for their names. */
  readonly requiredTests: { readonly [pattern: string]: readonly string[] };
  /** What entries of models must say, by a glob pattern for the files of the models. */
  readonly requiredMeta: { readonly [glob: string]: readonly string[] };
  readonly profileMaxRows: number;
  /** What a changed schema must be to what was before, where no registry tells. */
  readonly schemaCompatibility: CompatibilityLevel;
}

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  filesExclude: [],
  dialect: null,
  defaultDatabase: null,
  defaultSchema: null,
  aliases: {},
  edges: [],
  branch: { protected: ['main', 'master', 'develop'], prompt: true, template: null },
  piiPatterns: [],
  requiredTests: {},
  requiredMeta: {},
  profileMaxRows: 100_000,
  schemaCompatibility: 'BACKWARD',
};
