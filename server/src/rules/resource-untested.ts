import type { Rule } from '../model/rule';
import { describedDatasets } from './shared/dbt';

export const rule: Rule = {
  id: 'resource-untested',
  group: 'testing',
  severity: 'off',
  certainty: 'resolved',
  summary: 'A model without any data test',
  why: 'Nothing tells when its data is wrong. Tests in property files and singular tests that read the model count.',
  sources: ['dbt-project-evaluator fct_test_coverage', 'dbt-bouncer MO041', 'dbt-checkpoint check-model-has-tests'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (ws.checks(entity.id).length > 0) continue;
      if (ws.referrers(entity.id).some(r => r.from !== null && /^dbt\.(test|unit_test)$/.test(ws.entity(r.from)?.type ?? ''))) continue;
      yield { rule: this.id, span: declaration.nameSpan ?? declaration.span, message: `'${entity.name}' has no data test` };
    }
  },
  examples: [
    {
      title: 'no test at all',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
          #       ^^^^^^ 'orders' has no data test
      `,
    },
    {
      title: 'a test of a column, and a singular test',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/lines.sql
        select id from {{ source('raw', 'lines') }}
        //- tests/no_orphans.sql
        select id from {{ ref('lines') }} where id is null
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests: [unique]
          - name: lines
      `,
    },
  ],
};
