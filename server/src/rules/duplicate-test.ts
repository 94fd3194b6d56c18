import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'duplicate-test',
  group: 'testing',
  severity: 'error',
  certainty: 'certain',
  summary: 'A test is declared twice',
  why: 'dbt names a test after what it tests; two tests with equal name and arguments are one name twice, and it stops with `DuplicateResourceNameError`. Give one of them a `name`, or remove it.',
  sources: ['dbt DuplicateResourceNameError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document) {
    if (!isOwnFile(document)) return;
    const seen = new Map<string, number>();
    for (const check of document.facts.checks) {
      if (check.tool !== 'dbt' || check.path === null || !check.enabled) continue;
      const before = seen.get(check.id);
      // Through an alias the same text is read in several places.
      if (before === undefined || before === check.span.start) {
        seen.set(check.id, check.span.start);
        continue;
      }
      const where = check.columns.length === 1 ? ` on '${check.columns[0]!}'` : '';
      yield { rule: this.id, span: check.testSpan, message: `'${check.test}' is declared twice${where} with the same arguments; dbt refuses both`, tags: ['unnecessary'], data: { path: check.path } };
    }
  },
  fixes: (finding, document) => [
    { title: 'Remove this test', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'remove', path: (finding.data as { path: (string | number)[] }).path }] }] },
  ],
  examples: [
    {
      title: 'the same test twice',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null
                  - unique
                  - not_null
                  # ^^^^^^^^ 'not_null' is declared twice on 'id'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null
                  - unique
      `,
    },
    {
      title: 'a second test with a name of its own',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null:
                      config:
                        where: "status = 'paid'"
                  - not_null:
                      name: every_order_has_an_id
                      config:
                        severity: warn
      `,
    },
  ],
};

