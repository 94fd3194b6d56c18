import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'jinja-unknown-filter',
  group: 'shape',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A condition uses a filter or test that Jinja does not have',
  why: 'Inside a condition Jinja looks the filter up only when that branch runs: the project works until it does not. dbt adds `as_bool`, `as_native`, `as_number` and `as_text` to the filters of Jinja; a project can add none.',
  sources: ['https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'jinja-unknown-filter'),
  fixes: (finding, document) => replaceBy(document.path, finding.span, told(finding).texts('suggestions')),
  examples: [
    {
      title: 'a misspelt filter',
      files: `
        ${SHOP}
        //- models/orders.sql
        {% if target.name == 'prod' %}
        select '{{ "a" | uper }}' as letter
        --               ^^^^ Jinja has no filter \`uper\`
        {% endif %}
      `,
      fixed: `
        //- models/orders.sql
        {% if target.name == 'prod' %}
        select '{{ "a" | upper }}' as letter
        {% endif %}
      `,
    },
    {
      title: 'a filter of dbt',
      files: `
        ${SHOP}
        //- models/orders.sql
        {% if var('limit', '0') | as_number > 0 %}
        select 1 as id
        {% endif %}
      `,
    },
  ],
};
