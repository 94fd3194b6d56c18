import type { Rule } from '../model/rule';
import { describedDatasets, fold } from './shared/dbt';

export const rule: Rule = {
  id: 'test-scans-large-table',
  group: 'performance',
  severity: 'off',
  certainty: 'advice',
  summary: 'A uniqueness test reads the whole of an incremental model',
  why: 'The model is incremental because it is large, and the test sorts all of it on every run. A `where` on recent rows finds the same mistakes for less.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/where', 'dbt-bouncer TE003'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.materialized !== 'incremental') continue;
      for (const check of document.facts.checks) {
        if (!check.path || !declaration.path.every((p, i) => p === check.path![i]) || !check.enabled || check.config['where']) continue;
        if (check.assertion !== 'unique' && check.assertion !== 'unique_combination') continue;
        yield { rule: this.id, span: check.testSpan, message: `This reads all of '${fold(entity.name)}', which is incremental: add a where for recent rows` };
      }
    }
  },
  examples: [
    {
      title: 'unique on an incremental model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental') }}
        select id, at from {{ source('raw', 'events') }}
        //- models/schema.yml
        models:
          - name: events
            columns:
              - name: id
                data_tests:
                  - unique
                  # ^^^^^^ This reads all of 'events'
      `,
    },
    {
      title: 'recent rows, and a table',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental') }}
        select id, at from {{ source('raw', 'events') }}
        //- models/shops.sql
        {{ config(materialized='table') }}
        select id from {{ source('raw', 'shops') }}
        //- models/schema.yml
        models:
          - name: events
            columns:
              - name: id
                data_tests:
                  - unique:
                      config: {where: "at > current_date - 7"}
          - name: shops
            columns:
              - name: id
                data_tests: [unique]
      `,
    },
  ],
};
