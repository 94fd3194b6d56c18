import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { callsIn, macrosIn, maskJinja, readJinja } from '../../server/src/syntax/jinja';
import { masked, SAMPLES } from './show';

test('relations, stars, holes and silent calls', () => {
  const text = "{{ config(a=1) }}select {{ dbt_utils.star(from=ref('a'), except=['x', 'y'], prefix='p_') }}, {{ f(1) }} from {{ ref('a') }}, {{ source('s', 't') }}, {{ this }}";
  const template = readJinja(text);
  const mask = maskJinja(template);
  const calls = callsIn(template);
  assert.match(mask.text, /^ {17}select \* +, __pw_hole\d from __pw_rel_+\d, __pw_rel_+\d, __pw_rel_\d$/);
  assert.deepEqual(mask.relations.map(r => [r.kind, calls[r.callIndex]?.args[0]?.value]), [['ref', 'a'], ['source', 's'], ['this', undefined]]);
  assert.deepEqual(mask.holes.map(h => [text.slice(h.span.start, h.span.end), calls[h.call!]?.callee]), [['{{ f(1) }}', 'f']]);
  const star = mask.stars[0]!;
  assert.deepEqual([star.except, star.prefix, star.suffix, star.from?.calls.map(i => calls[i]?.args[0]?.value)], [['x', 'y'], 'p_', '', ['a']]);
});

test('a relation may be kept in a variable or come from a list', () => {
  const relations = (text: string) => {
    const template = readJinja(text);
    const calls = callsIn(template);
    return maskJinja(template).relations.map(r => r.calls.map(i => calls[i]?.args[0]?.value));
  };
  assert.deepEqual(relations("{% set r = ref('a') %}from {{ r }}"), [['a']]);
  assert.deepEqual(relations("{% for r in [ref('a'), ref('b')] %}from {{ r }}{% endfor %}"), [['a', 'b']]);
  assert.deepEqual(relations("{% set all = [ref('a')] %}{% for r in all %}from {{ r }}{% endfor %}"), [['a']]);
  assert.deepEqual(relations("from {{ ref('a').include(database=false) }}"), [['a']]);
  assert.deepEqual(relations("from {{ ref('a') if x else ref('b') }}"), [['a', 'b']]);
  assert.deepEqual(relations("select '{{ ref('a').name }}'"), []);
});

test('of two branches one is kept', () => {
  assert.equal(masked('a {% if x %} b {% else %} c {% endif %} d'), 'a b d');
  assert.equal(masked('a {% if is_incremental() %} b {% endif %} d'), 'a b d');
  assert.equal(masked('{% if x %}{{ log("a") }}{% elif y %} b {% else %} c {% endif %}'), 'b');
  assert.equal(masked('{% if false %} a {% else %} b {% endif %}'), 'b');
  assert.equal(masked('{% if execute %} a {% endif %}{% if not execute %} b {% endif %}'), 'a');
  assert.equal(masked('{% if x %} a {% if y %} b {% else %} c {% endif %}{% else %} d {% if z %} e {% endif %}{% endif %}'), 'a b');
});

test('conditions that contradict an earlier one are left out', () => {
  assert.equal(masked("select {% if target.type == 'fabric' %}top 0{% endif %} x from t {% if target.type != 'fabric' %}limit 0{% endif %}"), 'select top 0 x from t');
  assert.equal(masked("{% if target.type == 'a' %}a{% elif target.type == 'b' %}b{% endif %} {% if target.type == 'b' %}b{% else %}c{% endif %} {% if target.type in ['a', 'x'] %}d{% endif %}"), 'a c d');
  assert.equal(masked('{% if is_incremental() %}a{% endif %}{% if not is_incremental() %}b{% endif %}{% if is_incremental() and x %}c{% endif %}'), 'a c');
  assert.equal(masked("{% if x != 'a' %}a{% endif %}{% if x == 'a' %}b{% endif %}"), 'a');
  assert.equal(masked("{% if x == 'a' %}{{ log('a') }}{% else %}b{% endif %}{% if x == 'a' %}c{% endif %}"), 'b');
  assert.equal(masked("{% for c in a %}{% if c == 'x' %}p{% endif %}{% endfor %}{% for c in b %}{% if c == 'y' %}q{% endif %}{% endfor %}"), 'p q');
  assert.equal(masked("{{ 'a' if target.name == 'p' else 'b' }}{% if target.name == 'p' %}c{% else %}d{% endif %}"), 'a c');
});

test('what the caller knows decides', () => {
  const template = readJinja("{% if target.type == 'bigquery' %}a{% elif target.type == \"snowflake\" %}b{% else %}c{% endif %}{% if var('x', 1) %}d{% endif %}");
  const texts = (known: { [source: string]: string | number }) => maskJinja(template, { known }).text.replace(/ +/g, ' ').trim();
  assert.equal(texts({ 'target.type': 'snowflake' }), 'b d');
  assert.equal(texts({ 'target.type': 'duckdb', "var('x',1)": 0 }), 'c');
  assert.equal(texts({}), 'a d');
});

test('a loop leaves no comma behind, however it is written', () => {
  for (const comma of [
    '{% if not loop.last %},{% endif %}',
    "{{ ',' if not loop.last }}",
    "{{ ',' if not loop.last else '' }}",
    '{%- if loop.last %}{% else %},{% endif %}',
    "{{ '' if loop.last else ',' }}",
    '{% if loop.index < cols | length %},{% endif %}',
    '{% if loop.index != cols | length %},{% endif %}',
    '{% if loop.index0 < (cols | count) - 1 %},{% endif %}',
    '{% if not loop.last and true %},{% endif %}',
    '{% if loop.nextitem is defined %},{% endif %}',
    '{% if loop.revindex > 1 %},{% endif %}',
    '{{ "," if loop.last == false }}',
  ])
    assert.equal(masked(`select {% for c in cols %} x ${comma} {% endfor %} from t`), 'select x from t', comma);
  assert.equal(masked('select {% for c in cols %}{{ "," if not loop.first }} x {% endfor %} from t'), 'select x from t');
  assert.equal(masked("{% set comma = joiner(',') %}select {% for c in cols %}{{ comma() }} x {% endfor %} from t"), 'select x from t');
  assert.equal(masked('{% for c in [] %} x {% else %} y {% endfor %}'), 'y');
});

test('known texts are put in where they fit and part nothing', () => {
  assert.equal(masked("{% set c = 'amount' %}select {{ c }} from {{ 't' }}"), 'select amount from t');
  assert.equal(masked("{% set c = 'a' %}select {{ c }}_x, s.{{ c }}"), 'select a_x, s.a');
  assert.equal(masked("{% set c = 'a' %}select {{ c }}_x").includes('_x'), true);
  assert.match(masked("{% set c = 'a' %}select x_{{ c }}_y"), /^select x__pwh_*\d_y$/);
  assert.match(masked("{% set c = 'a' %}select '{{ c }}'"), /^select '_pwh_*\d'$/);
  const long = maskJinja(readJinja("{% set c = 'a_long_name' %}select {{ c }}"));
  assert.deepEqual(long.holes.map(h => h.values), [['a_long_name']]);
  const loop = maskJinja(readJinja("{% for c in ['a', 'b'] %}{{ c }}_x{% endfor %}"));
  assert.deepEqual(loop.holes.map(h => h.values), [['a', 'b']]);
});

test('quotes and newlines inside of Jinja don’t leak', () => {
  const text = "select '{{ var(\"x\", 'it') }}', \"{{\n y['k']\n}}\" -- {{ z('\n') }} end\nfrom t";
  const mask = maskJinja(readJinja(text)).text;
  assert.equal(mask.length, text.length);
  assert.match(mask, /^select '__pw_hole_+1', "__pw_hole_+2" -- __pw_hole_+3 end\nfrom t$/);
});

test('macros, call and set blocks are blank, and can be masked by themselves', () => {
  const text = "{% macro m(a) %}select {{ a }} from {{ ref('x') }}{% endmacro %}{% set q %}select 1{% endset %}{% call f() %}select 2{% endcall %}rest";
  const template = readJinja(text);
  assert.equal(maskJinja(template).text.trim(), 'rest');
  const [macro] = macrosIn(template);
  const body = maskJinja(template, { body: macro!.block });
  assert.match(body.text, /^ {16}select _pwh__1 from __pw_rel_+2 +$/);
  assert.equal(body.text.length, text.length);
});

test('the caller may choose branches', () => {
  const template = readJinja('{% if x %}a{% else %}b{% endif %}');
  assert.equal(maskJinja(template, { branch: () => 1 }).text.trim(), 'b');
  assert.equal(maskJinja(template, { branch: () => null }).text.trim(), '');
});

/** The promises of the mask: same length, text outside of tags untouched or blank, line breaks kept outside of placeholders. */
function keepsItsPromises(text: string): void {
  const template = readJinja(text);
  const mask = maskJinja(template);
  assert.equal(mask.text.length, text.length);
  const placeholder = new Set<number>();
  for (const { span } of [...mask.relations, ...mask.holes]) {
    assert.match(mask.text.slice(span.start, span.end), /^_[\w]*$/);
    for (let i = span.start; i < span.end; i++) placeholder.add(i);
  }
  const literal = new Set<number>();
  for (const s of template.segments) if (s.kind === 'output') for (let i = s.span.start; i < s.span.end; i++) literal.add(i);
  for (let i = 0; i < text.length; i++) {
    if (placeholder.has(i) || literal.has(i)) continue;
    const kept = mask.text[i] === text[i];
    const isBreak = text[i] === '\n' || text[i] === '\r';
    assert.ok(kept || (!isBreak && mask.text[i] === ' '), `offset ${i}`);
  }
  for (const s of template.segments) {
    if (s.kind === 'text' && s.block < 0) assert.equal(mask.text.slice(s.span.start, s.span.end), text.slice(s.span.start, s.span.end));
    if (s.kind === 'comment') assert.equal(mask.text.slice(s.span.start, s.span.end).trim(), '');
  }
}

test('masks of whole, cut and damaged templates keep their promises', () => {
  for (const text of SAMPLES)
    for (let i = 0; i <= text.length; i++) {
      keepsItsPromises(text.slice(0, i));
      keepsItsPromises(text.slice(0, i) + text.slice(i + 1));
    }
});

test('masks of random templates keep their promises', () => {
  const piece = fc.constantFrom("{{ ref('a') }}", '{{ x }}', '{{\nf(1)\n}}', '{% if a %}', '{% else %}', '{% endif %}', '{% for b in [1] %}', '{% endfor %}', '{# c\n #}', '{% raw %}{{ {% endraw %}', '{% set x = "v" %}', '{% macro m() %}', '{% endmacro %}', "'", '"', '\r\n', 'select', ' ', '{{', '}}', '{%');
  fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), pieces => keepsItsPromises(pieces.join(''))), { numRuns: 2000 });
});
