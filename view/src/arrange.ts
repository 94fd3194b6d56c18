import { apart, layOut } from '../../server/src/features/render/layout';

/** What is to be placed. Plain data: it travels to a worker and back. */
export interface Arrangement {
  readonly boxes: readonly ArrangedBox[];
  readonly arcs: readonly { readonly from: string; readonly to: string }[];
}

export interface ArrangedBox {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** '' if boxes are not grouped. */
  readonly group: string;
  /** Where it stood in the picture before this one; null if it was not there. */
  readonly before: number | null;
}

export interface Arranged {
  /** Left upper corners, in the order of the boxes. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** Points between the ends of each arc, in the order of the arcs. */
  readonly bends: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly groups: readonly { readonly name: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
}

export const GAPS = { columnGap: 92, rowGap: 22 };
const GROUP_PAD = 22;
const GROUP_HEAD = 38;
/** A higher stack in a lane stands in several columns. */
const HIGHEST_STACK = 900;
/** A picture of more boxes than this, and more times higher than wide, is folded. */
const FOLD_FROM = 80;
const FOLD_ASPECT = 2.2;
const ASPECT = 1.15;

/**
 * Places boxes in layers from left to right. What was there before keeps its order, so that a changed picture is still the
 * picture one knows. Groups become lanes below one another. A layer too high to be looked at stands in several columns.
 */
export function arrange({ boxes, arcs }: Arrangement): Arranged {
  // The order given decides where the layering starts: what stood higher comes first, and what is new after it.
  const order = boxes.map((b, i) => ({ b, i })).sort((p, q) => (p.b.before ?? Number.POSITIVE_INFINITY) - (q.b.before ?? Number.POSITIVE_INFINITY) || p.i - q.i);
  const drawn = layOut(order.map(o => o.b), arcs, GAPS);
  const places = boxes.map(b => ({ ...drawn.boxes.get(b.id)! }));
  if (boxes.some(b => b.group !== '')) return lanes(boxes, arcs, places);
  if (boxes.length > FOLD_FROM && drawn.height > FOLD_ASPECT * drawn.width) return { places: folded(boxes, arcs, places), bends: arcs.map(() => []), groups: [] };
  return { places, bends: drawn.bends, groups: [] };
}

/** Boxes by their left edge: those of one layer. */
function layersOf(indexes: readonly number[], places: readonly { readonly x: number; readonly y: number }[]): number[][] {
  const layers = new Map<number, number[]>();
  for (const i of indexes) {
    const { x } = places[i]!;
    const layer = layers.get(x);
    if (layer === undefined) layers.set(x, [i]);
    else layer.push(i);
  }
  return [...layers].sort(([a], [b]) => a - b).map(([, layer]) => layer.sort((a, b) => places[a]!.y - places[b]!.y || a - b));
}

function lanes(boxes: readonly ArrangedBox[], arcs: Arrangement['arcs'], places: readonly { x: number; y: number }[]): Arranged {
  const columns = columnsOf(boxes, arcs, places);
  const groups = new Map<string, number[]>();
  for (const [i, b] of boxes.entries()) {
    const members = groups.get(b.group);
    if (members === undefined) groups.set(b.group, [i]);
    else members.push(i);
  }
  const mean = (of: readonly number[], pick: (i: number) => number): number => of.reduce((sum, i) => sum + pick(i), 0) / of.length;
  // Lanes whose boxes stand further left come first: data then falls from lane to lane.
  const sorted = [...groups].sort(([a, p], [b, q]) => mean(p, i => columns[i]!) - mean(q, i => columns[i]!) || (a < b ? -1 : 1));
  const heightOf = (stack: readonly number[]): number => stack.reduce((h, i) => h + boxes[i]!.height + GAPS.rowGap, -GAPS.rowGap);
  const stacksOf = (members: readonly number[]): Map<number, number[]> => {
    const stacks = new Map<number, number[]>();
    for (const i of [...members].sort((a, b) => places[a]!.y - places[b]!.y || a - b)) {
      const stack = stacks.get(columns[i]!);
      if (stack === undefined) stacks.set(columns[i]!, [i]);
      else stack.push(i);
    }
    return stacks;
  };
  const lanesOf = sorted.map(([name, members]) => ({ name, members, stacks: stacksOf(members) }));
  // A column is as many boxes wide as its highest stack in any lane takes.
  const wide = new Map<number, number>();
  for (const { stacks } of lanesOf) for (const [column, stack] of stacks) wide.set(column, Math.max(wide.get(column) ?? 1, Math.ceil(heightOf(stack) / HIGHEST_STACK)));
  const widest = Math.max(...boxes.map(b => b.width));
  const left = new Map<number, number>();
  let x = 0;
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    left.set(column, x);
    x += (wide.get(column) ?? 1) * (widest + 2 * GAPS.rowGap) - 2 * GAPS.rowGap + GAPS.columnGap;
  }
  const out = places.map(p => ({ ...p }));
  const frames: { name: string; x: number; y: number; width: number; height: number }[] = [];
  let y = 0;
  for (const { name, members, stacks } of lanesOf) {
    const parts = [...stacks].flatMap(([column, stack]) => {
      const count = Math.ceil(heightOf(stack) / HIGHEST_STACK) || 1;
      return Array.from({ length: count }, (_, c) => ({ x: left.get(column)! + c * (widest + 2 * GAPS.rowGap), stack: stack.filter((_, n) => n % count === c) }));
    });
    const height = Math.max(...parts.map(p => heightOf(p.stack)));
    const top = y + GROUP_HEAD;
    for (const part of parts) {
      let at = top + (height - heightOf(part.stack)) / 2;
      for (const i of part.stack) {
        out[i] = { x: part.x, y: at };
        at += boxes[i]!.height + GAPS.rowGap;
      }
    }
    const start = Math.min(...members.map(i => out[i]!.x));
    const end = Math.max(...members.map(i => out[i]!.x + boxes[i]!.width));
    frames.push({ name, x: start - GROUP_PAD, y: y - 6, width: end - start + 2 * GROUP_PAD, height: GROUP_HEAD + height + GROUP_PAD });
    y = top + height + 2 * GROUP_PAD + 12;
  }
  return { places: out, bends: arcs.map(() => []), groups: frames };
}

/** The column of each box, the same for the whole picture: one more than that of its last source; a source stands just before its first target. */
function columnsOf(boxes: readonly ArrangedBox[], arcs: Arrangement['arcs'], places: readonly { readonly x: number }[]): number[] {
  const index = new Map(boxes.map((b, i) => [b.id, i]));
  const targets: number[][] = boxes.map(() => []);
  const hasSource = boxes.map(() => false);
  for (const arc of arcs) {
    const [from, to] = [index.get(arc.from), index.get(arc.to)];
    // What runs back to the left closes a loop.
    if (from === undefined || to === undefined || places[from]!.x >= places[to]!.x) continue;
    targets[from]!.push(to);
    hasSource[to] = true;
  }
  const columns = boxes.map(() => 0);
  const order = [...boxes.keys()].sort((a, b) => places[a]!.x - places[b]!.x);
  for (const i of order) for (const to of targets[i]!) columns[to] = Math.max(columns[to]!, columns[i]! + 1);
  for (const i of order) if (!hasSource[i] && targets[i]!.length > 0) columns[i] = Math.min(...targets[i]!.map(to => columns[to]!)) - 1;
  return columns;
}

/** A picture about as high as it is wide, out of one that is a tower: each layer stands in as many columns as that takes. */
function folded(boxes: readonly ArrangedBox[], arcs: Arrangement['arcs'], places: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number }[] {
  const tied = new Set(arcs.flatMap(a => (a.from === a.to ? [] : [a.from, a.to])));
  const layers = layersOf([...boxes.keys()].filter(i => tied.has(boxes[i]!.id)), places);
  const cell = Math.max(...boxes.map(b => b.width)) + GAPS.rowGap * 2;
  const heightOf = (layer: readonly number[]): number => layer.reduce((h, i) => h + boxes[i]!.height + GAPS.rowGap, 0);
  const area = layers.reduce((sum, l) => sum + heightOf(l) * cell, 0);
  const height = Math.max(Math.sqrt(area / ASPECT), ...boxes.map(b => b.height));
  const tallest = Math.max(...boxes.map((b, i) => places[i]!.y + b.height));
  const out = places.map(p => ({ ...p }));
  let x = 0;
  for (const layer of layers) {
    const columns = Math.max(1, Math.ceil(heightOf(layer) / height));
    for (let c = 0; c < columns; c++) {
      const members = layer.filter((_, n) => n % columns === c);
      const room = members.map((i, n) => (n === 0 ? 0 : (boxes[members[n - 1]!]!.height + boxes[i]!.height) / 2 + GAPS.rowGap));
      const wish = members.map(i => ((places[i]!.y + boxes[i]!.height / 2) / tallest) * height);
      for (const [n, middle] of apart(wish, room).entries()) {
        const i = members[n]!;
        out[i] = { x, y: middle - boxes[i]!.height / 2 };
      }
      x += cell;
    }
    x += GAPS.columnGap;
  }
  // Boxes without arcs stand below all, in rows as wide as the rest.
  const bottom = Math.max(0, ...[...boxes.keys()].filter(i => tied.has(boxes[i]!.id)).map(i => out[i]!.y + boxes[i]!.height)) + 3 * GAPS.rowGap;
  const alone = [...boxes.keys()].filter(k => !tied.has(boxes[k]!.id));
  const across = Math.max(1, Math.floor(Math.max(x, Math.sqrt(alone.length) * cell) / cell));
  const tall = Math.max(...boxes.map(b => b.height)) + GAPS.rowGap;
  for (const [n, i] of alone.entries()) out[i] = { x: (n % across) * cell, y: bottom + Math.floor(n / across) * tall };
  return out;
}
