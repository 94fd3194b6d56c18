/**
 * Remembered computations that know what they read. A `Source` is something that edits change; a `Derived` value is
 * computed from sources and other derived values and computed again only when one of those has really changed:
 * a recomputation that gives an equal value stops the change there.
 *
 * Nobody has to say what depends on what, so nobody can forget to. With `tracking` off (one pass over a workspace that
 * won't change) values are only remembered.
 */
export class CellGraph {
  /** Rises with every change of a source. */
  revision = 1;
  private readonly stack: Cell[] = [];

  constructor(readonly tracking: boolean) {}

  /** Notes that the value being computed has read `cell`. */
  private read(cell: Cell): void {
    if (!this.tracking) return;
    const reader = this.stack[this.stack.length - 1];
    if (!reader || reader.dependencies.has(cell)) return;
    if (reader.dependencies === NO_CELLS) reader.dependencies = new Set();
    if (cell.dependents === NO_CELLS) cell.dependents = new Set();
    reader.dependencies.add(cell);
    cell.dependents.add(reader);
  }

  readSource(cell: Cell): void {
    this.read(cell);
  }

  /** Marks a source as changed and everything computed from it as in doubt. */
  touch(cell: Cell): void {
    cell.changedAt = ++this.revision;
    const queue = [cell];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const dependent of next.dependents) {
        if (dependent.stale) continue;
        dependent.stale = true;
        if (dependent instanceof DerivedCell) dependent.becameStale();
        queue.push(dependent);
      }
    }
  }

  /** The value of a derived cell, computed if it must be. Throws `Cycle` if the cell is being computed already. */
  get<V>(cell: DerivedCell<V>): V {
    this.validate(cell);
    this.read(cell);
    return cell.value as V;
  }

  /** Runs `work` and gives what it read beside its value, so that the reading can be credited again to someone else. */
  record<V>(work: () => V): Recording<V> {
    if (!this.tracking) return { value: work(), reads: NO_CELLS, at: this.revision };
    const recorder = new Cell();
    this.stack.push(recorder);
    try {
      const value = work();
      return { value, reads: recorder.dependencies, at: this.revision };
    } finally {
      this.stack.pop();
      for (const d of recorder.dependencies) d.dependents.delete(recorder);
    }
  }

  /** Whether nothing a recording read has changed since. */
  holds(recording: Recording<unknown>): boolean {
    if (!this.tracking || recording.at === this.revision) return true;
    for (const d of recording.reads) {
      if (d instanceof DerivedCell) this.validate(d);
      if (d.changedAt > recording.at) return false;
    }
    recording.at = this.revision;
    return true;
  }

  /** Credits what a recording read to the value being computed; the same recording many times over costs no more than once. */
  replay(recording: Recording<unknown>): void {
    if (!this.tracking) return;
    const reader = this.stack[this.stack.length - 1];
    if (!reader || reader.replayed === recording) return;
    for (const d of recording.reads) this.read(d);
    reader.replayed = recording;
  }

  /** Reads without being recorded. */
  untracked<V>(work: () => V): V {
    return this.record(work).value;
  }

  private validate<V>(cell: DerivedCell<V>): void {
    if (cell.computing) throw new Cycle();
    if (cell.computed && !cell.stale) return;
    if (cell.computed) {
      cell.computing = true;
      let changed = false;
      try {
        for (const d of cell.dependencies) {
          if (d instanceof DerivedCell) this.validate(d);
          if (d.changedAt > cell.computedAt) {
            changed = true;
            break;
          }
        }
      } finally {
        cell.computing = false;
      }
      if (!changed) {
        cell.stale = false;
        return;
      }
    }
    this.compute(cell);
  }

  private compute<V>(cell: DerivedCell<V>): void {
    if (cell.dependencies.size > 0) {
      for (const d of cell.dependencies) d.dependents.delete(cell);
      cell.dependencies.clear();
    }
    cell.replayed = null;
    cell.computing = true;
    this.stack.push(cell);
    const first = !cell.computed;
    // If the work is broken off, what was noted of its reading is not the whole: nothing may be concluded from it.
    cell.computed = false;
    try {
      const value = cell.family.work(cell.name);
      if (first || !cell.family.same(cell.value as V, value)) {
        cell.value = value;
        cell.changedAt = this.revision;
      }
      cell.computed = true;
      cell.stale = false;
      cell.computedAt = this.revision;
    } finally {
      this.stack.pop();
      cell.computing = false;
      cell.replayed = null;
    }
  }
}

/** Thrown where a value depends on itself; the workspace catches it at its door and starts again, knowing of the cycle. */
export class Cycle extends Error {}

export interface Recording<V> {
  readonly value: V;
  readonly reads: ReadonlySet<Cell>;
  at: number;
}

/** Never written to. */
const NO_CELLS: Set<Cell> = new Set();

export class Cell {
  /** Made when first written to: without tracking, never. */
  dependencies: Set<Cell> = NO_CELLS;
  dependents: Set<Cell> = NO_CELLS;
  changedAt = 0;
  stale = false;
  /** The recording whose reads were credited last; only while it is being computed. */
  replayed: Recording<unknown> | null = null;
}

export class DerivedCell<V> extends Cell {
  value: V | undefined = undefined;
  computed = false;
  computing = false;
  computedAt = 0;

  constructor(
    readonly family: Family<V>,
    readonly name: string,
  ) {
    super();
  }

  becameStale(): void {
    this.family.becameStale(this.name);
  }
}

/** Sources by kind and name, made when first read. The two are kept apart because putting them together costs more than all else here. */
export class Sources {
  private readonly cells = new Map<string, Map<string, Cell>>();

  constructor(private readonly graph: CellGraph) {}

  get tracking(): boolean {
    return this.graph.tracking;
  }

  read(kind: string, name = ''): void {
    if (!this.graph.tracking) return;
    let byName = this.cells.get(kind);
    if (!byName) this.cells.set(kind, (byName = new Map()));
    let cell = byName.get(name);
    if (!cell) byName.set(name, (cell = new Cell()));
    this.graph.readSource(cell);
  }

  /** `source` is `KIND|NAME`, or `KIND` for one that has no name. */
  touch(source: string): void {
    if (!this.graph.tracking) return;
    const bar = source.indexOf('|');
    const cell = bar < 0 ? this.cells.get(source)?.get('') : this.cells.get(source.slice(0, bar))?.get(source.slice(bar + 1));
    if (cell) this.graph.touch(cell);
  }
}

/** Derived values by name, made when first asked for. */
export class Family<V> {
  private readonly cells = new Map<string, DerivedCell<V>>();
  /** Names whose value is in doubt since the last `takeStale`. */
  private readonly staleNames = new Set<string>();

  constructor(
    private readonly graph: CellGraph,
    readonly work: (name: string) => V,
    readonly same: (a: V, b: V) => boolean,
    private readonly watch = false,
  ) {}

  /** For the cells of this family alone. */
  becameStale(name: string): void {
    if (this.watch) this.staleNames.add(name);
  }

  get(name: string): V {
    let cell = this.cells.get(name);
    if (!cell) {
      cell = new DerivedCell(this, name);
      this.cells.set(name, cell);
    }
    // Nothing changes and nothing is recorded: what is known is known.
    if (cell.computed && !this.graph.tracking) return cell.value as V;
    return this.graph.get(cell);
  }

  /** The last value, however old, without computing. */
  last(name: string): V | undefined {
    return this.cells.get(name)?.value;
  }

  /** Forgets a value that nothing needs any more; whoever read it is in doubt. */
  drop(name: string): void {
    const cell = this.cells.get(name);
    if (!cell) return;
    this.graph.touch(cell);
    for (const d of cell.dependencies) d.dependents.delete(cell);
    this.cells.delete(name);
    this.staleNames.delete(name);
  }

  dropAll(): void {
    for (const name of [...this.cells.keys()]) this.drop(name);
  }

  takeStale(): string[] {
    const names = [...this.staleNames];
    this.staleNames.clear();
    return names;
  }
}
