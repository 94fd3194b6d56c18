import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'jinja-syntax',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A template is not valid Jinja',
  why: 'dbt stops with a compilation error before it looks at anything else: a tag that is never closed, an unknown tag, a quote or bracket that is missing, a filter that does not exist.',
  sources: ['https://jinja.palletsprojects.com/en/stable/templates/', 'dbt CompilationError, MissingCloseTagError, UnexpectedControlFlowEndTagError, dbt1501, dbt1502'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'jinja-syntax'),
  fixes: (finding, document) => replaceBy(document.path, finding.span, told(finding).texts('suggestions')),
  examples: [
    {
      title: 'an if that is never closed',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        {% if target.name == 'dev' %}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`{% if %}\` is never closed
        limit 10
      `,
    },
    {
      title: 'a misspelt filter',
      files: `
        ${SHOP}
        //- models/orders.sql
        select '{{ "a" | uper }}' as letter
        --               ^^^^ Jinja has no filter \`uper\`; did you mean \`upper\`?
      `,
      fixed: `
        //- models/orders.sql
        select '{{ "a" | upper }}' as letter
      `,
    },
    {
      title: 'a template that is in order',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        {% if target.name == 'dev' %}
        limit 10
        {% endif %}
      `,
    },
  ],
};
