import { parseSelector } from '../../server/src/features/lineage/selectors';
import { folderOf, type Graph, next, reach, type Ways } from './graph';
import { t } from './words';

/** What the user asked to see. */
export interface Wish {
  /** Ids to start from; [] for everything. */
  readonly seeds: readonly string[];
  readonly up: number;
  readonly down: number;
  /** Nodes opened further by hand. */
  readonly more: readonly { readonly id: string; readonly direction: 'up' | 'down' }[];
  readonly filter: Filter;
  readonly jobs: boolean;
}

/** What is left out. Nodes that were asked for by name stay. */
export interface Filter {
  readonly systems: readonly string[];
  readonly kinds: readonly string[];
  /** If any are given, only nodes with one of them are shown. */
  readonly tags: readonly string[];
  /** If one is given, only nodes whose file lies in it. */
  readonly folder: string;
}

export const NO_FILTER: Filter = { systems: [], kinds: [], tags: [], folder: '' };

export function waysFor(graph: Graph, wish: { readonly jobs: boolean }): Ways {
  return wish.jobs ? graph.whole : graph.folded;
}

/** The nodes to show, in the order of the map. */
export function shownNodes(graph: Graph, wish: Wish): number[] {
  const ways = waysFor(graph, wish);
  const { nodes } = graph.map;
  const seeds = wish.seeds.flatMap(id => graph.index.get(id) ?? []);
  const shown = new Set<number>(seeds);
  if (wish.seeds.length === 0) for (let i = 0; i < nodes.length; i++) if (ways.shown[i]) shown.add(i);
  for (const i of reach(ways, seeds, 'up', wish.up)) shown.add(i);
  for (const i of reach(ways, seeds, 'down', wish.down)) shown.add(i);
  for (const { id, direction } of wish.more) {
    const at = graph.index.get(id);
    if (at !== undefined && shown.has(at)) for (const i of next(ways, at, direction)) shown.add(i);
  }
  const fixed = new Set(seeds);
  return [...shown].filter(i => fixed.has(i) || passes(graph, i, wish.filter)).sort((a, b) => a - b);
}

function passes(graph: Graph, i: number, filter: Filter): boolean {
  const node = graph.map.nodes[i]!;
  if (filter.systems.includes(node.system) || filter.kinds.includes(node.kind)) return false;
  if (filter.tags.length > 0 && !filter.tags.some(tag => node.tags.includes(tag))) return false;
  const folder = folderOf(node);
  return filter.folder === '' || folder === filter.folder || folder.startsWith(`${filter.folder}/`);
}

export type Evaluated = { readonly ids: readonly string[]; readonly up: number; readonly down: number; readonly column: string | null } | { readonly problem: string };

/** Evaluates what was typed in the search box, as the command line would: selectors with blanks between them, united. */
export function evaluate(graph: Graph, text: string, jobs: boolean): Evaluated {
  const words = text.trim().split(/\s+/).filter(w => w !== '');
  const ways = jobs ? graph.whole : graph.folded;
  const ids = new Set<string>();
  let column: string | null = null;
  let [up, down] = [0, 0];
  for (const word of words) {
    const selector = parseSelector(word);
    const seeds = seedsOf(graph, selector.method, selector.value);
    if (seeds.nodes.length === 0) return { problem: t('Nothing is named “{0}”.', selector.value) };
    column ??= seeds.column;
    // One selector keeps its steps, so that nodes can still be opened and closed; of several the union is taken.
    if (words.length === 1) [up, down] = [selector.up, selector.down];
    else for (const direction of ['up', 'down'] as const) for (const i of reach(ways, seeds.nodes, direction, direction === 'up' ? selector.up : selector.down)) ids.add(graph.map.nodes[i]!.id);
    for (const i of seeds.nodes) ids.add(graph.map.nodes[i]!.id);
  }
  return { ids: [...ids], up, down, column };
}

function seedsOf(graph: Graph, method: string, value: string): { nodes: number[]; column: string | null } {
  const { nodes } = graph.map;
  const lower = value.toLowerCase();
  const where = (fits: (n: (typeof nodes)[number]) => boolean): { nodes: number[]; column: null } => ({ nodes: nodes.flatMap((n, i) => (fits(n) ? [i] : [])), column: null });
  if (value === '') return { nodes: [], column: null };
  switch (method) {
    case 'file':
      return where(n => n.file !== null && (n.file === value || n.file.startsWith(`${value.replace(/\/+$/, '')}/`)));
    case 'system':
      return where(n => n.system.toLowerCase() === lower);
    case 'tag':
      return where(n => n.tags.some(tag => tag.toLowerCase() === lower));
    case 'column': {
      for (let dot = value.lastIndexOf('.'); dot > 0; dot = value.lastIndexOf('.', dot - 1)) {
        const found = named(graph, value.slice(0, dot));
        if (found.length > 0) return { nodes: found, column: value.slice(dot + 1) };
      }
      return { nodes: [], column: null };
    }
    default:
      return { nodes: named(graph, value), column: null };
  }
}

/** The id, else the label, else any other name; datasets before jobs. */
function named(graph: Graph, name: string): number[] {
  const own = graph.index.get(name);
  if (own !== undefined) return [own];
  const { nodes } = graph.map;
  const lower = name.toLowerCase();
  const levels: ((n: (typeof nodes)[number]) => boolean)[] = [
    n => n.label.toLowerCase() === lower && !n.job && !n.external,
    n => n.label.toLowerCase() === lower,
    n => n.names.some(other => other.toLowerCase() === lower) || n.id.toLowerCase() === lower,
  ];
  for (const fits of levels) {
    const found = nodes.flatMap((n, i) => (fits(n) ? [i] : []));
    if (found.length > 0) return found;
  }
  return [];
}

export interface Hit {
  readonly node: number;
  readonly score: number;
  /** Positions in the label that matched. */
  readonly at: readonly number[];
}

/** The nodes whose name holds the typed letters in their order, the best first. */
export function suggestions(graph: Graph, text: string, most: number): Hit[] {
  const wanted = text.trim().replace(/^\d*\+|\+\d*$/g, '').toLowerCase();
  if (wanted === '') return [];
  const hits: Hit[] = [];
  for (const [i, node] of graph.map.nodes.entries()) {
    const match = fuzzy(node.label.toLowerCase(), wanted);
    const score = match === null ? (node.id.toLowerCase().includes(wanted) ? -50 : null) : match.score - node.label.length / 10 - (node.job ? 2 : 0);
    if (score !== null) hits.push({ node: i, score, at: match?.at ?? [] });
  }
  return hits.sort((a, b) => b.score - a.score || a.node - b.node).slice(0, most);
}

/** Letters in their order; runs and beginnings of words count more. Linear: the first fit from the best start. */
export function fuzzy(text: string, wanted: string): { score: number; at: number[] } | null {
  const whole = text.indexOf(wanted);
  if (whole >= 0) return { score: 100 + (whole === 0 ? 40 : isStart(text, whole) ? 20 : 0) + (text.length === wanted.length ? 60 : 0), at: Array.from(wanted, (_, i) => whole + i) };
  const at: number[] = [];
  let score = 0;
  let from = 0;
  for (const c of wanted) {
    const found = text.indexOf(c, from);
    if (found < 0) return null;
    score += isStart(text, found) ? 6 : found === from && at.length > 0 ? 4 : 0;
    at.push(found);
    from = found + 1;
  }
  return { score, at };
}

function isStart(text: string, at: number): boolean {
  return at === 0 || /[^a-z0-9]/.test(text[at - 1]!);
}
