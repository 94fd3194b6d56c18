/** A box to place. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Arc {
  readonly from: string;
  readonly to: string;
}

export interface Layout {
  /** Left upper corner of each box. */
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** For each arc, in the order given, the points between its two boxes that keep it clear of others. */
  readonly bends: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly width: number;
  readonly height: number;
}

export interface LayoutOptions {
  /** Room between layers, and between boxes of one layer. */
  readonly columnGap: number;
  readonly rowGap: number;
}

/**
 * A layered drawing from left to right: arcs that close a loop are turned, boxes stand in the layer after their last
 * source, layers are sorted to cross few arcs, and each box is pulled level with its neighbours. Parts that hang together
 * stand below one another, boxes without arcs below all in rows. The same input gives the same drawing; no recursion.
 * Arcs to unknown boxes and from a box to itself are ignored.
 */
export function layOut(boxes: readonly Box[], arcs: readonly Arc[], options: LayoutOptions): Layout {
  const places = new Map<string, { x: number; y: number }>();
  const bends: { x: number; y: number }[][] = arcs.map(() => []);
  const known = new Map(boxes.map(b => [b.id, b]));
  const real = arcs.map((a, index) => ({ ...a, index })).filter(a => a.from !== a.to && known.has(a.from) && known.has(a.to));
  let width = 0;
  let y = 0;
  const alone: Box[] = [];
  for (const part of partsOf(boxes, real)) {
    if (part.boxes.length === 1) {
      alone.push(part.boxes[0]!);
      continue;
    }
    const drawn = layOutPart(part.boxes, part.arcs, options);
    for (const [id, at] of drawn.places) places.set(id, { x: at.x, y: at.y + y });
    for (const [index, points] of drawn.bends) bends[index] = points.map(p => ({ x: p.x, y: p.y + y }));
    width = Math.max(width, drawn.width);
    y += drawn.height + 2 * options.rowGap;
  }
  const row = Math.max(width, Math.ceil(Math.sqrt(alone.length)) * Math.max(0, ...alone.map(b => b.width + options.rowGap)));
  let x = 0;
  let tallest = 0;
  for (const box of alone) {
    if (x > 0 && x + box.width > row) {
      x = 0;
      y += tallest + options.rowGap;
      tallest = 0;
    }
    places.set(box.id, { x, y });
    x += box.width + options.rowGap;
    width = Math.max(width, x - options.rowGap);
    tallest = Math.max(tallest, box.height);
  }
  return { boxes: places, bends, width, height: alone.length > 0 ? y + tallest : Math.max(0, y - 2 * options.rowGap) };
}

interface IndexedArc extends Arc {
  readonly index: number;
}

/** Parts that hang together, the largest first. */
function partsOf(boxes: readonly Box[], arcs: readonly IndexedArc[]): { boxes: Box[]; arcs: IndexedArc[] }[] {
  const root = new Map(boxes.map(b => [b.id, b.id]));
  const find = (id: string): string => {
    let at = id;
    while (root.get(at) !== at) {
      root.set(at, root.get(root.get(at)!)!);
      at = root.get(at)!;
    }
    return at;
  };
  for (const arc of arcs) root.set(find(arc.from), find(arc.to));
  const parts = new Map<string, { boxes: Box[]; arcs: IndexedArc[] }>();
  for (const box of boxes) {
    const part = parts.get(find(box.id));
    if (part === undefined) parts.set(find(box.id), { boxes: [box], arcs: [] });
    else part.boxes.push(box);
  }
  for (const arc of arcs) parts.get(find(arc.from))!.arcs.push(arc);
  return [...parts.values()].sort((a, b) => b.boxes.length - a.boxes.length);
}

/** A box, or a bend of a long arc, in a layer. */
interface Item {
  readonly layer: number;
  readonly height: number;
  readonly before: number[];
  readonly after: number[];
  /** Middle. */
  y: number;
}

interface Part {
  readonly places: ReadonlyMap<string, { x: number; y: number }>;
  readonly bends: ReadonlyMap<number, { x: number; y: number }[]>;
  readonly width: number;
  readonly height: number;
}

/** Beyond this many bends long arcs are drawn straight. */
const MOST_BENDS = 20_000;
const BEND_HEIGHT = 6;

function layOutPart(boxes: readonly Box[], arcs: readonly IndexedArc[], options: LayoutOptions): Part {
  const number = new Map(boxes.map((b, i) => [b.id, i]));
  const links = arcs.map(a => ({ from: number.get(a.from)!, to: number.get(a.to)!, index: a.index }));
  const forward = withoutLoops(boxes.length, links);
  const layer = layersOf(boxes.length, forward);
  const items: Item[] = boxes.map((b, i) => ({ layer: layer[i]!, height: b.height, before: [], after: [], y: 0 }));
  const span = forward.reduce((n, l) => n + layer[l.to]! - layer[l.from]! - 1, 0);
  const chains = new Map<number, number[]>();
  for (const [i, link] of forward.entries()) {
    let at = link.from;
    const chain: number[] = [];
    if (span <= MOST_BENDS) {
      for (let l = layer[link.from]! + 1; l < layer[link.to]!; l++) {
        const bend = items.push({ layer: l, height: BEND_HEIGHT, before: [at], after: [], y: 0 }) - 1;
        items[at]!.after.push(bend);
        chain.push(bend);
        at = bend;
      }
    }
    items[at]!.after.push(link.to);
    items[link.to]!.before.push(at);
    chains.set(links[i]!.index, link.from === links[i]!.from ? chain : chain.reverse());
  }
  const layers = sortLayers(items);
  level(items, layers, options.rowGap);

  const widths = layers.map((_, l) => Math.max(...boxes.map((b, i) => (layer[i] === l ? b.width : 0))));
  const left: number[] = [];
  let x = 0;
  for (const w of widths) {
    left.push(x);
    x += w + options.columnGap;
  }
  // A long arc crosses a layer level, so that it bends only where no box stands; turned arcs run the other way.
  const turned = new Set(forward.flatMap((l, i) => (l.from === links[i]!.from ? [] : (chains.get(links[i]!.index) ?? []))));
  const acrossLayer = (start: number, width: number, y: number, item: number): { x: number; y: number }[] => {
    const ends = [{ x: start, y }, { x: start + width, y }];
    return turned.has(item) ? ends.reverse() : ends;
  };
  const top = Math.min(...items.map(i => i.y - i.height / 2));
  const bottom = Math.max(...items.map(i => i.y + i.height / 2));
  return {
    places: new Map(boxes.map((b, i) => [b.id, { x: left[layer[i]!]!, y: items[i]!.y - b.height / 2 - top }])),
    bends: new Map([...chains].map(([index, chain]) => [index, chain.flatMap(c => acrossLayer(left[items[c]!.layer]!, widths[items[c]!.layer]!, items[c]!.y - top, c))])),
    width: x - options.columnGap,
    height: bottom - top,
  };
}

interface Link {
  readonly from: number;
  readonly to: number;
}

/** Links in their order, those turned that lead back to a box still open in a depth-first walk. */
function withoutLoops(count: number, links: readonly Link[]): Link[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  for (const [i, l] of links.entries()) out[l.from]!.push(i);
  const state = new Uint8Array(count);
  const back = new Set<number>();
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const stack: { at: number; next: number }[] = [{ at: root, next: 0 }];
    state[root] = 1;
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const link = out[top.at]![top.next++];
      if (link === undefined) {
        state[top.at] = 2;
        stack.pop();
        continue;
      }
      const to = links[link]!.to;
      if (state[to] === 1) back.add(link);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ at: to, next: 0 });
      }
    }
  }
  return links.map((l, i) => (back.has(i) ? { from: l.to, to: l.from } : l));
}

/** One more than the last source; a box without sources stands just before its first target. */
function layersOf(count: number, links: readonly Link[]): number[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const open = new Array<number>(count).fill(0);
  for (const l of links) {
    out[l.from]!.push(l.to);
    open[l.to]!++;
  }
  const sources = new Set(open.flatMap((n, i) => (n === 0 ? [i] : [])));
  const layer = new Array<number>(count).fill(0);
  const queue = [...sources];
  for (let i = 0; i < queue.length; i++) {
    const at = queue[i]!;
    for (const to of out[at]!) {
      layer[to] = Math.max(layer[to]!, layer[at]! + 1);
      if (--open[to]! === 0) queue.push(to);
    }
  }
  for (const i of sources) if (out[i]!.length > 0) layer[i] = Math.min(...out[i]!.map(to => layer[to]!)) - 1;
  return layer;
}

const SWEEPS = 12;

/** Orders each layer by the middle of its neighbours, forth and back, and keeps the order with the fewest crossings. */
function sortLayers(items: readonly Item[]): number[][] {
  const count = Math.max(...items.map(i => i.layer)) + 1;
  let layers: number[][] = Array.from({ length: count }, () => []);
  for (const i of firstOrder(items)) layers[items[i]!.layer]!.push(i);
  let best = layers;
  let fewest = crossings(items, layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    layers = layers.map(l => [...l]);
    const down = sweep % 2 === 0;
    for (let step = 1; step < count; step++) {
      const l = down ? step : count - 1 - step;
      const position = new Map(layers[down ? l - 1 : l + 1]!.map((item, i) => [item, i]));
      const middle = new Map(
        layers[l]!.map((item, own) => {
          const near = (down ? items[item]!.before : items[item]!.after).map(n => position.get(n)).filter(p => p !== undefined);
          return [item, near.length === 0 ? own : near.reduce((a, b) => a + b, 0) / near.length];
        }),
      );
      layers[l]!.sort((a, b) => middle.get(a)! - middle.get(b)!);
    }
    const now = crossings(items, layers);
    if (now < fewest) {
      fewest = now;
      best = layers;
    }
  }
  return best;
}

/** Depth first from the sources, so that what hangs together starts out together. */
function firstOrder(items: readonly Item[]): number[] {
  const seen = new Uint8Array(items.length);
  const order: number[] = [];
  const stack = [...items.keys()].filter(i => items[i]!.before.length === 0).reverse();
  while (stack.length > 0) {
    const at = stack.pop()!;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    order.push(at);
    for (let i = items[at]!.after.length - 1; i >= 0; i--) stack.push(items[at]!.after[i]!);
  }
  for (const i of items.keys()) if (seen[i] === 0) order.push(i);
  return order;
}

/** Crossings between neighbouring layers, counted with a tree of partial sums. */
function crossings(items: readonly Item[], layers: readonly number[][]): number {
  let total = 0;
  for (let l = 0; l + 1 < layers.length; l++) {
    const next = layers[l + 1]!;
    const position = new Map(next.map((item, i) => [item, i]));
    const tree = new Int32Array(next.length + 1);
    let placed = 0;
    for (const item of layers[l]!) {
      const ends = items[item]!.after.map(a => position.get(a)).filter(p => p !== undefined).sort((a, b) => a - b);
      for (const end of ends) {
        let upTo = 0;
        for (let i = end + 1; i > 0; i -= i & -i) upTo += tree[i]!;
        total += placed - upTo;
      }
      for (const end of ends) {
        for (let i = end + 1; i < tree.length; i += i & -i) tree[i]!++;
        placed++;
      }
    }
  }
  return total;
}

const PULLS = 16;

/** Pulls each item level with its neighbours as far as its layer's order and room allow. */
function level(items: readonly Item[], layers: readonly number[][], gap: number): void {
  for (const layer of layers) {
    let y = 0;
    for (const i of layer) {
      items[i]!.y = y + items[i]!.height / 2;
      y += items[i]!.height + gap;
    }
  }
  for (let pull = 0; pull < PULLS; pull++) {
    const down = pull % 2 === 0;
    for (let step = 0; step < layers.length; step++) {
      const layer = layers[down ? step : layers.length - 1 - step]!;
      const wish = layer.map(i => {
        const item = items[i]!;
        const near = pull >= PULLS - 2 ? [...item.before, ...item.after] : down ? item.before : item.after;
        return near.length === 0 ? item.y : near.reduce((sum, n) => sum + items[n]!.y, 0) / near.length;
      });
      const room = layer.map((i, at) => (at === 0 ? 0 : (items[layer[at - 1]!]!.height + items[i]!.height) / 2 + gap));
      const placed = apart(wish, room);
      for (const [at, i] of layer.entries()) items[i]!.y = placed[at]!;
    }
  }
}

/**
 * The places nearest to `wish` (least squares) that keep the order and leave `room[i]` between place i - 1 and place i:
 * neighbours that would overlap are pooled and move as one.
 */
export function apart(wish: readonly number[], room: readonly number[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const r of room) {
    offset += r;
    offsets.push(offset);
  }
  const pools: { sum: number; count: number }[] = [];
  for (const [i, w] of wish.entries()) {
    let pool = { sum: w - offsets[i]!, count: 1 };
    for (let last = pools[pools.length - 1]; last !== undefined && last.sum / last.count > pool.sum / pool.count; last = pools[pools.length - 1]) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const out: number[] = [];
  for (const pool of pools) for (let n = 0; n < pool.count; n++) out.push(pool.sum / pool.count + offsets[out.length]!);
  return out;
}
