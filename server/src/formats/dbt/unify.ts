import type { Attributes, Declaration } from '../../model/facts';
import type { ProjectContext } from '../../model/format';
import type { Json, Key } from '../../model/key';
import { overlay, projectConfigs } from './hierarchy';
import { lookupKey, relationKeys } from './names';
import { openColumns } from './openColumns';
import { asMap, asTexts, type JsonMap, type Project, projectOf } from './project/data';
import type { FileRole } from './project/paths';
import { renderValue, switchState } from './values';

/**
 * The attributes and further keys of an entity from all its declarations. Configs go from low to high: the project's own
 * dbt_project.yml by FQN, the YAML entry, the file itself, and for a package's nodes the root's dbt_project.yml. Relations get the
 * names of their tables, as far as the files tell them.
 */
export function unify(_id: Key, parts: readonly Declaration[], context: ProjectContext | null, answers: (k: Key) => boolean): { readonly attributes: Attributes; readonly keys: readonly Key[] } {
  const project = projectOf(context);
  const type = typeOf(parts);
  const merged = mergeParts(parts);
  if (!project) return { attributes: merged, keys: [] };
  const raw = effectiveConfig(project, type, active(parts));
  const config = resolved(raw, project);
  const unknown = Object.keys(raw).filter(name => !(name in config));
  const enabled = isEnabled(active(parts), raw['enabled'], project);
  const tags = [...new Set([...(merged.tags ?? []), ...asTexts(config['tags'])])];
  const meta = { ...asMap(config['meta']), ...(merged.meta ?? {}) };
  const attributes: Attributes = {
    ...merged,
    enabled,
    config,
    ...(unknown.length > 0 ? { more: { ...merged.more, dynamic: [...new Set([...asTexts(merged.more?.['dynamic']), ...unknown])] } } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(meta).length > 0 ? { meta } : {}),
    ...textAttribute('group', config['group']),
    ...(type === 'model' ? { access: textOr(config['access'], 'protected'), contract: asMap(config['contract'])['enforced'] === true } : {}),
    ...materialization(type, parts, config),
    ...uniqueKey(config['unique_key']),
    ...openColumns(type, active(parts), raw, config),
  };
  const owner = merged.owner ?? ownerOf(meta);
  const relation = relationOf(project, type, merged, config, parts, answers, unknown);
  return {
    attributes: { ...attributes, ...(owner ? { owner } : {}), ...(relation ? { database: relation.database, schema: relation.schema, identifier: relation.name } : {}) },
    keys: relation ? relationKeys(relation.database, relation.schema, relation.name) : [],
  };
}

/** Of several files that define one name, those that are not disabled; all of them if all are. */
function active(parts: readonly Declaration[]): readonly Declaration[] {
  const off = (p: Declaration): boolean => p.role === 'defines' && p.attributes.enabled === false;
  return parts.some(p => p.role === 'defines' && !off(p)) ? parts.filter(p => !off(p)) : parts;
}

/** What is off only by the default of a variable counts as on: whoever uses the package switches it on. */
function isEnabled(parts: readonly Declaration[], value: Json | undefined, project: Project): boolean {
  if (parts.some(p => p.attributes.more?.['conditional'] === true)) return true;
  return switchState(value, project) !== 'off';
}

function typeOf(parts: readonly Declaration[]): string {
  return (parts[0]?.type ?? '').replace(/^dbt\./, '');
}

/** Attributes merged: the first that says something wins; `more`, tags and meta are united. A YAML entry's description wins over a file's. */
function mergeParts(parts: readonly Declaration[]): Attributes {
  const out: { [name: string]: unknown } = {};
  const more: { [name: string]: Json } = {};
  const tags = new Set<string>();
  let meta: JsonMap = {};
  for (const { attributes } of parts) {
    for (const [name, value] of Object.entries(attributes)) if (out[name] === undefined && value !== undefined && name !== 'enabled') out[name] = value;
    for (const [name, value] of Object.entries(attributes.more ?? {})) if (more[name] === undefined || more[name] === null) more[name] = value;
    for (const tag of attributes.tags ?? []) tags.add(tag);
    meta = { ...attributes.meta, ...meta };
  }
  if (Object.keys(more).length > 0) out['more'] = more;
  if (tags.size > 0) out['tags'] = [...tags];
  if (Object.keys(meta).length > 0) out['meta'] = meta;
  return out as Attributes;
}

function effectiveConfig(project: Project, type: string, parts: readonly Declaration[]): JsonMap {
  const fqn = fqnOf(project, type, parts);
  const { own, root } = projectConfigs(project, type, fqn);
  const inFile = parts.filter(p => placeOf(p) === 'file').map(p => p.attributes.config ?? {});
  const inYaml = parts.filter(p => placeOf(p) !== 'file').map(p => p.attributes.config ?? {});
  let out = own;
  for (const config of [...inYaml, ...inFile]) out = overlay(out, normal(config));
  return overlay(out, root);
}

function placeOf(part: Declaration): string {
  return part.attributes.more?.['place'] === 'file' ? 'file' : 'yaml';
}

function normal(config: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name.replace(/^\+/, '').replace(/-/g, '_'), value]));
}

/** Values that hold Jinja are worked out; those that can't be are left out, so that nothing wrong is claimed. */
function resolved(config: JsonMap, project: Project): JsonMap {
  const out: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(config)) {
    if (name.endsWith('_hook') || typeof value !== 'string') {
      out[name] = value;
      continue;
    }
    const known = renderValue(value, project);
    if (known !== undefined) out[name] = known;
  }
  return out;
}

/** Package, folders below the resource path, and name: of a file-defined node the file's folders, of others the YAML file's can't be told here. */
function fqnOf(project: Project, type: string, parts: readonly Declaration[]): string[] {
  const file = parts.find(p => placeOf(p) === 'file') ?? parts[0];
  const more = file?.attributes.more ?? {};
  const folders = asTexts(more['folders'] as Json | undefined);
  const name = file?.name ?? '';
  if (type === 'source') return [project.name, ...folders, String(more['source'] ?? ''), name];
  if (type === 'snapshot' && typeof more['stem'] === 'string') return [project.name, ...folders, more['stem'], name];
  const version = parts.find(p => p.attributes.version !== undefined)?.attributes.version;
  const base = parts.find(p => typeof p.attributes.more?.['base'] === 'string')?.attributes.more?.['base'];
  return version !== undefined ? [project.name, ...folders, String(base ?? name), `v${version}`] : [project.name, ...folders, name];
}

function textAttribute(name: 'group', value: Json | undefined): { group?: string } {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

function textOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function materialization(type: string, parts: readonly Declaration[], config: JsonMap): { materialized?: string } {
  const set = config['materialized'];
  if (typeof set === 'string') return { materialized: set };
  if (parts.some(p => asTexts(p.attributes.more?.['dynamic'] as Json | undefined).includes('materialized'))) return {};
  if (type === 'model') return { materialized: parts.some(p => p.attributes.more?.['language'] === 'python') ? 'table' : 'view' };
  return type === 'seed' || type === 'snapshot' ? { materialized: type } : {};
}

function uniqueKey(value: Json | undefined): { uniqueKey?: readonly string[] } {
  const keys = asTexts(value);
  return keys.length > 0 ? { uniqueKey: keys } : {};
}

function ownerOf(meta: JsonMap): string | null {
  const owner = meta['owner'];
  if (typeof owner === 'string') return owner;
  const map = asMap(owner);
  return typeof map['name'] === 'string' ? map['name'] : typeof map['email'] === 'string' ? map['email'] : null;
}

interface Relation {
  readonly database: string | null;
  readonly schema: string | null;
  readonly name: string;
}

/** The table an entity is in the warehouse, null for entities that are none. Parts that files don't tell are null. */
function relationOf(project: Project, type: string, merged: Attributes, config: JsonMap, parts: readonly Declaration[], answers: (k: Key) => boolean, unknown: readonly string[]): Relation | null {
  const { target } = project.main;
  if (type === 'source') {
    const database = merged.database ? renderValue(merged.database, project) : target.database;
    const schema = renderValue(merged.schema ?? null, project);
    const name = renderValue(merged.identifier ?? parts[0]?.name ?? null, project);
    return typeof name === 'string' ? { database: typeof database === 'string' ? database : null, schema: typeof schema === 'string' ? schema : null, name } : null;
  }
  if (type !== 'model' && type !== 'seed' && type !== 'snapshot') return null;
  if (config['materialized'] === 'ephemeral') return null;
  const version = parts.find(p => p.attributes.version !== undefined)?.attributes.version;
  const base = parts.find(p => typeof p.attributes.more?.['base'] === 'string')?.attributes.more?.['base'];
  const plain = version !== undefined ? `${String(base)}_v${version.replace(/\./g, '_')}` : (parts[0]?.name ?? '');
  const overridden = (macro: string): boolean => answers(lookupKey('macro', project.scope, project.main.name, macro)) || (project.isPackage && answers(lookupKey('macro', project.scope, project.name, macro)));
  const custom = config['schema'] ?? null;
  const dynamicSchema = unknown.includes('schema') || typeof config['schema'] !== 'string' && config['schema'] !== undefined && config['schema'] !== null;
  return {
    name: overridden('generate_alias_name') ? plain : textOr(config['alias'], plain),
    database: overridden('generate_database_name') ? null : textOr(config['target_database'] ?? config['database'] ?? config['project'], '') || target.database,
    schema: typeof config['target_schema'] === 'string' ? config['target_schema'] : overridden('generate_schema_name') || dynamicSchema ? customOnly(custom) : generatedSchema(target.schema, custom),
  };
}

/** With an own `generate_schema_name` most projects use the custom schema as it is; where there is none nothing is known. */
function customOnly(custom: Json): string | null {
  return typeof custom === 'string' && custom !== '' ? custom : null;
}

function generatedSchema(target: string | null, custom: Json): string | null {
  if (target === null) return null;
  return typeof custom === 'string' && custom !== '' ? `${target}_${custom.trim()}` : target;
}

/**
 * Whether a node that a file defines is on, by the file and the projects' hierarchies alone (YAML may still switch it).
 * Used for declarations, so that disabled twins of a name are told apart.
 */
export function stateByFiles(project: Project, type: string, role: FileRole, config: { readonly values: JsonMap; readonly dynamic: readonly string[]; readonly conditional?: boolean }): 'on' | 'off' | 'conditional' {
  if (config.dynamic.includes('enabled')) return 'on';
  const { own, root } = projectConfigs(project, type, [project.name, ...role.folders, role.stem]);
  if (root['enabled'] === undefined && config.conditional) return 'conditional';
  return switchState(root['enabled'] ?? config.values['enabled'] ?? own['enabled'], project);
}
