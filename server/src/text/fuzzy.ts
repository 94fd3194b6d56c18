/**
 * The candidates most like `word`, best first: for "did you mean". Optimal string alignment distance,
 * ignoring case; at most a third of the word's length (and at least one) may differ.
 */
export function closest(word: string, candidates: Iterable<string>, most = 3): string[] {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(lower.length / 3));
  const hits: { name: string; cost: number }[] = [];
  const seen = new Set<string>();
  for (const name of candidates) {
    if (seen.has(name) || Math.abs(name.length - word.length) > limit) continue;
    seen.add(name);
    const cost = distance(lower, name.toLowerCase(), limit);
    if (cost <= limit && name !== word) hits.push({ name, cost });
  }
  hits.sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
  return hits.slice(0, most).map(h => h.name);
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; `limit + 1` as soon as it must exceed `limit`. */
export function distance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
