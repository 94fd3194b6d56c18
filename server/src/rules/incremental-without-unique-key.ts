import type { Rule } from '../model/rule';
import { configOf, isDynamic, isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'incremental-without-unique-key',
  group: 'testing',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'An incremental model merges without a `unique_key`',
  why: 'With the strategy `merge` or `delete+insert` but without `unique_key`, dbt only appends: rows that come again, after a retry or with an overlap, are there twice. Say `incremental_strategy: append` if that is meant.',
  sources: ['https://docs.getdbt.com/docs/build/incremental-strategy'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.model' || declaration.role !== 'defines') continue;
      const entity = ws.entity(declaration.id);
      if (!entity?.enabled || entity.attributes.materialized !== 'incremental') continue;
      if ((entity.attributes.uniqueKey ?? []).length > 0 || configOf(entity, 'unique_key') !== null || isDynamic(entity, 'unique_key') || isDynamic(entity, 'incremental_strategy')) continue;
      const strategy = configOf(entity, 'incremental_strategy');
      if (strategy !== 'merge' && strategy !== 'delete+insert') continue;
      const at = document.text.indexOf('incremental_strategy');
      const span = at < 0 ? { start: 0, end: Math.min(document.text.length, Math.max(0, document.text.search(/\r|\n|$/))) } : { start: at, end: at + 'incremental_strategy'.length };
      yield { rule: this.id, span, message: `'${strategy}' without unique_key only appends: rows that come again are there twice` };
    }
  },
  examples: [
    {
      title: 'a merge by nothing',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental', incremental_strategy='merge') }}
        --                                    ^^^^^^^^^^^^^^^^^^^^ 'merge' without unique_key only appends
        select event_id, at from {{ source('raw', 'events') }}
      `,
    },
    {
      title: 'a key, and a plain append',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/events.sql
        {{ config(materialized='incremental', incremental_strategy='merge', unique_key='event_id') }}
        select event_id, at from {{ source('raw', 'events') }}
        //- models/log.sql
        {{ config(materialized='incremental', incremental_strategy='append') }}
        select event_id, at from {{ source('raw', 'events') }}
      `,
    },
  ],
};
