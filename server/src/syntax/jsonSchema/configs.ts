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
