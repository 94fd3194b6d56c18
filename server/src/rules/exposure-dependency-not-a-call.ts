import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'exposure-dependency-not-a-call',
  group: 'references',
  severity: 'warning',
  certainty: 'certain',
  summary: 'An exposure depends on something that is no ref, source or metric',
  why: 'Each item of `depends_on` is read as Jinja. A bare name is a variable that is not defined, so dbt 1.x ignores it without a word and the exposure has no parents; dbt 2 refuses it.',
  sources: ['https://docs.getdbt.com/docs/build/exposures'],
  about: ['dbt.exposure'],
  fix: 'suggested',
  check: document => problemsOf(document, 'exposure-dependency-not-a-call'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const name = text('name') ?? '';
    return path && /^\w+$/.test(name) ? [edit(document, `Change to ref('${name}')`, [{ op: 'set', path, value: `ref('${name}')` }])] : [];
  },
  examples: [
    {
      title: 'a bare name',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/exposures.yml
        exposures:
          - name: report
            type: dashboard
            owner: {name: Ada}
            depends_on:
              - orders
              # ^^^^^^ 'orders' is ignored by dbt 1.x
      `,
      fixed: `
        //- models/exposures.yml
        exposures:
          - name: report
            type: dashboard
            owner: {name: Ada}
            depends_on:
              - ref('orders')
      `,
    },
    {
      title: 'a ref',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/exposures.yml
        exposures:
          - name: report
            type: dashboard
            owner: {name: Ada}
            depends_on:
              - ref('orders')
      `,
    },
  ],
};
