import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'primary-key-constraint-invalid',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A primary key is set on several columns one by one, or in two places',
  why: 'A table has one primary key. Over several columns it is a constraint of the model with `columns`; dbt refuses one on each column, and one on a column beside one on the model.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/constraints', 'dbt ParsingError'],
  about: ['dbt.model'],
  fix: 'none',
  check: document => problemsOf(document, 'primary-key-constraint-invalid'),
  examples: [
    {
      title: 'a key on two columns',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: shop_id
                #     ^^^^^^^ belongs at model level
                constraints: [{type: primary_key}]
              - name: order_id
                #     ^^^^^^^^ belongs at model level
                constraints: [{type: primary_key}]
      `,
    },
    {
      title: 'a key on the model',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            constraints:
              - type: primary_key
                columns: [shop_id, order_id]
            columns:
              - name: shop_id
              - name: order_id
      `,
    },
  ],
};
