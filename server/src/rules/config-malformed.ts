import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'config-malformed',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A configuration can not be read',
  why: '`config` in a model takes names with values, or one dictionary. A key with a hyphen and the same with an underscore (`pre-hook`, `pre_hook`) are one config and may not both be there.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/config', 'dbt InlineModelConfigError, ConflictingConfigKeysError'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'config-malformed'),
  examples: [
    {
      title: 'a value without a name',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config('table') }}
        -- ^^^^^^^^^^^^^^^ config takes names with values
        select 1 as id
      `,
    },
    {
      title: 'names and a dictionary',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(materialized='table') }}
        {{ config({'tags': ['daily']}) }}
        select 1 as id
      `,
    },
  ],
};
