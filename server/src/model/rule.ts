import type { Span } from '../text/span';
import type { EditOperation } from './format';
import type { Key } from './key';
import type { DocumentView, Settings, Workspace } from './workspace';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One rule is one file in `rules/`. Its examples run as tests and are shown on its page. */
export interface Rule {
  /** Kebab case; reads well after "allow". The file's name. */
  readonly id: string;
  readonly group: RuleGroup;
  /** The id it had before, or of the rule it was part of: settings and suppressions that name it still count. */
  readonly formerly?: string;
  readonly severity: Severity | 'off';
  /** `certain`: the file proves it. `resolved`: proved once every name involved resolves, else silent. `advice`: a matter of practice. */
  readonly certainty: 'certain' | 'resolved' | 'advice';
  /** One line, no full stop at its end: the page's first line and the settings' text. */
  readonly summary: string;
  /** Why it matters and what the real tool does, in Markdown. */
  readonly why: string;
  /** What the rule is built on: documentation pages, the tool's own code for it (`dbt D024`). */
  readonly sources: readonly string[];
  /** Types of entity or format ids it is about; pages and settings group by it. */
  readonly about: readonly string[];
  readonly fix: 'safe' | 'suggested' | 'none';
  /** Its findings come from `Workspace.notes`: a run without them proves nothing, so a suppression of it is never unused. */
  readonly outside?: true;
  check(document: DocumentView, workspace: Workspace): Iterable<Finding>;
  /** Fixes for a finding of this rule in the same version of the document; called only when somebody asks. */
  fixes?(finding: Finding, document: DocumentView, workspace: Workspace): readonly Fix[];
  /** Settings under which the examples stand, for rules that say nothing without. */
  readonly settings?: Partial<Settings>;
  readonly examples: readonly Example[];
}

export type RuleGroup =
  | 'shape' | 'references' | 'testing' | 'contracts' | 'documentation' | 'freshness' | 'governance' | 'deprecations'
  | 'performance' | 'naming' | 'sql' | 'orchestration' | 'streaming' | 'infrastructure' | 'configuration';

export interface Finding {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  /** Overrides the rule's severity (never above it unless the rule says so in `why`). */
  readonly severity?: Severity;
  /** Other entities involved, by id: their places are looked up when shown. */
  readonly related?: readonly { readonly id: Key; readonly message: string }[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  /** What `fixes` needs to know. */
  readonly data?: unknown;
}

export interface Fix {
  readonly title: string;
  /** Safe fixes are applied by fix-all: they change no behaviour, or are what the tool itself would do. */
  readonly safe: boolean;
  readonly preferred?: boolean;
  readonly changes: readonly FileChange[];
}

export type FileChange =
  | { readonly kind: 'edit'; readonly file: string; readonly operations: readonly EditOperation[] }
  | { readonly kind: 'create'; readonly file: string; readonly text: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string };

/**
 * Files by path, as in the fixture language: `//- path` starts a file, one file without a header is `file`.
 * `^^^ text` under a line expects a finding there whose message contains the text. A good example has none of this rule.
 * `fixed` is the first file with a change after all of the rule's preferred (or first) fixes.
 */
export interface Example {
  readonly title: string;
  readonly files: string;
  readonly fixed?: string;
}
