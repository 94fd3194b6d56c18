import type { LineageDetail } from '../../server/src/features/lineage/detail';
import type { LineageMap } from '../../server/src/features/lineage/map';
import type { Changes } from './changes';

/** What the page and whoever shows it say to each other: plain data. */
export type ToHost =
  | { readonly type: 'ready' }
  /** Columns of these nodes are wanted; answered by `detail` with the same turn. */
  | { readonly type: 'detail'; readonly turn: number; readonly ids: readonly string[] }
  | { readonly type: 'open'; readonly id: string; readonly column?: string; readonly references?: boolean }
  /** The place that makes an edge. */
  | { readonly type: 'edge'; readonly from: string; readonly to: string; readonly file: string }
  | { readonly type: 'locked'; readonly locked: boolean }
  /** Whoever knows the lineage is gone, and is to be started again. */
  | { readonly type: 'restart' }
  /** Whether it is to be shown what changed since another commit, which the user wants to `choose`; answered by `changes`, again after every edit. */
  | { readonly type: 'changes'; readonly on: boolean; readonly choose: boolean }
  /** A finished picture to be saved; `data` is base64. */
  | { readonly type: 'save'; readonly name: string; readonly data: string }
  /** The nodes shown in a format that the host writes. */
  | { readonly type: 'export'; readonly format: HostFormat; readonly ids: readonly string[]; readonly columns: boolean };

export type HostFormat = 'json' | 'openlineage' | 'mermaid' | 'dot' | 'html';

export type FromHost =
  | { readonly type: 'map'; readonly map: LineageMap }
  /** The node to look at. `asked`: by a command, so that a lock does not matter; else it stands under the cursor. `keep`: the picture stays if it shows the node. */
  | { readonly type: 'at'; readonly id: string; readonly column: string | null; readonly keep: boolean; readonly asked: boolean }
  | { readonly type: 'all' }
  | { readonly type: 'detail'; readonly turn: number; readonly detail: LineageDetail }
  /** Null where that can't be told; `trouble` says why. */
  | { readonly type: 'changes'; readonly changes: Changes | null }
  | { readonly type: 'command'; readonly command: 'export' | 'search' | 'lock' | 'changes' }
  | { readonly type: 'trouble'; readonly text: string }
  /** How it stands with whoever knows the lineage: reading the files, ready, or gone. */
  | { readonly type: 'state'; readonly state: 'reading' | 'ready' | 'stopped' };

/** The page's own memory, kept by the host while the page is not shown. */
export interface Kept {
  readonly seeds: readonly string[];
  readonly up: number;
  readonly down: number;
  readonly jobs: boolean | null;
  readonly group: Grouping;
  readonly locked: boolean;
  readonly changes?: boolean;
}

export type Grouping = 'none' | 'project' | 'schema' | 'system';
