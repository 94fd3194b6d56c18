import type { Call } from '../model/facts';
import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { SHOP } from './shared/examples';
import { didYouMean } from './shared/names';

export const rule: Rule = {
  id: 'macro-arguments',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A macro is called with arguments that it does not take',
  why: 'Jinja stops when a macro gets more arguments than it has parameters, or one by a name that it does not have. Too few are no error: what is missing is undefined. Macros that use `varargs` or `kwargs` take any.',
  sources: ['https://jinja.palletsprojects.com/en/stable/templates/#macros', 'dbt CaughtMacroErrorWithNodeError'],
  about: ['dbt'],
  fix: 'none',
  *check(document, workspace) {
    for (const call of document.facts.calls) {
      const reference = document.facts.references[call.reference];
      if (reference?.type !== 'dbt.macro' || reference.certainty !== 'certain' || reference.data?.['kind'] !== 'macro') continue;
      const found = workspace.resolve(reference, document.path);
      if (found.kind !== 'one') continue;
      const more = found.entity.attributes.more;
      if (more?.['takesAny'] !== false || !Array.isArray(more['parameters'])) continue;
      const wrong = mismatch(call, (more['parameters'] as { name: string }[]).map(p => p.name), document.text.slice(call.span.start, call.span.end));
      if (wrong) yield { rule: this.id, span: reference.span, message: `'${reference.name}' ${wrong}`, ...(reference.data['conditional'] === true ? { severity: 'warning' as const } : {}), related: [{ id: found.entity.id, message: 'the macro' }] };
    }
  },
  examples: [
    {
      title: 'an argument too many, and one of an unknown name',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column, digits=2) %}{{ column }} * 100{% endmacro %}
        //- models/orders.sql
        select
          {{ to_cents('amount', 2, 3) }} as a,
          -- ^^^^^^^^
          {{ to_cents('amount', digit=2) }} as b
          -- ^^^^^^^^
      `,
    },
    {
      title: 'fewer arguments than parameters',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column, digits=2) %}{{ column }} * 100{% endmacro %}
        //- models/orders.sql
        select {{ to_cents('amount') }} as a, {{ to_cents(column='amount', digits=3) }} as b
      `,
    },
  ],
};

/** What is wrong with a call, null if nothing is. A call that spreads a list or mapping is not looked at. */
function mismatch(call: Call, parameters: readonly string[], text: string): string | null {
  if (/[(,]\s*\*/.test(text)) return null;
  const positional = call.arguments.filter(a => a.name === null).length;
  if (positional > parameters.length) return `takes ${parameters.length} argument${parameters.length === 1 ? '' : 's'}, not ${positional}`;
  const odd = call.arguments.find(a => a.name !== null && a.name !== 'caller' && !parameters.includes(a.name));
  return odd ? `takes no argument '${odd.name!}'${didYouMean(closest(odd.name!, parameters))}` : null;
}
