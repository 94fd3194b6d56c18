import type { Json } from '../../model/key';
import { toJson } from '../yaml/tree';
import type { YamlNode } from '../yaml/tree';
import { configNames } from './configs';
import { find } from './locate';
import { resolve, schemaOf } from './schemas';
import type { Schema, SchemaName } from './schemas';

/** A schema that applies at some place, with the file that its `$ref`s start from. */
export interface Applied {
  readonly schema: Schema;
  readonly file: Schema;
}

/** How deep references are followed: our schemas need fewer than ten. */
const DEEPEST = 40;

/**
 * The schemas that apply to the value at a path, outermost first: references followed, and of `if` the branch that the
 * value in the tree calls for; both where there is no value yet. [] where the schema says nothing.
 */
export function schemasAt(name: SchemaName, root: YamlNode | null, path: readonly (string | number)[]): Applied[] {
  const file = schemaOf(name);
  let here = expand([{ schema: file, file }], root);
  for (let i = 0; i < path.length && here.length > 0; i++) {
    const next = stepInto(here, path[i]!);
    const found = find(root, path.slice(0, i + 1));
    here = expand(next, found.whole ? found.node : null);
  }
  return here;
}

/** The schemas of one key of a mapping, or of the items of a list, that a list of schemas holds; not yet expanded. */
export function stepInto(schemas: readonly Applied[], step: string | number): Applied[] {
  if (typeof step === 'number') return schemas.flatMap(s => (s.schema.items ? [{ schema: s.schema.items, file: s.file }] : []));
  const direct = schemas.flatMap(s => (own(s.schema.properties, step) ? [{ schema: s.schema.properties![step]!, file: s.file }] : []));
  if (direct.length > 0) return direct;
  const byPattern = schemas.flatMap(s => Object.entries(s.schema.patternProperties ?? {}).flatMap(([pattern, schema]) => (new RegExp(pattern, 'u').test(step) ? [{ schema, file: s.file }] : [])));
  if (byPattern.length > 0) return byPattern;
  const others = schemas.flatMap(s => (typeof s.schema.additionalProperties === 'object' ? [{ schema: s.schema.additionalProperties, file: s.file }] : []));
  return others.length > 0 ? others : misplaced(schemas, step);
}

/** A config that stands outside `config` is still explained. */
function misplaced(schemas: readonly Applied[], step: string): Applied[] {
  for (const s of schemas) {
    const config = s.schema.properties?.['config'];
    if (!config) continue;
    const inside = expand([{ schema: config, file: s.file }], null);
    if (inside.some(i => configNames(i.schema).includes(step))) return stepInto(inside, step);
  }
  return [];
}

function own(properties: Schema['properties'], name: string): boolean {
  return properties !== undefined && Object.hasOwn(properties, name);
}

/** Schemas with all that they refer to, given the value they are for. */
export function expand(schemas: readonly Applied[], node: YamlNode | null): Applied[] {
  const out: Applied[] = [];
  let json: { readonly value: Json } | null = null;
  const add = (applied: Applied, depth: number): void => {
    if (depth > DEEPEST) return;
    out.push(applied);
    const { schema, file } = applied;
    if (schema.$ref) {
      const target = resolve(schema.$ref, file);
      if (target) add(target, depth + 1);
    }
    for (const part of schema.allOf ?? []) add({ schema: part, file }, depth + 1);
    if (!schema.if) return;
    if (node) json ??= { value: toJson(node) };
    const yes = node === null ? null : holds(schema.if, json!.value);
    if (schema.then && yes !== false) add({ schema: schema.then, file }, depth + 1);
    if (schema.else && yes !== true) add({ schema: schema.else, file }, depth + 1);
  };
  for (const schema of schemas) add(schema, 0);
  return out;
}

/** The keywords that `if` may use in our schemas; a test holds them to it. */
export const IF_KEYWORDS: ReadonlySet<string> = new Set(['type', 'required', 'properties', 'const', 'enum', 'not', 'anyOf', 'pattern']);

/** Whether a value fits a condition. */
export function holds(condition: Schema, value: Json): boolean {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: Json }) : null;
  if (condition.type !== undefined) {
    const type = object ? 'object' : Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    const types = typeof condition.type === 'string' ? [condition.type] : condition.type;
    if (!types.includes(type)) return false;
  }
  if (condition.const !== undefined && value !== condition.const) return false;
  if (condition.enum && !condition.enum.includes(value)) return false;
  if (condition.pattern !== undefined && typeof value === 'string' && !new RegExp(condition.pattern, 'u').test(value)) return false;
  if (object) {
    if (condition.required?.some(name => !Object.hasOwn(object, name))) return false;
    for (const [name, schema] of Object.entries(condition.properties ?? {})) if (Object.hasOwn(object, name) && !holds(schema, object[name]!)) return false;
  }
  if (condition.not && holds(condition.not, value)) return false;
  return !condition.anyOf || condition.anyOf.some(c => holds(c, value));
}

/** The first of some schemas that has an annotation: the nearest to the file wins over what it refers to. */
export function annotation<K extends keyof Schema>(schemas: readonly Applied[], key: K): Schema[K] | undefined {
  for (const { schema } of schemas) if (schema[key] !== undefined) return schema[key];
  return undefined;
}
