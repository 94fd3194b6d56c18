import assert from 'node:assert/strict';
import test from 'node:test';
import { CONNECTORS, FRAMEWORK, PREDICATES, TRANSFORMS, WORKER } from '../../../server/src/formats/kafka/connect/catalog';
import { spelled } from '../../../server/src/formats/kafka/connect/docs';
import { kafkaPage, settingNames } from '../../../server/src/formats/kafka/topics/settings';
import words from '../../../server/src/formats/kafka/data/keys.json';

const MEANING: { readonly [key: string]: string } = words;

test('every option of a transform or predicate, and every setting of the framework and of workers, is explained', () => {
  const missing: string[] = [];
  for (const [kind, plugins] of [['transforms', TRANSFORMS], ['predicates', PREDICATES]] as const) for (const p of plugins) for (const key of Object.keys(p.keys)) if (!MEANING[`${kind}.*.${key}`]) missing.push(`${p.name} ${key}`);
  for (const table of [FRAMEWORK.source, FRAMEWORK.sink, WORKER]) for (const key of Object.keys(table)) if (!MEANING[key]) missing.push(key);
  assert.deepEqual([...new Set(missing)], []);
});

test('a setting that several connectors have is explained', () => {
  const users = new Map<string, { count: number; family: string }>();
  for (const c of CONNECTORS) for (const key of Object.keys(c.keys)) if (!key.startsWith('internal.') && !/[()[\]]/.test(key)) users.set(key, { count: (users.get(key)?.count ?? 0) + 1, family: c.family });
  const missing = [...users].filter(([key, u]) => u.count >= 3 && !MEANING[key] && !MEANING[`${u.family}:${key}`]).map(([key]) => key);
  assert.deepEqual(missing, []);
});

test('what is left has a line that its name spells', () => {
  for (const c of CONNECTORS) for (const key of Object.keys(c.keys)) assert.match(spelled(key), /^[^a-z].+\.$/, `${c.name} ${key}`);
  for (const [key, text] of Object.entries(MEANING)) assert.ok(text.length > 10 && /[.)`…]$/.test(text.trim()), `${key}: ${text}`);
});

test('settings of single connectors without a text of ours: their number only falls', () => {
  const bare = new Set(CONNECTORS.flatMap(c => Object.keys(c.keys).filter(key => !key.startsWith('internal.') && !/[()[\]]/.test(key) && !MEANING[key] && !MEANING[`${c.family}:${key}`]).map(key => `${c.family}:${key}`)));
  assert.ok(bare.size <= 131, `${bare.size} settings have only the words of their name: ${[...bare].sort().join(' ')}`);
  const debezium = [...bare].filter(key => key.startsWith('debezium:') && !/^debezium:(log\.mining|legacy|incremental)/.test(key));
  assert.deepEqual(debezium.sort(), []);
});

test('settings of clients, topics and Streams without a text of ours: their number only falls', () => {
  const roles = ['topic', 'producer', 'consumer', 'admin', 'streams'] as const;
  const bare = new Set(roles.flatMap(role => settingNames(role).filter(key => kafkaPage(role, key)!.includes(spelled(key)))));
  assert.ok(bare.size <= 16, `${bare.size} settings have only the words of their name: ${[...bare].sort().join(' ')}`);
});
