import { type Key, nameOf, namespaceOf } from '../model/key';

export interface NamedEntity {
  readonly name: string;
  readonly id: Key;
}

interface Group {
  readonly keys: Set<Key>;
  /** In order; null if a key has come or gone since. */
  names: readonly NamedEntity[] | null;
}

/**
 * Names by namespace, for completion. Keys are grouped when somebody first asks and the groups kept in step from then on; a group
 * is put in order when it is asked for. So a new name costs the names of its namespace, not those of the workspace.
 */
export class NameIndex {
  private groups: Map<string, Group> | null = null;

  /** `keys`: all that something may answer to, one more than once if need be; `answering`: who answers to one. */
  constructor(
    private readonly keys: () => Iterable<Key>,
    private readonly answering: (k: Key) => readonly Key[],
  ) {}

  /** Names in order, each with an entity that answers to it; a name stands there once for each. */
  in(namespace: string): readonly NamedEntity[] {
    const group = this.grouped().get(namespace);
    if (!group) return NONE;
    group.names ??= [...group.keys].sort().flatMap(k => this.answering(k).map(id => ({ name: nameOf(k), id })));
    return group.names;
  }

  /** Who answers to a key is another now, or somebody new, or nobody. */
  changed(k: Key): void {
    if (!this.groups) return;
    const group = groupOf(this.groups, k);
    group.names = null;
    if (this.answering(k).length > 0) group.keys.add(k);
    else group.keys.delete(k);
  }

  /** Anything may have changed. */
  forget(): void {
    this.groups = null;
  }

  private grouped(): Map<string, Group> {
    if (this.groups) return this.groups;
    const groups = new Map<string, Group>();
    for (const k of this.keys()) groupOf(groups, k).keys.add(k);
    return (this.groups = groups);
  }
}

function groupOf(groups: Map<string, Group>, k: Key): Group {
  const namespace = namespaceOf(k);
  let group = groups.get(namespace);
  if (!group) groups.set(namespace, (group = { keys: new Set(), names: null }));
  return group;
}

const NONE: readonly NamedEntity[] = [];
