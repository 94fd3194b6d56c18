import type { Rule } from '../model/rule';
import { declarationOf, describedDatasets, editFix } from './shared/dbt';

export const rule: Rule = {
  id: 'public-model-without-contract',
  group: 'contracts',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A public model has no enforced contract',
  why: 'Other projects build on a public model. Without an enforced contract its columns can change or go without anybody being told. Only models whose own entry says `access: public` are reported.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-access', 'dbt-project-evaluator fct_public_models_without_contract', 'dbt-bouncer MO002'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (declaration.attributes.config?.['access'] !== 'public' || entity.attributes.contract !== false) continue;
      const untyped = declaration.columns.filter(c => c.type === null).length;
      const todo = declaration.columns.length === 0 ? '; list its columns with their types' : untyped > 0 ? `; ${untyped} of its columns lack a type` : '';
      yield { rule: this.id, span: declaration.nameSpan ?? declaration.span, message: `'${entity.name}' is public but has no enforced contract${todo}`, data: { id: declaration.id, ready: todo === '' } };
    }
  },
  fixes(finding, document) {
    const { id, ready } = finding.data as { id: string; ready: boolean };
    const declaration = declarationOf(document, id);
    return declaration && ready ? editFix(document, 'Enforce its contract', [{ op: 'set', path: [...declaration.path, 'config', 'contract', 'enforced'], value: true }]) : [];
  },
  examples: [
    {
      title: 'a public model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
          #       ^^^^^ 'sales' is public but has no enforced contract
            config:
              access: public
            columns:
              - name: day
                data_type: date
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            config:
              access: public
              contract:
                enforced: true
            columns:
              - name: day
                data_type: date
      `,
    },
    {
      title: 'a public model with a contract, and a protected one',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day from {{ source('raw', 'sales') }}
        //- models/days.sql
        select day from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            config:
              access: public
              contract:
                enforced: true
            columns:
              - name: day
                data_type: date
          - name: days
      `,
    },
  ],
};
