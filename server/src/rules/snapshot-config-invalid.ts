import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'snapshot-config-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A config of a snapshot contradicts its strategy',
  why: '`check_cols` is a list of columns or the word `all` and belongs to the strategy `check` alone; a snapshot is always materialized as `snapshot`. dbt refuses anything else.',
  sources: ['https://docs.getdbt.com/docs/build/snapshots', 'dbt ValidationError'],
  about: ['dbt.snapshot'],
  fix: 'suggested',
  check: document => problemsOf(document, 'snapshot-config-invalid'),
  fixes(finding, document): readonly Fix[] {
    const { path, text } = told(finding);
    const key = text('key');
    if (!path || key === null) return [];
    if (key === 'check_cols' && !finding.message.includes('takes no')) return [];
    return [edit(document, `Remove '${key}'`, [{ op: 'remove', path }])];
  },
  examples: [
    {
      title: 'columns to check beside a timestamp',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id, current_timestamp as changed_at
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: ref('orders')
            config:
              unique_key: id
              strategy: timestamp
              updated_at: changed_at
              check_cols: [id]
              ^^^^^^^^^^ The timestamp strategy takes no 'check_cols'
      `,
      fixed: `
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: ref('orders')
            config:
              unique_key: id
              strategy: timestamp
              updated_at: changed_at
      `,
    },
    {
      title: 'columns to check',
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
