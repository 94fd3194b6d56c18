import type { Path } from '../../../model/facts';
import type { Json } from '../../../model/key';
import { pairOf, textOf, type YamlDocument, type YamlMap, type YamlNode, valueOf } from '../../../syntax/yaml';
import type { Draft } from '../../shared/draft';
import { type Connector, isUnknown, strimziConnector } from '../connect/connector';
import { extractConnector } from '../connect/lineage';
import { connectorProblems } from '../connect/problems';
import { clusterKey } from '../names';
import { kafkaSetting } from './settings';
import { declareTopic, settingProblem } from './topic';
import { judge } from '../connect/values';

const LABELLED = new Set(['KafkaTopic', 'KafkaUser', 'KafkaConnector', 'KafkaNodePool', 'KafkaRebalance']);
const RESERVED = ['name', 'connector.class', 'tasks.max', 'connector.plugin.version'];

/** Adds what one Kubernetes resource of Strimzi says. `path` leads to it, null where no edit by path reaches it. */
export function extractResource(draft: Draft, text: string, document: YamlDocument, path: Path | null): void {
  const root = document.root;
  if (root?.kind !== 'map' || !/^kafka\.strimzi\.io\//.test(textOf(valueOf(root, 'apiVersion')) ?? '')) return;
  const kind = textOf(valueOf(root, 'kind')) ?? '';
  const metadata = valueOf(root, 'metadata');
  age(draft, root, path);
  if (LABELLED.has(kind)) label(draft, root, kind, metadata, path);
  switch (kind) {
    case 'KafkaTopic':
      topic(draft, root, metadata, path);
      break;
    case 'KafkaConnector':
      connector(draft, text, root, path);
      break;
    case 'Kafka':
      cluster(draft, root, metadata, path);
      break;
    case 'KafkaConnect':
      connect(draft, root, metadata, path);
      break;
    default:
      break;
  }
}

/** Connectors of a file, for documentation and completion. */
export function strimziConnectors(documents: readonly YamlDocument[]): readonly Connector[] {
  return documents.flatMap((d, i) => (d.root?.kind === 'map' && textOf(valueOf(d.root, 'kind')) === 'KafkaConnector' ? (strimziConnector(d.root, i === 0 ? [] : null) ?? []) : []));
}

function age(draft: Draft, root: YamlMap, path: Path | null): void {
  const version = valueOf(root, 'apiVersion');
  if (version?.kind !== 'scalar' || !/\/v1(beta1|beta2|alpha1)$/.test(version.text)) return;
  draft.problems.push({ rule: 'strimzi-old-version', span: version.content, message: `'${version.text}' is an older version of the resource: new operators serve only kafka.strimzi.io/v1`, ...(path ? { path: [...path, 'apiVersion'] } : {}) });
}

function label(draft: Draft, root: YamlMap, kind: string, metadata: YamlNode | null, path: Path | null): void {
  const labels = valueOf(metadata, 'labels');
  const cluster = valueOf(labels, 'strimzi.io/cluster');
  const at = valueOf(root, 'kind');
  if (cluster?.kind === 'scalar') {
    if (isUnknown(cluster.text)) return;
    draft.refer({ targets: [clusterKey(cluster.text)], type: 'kafka.cluster', name: cluster.text, span: cluster.content, fullSpan: cluster.span, from: null, role: 'names', certainty: 'likely' });
    return;
  }
  if (cluster !== null || pairOf(labels, '<<') || at?.kind !== 'scalar' || isUnknown(JSON.stringify(textOf(valueOf(metadata, 'name'))))) return;
  draft.problems.push({ rule: 'strimzi-label-missing', span: at.content, message: `No operator looks at this ${kind}: the label strimzi.io/cluster is missing`, ...(path ? { path: [...path, 'metadata', 'labels', 'strimzi.io/cluster'] } : {}) });
}

function topic(draft: Draft, root: YamlMap, metadata: YamlNode | null, path: Path | null): void {
  const spec = valueOf(root, 'spec');
  const own = valueOf(spec, 'topicName');
  const name = own ?? valueOf(metadata, 'name');
  if (name?.kind !== 'scalar' || name.text === '') return;
  const at = valueOf(root, 'kind')!;
  if (spec?.kind !== 'map') draft.problem('kafka-invalid-setting', at.kind === 'scalar' ? at.content : name.content, "A KafkaTopic needs a 'spec'");
  declareTopic(draft, {
    name: name.text, nameSpan: name.content, span: root.span, at: name.content, path,
    partitions: valueOf(spec, 'partitions'), replicas: valueOf(spec, 'replicas'), config: valueOf(spec, 'config'),
    configPath: path && [...path, 'spec', 'config'], replicasPath: path && [...path, 'spec', 'replicas'],
  });
}

function connector(draft: Draft, text: string, root: YamlMap, path: Path | null): void {
  const c = strimziConnector(root, path);
  if (!c) return;
  extractConnector(draft, text, c, { name: c.name ?? 'connector', span: null });
  for (const key of RESERVED) {
    const s = c.settings.get(key);
    if (s) draft.problems.push({ rule: 'strimzi-reserved-setting', span: s.keySpan, message: `The operator sets '${key}' itself and ignores this`, ...(s.path ? { path: s.path } : {}) });
  }
  const connect = textOf(valueOf(valueOf(valueOf(root, 'metadata'), 'labels'), 'strimzi.io/cluster'));
  if (connect !== null && !isUnknown(connect)) {
    const at = valueOf(root, 'kind');
    draft.refer({ targets: [clusterKey(`connect:${connect}`)], type: 'kafka.connect-cluster', name: connect, span: at?.kind === 'scalar' ? at.content : c.at, fullSpan: c.at, from: null, role: 'names', certainty: 'likely', implied: true });
  }
  if (c.className !== null) connectorProblems(draft, c);
}

function cluster(draft: Draft, root: YamlMap, metadata: YamlNode | null, path: Path | null): void {
  const name = valueOf(metadata, 'name');
  if (name?.kind !== 'scalar' || isUnknown(name.text)) return;
  draft.declare({ id: clusterKey(name.text), kind: 'symbol', type: 'kafka.cluster', role: 'defines', name: name.text, keys: [], nameSpan: name.content, span: root.span, parent: null, path, attributes: {}, columns: [], columnsComplete: false });
  const config = valueOf(valueOf(valueOf(root, 'spec'), 'kafka'), 'config');
  if (config?.kind !== 'map') return;
  for (const pair of config.pairs) {
    const facts = kafkaSetting('broker', pair.key.text);
    const value = pair.value?.kind === 'scalar' ? pair.value : null;
    if (!facts || !value || isUnknown(value.text)) continue;
    const bad = judge(facts, value.text);
    if (bad) draft.problems.push({ rule: 'kafka-invalid-setting', span: value.content, message: bad.message, ...(path ? { path: [...path, 'spec', 'kafka', 'config', pair.key.text] } : {}), data: { allowed: bad.allowed ?? [], near: [] } });
  }
}

function connect(draft: Draft, root: YamlMap, metadata: YamlNode | null, path: Path | null): void {
  const name = valueOf(metadata, 'name');
  if (name?.kind !== 'scalar' || isUnknown(name.text)) return;
  const uses = textOf(valueOf(valueOf(metadata, 'annotations'), 'strimzi.io/use-connector-resources'));
  draft.declare({
    id: clusterKey(`connect:${name.text}`), kind: 'symbol', type: 'kafka.connect-cluster', role: 'defines', name: name.text, keys: [], nameSpan: name.content, span: root.span, parent: null, path, columns: [], columnsComplete: false,
    attributes: { more: { usesResources: uses === 'true' } as { [name: string]: Json } },
  });
}

export { settingProblem };
