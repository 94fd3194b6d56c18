import type { Facts } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, mergedPairs, readYaml, textOf, valueOf, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { dataFileKey, locationKey, tableTargets } from '../shared/names';
import { datasetKey, parameterKey, projectOf } from './names';

/** A catalog: each key is a dataset with its type and place. */
export function extractCatalog({ path, text }: Document): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, yaml.comments);
  // A template of a project is no project.
  if (!path.includes('{{')) for (const p of yaml.problems) draft.problem(p.rule, p.span, p.message, p.data);
  const project = projectOf(path);
  if (yaml.root?.kind === 'map') for (const pair of yaml.root.pairs) extractDataset(draft, project, pair);
  draft.folds.push(...foldsOf(yaml, text));
  return draft.facts();
}

function extractDataset(draft: Draft, project: string, pair: YamlPair): void {
  const name = pair.key.text;
  const type = textOf(merged(pair.value, 'type'));
  // Keys with an underscore hold anchors; patterns in braces stand for many datasets.
  if (name.startsWith('_') || type === null || /[{}]/.test(name)) return;
  const keys = placesOf(project, pair.value);
  draft.declare({
    id: datasetKey(project, name), kind: 'dataset', type: 'kedro.dataset', role: 'defines', name, keys, nameSpan: pair.key.content, span: pair.span, parent: null, path: [name],
    attributes: { materialized: type.slice(type.lastIndexOf('.') + 1), ...(textOf(merged(pair.value, 'filepath')) ? { more: { facts: [textOf(merged(pair.value, 'filepath'))!] } } : {}) }, columns: [], columnsComplete: false,
  });
}

function merged(node: YamlNode | null, name: string): YamlNode | null {
  return valueOf(node, name) ?? mergedPairs(node).find(p => p.key.text === name)?.value ?? null;
}

/** Where the data lies: a file, an object in storage, a table. */
function placesOf(project: string, node: YamlNode | null): Key[] {
  const file = textOf(merged(node, 'filepath'));
  const table = textOf(merged(node, 'table_name'));
  const schema = textOf(valueOf(merged(node, 'load_args'), 'schema'));
  const out: Key[] = [];
  if (file !== null && !/[${}]/.test(file)) {
    const place = locationKey(file);
    if (place) out.push(place);
    else if (!file.startsWith('/')) out.push(dataFileKey(project === '' ? file : `${project}/${file}`));
  }
  if (table !== null && !/[${}]/.test(table)) out.push(...tableTargets(schema ? [schema, ...table.split('.')] : table.split('.'), true).slice(0, 1));
  return out;
}

/** A file of parameters: `params:name` in nodes. */
export function extractParameters({ path, text }: Document): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, yaml.comments);
  // A template of a project is no project.
  if (!path.includes('{{')) for (const p of yaml.problems) draft.problem(p.rule, p.span, p.message, p.data);
  const project = projectOf(path);
  const add = (node: YamlNode | null, prefix: string, at: readonly string[], depth: number): void => {
    if (node?.kind !== 'map' || depth > 4) return;
    for (const pair of node.pairs) {
      const name = `${prefix}${pair.key.text}`;
      draft.declare({
        id: parameterKey(project, name), kind: 'symbol', type: 'kedro.parameter', role: 'defines', name, keys: [], nameSpan: prefix === '' ? pair.key.content : { start: pair.key.content.start, end: pair.key.content.start }, span: pair.span, parent: null, path: [...at, pair.key.text],
        attributes: pair.value?.kind === 'scalar' ? { more: { facts: [pair.value.text.slice(0, 100)] } } : {}, columns: [], columnsComplete: false,
      });
      add(pair.value, `${name}.`, [...at, pair.key.text], depth + 1);
    }
  };
  add(yaml.root, '', [], 0);
  draft.folds.push(...foldsOf(yaml, text));
  return draft.facts();
}
