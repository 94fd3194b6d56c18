import type { Json } from '../../../model/key';
import { asMap, asText, type Target } from './data';

const UNKNOWN: Target = { name: null, adapter: null, database: null, schema: null };

/** Keys that hold the database and the schema of an output, by adapter; others use `database` and `schema`. */
const DATABASE_KEYS = ['database', 'dbname', 'project', 'catalog'];
const SCHEMA_KEYS = ['schema', 'dataset'];

/**
 * The target that dbt uses by default: `target` of the profile, else `default`. A target named by Jinja is unknown;
 * then the adapter is still told if all outputs agree.
 */
export function readTarget(profiles: Json, profile: string | null): Target {
  const all = asMap(profiles);
  const names = Object.keys(all).filter(n => n !== 'config');
  const chosen = profile !== null && profile in all ? profile : names.length === 1 ? names[0]! : null;
  if (chosen === null) return UNKNOWN;
  const entry = asMap(all[chosen]);
  const outputs = asMap(entry['outputs']);
  const wanted = asText(entry['target']) ?? 'default';
  const output = wanted in outputs ? asMap(outputs[wanted]) : null;
  if (!output) return { ...UNKNOWN, adapter: common(Object.values(outputs).map(o => literal(asMap(o)['type']))) };
  return {
    name: wanted,
    adapter: literal(output['type']),
    database: first(output, DATABASE_KEYS),
    schema: first(output, SCHEMA_KEYS),
  };
}

function first(output: { readonly [k: string]: Json }, names: readonly string[]): string | null {
  for (const name of names) if (name in output) return literal(output[name]);
  return null;
}

/** A text without Jinja, else null. */
export function literal(value: Json | undefined): string | null {
  const text = asText(value);
  return text === null || text === '' || text.includes('{{') || text.includes('{%') ? null : text;
}

function common(values: readonly (string | null)[]): string | null {
  const head = values[0] ?? null;
  return values.every(v => v === head) ? head : null;
}
