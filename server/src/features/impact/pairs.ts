import type { Key } from '../../model/key';
import type { Entity } from '../../model/workspace';
import { isMacro, type Side } from './sides';

/** An entity before and after; one of them is missing if it came or went. */
export interface Pair {
  readonly before: Entity | null;
  readonly after: Entity | null;
  /** What a rename was known by; null if the id is the same. */
  readonly renamedBy: 'git' | 'likeness' | null;
}

/** How alike two things must be, from 0 to 1, to count as one that was renamed. */
const ALIKE = 0.7;
/** More comings and goings of one type than this are not compared each with each. */
const MOST_COMPARED = 400;

/** The entities that the differing files speak of, before and after, renamed ones put together; in order of id. */
export function pairsIn(base: Side, head: Side, files: readonly string[], renames: ReadonlyMap<string, string>): readonly Pair[] {
  const ids = new Set<Key>();
  for (const side of [base, head]) for (const file of files) for (const id of spokenOf(side, file)) ids.add(id);
  const kept: Pair[] = [];
  const gone: Entity[] = [];
  const come: Entity[] = [];
  // An id that stands for another entity (the file of a model version) is told under that one's id.
  const own = (side: Side, id: Key): Entity | undefined => {
    const entity = side.entity(id);
    return entity?.id === id ? entity : undefined;
  };
  for (const id of [...ids].sort()) {
    const before = own(base, id);
    const after = own(head, id);
    if (before && after) kept.push({ before, after, renamedBy: null });
    else if (before) gone.push(before);
    else if (after) come.push(after);
  }
  const renamed = matched(base, head, gone, come, renames);
  const taken = new Set(renamed.flatMap(p => [p.before!.id, p.after!.id]));
  return [
    ...kept,
    ...renamed,
    ...gone.flatMap((before): Pair[] => (taken.has(before.id) ? [] : [{ before, after: null, renamedBy: null }])),
    ...come.flatMap((after): Pair[] => (taken.has(after.id) ? [] : [{ before: null, after, renamedBy: null }])),
  ];
}

/** Ids of what a file declares, checks, or speaks for. */
function* spokenOf(side: Side, file: string): Iterable<Key> {
  const facts = side.ws.document(file)?.facts;
  if (!facts) return;
  const named = new Set<Key>();
  for (const d of facts.declarations) named.add(d.id);
  for (const r of facts.references) if (r.from) named.add(r.from);
  for (const q of facts.queries) for (const id of [q.dataset, q.job]) if (id) named.add(id);
  for (const c of facts.checks) {
    const target = c.targets.map(t => side.ws.answering(t)).find(found => found.length > 0);
    if (target?.length === 1) named.add(target[0]!.id);
  }
  for (const id of named) yield side.ws.entity(id)?.id ?? id;
}

function matched(base: Side, head: Side, gone: readonly Entity[], come: readonly Entity[], renames: ReadonlyMap<string, string>): Pair[] {
  const out: Pair[] = [];
  const free = new Set(come.map(e => e.id));
  const left: Entity[] = [];
  for (const before of gone) {
    const file = ownFile(base, before);
    const to = file === null ? undefined : renames.get(file);
    const after = to === undefined ? undefined : come.find(e => free.has(e.id) && e.type === before.type && ownFile(head, e) === to);
    if (after) {
      free.delete(after.id);
      out.push({ before, after, renamedBy: 'git' });
    } else left.push(before);
  }
  const scored = left.length * free.size > MOST_COMPARED * MOST_COMPARED ? [] : left.flatMap(before => come.flatMap(after => (free.has(after.id) && after.type === before.type ? [{ before, after, score: likeness(base, head, before, after) }] : [])));
  scored.sort((a, b) => b.score - a.score || (a.before.id < b.before.id ? -1 : 1));
  const used = new Set<Key>();
  scored.forEach(({ before, after, score }) => {
    if (score < ALIKE || used.has(before.id) || used.has(after.id)) return;
    // Two that are equally alike say nothing about which it is.
    if (scored.some(o => o.score === score && (o.before === before) !== (o.after === after) && !used.has(o.before.id) && !used.has(o.after.id))) return;
    used.add(before.id).add(after.id);
    out.push({ before, after, renamedBy: 'likeness' });
  });
  return out;
}

/** The file that is the entity: a model's, a seed's; null for an entry of a file. */
function ownFile(side: Side, entity: Entity): string | null {
  const definition = side.ws.places(entity.id).find(p => p.declaration.role === 'defines');
  return definition && definition.declaration.nameSpan === null && definition.declaration.path === null ? definition.file : null;
}

/** How alike two entities are, from 0 to 1: columns, what they are made of, who reads them, parts and names. */
function likeness(base: Side, head: Side, before: Entity, after: Entity): number {
  let sum = 0;
  let weight = 0;
  let solid = false;
  const add = (value: number | null, by: number, proves: boolean): void => {
    if (value === null) return;
    sum += value * by;
    weight += by;
    if (proves && value > 0.5) solid = true;
  };
  if (before.kind === 'dataset') {
    const columns = (side: Side, e: Entity) => side.ws.columns(e.id).columns.map(c => c.name.toLowerCase());
    add(overlap(columns(base, before), columns(head, after)), 3, true);
  }
  add(overlap(base.ws.inputs(before.id).map(i => i.from), head.ws.inputs(after.id).map(i => i.from)), 2, true);
  add(overlap(readers(base, before.id), readers(head, after.id)), 2, true);
  if (before.kind === 'job') {
    add(overlap(parts(base, before), parts(head, after)), 3, true);
    add(JSON.stringify(before.attributes.more?.['facts'] ?? null) === JSON.stringify(after.attributes.more?.['facts'] ?? null) ? 1 : 0, 2, before.parent !== null && before.parent === after.parent);
    const [from, to] = [base.reader.job(before.id), head.reader.job(after.id)];
    add(overlap([...from.writes, ...from.upstream], [...to.writes, ...to.upstream]), 2, true);
  }
  if (isMacro(before)) add(textLikeness(bodyOf(base, before), bodyOf(head, after)), 4, true);
  add(dice(before.name.toLowerCase(), after.name.toLowerCase()), 1.5, false);
  return solid && weight > 0 ? sum / weight : 0;
}

function readers(side: Side, id: Key): Key[] {
  return [...new Set(side.ws.referrers(id).flatMap(r => (r.from && r.from !== id && r.role !== 'names' ? [r.from] : [])))];
}

/** Names of the tasks of a DAG and the like. */
function parts(side: Side, entity: Entity): string[] {
  const place = side.ws.places(entity.id)[0];
  const facts = place ? side.ws.document(place.file)?.facts : undefined;
  return (facts?.declarations ?? []).flatMap(d => (d.parent === entity.id ? [d.name] : []));
}

function bodyOf(side: Side, entity: Entity): string {
  const place = side.ws.places(entity.id)[0];
  const text = place ? (side.ws.document(place.file)?.text ?? '') : '';
  return place ? text.slice(place.declaration.span.start, place.declaration.span.end) : '';
}

function textLikeness(a: string, b: string): number {
  const words = (t: string) => t.slice(0, 20_000).split(/\W+/).filter(w => w.length > 1);
  return overlap(words(a), words(b)) ?? 0;
}

/** Shared among all, from 0 to 1; null if there is nothing to compare. */
function overlap(a: readonly string[], b: readonly string[]): number | null {
  const [x, y] = [new Set(a), new Set(b)];
  if (x.size === 0 && y.size === 0) return null;
  let both = 0;
  for (const item of x) if (y.has(item)) both++;
  return both / (x.size + y.size - both);
}

/** Dice's coefficient over pairs of letters. */
export function dice(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (t: string) => new Set(Array.from({ length: Math.max(0, t.length - 1) }, (_, i) => t.slice(i, i + 2)));
  const [x, y] = [pairs(a.slice(0, 200)), pairs(b.slice(0, 200))];
  if (x.size + y.size === 0) return 0;
  let both = 0;
  for (const p of x) if (y.has(p)) both++;
  return (2 * both) / (x.size + y.size);
}
