import type { Rule } from '../model/rule';
import { describedDatasets } from './shared/dbt';
import { familyOf, type TypeFamily } from './shared/types';

const CONVENTIONS: readonly (readonly [RegExp, readonly TypeFamily[], string])[] = [
  [/^(is|has)_/i, ['boolean'], 'boolean'],
  [/_at$/i, ['timestamp'], 'timestamp'],
  [/_date$/i, ['date'], 'date'],
];

export const rule: Rule = {
  id: 'name-type-convention',
  group: 'naming',
  severity: 'off',
  certainty: 'resolved',
  summary: "A column's name promises another type than it has",
  why: 'Readers take `is_…` for a boolean, `…_at` for a timestamp and `…_date` for a date. Only columns whose type a cast or a declaration tells are compared.',
  sources: ['https://docs.getdbt.com/best-practices/how-we-style/1-how-we-style-our-dbt-models', 'dbt-bouncer CA008, CA010', 'dbt-checkpoint check-column-name-contract'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      for (const column of declaration.columns) {
        const type = ws.column(entity.id, column.name)?.type ?? null;
        const family = familyOf(type);
        const said = CONVENTIONS.find(([pattern]) => pattern.test(column.name));
        if (said && family !== null && !said[1].includes(family)) yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' reads like a ${said[2]}, but is ${type!}` };
      }
    }
  },
  examples: [
    {
      title: 'a flag that is a number',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(paid as integer) as is_paid, cast(sent as date) as sent_at from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: is_paid
              #       ^^^^^^^ reads like a boolean, but is integer
              - name: sent_at
              #       ^^^^^^^ reads like a timestamp, but is date
      `,
    },
    {
      title: 'names that hold what they promise, and an unknown type',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(paid as boolean) as is_paid, cast(sent as timestamp) as sent_at, has_gift from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: is_paid
              - name: sent_at
              - name: has_gift
      `,
    },
  ],
};
