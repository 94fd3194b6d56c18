import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { precompiled } from './precompiled';
import { SCHEMA_NAMES, SHARED, schemaOf } from './schemas';
import type { Schema, SchemaName } from './schemas';

/** Our annotations, which ajv is to pass over. */
export const ANNOTATIONS = [
  'x-link', 'x-since', 'x-deprecated', 'x-adapter', 'x-snippet', 'x-values', 'x-entity', 'x-verdict', 'x-errors', 'x-unknown',
  'x-expects', 'x-moved', 'x-hidden', 'x-rank', 'x-open', 'x-keys', 'x-hierarchy',
] as const;

/**
 * Turns a schema into a function from JSON to errors, [] if it fits. Only for schemas of ours: ajv writes code from them.
 * Throws if the schema is no schema, which is a fault of ours and never of a file.
 */
export function compile(schema: Schema): (value: unknown) => readonly ErrorObject[] {
  const check = engine().compile(schema as object);
  return value => (check(value) ? [] : (check.errors ?? []));
}

let shared: Ajv | null = null;
const ready = new Map<SchemaName, ValidateFunction>();

/** The errors of a value against the schema of a kind of file; the schema is compiled at first use. */
export function errorsOf(name: SchemaName, value: unknown): readonly ErrorObject[] {
  let check = ready.get(name);
  if (!check) {
    check = precompiled?.[name] ?? engine().getSchema(schemaOf(name).$id!)!;
    ready.set(name, check);
  }
  return check(value) ? [] : (check.errors ?? []);
}

/** The engine that knows all our schemas. `source`: keeps the code it writes, for the build. */
export function engine(source = false): Ajv {
  if (shared) return shared;
  shared = new Ajv({ allErrors: true, verbose: true, inlineRefs: false, code: { optimize: false, source, esm: true }, strictTypes: false, strictTuples: false, strictRequired: false, messages: false, addUsedSchema: false, validateSchema: false });
  shared.addVocabulary([...ANNOTATIONS]);
  // Adding compiles nothing yet; schemas find each other by their `$id`.
  for (const schema of [...SHARED, ...SCHEMA_NAMES.map(schemaOf)]) shared.addSchema(schema as object);
  return shared;
}
