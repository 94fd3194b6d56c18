import type { Facts } from '../../model/facts';
import { foldsOf, itemsOf, textOf, valueOf, type YamlDocument, type YamlNode } from '../../syntax/yaml';
import type { Draft } from '../shared/draft';
import { wordOf } from '../shared/quality';
import { catalogDataset, ingestionKey } from './names';

/** Whether a file is lineage written for DataHub's source `datahub-lineage-file`: entities, each with what is upstream of it. */
export function isLineageFile(head: string): boolean {
  return /^version\s*:/m.test(head) && /^lineage\s*:/m.test(head) && /\bentity\s*:/.test(head) && /\bplatform\s*:/.test(head);
}

/** Datasets and arrows of a lineage file, as one job that its file names. What has no name or platform yet is passed over. */
export function lineageFacts(path: string, text: string, tree: YamlDocument, draft: Draft): Facts {
  draft.folds.push(...foldsOf(tree, text));
  const list = valueOf(tree.root, 'lineage');
  if (!tree.root || list?.kind !== 'seq') return draft.facts();
  const job = ingestionKey(path);
  const name = path.replace(/^.*\//, '').replace(/\.ya?ml$/i, '');
  draft.declare({ id: job, kind: 'job', type: 'datahub.lineage', role: 'defines', name, keys: [], nameSpan: null, span: tree.root.span, parent: null, path: null, attributes: { more: { facts: ['DataHub, lineage written by hand'] } }, columns: [], columnsComplete: false });
  for (const item of itemsOf(list)) {
    const to = dataset(draft, item, job, 'writes');
    for (const source of itemsOf(valueOf(item, 'upstream'))) {
      const from = dataset(draft, source, job, 'reads');
      if (from !== null && to !== null) draft.edges.push({ from, to, job, span: source.span, confidence: 'exact' });
    }
  }
  return draft.facts();
}

function dataset(draft: Draft, node: YamlNode, job: string, role: 'reads' | 'writes'): number | null {
  const entity = valueOf(node, 'entity');
  const name = wordOf(valueOf(entity, 'name'));
  const platform = textOf(valueOf(entity, 'platform'));
  if (!entity || !name || platform === null || (textOf(valueOf(entity, 'type')) ?? 'dataset') !== 'dataset') return null;
  const { id, targets, type } = catalogDataset(platform, name.text);
  draft.describe(id, 'dataset', type, name.text, name.content, targets);
  return draft.refer({ targets, type: 'datahub.dataset', name: name.text, span: name.content, fullSpan: entity.span, from: job, role, certainty: 'likely' });
}
