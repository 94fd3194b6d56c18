import type { Call, Check, Declaration, EdgeFact, Facts, Problem, QueryFact, Reference, Suppression } from '../model/facts';
import type { Key } from '../model/key';
import { pack, unpack } from '../model/packed';
import type { Span } from '../text/span';

/**
 * Facts of closed files take up most of the memory, and of them the queries, which are looked at only when somebody asks about
 * columns. So they are kept as bytes and opened when needed; what was opened lately stays open.
 *
 *   packFacts(facts)    two packs: what is always open, and what is opened when needed
 *   openFacts(packed)   facts that read like any other
 */
export interface PackedFacts {
  readonly always: Uint8Array;
  readonly onDemand: Uint8Array;
}

/** Packed bytes whose contents may be open at a time: about twelve times as much in memory. */
const OPEN_BYTES = 3_000_000;

type Always = readonly [readonly Declaration[], readonly Reference[], readonly Check[], readonly EdgeFact[], readonly Call[], readonly Problem[], readonly Suppression[], readonly (Key | null)[]];
interface OnDemand {
  readonly queries: readonly QueryFact[];
  readonly folds: readonly Span[];
}

export function packFacts(facts: Facts): PackedFacts {
  const { declarations, references, checks, edges, calls, problems, suppressions, queries, folds } = facts;
  const always: Always = [declarations, references, checks, edges, calls, problems, suppressions, filledBy(facts)];
  return { always: pack(always), onDemand: pack({ queries, folds } satisfies OnDemand) };
}

/** Throws `DamagedPack` if the bytes of the first pack are no facts. */
export function openFacts(packed: PackedFacts): Facts {
  return new LazyFacts(unpack(packed.always) as Always, packed.onDemand);
}

/** The dataset that each query of a file fills, without opening the queries. */
export function filledBy(facts: Facts): readonly (Key | null)[] {
  return facts instanceof LazyFacts ? facts.filled : facts.queries.map(q => q.dataset);
}

const open = new Set<LazyFacts>();
let openBytes = 0;

class LazyFacts implements Facts {
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
  readonly checks: readonly Check[];
  readonly edges: readonly EdgeFact[];
  readonly calls: readonly Call[];
  readonly problems: readonly Problem[];
  readonly suppressions: readonly Suppression[];
  readonly filled: readonly (Key | null)[];
  private opened: OnDemand | null = null;

  constructor(always: Always, private readonly bytes: Uint8Array) {
    [this.declarations, this.references, this.checks, this.edges, this.calls, this.problems, this.suppressions, this.filled] = always;
  }

  get queries(): readonly QueryFact[] {
    return this.filled.length === 0 ? NO_QUERIES : (this.opened ?? this.open()).queries;
  }

  get folds(): readonly Span[] {
    return (this.opened ?? this.open()).folds;
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

const NO_QUERIES: readonly QueryFact[] = [];
