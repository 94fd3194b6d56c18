import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'bare-call-in-braces',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A ref stands in braces where it must be bare',
  why: 'The `relation` of a snapshot, the `to` of a foreign key and the `input` of a unit test are one call without braces: dbt reads them by themselves and refuses `{{ ref(…) }}`.',
  sources: ['https://docs.getdbt.com/docs/build/snapshots', 'https://docs.getdbt.com/reference/resource-properties/unit-testing-overrides'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'bare-call-in-braces'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const to = text('to');
    return path && to !== null ? [edit(document, 'Remove the braces', [{ op: 'set', path, value: to }], true)] : [];
  },
  examples: [
    {
      title: 'a relation in braces',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: "{{ ref('orders') }}"
            #         ^^^^^^^^^^^^^^^^^^^^^ Write the call without braces
            config:
              unique_key: id
              strategy: check
              check_cols: all
      `,
      fixed: `
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: ref('orders')
            config:
              unique_key: id
              strategy: check
              check_cols: all
      `,
    },
    {
      title: 'a bare call',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: ref('orders')
            config:
              unique_key: id
              strategy: check
              check_cols: all
      `,
    },
  ],
};
