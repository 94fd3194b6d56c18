import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { editFix, isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'test-never-fails',
  group: 'testing',
  severity: 'information',
  certainty: 'certain',
  summary: 'A test that looks at no rows, or is switched off',
  why: 'A condition that is never true leaves no rows to test, and a disabled test does not run: both look like protection and give none. Say so in a comment, or remove the test.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/where'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document) {
    if (!isOwnFile(document)) return;
    for (const check of document.facts.checks) {
      const where = check.config['where'];
      const empty = typeof where === 'string' && /^\s*\(?\s*(1\s*=\s*0|0\s*=\s*1|1\s*=\s*2|false)\s*\)?\s*$/i.test(where);
      if (empty) yield { rule: this.id, span: check.testSpan, message: `'${check.test}' looks at no rows: its condition is never true`, data: check.path };
      else if (check.config['enabled'] === false) yield { rule: this.id, severity: 'hint', span: check.testSpan, message: `'${check.test}' is switched off`, tags: ['unnecessary'], data: check.path };
    }
  },
  fixes(finding, document) {
    const path = finding.data as Path | null;
    return path ? editFix(document, 'Remove this test', [{ op: 'remove', path }]) : [];
  },
  examples: [
    {
      title: 'a condition that is never true',
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
                  # ^^^^^^^^ looks at no rows
                      config:
                        where: "1 = 0"
                  - unique:
                  # ^^^^^^ is switched off
                      config:
                        enabled: false
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
      `,
    },
    {
      title: 'a real condition',
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
                        where: "day > '2020-01-01'"
                        enabled: true
      `,
    },
  ],
};
