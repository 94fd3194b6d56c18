import type { Check } from '../model/facts';
import type { Rule } from '../model/rule';
import { sameValue } from '../model/same';
import { isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'duplicate-test',
  group: 'testing',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A test is declared twice',
  why: 'The same test with the same arguments and config on the same column runs twice and costs twice; dbt also refuses two tests that get one name. Names, arguments and configs are compared, so tests that differ in `where` or `severity` are told apart.',
  sources: ['dbt DuplicateResourceNameError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document) {
    if (!isOwnFile(document)) return;
    const seen = new Map<string, Check[]>();
    for (const check of document.facts.checks) {
      if (check.tool !== 'dbt' || check.path === null) continue;
      const group = `${check.targets[0] ?? ''}\n${check.test}\n${check.columns.join(',').toLowerCase()}`;
      const before = seen.get(group) ?? [];
      seen.set(group, [...before, check]);
      // Through an alias the same text is read in several places.
      if (!before.some(b => b.span.start !== check.span.start && sameTest(b, check))) continue;
      const where = check.columns.length === 1 ? ` on '${check.columns[0]!}'` : '';
      yield { rule: this.id, span: check.testSpan, message: `'${check.test}' is declared twice${where}`, tags: ['unnecessary'], data: { path: check.path } };
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
      title: 'tests that differ in their condition',
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
                      config:
                        severity: warn
      `,
    },
  ],
};

function sameTest(a: Check, b: Check): boolean {
  const config = ({ generatedName, alias, ...rest }: Check['config']): unknown => ({ ...rest, generated: [generatedName !== undefined, alias !== undefined] });
  return a.name === b.name && sameValue(a.arguments, b.arguments) && sameValue(config(a.config), config(b.config));
}
