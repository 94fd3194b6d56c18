/**
 * A namespaced name: `namespace|name`. Two files that use one key talk about one thing.
 * Only a format's `names.ts` builds keys; everyone else compares them.
 * Keys are compared as they are: a format whose names ignore case folds them before it builds the key.
 */
export type Key = string;

export function key(namespace: string, name: string): Key {
  return `${namespace}|${name}`;
}

export function namespaceOf(k: Key): string {
  return k.slice(0, k.indexOf('|'));
}

export function nameOf(k: Key): string {
  return k.slice(k.indexOf('|') + 1);
}

/** The key of a physical table by its name (`raw.orders`), the one name that all tools share; case is folded. */
export function tableKey(name: string): Key {
  return key('table', name.toLowerCase());
}

/** Plain JSON: what facts and project contexts are made of, so they can be cached, compared and sent between threads. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
