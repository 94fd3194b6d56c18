import configSchemas from '../../../../schemas/dbt/configs.json';
import { resolve } from './schemas';
import type { Schema } from './schemas';

/** The configs that a `…Config` or `…Plus` schema takes, as they are written there; [] for any other schema. */
export function configNames(schema: Schema): readonly string[] {
  const names = schema.propertyNames;
  if (!names) {
    for (const part of schema.allOf ?? []) {
      const target = part.$ref ? resolve(part.$ref, schema)?.schema : part;
      if (target?.propertyNames) return configNames(target);
    }
    return [];
  }
  return ((names.enum ?? names.then?.enum ?? []) as readonly unknown[]).filter((n): n is string => typeof n === 'string');
}

/** Whether a key that a resource does not have is one of its configs; `stillRead`: dbt reads it where it stands, and warns. */
export function misplacedConfig(schema: Schema, key: string, file: Schema): { readonly stillRead: boolean } | null {
  const config = schema.properties?.['config'];
  if (!config) return null;
  const target = config.$ref ? resolve(config.$ref, file)?.schema : config;
  if (!target || !configNames(target).includes(key)) return null;
  const moved = schema['x-moved'];
  return { stillRead: Array.isArray(moved) && moved.includes(key) };
}

let names: ReadonlyMap<string, readonly string[]> | null = null;

/** The configs that a type of node takes in `config(…)`, with underscores; null for types that have none. */
export function nodeConfigs(type: string): readonly string[] | null {
  names ??= new Map(Object.entries(configSchemas.definitions as unknown as { readonly [name: string]: Schema }).flatMap(([name, schema]) => (name.endsWith('Config') ? [[name.slice(0, -6), configNames(schema)] as const] : [])));
  const found = names.get(type === 'test' ? 'dataTest' : type);
  return found && found.length > 0 ? found : null;
}
