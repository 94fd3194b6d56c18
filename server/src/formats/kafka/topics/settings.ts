import { entry } from '../../../text/entry';
import type { Word } from '../../../model/format';
import data from '../data/settings.json';
import { type Packed, type SettingFacts, unpack } from '../connect/catalog';
import { page, spelled } from '../connect/docs';
import words from '../data/keys.json';
import meanings from '../data/topicKeys.json';

export type Role = 'topic' | 'broker' | 'producer' | 'consumer' | 'admin' | 'streams';

const DATA = data as unknown as { readonly [role in Role]: { readonly [name: string]: Packed } };
const MEANING: { readonly [key: string]: string } = meanings;
/** Clients are configured alike, whether a connector or a program brings them. */
const SHARED: { readonly [key: string]: string } = words;
const ANCHOR: { readonly [role in Role]: string } = { topic: 'topicconfigs', broker: 'brokerconfigs', producer: 'producerconfigs', consumer: 'consumerconfigs', admin: 'adminclientconfigs', streams: 'streamsconfigs' };

/** Settings that earlier brokers knew. */
const GONE = new Set(['message.format.version', 'message.timestamp.difference.max.ms', 'message.downconversion.enable', 'remote.copy.disable']);

export function kafkaSetting(role: Role, key: string): SettingFacts | null {
  const packed = entry(DATA[role], key) ?? (role === 'streams' ? (entry(DATA.consumer, key) ?? entry(DATA.producer, key)) : undefined);
  return packed && !key.startsWith('internal.') ? unpack(key, packed) : null;
}

export function isKnown(role: Role, key: string): boolean {
  return kafkaSetting(role, key) !== null || GONE.has(key) || /^(confluent|redpanda|remote|local)\./.test(key);
}

export function settingNames(role: Role): readonly string[] {
  return Object.keys(DATA[role]).filter(n => !n.startsWith('internal.'));
}

export function kafkaPage(role: Role, key: string): string | null {
  const facts = kafkaSetting(role, key);
  return facts ? page(key, facts, entry(MEANING, `${role}:${key}`) ?? entry(MEANING, key) ?? entry(SHARED, key) ?? spelled(key), `https://kafka.apache.org/documentation/#${ANCHOR[role]}_${key}`) : null;
}

export function kafkaKeyWords(role: Role, present: ReadonlySet<string>): readonly Word[] {
  return settingNames(role).filter(n => !present.has(n)).map((name): Word => {
    const facts = kafkaSetting(role, name)!;
    return { label: name, kind: 'key', detail: facts.type, documentation: kafkaPage(role, name)!, rank: facts.importance === 'high' ? 0 : facts.importance === 'medium' ? 1 : 2 };
  });
}

export function kafkaValueWords(role: Role, key: string): readonly Word[] {
  const facts = kafkaSetting(role, key);
  if (!facts) return [];
  const values = facts.values.length > 0 ? facts.values : facts.type === 'boolean' ? ['true', 'false'] : [];
  return values.map((label): Word => ({ label, kind: 'value', ...(label === facts.default ? { detail: 'default' } : {}) }));
}
