import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'jinja-return-outside-macro',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A model calls return',
  why: '`return` gives back the value of a macro. In the text of a model, snapshot, test or analysis there is nothing to give it to, and dbt stops.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/return', 'dbt1508'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'jinja-return-outside-macro'),
  examples: [
    {
      title: 'return in a model',
      files: `
        ${SHOP}
        //- models/orders.sql
        select {{ return(1) }} as id
        --        ^^^^^^^^^ 'return' works in macros only
      `,
    },
    {
      title: 'return in a macro',
      files: `
        ${SHOP}
        //- macros/one.sql
        {% macro one() %}{{ return(1) }}{% endmacro %}
      `,
    },
  ],
};
