import { byText } from '../lineage/graph';
import { type Effect, type Impact, type Verdict, VERDICTS } from './model';

/** What a picture of the lineage marks at one node. Ids are those of the graph. */
export interface ChangedNode {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed' | 'reached';
  /** The gravest of its own changes; null if it is only reached. */
  readonly verdict: Verdict | null;
  /** What the changes of others do to it; null if nothing does. */
  readonly effect: Effect | null;
  /** Columns that came, went or changed, or that a change reaches; sorted. */
  readonly columns: readonly string[];
}

/** The nodes that a change touches or reaches, for marking them in a lineage view; sorted by id. */
export function changesBetween(impact: Impact): readonly ChangedNode[] {
  const nodes = new Map<string, ChangedNode>();
  const ranks: readonly ChangedNode['kind'][] = ['removed', 'added', 'renamed', 'changed', 'reached'];
  for (const c of impact.changes) {
    const old = nodes.get(c.subject.id);
    const kind = c.column === null && c.aspect !== 'logic' && (c.kind === 'removed' || c.kind === 'added' || c.kind === 'renamed') && c.aspect !== 'check' ? c.kind : 'changed';
    nodes.set(c.subject.id, {
      id: c.subject.id,
      kind: old && ranks.indexOf(old.kind) < ranks.indexOf(kind) ? old.kind : kind,
      verdict: old?.verdict && VERDICTS.indexOf(old.verdict) < VERDICTS.indexOf(c.verdict) ? old.verdict : c.verdict,
      effect: null,
      columns: [...new Set([...(old?.columns ?? []), ...(c.column === null ? [] : [c.column])])].sort(byText),
    });
  }
  for (const r of impact.reach) {
    if (r.kind === 'check') continue;
    const old = nodes.get(r.id);
    nodes.set(r.id, { id: r.id, kind: old?.kind ?? 'reached', verdict: old?.verdict ?? null, effect: r.effect, columns: [...new Set([...(old?.columns ?? []), ...r.columns])].sort(byText) });
  }
  return [...nodes.values()].sort((a, b) => byText(a.id, b.id));
}
