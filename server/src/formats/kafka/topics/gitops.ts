import { itemsOf, mergedPairs, textOf, type YamlNode, valueOf } from '../../../syntax/yaml';
import type { Draft } from '../../shared/draft';
import { topicKey } from '../../shared/names';
import { isUnknown } from '../connect/connector';
import { serviceKey } from '../names';
import { declareTopic } from './topic';

/** Which of the tools that make topics from a file this is for; null if none. */
export function gitopsKind(root: YamlNode | null): 'kafka-gitops' | 'julie' | 'topicctl' | null {
  if (root?.kind !== 'map') return null;
  const spec = valueOf(root, 'spec');
  if (spec?.kind === 'map' && valueOf(root, 'meta')?.kind === 'map' && valueOf(spec, 'partitions') !== null && valueOf(spec, 'replicationFactor') !== null) return 'topicctl';
  if (textOf(valueOf(root, 'context')) !== null && itemsOf(valueOf(root, 'projects')).some(p => valueOf(p, 'topics')?.kind === 'seq') && valueOf(root, 'nodes') === null) return 'julie';
  const topics = valueOf(root, 'topics');
  const services = valueOf(root, 'services');
  if (topics?.kind === 'map' && topics.pairs.some(p => valueOf(p.value, 'partitions') !== null)) return 'kafka-gitops';
  if (services?.kind === 'map' && services.pairs.some(p => /^(application|kafka-connect|kafka-streams)$/.test(textOf(valueOf(p.value, 'type')) ?? '') && (valueOf(p.value, 'produces') !== null || valueOf(p.value, 'consumes') !== null || valueOf(p.value, 'connectors') !== null))) return 'kafka-gitops';
  return null;
}

export function extractGitops(draft: Draft, root: YamlNode, kind: 'kafka-gitops' | 'julie' | 'topicctl'): void {
  if (kind === 'topicctl') topicctl(draft, root);
  else if (kind === 'julie') julie(draft, root);
  else gitops(draft, root);
}

function topicctl(draft: Draft, root: YamlNode): void {
  const name = valueOf(valueOf(root, 'meta'), 'name');
  const spec = valueOf(root, 'spec');
  if (name?.kind !== 'scalar') return;
  declareTopic(draft, { name: name.text, nameSpan: name.content, span: root.span, at: name.content, path: [], partitions: valueOf(spec, 'partitions'), replicas: valueOf(spec, 'replicationFactor'), config: valueOf(spec, 'settings'), configPath: ['spec', 'settings'], replicasPath: ['spec', 'replicationFactor'] });
}

/** `context`, the values of other keys before `projects`, the project and the topic, with dots between. */
function julie(draft: Draft, root: YamlNode): void {
  if (root.kind !== 'map') return;
  const before: string[] = [];
  for (const pair of root.pairs) {
    if (pair.key.text === 'projects') break;
    const text = textOf(pair.value);
    if (text !== null) before.push(text);
  }
  itemsOf(valueOf(root, 'projects')).forEach((project, p) => {
    const projectName = textOf(valueOf(project, 'name'));
    if (projectName === null) return;
    itemsOf(valueOf(project, 'topics')).forEach((topic, i) => {
      const name = valueOf(topic, 'name');
      if (name?.kind !== 'scalar') return;
      const type = textOf(valueOf(topic, 'dataType'));
      const path = ['projects', p, 'topics', i];
      const config = valueOf(topic, 'config');
      const plain = config?.kind === 'map' ? { ...config, pairs: config.pairs.filter(x => x.key.text !== 'num.partitions' && x.key.text !== 'replication.factor') } : null;
      declareTopic(draft, { name: [...before, projectName, name.text, ...(type === null ? [] : [type])].join('.'), nameSpan: null, span: topic.span, at: name.content, path, partitions: valueOf(config, 'num.partitions'), replicas: valueOf(config, 'replication.factor'), config: plain, configPath: [...path, 'config'], replicasPath: [...path, 'config', 'replication.factor'] });
    });
  });
}

function gitops(draft: Draft, root: YamlNode): void {
  const topics = valueOf(root, 'topics');
  const known = new Set<string>();
  for (const pair of mergedPairs(topics)) {
    known.add(pair.key.text);
    const path = ['topics', pair.key.text];
    declareTopic(draft, { name: pair.key.text, nameSpan: pair.key.content, span: pair.span, at: pair.key.content, path, partitions: valueOf(pair.value, 'partitions'), replicas: valueOf(pair.value, 'replication'), config: valueOf(pair.value, 'configs'), configPath: [...path, 'configs'], replicasPath: [...path, 'replication'] });
  }
  for (const pair of mergedPairs(valueOf(root, 'services'))) {
    const job = serviceKey(pair.key.text);
    draft.declare({ id: job, kind: 'job', type: 'kafka.service', role: 'defines', name: pair.key.text, keys: [], nameSpan: pair.key.content, span: pair.span, parent: null, path: ['services', pair.key.text], attributes: {}, columns: [], columnsComplete: false });
    const named = (role: 'reads' | 'writes', list: YamlNode | null): void => {
      for (const item of itemsOf(list)) {
        if (item.kind !== 'scalar' || isUnknown(item.text)) continue;
        draft.describe(topicKey(item.text), 'dataset', 'kafka.topic', item.text, item.content, []);
        draft.refer({ targets: [topicKey(item.text)], type: 'kafka.topic', name: item.text, span: item.content, fullSpan: item.span, from: job, role, certainty: 'certain', data: { place: 'kafka-gitops' } });
        if (topics !== null && !known.has(item.text)) draft.problem('kafka-topic-undeclared', item.content, `Topic '${item.text}' is not declared here`);
      }
    };
    named('reads', valueOf(pair.value, 'consumes'));
    named('writes', valueOf(pair.value, 'produces'));
    for (const connector of mergedPairs(valueOf(pair.value, 'connectors'))) {
      named('reads', valueOf(connector.value, 'consumes'));
      named('writes', valueOf(connector.value, 'produces'));
    }
  }
}
