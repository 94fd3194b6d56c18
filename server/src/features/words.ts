import type { Key } from '../model/key';
import type { Entity, Workspace } from '../model/workspace';
import { entry } from '../text/entry';
import { TYPE_NAMES } from './typeNames';

/** What people call a type of entity. */
export function typeName(type: string): string {
  return entry(TYPE_NAMES, type) ?? type.replace(/[._]/g, ' ');
}

/** "1 test", "3 tests". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Names joined as in a sentence, at most `most` of them. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** How many entities lie up or down the graph, directly and in all. Bounded by `limit`; then `more` is set. */
export function reach(ws: Workspace, id: Key, direction: 'up' | 'down', limit = 5_000): { readonly direct: number; readonly all: number; readonly more: boolean } {
  const next = (at: Key): readonly Key[] => (direction === 'up' ? ws.inputs(at).map(i => i.from) : ws.outputs(at).map(o => o.to));
  const first = new Set(next(id));
  first.delete(id);
  const seen = new Set(first);
  const queue = [...first];
  while (queue.length > 0 && seen.size < limit) {
    for (const n of next(queue.pop()!)) {
      if (n === id || seen.has(n)) continue;
      seen.add(n);
      queue.push(n);
    }
  }
  return { direct: first.size, all: seen.size, more: queue.length > 0 };
}

/** Where an entity's data lies, as far as files tell: `database.schema.table`. */
export function relationName(entity: Entity): string | null {
  const { database, schema, identifier } = entity.attributes;
  const parts = [database, schema, identifier].filter((p): p is string => typeof p === 'string' && p !== '');
  return identifier ? parts.join('.') : null;
}
