import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'test-config-macro',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'A config of a data test calls a macro',
  why: 'dbt reads the configs of tests before it knows the macros of the project: only `var`, `env_var` and what dbt itself provides is there. It stops with "is undefined".',
  sources: ['https://docs.getdbt.com/reference/resource-configs/where', 'dbt CustomMacroPopulatingConfigValueError'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'test-config-macro'),
  examples: [
    {
      title: 'a macro in where',
      files: `
        ${SHOP}
        //- macros/days.sql
        {% macro first_day() %}'2024-01-01'{% endmacro %}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        where: "ordered_at > {{ first_day() }}"
                        #                       ^^^^^^^^^^^ dbt knows no macros in a test's config
      `,
    },
    {
      title: 'a variable in where',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        where: "ordered_at > '{{ var('first_day', '2024-01-01') }}'"
      `,
    },
  ],
};
