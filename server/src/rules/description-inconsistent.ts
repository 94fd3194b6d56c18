import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix } from './shared/dbt';
import { inheritedDescription } from './shared/inherited';

export const rule: Rule = {
  id: 'description-inconsistent',
  group: 'documentation',
  severity: 'off',
  certainty: 'resolved',
  summary: 'A copied column is described in other words than the column it copies',
  why: 'Two texts about one thing drift apart. Copy the text, or write it once as a docs block. Compared along the column lineage, without white space.',
  sources: ['dbt-bouncer MO019', 'dbt-checkpoint unify-column-description'],
  about: ['dbt.model', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.snapshot'])) {
      for (const column of declaration.columns) {
        const own = column.description?.trim();
        if (!column.path || !own || !column.descriptionSpan) continue;
        const found = inheritedDescription(ws, entity.id, column.name);
        if (!found || plain(found.description) === plain(own)) continue;
        const from = `${ws.entity(found.dataset)?.name ?? ''}.${found.column}`;
        yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' is a copy of ${from}, which is described in other words`, data: { path: column.path, description: found.description, from } };
      }
    }
  },
  fixes(finding, document) {
    const { path, description, from } = finding.data as { path: Path; description: string; from: string };
    return editFix(document, `Copy the description of ${from}`, [{ op: 'set', path: [...path, 'description'], value: description }]);
  },
  examples: [
    {
      title: 'two texts for one column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select oid from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select oid from {{ ref('stg_orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: oid
                description: Number of the order
          - name: orders
            columns:
              - name: oid
              #       ^^^ which is described in other words
                description: The id
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: oid
                description: Number of the order
          - name: orders
            columns:
              - name: oid
                description: Number of the order
      `,
    },
    {
      title: 'the same text',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select oid from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select oid from {{ ref('stg_orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: oid
                description: Number of the order
          - name: orders
            columns:
              - name: oid
                description: "Number of the order"
      `,
    },
  ],
};
