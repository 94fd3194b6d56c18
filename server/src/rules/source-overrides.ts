import type { Rule } from '../model/rule';
import { SNOWFLAKE_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'source-overrides',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A source overrides that of a package',
  why: '`overrides` is deprecated since dbt 1.10.4 (`SourceOverrideDeprecation`): switch the package\'s source off with `+enabled: false` under `sources` in dbt_project.yml and define your own.',
  sources: ['https://docs.getdbt.com/reference/deprecations#sourceoverridedeprecation', 'dbt D035'],
  about: ['dbt.source'],
  fix: 'suggested',
  check: document => problemsOf(document, 'source-overrides'),
  fixes(finding, document) {
    const { path } = told(finding);
    return path ? [edit(document, 'Make it a source of your own', [{ op: 'remove', path }])] : [];
  },
  examples: [
    {
      title: 'an override',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/sources.yml
        sources:
          - name: github
            overrides: github_source
            ^^^^^^^^^ 'overrides' is deprecated
            tables:
              - name: issue
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: github
            tables:
              - name: issue
      `,
    },
    {
      title: 'a source of your own',
      files: `
        ${SNOWFLAKE_SHOP}
        //- models/sources.yml
        sources:
          - name: github
            tables:
              - name: issue
      `,
    },
  ],
};
