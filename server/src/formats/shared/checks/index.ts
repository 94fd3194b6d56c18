import type { Dialect, SqlFile } from '../../../syntax/sql';
import type { Draft } from '../draft';

/** What the checks of a file's statements know. */
export interface CheckedScript {
  /** The text with templates masked; offsets are those of the file. */
  readonly text: string;
  readonly source: string;
  readonly dialect: Dialect | null;
  /** The migration tool that runs the file, null if none does. */
  readonly tool: string | null;
  /** Whether the dialect was set by the user. */
  readonly sure: boolean;
}

/** Adds what the statements of a script alone show to be wrong. */
export function checkStatements(draft: Draft, file: SqlFile, script: CheckedScript): void {
  void draft;
  void file;
  void script;
}
