import { callsIn, type Expr, type JinjaTemplate, maskJinja, readJinja } from '../../server/src/syntax/jinja';

/** An expression as one line of Lisp, for comparing trees. */
export function shape(e: Expr): string {
  switch (e.kind) {
    case 'name':
      return e.name;
    case 'string':
      return JSON.stringify(e.value);
    case 'number':
    case 'bool':
      return String(e.value);
    case 'none':
      return 'none';
    case 'missing':
      return '?';
    case 'list':
    case 'tuple':
      return `(${[e.kind, ...e.items.map(shape)].join(' ')})`;
    case 'dict':
      return `(dict${e.entries.map(x => ` ${shape(x.key)}:${shape(x.value)}`).join('')})`;
    case 'attribute':
      return `(. ${shape(e.base)} ${e.name.text || '?'})`;
    case 'subscript':
      return `([] ${shape(e.base)} ${shape(e.index)})`;
    case 'slice':
      return `(slice ${[e.from, e.to, e.step].map(x => (x === null ? '_' : shape(x))).join(' ')})`;
    case 'call':
      return `(${[shape(e.callee), ...e.args.map(argument)].join(' ')})`;
    case 'filter':
      return `(${[`|${e.name.text}`, e.base === null ? '_' : shape(e.base), ...e.args.map(argument)].join(' ')})`;
    case 'test':
      return `(${[`is${e.negated ? '-not' : ''}-${e.name.text}`, shape(e.base), ...e.args.map(argument)].join(' ')})`;
    case 'unary':
      return `(${e.op} ${shape(e.operand)})`;
    case 'binary':
      return `(${e.op} ${shape(e.left)} ${shape(e.right)})`;
    case 'compare':
      return `(cmp ${shape(e.first)}${e.rest.map(r => ` ${r.op} ${shape(r.value)}`).join('')})`;
    case 'conditional':
      return `(if ${shape(e.test)} ${shape(e.value)}${e.otherwise === null ? '' : ` ${shape(e.otherwise)}`})`;
  }
}

function argument(a: { kind: string; name: { text: string } | null; value: Expr }): string {
  const mark = a.kind === 'splat' ? '*' : a.kind === 'keywordSplat' ? '**' : a.name === null ? '' : `${a.name.text}=`;
  return mark + shape(a.value);
}

/** The tree of the only `{{ }}` of a text. */
export function expression(inside: string): string {
  const segment = readJinja(`{{ ${inside} }}`).segments[0];
  return segment?.kind === 'output' ? shape(segment.expr) : 'no output';
}

/** Problems as `text: message`. */
export function complaints(text: string): string[] {
  return readJinja(text).problems.map(p => `${text.slice(p.span.start, p.span.end)}: ${p.message}`);
}

export function calls(template: JinjaTemplate): string[] {
  return callsIn(template).map(c => c.callee);
}

/** The mask of a text, its trailing blanks and doubled blanks left out. */
export function masked(text: string): string {
  return maskJinja(readJinja(text)).text.replace(/ +/g, ' ').trim();
}

/** Texts worth cutting and damaging: one of everything. */
export const SAMPLES: readonly string[] = [
  "{{ config(materialized='incremental', unique_key=['a', \"b\"],\r\n  post_hook=\"grant select on {{ this }} to x\") }}\r\nselect * from {{ ref('orders') }} o\n{% if is_incremental() %} where o.at > (select max(at) from {{ this }}) {% else %} limit 1 {% endif %}",
  "{%- set methods = ['card', 'cash'] -%}\nselect id,\n{% for m in methods %}sum(case when m = '{{ m }}' then v end) as {{ m }}_v{% if not loop.last %},{% endif %}\n{% endfor %}from {{ source(\"shop\", 'payments') }}",
  "{# note {{ x }} #}{% raw %}{{ no }}{% endraw %}{% macro m(a, b=1, *c) %}{{ return(a ~ b[1:2]) }}{% endmacro %}{% call(x) f() %}{{ x }}{% endcall %}",
  "{{ dbt_utils.star(from=ref('a'), except=['x'], prefix='p_') }}{{ {'a': {'b': [1, (2, 3)]}}['a'].b | first is not none and not (x or y) if z else w }}",
  "{% materialization m, adapter='x' %}{% do log(\"a\\\"b\", info=true) %}{% endmaterialization %}{% snapshot s %}x{% endsnapshot %}{% docs d %}y{% enddocs %}",
  "{{ ref('",
  '{% endif %}{% if a %}{{ b }}{% elif c %}{% for x in y %}{% endif %}\r{{ f(a=1, b }}\u2028{{ größe }} 😀 {{ "😀" }}',
];
