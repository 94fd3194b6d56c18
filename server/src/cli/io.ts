import type { Impact } from '../features/impact';
import type { EditOperation } from '../model/format';
import type { Finding, Fix, Rule, Severity } from '../model/rule';
import type { Workspace } from '../model/workspace';
import type { TextEdit } from '../text/span';

/** Where a command's text goes. `write` resolves when the text has left the program, so that none is lost at its end. */
export interface Output {
  write(text: string): Promise<void>;
  /** Whether a person looks at it. */
  readonly terminal: boolean;
  /** Width in characters. */
  readonly columns: number;
}

/** All that the command line needs of the world. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: { readonly [name: string]: string | undefined };
  /** Absolute path of the current folder. */
  readonly cwd: string;
  /** Milliseconds since some moment. */
  now(): number;
  /** What stands at an absolute path; null if nothing does or it can't be read. */
  kindOf(path: string): 'file' | 'folder' | null;
  /** The root of the repository that a folder lies in. */
  repositoryRoot(folder: string): string | null;
  /** Writes a file at an absolute path, with the folders above it; gives what went wrong, null if nothing did. */
  writeFile(path: string, text: string): string | null;
}

export interface OpenOptions {
  /** Absolute path of a configuration file to use in place of the root's `pipewright.yml`. */
  readonly config: string | null;
  readonly cache: boolean;
  /** Null: as many as fit the machine. */
  readonly threads: number | null;
  /** Severities given on the command line, by rule or group; they win over the configuration. */
  readonly rules: { readonly [idOrGroup: string]: Severity | 'off' };
  /** Called now and then while files are read. */
  progress(done: number, total: number): void;
  /** Called when a phase of the reading is over, for `--trace`. */
  phase?(name: string, more: string): void;
}

/** A workspace that was read whole. Paths are relative to its root, with `/`. */
export interface OpenedWorkspace {
  /** Joined when first asked for, if findings and paths are known from the last time. */
  readonly workspace: Workspace;
  /** All files that a format knows. */
  paths(): Iterable<string>;
  /** A file's text, null if it has none. */
  text(path: string): string | null;
  /** Findings of a file, with suppressions and severities applied. */
  lint(path: string): readonly PlacedFinding[];
  /** Fixes for a finding of this version of the file, the preferred one first. */
  fixes(path: string, finding: Finding): readonly Fix[];
  /** Structural edits as text edits of the file's present text. */
  edits(path: string, operations: readonly EditOperation[]): readonly TextEdit[];
  /** Goes on as if files had other texts; null: as if they were gone. Nothing is written. */
  change(files: readonly { readonly path: string; readonly text: string | null }[]): void;
  /** Writes files; gives those that could not be written, and why. `before` null: the file is new; `after` null: it goes. */
  save(files: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[]): readonly { readonly path: string; readonly message: string }[];
  /** What differs from another commit (null: where the work left the main branch), and what that does; or why it can't be told. `shown` is the root to print. */
  impact?(base: string | null, shown: string): Promise<Impact | { readonly problem: string }>;
  /** Files that differ from a commit, deleted ones left out; or why that can't be told. */
  changedFiles?(base: string | null): Promise<ReadonlySet<string> | { readonly problem: string }>;
  /** What the user should know of the reading: files left out and why. */
  readonly notes: readonly string[];
  /** Keeps for the next start what was found out; called once, after all output has left. Failing is no fault. */
  close?(): Promise<void>;
}

export interface PlacedFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** What the command line is made of besides itself. */
export interface Program {
  readonly version: string;
  readonly rules: readonly Rule[];
  /** Address of a rule's page. */
  docs(rule: string): string;
  /** Reads a workspace. Rejects with a `UsageError` for an unreadable root or a wrong configuration. */
  openWorkspace(root: string, options: OpenOptions): Promise<OpenedWorkspace>;
  /** The built script and style of the lineage page; null if they are not there. */
  lineagePage?(): { readonly script: string; readonly style: string } | null;
  /** Runs the language server until its client leaves; gives the exit status. */
  languageServer?(args: readonly string[]): Promise<number>;
  /** Serves assistants over standard input and output until the input ends; gives the exit status. */
  mcp?(root: string): Promise<number>;
}

/** The user asked for something that can't be: exit status 2, the message on standard error. */
export class UsageError extends Error {}

export const EXIT = { fine: 0, findings: 1, usage: 2, fault: 3 } as const;
