import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'jinja-deprecated-member',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A template uses something that dbt will take out',
  why: '`modules.itertools` is deprecated since dbt 1.10 (`ModulesItertoolsUsageDeprecation`). Loops, `zip` and lists of Jinja itself do the same.',
  sources: ['https://docs.getdbt.com/reference/deprecations#modulesitertoolsusagedeprecation', 'dbt D034'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'jinja-deprecated-member'),
  examples: [
    {
      title: 'itertools',
      files: `
        ${SHOP}
        //- models/orders.sql
        {% for a, b in modules.itertools.product([1, 2], [3, 4]) %}
        --             ^^^^^^^^^^^^^^^^^ modules.itertools is deprecated
        select {{ a * b }} as id
        {% endfor %}
      `,
    },
    {
      title: 'other modules',
      files: `
        ${SHOP}
        //- models/orders.sql
        select '{{ modules.datetime.date.today() }}' as today
      `,
    },
  ],
};
