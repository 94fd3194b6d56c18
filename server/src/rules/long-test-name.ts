import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';

/** dbt cuts longer names and puts a hash at their end. */
const LONGEST = 63;

export const rule: Rule = {
  id: 'long-test-name',
  group: 'naming',
  severity: 'off',
  certainty: 'certain',
  summary: 'The generated name of a test is so long that dbt cuts it',
  why: 'Names of 64 characters and more are cut and end in a hash, in logs, in `--select` and as the name of the table with failures. A `name` of your own is easier to find.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests#define-a-custom-name-for-one-test'],
  about: ['dbt'],
  fix: 'none',
  *check(document) {
    if (!isOwnFile(document)) return;
    const seen = new Set<string>();
    for (const check of document.facts.checks) {
      const { generatedName } = check.config;
      const path: Path | null = check.path;
      if (check.name !== null || path === null || typeof generatedName !== 'string' || generatedName.length <= LONGEST || seen.has(String(check.testSpan.start))) continue;
      seen.add(String(check.testSpan.start));
      yield { rule: this.id, span: check.testSpan, message: `The name of this test has ${generatedName.length} characters, so dbt cuts it: give it a name` };
    }
  },
  examples: [
    {
      title: 'a test with many values',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select status from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                  # ^^^^^^^^^^^^^^^ so dbt cuts it
                      values: [placed, shipped, returned, completed, return_pending, lost]
      `,
    },
    {
      title: 'a short one, and one with a name',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select status from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - not_null
                  - accepted_values:
                      name: order_status_is_known
                      values: [placed, shipped, returned, completed, return_pending, lost]
      `,
    },
  ],
};
