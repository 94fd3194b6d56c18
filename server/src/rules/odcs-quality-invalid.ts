import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'odcs-quality-invalid',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A check in a data contract measures nothing',
  why: 'A metric stands at the wrong level, lacks what it needs to know, or is compared with nothing: tools refuse it or leave it out.',
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/data-quality/'],
  about: ['contract'],
  fix: 'suggested',
  check: document => problemsOf(document, 'odcs-quality-invalid'),
  fixes: mend,
  examples: [
    {
      title: 'no operator, the wrong level, bounds the wrong way round',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            quality:
              - metric: nullValues
                #       ^^^^^^^^^^ 'nullValues' is about a column
                mustBe: 0
            properties:
              - name: amount
                quality:
                  - metric: nullValues
                    #       ^^^^^^^^^^ is compared with nothing
                  - type: sql
                    query: select 1
                    mustBeBetween: [9, 1]
                    #              ^^^^^^ The smaller bound comes first
      `,
    },
    {
      title: 'bounds the wrong way round',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            quality:
              - metric: rowCount
                mustBeBetween: [9, 1]
                #              ^^^^^^ The smaller bound comes first
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
            quality:
              - metric: rowCount
                mustBeBetween: [1, 9]
      `,
    },
    {
      title: 'sound checks',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            quality:
              - metric: rowCount
                mustBeGreaterThan: 0
              - metric: duplicateValues
                mustBe: 0
                arguments: {properties: [id, shop]}
            properties:
              - name: id
                quality:
                  - metric: nullValues
                    mustBe: 0
              - name: shop
      `,
    },
  ],
};
