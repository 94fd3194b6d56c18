import type { Facts } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, pairOf, readYaml, textOf, valueOf, yamlEdits, type YamlNode } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { wordOf } from '../shared/quality';
import { isLineageFile, lineageFacts } from './lineage';
import { ingestionKey } from './names';

/** Ingestion files of the catalogs DataHub and OpenMetadata: recognised, outlined, and searched for secrets like all else; lineage written for DataHub becomes arrows. */
export const catalog: Format = {
  id: 'catalog',
  version: 2,
  extensions: ['yml', 'yaml'],
  recognises(path, head) {
    if (/\.dhub\.ya?ml$/.test(path)) return true;
    const text = head();
    return kindOf(text) !== null || isLineageFile(text);
  },
  extract,
  edit: ({ text }, operations) => yamlEdits(text, operations),
};

function kindOf(head: string): 'DataHub' | 'OpenMetadata' | null {
  if (!/^source\s*:/m.test(head)) return null;
  if (/^workflowConfig\s*:/m.test(head) && /^\s+serviceName\s*:/m.test(head)) return 'OpenMetadata';
  if (/^sink\s*:/m.test(head) && /datahub-(rest|kafka)|datahub-lite/.test(head)) return 'DataHub';
  return null;
}

function extract({ path, text }: Document): Facts {
  const tree = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  if (isLineageFile(text.slice(0, 4_096))) return lineageFacts(path, text, tree, draft);
  draft.folds.push(...foldsOf(tree, text));
  const kind = kindOf(text.slice(0, 4_096)) ?? 'DataHub';
  const source: YamlNode | null = valueOf(tree.root, 'source');
  const type = wordOf(valueOf(source, 'type'));
  const service = wordOf(valueOf(source, 'serviceName')) ?? wordOf(pairOf(tree.root, 'pipeline_name')?.value);
  if (!type || !tree.root) return draft.facts();
  const at = service ?? type;
  draft.declare({
    id: ingestionKey(path), kind: 'symbol', type: kind === 'DataHub' ? 'datahub.ingestion' : 'openmetadata.ingestion', role: 'defines', name: service?.text ?? type.text, keys: [], nameSpan: at.content, span: tree.root.span, parent: null, path: null,
    attributes: { more: { facts: [`${kind}, from ${textOf(valueOf(source, 'type')) ?? ''}`] } }, columns: [], columnsComplete: false,
  });
  return draft.facts();
}
