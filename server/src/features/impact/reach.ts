import type { Key } from '../../model/key';
import { usesIn } from '../../model/uses';
import type { Entity } from '../../model/workspace';
import { byText } from '../lineage/graph';
import { checkKind, kindOf, printedId } from '../lineage/identity';
import { columnTrace } from '../lineage/columns';
import { outputSpans } from '../places';
import { type Effect, EFFECTS, type Reached } from './model';
import { isMacro, type Side } from './sides';

/** Both sides, and what is called otherwise now. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  /** The id before -> the id now, of what was renamed. */
  readonly renamed: ReadonlyMap<Key, Key>;
  /** The name now of columns that were renamed, by dataset and name before (`columnName`). */
  readonly renamedColumns: ReadonlyMap<string, string>;
}

/** Gathers what is reached; of several effects on one thing the hardest counts. */
export class Reach {
  private readonly found = new Map<string, Reached>();

  add(reached: Reached): void {
    const old = this.found.get(reached.id);
    if (!old) {
      this.found.set(reached.id, reached);
      return;
    }
    const harder = EFFECTS.indexOf(reached.effect) < EFFECTS.indexOf(old.effect);
    this.found.set(reached.id, {
      ...(harder ? reached : old),
      columns: [...new Set([...old.columns, ...reached.columns])].sort(byText),
      distance: Math.min(old.distance, reached.distance),
    });
  }

  has(id: string): boolean {
    return this.found.has(id);
  }

  list(): readonly Reached[] {
    return [...this.found.values()].sort(inOrder);
  }
}

export function inOrder(a: Reached, b: Reached): number {
  return EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || a.distance - b.distance || byText(a.name, b.name) || byText(a.id, b.id);
}

export function reached(side: Side, entity: Entity, effect: Effect, distance: number, columns: readonly string[] = []): Reached {
  const place = side.place(entity.id);
  return { ...side.subject(entity), kind: wordFor(entity), effect, columns: [...columns].sort(byText), distance, file: place.file || null, line: place.file ? place.line : null };
}

function wordFor(entity: Entity): string {
  if (entity.kind === 'job') return 'job';
  if (checkKind(entity) !== null) return 'check';
  if (isMacro(entity)) return 'macro';
  return entity.kind === 'dataset' ? 'dataset' : kindOf(entity);
}

/** Who reads an entity directly: datasets, jobs, exposures, checks of their own. */
export function readersOf(side: Side, id: Key): readonly Entity[] {
  const ids = new Set(side.reader.next(id, 'down', false));
  for (const r of side.ws.referrers(id)) if (r.from && (r.role === 'reads' || r.role === 'uses')) ids.add(r.from);
  ids.delete(id);
  return [...ids].sort(byText).flatMap(k => side.entity(k) ?? []);
}

/** Everything downstream of some entities, by steps; they themselves are left out. */
export function downstream(side: Side, seeds: readonly Key[], first = 1): readonly { readonly entity: Entity; readonly distance: number }[] {
  const seen = new Set<Key>(seeds);
  const out: { entity: Entity; distance: number }[] = [];
  let frontier: readonly Key[] = seeds;
  for (let distance = first; frontier.length > 0 && out.length < 20_000; distance++) {
    const next: Key[] = [];
    for (const id of frontier) {
      for (const to of side.reader.next(id, 'down', false)) {
        if (seen.has(to)) continue;
        seen.add(to);
        const entity = side.ws.entity(to);
        if (!entity) continue;
        out.push({ entity, distance });
        next.push(to);
      }
    }
    frontier = next;
  }
  return out;
}

/** What a column that is gone (or has another name now) takes with it. `dataset` is the id before. */
export function lostColumnReach(sides: Sides, dataset: Key, column: string): readonly Reached[] {
  const out = new Reach();
  const seen = new Set<string>();
  const broken: Key[] = [];
  const queue: { readonly dataset: Key; readonly column: string; readonly distance: number }[] = [{ dataset, column, distance: 1 }];
  for (let at = queue.shift(); at && seen.size < 5_000; at = queue.shift()) {
    const name = `${at.dataset}\n${at.column.toLowerCase()}`;
    if (seen.has(name)) continue;
    seen.add(name);
    addChecks(sides, at.dataset, at.column, at.distance, out);
    for (const reader of readersOf(sides.base, at.dataset)) {
      const hit = hitOn(sides, at.dataset, at.column, reader);
      if (!hit) continue;
      const now = sides.head.entity(sides.renamed.get(reader.id) ?? reader.id);
      const place = hit.at ? sides.head.placeOf(hit.at.file, hit.at.offset) : null;
      out.add({ ...reached(now ? sides.head : sides.base, now ?? reader, hit.effect, at.distance, hit.columns), ...(place ? { file: place.file, line: place.line } : {}) });
      if (hit.effect === 'breaks' && now) broken.push(now.id);
      if (hit.effect === 'loses') for (const lost of hit.columns) queue.push({ dataset: reader.id, column: lost, distance: at.distance + 1 });
    }
  }
  for (const { entity, distance } of downstream(sides.head, broken, 2)) out.add(reached(sides.head, entity, 'downstream', distance));
  return out.list();
}

/** What the loss of `dataset.column` does to one reader; null if it doesn't use the column. */
function hitOn(sides: Sides, dataset: Key, column: string, reader: Entity): { readonly effect: Effect; readonly columns: readonly string[]; readonly at?: Spot } | null {
  const { base, head } = sides;
  const lower = column.toLowerCase();
  const queries = base.queries(reader.id);
  const now = head.entity(sides.renamed.get(reader.id) ?? reader.id);
  if (queries.length === 0) {
    // A dashboard, a Python model, a connector: which columns it takes is written nowhere.
    if (isMacro(reader) || checkKind(reader) === 'unit') return null;
    const said = mentionsIn(base, dataset, reader);
    if (said.columns.size > 0) {
      // It names its columns (a semantic model): one that it does not name it does not use, unless an expression has the word.
      if (!said.columns.has(lower) && !hasWord(said.text, lower)) return null;
      if (!now) return { effect: 'adapted', columns: [] };
      const still = mentionsIn(head, sides.renamed.get(dataset) ?? dataset, now);
      const at = still.columns.get(lower);
      if (at) return { effect: 'breaks', columns: [], at };
      return hasWord(still.text, lower) ? { effect: 'may break', columns: [] } : { effect: 'adapted', columns: [] };
    }
    return { effect: now ? 'may break' : 'adapted', columns: [] };
  }
  const edges = base.ws.upstream(reader.id).filter(e => e.from === dataset);
  const made = [...new Set(edges.flatMap(e => e.columns.flatMap(c => (c.from.some(f => f.column.toLowerCase() === lower) ? [c.to] : []))))];
  const decides = edges.some(e => e.indirect.some(i => i.column.toLowerCase() === lower));
  const named = queries.some(q => [...usesIn(q.fact)].some(u => u.column.toLowerCase() === lower && isColumn(base, q.document.path, q.fact, u, dataset)));
  const inCall = queries.some(q => q.document.facts.calls.some(c => c.arguments.some(a => typeof a.value === 'string' && a.value.toLowerCase() === lower)));
  const blind = queries.some(q => q.fact.query.scopes.some(s => s.incomplete));
  if (made.length === 0 && !decides && !named && !inCall && !blind) return null;
  if (!now) return { effect: 'adapted', columns: made };
  const still = stillNames(sides, dataset, lower, now);
  if (still) return { effect: still.effect, columns: made, at: still.at };
  const untouched = queries.every(q => head.ws.document(q.document.path)?.facts === q.document.facts);
  const lost = made.filter(t => head.ws.column(now.id, t) === undefined);
  const byStar = lost.filter(t => queries.every(q => outputSpans(q.fact, q.fact.query.root, t.toLowerCase()).length === 0));
  if (byStar.length > 0) return { effect: 'loses', columns: byStar };
  if (!untouched) return { effect: 'adapted', columns: made };
  if (inCall || blind || named || made.length > 0) return { effect: 'may break', columns: made };
  return null;
}

/** The columns of a dataset that an entry of a file names, each with its place, and the text of the entry. */
function mentionsIn(side: Side, dataset: Key, reader: Entity): { readonly columns: ReadonlyMap<string, Spot>; readonly text: string } {
  const columns = new Map<string, Spot>();
  const entry = side.ws.places(reader.id).find(p => p.declaration.role === 'defines' && p.declaration.path !== null);
  if (!entry) return { columns, text: '' };
  const { span } = entry.declaration;
  for (const { file, reference } of side.ws.referencePlaces(dataset)) {
    if (file === entry.file && reference.column && span.start <= reference.span.start && reference.span.end <= span.end) columns.set(reference.column.name.toLowerCase(), { file, offset: reference.column.span.start });
  }
  return { columns, text: side.ws.document(entry.file)?.text.slice(span.start, span.end) ?? '' };
}

function hasWord(text: string, lower: string): boolean {
  const all = text.toLowerCase();
  for (let at = all.indexOf(lower); at >= 0; at = all.indexOf(lower, at + 1)) if (!/\w/.test(all[at - 1] ?? ' ') && !/\w/.test(all[at + lower.length] ?? ' ')) return true;
  return false;
}

function isColumn(side: Side, path: string, fact: Parameters<Side['ws']['resolveUse']>[1], use: Parameters<Side['ws']['resolveUse']>[2], dataset: Key): boolean {
  const target = side.ws.resolveUse(path, fact, use);
  return target.kind === 'column' && target.dataset === dataset;
}

/** Where in a file something is named. */
interface Spot {
  readonly file: string;
  readonly offset: number;
}

/** Whether the reader, as it is now, names the column and does not find it; and where. */
function stillNames(sides: Sides, dataset: Key, lower: string, now: Entity): { readonly effect: 'breaks' | 'may break'; readonly at: Spot } | null {
  const { head } = sides;
  const present = sides.renamed.get(dataset) ?? dataset;
  const reads = head.ws.inputs(now.id).some(i => i.from === present) || head.ws.referrers(present).some(r => r.from === now.id);
  let maybe: Spot | null = null;
  for (const { document, fact } of head.queries(now.id)) {
    for (const use of usesIn(fact)) {
      if (use.column.toLowerCase() !== lower) continue;
      const target = head.ws.resolveUse(document.path, fact, use);
      const at = { file: document.path, offset: use.span.start };
      if (target.kind === 'unknown') return { effect: 'breaks', at };
      if ((target.kind === 'column' && target.dataset === present) || (target.kind === 'open' && reads)) maybe ??= at;
    }
    for (const scope of fact.query.scopes) for (const input of scope.inputs) {
      const joined = reads ? input.using.find(u => u.name.toLowerCase() === lower) : undefined;
      if (joined) maybe ??= { file: document.path, offset: joined.span.start };
    }
  }
  return maybe ? { effect: 'may break', at: maybe } : null;
}

/** Checks that still ask for the column, and what refers to it by name from elsewhere. */
function addChecks(sides: Sides, dataset: Key, column: string, distance: number, out: Reach): void {
  const { head } = sides;
  const present = head.entity(sides.renamed.get(dataset) ?? dataset);
  if (!present || head.ws.column(present.id, column)) return;
  const lower = column.toLowerCase();
  const effect: Effect = head.ws.columns(present.id).complete ? 'breaks' : 'may break';
  for (const { file, check } of head.ws.checks(present.id)) {
    if (!check.enabled || !check.columns.some(c => c.toLowerCase() === lower)) continue;
    const whole = head.ws.document(file)?.facts.checks.find(c => c.id === check.id && c.columns.some(x => x.toLowerCase() === lower));
    const place = whole ? head.placeOf(file, whole.span.start) : null;
    out.add({
      id: `${printedId(check.id)}:${column}`, name: `${check.test} on ${column}`, type: `${check.tool}.check`, system: check.tool, owner: head.subject(present).owner, kind: 'check', effect, columns: [column], distance,
      file, line: place?.line ?? null,
    });
  }
  for (const r of head.ws.referrers(present.id)) {
    if (r.column?.toLowerCase() !== lower || !r.from || r.from === present.id) continue;
    const from = head.ws.entity(r.from);
    if (from) out.add(reached(head, from, effect, distance, []));
  }
}

/** What a dataset that is gone (or bears another name now) takes with it; `before` is the entity that went. */
export function lostDatasetReach(sides: Sides, before: Entity): readonly Reached[] {
  const { base, head } = sides;
  const out = new Reach();
  const broken: Key[] = [];
  for (const reader of readersOf(base, before.id)) {
    const now = head.entity(sides.renamed.get(reader.id) ?? reader.id);
    const effect = now ? stillRefers(sides, before, reader, now) : 'adapted';
    out.add(reached(now ? head : base, now ?? reader, effect, 1));
    if (effect === 'breaks' && now) broken.push(now.id);
  }
  for (const { entity, distance } of downstream(head, broken, 2)) out.add(reached(head, entity, 'downstream', distance));
  return out.list();
}

function stillRefers(sides: Sides, before: Entity, reader: Entity, now: Entity): Effect {
  const { base, head } = sides;
  const keys = new Set(before.keys);
  let effect: Effect | null = null;
  const places = head.ws.places(now.id);
  const ids = new Set([now.id, ...places.map(p => p.declaration.id)]);
  let untouched = true;
  for (const file of new Set(places.map(p => p.file))) {
    const facts = head.ws.document(file)?.facts;
    if (!facts || base.ws.document(file)?.facts !== facts) untouched = false;
    for (const r of facts?.references ?? []) {
      if (!r.from || !ids.has(r.from) || r.role === 'names' || !r.targets.some(t => keys.has(t))) continue;
      const resolution = head.ws.resolve(r, file);
      if (resolution.kind === 'one') effect ??= 'changes';
      else if (r.certainty === 'certain' && resolution.kind === 'none' && !resolution.open) return 'breaks';
      else effect = 'may break';
    }
  }
  return effect ?? (untouched && reader.id === now.id ? 'may break' : 'adapted');
}

/** Everything that is fed by some datasets or jobs: what it holds may differ. */
export function fedBy(side: Side, seeds: readonly Key[], effect: Effect = 'changes'): readonly Reached[] {
  const out = new Reach();
  for (const { entity, distance } of downstream(side, seeds)) out.add(reached(side, entity, effect, distance));
  return out.list();
}

/** Columns that are made of the given ones, and dashboards and the like that show their datasets. */
export function madeOf(side: Side, dataset: Key, columns: readonly string[]): readonly Reached[] {
  const out = new Reach();
  const touched = new Set<Key>([dataset]);
  for (const column of columns) {
    for (const traced of columnTrace(side.ws, dataset, column, 'down').columns) {
      const entity = traced.distance === 0 ? undefined : side.ws.entity(traced.dataset);
      if (!entity) continue;
      touched.add(entity.id);
      out.add(reached(side, entity, 'changes', traced.distance, [traced.column]));
    }
  }
  for (const id of touched) for (const reader of readersOf(side, id)) if (side.queries(reader.id).length === 0 && checkKind(reader) === null && !isMacro(reader) && !touched.has(reader.id)) out.add(reached(side, reader, 'changes', 1));
  return out.list();
}
