import type { Rule } from '../model/rule';
import { isForeign } from './shared/dbt';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'sql-syntax',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'SQL that no warehouse in question accepts',
  why: 'The statement cannot be read: a comma or bracket too many, a clause in the wrong place, a string that never ends. Where a project\'s dialect is not known, only what no dialect accepts is reported. Nothing is said next to Jinja whose text is not known.',
  sources: ['the grammars of the dialects'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document) {
    if (!isForeign(document)) yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a keyword in place of an expression',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, sum(amount
        from {{ source('raw', 'orders') }}
        ^^^^
      `,
    },
    {
      title: 'sound SQL with Jinja',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, {% for m in methods %} sum({{ m }}) as {{ m }}_amount, {% endfor %}
        from {{ source('raw', 'orders') }}
        group by 1
      `,
    },
  ],
};
