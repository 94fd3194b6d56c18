export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line as numbers: x and y of the start, then six for each piece (two handles and an end). */
export type Curve = readonly number[];

/** Leaves the start to the right and enters the end from the left; in between it passes the bends level. */
export function curve(start: Point, bends: readonly Point[], end: Point): Curve {
  const out = [start.x, start.y];
  let at = start;
  for (const next of [...bends, end]) {
    const back = next.x < at.x;
    const pull = back ? Math.max(60, Math.min(220, (at.x - next.x) / 2)) : Math.max(18, (next.x - at.x) / 2);
    out.push(at.x + pull, at.y, next.x - pull, next.y, next.x, next.y);
    at = next;
  }
  return out;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A box that holds the curve (its handles hold it). */
export function boundsOf(line: Curve): Bounds {
  const out = { left: line[0]!, top: line[1]!, right: line[0]!, bottom: line[1]! };
  for (let i = 2; i < line.length; i += 2) {
    out.left = Math.min(out.left, line[i]!);
    out.right = Math.max(out.right, line[i]!);
    out.top = Math.min(out.top, line[i + 1]!);
    out.bottom = Math.max(out.bottom, line[i + 1]!);
  }
  return out;
}

/** The point at a part of the way: t from 0 to 1 over all pieces. */
export function pointOn(line: Curve, t: number): Point {
  const pieces = (line.length - 2) / 6;
  const piece = Math.min(pieces - 1, Math.floor(t * pieces));
  const u = t * pieces - piece;
  const at = piece * 6;
  const mix = (o: number): number => {
    const [a, b, c, d] = [line[at + o]!, line[at + 2 + o]!, line[at + 4 + o]!, line[at + 6 + o]!];
    return (1 - u) ** 3 * a + 3 * (1 - u) ** 2 * u * b + 3 * (1 - u) * u ** 2 * c + u ** 3 * d;
  };
  return { x: mix(0), y: mix(1) };
}

/** How near a point comes to the curve. */
export function distanceTo(line: Curve, p: Point): number {
  let best = Number.POSITIVE_INFINITY;
  const steps = ((line.length - 2) / 6) * 20;
  for (let i = 0; i <= steps; i++) {
    const q = pointOn(line, i / steps);
    best = Math.min(best, Math.hypot(q.x - p.x, q.y - p.y));
  }
  return best;
}

export function pathText(line: Curve): string {
  const n = (i: number): string => `${Math.round(line[i]! * 10) / 10}`;
  let out = `M${n(0)} ${n(1)}`;
  for (let i = 2; i < line.length; i += 6) out += `C${n(i)} ${n(i + 1)} ${n(i + 2)} ${n(i + 3)} ${n(i + 4)} ${n(i + 5)}`;
  return out;
}
