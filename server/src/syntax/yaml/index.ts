export { readYaml, readYamlDocuments, type YamlOptions } from './read';
export { coreValue, isTimestamp, plainValue } from './scalars';
export { itemsOf, mergedPairs, pairOf, textOf, toJson, valueOf } from './tree';
export type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSeq } from './tree';
