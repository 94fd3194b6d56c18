import { entry } from '../../../text/entry';
import type { Path } from '../../../model/facts';
import type { Json } from '../../../model/key';
import { closest, distance } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import type { YamlNode, YamlPair } from '../../../syntax/yaml';
import { mergedPairs, toJson } from '../../../syntax/yaml';
import type { Draft } from '../../shared/draft';
import { topicKey } from '../../shared/names';
import { isUnknown } from '../connect/connector';
import { judge } from '../connect/values';
import { isKnown, kafkaSetting, settingNames } from './settings';

/** A topic as a file declares it. */
export interface TopicDeclaration {
  readonly name: string;
  /** What a rename replaces; null if the name is put together. */
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly at: Span;
  readonly path: Path | null;
  readonly partitions: YamlNode | null;
  readonly replicas: YamlNode | null;
  readonly config: YamlNode | null;
  readonly configPath: Path | null;
  readonly replicasPath: Path | null;
}

/** Adds a topic that the file makes, with what is wrong with it. */
export function declareTopic(draft: Draft, t: TopicDeclaration): void {
  if (isUnknown(t.name)) return;
  if (!/^[\w.-]{1,249}$/.test(t.name) || t.name === '.' || t.name === '..') {
    draft.problem('kafka-topic-name', t.at, `'${t.name}' is no name of a topic: letters, digits, '.', '_' and '-', at most 249 of them`);
    return;
  }
  const config = t.config?.kind === 'map' ? toJson(t.config) : {};
  draft.declare({
    id: topicKey(t.name), kind: 'dataset', type: 'kafka.topic', role: 'defines', name: t.name, keys: [], nameSpan: t.nameSpan, span: t.span, parent: null, path: t.path, columns: [], columnsComplete: false,
    attributes: { config: config as { [name: string]: Json }, more: { partitions: toJson(t.partitions), replicas: toJson(t.replicas), underscored: t.name.replace(/\./g, '_') } },
  });
  topicProblems(draft, t);
}

function numberOf(node: YamlNode | null): number | null {
  return node?.kind === 'scalar' && /^-?\d+$/.test(node.text.trim()) ? Number(node.text) : null;
}

function topicProblems(draft: Draft, t: TopicDeclaration): void {
  const settings = new Map(mergedPairs(t.config).map(p => [p.key.text, p]));
  for (const pair of settings.values()) settingProblem(draft, pair, t.configPath && [...t.configPath, pair.key.text]);
  const number = (key: string): number | null => numberOf(settings.get(key)?.value ?? null);
  together(draft, settings, number);
  copies(draft, t, settings, number);
}

/** What is wrong with one setting of a topic, as the broker judges. */
export function settingProblem(draft: Draft, pair: YamlPair, path: Path | null): void {
  const key = pair.key.text;
  const { value } = pair;
  if (isUnknown(key)) return;
  const facts = kafkaSetting('topic', key);
  if (!facts) {
    if (isKnown('topic', key)) return;
    const near = closest(key, settingNames('topic'), 2).filter(n => distance(n, key, 3) <= 3);
    draft.problems.push({ rule: 'kafka-unknown-setting', span: pair.key.content, message: `There is no setting '${key}' of topics${near[0] ? `; did you mean '${near[0]}'?` : ''}`, ...(path ? { path } : {}), data: { near, severity: near.length > 0 ? 'error' : 'information' } });
    return;
  }
  if (!value) return;
  const text = value.kind === 'scalar' ? value.text : value.kind === 'seq' ? null : '';
  if (text === null || isUnknown(text) || (value.kind === 'scalar' && value.tag !== null)) return;
  const span = value.kind === 'scalar' && value.content.end > value.content.start ? value.content : pair.key.content;
  const bad = judge(facts, text) ?? range(key, text);
  if (bad) draft.problems.push({ rule: 'kafka-invalid-setting', span, message: bad.message, ...(path ? { path } : {}), data: { allowed: bad.allowed ?? [], near: bad.allowed ? closest(text, bad.allowed, 1) : [] } });
}

const LEAST: { readonly [key: string]: number } = {
  'retention.ms': -1, 'local.retention.ms': -2, 'local.retention.bytes': -2, 'segment.ms': 1, 'max.compaction.lag.ms': 1, 'min.compaction.lag.ms': 0, 'min.insync.replicas': 1, 'max.message.bytes': 0, 'segment.bytes': 14, 'delete.retention.ms': 0, 'flush.messages': 1, 'flush.ms': 0,
};

function range(key: string, text: string): { message: string; allowed?: readonly string[] } | null {
  const number = Number(text.trim());
  const least = entry(LEAST, key);
  if (least !== undefined && number < least) return { message: `'${key}' is at least ${least}, not ${text.trim()}` };
  if (key === 'min.cleanable.dirty.ratio' && (number < 0 || number > 1)) return { message: `'${key}' is between 0 and 1, not ${text.trim()}` };
  return null;
}

function together(draft: Draft, settings: ReadonlyMap<string, YamlPair>, number: (key: string) => number | null): void {
  const [least, most] = [number('min.compaction.lag.ms'), number('max.compaction.lag.ms')];
  const at = settings.get('min.compaction.lag.ms');
  if (at && least !== null && most !== null && least > most) draft.problem('kafka-invalid-setting', at.key.content, `'min.compaction.lag.ms' (${least}) is larger than 'max.compaction.lag.ms' (${most})`);
  const unclean = settings.get('unclean.leader.election.enable');
  if (unclean?.value?.kind === 'scalar' && /^true$/i.test(unclean.value.text)) draft.problem('kafka-unclean-election', unclean.key.content, 'A copy that lags behind may lead: records that were confirmed get lost');
}

function copies(draft: Draft, t: TopicDeclaration, settings: ReadonlyMap<string, YamlPair>, number: (key: string) => number | null): void {
  const replicas = numberOf(t.replicas);
  const partitions = numberOf(t.partitions);
  const replicaSpan = t.replicas?.kind === 'scalar' ? t.replicas.content : t.at;
  if (partitions !== null && partitions < 1 && t.partitions?.kind === 'scalar' && partitions !== -1) draft.problem('kafka-invalid-setting', t.partitions.content, `A topic has at least 1 partition, not ${partitions}`);
  if (replicas !== null && replicas < 1 && replicas !== -1) draft.problem('kafka-invalid-setting', replicaSpan, `A topic has at least 1 replica, not ${replicas}`);
  if (replicas === null || replicas < 1) return;
  const least = number('min.insync.replicas');
  const at = settings.get('min.insync.replicas');
  if (least !== null && at && least > replicas) draft.problem('kafka-min-insync-replicas', at.value?.kind === 'scalar' ? at.value.content : at.key.content, `Writes with acks=all always fail: ${least} in-sync replicas are required, ${replicas} exist${replicas === 1 ? 's' : ''}`);
  else if (least !== null && at && least === replicas && least > 1) draft.problem('kafka-min-insync-replicas', at.value?.kind === 'scalar' ? at.value.content : at.key.content, `No broker may stop: all ${replicas} replicas must be in sync for a write with acks=all`);
  if (replicas === 1 && t.replicas) draft.problems.push({ rule: 'kafka-single-replica', span: replicaSpan, message: `Topic '${t.name}' has one copy: with its broker the data is gone`, ...(t.replicasPath ? { path: t.replicasPath } : {}) });
}
