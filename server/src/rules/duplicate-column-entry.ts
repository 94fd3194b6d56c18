import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'duplicate-column-entry',
  group: 'shape',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A column is listed twice',
  why: 'dbt keeps the description and type of the last entry and runs the tests of both, without a word. Seeds whose header has a name twice cannot be loaded by most adapters.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/columns'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'duplicate-column-entry'),
  fixes(finding, document) {
    const { path } = told(finding);
    return path ? [edit(document, 'Remove this entry', [{ op: 'remove', path }], false, false)] : [];
  },
  examples: [
    {
      title: 'a column twice',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: order_id
                description: The key.
              - name: amount
              - name: order_id
                #     ^^^^^^^^ Column 'order_id' is listed twice
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: order_id
                description: The key.
              - name: amount
      `,
    },
    {
      title: 'columns once each',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: order_id
              - name: amount
      `,
    },
  ],
};
