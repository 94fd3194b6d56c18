import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { MOST_PROBLEMS, SCHEMA_NAMES, validate } from '../../server/src/syntax/jsonSchema';
import type { SchemaProblem } from '../../server/src/syntax/jsonSchema';
import { readYaml } from '../../server/src/syntax/yaml';
import { CASES } from './cases';

/** A problem as the table writes it: kind, verdict, and the characters it is shown at. */
function short(problem: SchemaProblem, text: string): string {
  return `${problem.kind} ${problem.data.verdict} ${text.slice(problem.span.start, problem.span.end)}`;
}

for (const [schema, text, expected] of CASES) {
  test(`${schema}: ${text.replace(/\n\s*/g, ' ')}`, () => {
    const problems = validate(schema, readYaml(text).root);
    assert.deepEqual(problems.map(p => short(p, text)), expected);
  });
}

test('every message is a sentence for people', () => {
  for (const [schema, text] of CASES) {
    for (const p of validate(schema, readYaml(text).root)) {
      assert.match(p.message, /^(?:`|[A-Z]|dbt_project\.yml|package-lock\.yml)/, p.message);
      assert.doesNotMatch(p.message, /JSON [Ss]chema|oneOf|anyOf|\/definitions|undefined|\bnull\b|\[object/, p.message);
      assert.doesNotMatch(p.message, /\.$/, p.message);
    }
  }
});

test('messages say what is wrong and what to do', () => {
  const messages = (text: string, schema: Parameters<typeof validate>[0] = 'dbt/properties') => validate(schema, readYaml(text).root).map(p => p.message);
  assert.deepEqual(messages('models:\n  - name: a\n    desciption: x\n'), ['`desciption` is not a property of a model; did you mean `description`?']);
  assert.deepEqual(messages('models:\n  - name: a\n    tags: [x]\n'), ['`tags` of a model belongs under `config`: move it there']);
  assert.deepEqual(messages('models: {a: {}}\n'), ['`models` must be a list, not a mapping: begin each entry with `- name:`']);
  assert.deepEqual(messages('models:\n  - name: a\n    columns: [id]\n'), ['An entry of `columns` must be a mapping, not the text `id`: write `name: id`']);
  assert.deepEqual(messages('exposures:\n  - {name: kpi, type: dashboard}\n'), ['The exposure `kpi` has no `owner`: add it']);
  assert.deepEqual(messages('models:\n  - {name: a, config: {access: privat}}\n'), ['`privat` is not allowed for `access`; did you mean `private`?']);
  assert.deepEqual(messages('models:\n  - {name: a, description: 5}\n'), ['`description` must be text, not the number 5: put it in quotes']);
  assert.deepEqual(messages('name: a\nmodels:\n  a:\n    persist_docs: {relation: true}\n', 'dbt/project'), ['`persist_docs` without a plus is read as a folder: write `+persist_docs`']);
  assert.deepEqual(messages('name: a\nmodels:\n  a: {materialized: view}\n', 'dbt/project'), ['`materialized` is a config: write `+materialized`']);
  assert.deepEqual(messages('packages:\n  - version: 1\n', 'dbt/packages'), ['A package needs one of `package` (with `version`), `git`, `local`, `tarball` or `private`']);
});

test('problems carry what a fix needs', () => {
  const [typo] = validate('dbt/properties', readYaml('models:\n  - name: a\n    desciption: x\n').root);
  assert.deepEqual([typo!.rule, typo!.path, typo!.data['key'], typo!.data['nearest'], typo!.data['in']], ['unknown-property', ['models', 0, 'desciption'], 'desciption', ['description'], 'model']);
  const [moved] = validate('dbt/properties', readYaml('models:\n  - name: a\n    meta: {x: y}\n    config: {meta: {}}\n').root);
  assert.deepEqual([moved!.rule, moved!.data['into'], moved!.data['alsoInConfig']], ['property-moved-to-config', ['config'], true]);
  const [plus] = validate('dbt/project', readYaml('name: a\nmodels:\n  a:\n    pre_hook: x\n').root);
  assert.deepEqual([plus!.rule, plus!.path, plus!.data['nearest']], ['missing-plus-prefix', ['models', 'a', 'pre_hook'], ['+pre-hook']]);
  const [value] = validate('dbt/properties', readYaml('exposures:\n  - {name: a, type: dashbord, owner: {name: b}}\n').root);
  assert.deepEqual([value!.rule, value!.data['nearest'], value!.data['actual']], ['invalid-enum-value', 'dashboard', 'dashbord']);
  const [absent] = validate('dbt/properties', readYaml('exposures:\n  - {name: a, type: dashboard}\n').root);
  assert.deepEqual([absent!.rule, absent!.path, absent!.data['key'], absent!.data['name']], ['missing-property', ['exposures', 0], 'owner', 'a']);
});

test('nothing is said about the value of a key that does not belong there', () => {
  const problems = validate('dbt/project', readYaml('name: a\nseeds:\n  +batch_size: [5]\n').root);
  assert.deepEqual(problems.map(p => p.kind), ['unknown-key']);
});

test('merge keys and aliases are followed, and an aliased mistake is reported once', () => {
  const text = 'anchors:\n  - &base {config: {materialised: table}}\nmodels:\n  - <<: *base\n    name: a\n  - <<: *base\n    name: b\n';
  const problems = validate('dbt/properties', readYaml(text).root);
  assert.deepEqual(problems.map(p => text.slice(p.span.start, p.span.end)), ['materialised']);
});

test('templates are taken for any value', () => {
  const text = `models:\n  - name: a\n    config:\n      enabled: "{{ var('x') }}"\n      access: "{{ var('y') }}"\n      full_refresh: "{% if true %}true{% endif %}"\n      contract: "{{ var('z') }}"\n`;
  assert.deepEqual(validate('dbt/properties', readYaml(text).root), []);
});

test('an empty file has no problems', () => {
  for (const schema of SCHEMA_NAMES) assert.deepEqual(validate(schema, readYaml('').root), []);
});

test('the number of problems is bounded', () => {
  const text = `models:\n${'  - {a: 1, b: 2}\n'.repeat(MOST_PROBLEMS)}`;
  assert.equal(validate('dbt/properties', readYaml(text).root).length <= MOST_PROBLEMS, true);
});

test('any text gives problems within it, and no exception', () => {
  const pieces = fc.constantFrom('models', 'config', 'name', 'columns', 'data_tests', 'tests', 'sources', 'versions', 'v', 'type', 'metrics', 'packages', '__proto__', 'constructor', '<<', ': ', ':\n', '- ', '\n', '\n  ', '\n    ', '{', '}', '[', ']', '"', '&a ', '*a', '5', 'true', '{{ x }}', '+tags', '~', '|', ', ');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }).map(p => p.join('')), fc.constantFrom(...SCHEMA_NAMES), (text, schema) => {
      for (const p of validate(schema, readYaml(text).root)) {
        assert.ok(p.span.start >= 0 && p.span.start <= p.span.end && p.span.end <= text.length);
        assert.notEqual(p.message, '');
      }
    }),
    { numRuns: 400 },
  );
});

test('every case cut off at every character gives problems within the text', () => {
  for (const [schema, text] of CASES.filter((_, i) => i % 4 === 0)) {
    for (let end = 0; end < text.length; end++) {
      const cut = text.slice(0, end);
      for (const p of validate(schema, readYaml(cut).root)) assert.ok(p.span.end <= cut.length);
    }
  }
});
