export { contextAt, type YamlContext } from './context';
export { yamlEdits } from './edit';
export { asPair, at, commentsOf, foldsOf, nodeAt, resolve, valueSpan, type YamlHit, type YamlPlace } from './locate';
export { keyText, printFlow, printYaml, quoteScalar, scalarText, styleOf, type YamlStyle } from './print';
export { readYaml, readYamlDocuments, type YamlOptions } from './read';
export { coreValue, isTimestamp, plainValue } from './scalars';
export { itemsOf, mergedPairs, pairOf, sameJson, textOf, toJson, valueOf } from './tree';
export type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSeq } from './tree';
