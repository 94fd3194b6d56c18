import assert from 'node:assert/strict';
import test from 'node:test';
import { dbt } from '../../../server/src/formats/dbt';
import { projectReader } from '../../../server/src/formats/dbt/project/read';
import type { Choice, Expectation } from '../../../server/src/model/format';
import { applyEdits } from '../../../server/src/text/span';
import { SAMPLES } from './samples';

const context = projectReader.read('', name => (name === 'dbt_project.yml' ? 'name: shop\n' : name === 'packages.yml' ? 'packages: [{package: dbt-labs/dbt_utils, version: 1.0.0}]' : null), [], null)!;

/** What is expected at `|` of a text. */
function at(path: string, marked: string): { expected: Expectation | null; replaced: string } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const expected = dbt.expect!({ path, text }, context, offset);
  return { expected, replaced: expected ? text.slice(expected.replace.start, expected.replace.end) : '' };
}

function namespaces(choices: readonly Choice[] | undefined): string[] {
  return (choices ?? []).flatMap(c => (c.kind === 'entities' ? [...c.namespaces] : []));
}

function words(choices: readonly Choice[] | undefined): string[] {
  return (choices ?? []).flatMap(c => (c.kind === 'words' ? c.words.map(w => w.label) : []));
}

test('inside ref and source the names that fit are offered, however half-typed', () => {
  const ref = at('models/a.sql', "select * from {{ ref('or|ders') }}");
  assert.equal(ref.replaced, 'orders');
  assert.ok(namespaces(ref.expected?.choices).includes('dbt.ref:'));
  assert.ok(namespaces(at('models/a.sql', "select * from {{ ref('|").expected?.choices).includes('dbt.ref:'));
  assert.deepEqual(namespaces(at('models/a.sql', "{{ ref('other', '|') }}").expected?.choices), ['dbt.ref::other']);
  assert.deepEqual(namespaces(at('models/a.sql', "{{ source('|') }}").expected?.choices), ['dbt.sourceName:']);
  assert.deepEqual(namespaces(at('models/a.sql', "{{ source('raw', '|') }}").expected?.choices), ['dbt.table::raw']);
  assert.deepEqual(namespaces(at('models/m.yml', 'models:\n  - name: a\n    description: "{{ doc(\'|\') }}"\n').expected?.choices), ['dbt.doc:']);
  assert.ok(namespaces(at('models/p.py', 'def model(dbt, session):\n    return dbt.ref("|")').expected?.choices).includes('dbt.ref:'));
});

test('config keys and values, context, packages and their macros are offered', () => {
  const keys = words(at('models/a.sql', "{{ config(materialized='table', |) }}").expected?.choices);
  assert.ok(keys.includes('unique_key') && !keys.includes('materialized'));
  const values = at('models/a.sql', "{{ config(materialized='|') }}");
  assert.ok(words(values.expected?.choices).includes('incremental'));
  const names = words(at('models/a.sql', 'select {{ | }}').expected?.choices);
  for (const name of ['ref', 'target', 'dbt_utils', 'is_incremental']) assert.ok(names.includes(name), name);
  assert.ok(words(at('models/a.sql', 'select {{ dbt_utils.st| }}').expected?.choices).includes('star'));
  assert.ok(words(at('models/a.sql', 'select {{ target.| }}').expected?.choices).includes('name'));
});

test('in SQL columns of the scope are offered, and models behind from', () => {
  const column = at('models/a.sql', "select o.am| from {{ ref('orders') }} as o");
  assert.deepEqual(column.expected?.choices, [{ kind: 'columnsInScope', qualifier: ['o'] }]);
  assert.equal(column.replaced, 'am');
  const table = at('models/a.sql', 'select * from |');
  assert.deepEqual(table.expected?.choices.map(c => (c.kind === 'entities' ? c.wrap : c.kind)), ['ctes', "{{ ref('$') }}"]);
});

test('keys of property files and values from the project are offered', () => {
  const keys = words(at('models/m.yml', 'models:\n  - name: a\n    desc|\n').expected?.choices);
  assert.ok(keys.includes('description') && !keys.includes('name'));
  const columns = at('models/m.yml', 'models:\n  - name: a\n    columns:\n      - name: |\n').expected?.choices;
  assert.ok(columns?.some(c => c.kind === 'columnsOf' && c.targets.includes('dbt:|model.shop.a')));
  const tests = words(at('models/m.yml', 'models:\n  - name: a\n    data_tests:\n      - |\n').expected?.choices);
  assert.ok(tests.includes('not_null') && tests.includes('dbt_utils.accepted_range'), tests.join());
});

test('hovers explain keys, context, dbt’s macros and tests', () => {
  const explain = (path: string, marked: string): string => {
    const offset = marked.indexOf('|');
    const text = marked.slice(0, offset) + marked.slice(offset + 1);
    return dbt.explain!({ path, text }, context, offset)?.markdown ?? '';
  };
  assert.match(explain('models/a.sql', "{{ config(materi|alized='table') }}"), /materialized/);
  assert.match(explain('models/a.sql', '{{ is_incre|mental() }}'), /is_incremental/);
  assert.match(explain('models/a.sql', '{{ dbt.date|add("day", 1, "x") }}'), /dateadd\(/);
  assert.match(explain('models/a.sql', '{{ target.na|me }}'), /target\.name/);
  assert.match(explain('models/a.sql', '{{ dbt_utils.st|ar(ref("x")) }}'), /dbt_utils\.star\(/);
  assert.match(explain('models/m.yml', 'models:\n  - name: a\n    descr|iption: x\n'), /description/);
  assert.match(explain('models/m.yml', 'models:\n  - name: a\n    data_tests: [not_nu|ll]\n'), /not_null\(/);
});

test('edits by path change the file and nothing else', () => {
  const text = 'models:\n  - name: a # first\n    meta: {x: 1}\n';
  const edits = dbt.edit!({ path: 'models/m.yml', text }, [{ op: 'move', path: ['models', 0, 'meta'], into: ['models', 0, 'config'] }]);
  assert.equal(applyEdits(text, edits), 'models:\n  - name: a # first\n    config:\n      meta: {x: 1}\n');
  const sql = "select * from {{ ref('a') }}";
  assert.equal(applyEdits(sql, dbt.edit!({ path: 'models/a.sql', text: sql }, [{ op: 'text', span: { start: 22, end: 23 }, text: 'b' }])), "select * from {{ ref('b') }}");
});

test('macros and functions of Jinja get tokens', () => {
  const text = "{% if x %}{{ dbt_utils.star(from=ref('a')) }}{% endif %}{# note #}";
  const found = dbt.tokens!({ path: 'models/a.sql', text }, context).map(t => `${t.type}:${text.slice(t.span.start, t.span.end)}`);
  assert.deepEqual(found, ['keyword:if', 'namespace:dbt_utils', 'macro:star', 'parameter:from', 'function:ref', 'keyword:endif', 'comment:{# note #}']);
});

test('at every place of every kind of file something or nothing is offered, without a fault', () => {
  for (const [path, text] of Object.entries(SAMPLES)) {
    for (let offset = 0; offset <= text.length; offset += 5) {
      for (const shown of [text, text.slice(0, offset)]) {
        const expected = dbt.expect!({ path, text: shown }, context, offset);
        if (expected) assert.ok(expected.replace.start >= 0 && expected.replace.start <= expected.replace.end && expected.replace.end <= shown.length, `${path} at ${offset}`);
        const explained = dbt.explain!({ path, text: shown }, context, offset);
        if (explained) assert.ok(explained.span.end <= shown.length, `${path} at ${offset}`);
      }
    }
  }
});
