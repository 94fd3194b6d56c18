import { type Step, stepsOf } from '../../server/src/text/pattern';

/** Characters that tell classes apart: ASCII, and some that are not. */
const LETTERS = [...Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)), 'é', '\u00a0', '\u4e2d', '\u2028', '\ud83d'];
/** Counts above this are taken for it: they make the graph larger and tell nothing new. */
const MOST_COUNT = 6;

/**
 * Whether a backtracking engine may need exponential time: a loop can be run through in two ways with the same text.
 * Says so, or null. Pairs of places in the expression are followed with equal characters (the known test for exponential
 * ambiguity): a pair of equal places that leads to a pair of different ones and back is the proof.
 * Look-around is looked into as if it were part of the text, back references match nothing; both err on the side of alarm.
 */
export function ambiguity(source: string, flags: string): string | null {
  const steps = stepsOf(source.replace(/\{(\d+),(\d+)\}/g, (_, a: string, b: string) => `{${Math.min(Number(a), MOST_COUNT)},${Math.min(Number(b), MOST_COUNT)}}`).replace(/\{(\d{2,})\}/g, `{${MOST_COUNT}}`), 'edge');
  if (!steps) return 'can not be read';
  const places = steps.flatMap((s, i) => (s.kind === 'one' ? [i] : []));
  const sets = new Map(places.map(i => [i, lettersOf((steps[i] as Step & { kind: 'one' }).source, flags)]));
  const after = new Map(places.map(i => [i, following(steps, i + 1)]));
  const loops = components(places, i => [...after.get(i)!.keys()]);
  for (const i of places) for (const [j, ways] of after.get(i)!) if (ways > 1 && loops.get(i) === loops.get(j) && reaches(after, j, i)) return 'repeats what repeats';
  const size = steps.length;
  const pairs: number[] = [];
  for (const i of places) for (const j of places) if (loops.get(i) === loops.get(j) && overlap(sets.get(i)!, sets.get(j)!)) pairs.push(i * size + j);
  const known = new Set(pairs);
  const together = components(pairs, pair => {
    const out: number[] = [];
    for (const i of after.get(Math.floor(pair / size))!.keys()) for (const j of after.get(pair % size)!.keys()) if (known.has(i * size + j)) out.push(i * size + j);
    return out;
  });
  const equal = new Set(places.map(i => together.get(i * size + i)));
  for (const pair of pairs) if (Math.floor(pair / size) !== pair % size && equal.has(together.get(pair))) return `has two ways to match at ${JSON.stringify((steps[pair % size] as Step & { kind: 'one' }).source)}`;
  return null;
}

function reaches(after: ReadonlyMap<number, ReadonlyMap<number, number>>, from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  while (open.length > 0) {
    const i = open.pop()!;
    if (i === to) return true;
    if (seen.has(i)) continue;
    seen.add(i);
    open.push(...after.get(i)!.keys());
  }
  return false;
}

/** Places reached without a character, with the number of ways that lead there (2 for more). */
function following(steps: readonly Step[], first: number): Map<number, number> {
  const ways = new Map<number, number>();
  const walk = (i: number, on: ReadonlySet<number>): void => {
    const step = steps[i]!;
    if (step.kind === 'one') ways.set(i, Math.min(2, (ways.get(i) ?? 0) + 1));
    if (step.kind === 'edge') walk(i + 1, on);
    if (step.kind !== 'both' || on.has(i)) return;
    const further = new Set(on).add(i);
    walk(step.next, further);
    if (step.other !== step.next) walk(step.other, further);
  };
  walk(first, new Set());
  return ways;
}

function lettersOf(source: string, flags: string): ReadonlySet<string> {
  const one = new RegExp(`^(?:${source})$`, flags.replace(/[gym]/g, ''));
  return new Set(LETTERS.filter(c => one.test(c)));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const c of a) if (b.has(c)) return true;
  return false;
}

/** Number of the strongly connected component of each node (Tarjan, without recursion). */
function components(nodes: readonly number[], next: (node: number) => readonly number[]): Map<number, number> {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const component = new Map<number, number>();
  const stack: number[] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { node: number; edges: readonly number[]; at: number }[] = [];
    const open = (node: number): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      stack.push(node);
      work.push({ node, edges: next(node), at: 0 });
    };
    open(root);
    while (work.length > 0) {
      const top = work[work.length - 1]!;
      if (top.at < top.edges.length) {
        const to = top.edges[top.at++]!;
        if (!index.has(to)) open(to);
        else if (!component.has(to)) low.set(top.node, Math.min(low.get(top.node)!, index.get(to)!));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(top.node)!));
      if (low.get(top.node) !== index.get(top.node)) continue;
      for (let node = -1; node !== top.node; ) component.set((node = stack.pop()!), index.get(top.node)!);
    }
  }
  return component;
}
