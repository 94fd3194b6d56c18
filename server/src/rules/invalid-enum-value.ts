import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { setTo } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-enum-value',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A value is none of those allowed',
  why: 'dbt refuses the file, or the run fails once it comes to the value. Values with Jinja are unknown here and pass; so do materializations and strategies, since packages and projects can add their own. A warning where dbt only notices at run time.',
  sources: ['https://docs.getdbt.com/reference/configs-and-properties', 'dbt InvalidAccessTypeError, InvalidFieldValue, SchemaConfigError'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'invalid-enum-value'),
  fixes(finding, document) {
    const { path, texts, value } = told(finding);
    const near = [...texts('near'), ...texts('nearest')].slice(0, 1);
    const allowed = Array.isArray(value('allowed')) ? (value('allowed') as (string | number | boolean)[]) : [];
    const first = allowed.filter(v => near.includes(String(v)));
    return setTo(document, path, finding.span, [...first, ...allowed.filter(v => !first.includes(v))].slice(0, 8), near.length > 0);
  },
  examples: [
    {
      title: 'a misspelt access',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              access: protcted # for now
              #       ^^^^^^^^ 'protcted' is no access
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              access: protected # for now
      `,
    },
    {
      title: 'in a model',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(materialized='incremental', on_schema_change='fial') }}
        --                                                     ^^^^^^ 'fial' is no on_schema_change
        select 1 as id
      `,
      fixed: `
        //- models/orders.sql
        {{ config(materialized='incremental', on_schema_change='fail') }}
        select 1 as id
      `,
    },
    {
      title: 'a materialization of a package',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(materialized='materialized_by_a_package') }}
        select 1 as id
      `,
    },
  ],
};
