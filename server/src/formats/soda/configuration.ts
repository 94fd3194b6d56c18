import type { Facts } from '../../model/facts';
import type { Document } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, textOf, valueOf, type YamlDocument } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { sodaDataSourceKey } from './names';

/** `configuration.yml`: the data sources that checks run on. */
export function extractSodaConfiguration(document: Document, tree: YamlDocument): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  for (const pair of tree.root?.kind === 'map' ? tree.root.pairs : []) {
    const named = /^data_source (\S+)$/.exec(pair.key.text);
    if (!named) continue;
    const end = pair.key.content.end;
    draft.declare({
      id: sodaDataSourceKey(named[1]!), kind: 'symbol', type: 'soda.data_source', role: 'defines', name: named[1]!, keys: [], nameSpan: { start: end - named[1]!.length, end }, span: pair.span, parent: null, path: null,
      attributes: { more: { facts: [textOf(valueOf(pair.value, 'type')) ?? ''].filter(t => t !== '') } }, columns: [], columnsComplete: false,
    });
  }
  return draft.facts();
}
