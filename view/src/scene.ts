import type { DetailColumn } from '../../server/src/features/lineage/detail';
import type { ChangedNode } from '../../server/src/features/impact';
import type { MapNode } from '../../server/src/features/lineage/map';
import type { Details, Trace } from './details';
import type { Arrangement } from './arrange';
import type { Graph, Ways } from './graph';
import type { Grouping } from './messages';
import { t } from './words';

/** Sizes in world pixels: what the style sheet says too. */
export const CARD = { width: 236, job: 196, height: 54, row: 22, rowsTop: 4, rowsBottom: 8 };
const MOST_ROWS = 14;

export interface Scene {
  readonly cards: readonly Card[];
  readonly edges: readonly SceneEdge[];
  readonly byId: ReadonlyMap<string, Card>;
}

export interface Card {
  readonly id: string;
  /** Index in the map. */
  readonly index: number;
  readonly node: MapNode;
  readonly width: number;
  readonly height: number;
  readonly group: string;
  readonly rows: readonly DetailColumn[];
  /** Columns that are not listed. */
  readonly hidden: number;
  readonly unfolded: boolean;
  /** Neighbours that are not shown. */
  readonly moreUp: number;
  readonly moreDown: number;
  /** Whether it was opened by hand in this direction, so that it can be closed. */
  readonly openedUp: boolean;
  readonly openedDown: boolean;
  /** What changed here since another commit; null if nothing did, or nobody asked. */
  readonly change: ChangedNode | null;
  /** Edges (indexes) that start or end here. */
  readonly edges: readonly number[];
}

export interface SceneEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: 'exact' | 'likely' | 'order';
  /** Labels of the jobs folded into it. */
  readonly jobs: readonly MapNode[];
  readonly file: string | null;
  readonly line: number | null;
}

export interface SceneParams {
  readonly graph: Graph;
  readonly ways: Ways;
  readonly shown: readonly number[];
  readonly group: Grouping;
  readonly unfolded: ReadonlySet<string>;
  /** Cards whose every column is listed. */
  readonly whole: ReadonlySet<string>;
  readonly details: Details;
  readonly trace: Trace | null;
  readonly opened: readonly { readonly id: string; readonly direction: 'up' | 'down' }[];
  readonly changes?: ReadonlyMap<string, ChangedNode>;
}

/** What is to be drawn, without places. The same params give the same scene. */
export function sceneOf(p: SceneParams): Scene {
  const position = new Map(p.shown.map((index, at) => [index, at]));
  const edges: SceneEdge[] = [];
  const touching: number[][] = p.shown.map(() => []);
  for (const index of p.shown) {
    for (const e of p.ways.out[index]!) {
      const way = p.ways.edges[e]!;
      const [from, to] = [position.get(way.from), position.get(way.to)];
      if (from === undefined || to === undefined) continue;
      touching[from]!.push(edges.length);
      if (to !== from) touching[to]!.push(edges.length);
      edges.push({ from, to, kind: way.kind, jobs: way.jobs.map(j => p.graph.map.nodes[j]!), file: way.file, line: way.line });
    }
  }
  const missing = (list: readonly number[], end: 'from' | 'to'): number => list.reduce((n, e) => n + (position.has(p.ways.edges[e]![end]) ? 0 : 1), 0);
  const cards = p.shown.map((index, at): Card => {
    const node = p.graph.map.nodes[index]!;
    const { rows, hidden, unfolded } = rowsOf(p, node);
    const opened = (direction: 'up' | 'down'): boolean => p.opened.some(o => o.id === node.id && o.direction === direction);
    const extra = rows.length + (hidden > 0 ? 1 : 0);
    return {
      id: node.id, index, node, rows, hidden, unfolded, width: node.job ? CARD.job : CARD.width, height: CARD.height + (extra > 0 ? CARD.rowsTop + extra * CARD.row + CARD.rowsBottom : 0), group: groupName(node, p.group),
      moreUp: missing(p.ways.into[index]!, 'from'), moreDown: missing(p.ways.out[index]!, 'to'), openedUp: opened('up'), openedDown: opened('down'), edges: touching[at]!, change: p.changes?.get(node.id) ?? null,
    };
  });
  return { cards, edges, byId: new Map(cards.map(c => [c.id, c])) };
}

function rowsOf(p: SceneParams, node: MapNode): { rows: readonly DetailColumn[]; hidden: number; unfolded: boolean } {
  const all = p.details.node(node.id)?.columns ?? [];
  const traced = p.trace?.columns.get(node.id);
  if (p.unfolded.has(node.id)) {
    if (p.whole.has(node.id) || all.length <= MOST_ROWS + 1) return { rows: all, hidden: 0, unfolded: true };
    // A traced column is never hidden among the rest.
    const first = all.slice(0, MOST_ROWS);
    const rows = [...first, ...all.slice(MOST_ROWS).filter(c => traced?.has(c.name.toLowerCase()))];
    return { rows, hidden: all.length - rows.length, unfolded: true };
  }
  return { rows: traced === undefined ? [] : all.filter(c => traced.has(c.name.toLowerCase())), hidden: 0, unfolded: false };
}

/** Never '' where there are groups: what has none stands in a lane of its own. */
function groupName(node: MapNode, group: Grouping): string {
  switch (group) {
    case 'none':
      return '';
    case 'system':
      return node.system;
    case 'project':
      return node.project || t('no project');
    case 'schema':
      return node.schema || t('no schema');
  }
}

/** The scene as work for the layout; `before` gives the height at which a card stood. */
export function arrangementOf(scene: Scene, before: (id: string) => number | null): Arrangement {
  return {
    boxes: scene.cards.map(c => ({ id: c.id, width: c.width, height: c.height, group: c.group, before: before(c.id) })),
    arcs: scene.edges.map(e => ({ from: scene.cards[e.from]!.id, to: scene.cards[e.to]!.id })),
  };
}

/** The card that stays where it is when the picture changes: the first of the wished ones that both pictures show. */
export function anchorOf(scene: Scene, before: (id: string) => unknown, wished: readonly (string | null)[], nearest: readonly string[]): string | null {
  for (const id of [...wished, ...nearest]) if (id !== null && scene.byId.has(id) && before(id) !== null) return id;
  return null;
}

/** What two pictures differ in, by the ids of their cards. */
export function difference(before: readonly string[], after: readonly string[]): { readonly added: readonly string[]; readonly removed: readonly string[]; readonly kept: readonly string[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return { added: after.filter(id => !old.has(id)), removed: before.filter(id => !now.has(id)), kept: after.filter(id => old.has(id)) };
}

/** Whether two cards look the same, wherever they stand. */
export function looksSame(a: Card, b: Card): boolean {
  const look = ({ index: _, edges: _e, group: _g, ...seen }: Card): string => JSON.stringify(seen);
  return look(a) === look(b);
}

/** Where a row of a card has its middle, from the card's upper edge; the middle of its head for a column that is not listed. */
export function rowMiddle(card: Card, column: string): number {
  const at = card.rows.findIndex(c => c.name.toLowerCase() === column);
  return at < 0 ? CARD.height / 2 : CARD.height + CARD.rowsTop + at * CARD.row + CARD.row / 2;
}
