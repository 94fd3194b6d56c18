import type { Key } from '../../model/key';
import type { UseKind } from '../../model/query';
import type { LineageEdge, Workspace } from '../../model/workspace';
import { byText, isDirect } from './graph';

/** A column's way through the graph. */
export interface ColumnTrace {
  /** Every column on the way, the start included, by distance, then dataset, then name. */
  readonly columns: readonly TracedColumn[];
  /** The steps between them, each once. */
  readonly steps: readonly ColumnStep[];
}

export interface TracedColumn {
  readonly dataset: Key;
  readonly column: string;
  /** Steps from the start: 0 for the start itself. */
  readonly distance: number;
}

export interface ColumnStep {
  readonly from: { readonly dataset: Key; readonly column: string };
  readonly to: { readonly dataset: Key; readonly column: string };
  readonly kind: 'identity' | 'transformation' | 'aggregation';
  readonly edge: LineageEdge;
}

/**
 * Follows a column to what it is made of (`up`) or to what is made of it (`down`), over at most `depth` datasets.
 * Only values are followed: a column that merely filters or joins is on the edge, but is no step.
 * Column names are compared without case, as most engines do. Loops end where they began.
 */
export function columnTrace(ws: Workspace, dataset: Key, column: string, direction: 'up' | 'down', depth = Number.POSITIVE_INFINITY): ColumnTrace {
  const start = ws.column(dataset, column)?.name ?? column;
  const seen = new Map<string, TracedColumn>();
  const steps = new Map<string, ColumnStep>();
  const tables = new Map<Key, StepTable>();
  let frontier: TracedColumn[] = [{ dataset, column: start, distance: 0 }];
  seen.set(nameOf(dataset, start), frontier[0]!);
  for (let distance = 1; distance <= depth && frontier.length > 0; distance++) {
    const next: TracedColumn[] = [];
    for (const at of frontier) {
      let table = tables.get(at.dataset);
      if (table === undefined) {
        table = stepTable(direction === 'up' ? ws.upstream(at.dataset) : ws.downstream(at.dataset), direction);
        tables.set(at.dataset, table);
      }
      for (const step of table.get(at.column.toLowerCase()) ?? []) {
        steps.set(`${nameOf(step.from.dataset, step.from.column)}\n${nameOf(step.to.dataset, step.to.column)}\n${step.kind}\n${step.edge.job ?? ''}\n${step.edge.file}`, step);
        const end = direction === 'up' ? step.from : step.to;
        const name = nameOf(end.dataset, end.column);
        if (seen.has(name)) continue;
        const traced = { dataset: end.dataset, column: end.column, distance };
        seen.set(name, traced);
        next.push(traced);
      }
    }
    frontier = next;
  }
  return {
    columns: [...seen.values()].sort((a, b) => a.distance - b.distance || byText(a.dataset, b.dataset) || byText(a.column, b.column)),
    steps: [...steps.entries()].sort(([a], [b]) => byText(a, b)).map(([, step]) => step),
  };
}

/** The steps of one dataset by the column (lower case) they start at. */
type StepTable = Map<string, ColumnStep[]>;

function stepTable(edges: readonly LineageEdge[], direction: 'up' | 'down'): StepTable {
  const table: StepTable = new Map();
  for (const edge of edges) {
    for (const { to, from } of edge.columns) {
      for (const source of from) {
        const kind: UseKind = source.kind;
        if (!isDirect(kind)) continue;
        const step = { from: { dataset: edge.from, column: source.column }, to: { dataset: edge.to, column: to }, kind, edge };
        const at = (direction === 'up' ? to : source.column).toLowerCase();
        const list = table.get(at);
        if (list === undefined) table.set(at, [step]);
        else list.push(step);
      }
    }
  }
  return table;
}

function nameOf(dataset: Key, column: string): string {
  return `${dataset}\t${column.toLowerCase()}`;
}
