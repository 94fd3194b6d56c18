import type { Path } from '../../model/facts';
import type { Json } from '../../model/key';
import { pairOf, type YamlMap, type YamlNode } from '../../syntax/yaml';
import type { Draft } from '../shared/draft';

/** Keys of version 2 and their names in version 3, by where they stand. */
const TOP: { readonly [key: string]: string | null } = { uuid: 'id', quantumName: 'dataProduct', datasetDomain: 'domain', datasetName: null, stakeholders: 'team', dataset: 'schema', slaDefaultColumn: 'slaDefaultElement', templateName: null, userConsumptionMode: null, sourceSystem: null, sourcePlatform: null, datasetProject: null, productDl: null, productFeedbackUrl: null, productSlackChannel: null };
const TABLE: { readonly [key: string]: string } = { table: 'name', columns: 'properties', dataGranularity: 'dataGranularityDescription' };
const COLUMN: { readonly [key: string]: string } = { column: 'name', isPrimaryKey: 'primaryKey', isUnique: 'unique', partitionStatus: 'partitioned', clusterStatus: 'clustered', encryptedColumnName: 'encryptedName', sampleValues: 'examples', criticalDataElementStatus: 'criticalDataElement' };
const QUALITY: { readonly [key: string]: string } = { rule: 'metric', code: 'rule', templateName: 'rule', toolName: 'engine', scheduleCronExpression: 'schedule' };

/** Keys that later versions of the standard write otherwise. */
export function legacyKeys(draft: Draft, root: YamlMap, version: { readonly major: number; readonly minor: number }): void {
  const old = version.major < 3;
  for (const pair of root.pairs) {
    const key = pair.key.text;
    if (!Object.hasOwn(TOP, key) || (key === 'dataset' && !old)) continue;
    tell(draft, root, key, [key], TOP[key] ?? null, 'Since version 3');
  }
  const sla = pairOf(root, 'slaDefaultElement');
  if (sla && version.minor >= 1) tell(draft, root, 'slaDefaultElement', ['slaDefaultElement'], null, "Since version 3.1 each promise has its own 'element':");
  const team = pairOf(root, 'team');
  if (team?.value?.kind === 'seq' && version.major === 3 && version.minor >= 1) draft.problems.push({ rule: 'odcs-legacy-key', span: team.key.span, message: "Since version 3.1 'team' is a mapping with the list under 'members'", path: ['team'], data: { wrap: 'members' } });
  const tables = pairOf(root, old ? 'dataset' : 'schema')?.value ?? pairOf(root, 'schema')?.value;
  if (tables?.kind === 'seq') tables.items.forEach((t, i) => {
    const path = [old && pairOf(root, 'dataset') ? 'dataset' : 'schema', i];
    renamed(draft, t.value, path, TABLE);
    for (const key of ['columns', 'properties']) {
      const columns = pairOf(t.value, key)?.value;
      if (columns?.kind === 'seq') columns.items.forEach((c, j) => column(draft, c.value, [...path, key, j]));
    }
    qualities(draft, t.value, path);
  });
}

function column(draft: Draft, node: YamlNode | null, path: Path): void {
  renamed(draft, node, path, COLUMN);
  const nullable = pairOf(node, 'isNullable');
  if (nullable?.value?.kind === 'scalar' && typeof nullable.value.value === 'boolean') draft.problems.push({ rule: 'odcs-legacy-key', span: nullable.key.span, message: `Since version 3 'isNullable: ${String(nullable.value.value)}' is 'required: ${String(!nullable.value.value)}'`, path: [...path, 'isNullable'], data: { to: 'required', value: !nullable.value.value } });
  qualities(draft, node, path);
}

function qualities(draft: Draft, node: YamlNode | null, path: Path): void {
  const list = pairOf(node, 'quality')?.value;
  if (list?.kind !== 'seq') return;
  list.items.forEach((q, i) => {
    const own: { [key: string]: string } = {};
    for (const [key, to] of Object.entries(QUALITY)) if (pairOf(q.value, key) && !pairOf(q.value, to)) own[key] = to;
    if (own['rule'] && !['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount', 'nullCheck', 'uniqueCheck', 'countCheck'].includes(String((pairOf(q.value, 'rule')?.value as { text?: string } | null)?.text))) delete own['rule'];
    renamed(draft, q.value, [...path, 'quality', i], own);
  });
}

function renamed(draft: Draft, node: YamlNode | null, path: Path, names: { readonly [key: string]: string }): void {
  if (node?.kind !== 'map') return;
  for (const pair of node.pairs) if (Object.hasOwn(names, pair.key.text) && !pairOf(node, names[pair.key.text]!)) tell(draft, node, pair.key.text, [...path, pair.key.text], names[pair.key.text]!, 'Since version 3');
}

function tell(draft: Draft, node: YamlMap, key: string, path: Path, to: string | null, since: string): void {
  const data: { readonly [name: string]: Json } = to ? { to } : {};
  draft.problems.push({ rule: 'odcs-legacy-key', span: pairOf(node, key)!.key.span, message: to ? `${since} '${key}' is '${to}'` : `${since} '${key}' is gone`, path, data });
}
