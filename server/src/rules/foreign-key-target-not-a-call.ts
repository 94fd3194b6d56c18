import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'foreign-key-target-not-a-call',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'The target of a foreign key is no ref or source',
  why: '`to` of a foreign key is one `ref(…)` or `source(…)`, without braces. dbt refuses anything else.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/constraints', 'dbt ForeignKeyConstraintToSyntaxError'],
  about: ['dbt.model'],
  fix: 'suggested',
  check: document => problemsOf(document, 'foreign-key-target-not-a-call'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const name = text('text')?.trim() ?? '';
    return path && /^\w+$/.test(name) ? [edit(document, `Change to ref('${name}')`, [{ op: 'set', path, value: `ref('${name}')` }])] : [];
  },
  examples: [
    {
      title: 'a bare name',
      files: `
        ${SHOP}
        //- models/customers.sql
        select 1 as id
        //- models/models.yml
        models:
          - name: orders
            constraints:
              - type: foreign_key
                columns: [customer_id]
                to: customers
                #   ^^^^^^^^^ must be one ref('…')
                to_columns: [id]
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            constraints:
              - type: foreign_key
                columns: [customer_id]
                to: ref('customers')
                to_columns: [id]
      `,
    },
    {
      title: 'a ref',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            constraints:
              - type: foreign_key
                columns: [customer_id]
                to: ref('customers')
                to_columns: [id]
      `,
    },
  ],
};
