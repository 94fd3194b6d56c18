import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { editFix } from './shared/dbt';
import { problemData, problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'snapshot-key-missing',
  group: 'testing',
  severity: 'error',
  certainty: 'certain',
  summary: 'A snapshot lacks a config that its strategy needs',
  why: 'dbt refuses the project: a snapshot needs `unique_key` and `strategy`, with `updated_at` for `timestamp` or `check_cols` for `check`. Nothing is said while `dbt_project.yml` configures snapshots.',
  sources: ['https://docs.getdbt.com/docs/build/snapshots', 'dbt ParsingError'],
  about: ['dbt.snapshot'],
  fix: 'suggested',
  check: document => problemsOf(document, 'snapshot-key-missing'),
  fixes(finding, document) {
    const { keys, into } = problemData(finding) as unknown as { keys?: string[]; into?: Path };
    if (!into || keys?.length !== 1 || keys[0] !== 'check_cols') return [];
    return editFix(document, 'Check all columns', [{ op: 'add', path: [...into, 'check_cols'], value: 'all' }]);
  },
  examples: [
    {
      title: 'a strategy without its columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- snapshots/orders.yml
        snapshots:
          - name: orders_history
          #       ^^^^^^^^^^^^^^ needs 'check_cols'
            relation: source('raw', 'orders')
            config:
              unique_key: id
              strategy: check
      `,
      fixed: `
        //- snapshots/orders.yml
        snapshots:
          - name: orders_history
            relation: source('raw', 'orders')
            config:
              unique_key: id
              strategy: check
              check_cols: all
      `,
    },
    {
      title: 'a whole snapshot',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- snapshots/orders.yml
        snapshots:
          - name: orders_history
            relation: source('raw', 'orders')
            config:
              unique_key: id
              strategy: timestamp
              updated_at: changed_at
      `,
    },
  ],
};
