import type { Example, Rule } from '../../model/rule';
import { problemsOf } from './problems';

/** What is different from tool to tool. */
export interface ToolRule {
  /** The id of the tool's format: the rule is `ID-invalid`. */
  readonly format: string;
  /** What people call its file: `a pipeline of Flink CDC`. */
  readonly file: string;
  /** What the tool does with such a file. */
  readonly why: string;
  readonly sources: readonly string[];
  readonly examples: readonly Example[];
}

/** A rule for what one tool refuses in its files; all were one rule, `pipeline-file-invalid`, whose id still counts in settings and suppressions. */
export function toolInvalid({ format, file, why, sources, examples }: ToolRule): Rule {
  const id = `${format}-invalid`;
  return {
    id, group: 'streaming', formerly: 'pipeline-file-invalid', severity: 'error', certainty: 'certain',
    summary: `${file[0]!.toUpperCase()}${file.slice(1)} that its tool refuses`,
    why: `${why} What it only warns of, or goes on without, is a warning. Values that only a run knows are never reported.`,
    sources, about: [format], fix: 'none',
    check: document => problemsOf(document, id),
    examples,
  };
}
