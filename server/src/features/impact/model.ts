/**
 * What a change does, as plain data: what `pipewright impact --format json` prints and everything else is drawn from.
 * Ids are those of the lineage graph (`lineage/graph.ts`); files are relative to the root; lines are 1-based.
 */
export interface Impact {
  readonly version: 1;
  readonly root: string;
  readonly base: ImpactBase;
  /** Pipeline files that say something else than before. */
  readonly files: readonly string[];
  /** The gravest first, then by file and line. */
  readonly changes: readonly Change[];
  readonly summary: { readonly [verdict in Verdict]: number };
  /** Everything a change reaches, each once, the hardest hit first. */
  readonly reach: readonly Reached[];
  /** How what changed and what is reached hang together: who feeds whom directly, by id, sorted. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
  /** Owners of what is reached, sorted. */
  readonly owners: readonly string[];
}

export interface ImpactBase {
  /** The name the user or the settings gave: `origin/main`. */
  readonly ref: string;
  readonly commit: string;
}

/** `breaking`: something stops working, or a promise is broken. `risky`: something may, and somebody should look. */
export type Verdict = 'breaking' | 'risky' | 'safe';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'renamed';

/** What of the subject changed. */
export type Aspect =
  | 'dataset' | 'job' | 'macro' | 'exposure' | 'symbol'
  | 'column' | 'type' | 'nullability' | 'description' | 'logic' | 'content'
  | 'check' | 'contract' | 'access' | 'freshness' | 'deprecation' | 'version'
  | 'schema' | 'schedule' | 'order' | 'reads' | 'writes'
  | 'materialization' | 'location' | 'key' | 'config' | 'owner' | 'tags';

export interface Subject {
  readonly id: string;
  /** The name people use, with its parent's where it needs one: `raw.orders`, `daily.load`. */
  readonly name: string;
  /** `dbt.model`, `airflow.task`. */
  readonly type: string;
  readonly system: string;
  readonly owner: string | null;
}

export interface Change {
  readonly kind: ChangeKind;
  readonly aspect: Aspect;
  readonly subject: Subject;
  /** The column concerned; null where the whole subject is. */
  readonly column: string | null;
  /** Before and after, where that can be said in a few words. */
  readonly from: string | null;
  readonly to: string | null;
  /** One line: "column `email` removed". */
  readonly title: string;
  readonly verdict: Verdict;
  /** Why, in one plain sentence without a full stop. */
  readonly reason: string;
  readonly place: ImpactPlace;
  /** What uses the thing, the hardest hit first. Empty where nothing does or nothing can come of it. */
  readonly reach: readonly Reached[];
}

export interface ImpactPlace {
  /** `old`: the place is gone; it is one of the base commit. */
  readonly side: 'new' | 'old';
  readonly file: string;
  readonly line: number;
}

/**
 * `breaks`: it still names what is gone. `may break`: it seems to, but that can't be told for sure. `loses`: it passes the
 * column on with a star and has it no more. `changes`: what it holds may differ. `adapted`: it used the thing and was changed
 * along with it. `downstream`: it is fed by something that breaks.
 */
export type Effect = 'breaks' | 'may break' | 'loses' | 'changes' | 'downstream' | 'adapted';

export const EFFECTS: readonly Effect[] = ['breaks', 'may break', 'loses', 'changes', 'downstream', 'adapted'];

export interface Reached extends Subject {
  /** `dataset`, `job`, `exposure`, `check`, or another kind of thing data flows into. */
  readonly kind: string;
  readonly effect: Effect;
  /** Columns of it that are concerned; [] where that is not known or it is the whole. */
  readonly columns: readonly string[];
  /** Steps from the change. */
  readonly distance: number;
  readonly file: string | null;
  readonly line: number | null;
}

export const VERDICTS: readonly Verdict[] = ['breaking', 'risky', 'safe'];
