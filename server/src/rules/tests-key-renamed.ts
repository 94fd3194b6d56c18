import type { Rule } from '../model/rule';
import { NEW_SHOP, SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'tests-key-renamed',
  group: 'deprecations',
  severity: 'hint',
  certainty: 'certain',
  summary: 'tests is the old name of data_tests',
  why: 'Since dbt 1.8, which brought unit tests, the tests of data stand under `data_tests`. dbt takes the old name without a warning. The fix is applied by fix all only where the project runs on 1.8 or later.',
  sources: ['https://docs.getdbt.com/docs/build/data-tests#new-data_tests-syntax', 'dbt D012'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'tests-key-renamed'),
  fixes(finding, document) {
    const { path, flag } = told(finding);
    return path ? [edit(document, "Rename to 'data_tests'", [{ op: 'rename', path, to: 'data_tests' }], flag('sure'))] : [];
  },
  examples: [
    {
      title: 'the old name',
      files: `
        ${NEW_SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                tests: # both
                ^^^^^ 'tests' is the old name of 'data_tests'
                  - unique
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests: # both
                  - unique
      `,
    },
    {
      title: 'the present name',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique
      `,
    },
  ],
};
