import type { Rule } from '../model/rule';
import { SNOWFLAKE_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'missing-plus-prefix',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A config of dbt_project.yml has no plus before its name',
  why: 'Without `+` a key of a hierarchy may be a folder or a config, and a config with a mapping is taken for a folder and has no effect. dbt deprecates it since 1.10.5 (`MissingPlusPrefixDeprecation`); it says so on BigQuery, Databricks, Redshift and Snowflake, elsewhere it is told as information.',
  sources: ['https://docs.getdbt.com/reference/deprecations#missingplusprefixdeprecation', 'dbt D037'],
  about: ['dbt.project'],
  fix: 'safe',
  check: document => problemsOf(document, 'missing-plus-prefix'),
  fixes(finding, document) {
    const { path, texts, flag } = told(finding);
    const to = texts('nearest')[0];
    // A mapping was taken for a folder so far: with the plus it begins to have an effect.
    return path && to ? [edit(document, `Rename to '${to}'`, [{ op: 'rename', path, to }], !flag('mapping'))] : [];
  },
  examples: [
    {
      title: 'a materialization without plus',
      files: `
        ${SNOWFLAKE_SHOP}
        models:
          shop:
            materialized: table # for all
        #   ^^^^^^^^^^^^ write \`+materialized\`
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        require-dbt-version: ">=1.12.0"
        models:
          shop:
            +materialized: table # for all
      `,
    },
    {
      title: 'a folder named like a config',
      files: `
        ${SNOWFLAKE_SHOP}
        models:
          shop:
            staging:
              +materialized: view
      `,
    },
  ],
};
