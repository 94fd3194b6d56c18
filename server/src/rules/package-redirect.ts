import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'package-redirect',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A package of the hub has moved',
  why: 'The old name still leads to the new one, but gets no new versions in some cases, and dbt warns at every `dbt deps` (`PackageRedirectDeprecation`).',
  sources: ['https://docs.getdbt.com/reference/deprecations#packageredirectdeprecation', 'dbt D001, dbt1076'],
  about: ['dbt.project'],
  fix: 'suggested',
  check: document => problemsOf(document, 'package-redirect'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const to = text('to');
    return path && to !== null ? [edit(document, `Change to '${to}'`, [{ op: 'set', path, value: to }])] : [];
  },
  examples: [
    {
      title: 'the former name of dbt_utils',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: fishtown-analytics/dbt_utils # for keys
            #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Package moved to dbt-labs/dbt_utils
            version: 0.7.0
      `,
      fixed: `
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils # for keys
            version: 0.7.0
      `,
    },
    {
      title: 'its present name',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
      `,
    },
  ],
};
