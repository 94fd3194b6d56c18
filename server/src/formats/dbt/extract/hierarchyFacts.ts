import type { Path } from '../../../model/facts';
import type { YamlNode, YamlScalar } from './yaml';
import { searchTargets } from '../names';
import { lookupOf } from '../project/data';
import { checkConfigValue } from './configValues';
import type { Source } from './draft';
import { referMaterialization } from './nodeReferences';
import { CONFIG_KEYS } from './keys';
import { isNull, pairsOf, scalarsOf } from './yamlEntry';
import { referScalar } from './yamlJinja';

/** How deep folders are followed. */
const MAX_DEPTH = 30;

/** Configs that are mappings by nature: without a `+` they look like folders. */
const MAPPINGS: ReadonlySet<string> = new Set(['meta', 'persist_docs', 'quoting', 'column_types', 'docs', 'contract', 'grants', 'partition_by', 'labels', 'freshness', 'snapshot_meta_column_names']);

/** A hierarchy of configuration: folders as mentions of paths, configs checked, names of groups as references. */
export function extractHierarchy(source: Source, section: string, node: YamlNode | null, path: Path, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  for (const pair of pairsOf(node)) {
    const raw = pair.key.text;
    const plus = raw.startsWith('+');
    const name = (plus ? raw.slice(1).trim() : raw).replace(/-/g, '_');
    const at = [...path, raw];
    const folder = !plus && pair.value?.kind === 'map' && !(CONFIG_KEYS.has(name) && MAPPINGS.has(name) && depth > 0);
    if (folder) {
      folderMention(source, pair.key, at, depth);
      extractHierarchy(source, section, pair.value, at, depth + 1);
      continue;
    }
    if (!plus && isNull(pair.value) && !CONFIG_KEYS.has(name)) continue;
    configValue(source, section, name, pair.value, at);
  }
}

function folderMention(source: Source, key: YamlScalar, path: Path, depth: number): void {
  source.draft.refer({
    targets: [], type: 'dbt.config_path', name: path.slice(1).join('.'), span: key.content, fullSpan: key.span, from: null, role: 'names', certainty: 'likely', path, data: { kind: 'config_path', depth, parts: [...path.slice(1)] },
  });
}

function configValue(source: Source, section: string, name: string, value: YamlNode | null, path: Path): void {
  for (const { scalar, path: at } of scalarsOf(value, path)) referScalar(source, scalar, { from: null, place: 'config', role: 'uses', path: at, lenient: true });
  if (value?.kind !== 'scalar') return;
  checkConfigValue(source, section === 'models' ? 'model' : section.replace(/s$/, ''), name, value.value, value.span, path);
  if (name === 'materialized' && typeof value.value === 'string') referMaterialization(source, value.text, value.content, value.span, null, path);
  if (name !== 'group' || value.text === '' || value.text.includes('{{')) return;
  source.draft.refer({ targets: searchTargets('group', lookupOf(source.project), null, value.text), type: 'dbt.group', name: value.text, span: value.content, fullSpan: value.span, from: null, role: 'uses', certainty: 'certain', path, data: { kind: 'group', place: 'config' } });
}
