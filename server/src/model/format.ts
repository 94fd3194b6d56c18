import type { Span, TextEdit } from '../text/span';
import type { CompatibilityLevel, Incompatibility } from './compatibility';
import type { Attributes, Declaration, Facts, Path } from './facts';
import type { Json, Key } from './key';
import type { Settings } from './workspace';

/** One version of one file. `path` is relative to the root, with `/`. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/**
 * What the files of one project have in common (a dbt project, a Dataform repository): made from a few marker files,
 * handed to `extract` of every other file in the project. A plain value; if an edit leaves it equal, nothing is read again.
 */
export interface ProjectContext {
  readonly format: string;
  /** Folder of the marker file, '' for the root; no slash at its end. */
  readonly root: string;
  readonly name: string;
  /** Folder of the project that uses this one as an installed package; its own folder if it is none. */
  readonly owner: string;
  /** True if names may exist where we can't look (packages that are not installed): then an unknown name is no finding. */
  readonly open?: boolean;
  /** True for what only carries settings to files in no project: it is none itself and is not listed. */
  readonly implied?: boolean;
  readonly data: Json;
}

/** Other files of the workspace, for facts that lie in several: modules that are imported, SQL that is loaded, templates. */
export interface OtherFiles {
  /** The text of a file by its path relative to the root; null if there is none. */
  text(path: string): string | null;
  /** Names of the files directly in a folder ('' for the root), those that some format could read; a file that comes or goes has the reader read again. */
  list?(folder: string): readonly string[];
}

/** A kind of file. Everything here is pure and total: bad input gives fewer facts and more problems, never an exception. */
export interface Format {
  readonly id: string;
  /** Rises whenever `extract` gives other facts for the same text: cached facts of other versions are dropped. */
  readonly version: number;
  /** Endings of file names that can be of this format, lower case without the dot (`sql`, `yml`); '' for names without one. Other files are never opened. */
  readonly extensions: readonly string[];
  /** Whole names of files without such an ending that can be of this format (`Pipfile`). */
  readonly names?: readonly string[];
  /**
   * Whether the file is of this format, by path first; `head` (the first 4,096 characters) only where names lie.
   * `project` is the innermost project the file lies in, if any.
   */
  recognises(path: string, head: () => string, project: ProjectContext | null): boolean;
  /** Set for a format that reads files beside their own format (data frames in a DAG's file). Such a format has no projects. */
  readonly beside?: boolean;
  readonly project?: ProjectReader;
  /** What settings say to files that lie in no project of the format: a context whose root is ''. */
  fromSettings?(settings: Settings): ProjectContext;
  /** `files` are the other files of the workspace; what is read through it is remembered, and a change there has this file read again. Absent where there are none. */
  extract(document: Document, project: ProjectContext | null, files?: OtherFiles): Facts;
  /**
   * The facts of a file that was another text before, from the facts of that text (as `extract` or this gave them for the same
   * path and project): equal to those that `extract` gives, but sooner. Null where only reading it as a whole tells.
   */
  reread?(document: Document, project: ProjectContext | null, before: { readonly text: string; readonly facts: Facts }): Facts | null;
  /**
   * The attributes and further keys of an entity from all its declarations, `defines` first, then by path.
   * Without it: attributes are merged, the first that says something wins; tags and meta are united.
   */
  unify?(id: Key, parts: readonly Declaration[], project: ProjectContext | null, answers: (k: Key) => boolean): { readonly attributes: Attributes; readonly keys: readonly Key[] };
  /** The references that a call makes when what it calls is `callee` (a macro that calls ref with its parameters). */
  readonly expand?: ExpandCall;
  /** What may stand at the cursor. */
  expect?(document: Document, project: ProjectContext | null, offset: number): Expectation | null;
  /** Documentation of the key, function or option under the cursor, if it is no entity. */
  explain?(document: Document, project: ProjectContext | null, offset: number): Explanation | null;
  /** The call whose brackets hold the cursor, for signature help. */
  callAt?(document: Document, project: ProjectContext | null, offset: number): CallAt | null;
  /** Turns structural edits into text edits that touch nothing else. An edit that is done already gives none. */
  edit?(document: Document, operations: readonly EditOperation[]): readonly TextEdit[];
  /** Why the schema in `after` can't follow the one in `before` at a level; [] if it can, null if either can't be read. For formats of schemas. */
  compatible?(before: Document, after: Document, level: CompatibilityLevel): readonly Incompatibility[] | null;
  /** Extra completions, snippets and such stay out of here; tokens for highlighting that a grammar cannot give. */
  tokens?(document: Document, project: ProjectContext | null): readonly Token[];
}

export interface ProjectReader {
  /** File names (not paths) whose presence makes a folder a project: `dbt_project.yml`. */
  readonly markers: readonly string[];
  /** Further files, relative to the folder, that the context is made of: `packages.yml`. */
  readonly companions: readonly string[];
  /** `text` gives a marker's or companion's text, null if absent. `inside` are the projects in this one's folder (installed packages). */
  read(root: string, text: (name: string) => string | null, inside: readonly { root: string; name: string }[], outer: { root: string; data: Json } | null): ProjectContext | null;
}

export type ExpandCall = (
  call: { readonly arguments: readonly { readonly name: string | null; readonly value?: Json }[]; readonly from: Key | null },
  callee: { readonly attributes: Attributes },
  project: ProjectContext | null,
) => Expansion;

export interface Expansion {
  readonly references: readonly { readonly targets: readonly Key[]; readonly type: string; readonly name: string }[];
  /** Calls that the callee makes in turn; the workspace follows them to a bounded depth. */
  readonly calls: readonly { readonly targets: readonly Key[]; readonly arguments: readonly { readonly name: string | null; readonly value?: Json }[] }[];
}

/** What may stand at the cursor: the first that fits the features' purpose is used. `replace` is what a completion replaces. */
export interface Expectation {
  readonly replace: Span;
  readonly choices: readonly Choice[];
}

export type Choice =
  /** Names of entities whose type is one of `types` and that answer to a key in `namespace` (the part after it is the name offered). */
  | { readonly kind: 'entities'; readonly types: readonly string[]; readonly namespaces: readonly string[]; readonly wrap?: string; /** Only names that begin with it, offered without it. */ readonly prefix?: string }
  /** Columns of the dataset that one of the keys names. */
  | { readonly kind: 'columnsOf'; readonly targets: readonly Key[] }
  /** Columns and aliases that the query at the cursor has in scope; `qualifier` if a dot precedes. */
  | { readonly kind: 'columnsInScope'; readonly qualifier: readonly string[] | null; /** Only those that the last table before the cursor shares with one before it: USING. */ readonly shared?: true }
  /** Columns of the table whose column list holds the cursor, those in it left out: `insert into t (`. */
  | { readonly kind: 'columnsOfWritten' }
  /** CTEs of the query at the cursor. */
  | { readonly kind: 'ctes' }
  /** Conditions by which the table before the cursor can be joined. */
  | { readonly kind: 'joinConditions' }
  /** Fixed words: keys, values, keywords, functions. */
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  /** Values in use elsewhere in the workspace: tags, groups, owners. */
  | { readonly kind: 'values'; readonly of: 'tags' | 'groups' | 'owners' | 'schemas' };

export interface Word {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'function' | 'keyword' | 'snippet';
  readonly detail?: string;
  readonly documentation?: string;
  /** Text to insert where it is not the label; `$0`, `${1:name}` as in LSP snippets if `snippet`. */
  readonly insert?: string;
  readonly deprecated?: boolean;
  /** Sorts before others of its kind; lower first, 1 if absent. */
  readonly rank?: number;
}

export interface Explanation {
  readonly span: Span;
  /** Markdown in our own words; the heading is the key or signature. */
  readonly markdown: string;
}

/** A call as far as it is written. */
export interface CallAt {
  readonly name: string;
  /** What is called, as the targets of a reference; [] if no file can define it. */
  readonly targets: readonly Key[];
  /** Which argument the cursor is in, from 0; `keyword` is the name it is given by, if any. */
  readonly argument: number;
  readonly keyword: string | null;
  /** Signature and documentation where no file of the workspace defines it: `msg, info=false`. */
  readonly known: { readonly parameters: string; readonly documentation: string | null } | null;
}

/** An edit of a structured file by path, so that rules need no parser. Values are plain JSON; comments and layout stay. */
export type EditOperation =
  /** Sets a key; creates missing mappings on the way; replaces the value if there is one. */
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  /** Sets a key only if it is absent. */
  | { readonly op: 'add'; readonly path: Path; readonly value: Json }
  /** Adds an item to the list at path, which is created if missing. */
  | { readonly op: 'append'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  /** Gives the key at path another name; value and comments stay. */
  | { readonly op: 'rename'; readonly path: Path; readonly to: string }
  /** Moves the pair at `path` into the mapping at `into` (created if missing), under `as` or its own name; text and comments of the value stay. */
  | { readonly op: 'move'; readonly path: Path; readonly into: Path; readonly as?: string }
  /** Replaces characters. */
  | { readonly op: 'text'; readonly span: Span; readonly text: string };

export interface Token {
  readonly span: Span;
  readonly type: 'function' | 'macro' | 'class' | 'variable' | 'parameter' | 'property' | 'string' | 'number' | 'keyword' | 'operator' | 'comment' | 'namespace' | 'type';
}
