import type { Rule } from '../model/rule';
import { SNOWFLAKE_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'unknown-property',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A key means nothing at its place',
  why: 'A misspelt key is ignored: the description never appears, the config has no effect. An error where dbt refuses the file; elsewhere dbt 1.10 and later warn (`CustomKeyInObjectDeprecation`, `CustomKeyInConfigDeprecation`, `CustomTopLevelKeyDeprecation`) on BigQuery, Databricks, Redshift and Snowflake, and are silent on other adapters, where it is told as information.',
  sources: ['https://docs.getdbt.com/reference/deprecations#customkeyinobjectdeprecation', 'dbt D025, D026, D027, dbt1060'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'unknown-property'),
  fixes(finding, document) {
    const { path, texts } = told(finding);
    if (!path && Array.isArray(told(finding).value('argument'))) return replaceBy(document.path, finding.span, [...texts('near'), ...texts('nearest')]);
    return path ? texts('nearest').map((to, i) => edit(document, `Rename to '${to}'`, [{ op: 'rename', path, to }], false, i === 0)) : [];
  },
  examples: [
    {
      title: 'a misspelt key',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            descripton: One row per order. # why, too
            ^^^^^^^^^^ did you mean \`description\`?
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            description: One row per order. # why, too
      `,
    },
    {
      title: 'known keys',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: One row per order.
            config:
              materialized: table
      `,
    },
  ],
};
