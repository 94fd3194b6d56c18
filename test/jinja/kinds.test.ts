import assert from 'node:assert/strict';
import test from 'node:test';
import { type JinjaFileKind, problemsFor, readJinja } from '../../server/src/syntax/jinja';

function problems(kind: JinjaFileKind, text: string): string[] {
  return problemsFor(readJinja(text), kind).map(p => `${p.rule} ${text.slice(p.span.start, p.span.end)}`);
}

test('between macros dbt reads nothing, but warns of other tags', () => {
  assert.deepEqual(problems('macros', '{{ bad bad }} {% set x = 1 %}{% macro a() %}{% set y = 2 %}{% endmacro %}{% endmacro %}'), [
    'jinja-unexpected-block {% set x = 1 %}',
    'jinja-unexpected-block {% endmacro %}',
  ]);
  assert.deepEqual(problems('macros', '{% if x %}{% else %}{% endif %}'), ['jinja-unexpected-block {% if x %}']);
  assert.deepEqual(problems('macros', '{% macro a() %}{{ bad bad }}{% endmacro %}'), ['jinja-syntax bad']);
  assert.deepEqual(problems('macros', '{% raw %}{{ x {% endraw %} {{ "a }} b" }}'), []);
});

test('conditions around and between blocks are dbt’s own errors', () => {
  assert.deepEqual(problems('macros', '{% endif %}'), ['jinja-syntax endif']);
  assert.deepEqual(problems('macros', '{% if x %}{% macro a() %}{% endmacro %}{% endif %}'), ['jinja-unexpected-block {% if x %}', 'jinja-syntax {% macro a() %}']);
  assert.deepEqual(problems('macros', '{% macro a() %}{% macro b() %}{% endmacro %}{% endmacro %}'), ['jinja-syntax {% macro b() %}']);
});

test('blocks that are dbt’s own must be in their files', () => {
  assert.deepEqual(problems('model', '{% snapshot s %}{% endsnapshot %}'), ['jinja-syntax snapshot']);
  assert.deepEqual(problems('model', '{% macro m() %}{% endmacro %}{% set x = 1 %}'), []);
  assert.deepEqual(problems('snapshots', '{% snapshot s %}{{ config(a=1) }}{% endsnapshot %}'), []);
  assert.deepEqual(problems('snapshots', '{% macro m() %}{% endmacro %}{% snapshot s %}{% endsnapshot %}'), ['jinja-unexpected-block {% macro m() %}']);
  assert.deepEqual(problems('generic-tests', '{% test t(model) %}{% endtest %}{% data_test u(model) %}{% enddata_test %}'), []);
  assert.deepEqual(problems('docs', '{% foo %} {{ style={{}} }} {% docs d %}x{% enddocs %}'), []);
});

test('outside of its blocks dbt only needs an end of what begins', () => {
  assert.deepEqual(problems('macros', '{{ a {% macro m() %}{% endmacro %}'), ['jinja-syntax {{']);
  assert.deepEqual(problems('docs', "{{ it's }} {% docs d %}x{% enddocs %}"), ['jinja-syntax {{']);
  assert.deepEqual(problems('docs', '{% docs d %}{{ x x }}{% enddocs %}'), ['jinja-syntax x']);
});
