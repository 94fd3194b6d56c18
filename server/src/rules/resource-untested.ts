import type { Entity, Workspace } from '../model/workspace';
import type { Rule } from '../model/rule';
import { addColumnTests, declarationOf, describedDatasets, editFix } from './shared/dbt';

export const rule: Rule = {
  id: 'resource-untested',
  group: 'testing',
  severity: 'off',
  certainty: 'resolved',
  summary: 'A model without any data test',
  why: 'Nothing tells when its data is wrong. Tests in property files and singular tests that read the model count.',
  sources: ['dbt-project-evaluator fct_test_coverage', 'dbt-bouncer MO041', 'dbt-checkpoint check-model-has-tests'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (ws.checks(entity.id).length > 0) continue;
      if (ws.referrers(entity.id).some(r => r.from !== null && /^dbt\.(test|unit_test)$/.test(ws.entity(r.from)?.type ?? ''))) continue;
      yield { rule: this.id, span: declaration.nameSpan ?? declaration.span, message: `'${entity.name}' has no data test`, data: { id: declaration.id, key: keyOf(ws, entity) } };
    }
  },
  fixes(finding, document) {
    const { id, key } = finding.data as { readonly id: string; readonly key: string | null };
    const declaration = declarationOf(document, id);
    return declaration && key !== null ? editFix(document, `Test that '${key}' is unique and not null`, addColumnTests(document, declaration, key, [{ test: 'unique' }, { test: 'not_null' }])) : [];
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
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique
                  - not_null
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

/** The column that is the key of a model by its config, or by its name: `id`, `order_id` of `orders`; null if there is none. */
function keyOf(ws: Workspace, entity: Entity): string | null {
  const own = entity.attributes.uniqueKey;
  if (own) return own.length === 1 ? own[0]! : null;
  const stem = entity.name.toLowerCase().replace(/^(stg|dim|fct|fact|int|mart|base)_+/, '').replace(/ies$/, 'y').replace(/s$/, '');
  return ws.columns(entity.id).columns.find(c => c.name.toLowerCase() === 'id' || c.name.toLowerCase() === `${stem}_id`)?.name ?? null;
}
