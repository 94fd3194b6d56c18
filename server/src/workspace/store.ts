import type { Check, Declaration, Facts, Reference } from '../model/facts';
import { NO_FACTS } from '../model/facts';
import type { Key } from '../model/key';
import { sameFact } from '../model/same';
import type { Sources } from './cells';
import { KeyIndex } from './keyIndex';
import { type NamedEntity, NameIndex } from './nameIndex';
import { checkedBy, filledBy } from './packedFacts';

/** One file as the workspace holds it. */
export interface FileEntry {
  readonly path: string;
  /** Id of what reads it: of a format, or of several (`airflow+spark`). */
  readonly format: string;
  readonly facts: Facts;
  /** Id (`format:folder`) of the innermost project of its format, null if in none. */
  readonly project: string | null;
  /** Other files that were looked at while it was read; its facts may be others when one of them changes. */
  readonly looked?: readonly string[];
}

export interface Part {
  readonly path: string;
  readonly declaration: Declaration;
}

/**
 * Facts of all files, indexed by key. `set` and `remove` compare the old facts of a file with the new ones, positions
 * left out, and touch exactly the sources that tell something else than before:
 *   file|PATH  where|PATH  key|KEY  parts|ID  type|TYPE  mentions|KEY  writes|KEY  checks|KEY  queries|ID  adopted|ID  paths
 */
export class Store {
  private readonly files = new Map<string, FileEntry>();
  /** In the order of `parts`, those of adopted entities left out. */
  private readonly partsById = new Map<Key, readonly Part[]>();
  /** Declared keys (ids included) and, apart, keys that `unify` added. */
  private readonly idsByKey = new KeyIndex();
  private readonly derivedByKey = new KeyIndex();
  private readonly idsByType = new Map<string, Map<Key, number>>();
  private readonly filesByMention = new KeyIndex();
  private readonly filesByWrite = new KeyIndex();
  private readonly filesByCheck = new KeyIndex();
  private readonly filesByQuery = new KeyIndex();
  private readonly filesByReferrer = new KeyIndex();
  private readonly adopters = new Map<Key, Key[]>();
  private readonly names = new NameIndex(() => [...this.idsByKey.keys(), ...this.derivedByKey.keys()], k => this.peekAnswering(k));
  private readonly byTarget = new WeakMap<Facts, Map<Key, Reference[]>>();
  private readonly checksByTarget = new WeakMap<Facts, Map<Key, Check[]>>();
  /** Ids whose declarations changed since the last `takeChanged`. */
  private readonly changedIds = new Set<Key>();
  /** Files that were not there before, since the last `takeAppeared`; only where changes are tracked. */
  private readonly appeared = new Set<string>();

  constructor(private readonly sources: Sources) {}

  file(path: string): FileEntry | undefined {
    this.sources.read('file', path);
    return this.files.get(path);
  }

  /** The project a file lies in; recorded apart from what the file says, which changes far more often. */
  projectOf(path: string): string | null {
    this.sources.read('where', path);
    return this.files.get(path)?.project ?? null;
  }

  /** Like `file`, without being recorded. */
  peek(path: string): FileEntry | undefined {
    return this.files.get(path);
  }

  paths(): Iterable<string> {
    this.sources.read('paths');
    return this.files.keys();
  }

  peekPaths(): Iterable<string> {
    return this.files.keys();
  }

  get size(): number {
    return this.files.size;
  }

  /** Declarations of an entity and of those it adopts: definitions first, then by path. */
  parts(id: Key): readonly Part[] {
    this.sources.read('parts', id);
    return this.peekParts(id);
  }

  peekParts(id: Key): readonly Part[] {
    const own = this.partsById.get(id) ?? NOTHING;
    if (this.adopters.size === 0 || own.every(p => p.declaration.adopts === undefined)) return own;
    const adopted = own.flatMap(p => (p.declaration.adopts ?? []).flatMap(a => (this.adopterOf(a) === id ? (this.partsById.get(a) ?? []) : [])));
    return adopted.length === 0 ? own : [...own, ...adopted].sort(inOrder);
  }

  /** The entity that adopted this one, or the id itself. */
  canonical(id: Key): Key {
    this.sources.read('adopted', id);
    return this.adopterOf(id) ?? id;
  }

  /** Who adopts an entity. One that is itself adopted adopts nobody: there are no chains. */
  private adopterOf(id: Key): Key | null {
    const by = this.adopters.get(id);
    return by?.find(a => !this.adopters.has(a)) ?? null;
  }

  /** Ids that answer to a key: by declaration or by derived name; adopted entities do not answer. In order. */
  answering(k: Key): readonly Key[] {
    this.sources.read('key', k);
    return this.peekAnswering(k);
  }

  private peekAnswering(k: Key): readonly Key[] {
    const declared = this.idsByKey.sorted(k);
    const derived = this.derivedByKey.sorted(k);
    if (derived.length === 0) return this.standing(declared);
    if (declared.length === 0) return this.standing(derived);
    return this.standing([...new Set([...declared, ...derived])].sort());
  }

  /** Without those that are adopted. */
  private standing(ids: readonly Key[]): readonly Key[] {
    if (this.adopters.size === 0) return ids;
    return ids.every(id => this.adopterOf(id) === null) ? ids : ids.filter(id => this.adopterOf(id) === null);
  }

  /** Names in a namespace, in order, each with an entity that answers to it (a name stands there once for each). Not recorded: for completion. */
  namesIn(namespace: string): readonly NamedEntity[] {
    return this.names.in(namespace);
  }

  /** Ids of a type, in order, without those that are adopted. */
  idsOfType(type: string): readonly Key[] {
    this.sources.read('type', type);
    return [...(this.idsByType.get(type)?.keys() ?? [])].filter(id => this.adopterOf(id) === null).sort();
  }

  types(): readonly string[] {
    this.sources.read('types');
    return [...this.idsByType.keys()].sort();
  }

  ids(): Iterable<Key> {
    this.sources.read('ids');
    return this.partsById.keys();
  }

  /** References that name a key, with their files, in order of path. */
  mentions(k: Key): readonly { path: string; reference: Reference }[] {
    this.sources.read('mentions', k);
    return this.collect(this.filesByMention.sorted(k), facts => this.referencesTo(facts, k)).map(({ path, item }) => ({ path, reference: item }));
  }

  /** Those of `mentions` that write: few are, and lineage asks for them of every dataset. */
  writes(k: Key): readonly { path: string; reference: Reference }[] {
    this.sources.read('writes', k);
    return this.collect(this.filesByWrite.sorted(k), facts => this.referencesTo(facts, k).filter(isWrite)).map(({ path, item }) => ({ path, reference: item }));
  }

  checks(k: Key): readonly { path: string; check: Check }[] {
    this.sources.read('checks', k);
    return this.collect(this.filesByCheck.sorted(k), facts => this.checksOf(facts, k)).map(({ path, item }) => ({ path, check: item }));
  }

  /** Queries that fill a dataset: file and index into its `queries`. */
  queries(id: Key): readonly { path: string; index: number }[] {
    this.sources.read('queries', id);
    return this.collect(this.filesByQuery.sorted(id), facts => filledBy(facts).flatMap((dataset, index) => (dataset === id ? [index] : []))).map(({ path, item }) => ({ path, index: item }));
  }

  /** Files whose references, calls or edges speak in the name of an entity. */
  filesSpeakingFor(id: Key): readonly string[] {
    this.sources.read('speaks', id);
    return this.filesByReferrer.sorted(id);
  }

  private collect<T>(paths: readonly string[], items: (facts: Facts) => readonly T[]): readonly { path: string; item: T }[] {
    if (paths.length === 0) return NOTHING;
    const out: { path: string; item: T }[] = [];
    for (const path of paths) for (const item of items(this.files.get(path)?.facts ?? NO_FACTS)) out.push({ path, item });
    return out;
  }

  private referencesTo(facts: Facts, k: Key): readonly Reference[] {
    if (facts.references.length <= FEW) return facts.references.filter(r => r.targets.includes(k));
    let index = this.byTarget.get(facts);
    if (!index) {
      index = new Map();
      for (const r of facts.references) for (const t of r.targets) push(index, t, r);
      this.byTarget.set(facts, index);
    }
    return index.get(k) ?? [];
  }

  private checksOf(facts: Facts, k: Key): readonly Check[] {
    if (facts.checks.length <= FEW) return facts.checks.filter(c => c.targets.includes(k));
    let index = this.checksByTarget.get(facts);
    if (!index) {
      index = new Map();
      for (const c of facts.checks) for (const t of c.targets) push(index, t, c);
      this.checksByTarget.set(facts, index);
    }
    return index.get(k) ?? [];
  }

  set(entry: FileEntry): void {
    this.replace(entry.path, entry);
  }

  remove(path: string): void {
    this.replace(path, undefined);
  }

  takeChanged(): Key[] {
    const ids = [...this.changedIds];
    this.changedIds.clear();
    return ids;
  }

  /** Files that came to be known: new ones, and those that a project which came or changed made known. */
  takeAppeared(): string[] {
    const paths = [...this.appeared];
    this.appeared.clear();
    return paths;
  }

  /** Replaces the keys that `unify` gives an entity beyond its declared ones. */
  setDerivedKeys(id: Key, before: readonly Key[], after: readonly Key[]): void {
    for (const k of before) if (!after.includes(k) && this.derivedByKey.drop(k, id)) this.keyChanged(k);
    for (const k of after) if (!before.includes(k) && this.derivedByKey.add(k, id)) this.keyChanged(k);
  }

  private keyChanged(k: Key): void {
    this.sources.touch(`key|${k}`);
    this.names.changed(k);
  }

  private replace(path: string, entry: FileEntry | undefined): void {
    const old = this.files.get(path);
    if (!old && !entry) return;
    if (!old && entry) {
      this.addNew(entry);
      return;
    }
    const before = old?.facts ?? NO_FACTS;
    const after = entry?.facts ?? NO_FACTS;
    if (entry) this.files.set(path, entry);
    else this.files.delete(path);
    const touched = new Set<string>([`file|${path}`]);
    if (!old || !entry) touched.add('paths');
    if (old?.project !== entry?.project) touched.add(`where|${path}`);
    this.replaceDeclarations(path, before, after, touched);
    this.replaceMentions(path, before, after, touched);
    for (const name of touched) this.sources.touch(name);
  }

  /** A file that was not there before: nothing to compare, everything it says is news. */
  private addNew(entry: FileEntry): void {
    const { path, facts } = entry;
    this.files.set(path, entry);
    if (this.sources.tracking) this.appeared.add(path);
    const tell = this.sources.tracking ? (name: string) => this.sources.touch(name) : () => {};
    tell(`file|${path}`);
    tell(`where|${path}`);
    tell('paths');
    const news = new Set<string>();
    if (facts.declarations.length > 0) this.replaceDeclarations(path, NO_FACTS, facts, news);
    const addAll = (index: KeyIndex, items: readonly Reference[], kind: string) => {
      for (const item of items) for (const k of item.targets) if (index.add(k, path) && this.sources.tracking) news.add(kind + k);
    };
    addAll(this.filesByMention, facts.references, 'mentions|');
    addAll(this.filesByWrite, facts.references.filter(isWrite), 'writes|');
    for (const k of checkedBy(facts)) if (this.filesByCheck.add(k, path) && this.sources.tracking) news.add(`checks|${k}`);
    for (const dataset of filledBy(facts))
      if (dataset) {
        this.filesByQuery.add(dataset, path);
        if (this.sources.tracking) news.add(`queries|${dataset}`);
      }
    const speak = (id: Key | null | undefined) => {
      if (id && this.filesByReferrer.add(id, path) && this.sources.tracking) news.add(`speaks|${id}`);
    };
    for (const r of facts.references) speak(r.from);
    for (const c of facts.calls) speak(c.from);
    for (const e of facts.edges) speak(facts.references[e.to]?.from);
    news.add('edges');
    for (const name of news) tell(name);
  }

  private replaceDeclarations(path: string, before: Facts, after: Facts, touched: Set<string>): void {
    const old = byId(before.declarations);
    const now = byId(after.declarations);
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      const was = old.get(id) ?? [];
      const is = now.get(id) ?? [];
      const rest = (this.partsById.get(id) ?? []).filter(p => p.path !== path);
      const parts = [...rest, ...is.map(declaration => ({ path, declaration }))];
      if (parts.length > 1) parts.sort(inOrder);
      if (parts.length > 0) this.partsById.set(id, parts);
      else this.partsById.delete(id);
      if (sameFact(was, is)) continue;
      this.changedIds.add(id);
      touched.add(`parts|${id}`);
      this.reindexKeys(id, was, rest, parts, touched);
      this.reindexTypes(id, was, is, touched);
      this.reindexAdoption(id, was, is, touched);
    }
  }

  private reindexKeys(id: Key, was: readonly Declaration[], rest: readonly Part[], parts: readonly Part[], touched: Set<string>): void {
    const keysOf = (all: readonly { keys: readonly Key[] }[]) => new Set(all.flatMap(d => [...d.keys]).concat(all.length > 0 ? [id] : []));
    const old = keysOf([...rest.map(p => p.declaration), ...was]);
    const now = keysOf(parts.map(p => p.declaration));
    for (const k of old)
      if (!now.has(k) && this.idsByKey.drop(k, id)) {
        touched.add(`key|${k}`);
        this.names.changed(k);
      }
    for (const k of now)
      if (!old.has(k) && this.idsByKey.add(k, id)) {
        touched.add(`key|${k}`);
        this.names.changed(k);
      }
    if (now.size === 0 || old.size === 0) touched.add('ids');
  }

  private reindexTypes(id: Key, was: readonly Declaration[], is: readonly Declaration[], touched: Set<string>): void {
    const shift = (type: string, by: number) => {
      let ids = this.idsByType.get(type);
      if (!ids) {
        this.idsByType.set(type, (ids = new Map()));
        touched.add('types');
      }
      const count = (ids.get(id) ?? 0) + by;
      if (count > 0) {
        if (!ids.has(id)) touched.add(`type|${type}`);
        ids.set(id, count);
      } else if (ids.delete(id)) touched.add(`type|${type}`);
      if (ids.size === 0) {
        this.idsByType.delete(type);
        touched.add('types');
      }
    };
    for (const d of is) shift(d.type, 1);
    for (const d of was) shift(d.type, -1);
  }

  private reindexAdoption(id: Key, was: readonly Declaration[], is: readonly Declaration[], touched: Set<string>): void {
    const touchAdopted = (adopted: Key, nested = false) => {
      this.names.forget();
      touched.add(`adopted|${adopted}`);
      for (const adopter of this.adopters.get(adopted) ?? []) {
        touched.add(`parts|${adopter}`);
        this.changedIds.add(adopter);
      }
      // Whether it adopts others depends on whether it is adopted.
      if (!nested) for (const p of this.partsById.get(adopted) ?? []) for (const a of p.declaration.adopts ?? []) touchAdopted(a, true);
      touched.add(`parts|${adopted}`);
      touched.add(`parts|${id}`);
      for (const p of this.partsById.get(adopted) ?? []) {
        touched.add(`type|${p.declaration.type}`);
        for (const k of [adopted, ...p.declaration.keys]) touched.add(`key|${k}`);
      }
      for (const k of this.derivedByKey.keysOf(adopted)) touched.add(`key|${k}`);
      this.changedIds.add(adopted);
    };
    for (const d of was)
      for (const a of d.adopts ?? []) {
        if (a === id) continue;
        const left = [...(this.adopters.get(a) ?? [])];
        const at = left.indexOf(id);
        if (at >= 0) left.splice(at, 1);
        if (left.length > 0) this.adopters.set(a, left);
        else this.adopters.delete(a);
        touchAdopted(a);
      }
    for (const d of is)
      for (const a of d.adopts ?? []) {
        if (a === id) continue;
        this.adopters.set(a, [...(this.adopters.get(a) ?? []), id].sort());
        touchAdopted(a);
      }
    // A change in an adopted entity is a change in the one that adopts it.
    for (const adopter of this.adopters.get(id) ?? []) {
      touched.add(`parts|${adopter}`);
      this.changedIds.add(adopter);
    }
  }

  private replaceMentions(path: string, before: Facts, after: Facts, touched: Set<string>): void {
    const referencesSame = sameFact(before.references, after.references);
    if (!referencesSame) {
      this.reindex(path, this.filesByMention, targetsOf(before.references), targetsOf(after.references), k => touched.add(`mentions|${k}`));
      for (const k of differing(before.references, after.references, r => r.targets)) touched.add(`mentions|${k}`);
      const written = [before.references.filter(isWrite), after.references.filter(isWrite)] as const;
      this.reindex(path, this.filesByWrite, targetsOf(written[0]), targetsOf(written[1]), k => touched.add(`writes|${k}`));
      for (const k of differing(written[0], written[1], r => r.targets)) touched.add(`writes|${k}`);
    }
    if (!sameFact(before.checks, after.checks)) {
      this.reindex(path, this.filesByCheck, targetsOf(before.checks), targetsOf(after.checks), k => touched.add(`checks|${k}`));
      for (const k of differing(before.checks, after.checks, c => c.targets)) touched.add(`checks|${k}`);
    }
    const queriesSame = referencesSame && sameFact(before.queries, after.queries);
    if (!queriesSame) {
      const ids = (f: Facts) => new Set(filledBy(f).flatMap(dataset => (dataset ? [dataset] : [])));
      this.reindex(path, this.filesByQuery, ids(before), ids(after), () => {});
      for (const id of new Set([...ids(before), ...ids(after)])) touched.add(`queries|${id}`);
    }
    if (!referencesSame || !sameFact(before.calls, after.calls) || !sameFact(before.edges, after.edges)) {
      const speakers = (f: Facts) => new Set([...f.references, ...f.calls].flatMap(r => (r.from ? [r.from] : [])).concat(f.edges.flatMap(e => targetSpeakers(f, e.to))));
      const all = new Set([...speakers(before), ...speakers(after)]);
      this.reindex(path, this.filesByReferrer, speakers(before), speakers(after), () => {});
      for (const id of all) touched.add(`speaks|${id}`);
      touched.add('edges');
    }
  }

  private reindex(path: string, index: KeyIndex, old: ReadonlySet<Key>, now: ReadonlySet<Key>, touch: (k: Key) => void): void {
    for (const k of old)
      if (!now.has(k)) {
        index.drop(k, path);
        touch(k);
      }
    for (const k of now)
      if (!old.has(k)) {
        index.add(k, path);
        touch(k);
      }
  }
}

function targetSpeakers(facts: Facts, reference: number): readonly Key[] {
  const from = facts.references[reference]?.from;
  return from ? [from] : [];
}

const NOTHING: readonly never[] = [];
/** Of so few items those of a key are found sooner by looking at all than through an index, which also takes room. */
const FEW = 24;

function isWrite(r: Reference): boolean {
  return r.role === 'writes';
}

/** Keys of the items that stand in only one of two lists, compared without positions. */
function differing<T>(before: readonly T[], after: readonly T[], keys: (item: T) => readonly Key[]): Set<Key> {
  const group = (items: readonly T[]) => {
    const out = new Map<Key, T[]>();
    for (const item of items) for (const k of keys(item)) push(out, k, item);
    return out;
  };
  const old = group(before);
  const now = group(after);
  const out = new Set<Key>();
  for (const [k, items] of old) if (!sameFact(items, now.get(k))) out.add(k);
  for (const k of now.keys()) if (!old.has(k)) out.add(k);
  return out;
}

function targetsOf(items: readonly { readonly targets: readonly Key[] }[]): Set<Key> {
  const out = new Set<Key>();
  for (const item of items) for (const t of item.targets) out.add(t);
  return out;
}

function byId(declarations: readonly Declaration[]): Map<Key, Declaration[]> {
  const out = new Map<Key, Declaration[]>();
  for (const d of declarations) push(out, d.id, d);
  return out;
}

/** Definitions first, then by path and place. */
function inOrder(a: Part, b: Part): number {
  return rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.declaration.span.start - b.declaration.span.start);
}

function rank(p: Part): number {
  return p.declaration.role === 'defines' ? 0 : 1;
}

function push<K, V>(map: Map<K, V[]>, k: K, value: V): void {
  const list = map.get(k);
  if (list) list.push(value);
  else map.set(k, [value]);
}
