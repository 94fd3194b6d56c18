import { type Found, pattern } from '../text/pattern';
import type { Rule } from '../model/rule';
import { addColumnTests, describedDatasets, editFix, fold, listed } from './shared/dbt';

export const rule: Rule = {
  id: 'required-test-by-pattern',
  group: 'testing',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A column lacks a test that the project asks for',
  why: 'The setting `quality.requiredTests` says which tests columns must have, by a regular expression for their names: `{"_id$": ["not_null"]}`. A check of any tool counts. Without the setting nothing is said.',
  sources: ['dbt-bouncer CA011, MO053'],
  about: ['dbt.model', 'dbt.source', 'dbt.seed', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    const wanted = Object.entries(ws.settings.requiredTests).flatMap(([source, tests]) => {
      const found: Found | null = pattern(source);
      return found ? [{ found, tests, source }] : [];
    });
    if (wanted.length === 0) return;
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.source', 'dbt.seed', 'dbt.snapshot'])) {
      const checks = ws.checks(entity.id);
      for (const column of declaration.columns) {
        if (!column.path) continue;
        const missing = wanted.flatMap(w => (w.found(column.name) ? w.tests : [])).filter((t, i, all) => all.indexOf(t) === i && !checks.some(c => (c.check.test === t || c.check.assertion === t) && c.check.columns.some(n => fold(n) === fold(column.name))));
        if (missing.length > 0) yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' needs the ${missing.length === 1 ? 'test' : 'tests'} ${listed(missing)}`, data: { id: declaration.id, column: column.name, missing } };
      }
    }
  },
  fixes(finding, document) {
    const { id, column, missing } = finding.data as { readonly id: string; readonly column: string; readonly missing: readonly string[] };
    const declaration = document.facts.declarations.find(d => d.id === id && d.path !== null);
    // Only tests without arguments can be written without asking.
    const plain = missing.filter(t => t === 'not_null' || t === 'unique');
    if (!declaration?.path || plain.length < missing.length) return [];
    return editFix(document, `Add ${listed(plain)}`, addColumnTests(document, { ...declaration, path: declaration.path, columns: declaration.columns }, column, plain.map(test => ({ test }))));
  },
  settings: { requiredTests: { '_id$': ['not_null'], '^email': ['dbt_utils.not_empty_string'] } },
  examples: [
    {
      title: 'keys must not be null',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select order_id, amount from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: order_id
              #       ^^^^^^^^ 'order_id' needs the test 'not_null'
              - name: amount
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: order_id
                data_tests:
                  - not_null
              - name: amount
      `,
    },
    {
      title: 'the test is there',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select order_id, amount from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: order_id
                data_tests: [not_null]
              - name: amount
      `,
    },
  ],
};
