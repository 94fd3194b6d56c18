import assert from 'node:assert/strict';
import test from 'node:test';
import { CONNECTORS, FRAMEWORK, PREDICATES, TRANSFORMS, WORKER } from '../../../server/src/formats/kafka/connect/catalog';
import { spelled } from '../../../server/src/formats/kafka/connect/docs';
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
