import type { Check, Path } from '../model/facts';
import type { EditOperation } from '../model/format';
import type { Rule } from '../model/rule';
import { addColumnTests, describedDatasets, editFix, isTested } from './shared/dbt';

const OF_COLUMNS = ['unique', 'not_null', 'accepted_values', 'relationships'];

export const rule: Rule = {
  id: 'test-at-wrong-level',
  group: 'testing',
  severity: 'information',
  certainty: 'certain',
  summary: 'A test stands at the wrong level of its entry',
  why: 'A combination of one column is a plain `unique` of that column, where readers look for it. And `unique`, `not_null`, `accepted_values` and `relationships` among the tests of a model need `column_name`; without it the test fails with an error.',
  sources: ['dbt-score single_column_uniqueness_at_column_level'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    const byHolder = new Map<string, Check[]>();
    for (const check of document.facts.checks) {
      if (check.assertion !== 'unique_combination' && (check.columns.length > 0 || !OF_COLUMNS.includes(check.test))) continue;
      const holder = JSON.stringify(check.path?.slice(0, -2) ?? null);
      const list = byHolder.get(holder);
      if (list) list.push(check);
      else byHolder.set(holder, [check]);
    }
    if (byHolder.size === 0) return;
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.source'])) {
      for (const check of byHolder.get(JSON.stringify(declaration.path)) ?? []) {
        if (!check.path) continue;
        const configured = ['where', 'severity', 'warn_if', 'error_if', 'limit', 'tags', 'meta'].some(c => check.config[c] !== undefined);
        if (check.assertion === 'unique_combination' && check.columns.length === 1 && /^\w+$/.test(check.columns[0]!)) {
          const column = check.columns[0]!;
          yield { rule: this.id, span: check.testSpan, message: `This is about '${column}' alone: test that column with unique`, data: { id: declaration.id, path: check.path, column: configured ? null : column, tested: isTested(ws.checks(entity.id), 'unique', column) } };
        } else if (OF_COLUMNS.includes(check.test) && check.columns.length === 0 && check.arguments['column_name'] === undefined) {
          yield { rule: this.id, span: check.testSpan, message: `'${check.test}' tests a column: move it to one, or give column_name`, data: { id: declaration.id, path: check.path, column: null, tested: false } };
        }
      }
    }
  },
  fixes(finding, document) {
    const { id, path, column, tested } = finding.data as { id: string; path: Path; column: string | null; tested: boolean };
    const declaration = document.facts.declarations.find(d => d.id === id && d.path !== null);
    if (!declaration?.path || column === null) return [];
    const list = document.facts.checks.filter(c => c.path && c.path.length === path.length && path.slice(0, -1).every((p, i) => p === c.path![i]));
    const operations: EditOperation[] = [{ op: 'remove', path: list.length === 1 ? path.slice(0, -1) : path }];
    return editFix(document, `Test '${column}' with unique`, tested ? operations : [...addColumnTests(document, { ...declaration, columns: declaration.columns, path: declaration.path }, column, [{ test: 'unique' }]), ...operations]);
  },
  examples: [
    {
      title: 'a combination of one column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            data_tests:
              - dbt_utils.unique_combination_of_columns:
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ about 'id' alone
                  combination_of_columns: [id]
            columns:
              - name: id
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique
      `,
    },
    {
      title: 'two columns, and a column by its name',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, day from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            data_tests:
              - dbt_utils.unique_combination_of_columns:
                  combination_of_columns: [id, day]
              - unique:
                  column_name: "id || day"
      `,
    },
  ],
};
