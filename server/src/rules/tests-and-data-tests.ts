import type { EditOperation } from '../model/format';
import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'tests-and-data-tests',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'tests and data_tests stand side by side',
  why: '`tests` is the old name of `data_tests`. dbt takes either, but refuses both on one model, column, source or in dbt_project.yml.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests', 'dbt YamlParseDictError, dbt0247'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'tests-and-data-tests'),
  fixes(finding, document) {
    const { path, place, value } = told(finding);
    const into = place('into');
    const items = value('items');
    if (!path || !into || !Array.isArray(items)) return [];
    return [edit(document, "Merge into 'data_tests'", [...(items as Json[]).map((item): EditOperation => ({ op: 'append', path: into, value: item })), { op: 'remove', path }])];
  },
  examples: [
    {
      title: 'both on a column',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                tests:
                ^^^^^ Use either 'tests' or 'data_tests', not both
                  - unique
                data_tests:
                  - not_null
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null
                  - unique
      `,
    },
    {
      title: 'one on the model, one on the column',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            tests:
              - at_least_one_row
            columns:
              - name: id
                data_tests:
                  - not_null
      `,
    },
  ],
};
