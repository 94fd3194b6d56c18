import type { Check, Path } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView } from '../model/workspace';
import { argumentPath, editFix, isOwnFile } from './shared/dbt';

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
  fix: 'suggested',
  *check(document) {
    if (!isOwnFile(document)) return;
    const seen = new Set<string>();
    for (const check of document.facts.checks) {
      const { generatedName } = check.config;
      const path: Path | null = check.path;
      if (check.name !== null || path === null || typeof generatedName !== 'string' || generatedName.length <= LONGEST || seen.has(String(check.testSpan.start))) continue;
      seen.add(String(check.testSpan.start));
      yield { rule: this.id, span: check.testSpan, message: `The name of this test has ${generatedName.length} characters, so dbt cuts it: give it a name`, data: shortName(document, check, generatedName) };
    }
  },
  fixes(finding, document) {
    const data = finding.data as { readonly path: Path; readonly name: string } | null;
    return data ? editFix(document, `Call it '${data.name}'`, [{ op: 'add', path: data.path, value: data.name }]) : [];
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
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      values: [placed, shipped, returned, completed, return_pending, lost]
                      name: accepted_values_orders_status
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

/** Where a name goes and what it may be: the generated one as far as the column. Null for a test that has no mapping of its own. */
function shortName(document: DocumentView, check: Check, generated: string): { readonly path: Path; readonly name: string } | null {
  if (!/:\s/.test(document.text.slice(check.testSpan.end, check.testSpan.end + 2))) return null;
  const at = argumentPath(document, check, 'name')?.filter(p => p !== 'arguments');
  const column = check.columns[0];
  const until = column === undefined ? -1 : generated.indexOf(`_${column}_`);
  const name = generated.slice(0, until > 0 ? until + column!.length + 1 : LONGEST);
  return at && name.length <= LONGEST ? { path: at, name } : null;
}
