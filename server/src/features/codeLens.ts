import type { Declaration, Facts } from '../model/facts';
import type { Entity, Workspace } from '../model/workspace';
import { cronWords } from '../text/cron';
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
    if (!entity?.enabled || d.role !== 'defines' || seen.has(entity.id) || (entity.kind !== 'symbol' && d.span.end === d.span.start && document.text !== '')) return [];
    seen.add(entity.id);
    const span = d.nameSpan ?? { start: d.span.start, end: d.span.start };
    if (entity.kind === 'symbol') {
      if (!entity.type.includes('macro')) return [];
      return [{ span, title: count(ws.referrers(entity.id).length, 'reference'), action: 'references', entity: entity.id }];
    }
    if (entity.kind === 'job') return jobLens(document.facts, d, entity, span);
    const down = reach(ws, entity.id, 'down', 2_000);
    const up = reach(ws, entity.id, 'up', 2_000);
    const checks = ws.checks(entity.id).filter(c => c.check.enabled).length;
    return [
      { span, title: count(ws.referrers(entity.id).filter(r => r.role !== 'names').length, 'reference'), action: 'references', entity: entity.id },
      { span, title: `${checks === 0 ? 'no tests' : count(checks, 'test')} · ${up.all} upstream · ${down.all}${down.more ? '+' : ''} downstream`, action: 'lineage', entity: entity.id },
    ];
  });
}

/** Above a DAG, flow or job: its tasks, when it runs, and what it and its tasks read and write. What stands in a task's own line needs none. */
function jobLens(facts: Facts, d: Declaration, entity: Entity, span: Span): Lens[] {
  if (d.span.end === d.span.start || entity.parent !== null) return [];
  const parts = facts.declarations.filter(x => x.parent === d.id && x.kind === 'job');
  const speakers = new Set([d.id, ...parts.map(p => p.id)]);
  const data = { reads: new Set<string>(), writes: new Set<string>() };
  for (const r of facts.references) if (r.from !== null && speakers.has(r.from) && (r.role === 'reads' || r.role === 'writes')) data[r.role].add(r.name);
  const schedule = entity.attributes.schedule;
  const title = [
    ...(parts.length > 0 ? [count(parts.length, 'task')] : []),
    ...(typeof schedule === 'string' ? [cronWords(schedule) ?? schedule] : []),
    ...(data.reads.size > 0 ? [`reads ${data.reads.size}`] : []),
    ...(data.writes.size > 0 ? [`writes ${data.writes.size}`] : []),
  ].join(' · ');
  return title === '' ? [] : [{ span, title, action: 'lineage', entity: entity.id }];
}
