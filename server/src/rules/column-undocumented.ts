import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix } from './shared/dbt';
import { inheritedDescription } from './shared/inherited';

export const rule: Rule = {
  id: 'column-undocumented',
  group: 'documentation',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A column has no description, though the column it is a copy of has one',
  why: 'What a column means is known upstream and lost here. The description is found along the column lineage, so renamed columns inherit too; a computed column inherits nothing.',
  sources: ['dbt-bouncer CA005', 'dbt-osmosis'],
  about: ['dbt.model', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.snapshot'])) {
      for (const column of declaration.columns) {
        if (!column.path || column.description?.trim()) continue;
        const found = inheritedDescription(ws, entity.id, column.name);
        if (!found) continue;
        const from = `${ws.entity(found.dataset)?.name ?? ''}.${found.column}`;
        yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' has no description; ${from}, which it copies, has one`, data: { path: column.path, description: found.description, from } };
      }
    }
  },
  fixes(finding, document) {
    const { path, description, from } = finding.data as { path: Path; description: string; from: string };
    return editFix(document, `Copy the description of ${from}`, [{ op: 'set', path: [...path, 'description'], value: description }]);
  },
  examples: [
    {
      title: 'a renamed column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select id, state from {{ source('raw', 'orders') }}
        //- models/orders.sql
        with o as (select * from {{ ref('stg_orders') }})
        select id as order_id, upper(state) as state from o
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
                description: "Number of the order: counted per shop"
              - name: state
                description: How far it is
          - name: orders
            columns:
              - name: order_id
              #       ^^^^^^^^ stg_orders.id, which it copies, has one
              - name: state
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
                description: "Number of the order: counted per shop"
              - name: state
                description: How far it is
          - name: orders
            columns:
              - name: order_id
                description: "Number of the order: counted per shop"
              - name: state
      `,
    },
    {
      title: 'nothing is described upstream',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select id from {{ ref('stg_orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
          - name: orders
            columns:
              - name: id
      `,
    },
  ],
};
