import type { Arranged } from './arrange';
import { type Curve, curve, type Point } from './curves';

/** Whether the page is written, and so the lineage flows, from right to left. */
export function isMirrored(): boolean {
  return typeof document !== 'undefined' && document.documentElement.dir === 'rtl';
}

/** The same arrangement flowing the other way; `widths` of the boxes. */
export function mirrored(arranged: Arranged, widths: readonly number[]): Arranged {
  return {
    places: arranged.places.map((p, i) => ({ ...p, x: -p.x - widths[i]! })),
    bends: arranged.bends.map(line => line.map(p => ({ ...p, x: -p.x }))),
    groups: arranged.groups.map(g => ({ ...g, x: -g.x - g.width })),
  };
}

export interface End {
  /** The box's left edge, and its width. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
}

/** The line from the side where data leaves a box to the side where it enters another, `gap` before it. */
export function flowLine(from: End, bends: readonly Point[], to: End, gap: number): Curve {
  if (!isMirrored()) return curve({ x: from.x + from.width, y: from.y }, bends, { x: to.x - gap, y: to.y });
  const line = curve({ x: -from.x, y: from.y }, bends.map(p => ({ x: -p.x, y: p.y })), { x: -to.x - to.width - gap, y: to.y });
  return line.map((n, i) => (i % 2 === 0 ? -n : n));
}
