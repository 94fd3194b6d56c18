import type { Declaration, Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { addColumnTests, addDatasetTest, configOf, describedDatasets, hasUniquenessTest, listed, packagesOf } from './shared/dbt';

interface Data {
  readonly id: string;
  readonly columns: readonly string[];
}

export const rule: Rule = {
  id: 'incremental-key-untested',
  group: 'testing',
  severity: 'hint',
  certainty: 'resolved',
  summary: "An incremental model trusts a `unique_key` that no test checks",
  why: 'dbt merges new rows by `unique_key` and never checks that it is unique. If it is not, a merge fails on some warehouses and on others leaves or multiplies rows without a word. Any test about uniqueness on the model counts.',
  sources: ['https://docs.getdbt.com/docs/build/incremental-models', 'dbt-bouncer MO011'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const columns = entity.attributes.uniqueKey ?? [];
      const strategy = configOf(entity, 'incremental_strategy');
      if (entity.attributes.materialized !== 'incremental' || columns.length === 0 || !columns.every(c => /^[\w$]+$/.test(c))) continue;
      if (strategy === 'append' || strategy === 'insert_overwrite' || strategy === 'microbatch') continue;
      if (hasUniquenessTest(ws.checks(entity.id))) continue;
      const entry = columns.length === 1 ? declaration.columns.find(c => c.name.toLowerCase() === columns[0]!.toLowerCase()) : undefined;
      if (entry?.constraints?.some(c => c === 'unique' || c === 'primary_key')) continue;
      yield {
        rule: this.id, span: entry?.nameSpan ?? declaration.nameSpan ?? declaration.span,
        message: `Rows of '${entity.name}' are merged by unique_key ${listed(columns, 5)}, but no test checks that it is unique`,
        data: { id: declaration.id, columns } satisfies Data,
      };
    }
  },
  fixes(finding, document) {
    const { id, columns } = finding.data as Data;
    const declaration = document.facts.declarations.find((d): d is Declaration & { path: Path } => d.id === id && d.path !== null);
    if (!declaration || (columns.length > 1 && !packagesOf(document).has('dbt_utils'))) return [];
    const operations =
      columns.length === 1
        ? addColumnTests(document, declaration, columns[0]!, [{ test: 'unique' }])
        : [addDatasetTest(document, declaration.path, { test: 'dbt_utils.unique_combination_of_columns', arguments: { combination_of_columns: columns } })];
    return [{ title: `Test that ${listed(columns, 5)} ${columns.length === 1 ? 'is' : 'are together'} unique`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations }] }];
  },
  examples: [
    {
      title: 'a key nobody tests',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental', unique_key='event_id') }}
        select event_id, at from {{ source('raw', 'events') }}
        //- models/schema.yml
        models:
          - name: events
            columns:
              - name: event_id
              #       ^^^^^^^^ no test checks that it is unique
                data_tests: [not_null]
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: events
            columns:
              - name: event_id
                data_tests: [not_null, unique]
      `,
    },
    {
      title: 'a tested key, and a strategy that has none',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental', unique_key='event_id') }}
        select event_id, at from {{ source('raw', 'events') }}
        //- models/days.sql
        {{ config(materialized='incremental', unique_key='day', incremental_strategy='insert_overwrite') }}
        select day, event_id from {{ source('raw', 'events') }}
        //- models/schema.yml
        models:
          - name: events
            columns:
              - name: event_id
                data_tests: [unique]
          - name: days
      `,
    },
  ],
};
