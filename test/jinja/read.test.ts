import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Expr, type JinjaTemplate, readJinja, rootsOf, visit } from '../../server/src/syntax/jinja';
import { complaints, expression, SAMPLES } from './show';

test('precedence is Jinja’s', () => {
  assert.equal(expression('a or b and not c == 1 + 2 ~ 3 * 4 ** -5 | abs'), '(or a (and b (not (cmp c == (+ 1 (~ 2 (* 3 (** 4 (|abs (- 5))))))))))');
  assert.equal(expression('a if b else c if d else e'), '(if b a (if d c e))');
  assert.equal(expression('1 < a <= 3 not in b'), '(cmp 1 < a <= 3 not in b)');
  assert.equal(expression('a is not none and b is divisibleby 3'), '(and (is-not-none a) (is-divisibleby b 3))');
  assert.equal(expression('-a.b | f'), '(|f (- (. a b)))');
});

test('literals, containers, subscripts and calls', () => {
  assert.equal(expression(`'it\\'s' "\\u00e9\\n"`), JSON.stringify("it'sé\n"));
  assert.equal(expression(`{'a': [1, 2.5e1,], (1,): ()}`), '(dict "a":(list 1 25) (tuple 1):(tuple))');
  assert.equal(expression('a.b.0[1:][::2]'), '([] ([] ([] (. a b) 0) (slice 1 _ _)) (slice _ _ 2))');
  assert.equal(expression('f(a, b=1, *c, **d)(e).g()'), '((. ((f a b=1 *c **d) e) g))');
  assert.equal(expression(`x | default('a', true) | join(',')`), '(|join (|default x "a" true) ",")');
  assert.equal(expression('0x1F + 1_000'), '(+ 31 1000)');
});

test('segments cover the text, and spans point at what they name', () => {
  const text = "a {{- ref('x') }}\n{% set y = 1 -%}{# c #}{% raw %}{{ z }}{% endraw %} b";
  const { segments, problems } = readJinja(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    segments.map(s => [s.kind, text.slice(s.span.start, s.span.end)]),
    [
      ['text', 'a '],
      ['output', "{{- ref('x') }}"],
      ['text', '\n'],
      ['tag', '{% set y = 1 -%}'],
      ['comment', '{# c #}'],
      ['raw', '{% raw %}{{ z }}{% endraw %}'],
      ['text', ' b'],
    ],
  );
  const [, output, , tag, , raw] = segments;
  assert.ok(output?.kind === 'output' && output.trimBefore === '-' && output.trimAfter === '' && output.expr.kind === 'call');
  const argument = output.expr.args[0]!.value;
  assert.ok(argument.kind === 'string');
  assert.equal(text.slice(argument.parts[0]!.content.start, argument.parts[0]!.content.end), 'x');
  assert.ok(tag?.kind === 'tag' && tag.trimAfter === '-' && tag.statement.kind === 'set');
  assert.ok(raw?.kind === 'raw' && text.slice(raw.content.start, raw.content.end) === '{{ z }}');
});

test('a part of a text is read in place', () => {
  const text = "x: \"{{ var('a') }}\" # {{ no }}";
  const { segments } = readJinja(text, 4, 19);
  assert.deepEqual(segments.map(s => [s.kind, text.slice(s.span.start, s.span.end)]), [['output', "{{ var('a') }}"], ['text', '"']]);
});

test('blocks nest, and branches hold their segments', () => {
  const text = '{% if a %}1{% for x in y %}2{% else %}3{% endfor %}{% elif b %}4{% else %}5{% endif %}6';
  const template = readJinja(text);
  assert.deepEqual(template.problems, []);
  const [outer, inner] = template.blocks;
  assert.deepEqual(outer?.branches.map(b => text.slice(b.body.start, b.body.end)), ['1{% for x in y %}2{% else %}3{% endfor %}', '4', '5']);
  assert.deepEqual(inner?.branches.map(b => text.slice(b.body.start, b.body.end)), ['2', '3']);
  assert.deepEqual([inner?.parent, inner?.parentBranch], [0, 0]);
  assert.equal(text.slice(outer!.close!.start, outer!.close!.end), '{% endif %}');
  const five = template.segments.find(s => s.kind === 'text' && text[s.span.start] === '5');
  assert.deepEqual([five?.block, five?.branch], [0, 2]);
});

test('statements of dbt', () => {
  const text = "{% macro m(a, b: list[string] = []) %}{% endmacro %}{% materialization t, adapter='x' %}{% endmaterialization %}{% test u(model) %}{% endtest %}{% snapshot s %}{% endsnapshot %}{% docs d %}{% enddocs %}";
  const { blocks, problems } = readJinja(text);
  assert.deepEqual(problems, []);
  const [macro, materialization, generic, snapshot, docs] = blocks.map(b => b.statement);
  assert.ok(macro?.kind === 'macro' && macro.name?.text === 'm');
  assert.deepEqual(macro.parameters.map(p => [p.name.text, p.type?.text ?? null, p.default === null]), [['a', null, true], ['b', 'list[string]', false]]);
  assert.ok(materialization?.kind === 'materialization' && materialization.adapter === 'x');
  assert.ok(generic?.kind === 'test' && snapshot?.kind === 'snapshot' && docs?.kind === 'docs' && docs.name?.text === 'd');
});

test('what is wrong is said at its place, once', () => {
  const cases: readonly [string, string[]][] = [
    ['{{ config(x={{ y }}) }}', ["{{ y }}: Jinja can't be nested: inside a tag write `y` without `{{ }}`"]],
    ["{{ ref('a' }} x", ['(: `(` is not closed before `}}`']],
    ["{{ ref('a }} x", ["'a: This string has no closing `'`"]],
    ["{{ ref('a')\nselect {{ b }}", ['{{: This expression is never closed: `}}` is missing']],
    ['{% if a %}{% for b in c %}{% endif %}', ['{% for b in c %}: `{% for %}` is not closed before `{% endif %}`: `{% endfor %}` is missing']],
    ['{% if a %}{% endfor %}', ['endfor: `{% endfor %}` stands where `{% endif %}` must']],
    ['{% endmacro %}', ['endmacro: `{% endmacro %}` closes nothing: there is no open `{% macro %}`']],
    ['{% macro a() %}{% endmarco %}', ['endmarco: Jinja has no tag `endmarco`; the open block needs `{% endmacro %}`']],
    ['{% macro a() %}1{% macro b() %}2{% endmacro %}', ['{% macro a() %}: `{% macro %}` is never closed: `{% endmacro %}` is missing']],
    ['{% fro x in y %}', ['fro: Jinja has no tag `fro`; did you mean `for`?']],
    ['{{ a | uper }}', ['uper: Jinja has no filter `uper`; did you mean `upper`?']],
    ['{{ a b }}', ['b: Expected the end of the expression, found `b`']],
    ['{# a\nb', ['{#: This comment is never closed: `#}` is missing']],
    ['{% break %}', ['break: `break` stands outside a loop']],
  ];
  for (const [text, expected] of cases) assert.deepEqual(complaints(text), expected, text);
});

test('a definition left open ends before the next one', () => {
  const text = '{% macro a() %}1{% macro b() %}2{% endmacro %}{% macro c() %}3{% endmacro %}';
  const { blocks } = readJinja(text);
  assert.deepEqual(blocks.map(b => [b.parent, text.slice(b.branches[0]!.body.start, b.branches[0]!.body.end)]), [[-1, '1'], [-1, '2'], [-1, '3']]);
});

test('a broken tag keeps what could be read, and reading goes on', () => {
  const { segments } = readJinja("select {{ ref('a', x= ~ b) c }} from {{ ref('b'\nwhere {{ d }}");
  const roots = segments.flatMap(s => rootsOf(s));
  const names: string[] = [];
  for (const root of roots) visit(root, e => void (e.kind === 'name' && names.push(e.name)));
  assert.deepEqual(names, ['ref', 'b', 'c', 'ref', 'd']);
});

function everySpanFits(template: JinjaTemplate): void {
  const { start, end, segments, blocks, problems } = template;
  let at = start;
  for (const s of segments) {
    assert.equal(s.span.start, at);
    assert.ok(s.span.end > at);
    at = s.span.end;
  }
  assert.equal(at, end);
  const inside = (span: { start: number; end: number }, what: string) => assert.ok(start <= span.start && span.start <= span.end && span.end <= end, `${what} ${span.start}-${span.end}`);
  for (const p of problems) inside(p.span, p.message);
  for (const b of blocks) {
    inside(b.span, b.kind);
    assert.ok(b.parent < b.index);
    for (const branch of b.branches) {
      inside(branch.body, 'branch');
      assert.ok(branch.from <= branch.to && branch.to <= segments.length);
    }
  }
  for (const s of segments)
    for (const root of rootsOf(s))
      visit(root, (e: Expr) => {
        inside(e.span, e.kind);
        assert.ok(s.span.start <= e.span.start && e.span.end <= s.span.end, `${e.kind} outside of its tag`);
      });
}

test('every truncation and every removed character gives a tree whose spans fit', () => {
  for (const text of SAMPLES)
    for (let i = 0; i <= text.length; i++) {
      everySpanFits(readJinja(text.slice(0, i)));
      everySpanFits(readJinja(text.slice(0, i) + text.slice(i + 1)));
      everySpanFits(readJinja(text, i));
    }
});

test('no text of marks, quotes and brackets throws', () => {
  const piece = fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', "'", '"', '(', ')', '[', ']', '{', '}', ',', '|', ' is ', ' not ', ' if ', 'else', '-', '~', '=', ':', '.', '\\', '1', ' x', '\n', '\r', 'raw', 'endraw', 'for', ' in ', 'endfor', 'endif', 'macro', 'set', '\u0000', '\ud800', 'é');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => everySpanFits(readJinja(pieces.join('')))),
    { numRuns: 3000 },
  );
});

test('deep nesting and long chains neither overflow nor go unnoticed', () => {
  const n = 20_000;
  const deep = [`{{ ${'('.repeat(n)} }}`, `{{ ${'['.repeat(n)}${']'.repeat(n)} }}`, `{{ ${'not '.repeat(n)}a }}`, `{{ ${'-'.repeat(n)}1 }}`, `{{ ${'a if b else '.repeat(n)}c }}`, '{{ '.repeat(n), '{% if a %}'.repeat(n), '{{ ( '.repeat(n)];
  for (const text of deep) assert.ok(readJinja(text).problems.length > 0);
  const long = [`{{ a${'.b'.repeat(n)} }}`, `{{ a${'|upper'.repeat(n)} }}`, `{{ a${'()'.repeat(n)} }}`, `{{ 1${' + 1'.repeat(n)} }}`, `{{ [${'1,'.repeat(n)}] }}`, '{% if a %}'.repeat(n) + '{% endif %}'.repeat(n)];
  for (const text of long) {
    const template = readJinja(text);
    assert.deepEqual(template.problems, []);
    everySpanFits(template);
  }
});
