import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { count, reach } from './words';

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** What a click does: shows references at the place, or opens the lineage of the entity. */
  readonly action: 'references' | 'lineage';
  readonly entity: string;
}

/** Above each dataset a file defines: who uses it, how well it is tested, how far it reaches. */
export function codeLenses(ws: Workspace, path: string): readonly Lens[] {
  const document = ws.document(path);
  if (!document) return [];
  const seen = new Set<string>();
  return document.facts.declarations.flatMap((d): Lens[] => {
    const entity = ws.entity(d.id);
    if (!entity?.enabled || d.role !== 'defines' || seen.has(entity.id)) return [];
    seen.add(entity.id);
    const span = d.nameSpan ?? { start: d.span.start, end: d.span.start };
    if (entity.kind === 'symbol') {
      if (!entity.type.includes('macro')) return [];
      return [{ span, title: count(ws.referrers(entity.id).length, 'reference'), action: 'references', entity: entity.id }];
    }
    const data = entity.kind === 'job' ? dataOf(ws, path, d.id) : null;
    if (data) return [{ span, title: `reads ${data.reads} · writes ${data.writes}`, action: 'lineage', entity: entity.id }];
    const down = reach(ws, entity.id, 'down', 2_000);
    const up = reach(ws, entity.id, 'up', 2_000);
    const checks = ws.checks(entity.id).filter(c => c.check.enabled).length;
    return [
      { span, title: count(ws.referrers(entity.id).filter(r => r.role !== 'names').length, 'reference'), action: 'references', entity: entity.id },
      { span, title: `${checks === 0 ? 'no tests' : count(checks, 'test')} · ${up.all} upstream · ${down.all}${down.more ? '+' : ''} downstream`, action: 'lineage', entity: entity.id },
    ];
  });
}

/** How many datasets a job of a program reads and writes; null for a job of any other kind. */
function dataOf(ws: Workspace, path: string, job: string): { readonly reads: number; readonly writes: number } | null {
  const own = (ws.document(path)?.facts.references ?? []).filter(r => r.from === job && r.data?.['place'] === 'code');
  if (own.length === 0) return null;
  const named = (role: string): number => new Set(own.filter(r => r.role === role).map(r => r.targets[0])).size;
  return { reads: named('reads'), writes: named('writes') };
}
