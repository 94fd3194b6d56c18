import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';
import { layerOf } from './shared/layers';

export const rule: Rule = {
  id: 'layering',
  group: 'performance',
  severity: 'off',
  certainty: 'advice',
  summary: 'A model reads from a layer it should not read from',
  why: 'Raw data is cleaned once, in a staging model, and everything else builds on that: a mart that reads a source cleans it again, in its own way, and a staging model that reads a mart makes a circle of layers. Layers are told by folder and name, as in dbt\'s guide to project structure.',
  sources: ['https://docs.getdbt.com/best-practices/how-we-structure/1-guide-overview', 'dbt-project-evaluator fct_marts_or_intermediate_dependent_on_source, fct_staging_dependent_on_marts_or_intermediate, fct_staging_dependent_on_staging, fct_direct_join_to_source'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const reference of document.facts.references) {
      if (reference.role !== 'reads' || reference.from === null) continue;
      const reader = ws.entity(reference.from);
      if (reader?.type !== 'dbt.model') continue;
      const layer = layerOf(reader);
      const resolution = ws.resolve(reference, document.path);
      if (layer === null || resolution.kind !== 'one') continue;
      const { entity } = resolution;
      if (entity.type === 'dbt.source' && layer !== 'staging') {
        yield { rule: this.id, span: reference.span, message: `A ${layer === 'mart' ? 'mart' : 'model between the layers'} reads the source '${entity.name}': read a staging model of it` };
      } else if (entity.type === 'dbt.model' && layer === 'staging') {
        const other = layerOf(entity);
        if (other === 'mart' || other === 'intermediate') yield { rule: this.id, span: reference.span, message: `A staging model reads '${entity.name}', which is built on staging models` };
      }
    }
  },
  examples: [
    {
      title: 'a mart on a source, and staging on a mart',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
        //- models/marts/sales.sql
        select id from {{ source('raw', 'orders') }}
        --                               ^^^^^^ A mart reads the source 'orders'
        //- models/staging/stg_sales.sql
        select id from {{ ref('sales') }}
        --                     ^^^^^ A staging model reads 'sales'
      `,
    },
    {
      title: 'layer by layer',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
        //- models/staging/stg_orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/marts/sales.sql
        select id from {{ ref('stg_orders') }}
        //- models/other.sql
        select id from {{ source('raw', 'orders') }}
      `,
    },
  ],
};
