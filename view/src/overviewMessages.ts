import type { Health } from '../../server/src/features/health';

/** What the overview page and the editor say to each other: plain data. */
export type FromOverview =
  | { readonly type: 'ready' }
  | { readonly type: 'command'; readonly command: OverviewCommand }
  /** Opens a dataset where it is declared, or its lineage. */
  | { readonly type: 'open' | 'lineage' | 'checks'; readonly root: string; readonly id: string }
  | { readonly type: 'file'; readonly root: string; readonly file: string };

/** The page can ask for these and no others. */
export const OVERVIEW_COMMANDS = ['problems', 'fixAll', 'newPipeline', 'dictionary', 'runbook', 'lineage', 'impact', 'restart', 'log', 'openFolder', 'trust'] as const;
export type OverviewCommand = (typeof OVERVIEW_COMMANDS)[number];

export interface ToOverview {
  readonly type: 'health';
  /** `reading`: the first scan runs, or the server starts. */
  readonly state: 'ready' | 'reading' | 'noFolder' | 'stopped';
  readonly trusted: boolean;
  readonly roots: readonly { readonly root: string; readonly health: Health }[];
}
