import type { Call, Check, ColumnDeclaration, Declaration, EdgeFact, Facts, Problem, QueryFact, Reference, Suppression } from '../model/facts';
import type { Key } from '../model/key';
import { pack, unpack } from '../model/packed';
import type { Span } from '../text/span';

/**
 * Facts of closed files take up most of the memory, and of them what concerns columns, which is looked at only when somebody
 * asks about columns. So that is kept as bytes and opened when needed; what was opened lately stays open.
 *
 *   packFacts(facts)    two packs: what is always open, and what is opened when needed
 *   openFacts(packed)   facts that read like any other
 */
export interface PackedFacts {
  readonly always: Uint8Array;
  readonly onDemand: Uint8Array;
}

/** Packed bytes whose contents may be open at a time: about twelve times as much in memory. */
const OPEN_BYTES = 1_500_000;

type Bare = Omit<Declaration, 'columns'>;

interface Always {
  readonly declarations: readonly Bare[];
  /** Whether each declaration has columns. */
  readonly columns: readonly boolean[];
  readonly references: readonly Reference[];
  readonly edges: readonly EdgeFact[];
  readonly calls: readonly Call[];
  readonly problems: readonly Problem[];
  readonly suppressions: readonly Suppression[];
  readonly filled: readonly (Key | null)[];
  readonly checked: readonly Key[];
}

interface OnDemand {
  /** Of each declaration. */
  readonly columns: readonly (readonly ColumnDeclaration[])[];
  readonly checks: readonly Check[];
  readonly queries: readonly QueryFact[];
  readonly folds: readonly Span[];
}

export function packFacts(facts: Facts): PackedFacts {
  const { declarations, references, checks, edges, calls, problems, suppressions, queries, folds } = facts;
  const bare = declarations.map(({ columns: _, ...rest }): Bare => rest);
  const columns = declarations.map(d => d.columns);
  return {
    always: pack({ declarations: bare, columns: columns.map(c => c.length > 0), references, edges, calls, problems, suppressions, filled: filledBy(facts), checked: checkedBy(facts) } satisfies Always),
    onDemand: pack({ columns, checks, queries, folds } satisfies OnDemand),
  };
}

/** Throws `DamagedPack` if the bytes of the first pack are no facts. */
export function openFacts(packed: PackedFacts): Facts {
  return new LazyFacts(unpack(packed.always, true) as Always, packed.onDemand);
}

/** The dataset that each query of a file fills, without opening the queries. */
export function filledBy(facts: Facts): readonly (Key | null)[] {
  return facts instanceof LazyFacts ? facts.filled : facts.queries.map(q => q.dataset);
}

/** The keys of all that the checks of a file are about, without opening the checks. */
export function checkedBy(facts: Facts): readonly Key[] {
  if (facts instanceof LazyFacts) return facts.checked;
  const out = new Set<Key>();
  let last: readonly Key[] | null = null;
  for (const { targets } of facts.checks) {
    if (targets !== last) for (const k of targets) out.add(k);
    last = targets;
  }
  return [...out];
}

/** Those that are open, the one opened first coming first. */
const open = new Set<LazyFacts>();
let openBytes = 0;

class LazyFacts implements Facts {
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
  readonly edges: readonly EdgeFact[];
  readonly calls: readonly Call[];
  readonly problems: readonly Problem[];
  readonly suppressions: readonly Suppression[];
  readonly filled: readonly (Key | null)[];
  readonly checked: readonly Key[];
  private opened: OnDemand | null = null;

  constructor(always: Always, private readonly bytes: Uint8Array) {
    this.declarations = always.declarations.map((bare, i) => (always.columns[i] ? new LazyDeclaration(bare, this, i) : { ...bare, columns: NONE }));
    this.references = always.references;
    this.edges = always.edges;
    this.calls = always.calls;
    this.problems = always.problems;
    this.suppressions = always.suppressions;
    this.filled = always.filled;
    this.checked = always.checked;
  }

  get queries(): readonly QueryFact[] {
    return this.filled.length === 0 ? NONE : this.onDemand().queries;
  }

  get checks(): readonly Check[] {
    return this.checked.length === 0 ? NONE : this.onDemand().checks;
  }

  get folds(): readonly Span[] {
    return this.onDemand().folds;
  }

  onDemand(): OnDemand {
    return this.opened ?? this.open();
  }

  private open(): OnDemand {
    const opened = unpack(this.bytes) as OnDemand;
    this.opened = opened;
    open.add(this);
    openBytes += this.bytes.length;
    for (const oldest of open) {
      if (openBytes <= OPEN_BYTES || oldest === this) break;
      open.delete(oldest);
      openBytes -= oldest.bytes.length;
      oldest.opened = null;
    }
    return opened;
  }
}

const NONE: readonly never[] = [];

class LazyDeclaration implements Declaration {
  readonly id!: Declaration['id'];
  readonly kind!: Declaration['kind'];
  readonly type!: Declaration['type'];
  readonly role!: Declaration['role'];
  readonly name!: Declaration['name'];
  readonly keys!: Declaration['keys'];
  readonly nameSpan!: Declaration['nameSpan'];
  readonly span!: Declaration['span'];
  readonly parent!: Declaration['parent'];
  readonly path!: Declaration['path'];
  readonly attributes!: Declaration['attributes'];
  readonly columnsComplete!: Declaration['columnsComplete'];
  declare readonly columns: readonly ColumnDeclaration[];
  #facts: LazyFacts;
  #index: number;

  constructor(bare: Bare, facts: LazyFacts, index: number) {
    Object.assign(this, bare);
    this.#facts = facts;
    this.#index = index;
  }

  static {
    // Enumerable, so that two declarations are compared with their columns.
    Object.defineProperty(LazyDeclaration.prototype, 'columns', {
      enumerable: true,
      get(this: LazyDeclaration) {
        return this.#facts.onDemand().columns[this.#index] ?? NONE;
      },
    });
  }
}
