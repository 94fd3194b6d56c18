import type { Key } from '../model/key';
import type { Entity, Workspace } from '../model/workspace';
import { entry } from '../text/entry';

const TYPES: { readonly [type: string]: string } = {
  'dbt.model': 'dbt model', 'dbt.source': 'dbt source', 'dbt.seed': 'dbt seed', 'dbt.snapshot': 'dbt snapshot', 'dbt.macro': 'dbt macro', 'dbt.exposure': 'dbt exposure',
  'dbt.metric': 'dbt metric', 'dbt.semantic_model': 'dbt semantic model', 'dbt.saved_query': 'dbt saved query', 'dbt.group': 'dbt group', 'dbt.doc': 'docs block',
  'dbt.analysis': 'dbt analysis', 'dbt.test': 'dbt test', 'dbt.unit_test': 'dbt unit test', 'dbt.var': 'dbt variable', 'dbt.source_group': 'dbt source',
  'airflow.dag': 'Airflow DAG', 'airflow.task': 'Airflow task', 'airflow.task_group': 'Airflow task group', 'airflow.asset': 'Airflow asset', 'airflow.connection': 'Airflow connection',
  'airflow.variable': 'Airflow variable', 'airflow.pool': 'Airflow pool', 'sql.script': 'SQL script', 'sql.view': 'view', 'sql.temp_table': 'temporary table', 'sql.migration': 'migration', 'sql.table': 'table', 'storage.path': 'path in storage',
};

/** What people call a type of entity. */
export function typeName(type: string): string {
  return entry(TYPES, type) ?? type.replace(/[._]/g, ' ');
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
