import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'odcs-shape',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A data contract does not have the form that its standard asks for',
  why: "Tools refuse a contract with unknown keys, wrong kinds of value or links that don't fit; what they only pass over is a warning. Holds for the Open Data Contract Standard and the Data Contract Specification.",
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/', 'https://datacontract.com'],
  about: ['contract'],
  fix: 'suggested',
  check: document => problemsOf(document, 'odcs-shape'),
  fixes: mend,
  examples: [
    {
      title: 'an unknown key, and a link with too few columns',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            descripton: One row per order.
            ^^^^^^^^^^ did you mean \`description\`?
            properties:
              - name: id
              - name: shop
            relationships:
              - from: [orders.id, orders.shop]
                to: [items.order_id]
                #   ^^^^^^^^^^^^^^^^ 'from' has 2 columns, 'to' has 1
      `,
    },
    {
      title: 'a misspelt key',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            descripton: One row per order. # why
            ^^^^^^^^^^ did you mean \`description\`?
      `,
      fixed: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            description: One row per order. # why
      `,
    },
    {
      title: 'a sound contract',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            properties:
              - name: id
                logicalType: integer
                primaryKey: true
                required: true
      `,
    },
  ],
};
