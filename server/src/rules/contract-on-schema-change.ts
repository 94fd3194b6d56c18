import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { configOf, declared, headSpan, isInstalled, mayHave } from './shared/nodes';

export const rule: Rule = {
  id: 'contract-on-schema-change',
  group: 'contracts',
  severity: 'error',
  certainty: 'resolved',
  summary: 'An incremental model with a contract lets its columns drift',
  why: 'With an enforced contract `on_schema_change` must be `append_new_columns` or `fail`: with `ignore`, which is the default, or `sync_all_columns` the table could come to differ from the contract. dbt refuses other values, the default included.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/contract', 'dbt ValidationError'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const { declaration, entity } of declared(document, workspace, ['dbt.model'], 'defines')) {
      const change = configOf(entity)['on_schema_change'] ?? 'ignore';
      if (configOf(entity)['on_schema_change'] === undefined && mayHave(entity, 'on_schema_change')) continue;
      if (entity.attributes.contract !== true || entity.attributes.materialized !== 'incremental' || typeof change !== 'string' || change === 'append_new_columns' || change === 'fail') continue;
      yield { rule: this.id, span: headSpan(document, declaration), message: `on_schema_change is '${change}'${configOf(entity)['on_schema_change'] === undefined ? ' by default' : ''}, but with an enforced contract it must be 'append_new_columns' or 'fail'` };
    }
  },
  examples: [
    {
      title: 'ignore',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: integer
        //- models/orders.sql
        {{ config(materialized='incremental', on_schema_change='ignore') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ on_schema_change is 'ignore'
        select 1 as id
      `,
    },
    {
      title: 'fail',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: integer
        //- models/orders.sql
        {{ config(materialized='incremental', on_schema_change='fail') }}
        select 1 as id
      `,
    },
  ],
};
