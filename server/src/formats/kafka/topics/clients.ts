import { entry } from '../../../text/entry';
import type { YamlDocument } from '../../../syntax/yaml';
import { closest } from '../../../text/fuzzy';
import type { Draft } from '../../shared/draft';
import { isUnknown } from '../connect/connector';
import { WORKER, unpack } from '../connect/catalog';
import { isLiteralSecret, isSecretName, judge } from '../connect/values';
import { variableOf } from '../connect/problems';
import { streamsPractice } from '../streams/practice';
import { kafkaSetting, type Role } from './settings';

/** What a properties file configures, by its keys; null if it is none of Kafka's. */
export function roleOf(text: string): Role | 'worker' | null {
  const has = (key: string): boolean => new RegExp(`^[ \\t]*${key}[ \\t]*[=:]`, 'm').test(text);
  if (has('key\\.converter') && (has('offset\\.storage\\.topic') || has('offset\\.storage\\.file\\.filename'))) return 'worker';
  if ((has('broker\\.id') || has('node\\.id') || has('process\\.roles') || has('zookeeper\\.connect')) && (has('log\\.dirs') || has('log\\.dir') || has('listeners'))) return 'broker';
  if (!has('bootstrap\\.servers')) return null;
  if (has('application\\.id')) return 'streams';
  if (has('group\\.id') || has('key\\.deserializer')) return has('acks') || has('key\\.serializer') ? null : 'consumer';
  if (has('acks') || has('key\\.serializer') || has('enable\\.idempotence')) return 'producer';
  return null;
}

/** What the client, broker or worker refuses when it starts, and what experience warns of. */
export function clientProblems(draft: Draft, document: YamlDocument, role: Role | 'worker'): void {
  const { root } = document;
  if (root?.kind !== 'map') return;
  const values = new Map(root.pairs.map(p => [p.key.text, p.value?.kind === 'scalar' ? p.value : null]));
  for (const pair of root.pairs) {
    const key = pair.key.text;
    const value = pair.value?.kind === 'scalar' ? pair.value : null;
    if (!value) continue;
    if (isSecretName(key) && isLiteralSecret(value.text)) draft.problems.push({ rule: 'streaming-secret', span: value.content, message: `'${key}' is written in plain text`, path: [key], data: { variable: variableOf(key) } });
    if (isUnknown(value.text) || value.text.trim() === '') continue;
    const packed = role === 'worker' ? entry(WORKER, key) : undefined;
    const facts = role === 'worker' ? (packed ? unpack(key, packed) : null) : kafkaSetting(role, key);
    const bad = facts ? judge(facts, value.text) : null;
    if (!bad) continue;
    const old = key === 'processing.guarantee' && /^exactly_once(_beta)?$/.test(value.text.trim());
    if (old) draft.problems.push({ rule: 'kafka-invalid-setting', span: value.content, message: `'${value.text.trim()}' was taken out in Kafka 4: use exactly_once_v2`, path: [key], data: { allowed: [], near: ['exactly_once_v2'], severity: 'warning' } });
    else draft.problems.push({ rule: 'kafka-invalid-setting', span: value.content, message: bad.message, path: [key], data: { allowed: bad.allowed ?? [], near: bad.allowed ? closest(value.text.trim(), bad.allowed, 1) : [] } });
  }
  const text = (key: string): string | null => values.get(key)?.text.trim().toLowerCase() ?? null;
  const acks = values.get('acks');
  if (acks && (role === 'producer' || role === 'streams') && /^(0|1)$/.test(acks.text.trim())) {
    if (text('enable.idempotence') === 'true') draft.problems.push({ rule: 'kafka-invalid-setting', span: acks.content, message: `An idempotent producer needs acks=all: with ${acks.text.trim()} it refuses to start`, path: ['acks'], data: { allowed: [], near: ['all'] } });
    else draft.problems.push({ rule: 'kafka-acks', span: acks.content, message: acks.text.trim() === '0' ? 'Nobody waits for the broker: lost records go unnoticed' : 'One copy is enough: records are lost if the leader fails right after', path: ['acks'] });
  }
  if (role === 'streams') streamsPractice(draft, new Map([...values].flatMap(([k, v]) => (v ? [[k, { value: v.text, span: v.content }] as const] : []))), true);
  const unclean = values.get('unclean.leader.election.enable');
  if (unclean && role === 'broker' && /^true$/i.test(unclean.text.trim())) draft.problem('kafka-unclean-election', unclean.content, 'A copy that lags behind may lead: records that were confirmed get lost');
}
