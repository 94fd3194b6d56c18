import type { Json, Key } from '../../model/key';
import type { Column, Entity, Workspace } from '../../model/workspace';
import { byText } from '../lineage/graph';

/** Jobs that fill a dataset, as far as files say, by name. */
export function producers(ws: Workspace, id: Key): readonly Entity[] {
  const ids = new Set<Key>();
  for (const { job } of ws.inputs(id)) if (job !== null) ids.add(job);
  for (const r of ws.referrers(id)) if (r.role === 'writes' && r.from !== null) ids.add(r.from);
  return entities(ws, ids).filter(e => e.kind === 'job');
}

/** Datasets and what else data flows into, by name; `up` is one step against the flow. */
export function neighbours(ws: Workspace, id: Key, direction: 'up' | 'down'): readonly Entity[] {
  const ids = new Set(direction === 'up' ? ws.inputs(id).map(i => i.from) : ws.outputs(id).map(o => o.to));
  ids.delete(id);
  return entities(ws, ids);
}

/** The job itself and what contains it (its group, its DAG), the outermost last. Bounded, so that a circle ends. */
export function containers(ws: Workspace, job: Entity): readonly Entity[] {
  const out = [job];
  for (let at = job; at.parent !== null && out.length < 20; ) {
    const parent = ws.entity(at.parent);
    if (!parent || out.includes(parent)) break;
    out.push(parent);
    at = parent;
  }
  return out;
}

/** When a job runs, in its own words or those of what contains it; null if no file says. */
export function scheduleOf(ws: Workspace, job: Entity): string | null {
  for (const e of containers(ws, job)) {
    const words = e.attributes.more?.['words'];
    if (typeof words === 'string' && words !== '') return words;
    if (e.attributes.schedule) return e.attributes.schedule;
  }
  return null;
}

/** Who answers for an entity: its owner, else its group, else the nearest owner of what contains it. */
export function ownerOf(ws: Workspace, entity: Entity): string | null {
  for (const e of containers(ws, entity)) {
    if (e.attributes.owner) return e.attributes.owner;
    if (e.attributes.group) return e.attributes.group;
  }
  return null;
}

/** `warns after 12 hours, fails after 1 day`; null where nothing is expected of the data's age. */
export function freshnessOf(entity: Entity): string | null {
  const freshness = asMap(entity.attributes.config?.['freshness'] ?? entity.attributes.more?.['freshness']);
  const parts: string[] = [];
  for (const [key, word] of [['warn_after', 'warns'], ['error_after', 'fails']] as const) {
    const { count, period } = asMap(freshness[key]);
    if (typeof count === 'number' && typeof period === 'string') parts.push(`${word} after ${count} ${period}${count === 1 ? '' : 's'}`);
  }
  return parts.length > 0 ? parts.join(', ') : null;
}

/** Whether a column holds personal data, as far as tags and meta say. */
export function isPersonal(column: Column): boolean {
  if (column.tags.some(t => /^(pii|personal|gdpr|sensitive)/i.test(t))) return true;
  const { meta } = column;
  return meta !== null && (meta['pii'] === true || meta['contains_pii'] === true);
}

/** What it is known to say about itself in a few words each. */
export function factLines(entity: Entity): readonly string[] {
  const facts = entity.attributes.more?.['facts'];
  return Array.isArray(facts) ? facts.filter((f): f is string => typeof f === 'string') : [];
}

function asMap(value: Json | undefined): { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { readonly [name: string]: Json }) : {};
}

function entities(ws: Workspace, ids: Iterable<Key>): Entity[] {
  return [...ids].flatMap(id => ws.entity(id) ?? []).filter(e => e.enabled).sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
}
