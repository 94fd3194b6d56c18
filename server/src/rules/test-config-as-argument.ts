import type { Rule } from '../model/rule';
import { NEW_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'test-config-as-argument',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A config of a data test stands outside of config',
  why: '`severity`, `where`, `limit` and the like belong under `config`. Beside the arguments dbt warns (`PropertyMovedToConfigDeprecation`), among them it takes them for what they are without a word, which is information here. On versions before 1.10.8 they may stand anywhere, so where the project allows those it is information.',
  sources: ['https://docs.getdbt.com/reference/data-test-configs', 'dbt D030'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'test-config-as-argument'),
  fixes(finding, document) {
    const { path, place, flag } = told(finding);
    const into = place('into');
    return path && into ? [edit(document, "Move under 'config'", [{ op: 'move', path, into }], flag('sure'))] : [];
  },
  examples: [
    {
      title: 'a severity beside the test',
      files: `
        ${NEW_SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      severity: warn # for now
                      ^^^^^^^^ move it under 'config'
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        severity: warn # for now
      `,
    },
    {
      title: 'a severity in config',
      files: `
        ${NEW_SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        severity: warn
      `,
    },
  ],
};
