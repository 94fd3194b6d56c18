import assert from 'node:assert/strict';
import test from 'node:test';
import { SCHEMA_NAMES, completeAt, describeKey } from '../../server/src/syntax/jsonSchema';
import type { SchemaName } from '../../server/src/syntax/jsonSchema';
import { find } from '../../server/src/syntax/jsonSchema/locate';
import { readYaml } from '../../server/src/syntax/yaml';
import { CASES } from './cases';

const P: SchemaName = 'dbt/properties';
const page = (schema: SchemaName, text: string, ...path: (string | number)[]) => describeKey(schema, readYaml(text).root, path)?.markdown ?? null;

test('a key is explained with type, default, values and a link', () => {
  const text = page(P, 'models:\n  - name: a\n    config: {materialized: x}\n', 'models', 0, 'config', 'materialized')!;
  assert.match(text, /^\*\*`materialized`\*\* · text · default `view`\n/);
  assert.match(text, /\n- `incremental`: /);
  assert.match(text, /\[Documentation\]\(https:\/\/docs\.getdbt\.com\/reference\/resource-configs\/materialized\)$/);
});

test('deprecated keys, versions and adapters are named', () => {
  assert.match(page(P, 'models:\n  - {name: a, tests: []}\n', 'models', 0, 'tests')!, /\*\*Deprecated:\*\* use `data_tests`\./);
  assert.match(page(P, 'unit_tests: []\n', 'unit_tests')!, /since dbt 1\.8/);
  assert.match(page(P, 'models:\n  - {name: a, config: {transient: true}}\n', 'models', 0, 'config', 'transient')!, /for snowflake/);
});

test('one key means different things in different places', () => {
  assert.match(page(P, 'models:\n  - {name: a, config: {freshness: {}}}\n', 'models', 0, 'config', 'freshness')!, /rebuild/);
  assert.match(page(P, 'sources:\n  - {name: a, config: {freshness: {}}}\n', 'sources', 0, 'config', 'freshness')!, /newest row/);
  assert.match(page('dbt/profiles', 'a: {outputs: {dev: {type: snowflake, account: x}}}\n', 'a', 'outputs', 'dev', 'account')!, /Account identifier/);
  assert.equal(page('dbt/profiles', 'a: {outputs: {dev: {type: duckdb, account: x}}}\n', 'a', 'outputs', 'dev', 'account'), null);
});

test('a config outside `config`, and with a plus, is explained too', () => {
  assert.match(page(P, 'models:\n  - {name: a, meta: {}}\n', 'models', 0, 'meta')!, /^\*\*`meta`\*\*/);
  assert.match(page('dbt/project', 'models: {shop: {staging: {+tags: a}}}\n', 'models', 'shop', 'staging', '+tags')!, /^\*\*`\+tags`\*\*/);
});

test('names that people give are not explained', () => {
  assert.equal(page('dbt/project', 'models: {shop: {}}\n', 'models', 'shop'), null);
  assert.equal(page(P, 'models:\n  - {name: a, config: {meta: {owner: x}}}\n', 'models', 0, 'config', 'meta', 'owner'), null);
  assert.equal(page(P, 'models:\n  - a\n', 'models', 0), null);
});

const labels = (schema: SchemaName, text: string, path: (string | number)[], kind: 'key' | 'value', present: string[] = []) => completeAt(schema, readYaml(text).root, path, kind, present).words.map(w => w.label);

test('keys: required ones first, present ones left out, deprecated ones last', () => {
  const keys = labels(P, 'exposures:\n  - x\n', ['exposures', 0], 'key');
  assert.deepEqual(keys.slice(0, 3), ['name', 'type', 'owner']);
  assert.ok(!labels(P, 'exposures:\n  - name: a\n', ['exposures', 0], 'key', ['name']).includes('name'));
  const model = labels(P, 'models:\n  - name: a\n', ['models', 0], 'key', ['name']);
  assert.equal(model.at(-1), 'tests');
  assert.ok(!model.includes('static_analysis_off_reason'));
});

test('keys of a config are those of its resource', () => {
  const model = labels(P, 'models:\n  - {name: a, config: {}}\n', ['models', 0, 'config'], 'key');
  assert.ok(model.includes('incremental_strategy') && !model.includes('severity') && !model.includes('delimiter'));
  assert.ok(model.indexOf('enabled') < model.indexOf('transient'));
  const exposure = labels(P, 'exposures:\n  - {name: a, config: {}}\n', ['exposures', 0, 'config'], 'key');
  assert.deepEqual(exposure.sort(), ['enabled', 'meta', 'tags']);
  const plus = labels('dbt/project', 'models:\n  shop:\n', ['models', 'shop'], 'key');
  assert.ok(plus.includes('+materialized') && plus.includes('+pre-hook') && !plus.includes('+pre_hook'));
});

test('values: enumerations, booleans, usual words, and names from the workspace', () => {
  assert.deepEqual(labels(P, 'models:\n  - {name: a, config: {access: }}\n', ['models', 0, 'config', 'access'], 'value'), ['private', 'protected', 'public']);
  assert.deepEqual(labels(P, 'models:\n  - {name: a, config: {enabled: }}\n', ['models', 0, 'config', 'enabled'], 'value'), ['true', 'false']);
  const tests = completeAt(P, readYaml('models:\n  - name: a\n    data_tests:\n      - x\n').root, ['models', 0, 'data_tests', 0], 'value');
  assert.equal(tests.entity, 'dbt.test');
  assert.ok(tests.words.some(w => w.label === 'accepted_values' && w.kind === 'snippet'));
  assert.equal(completeAt(P, readYaml('models:\n  - {name: a, config: {group: }}\n').root, ['models', 0, 'config', 'group'], 'value').entity, 'dbt.group');
  assert.equal(completeAt(P, readYaml('models:\n  - {name: a, config: {tags: [x]}}\n').root, ['models', 0, 'config', 'tags'], 'value').entity, 'tag');
  assert.equal(completeAt(P, readYaml('models:\n  - {name: a, config: {tags: [x]}}\n').root, ['models', 0, 'config', 'tags', 0], 'value').entity, 'tag');
});

test('an output of a profile is completed by its adapter', () => {
  const keys = labels('dbt/profiles', 'a: {outputs: {dev: {type: bigquery}}}\n', ['a', 'outputs', 'dev'], 'key', ['type']);
  assert.ok(keys.includes('dataset') && !keys.includes('account'));
  assert.equal(keys[0], 'method');
});

test('snippets are balanced, and numbered from 1 with at most one end', () => {
  for (const schema of SCHEMA_NAMES) {
    for (const word of completeAt(schema, null, [], 'key').words) {
      const insert = word.insert ?? word.label;
      assert.ok(insert.startsWith(`${word.label}:`), insert);
      assert.equal((insert.match(/\$\{/g) ?? []).length, (insert.match(/\$\{\d+(?::[^}]*)?\}/g) ?? []).length, insert);
      assert.ok((insert.match(/\$\{?0/g) ?? []).length <= 1, insert);
      assert.ok(word.documentation, word.label);
    }
  }
});

test('at every place of every case both answer without an exception', () => {
  for (const [schema, text] of CASES) {
    const { root } = readYaml(text);
    const walk = (path: (string | number)[], depth: number): void => {
      const { node } = find(root, path);
      describeKey(schema, root, path);
      for (const kind of ['key', 'value'] as const) completeAt(schema, root, path, kind);
      if (depth > 8) return;
      if (node?.kind === 'map') for (const pair of node.pairs) walk([...path, pair.key.text], depth + 1);
      if (node?.kind === 'seq') for (const i of node.items.keys()) walk([...path, i], depth + 1);
    };
    walk([], 0);
  }
});
