import type { ErrorObject } from 'ajv';
import type { Path } from '../../model/facts';
import type { Json } from '../../model/key';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';
import { toJson } from '../yaml/tree';
import type { YamlNode, YamlScalar } from '../yaml/tree';
import { errorsOf } from './compile';
import { configNames, misplacedConfig } from './configs';
import { find, spanOfHolder, spanOfValue, stepsOf } from './locate';
import type { Found } from './locate';
import { resolve, schemaOf } from './schemas';
import type { OwnError, Schema, SchemaName, Verdict } from './schemas';
import { capital, code, either, typesInWords, valueInWords, withArticle } from './words';

/**
 * `moved-key`: belongs under `config`. `missing-plus`: a config of dbt_project.yml without its `+`. `empty-value`: a key with
 * nothing behind it where something must be. `test-entry`: a data test with a wrong shape. `conflict`: keys that exclude each other.
 */
export type ProblemKind =
  | 'unknown-key' | 'moved-key' | 'missing-plus' | 'missing-key' | 'wrong-type' | 'empty-value' | 'not-allowed-value'
  | 'pattern' | 'too-few' | 'too-many' | 'out-of-range' | 'conflict' | 'test-entry';

/** A place where a file breaks its schema. */
export interface SchemaProblem {
  readonly kind: ProblemKind;
  readonly rule: string;
  readonly span: Span;
  /** To the key or item it is about; for a missing key, to the mapping that lacks it. */
  readonly path: Path;
  readonly message: string;
  readonly data: ProblemData;
}

/** What a format needs to choose rule and severity, and a fix to mend the file. */
export interface ProblemData {
  readonly [name: string]: Json;
  /** What the owning tool does about it. */
  readonly verdict: Verdict;
}

/** Reports beyond this many in one file help nobody. */
export const MOST_PROBLEMS = 2000;

/** What the root breaks of a schema, in the order of the text. Never throws on any tree; [] for an empty file. `isUnknown` tells values that only a run knows: they may be anything. */
export function validate(name: SchemaName, root: YamlNode | null, isUnknown: ((value: YamlScalar) => boolean) | null = null): SchemaProblem[] {
  if (!root) return [];
  const errors = errorsOf(name, toJson(root));
  const out: SchemaProblem[] = [];
  const seen = new Set<string>();
  for (const error of errors) {
    if (out.length >= MOST_PROBLEMS) break;
    if (isEcho(error)) continue;
    const problem = problemOf(error, root, schemaOf(name));
    if (!problem || (isUnknown !== null && !ABOUT_KEYS.has(problem.kind) && isUnknownAt(root, problem.path, isUnknown))) continue;
    const mark = `${problem.span.start}:${problem.kind === 'missing-key' ? (problem.data['key'] as string) : ''}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    out.push(problem);
  }
  return withoutInner(out).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Problems that no value could mend. */
const ABOUT_KEYS: ReadonlySet<ProblemKind> = new Set(['unknown-key', 'missing-key', 'moved-key', 'missing-plus']);

function isUnknownAt(root: YamlNode, path: Path, isUnknown: (value: YamlScalar) => boolean): boolean {
  const found = find(root, path);
  return found.whole && found.node?.kind === 'scalar' && isUnknown(found.node);
}

/** Leaves out what is said about the value of a key that does not belong there: the key is the mistake. */
function withoutInner(problems: readonly SchemaProblem[]): SchemaProblem[] {
  const strays = new Set(problems.filter(p => STRAY.has(p.kind)).map(p => p.path.join('\0')));
  if (strays.size === 0) return [...problems];
  return problems.filter(p => {
    for (let n = p.path.length - (STRAY.has(p.kind) ? 1 : 0); n > 0; n--) if (strays.has(p.path.slice(0, n).join('\0'))) return false;
    return true;
  });
}

const STRAY: ReadonlySet<ProblemKind> = new Set(['unknown-key', 'moved-key', 'missing-plus']);

/** Errors that only repeat or lead up to another: of branches, of names within `propertyNames`, of `if`. */
function isEcho(e: ErrorObject): boolean {
  return e.keyword === 'if' || (e as { propertyName?: string }).propertyName !== undefined || /\/(?:anyOf|not)\//.test(e.schemaPath);
}

function problemOf(e: ErrorObject, root: YamlNode, file: Schema): SchemaProblem | null {
  const found = find(root, stepsOf(e.instancePath));
  // A scalar that stands for an alias without a node is reported by the reader.
  if (!found.whole || (found.node?.kind === 'scalar' && found.node.alias !== null)) return null;
  const schema = e.parentSchema as Schema;
  const at: Report = { found, schema, root, file, own: schema['x-errors']?.[e.keyword] ?? null, verdict: verdictOf(schema, e.keyword) };
  const params = e.params as { readonly [name: string]: unknown };
  switch (e.keyword) {
    case 'type':
      return schema['x-hierarchy'] && found.path.length > 1 ? withoutPlus(at) : wrongType(at, e.data as Json);
    case 'enum':
    case 'const':
      return notAllowed(at, e.data as Json);
    case 'pattern':
      return typeof e.data === 'string' && !isJinja(e.data) ? misfit(at, e.data) : null;
    case 'required':
      return missing(at, params['missingProperty'] as string, e.data as Json);
    case 'additionalProperties':
      return unknown(at, params['additionalProperty'] as string, Object.keys(schema.properties ?? {}));
    case 'propertyNames':
      return unknown(at, params['propertyName'] as string, configNames(schema));
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return tooMany(at, 'too-few', params['limit'] as number, e.data as Json);
    case 'maxItems':
    case 'maxProperties':
      return tooMany(at, 'too-many', params['limit'] as number, e.data as Json);
    case 'minimum':
    case 'maximum':
      return isJinja(e.data as Json) ? null : make(at, 'out-of-range', 'invalid-enum-value', `${subject(found)} must be ${e.keyword === 'minimum' ? 'at least' : 'at most'} ${String(params['limit'])}`, { limit: params['limit'] as number });
    default:
      return at.own ? ownReport(at, e.data as Json) : null;
  }
}

/** What one error is about. */
interface Report {
  readonly found: Found;
  readonly schema: Schema;
  readonly root: YamlNode;
  readonly file: Schema;
  readonly own: OwnError | null;
  readonly verdict: Verdict;
}

const MILD = new Set(['additionalProperties', 'propertyNames']);

/** By default a wrong value is refused and an unknown key warned of; `x-verdict` says otherwise. */
function verdictOf(schema: Schema, keyword: string): Verdict {
  const stated = schema['x-verdict'];
  const one = typeof stated === 'object' ? stated[keyword] : stated;
  return one ?? (MILD.has(keyword) ? 'warns' : 'rejects');
}

function make(at: Report, kind: ProblemKind, rule: string, message: string, data: { readonly [name: string]: Json }, span?: Span, path?: Path): SchemaProblem {
  const own = at.own;
  return {
    kind: (own?.kind as ProblemKind | undefined) ?? kind,
    rule: own?.rule ?? rule,
    span: span ?? spanOfValue(at.found, at.root),
    path: path ?? at.found.path,
    message: own?.message ?? message,
    data: { ...data, verdict: at.verdict, ...(at.schema.title ? { in: at.schema.title } : {}) },
  };
}

/** Whether a value is a template, whose outcome nobody knows before it runs. */
function isJinja(value: Json | undefined): boolean {
  return typeof value === 'string' && (value.includes('{{') || value.includes('{%'));
}

function wrongType(at: Report, value: Json): SchemaProblem | null {
  const { schema, found } = at;
  if (isJinja(value) || (at.verdict === 'accepts' && isConvertible(value, schema.type))) return null;
  const expected = typesInWords(schema.type);
  const data = { ...keyData(found), expected: schema.type as Json, actual: typeName(value) };
  if (value === null) return make(at, 'empty-value', 'wrong-type', `${subject(found)} is empty; it must be ${expected}: fill it in or remove it`, data);
  const advice = adviceFor(schema, value, at.file);
  return make(at, 'wrong-type', 'wrong-type', `${subject(found)} must be ${expected}, not ${valueInWords(value)}${advice}`, data);
}

function adviceFor(schema: Schema, value: Json, file: Schema): string {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if ((typeof value === 'number' || typeof value === 'boolean') && types.includes('string')) return ': put it in quotes';
  if (typeof value === 'object' && !Array.isArray(value) && types.includes('array') && target(schema.items, file)?.required?.includes('name')) return ': begin each entry with `- name:`';
  if (typeof value === 'string' && types.includes('object') && schema.required?.includes('name')) return `: write \`name: ${value.slice(0, 40)}\``;
  return '';
}

function target(schema: Schema | undefined, file: Schema): Schema | undefined {
  return schema?.$ref ? resolve(schema.$ref, file)?.schema : schema;
}

/** Whether a tool that reads a value leniently takes this scalar for one of the types. */
function isConvertible(value: Json, type: string | readonly string[] | undefined): boolean {
  const types = typeof type === 'string' ? [type] : (type ?? []);
  if (typeof value === 'number' || typeof value === 'boolean') return types.includes('string') || (typeof value === 'number' && types.includes('number'));
  if (typeof value !== 'string') return false;
  if (types.includes('boolean') && /^(?:true|false|yes|no|on|off)$/i.test(value)) return true;
  return (types.includes('integer') || types.includes('number')) && value.trim() !== '' && Number.isFinite(Number(value));
}

function typeName(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function keyData(found: Found): { readonly [name: string]: Json } {
  return found.pair ? { key: found.pair.key.text } : found.around === null ? {} : { listOf: found.around };
}

/** "`columns`", "An entry of `columns`", "The file". */
function subject(found: Found): string {
  if (found.pair) return code(found.pair.key.text);
  return found.around === null ? 'The file' : `An entry of ${code(found.around)}`;
}

function notAllowed(at: Report, value: Json): SchemaProblem | null {
  const { schema, found } = at;
  if (isJinja(value) || value === null) return null;
  const allowed = (schema.enum ?? (schema.const === undefined ? [] : [schema.const])).filter(v => v !== null) as (string | number | boolean)[];
  const nearest = typeof value === 'string' ? closest(value, allowed.map(String), 1)[0] : undefined;
  const name = found.pair ? found.pair.key.text : found.around;
  const shown = typeof value === 'object' ? capital(valueInWords(value)) : code(String(value));
  const choice = nearest ? `; did you mean ${code(nearest)}?` : `; use ${either(allowed.map(v => code(String(v))))}`;
  return make(at, 'not-allowed-value', 'invalid-enum-value', `${shown} is not allowed for ${code(name ?? '')}${choice}`, {
    ...keyData(found),
    allowed: allowed.length <= 40 ? allowed : [],
    actual: typeof value === 'object' ? typeName(value) : value,
    ...(nearest ? { nearest } : {}),
  });
}

function misfit(at: Report, value: string): SchemaProblem {
  const expected = at.schema['x-expects'];
  return make(at, 'pattern', 'invalid-enum-value', `${code(value)} is not a valid ${code(at.found.pair?.key.text ?? at.found.around ?? 'value')}${expected ? `: it must be ${expected}` : ''}`, {
    ...keyData(at.found), actual: value, ...(expected ? { expected } : {}),
  });
}

function missing(at: Report, key: string, value: Json): SchemaProblem {
  const named = value && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: Json })['name'] : undefined;
  const name = typeof named === 'string' && named !== '' ? named : null;
  return make(at, 'missing-key', 'missing-property', name !== null && at.schema.title ? `The ${at.schema.title} ${code(name)} has no ${code(key)}: add it` : `${owner(at)} needs ${code(key)}`, { key, ...(name === null ? {} : { name }) }, spanOfHolder(at.found, at.root));
}

/** The mapping a report is about: "A column", "`type_params` of a ratio metric", "dbt_project.yml". */
function owner(at: Report): string {
  const noun = at.schema.title ?? '';
  const key = at.found.pair?.key.text;
  if (noun === '') return subject(at.found);
  if (key !== undefined && (noun === key || noun.startsWith(`${key} `))) return code(key) + noun.slice(key.length);
  const words = withArticle(noun);
  return words === noun ? noun : capital(words);
}

function unknown(at: Report, key: string, allowed: readonly string[]): SchemaProblem | null {
  if (isJinja(key) || at.found.node?.kind !== 'map') return null;
  const place = find(at.root, [...at.found.path, key]);
  const path = [...at.found.path, key];
  const span = place.pair?.key.span ?? spanOfValue(at.found, at.root);
  const noun = at.schema.title ?? '';
  const moved = misplacedConfig(at.schema, key, at.file);
  if (moved) {
    const verdict = at.verdict === 'rejects' && !moved.stillRead ? 'rejects' : 'warns';
    const inside = find(at.root, [...at.found.path, 'config', key]).whole;
    return make({ ...at, verdict }, 'moved-key', 'property-moved-to-config', `${code(key)} of ${withArticle(noun)} belongs under \`config\`: move it there`, { key, into: ['config'], alsoInConfig: inside }, span, path);
  }
  const nearest = closest(key, allowed.filter(a => !at.schema.properties?.[a]?.['x-hidden']), 3);
  const claim = at.schema['x-keys'] ? `${code(key)} is no config of ${noun.replace(/^configs? of /, '')}` : `${code(key)} is not a ${at.found.path.length === 0 ? 'key' : 'property'} of ${at.found.pair?.key.text === noun ? code(noun) : withArticle(noun)}`;
  const hint = at.schema['x-unknown'];
  const rest = nearest[0] ? `; did you mean ${code(nearest[0])}?` : hint ? `; ${hint}` : '';
  return make(at, 'unknown-key', 'unknown-property', claim + rest, { key, nearest: nearest, ...(allowed.length <= 40 ? { allowed } : {}), ...(at.schema['x-keys'] ? { config: true } : {}) }, span, path);
}

/** A key of a hierarchy in dbt_project.yml that is neither a folder nor has a plus. */
function withoutPlus(at: Report): SchemaProblem {
  const names = configNames(at.schema).map(n => n.replace(/^\+/, ''));
  const known = new Set(names);
  const steps = at.found.path;
  // A config with a mapping (`persist_docs: {relation: true}`) reads as a folder: the outermost key that is a config is meant.
  let depth = 1;
  while (depth < steps.length && !known.has(hyphened(String(steps[depth])))) depth++;
  const outer = depth < steps.length ? steps.slice(0, depth + 1) : steps;
  const place = find(at.root, outer);
  const key = String(outer[outer.length - 1]);
  const config = known.has(hyphened(key)) ? hyphened(key) : null;
  const span = place.pair?.key.span ?? spanOfValue(at.found, at.root);
  const verdict = 'warns';
  if (config) return make({ ...at, verdict }, 'missing-plus', 'missing-plus-prefix', outer.length < steps.length ? `${code(key)} without a plus is read as a folder: write \`+${config}\`` : `${code(key)} is a config: write \`+${config}\``, { key, nearest: [`+${config}`], mapping: outer.length < steps.length }, span, outer);
  const nearest = closest(key, names, 1)[0];
  return make({ ...at, verdict }, 'unknown-key', 'unknown-property', `${code(key)} is neither a folder nor a config here; ${nearest ? `did you mean \`+${nearest}\`?` : 'put values of your own under `+meta`'}`, { key, nearest: nearest ? [`+${nearest}`] : [], config: true }, span, outer);
}

function hyphened(key: string): string {
  return key === 'pre_hook' || key === 'post_hook' ? key.replace('_', '-') : key;
}

function tooMany(at: Report, kind: 'too-few' | 'too-many', limit: number, value: Json): SchemaProblem | null {
  if (isJinja(value)) return null;
  const count = Array.isArray(value) ? value.length : typeof value === 'object' && value ? Object.keys(value).length : 0;
  const unit = Array.isArray(value) ? (limit === 1 ? 'entry' : 'entries') : typeof value === 'string' ? 'characters' : limit === 1 ? 'key' : 'keys';
  const problem = make(at, kind, 'wrong-type', typeof value === 'string' && limit === 1 ? `${subject(at.found)} must not be empty` : `${subject(at.found)} needs ${kind === 'too-few' ? 'at least' : 'at most'} ${limit} ${unit}`, { ...keyData(at.found), limit, count }, spanOfHolder(at.found, at.root));
  return at.own?.message ? { ...problem, message: at.own.message.replace('{count}', String(count)) } : problem;
}

function ownReport(at: Report, value: Json): SchemaProblem | null {
  if (isJinja(value)) return null;
  const own = at.own!;
  const place = own.at === undefined ? null : find(at.root, [...at.found.path, own.at]);
  const span = place?.pair?.key.span ?? (at.found.node?.kind === 'scalar' ? spanOfValue(at.found, at.root) : spanOfHolder(at.found, at.root));
  return make(at, 'conflict', own.kind === 'missing-key' ? 'missing-property' : 'wrong-type', own.message ?? '', { ...keyData(at.found), ...(own.key ? { key: own.key } : {}) }, span, place?.whole ? place.path : at.found.path);
}
