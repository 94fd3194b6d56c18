import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'expression-syntax',
  group: 'testing',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A threshold of a data test is no comparison',
  why: '`warn_if` and `error_if` are put behind the number of failures as they stand: `>10`, `!= 0`, `between 1 and 5`. Anything else makes a query that the warehouse refuses.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/severity'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'expression-syntax'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const value = text('value')?.trim() ?? '';
    return path && /^\d+$/.test(value) ? [edit(document, `Change to '>${value}'`, [{ op: 'set', path, value: `>${value}` }])] : [];
  },
  examples: [
    {
      title: 'a number alone',
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
                        error_if: '100'
                        #         ^^^^^ 'error_if' must look like '>10'
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        error_if: '>100'
      `,
    },
    {
      title: 'comparisons',
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
                        warn_if: "between 1 and 5"
                        error_if: "!= 0"
      `,
    },
  ],
};
