import { readSuppressions } from '../../../model/suppression';
import { foldsOf, readYaml, type YamlDocument } from '../../../syntax/yaml';
import { entry } from '../../../text/entry';
import type { YamlNode } from './yaml';
import type { Source } from './draft';
import { schemaProblems } from './schemaProblems';
import { extractNodes } from './nodes';
import { extractMetrics, extractSavedQueries, extractSemanticModels } from './semantic';
import { extractSources } from './sources';
import { extractExposures, extractGroups, extractMacroDocs, extractOther } from './symbols';
import { extractUnitTests } from './unitTests';
import { pairsOf } from './yamlEntry';

/** A property file: what it says about the project's models, sources, tests and so on. */
export function extractProperties(source: Source): void {
  readProperties(source, readYaml(source.text));
}

/** The same of a text that has been read already. Problems are in the order of the text. */
export function readProperties(source: Source, yaml: YamlDocument): void {
  const root = rootOf(source, yaml);
  for (const pair of pairsOf(root)) entry(SECTIONS, pair.key.text)?.(source, pair.key.text, pair.value, root);
  schemaProblems(source, 'dbt/properties', root);
  source.draft.problems.sort((a, b) => a.span.start - b.span.start);
}

/** What reads each section. */
const SECTIONS: { readonly [section: string]: (source: Source, section: string, node: YamlNode | null, root: YamlNode | null) => void } = {
  models: extractNodes, seeds: extractNodes, snapshots: extractNodes, analyses: extractNodes,
  sources: (source, _, node) => extractSources(source, node),
  exposures: (source, _, node) => extractExposures(source, node),
  groups: (source, _, node) => extractGroups(source, node),
  macros: (source, _, node) => extractMacroDocs(source, node),
  data_tests: extractOther, tests: extractOther, functions: extractOther,
  unit_tests: (source, _, node, root) => extractUnitTests(source, node, root),
  semantic_models: (source, _, node) => extractSemanticModels(source, node),
  metrics: (source, _, node) => extractMetrics(source, node),
  saved_queries: (source, _, node) => extractSavedQueries(source, node),
};

/** Reads a YAML file of dbt: its problems, suppressions and folds go into the draft. Null if there is nothing or no mapping. */
export function rootOf(source: Source, yaml: YamlDocument = readYaml(source.text)): YamlNode | null {
  for (const p of yaml.problems) source.draft.problem(p.rule, p.span, p.message, undefined, p.data);
  source.draft.suppressions.push(...readSuppressions(source.text, yaml.comments));
  source.draft.folds.push(...foldsOf(yaml, source.text));
  return yaml.root;
}
