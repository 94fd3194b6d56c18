import { count, thousands } from '../render/terminal';
import { typeName } from '../words';
import type { Change, Impact, Reached, Verdict } from './model';

/** "2 breaking, 1 risky and 4 safe changes in 5 files". */
export function summaryLine(impact: Impact): string {
  const { changes, files, summary } = impact;
  if (changes.length === 0) return files.length === 0 ? 'No pipeline file differs.' : `Nothing that others depend on changed in ${count(files.length, 'file')}.`;
  const parts = (['breaking', 'risky', 'safe'] as const).filter(v => summary[v] > 0).map(v => `${thousands(summary[v])} ${v}`);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}` : parts[0]!;
  return `${list} ${changes.length === 1 ? 'change' : 'changes'} in ${count(files.length, 'file')}.`;
}

/** "Reaches 5 datasets, 1 job and 2 exposures." Null if nothing is reached. */
export function reachLine(impact: Impact): string | null {
  const hit = impact.reach.filter(r => r.effect !== 'adapted');
  if (hit.length === 0) return null;
  const counts = new Map<string, number>();
  for (const r of hit) counts.set(r.kind, (counts.get(r.kind) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([kind, n]) => count(n, kind.replace(/_/g, ' '), plural(kind.replace(/_/g, ' '))));
  return `Reaches ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}` : parts[0]!}.`;
}

function plural(word: string): string {
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

export function baseLine(impact: Impact): string {
  const short = impact.base.commit.slice(0, 9);
  return impact.base.ref === 'HEAD' || impact.base.commit.startsWith(impact.base.ref) ? `since ${short}` : `since ${impact.base.ref} (${short})`;
}

/** The order in which verdicts are told, with a heading each. */
export const HEADINGS: readonly (readonly [Verdict, string])[] = [['breaking', 'Breaking'], ['risky', 'Risky'], ['safe', 'Safe']];

export function kindWord(r: Reached): string {
  return r.kind === 'check' ? 'check' : typeName(r.type);
}

export function reachedColumns(r: Reached, most = 4): string {
  if (r.columns.length === 0) return '';
  const shown = r.columns.slice(0, most).join(', ');
  return r.columns.length > most ? `${shown} and ${r.columns.length - most} more` : shown;
}

/** Before and after where the title does not say them. */
export function difference(c: Change): string | null {
  return c.aspect === 'logic' && c.from !== null && c.to !== null ? `${c.from} → ${c.to}` : null;
}
