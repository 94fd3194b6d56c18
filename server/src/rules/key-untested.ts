import type { Declaration, Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { addColumnTests, addDatasetTest, describedDatasets, hasUniquenessTest, isTested, listed, packagesOf } from './shared/dbt';
import { grainOf } from './shared/grain';

interface Data {
  readonly id: string;
  readonly columns: readonly string[];
  readonly missing: readonly string[];
}

export const rule: Rule = {
  id: 'key-untested',
  group: 'testing',
  severity: 'hint',
  certainty: 'resolved',
  summary: "A model's key has no tests that it is unique and never null",
  why: 'Rows that are there twice multiply in every join downstream and make sums wrong; nothing but a test notices. The key is told from a primary key constraint, `unique_key`, the GROUP BY of the query, or a column named after the model. Any test about uniqueness on the model counts, and so does one on several columns.',
  sources: ['https://docs.getdbt.com/docs/build/data-tests', 'dbt-project-evaluator fct_missing_primary_key_tests', 'dbt-bouncer MO042'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const grain = grainOf(ws, entity, declaration);
      if (!grain || grain.kind === 'unique_key' || grain.kind === 'constraint') continue;
      const checks = ws.checks(entity.id);
      const set = ws.columns(entity.id);
      if (!grain.columns.every(c => set.columns.some(k => k.name.toLowerCase() === c.toLowerCase()))) continue;
      const single = grain.columns.length === 1 ? grain.columns[0]! : null;
      const missing: string[] = [];
      if (!hasUniquenessTest(checks)) missing.push(single ? 'unique' : 'dbt_utils.unique_combination_of_columns');
      else if (grain.kind === 'name') continue;
      if (single && !isTested(checks, 'not_null', single) && !checks.some(c => /primary_key|not_null/.test(c.check.test) && c.check.columns.length === 0)) missing.push('not_null');
      if (missing.length === 0 || (missing.length === 1 && missing[0] === 'not_null' && grain.kind === 'group_by')) continue;
      const entry = single ? declaration.columns.find(c => c.name.toLowerCase() === single.toLowerCase()) : undefined;
      const span = entry?.nameSpan ?? declaration.nameSpan ?? declaration.span;
      const message = single
        ? `'${single}' ${grain.kind === 'name' ? 'looks like' : 'is'} the key of '${entity.name}' by ${grain.reason}, but no test checks that it is ${missing.length === 2 ? 'unique and not null' : missing[0] === 'unique' ? 'unique' : 'not null'}`
        : `A row of '${entity.name}' is told by ${listed(grain.columns, 5)} (${grain.reason}), but no test checks that they are unique together`;
      yield { rule: this.id, span, message, data: { id: declaration.id, columns: grain.columns, missing } satisfies Data };
    }
  },
  fixes(finding, document) {
    const { id, columns, missing } = finding.data as Data;
    const declaration = document.facts.declarations.find((d): d is Declaration & { path: Path } => d.id === id && d.path !== null);
    if (!declaration) return [];
    if (columns.length === 1) {
      return [{ title: `Test '${columns[0]!}' with ${missing.join(' and ')}`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: addColumnTests(document, declaration, columns[0]!, missing.map(test => ({ test }))) }] }];
    }
    if (!packagesOf(document).has('dbt_utils')) return [];
    const operations = [addDatasetTest(document, declaration.path, { test: missing[0]!, arguments: { combination_of_columns: columns } })];
    return [{ title: `Test that ${listed(columns, 5)} are unique together`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations }] }];
  },
  examples: [
    {
      title: 'a column named after the model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/dim_customers.sql
        select customer_id, name from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: dim_customers
            columns:
              - name: customer_id
              #       ^^^^^^^^^^^ no test checks that it is unique and not null
              - name: name
                data_tests:
                  - not_null
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: dim_customers
            columns:
              - name: customer_id
                data_tests:
                  - unique
                  - not_null
              - name: name
                data_tests:
                  - not_null
      `,
    },
    {
      title: 'a key of two columns, by GROUP BY',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- models/sales.sql
        select day, shop_id, sum(amount) as amount from {{ source('raw', 'sales') }} group by 1, shop_id
        //- models/schema.yml
        models:
          - name: sales
          #       ^^^^^ told by 'day' and 'shop_id'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            data_tests:
              - dbt_utils.unique_combination_of_columns:
                  arguments:
                    combination_of_columns:
                      - day
                      - shop_id
      `,
    },
    {
      title: 'tested keys, and a model whose key nothing shows',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/dim_customers.sql
        select customer_id, name from {{ source('raw', 'customers') }}
        //- models/events.sql
        select visitor, at from {{ source('raw', 'events') }}
        //- models/schema.yml
        models:
          - name: dim_customers
            columns:
              - name: customer_id
                tests: [unique, not_null]
          - name: events
            columns:
              - name: visitor
      `,
    },
  ],
};
