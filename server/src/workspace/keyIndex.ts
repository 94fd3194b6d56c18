import type { Key } from '../model/key';

/**
 * Names (ids, paths) by key. Most keys have one, and there are hundreds of thousands of keys: a set is made only from the second
 * on, and the list of one is what is handed out.
 */
export class KeyIndex {
  private readonly byKey = new Map<Key, readonly [string] | Set<string>>();
  /** Those of several names in order, until one comes or goes: a test that all models have has thousands of files. */
  private readonly inOrder = new Map<Key, readonly string[]>();

  /** Whether it was not there yet. */
  add(k: Key, name: string): boolean {
    const known = this.byKey.get(k);
    if (known === undefined) this.byKey.set(k, [name]);
    else if (known instanceof Set) {
      if (known.has(name)) return false;
      known.add(name);
      this.inOrder.delete(k);
    } else {
      if (known[0] === name) return false;
      this.byKey.set(k, new Set([known[0], name]));
    }
    return true;
  }

  /** Whether it was there. */
  drop(k: Key, name: string): boolean {
    const known = this.byKey.get(k);
    if (known === undefined) return false;
    if (known instanceof Set) {
      if (!known.delete(name)) return false;
      this.inOrder.delete(k);
      const [only] = known;
      if (known.size === 1) this.byKey.set(k, [only!]);
      return true;
    }
    return known[0] === name && this.byKey.delete(k);
  }

  has(k: Key, name: string): boolean {
    const known = this.byKey.get(k);
    return known instanceof Set ? known.has(name) : known?.[0] === name;
  }

  /** The names of a key, in order. */
  sorted(k: Key): readonly string[] {
    const known = this.byKey.get(k);
    if (known === undefined) return NONE;
    if (!(known instanceof Set)) return known;
    let list = this.inOrder.get(k);
    if (!list) this.inOrder.set(k, (list = [...known].sort()));
    return list;
  }

  /** The keys of a name; looks at all there are. */
  keysOf(name: string): Key[] {
    return [...this.byKey.keys()].filter(k => this.has(k, name));
  }

  keys(): Iterable<Key> {
    return this.byKey.keys();
  }
}

const NONE: readonly string[] = [];
