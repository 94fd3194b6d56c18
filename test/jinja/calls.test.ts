import assert from 'node:assert/strict';
import test from 'node:test';
import { argumentValues, callsIn, docsBlocks, literalValue, macrosIn, readJinja, snapshotsIn, valuesOf } from '../../server/src/syntax/jinja';

function found(text: string) {
  return callsIn(readJinja(text));
}

test('a call knows its name, its arguments and where their strings are', () => {
  const text = "{{ dbt_utils.star(from=ref('a'), except=[\"x\", 'y']) }}";
  const [star, ref] = found(text);
  assert.equal(star?.callee, 'dbt_utils.star');
  assert.deepEqual(star.parts.map(p => text.slice(p.span.start, p.span.end)), ['dbt_utils', 'star']);
  assert.deepEqual(star.args.map(a => [a.name, a.value]), [['from', undefined], ['except', ['x', 'y']]]);
  assert.equal(star.output, true);
  assert.equal(ref?.parent, star.index);
  const { content, span } = ref!.args[0]!;
  assert.equal(text.slice(content!.start, content!.end), 'a');
  assert.equal(text.slice(span.start, span.end), "'a'");
  assert.equal(text.slice(ref!.span.start, ref!.span.end), "ref('a')");
});

test('calls are found everywhere but in comments and raw text', () => {
  const text =
    "{# ref('a') #}{% raw %}{{ ref('b') }}{% endraw %}-- {{ ref('c') }}\n{% set x = ref('d') %}{% if f(g()) is h(1) %}{{ x | i(j()) }}{% endif %}{% for k in l() %}{{ m().n(o()) }}{% endfor %}{% call p(q()) %}{% endcall %}{% macro r(s=t()) %}{{ return(u()) }}{% endmacro %}{% do v(*w(), **y()) %}";
  assert.deepEqual(
    found(text).map(c => c.callee || '?'),
    ['ref', 'ref', 'f', 'g', 'j', 'l', '?', 'm', 'o', 'p', 'q', 't', 'return', 'u', 'v', 'w', 'y'],
  );
});

test('a call knows what it stands in', () => {
  const text = '{% macro m() %}{% if a %}{% for b in c %}{{ f() }}{% endfor %}{% endif %}{% endmacro %}{{ g() }}';
  const [f, g] = found(text);
  assert.deepEqual([f?.definition, f?.conditional, f?.loop, f?.blocks], [0, true, true, [0, 1, 2]]);
  assert.deepEqual([g?.definition, g?.conditional, g?.loop, g?.blocks], [-1, false, false, []]);
});

test('literal values', () => {
  const value = (inside: string) => {
    const segment = readJinja(`{{ ${inside} }}`).segments[0];
    return segment?.kind === 'output' ? literalValue(segment.expr) : 'no output';
  };
  assert.equal(value("'a' ~ 1 ~ \"b\""), 'a1b');
  assert.equal(value("'a' + 'b' | upper"), 'aB');
  assert.deepEqual(value("{'a': [1, -2.5, true, none], 'b': {}}"), { a: [1, -2.5, true, null], b: {} });
  assert.deepEqual(value("['a'] + ['b']"), ['a', 'b']);
  assert.equal(value("{'a': ['x', 'y']}.a[1]"), 'y');
  assert.equal(value('x'), undefined);
  assert.equal(value("'a' ~ x"), undefined);
  assert.equal(value('f()'), undefined);
  assert.deepEqual(value("{'__proto__': 1}"), JSON.parse('{"__proto__": 1}'));
});

/** The values of the first argument of the last `ref` in a text; `…` if there may be others. */
function refs(text: string): unknown[] {
  const template = readJinja(text);
  const call = callsIn(template).findLast(c => c.callee === 'ref')!;
  const { values, complete } = argumentValues(template, call.args[0]!);
  return complete ? [...values] : [...values, '…'];
}

test('variables are followed to their values', () => {
  assert.deepEqual(refs("{% set x = 'a' %}{{ ref(x) }}"), ['a']);
  assert.deepEqual(refs("{% set p = 'stg_' %}{% set x = p ~ 'a' %}{{ ref(x) }}"), ['stg_a']);
  assert.deepEqual(refs("{% for t in ['a', 'b'] %}{{ ref(t) }}{% endfor %}"), ['a', 'b']);
  assert.deepEqual(refs("{% set ts = ['a', 'b'] %}{% for t in ts %}{{ ref('x_' ~ t) }}{% endfor %}"), ['x_a', 'x_b']);
  assert.deepEqual(refs("{% for n, t in [('x', 'a'), ('y', 'b')] %}{{ ref(t) }}{% endfor %}"), ['a', 'b']);
  assert.deepEqual(refs("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ ref(k) }}{% endfor %}"), ['a', 'b']);
  assert.deepEqual(refs("{% if y %}{% set x = 'a' %}{% else %}{% set x = 'b' %}{% endif %}{{ ref(x) }}").sort(), ['a', 'b']);
  assert.deepEqual(refs("{% set x = 'a' %}{% set x = 'b' %}{{ ref(x) }}"), ['b']);
  assert.deepEqual(refs("{% set x = 'a' if y else 'b' %}{{ ref(x) }}"), ['a', 'b']);
  assert.deepEqual(refs("{% set d = {'k': 'a'} %}{{ ref(d['k']) }}"), ['a']);
  assert.deepEqual(refs("{% with x = 'a' %}{{ ref(x) }}{% endwith %}"), ['a']);
});

test('what can’t be known stays unknown', () => {
  assert.deepEqual(refs('{{ ref(x) }}'), ['…']);
  assert.deepEqual(refs("{{ ref(x) }}{% set x = 'a' %}"), ['…']);
  assert.deepEqual(refs("{% set x = 'a' %}{% macro m(x) %}{{ ref(x) }}{% endmacro %}"), ['…']);
  assert.deepEqual(refs("{% for x in ['a'] %}{% endfor %}{{ ref(x) }}"), ['…']);
  assert.deepEqual(refs("{% set ts = ['a'] %}{% do ts.append(y) %}{% for t in ts %}{{ ref(t) }}{% endfor %}"), ['a', '…']);
  assert.deepEqual(refs("{% set x = 'a' %}{% if y %}{% set x = f() %}{% endif %}{{ ref(x) }}"), ['a', '…']);
  assert.deepEqual(refs('{% set x %}a{% endset %}{{ ref(x) }}'), ['…']);
});

test('following variables ends, however they refer to each other', () => {
  const doubled = `{% set x = 'a' %}${"{% if y %}{% set x = x ~ x %}{% endif %}".repeat(300)}{{ ref(x) }}`;
  const template = readJinja(doubled);
  const call = callsIn(template).at(-1)!;
  assert.equal(valuesOf(template, call.args[0]!.expr).complete, false);
});

test('definitions, snapshots and docs blocks', () => {
  const text = "{% macro a(x, y=1) %}1{% endmacro %}{% test b(model) %}2{% endtest %}{% materialization c, adapter='d' %}3{% endmaterialization %}{% macro open() %}4";
  assert.deepEqual(
    macrosIn(readJinja(text)).map(m => [m.kind, m.name, m.parameters.map(p => p.name.text), m.adapter, text.slice(m.body.start, m.body.end), m.closed]),
    [
      ['macro', 'a', ['x', 'y'], null, '1', true],
      ['test', 'b', ['model'], null, '2', true],
      ['materialization', 'c', [], 'd', '3', true],
      ['macro', 'open', [], null, '4', false],
    ],
  );
  const markdown = '# Title {% x\n{% docs orders %}\nAll **orders**.\n{% enddocs %}\n{% docs %}{% enddocs %}';
  assert.deepEqual(docsBlocks(markdown).map(d => [d.name.text, markdown.slice(d.body.start, d.body.end).trim()]), [['orders', 'All **orders**.']]);
  assert.deepEqual(docsBlocks('no blocks'), []);
  assert.deepEqual(snapshotsIn(readJinja('{% snapshot s %}x{% endsnapshot %}')).map(s => s.name.text), ['s']);
});
