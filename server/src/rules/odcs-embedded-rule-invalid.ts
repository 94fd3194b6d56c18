import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'odcs-embedded-rule-invalid',
  group: 'contracts',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A check of another tool inside a data contract is not sound there',
  why: 'The contract is valid, but the tool that runs the check will refuse it.',
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/data-quality/'],
  about: ['contract'],
  fix: 'suggested',
  check: document => problemsOf(document, 'odcs-embedded-rule-invalid'),
  fixes: mend,
  examples: [
    {
      title: 'an argument that Great Expectations does not know',
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
              - type: custom
                engine: greatExpectations
                implementation:
                  type: expect_table_row_count_to_be_between
                  kwargs:
                    minValue: 1
                    ^^^^^^^^ 'minValue' is not an argument
                    max_value: 9
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
              - type: custom
                engine: greatExpectations
                implementation:
                  type: expect_table_row_count_to_be_between
                  kwargs:
                    min_value: 1
                    max_value: 9
      `,
    },
    {
      title: 'a sound one',
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
              - type: custom
                engine: soda
                implementation: row_count > 0
      `,
    },
  ],
};
