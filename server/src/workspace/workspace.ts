import type { Attributes, Call, Check, Declaration, Moment, QueryFact, Reference } from '../model/facts';
import { NO_FACTS } from '../model/facts';
import type { Expansion, Format, ProjectContext } from '../model/format';
import { type Json, key, type Key, nameOf, namespaceOf, tableKey } from '../model/key';
import type { Use } from '../model/query';
import { sameValue } from '../model/same';
import { Spelling } from './spelling';
import type {
  CheckView, Column, ColumnSet, ColumnTarget, DirectInput, DocumentView, Entity, LineageEdge, Note, Place, ReferencePlace, Referrer, Resolution, ScopeColumns, Settings, TableState, Workspace,
} from '../model/workspace';
import { DEFAULT_SETTINGS } from '../model/workspace';
import { CellGraph, Cycle, Family, type Recording, Sources } from './cells';
import { datasetColumns } from './columns';
import { strongComponents } from './cycles';
import { readerWithId } from './extract';
import { QueryResolution, type TableColumns } from './queries';
import { isGone, isNear, tableState } from './steps';
import { type FileEntry, type Part, Store } from './store';

/** Resolved queries that are kept: those of some folders, since rules look at the queries of a folder's models from its YAML too. */
const MOST_RECENT = 512;

const NONE: ReadonlySet<string> = new Set();

export interface WorkspaceOptions {
  readonly formats: readonly Format[];
  /** Whether the files will change: then everything read is recorded. */
  readonly tracking: boolean;
  readonly settings?: Settings;
  /** The text of a file as it is now; '' if it can't be had. */
  text(path: string): string;
}

/**
 * Joins the facts of all files. Everything a rule or feature asks goes through here and is recorded (see `cells.ts`).
 * Change it with `setFile`, `removeFile`, `setProject`, `setSettings`, then call `settle` once before reading again.
 */
export class JoinedWorkspace implements Workspace {
  readonly graph: CellGraph;
  readonly store: Store;
  private readonly sources: Sources;
  private readonly formats: ReadonlyMap<string, Format>;
  private readonly contexts = new Map<string, ProjectContext>();
  private readonly entities: Family<Entity | null>;
  /** By type. Whoever asks for all entities of a type depends on one thing, not on each of them. */
  private readonly entityLists: Family<readonly Entity[]>;
  private readonly derivedKeys = new Map<Key, readonly Key[]>();
  private readonly columnSets: Family<ColumnSet>;
  private readonly tables: Family<TableState | null>;
  private readonly inputLists: Family<readonly DirectInput[]>;
  private readonly outputLists: Family<readonly { readonly to: Key; readonly job: Key | null }[]>;
  private readonly reverse: Family<ReadonlyMap<Key, readonly { to: Key; job: Key | null }[]>>;
  private readonly cyclic: Family<ReadonlySet<Key>>;
  private readonly circles: Family<ReadonlyMap<Key, readonly Key[]>>;
  /** Names of the entities of a type, by type; then which of them a file's text has (`TYPE FORMAT FILE`), and the files of each name (`TYPE FORMAT`). */
  private readonly spellings: Family<Spelling>;
  private readonly spelledIn: Family<readonly string[]>;
  private readonly spelledBy: Family<ReadonlyMap<string, readonly string[]>>;
  private readonly recent = new Map<QueryFact, Recording<QueryResolution>>();
  /** Columns by folded name, of sets that somebody has asked by name. */
  private readonly columnsByName = new WeakMap<ColumnSet, Map<string, Column>>();
  /** Ids of formats by that of their common reader. */
  private readonly formatLists = new Map<string, readonly string[]>();
  private allNotes: ReadonlyMap<string, readonly Note[]> = new Map();
  private current: Settings;
  private cyclesKnown = false;
  private isScanning = false;

  constructor(private readonly options: WorkspaceOptions) {
    this.graph = new CellGraph(options.tracking);
    this.sources = new Sources(this.graph);
    this.store = new Store(this.sources);
    this.formats = new Map(options.formats.map(f => [f.id, f]));
    this.current = options.settings ?? DEFAULT_SETTINGS;
    this.entities = new Family(this.graph, id => this.unify(id), sameValue, true);
    this.entityLists = new Family(this.graph, (type): readonly Entity[] => this.store.idsOfType(type).flatMap(id => this.entity(id) ?? []), sameItems);
    this.spellings = new Family(this.graph, type => new Spelling(new Set(this.entitiesOf(type).map(e => e.name))), (a, b) => a.equals(b));
    this.spelledIn = new Family(this.graph, name => this.computeSpelled(name), sameItems);
    this.spelledBy = new Family(this.graph, name => this.computeSpellers(name), sameMaps);
    this.columnSets = new Family(this.graph, id => this.computeColumns(id), sameValue);
    this.tables = new Family(this.graph, id => this.tableAt(id, null), sameValue);
    this.inputLists = new Family(this.graph, id => this.computeInputs(id), sameValue);
    this.reverse = new Family(this.graph, () => this.computeReverse(), sameMaps);
    this.outputLists = new Family(this.graph, id => this.reverse.get('').get(id) ?? [], sameValue);
    this.circles = new Family(this.graph, () => this.computeCircles(), sameMaps);
    this.cyclic = new Family(this.graph, () => strongComponents([...this.store.ids()], id => this.queriedDatasets(id)), (a, b) => a.size === b.size && [...a].every(x => b.has(x)));
  }

  // --- changing ---------------------------------------------------------------------------------------------------

  setFile(entry: FileEntry): void {
    this.store.set(entry);
  }

  removeFile(path: string): void {
    this.store.remove(path);
  }

  /** `id` is `format:folder`. */
  setProject(id: string, context: ProjectContext | null): void {
    const old = this.contexts.get(id);
    if (sameValue(old ?? null, context)) return;
    if (context) this.contexts.set(id, context);
    else this.contexts.delete(id);
    this.sources.touch(`project|${id}`);
    this.sources.touch('projects');
  }

  /** Names that the settings give aliases since the last time names were settled. */
  private newlyAliased: readonly string[] = [];

  setSettings(settings: Settings): void {
    if (sameValue(this.current, settings)) return;
    this.current = settings;
    this.newlyAliased = Object.keys(settings.aliases);
    this.sources.touch('settings');
  }

  /** Replaces the notes of all files. Gives the files whose notes are others now. */
  setNotes(notes: ReadonlyMap<string, readonly Note[]>): readonly string[] {
    const before = this.allNotes;
    this.allNotes = notes;
    const changed = [...new Set([...before.keys(), ...notes.keys()])].filter(p => !sameValue(before.get(p) ?? [], notes.get(p) ?? []));
    for (const path of changed) this.sources.touch(`notes|${path}`);
    return changed;
  }

  setScanning(scanning: boolean): void {
    if (this.isScanning === scanning) return;
    this.isScanning = scanning;
    this.sources.touch('scanning');
  }

  /** Brings the keys of changed entities up to date. Names that `unify` derives can make others answer, hence the rounds. */
  settle(): void {
    for (const _ of this.settling());
  }

  /** The same, step by step: whoever settles a large workspace may give way to others in between. */
  *settling(): Iterable<void> {
    // What is only mentioned may never have been looked at, so that nothing of it is out of date.
    const aliased = this.newlyAliased.flatMap(name => [...STREAMS].flatMap(space => this.store.answering(key(space, name))));
    this.newlyAliased = [];
    for (let round = 0; round < 8; round++) {
      const ids = new Set([...this.store.takeChanged(), ...this.entities.takeStale(), ...(round === 0 ? aliased : [])]);
      if (ids.size === 0) break;
      for (const id of ids) {
        this.settleEntity(id);
        yield;
      }
    }
    if (this.recent.size > MOST_RECENT / 2) this.recent.clear();
  }

  private settleEntity(id: Key): void {
    const before = this.derivedKeys.get(id) ?? [];
    // What is only mentioned derives no names, unless the settings give it some; whether it stands is seen once all names are known.
    if (before.length === 0 && this.store.peekParts(id).length > 0 && this.store.peekParts(id).every(p => p.declaration.yieldsTo) && !this.isAliased(id)) return;
    const entity = this.store.peekParts(id).length > 0 ? this.guarded(() => this.graph.untracked(() => this.entities.get(id))) : null;
    const declared = new Set(this.store.peekParts(id).flatMap(p => [...p.declaration.keys]));
    const after = entity && entity.id === id ? entity.keys.filter(k => k !== id && !declared.has(k)) : [];
    if (!entity) this.entities.drop(id);
    this.store.setDerivedKeys(id, before, after);
    if (after.length > 0) this.derivedKeys.set(id, after);
    else this.derivedKeys.delete(id);
  }

  private isAliased(id: Key): boolean {
    const { aliases } = this.current;
    for (const name in aliases) if (this.store.peekParts(id).some(p => isNamed([id, ...p.declaration.keys], p.declaration.name, name))) return true;
    return false;
  }

  /** Runs a computation from outside; the first cycle among columns makes the workspace look for cycles from then on. */
  guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Cycle) || this.cyclesKnown) throw error;
      this.cyclesKnown = true;
      this.recent.clear();
      this.columnSets.dropAll();
      this.tables.dropAll();
      return work();
    }
  }

  // --- reading ----------------------------------------------------------------------------------------------------

  get scanning(): boolean {
    this.sources.read('scanning');
    return this.isScanning;
  }

  get settings(): Settings {
    this.sources.read('settings');
    return this.current;
  }

  document(path: string): DocumentView | undefined {
    const entry = this.store.file(path);
    if (!entry) return undefined;
    const text = this.options.text;
    let formats = this.formatLists.get(entry.format);
    if (!formats) this.formatLists.set(entry.format, (formats = entry.format.split('+')));
    return {
      path,
      format: formats[0]!,
      formats,
      facts: entry.facts,
      project: this.context(entry.project),
      get text() {
        return text(path);
      },
    };
  }

  notes(path: string): readonly Note[] {
    this.sources.read('notes', path);
    return this.allNotes.get(path) ?? [];
  }

  paths(): Iterable<string> {
    return this.store.paths();
  }

  reader(path: string): Format | undefined {
    const entry = this.store.file(path);
    return entry ? readerWithId(this.formats, entry.format) : undefined;
  }

  private context(id: string | null): ProjectContext | null {
    if (id === null) return null;
    this.sources.read('project', id);
    return this.contexts.get(id) ?? null;
  }

  project(path: string): ProjectContext | null {
    return this.context(this.store.projectOf(path));
  }

  projects(): readonly ProjectContext[] {
    this.sources.read('projects');
    return [...this.contexts.values()].filter(c => !c.implied).sort((a, b) => (a.root < b.root ? -1 : 1));
  }

  entity(id: Key): Entity | undefined {
    const canonical = this.store.canonical(id);
    return this.entities.get(canonical) ?? undefined;
  }

  answering(k: Key): readonly Entity[] {
    return this.store.answering(k).flatMap(id => {
      const e = this.entity(id);
      return e?.enabled ? [e] : [];
    });
  }

  resolve(reference: Reference, path?: string): Resolution {
    const found = this.resolveKeys(reference.targets, path);
    if (found.kind !== 'many' || reference.role !== 'writes') return found;
    // What a project makes itself (a seed, a model) is filled by nobody else; its sources are.
    const [source, other] = found.entities.filter(e => e.type.endsWith('.source'));
    return source && !other ? { kind: 'one', entity: source } : found;
  }

  private resolveKeys(targets: readonly Key[], path?: string): Resolution {
    const disabled: Entity[] = [];
    for (const k of targets) {
      const enabled: Entity[] = [];
      for (const id of this.store.answering(k)) {
        const e = this.entity(id);
        if (e) (e.enabled ? enabled : disabled).push(e);
      }
      if (enabled.length === 1) return { kind: 'one', entity: enabled[0]! };
      if (enabled.length > 1) return { kind: 'many', entities: enabled };
    }
    const open = path === undefined ? false : (this.project(path)?.open ?? false);
    return { kind: 'none', disabled, open };
  }

  entitiesOf(type: string): readonly Entity[] {
    return this.entityLists.get(type);
  }

  spelled(type: string, format: string): ReadonlyMap<string, readonly string[]> {
    return this.spelledBy.get(`${type} ${format}`);
  }

  /** `name` is a type, a format and a path. */
  private computeSpelled(name: string): readonly string[] {
    const [type, format] = name.split(' ', 2) as [string, string];
    const document = this.document(name.slice(type.length + format.length + 2));
    if (!document) return [];
    const spelling = this.spellings.get(type);
    return document.formats.includes(format) ? spelling.in(document.text) : spelling.among(document.facts.references.map(r => r.name));
  }

  /** An edit that brings no name in and takes none out changes nothing here. */
  private computeSpellers(name: string): ReadonlyMap<string, readonly string[]> {
    const out = new Map<string, string[]>();
    for (const path of this.store.paths())
      for (const spelled of this.spelledIn.get(`${name} ${path}`)) {
        const list = out.get(spelled);
        if (list) list.push(path);
        else out.set(spelled, [path]);
      }
    return out;
  }

  types(): readonly string[] {
    return this.store.types();
  }

  private mentions(id: Key): readonly { path: string; reference: Reference }[] {
    const entity = this.entity(id);
    return entity ? this.mentionsOf(entity, k => this.store.mentions(k)) : [];
  }

  /** What `find` gives for the keys of an entity, as far as it means that entity. */
  private mentionsOf(entity: Entity, find: (k: Key) => readonly { path: string; reference: Reference }[]): readonly { path: string; reference: Reference }[] {
    const out: { path: string; reference: Reference }[] = [];
    const seen = new Set<Reference>();
    for (const k of entity.keys)
      for (const m of find(k)) {
        if (seen.has(m.reference)) continue;
        seen.add(m.reference);
        const resolution = this.resolve(m.reference);
        if (resolution.kind === 'one' && resolution.entity.id === entity.id) out.push(m);
      }
    return out;
  }

  referrers(id: Key): readonly Referrer[] {
    const out: Referrer[] = [];
    for (const { path, reference: r } of this.mentions(id))
      out.push({ file: path, from: r.from ? this.store.canonical(r.from) : null, role: r.role, type: r.type, column: r.column?.name ?? null, data: r.data ?? null });
    return out;
  }

  checks(id: Key): readonly CheckView[] {
    const entity = this.entity(id);
    if (!entity) return [];
    const seen = new Set<Check>();
    const out: CheckView[] = [];
    for (const k of entity.keys)
      for (const { path, check } of this.store.checks(k)) {
        if (seen.has(check)) continue;
        seen.add(check);
        const resolution = this.resolveKeys(check.targets);
        if (resolution.kind === 'one' && resolution.entity.id === entity.id) out.push({ file: path, check });
      }
    return out;
  }

  columns(id: Key): ColumnSet {
    return this.columnSets.get(this.store.canonical(id));
  }

  column(id: Key, name: string): Column | undefined {
    const set = this.columns(id);
    const lower = name.toLowerCase();
    if (set.columns.length <= 6) return set.columns.find(c => c.name === name || c.name.toLowerCase() === lower);
    let byName = this.columnsByName.get(set);
    if (!byName) {
      byName = new Map();
      for (const c of set.columns) if (!byName.has(c.name.toLowerCase())) byName.set(c.name.toLowerCase(), c);
      this.columnsByName.set(set, byName);
    }
    return byName.get(lower);
  }

  table(id: Key, before: Moment | null): TableState | null {
    const canonical = this.store.canonical(id);
    return before === null ? this.tables.get(canonical) : this.tableAt(canonical, before);
  }

  private tableAt(id: Key, before: Moment | null): TableState | null {
    return tableState(id, before, { parts: k => this.store.parts(k), columns: (k, moment) => this.filledColumns(k, moment) });
  }

  /** The columns that the query of a CREATE gives its table. */
  private filledColumns(id: Key, moment: Moment): ReturnType<QueryResolution['root']> | null {
    if (this.cyclesKnown && this.cyclic.get('').has(id)) return null;
    for (const { path, index } of this.store.queries(id)) {
      const fact = this.store.file(path)?.facts.queries[index];
      if (fact && !fact.adds && fact.moment && sameValue(fact.moment, moment)) return this.resolution(path, fact).root();
    }
    return null;
  }

  resolveUse(path: string, query: QueryFact, use: Use): ColumnTarget {
    return this.resolution(path, query).target(use);
  }

  scopeColumns(path: string, query: QueryFact, scope: number): ScopeColumns {
    return this.resolution(path, query).scope(scope);
  }

  inputColumns(path: string, query: QueryFact, scope: number, input: number): ScopeColumns {
    return this.resolution(path, query).inputsOf(scope)[input] ?? { columns: [], complete: false };
  }

  upstream(id: Key): readonly LineageEdge[] {
    const canonical = this.store.canonical(id);
    const columns = this.columns(canonical).columns;
    const indirect = this.queriesOf(canonical).flatMap(({ path, fact }) => this.resolution(path, fact).indirect());
    return this.inputs(canonical).map(input => ({
      from: input.from,
      to: canonical,
      job: input.job,
      confidence: input.confidence,
      file: input.file,
      columns: columns.flatMap(c => {
        const from = c.from.filter(s => s.dataset === input.from).map(s => ({ column: s.column, kind: s.kind }));
        return from.length > 0 ? [{ to: c.name, from }] : [];
      }),
      indirect: indirect.filter(s => s.dataset === input.from).map(s => ({ column: s.column, kind: s.kind })),
    }));
  }

  downstream(id: Key): readonly LineageEdge[] {
    const canonical = this.store.canonical(id);
    return this.outputs(canonical).flatMap(o => this.upstream(o.to).filter(e => e.from === canonical && e.job === o.job));
  }

  /** Direct inputs by entity, without columns: cheaper than `upstream`. */
  inputs(id: Key): readonly DirectInput[] {
    return this.inputLists.get(this.store.canonical(id));
  }

  outputs(id: Key): readonly { readonly to: Key; readonly job: Key | null }[] {
    return this.outputLists.get(this.store.canonical(id));
  }

  cycle(id: Key): readonly Key[] {
    return this.circles.get('').get(this.store.canonical(id)) ?? [];
  }

  places(id: Key): readonly Place[] {
    const canonical = this.graph.untracked(() => this.store.canonical(id));
    return this.store.peekParts(canonical).map(p => ({ file: p.path, declaration: p.declaration }));
  }

  referencePlaces(id: Key): readonly ReferencePlace[] {
    return this.graph.untracked(() => [...this.mentions(id)].map(m => ({ file: m.path, reference: m.reference })));
  }

  /** Names in a namespace, in order, and the entities that answer to them. Not recorded: for completion. */
  names(namespace: string): readonly { readonly name: string; readonly id: Key }[] {
    return this.store.namesIn(namespace);
  }

  // --- computing --------------------------------------------------------------------------------------------------

  private unify(id: Key): Entity | null {
    const parts = this.store.parts(id);
    const first = parts[0];
    if (!first) return null;
    const taken = new Set(parts.flatMap(p => [...(p.declaration.adopts ?? [])]));
    const entry = this.store.peek((parts.find(p => !taken.has(p.declaration.id) || p.declaration.id === id) ?? first).path);
    const format = entry ? readerWithId(this.formats, entry.format) : undefined;
    // What another format says of the same thing (the DDL of a source) comes behind what its own says.
    const isOwn = (p: Part): boolean => this.store.peek(p.path)?.format === entry?.format;
    const declarations = [...parts.filter(isOwn), ...parts.filter(p => !isOwn(p))].map(p => p.declaration);
    const unified = format?.unify
      ? format.unify(id, declarations, this.context(entry?.project ?? null), k => this.store.answering(k).length > 0)
      : { attributes: mergeAttributes(declarations), keys: [] };
    const adopted = new Set(declarations.flatMap(d => [...(d.adopts ?? [])]));
    const own = parts.filter(p => !adopted.has(p.declaration.id) || p.declaration.id === id);
    const lead = own[0] ?? first;
    const keys = new Set([id, ...own.flatMap(p => [...p.declaration.keys]), ...unified.keys]);
    if (lead.declaration.kind === 'dataset') for (const [name, others] of Object.entries(this.settings.aliases)) if (isNamed(keys, lead.declaration.name, name)) for (const other of others) for (const k of aliasKeys(id, other)) keys.add(k);
    return {
      id,
      kind: lead.declaration.kind,
      type: lead.declaration.type,
      name: lead.declaration.name,
      enabled: unified.attributes.enabled !== false && !this.givesWay(id, declarations) && !this.isDropped(declarations),
      parent: parts.find(p => p.declaration.parent)?.declaration.parent ?? null,
      attributes: unified.attributes,
      keys: [...keys],
      definitions: parts.filter(p => p.declaration.role === 'defines').length,
      descriptions: parts.filter(p => p.declaration.role === 'describes').length,
      roles: parts.map(p => ({ role: p.declaration.role, file: p.path, type: p.declaration.type, path: p.declaration.path, enabled: p.declaration.attributes.enabled !== false })),
    };
  }

  /** Whether migrations end without the table. A script that drops its own table at its end still passes data through it. */
  private isDropped(declarations: readonly Declaration[]): boolean {
    return declarations.every(d => d.step?.moment.order !== '') && isGone(declarations);
  }

  /** Whether something that is only mentioned has another name under which something declares it. */
  private givesWay(id: Key, declarations: readonly Declaration[]): boolean {
    if (!declarations.every(d => d.yieldsTo)) return false;
    // Two that answer to a further name which both give way to do not give way to each other; a mere mention of that name gives way to them.
    const others = (k: Key): boolean => {
      const all = this.store.answering(k);
      const shares = k !== id && all.includes(id);
      return all.some(other => other !== id && !(shares && this.store.parts(other).every(p => p.declaration.yieldsTo?.includes(k))));
    };
    return others(id) || (declarations[0]?.yieldsTo ?? []).some(k => declarations.every(d => d.yieldsTo?.includes(k)) && others(k));
  }

  private computeColumns(id: Key): ColumnSet {
    const entity = this.entity(id);
    const off = this.switchedOff(id);
    const parts = this.store.parts(id).filter(p => p.declaration.role !== 'defines' || !off.has(p.path));
    if (!entity || (this.cyclesKnown && this.cyclic.get('').has(id))) {
      return datasetColumns(parts.map(p => p.declaration), [], entity ? 'it is made from itself' : 'nothing declares it');
    }
    const queries = this.queriesOf(id).map(({ path, fact, matched }) => {
      const resolved = this.resolution(path, fact).root();
      // Names matched across tools prove nothing about which columns there are not.
      return { fact, resolved: matched ? { ...resolved, complete: false, reason: 'it is filled under another name' } : resolved };
    });
    const made = parts.some(p => p.declaration.step) ? this.tables.get(id) : null;
    if (made) {
      const [first] = parts.filter(p => p.declaration.step);
      const whole: Declaration = { ...first!.declaration, columns: made.columns, columnsComplete: made.complete || made.columns.length > 0 };
      const others = parts.flatMap(p => (p.declaration.step ? [] : [{ ...p.declaration, columns: p.declaration.columns, columnsComplete: false }]));
      return datasetColumns([whole, ...others], queries, made.complete ? (entity.attributes.columnsOpen ?? null) : (made.reason ?? 'not all of its columns are known'));
    }
    const several = parts.filter(p => p.declaration.role === 'defines').length > 1;
    return datasetColumns(parts.map(p => p.declaration), queries, several ? 'it is defined in several places' : (entity.attributes.columnsOpen ?? null));
  }

  private queriesOf(id: Key): readonly { path: string; fact: QueryFact; matched: boolean }[] {
    const ids = new Set([id, ...this.store.parts(id).map(p => p.declaration.id)]);
    const off = this.switchedOff(id);
    const facts = (k: Key, matched: boolean) => this.store.queries(k).flatMap(q => {
      const fact = off.has(q.path) ? undefined : this.store.file(q.path)?.facts.queries[q.index];
      return fact ? [{ path: q.path, fact, matched }] : [];
    });
    return [...[...ids].flatMap(i => facts(i, false)), ...this.takenOver(id, ids).flatMap(k => facts(k, true))];
  }

  /** Ids of mere mentions that gave way to this entity: what fills them fills it. */
  private takenOver(id: Key, own: ReadonlySet<Key>): readonly Key[] {
    const entity = this.entity(id);
    if (entity?.kind !== 'dataset' || entity.definitions + entity.descriptions === 0) return [];
    return entity.keys.filter(k => {
      if (own.has(k) || this.store.parts(k).length === 0) return false;
      const mention = this.entity(k);
      const resolution = mention && !mention.enabled ? this.resolveKeys([k]) : null;
      return resolution?.kind === 'one' && resolution.entity.id === id;
    });
  }

  /** Files whose definition of the entity is switched off while another one is on: what they say of it does not count. */
  private switchedOff(id: Key): ReadonlySet<string> {
    const defining = this.store.parts(id).filter(p => p.declaration.role === 'defines');
    if (defining.length < 2) return NONE;
    const off = new Set(defining.filter(p => p.declaration.attributes.enabled === false).map(p => p.path));
    for (const p of defining) if (p.declaration.attributes.enabled !== false) off.delete(p.path);
    return off.size < new Set(defining.map(p => p.path)).size ? off : NONE;
  }

  /** The datasets whose columns those of `id` are computed from: exactly those that `computeColumns` asks. */
  private queriedDatasets(id: Key): readonly Key[] {
    if (this.store.canonical(id) !== id || !this.entity(id)) return [];
    return this.queriesOf(id).flatMap(({ path, fact }) =>
      Object.values(fact.tables).flatMap(index => {
        const reference = this.store.file(path)?.facts.references[index];
        const resolution = reference ? this.resolve(reference, path) : null;
        // A table whose DDL says it all is not asked how it is filled.
        return resolution?.kind === 'one' && resolution.entity.id !== id && !this.isListed(resolution.entity.id) ? [resolution.entity.id] : [];
      }),
    );
  }

  /** Whether statements list the columns of a table at every moment, so that no query decides any of them. */
  private isListed(id: Key): boolean {
    const changes = this.store.parts(id).flatMap(p => p.declaration.step?.does ?? []);
    return changes.some(c => c.op === 'create') && changes.every(c => c.op !== 'takes' && !(c.op === 'create' && (c.query || c.like !== null)));
  }

  /** Whether a table has other columns at other moments, or all of them from statements. */
  private hasHistory(id: Key): boolean {
    const changes = this.store.parts(id).flatMap(p => p.declaration.step?.does ?? []);
    return changes.some(c => c.op === 'takes' || (c.op === 'create' && !c.query)) || (changes.some(c => c.op === 'create') && changes.some(c => c.op !== 'create' && c.op !== 'opens'));
  }

  private resolution(path: string, query: QueryFact): QueryResolution {
    const known = this.recent.get(query);
    if (known && this.graph.holds(known)) {
      this.graph.replay(known);
      return known.value;
    }
    this.recent.delete(query);
    const recording = this.graph.record(() => {
      const facts = this.store.file(path)?.facts ?? NO_FACTS;
      const resolution = new QueryResolution(query, facts, (reference, start) => this.tableColumns(path, query, reference === null ? null : facts.references[reference]!, query.doubtful?.includes(start) ?? false));
      // Everything it will ever read is read now, so that the recording is whole.
      for (let i = 0; i < query.query.scopes.length; i++) {
        resolution.scope(i);
        resolution.inputsOf(i);
      }
      return resolution;
    });
    this.recent.set(query, recording);
    if (this.recent.size > MOST_RECENT) this.recent.delete(this.recent.keys().next().value!);
    this.graph.replay(recording);
    return recording.value;
  }

  private tableColumns(path: string, query: QueryFact, reference: Reference | null, doubtful: boolean): TableColumns {
    if (!reference) return { dataset: null, columns: [], complete: false, reason: 'a table whose name is not known' };
    const resolution = this.resolve(reference, path);
    // A table that later migrations drop is still there at the moment of the query.
    const gone = resolution.kind === 'none' && reference.moment?.order && resolution.disabled.length === 1 ? resolution.disabled[0] : undefined;
    const entity = resolution.kind === 'one' ? resolution.entity : gone;
    if (!entity) return { dataset: null, columns: [], complete: false, reason: `the columns of ${reference.name} are not known` };
    const { id } = entity;
    if (this.hasHistory(id)) return this.statementColumns(path, id, reference, doubtful || !isSure(reference, entity));
    if (query.dataset && this.store.canonical(query.dataset) === id) return { dataset: null, columns: [], complete: false, reason: 'it reads itself' };
    const set = this.columns(id);
    if (reference.data?.['place'] === 'script' && !this.knowsTable(path, id, reference, null)) return { dataset: id, columns: set.columns, complete: false, reason: `${reference.name} may be another table` };
    // A job's SQL names tables of whatever tool makes them: matched names prove nothing about columns.
    const matched = query.job !== null && reference.certainty !== 'certain';
    if (doubtful || matched || !isSure(reference, entity)) return { dataset: id, columns: set.columns, complete: false, reason: `${reference.name} may be another table` };
    return { dataset: id, columns: set.columns, complete: set.complete, reason: set.complete ? null : (set.reason ?? `the columns of ${reference.name} are not known`) };
  }

  /** Columns of a table from its DDL: those of the moment the reference stands in. */
  private statementColumns(path: string, id: Key, reference: Reference, doubtful: boolean): TableColumns {
    const state = this.table(id, reference.moment ?? null);
    if (!state) return { dataset: id, columns: [], complete: false, reason: `the columns of ${reference.name} are not known` };
    const sure = state.complete && state.exists && !doubtful && reference.data?.['place'] === 'script' && this.knowsTable(path, id, reference, state);
    return { dataset: id, columns: state.columns, complete: sure, reason: sure ? null : (state.reason ?? `${reference.name} may be another table`) };
  }

  /**
   * Whether the table that a file names is surely the one that these statements make: they stand nearby, and no statement
   * changes a table of that name elsewhere. A migration knows only what its own sequence has made so far.
   */
  private knowsTable(path: string, id: Key, reference: Reference, state: TableState | null): boolean {
    const { moment } = reference;
    if (moment?.order && state && !state.sequences.includes(moment.sequence)) return false;
    if (!state && !this.store.parts(id).some(p => p.declaration.step)) return false;
    const last = nameOf(id).slice(nameOf(id).lastIndexOf('.') + 1);
    if (this.store.answering(`sql.altered|${last}`).some(other => other !== id)) return false;
    return this.store.parts(id).every(p => !p.declaration.step || p.path === path || (moment !== undefined && p.declaration.step.moment.sequence === moment.sequence) || isNear(p.path, path));
  }

  private computeInputs(id: Key): readonly DirectInput[] {
    const found = new Map<string, DirectInput>();
    const add = (from: Key, job: Key | null, confidence: 'exact' | 'likely', file: string) => {
      if (from === id && job === null) return;
      // A job that is named where data is meant (the function behind several assets) stands for what it writes.
      if (this.entity(from)?.kind === 'job') {
        for (const written of this.writtenBy(from)) if (written !== id && this.entity(written)?.kind === 'dataset') add(written, job, confidence, file);
        return;
      }
      const k = `${from}\n${job ?? ''}`;
      const known = found.get(k);
      if (!known || (known.confidence === 'likely' && confidence === 'exact')) found.set(k, { from, job, confidence, file });
    };
    const entity = this.entity(id);
    if (!entity?.enabled) return [];
    const ids = new Set([id, ...this.store.parts(id).map(p => p.declaration.id)]);
    const off = this.switchedOff(id);
    for (const speaker of ids) for (const path of this.store.filesSpeakingFor(speaker)) if (!off.has(path)) this.ownReads(path, speaker, (from, confidence) => add(from, null, confidence, path));
    if (entity.kind === 'dataset') {
      for (const { path, reference } of this.mentionsOf(entity, k => this.store.writes(k))) {
        this.writerReads(path, reference, (from, job, confidence) => add(from, job, confidence, path));
      }
    }
    for (const edge of this.settings.edges) this.declaredEdge(entity, edge, from => add(from, null, 'exact', 'pipewright.yml'));
    return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : (a.job ?? '') < (b.job ?? '') ? -1 : 1));
  }

  private declaredEdge(entity: Entity, edge: { from: string; to: string }, add: (from: Key) => void): void {
    if (!isNamed(entity.keys, entity.name, edge.to)) return;
    const resolution = this.resolveKeys([edge.from, tableKey(edge.from)]);
    if (resolution.kind === 'one') add(resolution.entity.id);
  }

  // What follows reads facts without being recorded for the whole file: `speaks|ID`, which is touched whenever references,
  // calls or edges that speak for an entity change, stands for them. A keystroke elsewhere in the file leaves inputs alone.

  private ownReads(path: string, speaker: Key, add: (from: Key, confidence: 'exact' | 'likely') => void): void {
    const facts = this.store.peek(path)?.facts ?? NO_FACTS;
    for (const r of facts.references) {
      if (r.from !== speaker || r.role !== 'reads') continue;
      const resolution = this.resolve(r, path);
      if (resolution.kind === 'one') add(resolution.entity.id, r.certainty === 'certain' ? 'exact' : 'likely');
    }
    for (const call of facts.calls) {
      if (call.from !== speaker) continue;
      for (const expansion of this.expand(path, call)) {
        const resolution = this.resolveKeys(expansion.targets, path);
        if (resolution.kind === 'one') add(resolution.entity.id, 'exact');
      }
    }
  }

  private writerReads(path: string, write: Reference, add: (from: Key, job: Key | null, confidence: 'exact' | 'likely') => void): void {
    this.sources.read('edges');
    const facts = this.store.peek(path)?.facts ?? NO_FACTS;
    const job = write.from;
    const said = facts.edges.filter(e => facts.references[e.to] === write);
    // What one statement of a script writes comes from what that statement reads, or from nowhere.
    const alone = write.data?.['alone'] === true;
    const reads = said.length > 0 || alone ? said.map(e => ({ r: facts.references[e.from], path, confidence: e.confidence })) : job ? this.readsOf(job) : [];
    for (const { r, path: file, confidence } of reads) {
      if (!r) continue;
      const resolution = this.resolve(r, file);
      if (resolution.kind === 'one') add(resolution.entity.id, job, write.certainty === 'certain' && r.certainty === 'certain' ? confidence : 'likely');
    }
  }

  private writtenBy(job: Key): Key[] {
    return this.store.filesSpeakingFor(job).flatMap(path =>
      (this.store.peek(path)?.facts.references ?? []).flatMap(r => {
        const resolution = r.from === job && r.role === 'writes' ? this.resolve(r, path) : null;
        return resolution?.kind === 'one' ? [resolution.entity.id] : [];
      }),
    );
  }

  private readsOf(job: Key): { r: Reference; path: string; confidence: 'exact' | 'likely' }[] {
    // What the job has taken over (the function that a task runs) reads for it.
    const canonical = this.store.canonical(job);
    const speakers = new Set([job, canonical, ...this.store.parts(canonical).map(p => p.declaration.id)]);
    return [...speakers].flatMap(speaker =>
      this.store.filesSpeakingFor(speaker).flatMap(path =>
        (this.store.peek(path)?.facts.references ?? []).flatMap(r => (r.from === speaker && r.role === 'reads' ? [{ r, path, confidence: 'exact' as const }] : [])),
      ),
    );
  }

  /** What a call refers to through what it calls, macros within macros included. */
  expand(path: string, call: Call): readonly Expansion['references'][number][] {
    const facts = this.store.peek(path)?.facts ?? NO_FACTS;
    const reference = facts.references[call.reference];
    if (!reference) return [];
    const out: Expansion['references'][number][] = [];
    let budget = 200;
    const follow = (targets: readonly Key[], args: readonly { readonly name: string | null; readonly value?: Json }[], depth: number): void => {
      if (depth > 12 || budget-- <= 0) return;
      const resolution = this.resolveKeys(targets);
      if (resolution.kind !== 'one') return;
      const callee = resolution.entity;
      const entry = this.store.peek(callee.roles[0]?.file ?? '');
      const format = entry ? readerWithId(this.formats, entry.format) : undefined;
      const expansion = format?.expand?.({ arguments: args, from: call.from }, callee, this.context(this.store.projectOf(path)));
      if (!expansion) return;
      out.push(...expansion.references);
      for (const inner of expansion.calls) follow(inner.targets, inner.arguments, depth + 1);
    };
    follow(reference.targets, call.arguments, 0);
    return out;
  }

  private computeCircles(): ReadonlyMap<Key, readonly Key[]> {
    const inputsOf = (id: Key): readonly Key[] => (this.store.canonical(id) === id ? this.inputs(id).flatMap(i => (i.confidence === 'exact' ? [i.from] : [])) : []);
    const members = strongComponents([...this.store.ids()], inputsOf);
    return new Map([...members].map(id => [id, shortestCircle(id, k => inputsOf(k).filter(i => members.has(i)))]));
  }

  private computeReverse(): ReadonlyMap<Key, readonly { to: Key; job: Key | null }[]> {
    const out = new Map<Key, { to: Key; job: Key | null }[]>();
    for (const id of [...this.store.ids()].sort()) {
      if (this.store.canonical(id) !== id) continue;
      for (const input of this.inputLists.get(id)) {
        const list = out.get(input.from);
        if (list) list.push({ to: id, job: input.job });
        else out.set(input.from, [{ to: id, job: input.job }]);
      }
    }
    return out;
  }
}

/** The shortest way from an id back to itself, by breadth; the id first, not repeated at the end. */
function shortestCircle(id: Key, next: (id: Key) => readonly Key[]): readonly Key[] {
  const cameFrom = new Map<Key, Key>();
  const queue: Key[] = [id];
  for (let at = 0; at < queue.length; at++) {
    for (const to of next(queue[at]!)) {
      if (to === id) {
        const out: Key[] = [];
        for (let k: Key | undefined = queue[at]!; k !== undefined; k = k === id ? undefined : cameFrom.get(k)) out.unshift(k);
        return out;
      }
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, queue[at]!);
      queue.push(to);
    }
  }
  return [];
}

/** Whether what a reference resolves to is surely what it means: a table that SQL names must bear the name as it is written, not only the end of it. */
function isSure(reference: Reference, entity: Entity): boolean {
  return reference.certainty === 'certain' || (reference.type === 'sql.table' && reference.targets[0] !== undefined && entity.keys.includes(reference.targets[0]));
}

/** Whether a name written in the settings means the entity with these keys. */
function isNamed(keys: Iterable<Key>, own: string, name: string): boolean {
  if (own === name) return true;
  for (const k of keys) if (k === name || nameOf(k) === name.toLowerCase()) return true;
  return false;
}

/** What a thing answers to under an alias: a table of that name, and where its own kind has other names (topics, streams, collections) one of these. */
function aliasKeys(id: Key, alias: string): readonly Key[] {
  const space = namespaceOf(id);
  return STREAMS.has(space) ? [key(space, space === 'pulsar' && !alias.includes('/') ? `public/default/${alias}` : alias)] : [tableKey(alias)];
}

/** Namespaces of things that are named by themselves rather than as tables. */
const STREAMS: ReadonlySet<string> = new Set(['kafka', 'pulsar', 'kinesis', 'firehose', 'eventhub', 'pubsub', 'redis', 'sqs', 'sns', 'mongodb', 'elasticsearch', 'opensearch']);

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

function sameMaps(a: ReadonlyMap<Key, unknown>, b: ReadonlyMap<Key, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [k, v] of a) if (!sameValue(v, b.get(k))) return false;
  return true;
}

/** The first declaration that says something wins; tags, config and meta are united. */
export function mergeAttributes(declarations: readonly Declaration[]): Attributes {
  const out: { [name: string]: unknown } = {};
  for (const d of declarations)
    for (const [name, value] of Object.entries(d.attributes)) {
      if (value === undefined) continue;
      if (name === 'tags') out[name] = [...new Set([...((out[name] as string[]) ?? []), ...(value as string[])])];
      else if (name === 'config' || name === 'meta' || name === 'more') out[name] = { ...(value as object), ...((out[name] as object) ?? {}) };
      else if (!(name in out)) out[name] = value;
    }
  return out as Attributes;
}

export type { Part };
