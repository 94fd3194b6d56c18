import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix } from './shared/dbt';

export const rule: Rule = {
  id: 'constraint-not-supported',
  group: 'contracts',
  severity: 'information',
  certainty: 'resolved',
  summary: 'Constraints that nothing enforces',
  why: 'dbt leaves constraints out when the contract of the model is not enforced, and for views and ephemeral models. They look like a promise but nobody keeps it: a data test does.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/constraints', 'dbt UnsupportedConstraintMaterialization'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const ofModel = declaration.attributes.more?.['constraints'];
      const column = declaration.columns.find(c => (c.constraints?.length ?? 0) > 0);
      const onModel = Array.isArray(ofModel) && ofModel.length > 0;
      if (!onModel && !column) continue;
      const { materialized, contract } = entity.attributes;
      const span = onModel ? (declaration.nameSpan ?? declaration.span) : column!.nameSpan;
      if (contract === false) yield { rule: this.id, span, message: `dbt leaves these constraints out: the contract of '${entity.name}' is not enforced`, data: { enforce: declaration.path } };
      else if (materialized === 'view' || materialized === 'ephemeral') yield { rule: this.id, span, message: `Constraints are not enforced on ${materialized === 'view' ? 'a view' : 'an ephemeral model'}: test instead`, data: { remove: onModel ? [...declaration.path, 'constraints'] : column!.path ? [...column!.path, 'constraints'] : null } };
    }
  },
  fixes(finding, document) {
    const { enforce, remove } = finding.data as { readonly enforce?: Path; readonly remove?: Path | null };
    if (enforce) return editFix(document, 'Enforce the contract', [{ op: 'set', path: [...enforce, 'config', 'contract', 'enforced'], value: true }]);
    return remove ? editFix(document, 'Remove the constraints', [{ op: 'remove', path: remove }]) : [];
  },
  examples: [
    {
      title: 'constraints without a contract, and on a view',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        {{ config(materialized='table') }}
        select day from {{ source('raw', 'sales') }}
        //- models/days.sql
        select day from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            columns:
              - name: day
              #       ^^^ the contract of 'sales' is not enforced
                data_type: date
                constraints:
                  - type: not_null
          - name: days
            config:
              contract: {enforced: true}
            columns:
              - name: day
              #       ^^^ not enforced on a view
                data_type: date
                constraints:
                  - type: not_null
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            columns:
              - name: day
                data_type: date
                constraints:
                  - type: not_null
            config:
              contract:
                enforced: true
          - name: days
            config:
              contract: {enforced: true}
            columns:
              - name: day
                data_type: date
      `,
    },
    {
      title: 'a table with an enforced contract',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        {{ config(materialized='table') }}
        select day from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            config:
              contract: {enforced: true}
            columns:
              - name: day
                data_type: date
                constraints:
                  - type: not_null
      `,
    },
  ],
};
