import assert from 'node:assert/strict';
import test from 'node:test';
import { type CallPlace, jinjaContext, readJinja, semanticTokens } from '../../server/src/syntax/jinja';
import { SAMPLES } from './show';

/** The context at `¦`, in short. */
function at(marked: string): string {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const c = jinjaContext(readJinja(text), offset);
  if (c === null) return 'none';
  const call = (p: CallPlace | null): string => {
    if (p === null) return '';
    const before = p.before.map(b => (b.name === null ? `${b.value}` : `${b.name}=${b.value}`)).join(',');
    return ` in ${p.sort === 'call' ? '' : `${p.sort} `}${p.callee}(${before}#${p.keyword ?? p.index}${p.nested ? '…' : ''})${call(p.outer)}`;
  };
  const path = c.path.length > 0 ? ` ${c.path.join('.')}.` : '';
  return `${c.kind}${c.statement === null ? '' : ` of ${c.statement}`}${path} «${c.partial}|${text.slice(c.replace.start + c.partial.length, c.replace.end)}»${c.argumentStart ? ' start' : ''}${c.closed ? '' : ' open'}${call(c.call)}`;
}

test('inside strings', () => {
  assert.equal(at("{{ ref('or¦ders') }}"), 'string «or|ders» in ref(#0)');
  assert.equal(at("{{ ref('¦') }}"), 'string «|» in ref(#0)');
  assert.equal(at("{{ source('a', 'b¦') }}"), 'string «b|» in source(a#1)');
  assert.equal(at('{{ config(materialized="in¦c", tags=["x"]) }}'), 'string «in|c» in config(#materialized)');
  assert.equal(at('{{ config(a="b", tags=["x", "¦"]) }}'), 'string «|» in config(a=b#tags…)');
  assert.equal(at("{% set x = ref('a¦') %}"), 'string of set «a|» in ref(#0)');
  assert.equal(at("{{ dbt_utils.star(from=ref('¦')) }}"), 'string «|» in ref(#0) in dbt_utils.star(#from)');
});

test('half-typed text', () => {
  assert.equal(at("{{ ref('¦"), 'string «|» open in ref(#0)');
  assert.equal(at("select * from {{ ref('¦\nwhere x = 'y' and {{ z }}"), 'string «|» open in ref(#0)');
  assert.equal(at("{{ ref('ord¦ }}"), 'string «ord|» open in ref(#0)');
  assert.equal(at("{{ source('a', '¦"), 'string «|» open in source(a#1)');
  assert.equal(at("{{ source('a', ¦"), 'name «|» start in source(a#1)');
  assert.equal(at("{{ source('a', ¦\nselect 1"), 'name «|» start in source(a#1)');
  assert.equal(at('{{ ¦'), 'name «|»');
  assert.equal(at('{{ re¦'), 'name «re|»');
  assert.equal(at('{% ¦'), 'tag «|»');
  assert.equal(at('{% en¦\nselect {{ x }}'), 'tag «en|»');
  assert.equal(at('{{ x | ¦'), 'filter «|»');
  assert.equal(at("{{ config(\n  materialized='¦\n) }}\nselect 1"), 'string «|» open in config(#materialized)');
});

test('names, attributes, filters, tests and the rest', () => {
  assert.equal(at('{{ re¦f }}'), 'name «re|f»');
  assert.equal(at('{{ target.na¦me }}'), 'attribute target. «na|me»');
  assert.equal(at('{{ adapter.¦ }}'), 'attribute adapter. «|»');
  assert.equal(at('{{ a.b.¦ }}'), 'attribute a.b. «|»');
  assert.equal(at('{{ f().¦ }}'), 'attribute «|»');
  assert.equal(at('{{ x | up¦ }}'), 'filter «up|»');
  assert.equal(at('{{ x is not ¦ }}'), 'test «|»');
  assert.equal(at('{% if ¦ %}{% endif %}'), 'name of if «|»');
  assert.equal(at('{% if a and ¦ %}{% endif %}'), 'name of if «|»');
  assert.equal(at('{% for x ¦ %}{% endfor %}'), 'operator of for «|»');
  assert.equal(at('{% for x in ¦ %}{% endfor %}'), 'name of for «|»');
  assert.equal(at('{% macro ¦ %}{% endmacro %}'), 'declaration of macro «|»');
  assert.equal(at('{% macro m(a, ¦) %}{% endmacro %}'), 'declaration of macro «|» in m(null#1)');
  assert.equal(at('{% macro m(a=¦) %}{% endmacro %}'), 'name of macro «|» in m(#a)');
  assert.equal(at("{{ config(alias='x', ¦) }}"), 'name «|» start in config(alias=x#1)');
  assert.equal(at("{{ x | default('¦') }}"), 'string «|» in filter default(#0)');
  assert.equal(at('{{ (a + ¦) }}'), 'name «|»');
});

test('outside of tags there is nothing', () => {
  for (const text of ['sel¦ect {{ x }}', '¦{{ x }}', '{{ x }}¦', '{¦{ x }}', '{{ x }¦}', '{# ref(¦) #}', '{% raw %}{{ ¦ }}{% endraw %}', '{{ x }} ¦']) assert.equal(at(text), 'none', text);
});

test('every offset of every truncation has an answer whose span fits', () => {
  for (const text of SAMPLES)
    for (let i = 0; i <= text.length; i++) {
      const template = readJinja(text.slice(0, i));
      for (let offset = Math.max(0, i - 12); offset <= i; offset++) {
        const context = jinjaContext(template, offset);
        if (context !== null) assert.ok(context.replace.start <= offset && offset <= context.replace.end && context.replace.end <= i, `${i} ${offset} ${context.kind}`);
      }
    }
});

test('tokens say what names are', () => {
  const text = "{# n #}{%- macro m(a, b: int = 1) -%}{{ dbt_utils.star(from=ref('x')) | upper is not none and a.b ~ adapter.dispatch('c') }}{% endmacro %}{% raw %}{{ x }}{% endraw %}";
  assert.deepEqual(
    semanticTokens(readJinja(text)).map(t => `${text.slice(t.span.start, t.span.end)} ${t.type}`),
    [
      '{# n #} comment', 'macro keyword', 'm macro', 'a parameter', 'b parameter', 'int type', '= operator', '1 number',
      'dbt_utils namespace', 'star macro', 'from parameter', '= operator', 'ref function', "'x' string", '| operator', 'upper function',
      'is keyword', 'not keyword', 'none function', 'and keyword', 'a parameter', 'b property', '~ operator', 'adapter variable', 'dispatch function', "'c' string",
      'endmacro keyword', 'raw keyword', 'endraw keyword',
    ],
  );
});

test('tokens are in order and apart, in damaged text as well', () => {
  for (const text of SAMPLES)
    for (let i = 0; i <= text.length; i++) {
      let at = 0;
      for (const t of semanticTokens(readJinja(text.slice(0, i)))) {
        assert.ok(at <= t.span.start && t.span.start < t.span.end && t.span.end <= i);
        at = t.span.end;
      }
    }
});
