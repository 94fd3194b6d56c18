import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'dispatch-invalid',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'adapter.dispatch is called with wrong arguments',
  why: '`adapter.dispatch` takes the name of a macro and, as second argument, the package to look in. A name with a dot and the old argument `packages` stop dbt.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/dispatch', 'dbt MacroDispatchArgError'],
  about: ['dbt.macro'],
  fix: 'suggested',
  check: document => problemsOf(document, 'dispatch-invalid'),
  fixes(finding, document) {
    const to = told(finding).text('to');
    const { start, end } = finding.span;
    const quote = document.text[end] ?? '';
    if (to === null || !/['"]/.test(quote) || !/^\s*\)/.test(document.text.slice(end + 1, end + 40))) return [];
    const namespace = document.text.slice(start, end - to.length - 1);
    return [edit(document, `Name '${namespace}' as the package`, [{ op: 'text', span: { start, end: end + 1 }, text: `${to}${quote}, ${quote}${namespace}${quote}` }])];
  },
  examples: [
    {
      title: 'a name with its package',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro cents(column) %}{{ return(adapter.dispatch('shop.cents')(column)) }}{% endmacro %}
        --                                                   ^^^^^^^^^^ without its package
        {% macro default__cents(column) %}{{ column }} * 100{% endmacro %}
      `,
      fixed: `
        //- macros/money.sql
        {% macro cents(column) %}{{ return(adapter.dispatch('cents', 'shop')(column)) }}{% endmacro %}
        {% macro default__cents(column) %}{{ column }} * 100{% endmacro %}
      `,
    },
    {
      title: 'a name and a package',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro cents(column) %}{{ return(adapter.dispatch('cents', 'shop')(column)) }}{% endmacro %}
        {% macro default__cents(column) %}{{ column }} * 100{% endmacro %}
      `,
    },
  ],
};
