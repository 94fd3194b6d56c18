import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'soda-contract-invalid',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'Soda refuses a contract',
  why: 'The contract is not verified at all while it has a mistake in it.',
  sources: ['https://docs.soda.io/reference/contract-language-reference'],
  about: ['soda'],
  fix: 'suggested',
  check: document => problemsOf(document, 'soda-contract-invalid'),
  fixes: mend,
  examples: [
    {
      title: 'what a check needs, and two that are one to Soda',
      files: `
        //- contracts/orders.yml
        dataset: warehouse/shop/public/orders
        columns:
          - name: amount
            checks:
              - aggregate:
              # ^^^^^^^^^ 'aggregate' needs \`function\`
                  threshold: {must_be: 3}
              - invalid:
              # ^^^^^^^ neither what is valid
              - missing:
                  name: one
              - missing:
              # ^^^^^^^ There is another 'missing' here
                  name: two
        checks:
          - missing:
          # ^^^^^^^ 'missing' is no check of a dataset
      `,
    },
    {
      title: 'a missing colon',
      files: `
        //- contracts/orders.yml
        dataset: warehouse/shop/public/orders
        columns:
          - name: id
            checks:
              - missing
              # ^^^^^^^ A colon is missing
        checks:
          - row_counts:
          # ^^^^^^^^^^ did you mean 'row_count'?
      `,
      fixed: `
        //- contracts/orders.yml
        dataset: warehouse/shop/public/orders
        columns:
          - name: id
            checks:
              - missing:
        checks:
          - row_count:
      `,
    },
    {
      title: 'a column that is there twice',
      files: `
        //- contracts/orders.yml
        dataset: warehouse/shop/public/orders
        columns:
          - name: id
          - name: id
          #       ^^ Column 'id' is listed twice
      `,
    },
    {
      title: 'a sound contract',
      files: `
        //- contracts/orders.yml
        dataset: warehouse/shop/public/orders
        columns:
          - name: id
            data_type: integer
            checks:
              - missing:
              - duplicate:
        checks:
          - schema:
          - row_count:
              threshold:
                must_be_between:
                  greater_than: 1
                  less_than: 9
      `,
    },
  ],
};
