import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { Health } from '../features/health';
import type { ChangedNode, Impact } from '../features/impact';
import type { ToolAnswer } from '../features/tools';
import type { LineageMap } from '../features/lineage/map';
import type { CreatedBranch } from '../model/branch';

/**
 * What editor and server say to each other beside LSP: shapes only, shared with the client. Positions are LSP's, URIs are
 * strings, everything is plain JSON. New fields may be added; `initializationOptions` of other editors may leave all out.
 */

/** `initializationOptions`. */
export interface ClientOptions {
  /** False: git is not run until `pipewright/trusted` comes. True if absent: other editors ask before they start a server. */
  readonly trusted?: boolean;
  /** The client wants `pipewright/status` and `pipewright/branchChanged`. */
  readonly status?: boolean;
  /** The client answers `pipewright/pickBranchName`. */
  readonly pickBranchName?: boolean;
  /** The client answers `pipewright/preview`. */
  readonly preview?: boolean;
  /** The client has the commands behind code lenses: `pipewright.showReferences`, `pipewright.showLineage`. */
  readonly commands?: boolean;
  /** URI of the folder with the pages of the rules; beside the server if absent. */
  readonly docs?: string;
  /** Folder for what outlives a session; the usual place for caches of this machine if absent. */
  readonly storage?: string;
}

/** Request from the server where it runs in a browser, `pipewright/listFolder`: what is in a folder; null if it can't be read. */
export interface ListFolderParams {
  readonly uri: string;
}
export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}
export type ListFolderResult = readonly FileEntry[] | null;

/** Request from the server where it runs in a browser, `pipewright/readFile`; null if it can't be read or is larger than `limit` bytes. */
export interface ReadFileParams {
  readonly uri: string;
  readonly limit: number;
}
export type ReadFileResult = { readonly bytes?: Uint8Array; readonly text?: string; readonly mtime: number } | null;

/** Notification `pipewright/status`: the state of one workspace folder. */
export interface Status {
  /** URI of the folder. */
  readonly root: string;
  readonly name: string;
  readonly scanning: boolean;
  readonly files: number;
  readonly counts: SeverityCounts;
}

export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Request `pipewright/branch`: the branch of the repository a file or folder lies in. */
export interface BranchParams {
  readonly uri: string;
  /** Whether names for a new branch are wanted as well: they cost some calls of git. */
  readonly suggest?: boolean;
}

export interface BranchInfo {
  readonly branch: string | null;
  readonly protected: boolean;
  /** A few words for a status bar; '' where there is nothing to show. */
  readonly label: string;
  /** One or two sentences. */
  readonly detail: string;
  /** Why no branch can be created here; null if one can. */
  readonly message: string | null;
  readonly suggestions: readonly string[];
}

/** Request `pipewright/createBranch`. */
export interface CreateBranchParams {
  readonly uri: string;
  readonly name: string;
}
export type CreateBranchResult = CreatedBranch;

/** Request from the server, `pipewright/pickBranchName`: lets the user choose or type a name. The answer is the name, or null. */
export interface PickBranchNameParams {
  readonly branch: string;
  readonly suggestions: readonly string[];
}

/** Request from the server, `pipewright/preview`: shows what an edit would change, and makes it if the user agrees. */
export interface PreviewParams {
  readonly edit: WorkspaceEdit;
}
export interface PreviewResult {
  readonly applied: boolean;
}

/** Request `pipewright/overview`: what the workspace is made of, as Markdown; of one folder if `root` names it. */
export interface OverviewParams {
  readonly root?: string;
  /** URI of the folder where the page will lie: links to files are made relative to it. Without it there are no links. */
  readonly page?: string;
}
export interface OverviewResult {
  readonly markdown: string;
}

/** Request `pipewright/health`: what the overview page shows, of each folder. */
export interface HealthResult {
  readonly roots: readonly { readonly root: string; readonly health: Health }[];
}

/** Request `pipewright/addChecks`: adds the checks that the files show a dataset of the lineage graph should have. */
export interface AddChecksParams {
  readonly root: string;
  readonly id: string;
}
export interface AddChecksResult {
  readonly added: number;
}

/** Request `pipewright/lineage`: by selectors as on the command line, or around what stands at a position, or what the file makes. */
export interface LineageParams {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly selectors?: readonly string[];
  /** Steps up and down from what stands at the position; all if absent. */
  readonly upstream?: number;
  readonly downstream?: number;
  readonly columns?: boolean;
}

/** Request `pipewright/impact`: what the changes since another commit do, in the texts as they are in the editor. */
export interface ImpactParams {
  /** A file or folder of the workspace; the first folder if absent. */
  readonly uri?: string;
  /** Branch, tag or commit; the main branch if absent. */
  readonly base?: string | null;
  /** URI of the folder where the page will lie: links to files are made relative to it. */
  readonly page?: string;
}
export type ImpactResult =
  | { readonly problem: string }
  | {
      readonly impact: Impact;
      /** For marking nodes of a lineage view. */
      readonly changed: readonly ChangedNode[];
      readonly markdown: string;
    };

/** Request `pipewright/tool`: a question of an assistant, answered by the tools in `features/tools`. */
export interface ToolParams {
  readonly name: string;
  readonly input: unknown;
  /** A file or folder of the workspace folder that is meant; the first if absent. */
  readonly uri?: string;
}
export type ToolResult = ToolAnswer;

/** Request `pipewright/refs`: what a commit can be named by. */
export interface RefsParams {
  readonly uri?: string;
}
export interface RefsResult {
  /** What is compared with if nothing is chosen; null where there is nothing to compare with. */
  readonly usual: string | null;
  readonly refs: readonly { readonly name: string; readonly kind: 'branch' | 'remote' | 'tag' }[];
}

/** Notification `pipewright/changed`, to clients that want `status`: what a folder says may be different now. Sent when edits rest. */
export interface Changed {
  /** URI of the folder. */
  readonly root: string;
}

/** Request `pipewright/lineageMap`: the whole graph of the folder a file lies in (the first folder without one), null if no folder is open. */
export interface LineageMapParams {
  readonly uri?: string;
}
export interface LineageMapResult {
  /** URI of the folder; files of the map are relative to it. */
  readonly root: string;
  readonly map: LineageMap;
}

/** Request `pipewright/lineageDetail`: columns of these nodes and how they flow between them. */
export interface LineageDetailParams {
  readonly root: string;
  readonly ids: readonly string[];
}

/** Request `pipewright/lineageAt`: the node (and column) at a position, or the first that the file makes; null if there is none. */
export interface LineageAtParams {
  readonly uri: string;
  readonly position?: { readonly line: number; readonly character: number };
  /** The entity meant, by its key, where it is known already. */
  readonly entity?: string;
}
export interface LineageAtResult {
  readonly root: string;
  readonly id: string;
  readonly column: string | null;
}

/** Request `pipewright/lineagePlace`: where a node, or a column of it, is declared, and all that names it. */
export interface LineagePlaceParams {
  readonly root: string;
  readonly id: string;
  readonly column?: string;
}
export interface LineagePlaceResult {
  readonly declared: readonly PlaceAt[];
  readonly references: readonly PlaceAt[];
}

/** Request `pipewright/lineageEdge`: the place that makes an edge between two datasets; null if there is no such edge. */
export interface LineageEdgeParams {
  readonly root: string;
  readonly from: string;
  readonly to: string;
}

/** Request `pipewright/lineageExport`: the nodes with these ids, or all, as text. */
export interface LineageExportParams {
  readonly root: string;
  readonly ids?: readonly string[];
  readonly format: 'json' | 'openlineage' | 'mermaid' | 'dot' | 'svg' | 'html';
  readonly columns: boolean;
  /** For `html`: what the page is made of. */
  readonly page?: { readonly script: string; readonly style: string };
}

/** Request `pipewright/fixAll`: applies all safe fixes of one file, or of all. */
export interface FixAllParams {
  readonly uri?: string;
}
export interface FixAllResult {
  readonly fixed: number;
  readonly files: number;
}

/** Request `pipewright/references`: all places that name an entity. */
export interface ReferencesParams {
  readonly uri: string;
  readonly entity: string;
}
export interface PlaceAt {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } };
}

/** A tool that checks can be written for. */
export type QualityToolName = 'dbt' | 'great_expectations' | 'soda' | 'odcs';

/**
 * Request `pipewright/quality`: changes of the checks and the data contract of the dataset at a position, or of the one the file makes.
 * `add` proposes checks, `convert` writes those of other tools for `tool`, `contract` generates a contract, `sync` brings a contract
 * into the model's entry. The edit is sent to the editor, which shows it before it is done where it can.
 */
export interface QualityParams {
  readonly uri: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly action: 'add' | 'convert' | 'contract' | 'sync';
  readonly tool?: QualityToolName;
  readonly from?: QualityToolName;
}
export interface QualityResult {
  /** The dataset's name; null if there is none at the position. */
  readonly dataset: string | null;
  readonly applied: boolean;
  /** The checks that were written, in words. */
  readonly written: readonly string[];
  /** What was left out and why, one sentence each. */
  readonly notes: readonly string[];
}

/** Request `pipewright/profile`: profiles a local data file (CSV, JSON lines, JSON); can be cancelled. */
export interface ProfileParams {
  readonly uri: string;
  /** At most so many rows; `pipewright.profile.maxRows` if absent. */
  readonly maxRows?: number;
  /** Add the checks that hold to the dataset of the file, in this tool or the one its project uses. */
  readonly add?: boolean;
  readonly tool?: QualityToolName;
}
export interface ProfileResult {
  /** The profile as a page; null if the file holds no rows that can be read. */
  readonly markdown: string | null;
  readonly rows: number;
  /** Whether all rows were read. */
  readonly complete: boolean;
  readonly columns: readonly { readonly name: string; readonly kind: string; readonly nulls: number; readonly distinct: number | null; readonly min: string | null; readonly max: string | null }[];
  readonly proposals: readonly { readonly check: string; readonly evidence: string }[];
  /** Notes about checks that were to be added and could not be. */
  readonly notes: readonly string[];
  readonly applied: boolean;
}

/** Request `pipewright/docs`: the data dictionary and the runbook as Markdown files, for a folder with the URI `folder`. */
export interface DocsParams {
  /** URI of the workspace folder that is described; the first if absent. */
  readonly root?: string;
  readonly folder: string;
  readonly kinds: readonly ('dictionary' | 'runbook')[];
}
export interface DocsResult {
  /** Paths relative to the folder, with `/`. */
  readonly pages: readonly { readonly path: string; readonly markdown: string }[];
}

/** Request `pipewright/handoff`: what a colleague needs to know of the dataset at a position, or of the one the file makes. */
export interface HandoffParams {
  readonly uri: string;
  readonly position?: { readonly line: number; readonly character: number };
}
export interface HandoffResult {
  /** Null if no dataset is there. */
  readonly name: string | null;
  readonly markdown: string;
}

/** Request `pipewright/templates`: pipelines that can be started in the folder that `uri` lies in. */
export interface TemplatesParams {
  readonly uri?: string;
}
export interface TemplatesResult {
  /** URI of the workspace folder; null if none is open. */
  readonly root: string | null;
  readonly templates: readonly { readonly id: string; readonly title: string; readonly detail: string; readonly example: string; readonly folder: string }[];
}

/** Request `pipewright/newPipeline`: makes the files of a template; they are opened unsaved by the editor's own edit. */
export interface NewPipelineParams {
  readonly root: string;
  readonly template: string;
  readonly name: string;
  /** Relative to the root, '' for the root itself. */
  readonly folder: string;
  /** The document and position that the pipeline may start from. */
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
  /** Only says whether the name will do. */
  readonly validate?: boolean;
}
export interface NewPipelineResult {
  /** Why it can't be done; null if it was done. */
  readonly problem: string | null;
  /** URIs of the new files. */
  readonly files: readonly string[];
}

/** Request `pipewright/shape`: the workspace in numbers, without any name from it, for a report. */
export interface ShapeResult {
  readonly markdown: string;
}

