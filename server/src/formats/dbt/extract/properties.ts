import { closest } from '../../../text/fuzzy';
import { readSuppressions } from '../../../model/suppression';
import { readYaml } from '../../../syntax/yaml';
import type { YamlDocument, YamlNode } from '../../../syntax/yaml/tree';
import { deprecation } from './deprecation';
import type { Source } from './draft';
import { TOP_LEVEL } from './keys';
import { extractNodes } from './nodes';
import { extractMetrics, extractSavedQueries, extractSemanticModels } from './semantic';
import { extractSources } from './sources';
import { extractExposures, extractGroups, extractMacroDocs, extractOther } from './symbols';
import { extractUnitTests } from './unitTests';
import { headOf, isNull, pairsOf } from './yamlEntry';

/** A property file: what it says about the project's models, sources, tests and so on. */
export function extractProperties(source: Source): void {
  const root = rootOf(source);
  if (root?.kind !== 'map') return;
  for (const pair of pairsOf(root)) SECTIONS[pair.key.text]?.(source, pair.key.text, pair.value);
  for (const pair of pairsOf(root)) {
    const name = pair.key.text;
    if ((TOP_LEVEL as readonly string[]).includes(name)) continue;
    const near = closest(name, TOP_LEVEL, 1)[0] ?? null;
    deprecation(
      source, near ? 'unknown-property' : 'custom-key', 'CustomTopLevelKeyDeprecation (dbt D025)', [1, 10, 0], true, pair.key.span,
      near ? `Unknown key '${name}'. Did you mean '${near}'?` : `dbt knows no '${name}' at the top of a property file; anchors belong under 'anchors'`, [name], { key: name, near, into: near ? null : ['anchors'] },
    );
  }
}

/** What reads each section. */
const SECTIONS: { readonly [section: string]: (source: Source, section: string, node: YamlNode | null) => void } = {
  models: extractNodes, seeds: extractNodes, snapshots: extractNodes, analyses: extractNodes,
  sources: (source, _, node) => extractSources(source, node),
  exposures: (source, _, node) => extractExposures(source, node),
  groups: (source, _, node) => extractGroups(source, node),
  macros: (source, _, node) => extractMacroDocs(source, node),
  data_tests: extractOther, tests: extractOther, functions: extractOther,
  unit_tests: (source, _, node) => extractUnitTests(source, node),
  semantic_models: (source, _, node) => extractSemanticModels(source, node),
  metrics: (source, _, node) => extractMetrics(source, node),
  saved_queries: (source, _, node) => extractSavedQueries(source, node),
};

/** Reads a YAML file of dbt: its problems, suppressions and folds go into the draft. Null if there is nothing or no mapping. */
export function rootOf(source: Source): YamlNode | null {
  const yaml: YamlDocument = readYaml(source.text);
  for (const p of yaml.problems) source.draft.problem(p.rule, p.span, p.message, undefined, p.data);
  source.draft.suppressions.push(...readSuppressions(source.text, yaml.comments));
  if (yaml.root) addFolds(source, yaml.root, 0);
  if (yaml.root && yaml.root.kind !== 'map' && !isNull(yaml.root)) source.draft.problem('property-shape', headOf(yaml.root), 'The file must be a mapping', [], { expected: 'mapping' });
  return yaml.root;
}

/** Blocks of more than one line can be folded, from their key on. */
function addFolds(source: Source, node: YamlNode, depth: number): void {
  if (depth > 12 || node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of node.items) {
      if (!item.value || item.value.kind === 'scalar') continue;
      fold(source, item.span.start, item.span.end);
      addFolds(source, item.value, depth + 1);
    }
    return;
  }
  for (const pair of node.pairs) {
    if (!pair.value || pair.value.alias !== null) continue;
    fold(source, pair.span.start, pair.span.end);
    addFolds(source, pair.value, depth + 1);
  }
}

function fold(source: Source, start: number, end: number): void {
  if (end > start && /[\r\n]/.test(source.text.slice(start, Math.min(end, start + 4096)))) source.draft.folds.push({ start, end });
}
