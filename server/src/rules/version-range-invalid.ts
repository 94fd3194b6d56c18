import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'version-range-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'require-dbt-version can be fulfilled by no dbt',
  why: 'A range whose ends contradict each other, or a text that is no version, stops every command of dbt.',
  sources: ['https://docs.getdbt.com/reference/project-configs/require-dbt-version', 'dbt DbtProjectError'],
  about: ['dbt.project'],
  fix: 'none',
  check: document => problemsOf(document, 'version-range-invalid'),
  examples: [
    {
      title: 'an empty range',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        require-dbt-version: [">=2.0.0", "<1.10.0"]
        #                    ^^^^^^^^^^^^^^^^^^^^^^ No version of dbt fulfils this
      `,
    },
    {
      title: 'a range',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        require-dbt-version: [">=1.8.0", "<3.0.0"]
      `,
    },
  ],
};
