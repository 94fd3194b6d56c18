import { colourOf } from './badge';
import { type Bounds, boundsOf, type Curve, pointOn } from './curves';
import { flowLine, isMirrored } from './direction';
import { plainText } from './dom';
import type { Arranged } from './arrange';
import { CARD, rowMiddle, type Scene } from './scene';
import type { Trace, TracedEdge } from './details';
import type { Theme } from './theme';

/** World to screen: screen = world * k + (x, y). */
export interface Viewport {
  x: number;
  y: number;
  k: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** Below this the cards are drawn, not built: what is too small to be read need not be an element. */
export const DRAWN_BELOW = 0.42;
/** Below this the name of a lane can't be read where it stands, in the lane's head. */
const LANE_NAMES_OVER = 0.38;

export interface DrawnEdge {
  readonly line: Curve;
  readonly bounds: Bounds;
}

/** What lights up. */
export interface Light {
  /** The card whose edges stand out; -1 for none. */
  readonly card: number;
  readonly edge: number;
  readonly trace: Trace | null;
  /** Words for each traced edge, where there are some. */
  readonly words: (from: string, to: string, column: string, kind: string) => string;
}

/** The lines of all edges for cards that stand at `spots`. `bends` null while cards are on their way. */
export function drawnEdges(scene: Scene, spots: readonly Spot[], bends: Arranged['bends'] | null): DrawnEdge[] {
  return scene.edges.map((e, i) => {
    const from = scene.cards[e.from]!;
    const [a, b] = [spots[e.from]!, spots[e.to]!];
    const line = flowLine({ x: a.x, width: from.width, y: a.y + CARD.height / 2 }, bends?.[i] ?? [], { x: b.x, width: scene.cards[e.to]!.width, y: b.y + CARD.height / 2 }, 7);
    return { line, bounds: boundsOf(line) };
  });
}

/** Draws what lies behind the cards, and the cards themselves where they are small. Returns nothing; the canvas is cleared first. */
export function paint(ctx: CanvasRenderingContext2D, size: { width: number; height: number; ratio: number }, view: Viewport, scene: Scene, spots: readonly Spot[], edges: readonly DrawnEdge[], groups: Arranged['groups'], bends: Arranged['bends'] | null, light: Light, theme: Theme): void {
  const { k } = view;
  ctx.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  ctx.clearRect(0, 0, size.width, size.height);
  ctx.setTransform(size.ratio * k, 0, 0, size.ratio * k, size.ratio * view.x, size.ratio * view.y);
  const seen: Bounds = { left: -view.x / k, top: -view.y / k, right: (size.width - view.x) / k, bottom: (size.height - view.y) / k };
  for (const g of groups) lane(ctx, g, k, theme);

  const dim = light.trace !== null;
  const lit: number[] = [];
  ctx.lineCap = 'round';
  for (const kind of ['exact', 'likely', 'order'] as const) {
    ctx.beginPath();
    let any = false;
    for (let i = 0; i < edges.length; i++) {
      const e = scene.edges[i]!;
      if (e.kind !== kind || !meets(edges[i]!.bounds, seen)) continue;
      if (!dim && (e.from === light.card || e.to === light.card || i === light.edge)) {
        lit.push(i);
        continue;
      }
      trail(ctx, edges[i]!.line);
      any = true;
    }
    if (!any) continue;
    ctx.setLineDash(dashes(kind, k));
    ctx.strokeStyle = theme.edge;
    ctx.globalAlpha = dim ? 0.25 : edges.length > 800 && k < DRAWN_BELOW ? 0.5 : 1;
    ctx.lineWidth = Math.max(1.3, 0.8 / k);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  for (const i of lit) {
    ctx.setLineDash(dashes(scene.edges[i]!.kind, k));
    stroke(ctx, edges[i]!.line, theme.accent, Math.max(2, 1.6 / k));
  }
  ctx.setLineDash([]);
  if (k >= 0.3 && !dim) tips(ctx, scene, edges, seen, light, theme);
  if (k >= 0.55 && !dim) jobDots(ctx, scene, edges, seen, theme);
  if (light.trace !== null) traced(ctx, scene, spots, bends, light, k, theme);
  if (k < DRAWN_BELOW) smallCards(ctx, scene, spots, seen, k, light, theme);
  if (k < LANE_NAMES_OVER) laneNames(ctx, groups, k, theme);
}

function dashes(kind: string, k: number): number[] {
  const unit = Math.max(1, 0.6 / k);
  return kind === 'likely' ? [7 * unit, 5 * unit] : kind === 'order' ? [1.5 * unit, 5 * unit] : [];
}

function trail(ctx: CanvasRenderingContext2D, line: Curve): void {
  ctx.moveTo(line[0]!, line[1]!);
  for (let i = 2; i < line.length; i += 6) ctx.bezierCurveTo(line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!, line[i + 4]!, line[i + 5]!);
}

function stroke(ctx: CanvasRenderingContext2D, line: Curve, colour: string, width: number): void {
  ctx.beginPath();
  trail(ctx, line);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function tips(ctx: CanvasRenderingContext2D, scene: Scene, edges: readonly DrawnEdge[], seen: Bounds, light: Light, theme: Theme): void {
  const ahead = isMirrored() ? -1 : 1;
  for (const strong of [false, true]) {
    ctx.beginPath();
    for (let i = 0; i < edges.length; i++) {
      const e = scene.edges[i]!;
      const isLit = e.from === light.card || e.to === light.card || i === light.edge;
      const { line } = edges[i]!;
      const [x, y] = [line[line.length - 2]! + 6 * ahead, line[line.length - 1]!];
      if (isLit !== strong || x < seen.left || x > seen.right + 8 || y < seen.top || y > seen.bottom) continue;
      ctx.moveTo(x, y);
      ctx.lineTo(x - 7 * ahead, y - 4);
      ctx.lineTo(x - 7 * ahead, y + 4);
      ctx.closePath();
    }
    ctx.fillStyle = strong ? theme.accent : theme.edge;
    ctx.fill();
  }
}

/** A dot in the system's colour on an edge that data takes through a job. */
function jobDots(ctx: CanvasRenderingContext2D, scene: Scene, edges: readonly DrawnEdge[], seen: Bounds, theme: Theme): void {
  for (let i = 0; i < edges.length; i++) {
    const job = scene.edges[i]!.jobs[0];
    if (job === undefined || !meets(edges[i]!.bounds, seen)) continue;
    const at = pointOn(edges[i]!.line, 0.5);
    ctx.beginPath();
    ctx.arc(at.x, at.y, 5, 0, Math.PI * 2);
    ctx.fillStyle = colourOf(job.system);
    ctx.strokeStyle = theme.ground;
    ctx.lineWidth = 2.5;
    ctx.stroke();
    ctx.fill();
  }
}

/** The way of a column: a line from row to row, and on it what happens to the value. */
function traced(ctx: CanvasRenderingContext2D, scene: Scene, spots: readonly Spot[], bends: Arranged['bends'] | null, light: Light, k: number, theme: Theme): void {
  const labels: { x: number; y: number; text: string }[] = [];
  for (const { edge: e, between, line } of tracedLines(scene, spots, bends, light.trace!)) {
    ctx.setLineDash(scene.edges[between]?.kind === 'likely' ? [6, 4] : []);
    stroke(ctx, line, theme.accent, Math.max(1.8, 1.4 / k));
    const text = light.words(e.from.id, e.to.id, e.to.column, e.kind);
    const middle = pointOn(line, 0.5);
    // A label over another could not be read: the first one stands.
    if (text !== '' && !labels.some(l => Math.abs(l.x - middle.x) < 84 && Math.abs(l.y - middle.y) < 20)) labels.push({ ...middle, text });
  }
  ctx.setLineDash([]);
  if (k < 0.5) return;
  ctx.font = `11px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { x, y, text } of labels) {
    const short = clipped(ctx, text, 74);
    const width = ctx.measureText(short).width + 14;
    rounded(ctx, x - width / 2, y - 9.5, width, 19, 9.5);
    ctx.fillStyle = theme.ground;
    ctx.fill();
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.fillStyle = theme.text;
    ctx.fillText(short, x, y + 0.5);
  }
}

/** A step of a column's way, from row to row; `between` is the edge of the two cards, -1 if they have none. */
export interface TracedLine {
  readonly edge: TracedEdge;
  readonly between: number;
  readonly line: Curve;
}

/** The steps of a trace whose both ends are shown. */
export function tracedLines(scene: Scene, spots: readonly Spot[], bends: Arranged['bends'] | null, trace: Trace): TracedLine[] {
  const at = new Map(scene.cards.map((c, i) => [c.id, i]));
  return trace.edges.flatMap(edge => {
    const [f, t] = [at.get(edge.from.id), at.get(edge.to.id)];
    if (f === undefined || t === undefined) return [];
    const [from, to] = [scene.cards[f]!, scene.cards[t]!];
    const between = edgeBetween(scene, f, t);
    return [{ edge, between, line: flowLine({ x: spots[f]!.x, width: from.width, y: spots[f]!.y + rowMiddle(from, edge.from.column) }, bends?.[between] ?? [], { x: spots[t]!.x, width: to.width, y: spots[t]!.y + rowMiddle(to, edge.to.column) }, 0) }];
  });
}

/** The index of the edge between two cards; -1 if there is none. */
export function edgeBetween(scene: Scene, from: number, to: number): number {
  return scene.cards[from]!.edges.find(e => scene.edges[e]!.from === from && scene.edges[e]!.to === to) ?? -1;
}

function smallCards(ctx: CanvasRenderingContext2D, scene: Scene, spots: readonly Spot[], seen: Bounds, k: number, light: Light, theme: Theme): void {
  const size = Math.min(24, 8.5 / k);
  ctx.font = `600 ${size}px ${theme.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const readable = size * k >= 5;
  for (let i = 0; i < scene.cards.length; i++) {
    const card = scene.cards[i]!;
    const { x, y } = spots[i]!;
    if (x > seen.right || x + card.width < seen.left || y > seen.bottom || y + card.height < seen.top) continue;
    const off = light.trace !== null && !light.trace.columns.has(card.id);
    ctx.globalAlpha = off ? 0.3 : readable ? 1 : 0.85;
    if (readable) {
      rounded(ctx, x, y, card.width, card.height, card.node.job ? 27 : 10);
      ctx.fillStyle = theme.card;
      ctx.fill();
      ctx.strokeStyle = theme.border;
      ctx.lineWidth = Math.max(1, 0.7 / k);
      ctx.stroke();
    }
    ctx.fillStyle = colourOf(card.node.system);
    const bar = readable ? Math.max(8, 3 / k) : card.width;
    // Too small for words: the colour of the system is what can be seen.
    if (!readable) ctx.fillRect(x, y, card.width, card.height);
    else {
      rounded(ctx, isMirrored() ? x + card.width - bar : x, y, bar, card.height, Math.min(10, bar / 2));
      ctx.fill();
    }
    if (i === light.card) {
      rounded(ctx, x, y, card.width, card.height, 10);
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 3 / k;
      ctx.stroke();
    }
    if (card.change !== null) {
      rounded(ctx, x, y, card.width, card.height, 10);
      ctx.strokeStyle = theme.changes[card.change.kind];
      ctx.lineWidth = 3 / k;
      ctx.stroke();
    }
    if (card.node.marks.errors > 0) {
      ctx.fillStyle = '#e5484d';
      ctx.beginPath();
      ctx.arc(x + card.width - 14, y + 14, Math.max(7, 3 / k), 0, Math.PI * 2);
      ctx.fill();
    }
    if (!readable) continue;
    ctx.fillStyle = theme.text;
    ctx.fillText(clipped(ctx, plainText(card.node.label), card.width - bar - 20), isMirrored() ? x + 11 : x + bar + 9, y + CARD.height / 2 + 1);
  }
  ctx.globalAlpha = 1;
}

const widths = new Map<string, string>();

/** The text, cut with an ellipsis to fit. Remembered: measuring is what takes the time. */
function clipped(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${ctx.font}|${Math.round(room)}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let out = text;
  const whole = ctx.measureText(text).width;
  if (whole > room) {
    // Names lose their middle: both ends tell them apart.
    let keep = Math.max(2, Math.floor((text.length * room) / whole) - 1);
    const cut = (): string => `${text.slice(0, Math.ceil(keep / 2))}…${text.slice(text.length - Math.floor(keep / 2))}`;
    while (keep > 2 && ctx.measureText(cut()).width > room) keep--;
    out = cut();
  }
  if (widths.size > 20_000) widths.clear();
  widths.set(key, out);
  return out;
}

function lane(ctx: CanvasRenderingContext2D, g: Arranged['groups'][number], k: number, theme: Theme): void {
  rounded(ctx, g.x, g.y, g.width, g.height, 14);
  ctx.fillStyle = theme.lane;
  ctx.fill();
  if (k < LANE_NAMES_OVER) return;
  ctx.fillStyle = theme.faint;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.font = `600 ${Math.min(24, Math.max(12, 10 / k))}px ${theme.font}`;
  ctx.fillText(clipped(ctx, plainText(g.name), g.width - 24), g.x + 14, g.y + 20);
}

/** The names of lanes in a small picture: over the corner of each, as large as can be read, one over another left out. */
function laneNames(ctx: CanvasRenderingContext2D, groups: Arranged['groups'], k: number, theme: Theme): void {
  ctx.font = `600 ${11 / k}px ${theme.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const taken: Bounds[] = [];
  for (const g of groups) {
    const text = clipped(ctx, plainText(g.name), Math.max(g.width - 8 / k, 90 / k));
    const width = ctx.measureText(text).width + 12 / k;
    const box = { left: g.x, top: g.y - 9 / k, right: g.x + width, bottom: g.y + 9 / k };
    if (taken.some(b => meets(b, box))) continue;
    taken.push(box);
    rounded(ctx, box.left, box.top, width, 18 / k, 5 / k);
    ctx.fillStyle = theme.card;
    ctx.fill();
    ctx.strokeStyle = theme.border;
    ctx.lineWidth = 1 / k;
    ctx.stroke();
    ctx.fillStyle = theme.text;
    ctx.fillText(text, box.left + 6 / k, g.y + 0.5 / k);
  }
}

function rounded(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

function meets(a: Bounds, b: Bounds): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}
