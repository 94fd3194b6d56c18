import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'missing-test-argument',
  group: 'testing',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A data test lacks an argument that it cannot do without',
  why: 'dbt parses such a test, and the query it makes fails in the warehouse: `accepted_values` without `values`, `relationships` without `to` or `field`. Known are the tests of dbt itself and of dbt_utils.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'missing-test-argument'),
  examples: [
    {
      title: 'no values',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                    ^^^^^^^^^^^^^^^ accepted_values needs 'values'
                      config:
                        severity: warn
      `,
    },
    {
      title: 'values',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      arguments:
                        values: [new, sold]
      `,
    },
  ],
};
