import type { Json } from '../../model/key';
import { asList, asMap, asTexts, type JsonMap, type Project } from './project/data';

/** The key of dbt_project.yml whose hierarchy configures a type of resource. */
const HIERARCHY: { readonly [type: string]: readonly string[] } = {
  model: ['models'], analysis: ['models', 'analyses'], seed: ['seeds'], snapshot: ['snapshots'], source: ['sources'], test: ['data_tests', 'tests'], unit_test: ['unit_tests'], exposure: ['exposures'],
  metric: ['metrics'], semantic_model: ['semantic-models'], saved_query: ['saved-queries'], function: ['functions'],
};

/** Configs whose values add up along the hierarchy, and those that merge by key; everything else is replaced. */
const APPEND: ReadonlySet<string> = new Set(['tags', 'pre_hook', 'post_hook', 'packages']);
const MERGE: ReadonlySet<string> = new Set(['meta', 'quoting', 'column_types', 'docs', 'contract', 'grants', 'persist_docs']);

/** One config over another, by dbt's rules. A `+` before a key of `grants` adds to the grantees. */
export function overlay(base: JsonMap, over: JsonMap): JsonMap {
  const out: { [name: string]: Json } = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = out[name];
    if (APPEND.has(name)) out[name] = name === 'tags' ? [...new Set([...asTexts(before), ...asTexts(value)])] : [...asList(before), ...asList(value)];
    else if (name === 'grants') out[name] = grants(asMap(before), asMap(value));
    else if (MERGE.has(name) && before && typeof value === 'object' && value !== null) out[name] = { ...asMap(before), ...asMap(value) };
    else out[name] = value;
  }
  return out;
}

function grants(base: JsonMap, over: JsonMap): JsonMap {
  const out: { [name: string]: Json } = { ...base };
  for (const [name, value] of Object.entries(over)) {
    if (name.startsWith('+')) out[name.slice(1)] = [...new Set([...asTexts(out[name.slice(1)]), ...asTexts(value)])];
    else out[name] = value;
  }
  return out;
}

/**
 * The config that one dbt_project.yml gives a resource: keys at each level of the hierarchy down its FQN, deeper ones over the others.
 * A key with `+` is a config; one without is a config if its value is no mapping.
 */
export function hierarchyConfig(configs: { readonly [hierarchy: string]: JsonMap }, type: string, fqn: readonly string[]): JsonMap {
  let out: JsonMap = {};
  for (const name of HIERARCHY[type] ?? []) {
    let level: Json | undefined = configs[name];
    for (let depth = 0; depth <= fqn.length && level !== undefined && level !== null; depth++) {
      out = overlay(out, levelConfig(asMap(level)));
      level = asMap(level)[fqn[depth] ?? ''];
    }
  }
  return out;
}

function levelConfig(level: JsonMap): JsonMap {
  const out: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(level)) {
    const plus = name.startsWith('+');
    if (!plus && value !== null && typeof value === 'object' && !Array.isArray(value)) continue;
    out[(plus ? name.slice(1).trim() : name).replace(/-/g, '_')] = value;
  }
  return out;
}

/** The config a project's own dbt_project.yml gives, and the one the root's gives on top for the nodes of a package. */
export function projectConfigs(project: Project, type: string, fqn: readonly string[]): { readonly own: JsonMap; readonly root: JsonMap } {
  const own = hierarchyConfig(project.data.configs, type, fqn);
  return { own, root: project.isPackage ? hierarchyConfig(project.main.configs, type, fqn) : {} };
}
