import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'odcs-unknown-reference',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A data contract names a table or column that it does not have',
  why: 'A link, a promise or a check is about something that is not there. Links into contracts that are not open are not looked at.',
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/references/'],
  about: ['contract'],
  fix: 'suggested',
  check: document => problemsOf(document, 'odcs-unknown-reference'),
  fixes: mend,
  examples: [
    {
      title: 'a link to a column that is not there',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: id
          - name: orders
            properties:
              - name: customer_id
                relationships:
                  - to: customers.idd
                    #             ^^^ 'idd' is not a property of 'customers'
      `,
      fixed: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: id
          - name: orders
            properties:
              - name: customer_id
                relationships:
                  - to: customers.id
      `,
    },
    {
      title: 'links that lead somewhere',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: customers
            id: customers_tbl
            properties:
              - name: id
                id: cust_id
          - name: orders
            properties:
              - name: customer_id
                relationships:
                  - to: customers.id
                  - to: schema/customers_tbl/properties/cust_id
                  - to: other_contract.id
        slaProperties:
          - property: latency
            value: 4
            unit: h
            element: orders.customer_id
      `,
    },
  ],
};
