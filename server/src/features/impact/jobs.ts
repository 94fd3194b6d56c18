import type { Key } from '../../model/key';
import type { Entity } from '../../model/workspace';
import type { Aspect, Change, Reached, Verdict } from './model';
import { fedBy, lostDatasetReach, Reach, reached, readersOf, type Sides } from './reach';
import { fullName, type Side } from './sides';
import { names } from './standing';
import { essence } from './logic';

/** What of a job changed: when it runs, what it waits for, reads and writes, how it is run. */
export function jobChanges(sides: Sides, before: Entity, after: Entity): readonly Change[] {
  const { base, head } = sides;
  const out: Change[] = [];
  const place = head.place(after.id);
  const subject = head.subject(after);
  const add = (aspect: Aspect, title: string, verdict: Verdict, reason: string, from: string | null, to: string | null, reach: readonly Reached[] = []): void => {
    out.push({ kind: 'changed', aspect, subject, column: null, from, to, title, verdict, reason, place, reach });
  };
  const [was, is] = [before.attributes.schedule ?? null, after.attributes.schedule ?? null];
  if (was !== is) {
    const reach = fedBy(head, withParts(head, after));
    const fed = reach.length > 0 ? `; ${names(reach)} ${reach.length === 1 ? 'is' : 'are'} fed by it` : '';
    if (is === null) add('schedule', `no longer runs by itself (was ${told(before)})`, 'risky', `it has to be started by hand or by another job${fed}`, was, null, reach);
    else if (was === null) add('schedule', `runs ${told(after)} from now on`, 'risky', `it runs by itself, which it did not${fed}`, null, is, reach);
    else add('schedule', `runs ${told(after)} in place of ${told(before)}`, 'risky', `data comes at other times${fed}`, was, is, reach);
  }
  const [old, now] = [base.reader.job(before.id), head.reader.job(after.id)];
  const map = (ids: readonly Key[]) => ids.map(k => sides.renamed.get(k) ?? k);
  const missing = (from: readonly Key[], to: readonly Key[]) => from.filter(k => !to.includes(k));
  const named = (side: Side, ids: readonly Key[]) => names(ids.flatMap(k => side.ws.entity(k) ?? []).map(e => ({ name: fullName(side.ws, e) })));
  const stillThere = (k: Key) => head.entity(k) !== undefined;
  const waited = missing(map(old.upstream), now.upstream).filter(stillThere);
  if (waited.length > 0) add('order', `no longer waits for ${named(head, waited)}`, 'risky', 'it may run before what it needs is there', null, null);
  const waits = missing(now.upstream, map(old.upstream));
  if (waits.length > 0) add('order', `waits for ${named(head, waits)} as well`, 'safe', 'it runs later than before', null, null);
  const unread = missing(map(old.reads), now.reads);
  if (unread.length > 0) add('reads', `no longer reads ${named(stillThere(unread[0]!) ? head : base, unread)}`, 'safe', 'only what it reads changed', null, null);
  const reads = missing(now.reads, map(old.reads));
  if (reads.length > 0) add('reads', `reads ${named(head, reads)} as well`, 'safe', 'it depends on more than before', null, null);
  const unwritten = missing(map(old.writes), now.writes).filter(k => head.ws.entity(k) !== undefined || base.ws.entity(k) !== undefined);
  if (unwritten.length > 0) {
    const orphans = unwritten.filter(k => isOrphan(sides, k));
    const reach = orphans.length > 0 ? unfed(sides, orphans) : [];
    add('writes', `no longer writes ${named(base, unwritten)}`, orphans.length === 0 ? 'safe' : 'risky', orphans.length === 0 ? 'something else here writes it' : reach.length > 0 ? `nothing else here writes it, and ${names(reach)} ${reach.length === 1 ? 'depends' : 'depend'} on it` : 'nothing else here writes it', null, null, reach);
  }
  const writes = missing(now.writes, map(old.writes));
  if (writes.length > 0) add('writes', `writes ${named(head, writes)} as well`, 'safe', 'nobody can depend on it yet', null, null);
  const lines = (e: Entity) => (Array.isArray(e.attributes.more?.['facts']) ? (e.attributes.more['facts'] as readonly unknown[]).filter((x): x is string => typeof x === 'string' && !/^(runs |schedule |\d+( or more)? tasks?)/.test(x)) : []);
  const less = lines(before).filter(l => !lines(after).includes(l));
  const more = lines(after).filter(l => !lines(before).includes(l));
  if (less.length + more.length > 0) {
    const weaker = less.some(l => /^retries/.test(l)) && retries(more) < retries(less);
    add('config', less.length === 0 ? `now: ${more.join(', ')}` : more.length === 0 ? `no longer: ${less.join(', ')}` : `${less.join(', ')} became ${more.join(', ')}`, weaker ? 'risky' : 'safe', weaker ? 'a passing fault stops it sooner' : 'only how it is run changed', less.join(', ') || null, more.join(', ') || null);
  }
  if (out.length === 0 && after.parent !== null) {
    const [x, y] = [bodyOf(base, before), bodyOf(head, after)];
    if (x !== null && y !== null && x !== y) {
      const reach = fedBy(head, [after.id]);
      add('logic', 'definition changed', reach.length > 0 ? 'risky' : 'safe', reach.length > 0 ? `what it writes may differ, and it feeds ${names(reach)}` : 'nothing here reads what it writes', null, null, reach);
    }
  }
  return out;
}

/** What a job that is gone leaves behind: jobs that name it, data that nobody fills any more. */
export function lostJobReach(sides: Sides, before: Entity): readonly Reached[] {
  const { base } = sides;
  const out = new Reach();
  const own = new Set(withParts(base, before));
  for (const id of own) {
    const entity = base.entity(id);
    if (entity) for (const r of lostDatasetReach(sides, entity)) if (![...own].some(k => base.ws.entity(k) && base.subject(base.ws.entity(k)!).id === r.id)) out.add(r);
    if (entity) {
      for (const written of base.reader.job(id).writes) {
        if (!isOrphan(sides, written)) continue;
        for (const r of unfed(sides, [written])) out.add(r);
      }
    }
  }
  return out.list();
}

/** The job itself and the jobs that are part of it. */
export function withParts(side: Side, job: Entity): Key[] {
  const files = new Set(side.ws.places(job.id).map(p => p.file));
  return [job.id, ...[...files].flatMap(f => (side.ws.document(f)?.facts.declarations ?? []).flatMap(d => (d.parent === job.id && d.kind === 'job' ? [d.id] : [])))];
}

function isOrphan({ head }: Sides, dataset: Key): boolean {
  const entity = head.ws.entity(dataset);
  return entity !== undefined && !head.ws.referrers(dataset).some(r => r.role === 'writes') && head.queries(dataset).length === 0;
}

/** Data that nobody fills any more, and what is made of it. */
function unfed({ head }: Sides, datasets: readonly Key[]): readonly Reached[] {
  const out = new Reach();
  for (const id of datasets) {
    const entity = head.ws.entity(id);
    if (entity && readersOf(head, id).length > 0) out.add(reached(head, entity, 'changes', 1));
  }
  for (const r of fedBy(head, datasets)) out.add({ ...r, distance: r.distance + 1 });
  return out.list();
}

function bodyOf(side: Side, job: Entity): string | null {
  const place = side.ws.places(job.id)[0];
  const text = place ? side.ws.document(place.file)?.text : undefined;
  return place && text !== undefined ? essence(text.slice(place.declaration.span.start, place.declaration.span.end)) : null;
}

function told(job: Entity): string {
  const words = job.attributes.more?.['words'];
  return typeof words === 'string' && words !== '' ? words : `\`${job.attributes.schedule}\``;
}

function retries(lines: readonly string[]): number {
  return Number(/\d+/.exec(lines.find(l => /^retries/.test(l)) ?? '')?.[0] ?? 0);
}
